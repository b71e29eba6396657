"""What may be done about a payout that is not under way: keep it back, let it go, postpone it, put it into a
pay file, try it again."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from imbuto.aggregates.payee import BY_TWO_OFFICIALS
from imbuto.aggregates.payment_channel import PayWay
from imbuto.aggregates.payout_settling import PayoutSettling, require_person
from imbuto.aggregates.payout_waiting import attempt_id
from imbuto.errors import NotPermitted, SamePerson, WrongState
from imbuto.values import By, Personal

MOST_ATTEMPTS_BY_ITSELF = 5
"""After so many attempts nobody but a person tries again."""


class PayoutKeeping(PayoutSettling):
    """A payment that waits for its time, or for people."""

    def hold(self, reason: str, by: By, cause: str = "by_hand") -> None:
        """Keeps an unsent payout back."""
        if self.state == "held":
            return
        if self.state != "requested":
            raise WrongState(self._how_it_stands(), "Only an unsent payout can be held.", state=self.state)
        self._record(self.Held, by, member=self.member, reason=reason, cause=cause)

    def propose_release(
        self, cause: str, msisdn: Personal | None, by: By, *, way: PayWay | None = None
    ) -> None:
        """An official would let it go although `cause` speaks against it, to the number and the account as
        they are now. The same again is quiet."""
        require_person(by)
        self._require_releasable()
        if cause not in BY_TWO_OFFICIALS:
            raise WrongState("This payout needs no second official.", "Release it.", state=self.state)
        account = way.number if way else None
        seen = (self.release_cause, self.release_msisdn, self.release_account)
        if self.release_proposed_by is not None and seen == (cause, msisdn, account):
            return
        self._record(
            self.ReleaseProposed,
            by,
            member=self.member,
            cause=cause,
            msisdn=msisdn,
            account_number=account,
        )

    def release(self, msisdn: Personal | None, by: By, *, way: PayWay | None = None, cause: str = "") -> None:
        """Lets a held payout go, to the member's number and by the member's way as they are now; never after
        M-Pesa said it may have been paid. Where a `cause` speaks against it still, two officials are needed.
        The same official's release again is quiet."""
        if self.state == "requested" and self.released_by == by.who:
            return
        self._require_releasable()
        if cause:
            self._require_proposed_release((cause, msisdn, way.number if way else None), by)
        self._record(
            self.Released,
            by,
            member=self.member,
            msisdn=msisdn,
            proposed_by=self.release_proposed_by if cause else None,
            cause=cause,
            **_fields_of(way),
        )

    def _require_releasable(self) -> None:
        if self.state != "held":
            raise WrongState(self._how_it_stands(), "Only a held payout can be released.", state=self.state)
        if self.may_be_paid:
            raise WrongState(
                "M-Pesa said that this payout may have been paid.",
                "Compare it with M-Pesa's own statement, and propose what became of it.",
                state=self.state,
            )
        self._require_no_proposal()

    def _require_proposed_release(self, wanted: tuple[str, Personal | None, Personal | None], by: By) -> None:
        """The very cause, number and account that another official proposed."""
        require_person(by)
        cause = wanted[0]
        if cause not in BY_TWO_OFFICIALS:
            raise NotPermitted("This payout stays held.", "Mend what keeps it first.", cause=cause)
        proposed = (self.release_cause, self.release_msisdn, self.release_account)
        if self.release_proposed_by is None or proposed != wanted:
            raise WrongState(
                "Two officials are needed to let this payout go.",
                "Propose its release; another official then releases it.",
                state=self.state,
                cause=cause,
            )
        if self.release_proposed_by == by.who:
            raise SamePerson("release", "proposed")

    def postpone(self, until: datetime, cause: str, reason: str, by: By) -> None:
        """It is not sent before that instant. Quiet when that is so already, or nothing waits."""
        later = self.not_before is None or until > self.not_before
        if self.state == "requested" and until > by.at and later:
            self._record(self.Postponed, by, member=self.member, until=until, cause=cause, reason=reason)

    # ------------------------------------------------------------ a pay file

    def hand_over(self, file: UUID, channel: str, reference: str, by: By) -> None:
        """It stands in a pay file from now on, which pays it by that channel. The same again is quiet."""
        if self.state == "handed_over" and (self.file, self.reference) == (file, reference):
            return
        if self.state != "requested" or self.may_be_paid:
            raise WrongState(
                self._how_it_stands(),
                "Only what waits to be paid goes into a pay file.",
                state=self.state,
            )
        if channel != self.channel:
            raise WrongState(
                f"This payout is to be paid by {self.channel}, not by {channel}.",
                "Put it into a file of that kind.",
                state=self.state,
            )
        self._require_no_proposal()
        self._record(
            self.HandedOver,
            by,
            member=self.member,
            attempt=self.attempt,
            attempt_id=self.attempt_id,
            file=file,
            pay_channel=channel,
            reference=reference,
        )

    def take_back(self, file: UUID, reason: str, by: By) -> None:
        """Its file was cancelled before anybody could take it to the bank. Quiet when it is in no file.
        Contradicted meanwhile, it waits for people."""
        if self.state in ("requested", "held") and self.file is None:
            return
        if self.state != "handed_over" or self.file != file:
            raise WrongState(self._how_it_stands(), "It is not in this pay file.", state=self.state)
        self._require_no_proposal()
        self._record(self.TakenBack, by, member=self.member, attempt=self.attempt, file=file, reason=reason)
        if self.may_be_paid:
            self.hold_contradicted(by)

    # ------------------------------------------------------------ a new attempt

    def retry(self, msisdn: Personal | None, by: By, *, way: PayWay | None = None) -> None:
        """A new attempt under a new id, only after a definite failure and never while a contradiction is not
        settled. The same one's request again is quiet. By itself it is tried only so often, and never after
        people have said that it was not paid."""
        if self.state == "requested" and self.retried_by == by.who:
            return
        if self.state != "failed" or self.doubts:
            raise WrongState(
                self._how_it_stands(),
                "Only a definite failure can be tried again.",
                state=self.state,
            )
        self._require_no_proposal()
        if not by.is_person and not self.may_try_itself:
            raise WrongState(
                "This payout is not tried again by itself.", "An official can try it again.", state=self.state
            )
        self._record(
            self.Retried,
            by,
            member=self.member,
            amount_cents=self.amount_cents,
            msisdn=msisdn,
            attempt=self.attempt + 1,
            attempt_id=attempt_id(self.id, self.attempt + 1),
            **_fields_of(way),
        )

    @property
    def may_try_itself(self) -> bool:
        """Whether a failure may be followed by a new attempt that nobody asked for."""
        known = self.state == "failed" and self.failure_code is not None and not self.doubts
        return known and self.proposed is None and self.attempt < MOST_ATTEMPTS_BY_ITSELF


def _fields_of(way: PayWay | None) -> dict[str, Any]:
    """The way of payment as facts name it; nothing where it stays as it was."""
    if way is None:
        return {}
    return {
        "pay_channel": way.channel,
        "account_bank": way.bank,
        "account_number": way.number,
        "account_name": way.name,
    }
