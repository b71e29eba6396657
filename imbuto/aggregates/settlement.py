"""A pay run: all members for one period, cut off at a position, prepared, approved by another, paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Self
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.aggregates.deductions import DeductionRules, SlabPrice, Standing
from imbuto.aggregates.drawing import RunTerms
from imbuto.errors import NotPermitted, SamePerson, WrongState
from imbuto.values import By, Period, business_date, derive_id


def settlement_id(period: Period, attempt: int) -> UUID:
    """The id of the nth run of a period: a discarded run is followed by another attempt."""
    return derive_id("settlement", period.code, attempt)


@dataclass(frozen=True)
class RunTotals:
    """The sums of a run's statements, in cents."""

    statements: int
    milk_cents: int
    carried_in_cents: int
    net_cents: int
    carried_out_cents: int
    adjustments_cents: int = 0
    premium_cents: int = 0
    deductions_cents: int = 0
    saved_cents: int = 0


class Settlement(Aggregate):
    """opened → prepared → approved → completed; prepared → discarded.

    Completed again, with new figures, when a payout that had failed was tried again or settled by people.
    """

    KIND = "settlement"

    @dataclass(frozen=True, kw_only=True)
    class Opened(Fact):
        TOPIC = "settlement.opened"
        period: str
        period_start: date
        period_end: date
        cutoff_position: int
        minimum_payable_cents: int
        rhythm: str = "half-month"
        since: date | None = None
        rules: DeductionRules | None = None
        standing: tuple[Standing, ...] = ()
        slabs: tuple[SlabPrice, ...] = ()

        @property
        def terms(self) -> RunTerms:
            """What statements are drawn by."""
            period = Period(self.period_start, self.period_end)
            return RunTerms(
                period, self.minimum_payable_cents, self.since, self.rules, self.standing, self.slabs
            )

        def apply(self, aggregate: Settlement) -> None:
            aggregate.terms = self.terms
            aggregate.cutoff_position = self.cutoff_position
            aggregate.opened_by = self.who
            aggregate.state = "opened"

    @dataclass(frozen=True, kw_only=True)
    class Prepared(Fact):
        TOPIC = "settlement.prepared"
        statements: int
        litres: Decimal
        milk_cents: int
        carried_in_cents: int
        net_cents: int
        carried_out_cents: int
        digest: str
        adjustments_cents: int = 0
        premium_cents: int = 0
        deductions_cents: int = 0
        saved_cents: int = 0

        def apply(self, aggregate: Settlement) -> None:
            aggregate.state = "prepared"
            aggregate.prepared = self

    @dataclass(frozen=True, kw_only=True)
    class Approved(Fact):
        TOPIC = "settlement.approved"
        digest: str

        def apply(self, aggregate: Settlement) -> None:
            aggregate.state = "approved"
            aggregate.approved_by = self.who

    @dataclass(frozen=True, kw_only=True)
    class Discarded(Fact):
        TOPIC = "settlement.discarded"
        reason: str

        def apply(self, aggregate: Settlement) -> None:
            aggregate.state = "discarded"

    @dataclass(frozen=True, kw_only=True)
    class Completed(Fact):
        TOPIC = "settlement.completed"
        paid: int
        paid_cents: int
        failed: int
        failed_cents: int

        def apply(self, aggregate: Settlement) -> None:
            aggregate.state = "completed"
            aggregate.figures = (self.paid, self.paid_cents, self.failed, self.failed_cents)

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.state = "new"
        self.terms = RunTerms(Period.containing(date(2000, 1, 1)), 0)
        self.cutoff_position = 0
        self.opened_by = ""
        self.approved_by = ""
        self.prepared: Settlement.Prepared | None = None
        self.figures: tuple[int, int, int, int] | None = None

    @property
    def period(self) -> Period:
        return self.terms.period

    @classmethod
    def open(cls, id: UUID, terms: RunTerms, cutoff_position: int, by: By) -> Self:
        """Cuts the period off at a position: what is recorded later is paid in the next run. The terms in
        force are kept with the run, so that its statements can be drawn again whatever changes later.

        Refused before the period has ended in Nairobi.
        """
        period = terms.period
        if by.at < period.ends_at:
            raise WrongState(
                f"The period {period.code} has not ended.",
                f"Open its run from {business_date(period.ends_at):%-d %b %Y} on.",
                ends_at=period.ends_at.isoformat(),
            )
        settlement = cls(id)
        settlement._record(
            cls.Opened,
            by,
            period=period.code,
            period_start=period.start,
            period_end=period.end,
            cutoff_position=cutoff_position,
            minimum_payable_cents=terms.minimum_payable_cents,
            rhythm=period.rhythm,
            since=terms.since,
            rules=terms.rules,
            standing=terms.standing,
            slabs=terms.slabs,
        )
        return settlement

    def prepare(self, totals: RunTotals, litres: Decimal, digest: str, by: By) -> None:
        """Every statement is drawn; the totals and the digest say which. The same again is quiet."""
        if self.prepared is not None and self.prepared.digest == digest:
            return
        if self.state != "opened":
            raise WrongState(
                f"This run is {self.state}.", "Only an opened run can be prepared.", state=self.state
            )
        self._record(self.Prepared, by, litres=litres, digest=digest, **vars(totals))

    def approve(self, by: By) -> None:
        """A person other than the one who opened or prepared it approves. Money follows."""
        if self.state in ("approved", "completed"):
            return
        if self.state != "prepared" or self.prepared is None:
            raise WrongState(
                f"This run is {self.state}.", "Only a prepared run can be approved.", state=self.state
            )
        if not by.is_person:
            raise NotPermitted("Only a person approves a pay run.", "Ask an official to approve it.")
        if by.who in (self.opened_by, self.prepared.who):
            raise SamePerson("approve", "prepared")
        if not self.prepared.statements:
            raise WrongState(
                "This run has no statements: approved, it would only close its period.",
                "Discard it, and open it again when its milk is recorded.",
            )
        self._record(self.Approved, by, digest=self.prepared.digest)

    def discard(self, reason: str, by: By) -> None:
        """Throws a run away before approval; the period can be opened again."""
        if self.state == "discarded":
            return
        if self.state not in ("opened", "prepared"):
            raise WrongState(
                f"This run is {self.state}.", "An approved run cannot be discarded.", state=self.state
            )
        self._record(self.Discarded, by, reason=reason)

    def complete(self, paid: int, paid_cents: int, failed: int, failed_cents: int, by: By) -> None:
        """No payout of the run is under way any more. The same figures again are quiet."""
        figures = (paid, paid_cents, failed, failed_cents)
        if self.state == "approved" or (self.state == "completed" and self.figures != figures):
            self._record(
                self.Completed, by, paid=paid, paid_cents=paid_cents, failed=failed, failed_cents=failed_cents
            )
