"""Verbs about payouts that are not under way: held back, let go, postponed, tried again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from imbuto.aggregates import Payout
from imbuto.aggregates.payee import BY_TWO_OFFICIALS, Hold
from imbuto.errors import NotPermitted, WrongState
from imbuto.ledger.book import Saved
from imbuto.ledger.payout_requests import PayoutRequestVerbs, number_of, readable_way
from imbuto.values import By

ENDS_BY_ITSELF = ("number_changed", "name_mismatch")
"""Holds that end without a word about the payout: the number has cooled, two officials accepted the name."""


class PayoutHoldVerbs(PayoutRequestVerbs):
    """What keeps a payout back, and who may let it go."""

    def hold_payout(self, id: UUID, reason: str, by: By) -> Saved:
        return self._change(Payout, id, lambda payout: payout.hold(reason, by))

    def propose_release(self, id: UUID, by: By) -> Saved:
        """One official would let it go, although a changed number, another name or a limit speaks against it.
        Raises WrongState where no second official is needed, or no official can help."""

        def act(payout: Payout) -> None:
            member = self.member(payout.member)
            cause, way = self._cause_against(payout, by), readable_way(member)
            payout.propose_release(cause, number_of(member), by, way=way)

        return self._change(Payout, id, act)

    def release_payout(self, id: UUID, by: By, *, seen: int | None = None) -> Saved:
        """Lets a held payout go, to the member's number and by the member's way as they are now; against a
        cause of weight only what another official proposed, and not what was proposed after its version
        `seen`, which may be to another number. A job lets go only what has cooled or was accepted."""

        def act(payout: Payout) -> None:
            member = self.member(payout.member)
            cause = self._cause_against(payout, by) if payout.state == "held" else ""
            if payout.state == "held" and not by.is_person and (cause or payout.cause not in ENDS_BY_ITSELF):
                raise NotPermitted("Only people let this payout go.", "Ask an official.", cause=payout.cause)
            if payout.state == "held" and seen not in (None, payout.version):
                raise WrongState(
                    "Something else is proposed about this payout by now.", "Look at it again.", state="held"
                )
            payout.release(number_of(member), by, way=readable_way(member), cause=cause)

        return self._change(Payout, id, act)

    def _cause_against(self, payout: Payout, by: By) -> str:
        """The cause that two officials must agree about, or empty. Raises WrongState where it must be mended
        first."""
        hold = self._reason_to_hold(payout, self.member(payout.member), by)
        if hold is not None:
            _require_waivable(hold, payout)
            return hold.cause
        # The limit of a run is not known here: what was held for one is let go by two.
        return "over_limit" if payout.cause == "over_limit" else ""

    def retry_payout(
        self, id: UUID, by: By, *, not_before: datetime | None = None, cause: str = "", reason: str = ""
    ) -> Saved:
        """A new attempt after a definite failure, to the member's number and by the member's way as they are
        now, and not before that instant. What two officials would have to let go, waits for them; a job's
        attempt waits for anything that speaks against it."""

        def act(payout: Payout) -> None:
            member = self.member(payout.member)
            hold = self._reason_to_hold(payout, member, by)
            if hold is not None and payout.state == "failed" and by.is_person:
                _require_waivable(hold, payout)
            payout.retry(number_of(member), by, way=readable_way(member))
            if not payout.has_news:
                return
            if hold is not None:
                payout.hold(hold.words, by, hold.cause)
            elif not_before is not None:
                payout.postpone(not_before, cause, reason, by)

        return self._change(Payout, id, act)


def _require_waivable(hold: Hold, payout: Payout) -> None:
    """Raises WrongState for what officials cannot let go, but must mend."""
    if hold.cause not in BY_TWO_OFFICIALS:
        raise WrongState(f"This payout stays held: {hold.words}.", "Mend that first.", reason=hold.words)
    if hold.words.startswith("M-Pesa pays at most"):
        raise WrongState(
            f"This payout of KES {payout.amount_cents // 100:,} is more than M-Pesa takes at a time.",
            "Pay it by bank or in cash, and say so.",
        )
