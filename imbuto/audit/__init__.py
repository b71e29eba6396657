"""For whoever is to believe the books: everything is read from the facts alone, and nothing can be written.

replay       the facts in order, with what each did to a member's account
event        one fact in full, as it is stored too
statements   each statement drawn again from the facts, and compared
words        each fact in plain words
printing     lines of fixed width, for a terminal or a file
"""

from __future__ import annotations

from imbuto.audit.event import told
from imbuto.audit.printing import printed
from imbuto.audit.replay import Line, Replay, Totals, Until

__all__ = ["Line", "Replay", "Totals", "Until", "printed", "told"]
