"""What an erasure does to the words that people typed about a member, in the rows of a view.

A fact without the person's key reads "(erased)" where words were; so do then the rows that were written while
there was a key. A rebuild finds no difference then, and no word stays behind.
"""

from __future__ import annotations

from collections.abc import Callable

from imbuto.projections.rows import Row
from imbuto.values import ERASED


def without(*columns: str) -> Callable[[Row], Row]:
    """What changes in a row in whose columns words may stand. Empty ones stay empty."""

    def change(row: Row) -> Row:
        return {name: ERASED for name in columns if row[name]}

    return change
