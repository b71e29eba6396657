"""Verbs of the till: payments stopped, paused and let go; the float asked for and seen."""

from __future__ import annotations

from collections.abc import Callable

from imbuto.aggregates.till import TILL_ID, Till
from imbuto.ledger.book import Book, Saved
from imbuto.values import By


class TillVerbs(Book):
    """Whether payments go out. There is one till; it is open before anybody touched it."""

    def till(self) -> Till:
        """The till as it stands: to look at, and not to decide on."""
        return self._peek(Till, TILL_ID) or Till()

    def stop_payments(self, cause: str, code: str, reason: str, by: By) -> Saved:
        """No payment is submitted from now on, until a person resumes: `cause` is `kill` (a person's hand),
        `credential` (M-Pesa says that our password, role or set-up is wrong, with its `code`) or `restored`
        (an older copy of the ledger was put back)."""
        return self._change_till(lambda till: till.stop(cause, code, reason, by))

    def pause_payments(self, needed_cents: int, available_cents: int | None, by: By) -> Saved:
        """The float does not cover what waits to be paid. Quiet while payments are paused or stopped."""
        return self._change_till(lambda till: till.pause(needed_cents, available_cents, by))

    def resume_payments(self, reason: str, by: By, anyway: bool = False, seen: str = "") -> Saved:
        """Lets payments go; `anyway`: though the float does not cover them all; `seen`: what stopped them,
        needed where an older copy of the ledger was put back. Raises NotPermitted when a job would resume
        what was stopped, WrongState."""
        return self._change_till(lambda till: till.resume(reason, by, anyway, seen))

    def ask_float(self, by: By) -> int | None:
        """Records the intent to ask M-Pesa for the float; the number of the question, or None when one was
        put a moment ago, or none may be put."""

        def decision() -> int | None:
            till = self._till()
            question = till.ask_float(by)
            if question is not None:
                self._keep(till)
            return question

        return self._decide(decision)

    def see_float(
        self, question: int, available_cents: int | None, charges_cents: int | None, code: str, by: By
    ) -> Saved:
        """M-Pesa answered that question; `available_cents` is None when it did not say. The same answer
        again, or one that a later answer has overtaken, is quiet. Raises WrongState."""
        return self._change_till(
            lambda till: till.see_float(question, available_cents, charges_cents, code, by)
        )

    def see_credential(self, fingerprint: str, by: By) -> Saved:
        """Notes which credential is in use, by a keyed hash: its age counts from the first time."""
        return self._change_till(lambda till: till.see_credential(fingerprint, by))

    def _change_till(self, act: Callable[[Till], object]) -> Saved:
        def decision() -> Saved:
            till = self._till()
            act(till)
            if not till.version:
                return Saved(TILL_ID, self.position(), 0, new=False)
            return self._keep(till)

        return self._decide(decision)

    def _till(self) -> Till:
        return self._find(Till, TILL_ID) or Till()
