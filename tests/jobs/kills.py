"""A worker that is killed at a chosen step."""

from __future__ import annotations

from typing import Any

from imbuto.ledger import Ledger


class Killed(BaseException):
    """The worker is no more."""


def tripped_ledger(ledger: Ledger, verb: str, calls: int) -> Any:
    """The same ledger, whose worker is killed at the nth call of a verb: before or after it is saved."""

    class Tripped:
        left = calls

        def __getattr__(self, name: str) -> Any:
            real = getattr(ledger, name)
            if name != verb:
                return real

            def act(*args: Any, **more: Any) -> Any:
                self.left -= 1
                if self.left == 0:
                    raise Killed
                saved = real(*args, **more)
                if self.left == -1:
                    raise Killed
                return saved

            return act

    return Tripped()
