"""Begins many things at the same moment, each in a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from imbuto.errors import Refusal

Heard = type[Refusal] | None


def at_once(*acts: Callable[[], object]) -> list[Heard]:
    """What each was refused with, or None; what is refused or busy is left at that."""
    gate = Barrier(len(acts))

    def begin(act: Callable[[], object]) -> Heard:
        gate.wait()
        try:
            act()
        except Refusal as refusal:
            return type(refusal)
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(begin, acts))
