"""For whoever is to believe the books: everything is read from the facts alone, and nothing can be written.

replay       the facts in order, with what each did to a member's account
event        one fact in full, as it is stored too
explorer     facts found by topic, thing, person and day, the newest first; about   whom a fact is about
story        what each fact of a thing changed, and how the thing stood on a day; readable   values as texts
veil         a fact as somebody may see it: words about people pass a mask
families     what a screen loads again after a fact; verification   whether the store of facts is whole
statements   each statement drawn again from the facts, and compared
words        each fact in plain words
printing     lines of fixed width, for a terminal or a file
"""

from __future__ import annotations

from imbuto.audit.event import told
from imbuto.audit.printing import printed
from imbuto.audit.replay import Line, Replay, Totals, Until

__all__ = ["Line", "Replay", "Totals", "Until", "printed", "told"]
