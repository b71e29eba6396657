"""What is done for the person behind a number: show what is held, hand it over, and forget.

standing    whether a member may be forgotten yet: what is still open, and since when nothing moves
desk        the acts: proposing and carrying out an erasure, carrying out those that a backup brought back
witness     who was erased, in a file beside the stores that no backup brings back
held        what is held about a member, in numbers; exporting: the same as one file
"""

from imbuto.privacy.desk import Privacy
from imbuto.privacy.held import HeldAnswer

__all__ = ["HeldAnswer", "Privacy"]
