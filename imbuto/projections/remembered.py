"""Answers about past days that are kept in memory for as long as they hold.

Milk of a past day changes seldom, and who brought it takes long to count. What a centre's days count tells at
once whether it changed: a delivery that is recorded or voided moves one of two sums that never go back.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast

Answer = TypeVar("Answer")


class Remembered:
    """The latest answers, each with the sums at which it was found."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[Hashable, tuple[Hashable, Any]] = {}
        self._lock = Lock()

    def answer(self, asked: Hashable, sums: Hashable, find: Callable[[], Answer]) -> Answer:
        """What was found for the same question at the same sums; else what `find` finds now."""
        known = self._kept.get(asked)
        if known is not None and known[0] == sums:
            return cast(Answer, known[1])
        found = find()
        with self._lock:
            self._kept.pop(asked, None)
            while len(self._kept) >= self._most:
                del self._kept[next(iter(self._kept))]
            self._kept[asked] = (sums, found)
        return found
