"""The cooperative itself: its collection centres, its dated milk prices, and the list of its pay runs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Self
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.aggregates.prices import Price, price_on
from imbuto.errors import BadValue, Contradiction, DifferentContent, Unknown, WrongState
from imbuto.values import By, Period, derive_id

COOPERATIVE_ID = derive_id("cooperative")
"""There is one cooperative per installation."""


@dataclass(frozen=True)
class Run:
    """A pay run as the cooperative's calendar keeps it: what it closes, and how it stands."""

    id: UUID
    period: Period
    cutoff_position: int
    state: str = "open"


class Cooperative(Aggregate):
    """Founded once; decides centres, prices and the order of the pay runs."""

    KIND = "cooperative"

    @dataclass(frozen=True, kw_only=True)
    class Founded(Fact):
        TOPIC = "cooperative.founded"
        name: str
        confirmation_hours: int
        minimum_payable_cents: int
        sms_receipts: bool

        def apply(self, aggregate: Cooperative) -> None:
            aggregate.name = self.name
            aggregate.confirmation_hours = self.confirmation_hours
            aggregate.minimum_payable_cents = self.minimum_payable_cents
            aggregate.sms_receipts = self.sms_receipts

    @dataclass(frozen=True, kw_only=True)
    class MessagingSet(Fact):
        TOPIC = "cooperative.messaging_set"
        sms_receipts: bool

        def apply(self, aggregate: Cooperative) -> None:
            aggregate.sms_receipts = self.sms_receipts

    @dataclass(frozen=True, kw_only=True)
    class CentreOpened(Fact):
        TOPIC = "cooperative.centre_opened"
        code: str
        name: str

        def apply(self, aggregate: Cooperative) -> None:
            aggregate.centres[self.code] = self.name

    @dataclass(frozen=True, kw_only=True)
    class PriceProposed(Fact):
        TOPIC = "cooperative.price_proposed"
        price_id: UUID
        centre: str | None
        cents_per_litre: int
        effective_from: date

        def apply(self, aggregate: Cooperative) -> None:
            aggregate.prices[self.price_id] = Price(
                self.price_id, self.centre, self.cents_per_litre, self.effective_from, self.who
            )

    @dataclass(frozen=True, kw_only=True)
    class PriceApproved(Fact):
        TOPIC = "cooperative.price_approved"
        price_id: UUID

        def apply(self, aggregate: Cooperative) -> None:
            price = aggregate.prices[self.price_id]
            aggregate.prices[self.price_id] = replace(price, state="approved", decided_by=self.who)

    @dataclass(frozen=True, kw_only=True)
    class PriceRefused(Fact):
        TOPIC = "cooperative.price_refused"
        price_id: UUID
        reason: str

        def apply(self, aggregate: Cooperative) -> None:
            price = aggregate.prices[self.price_id]
            aggregate.prices[self.price_id] = replace(price, state="refused", decided_by=self.who)

    @dataclass(frozen=True, kw_only=True)
    class RunOpened(Fact):
        TOPIC = "cooperative.run_opened"
        run: UUID
        period: str
        cutoff_position: int

        def apply(self, aggregate: Cooperative) -> None:
            aggregate.runs[self.run] = Run(self.run, Period.parse(self.period), self.cutoff_position)

    @dataclass(frozen=True, kw_only=True)
    class RunApproved(Fact):
        TOPIC = "cooperative.run_approved"
        run: UUID

        def apply(self, aggregate: Cooperative) -> None:
            aggregate.runs[self.run] = replace(aggregate.runs[self.run], state="approved")

    @dataclass(frozen=True, kw_only=True)
    class RunDiscarded(Fact):
        TOPIC = "cooperative.run_discarded"
        run: UUID

        def apply(self, aggregate: Cooperative) -> None:
            aggregate.runs[self.run] = replace(aggregate.runs[self.run], state="discarded")

    def __init__(self, id: UUID = COOPERATIVE_ID) -> None:
        super().__init__(id)
        self.name = ""
        self.confirmation_hours = 72
        self.minimum_payable_cents = 1000
        self.sms_receipts = True
        self.centres: dict[str, str] = {}
        self.prices: dict[UUID, Price] = {}
        self.runs: dict[UUID, Run] = {}

    @classmethod
    def found(
        cls,
        name: str,
        by: By,
        *,
        confirmation_hours: int = 72,
        minimum_payable_cents: int = 1000,
        sms_receipts: bool = True,
    ) -> Self:
        """Starts the ledger. M-Pesa pays no less than KES 10, so neither does the cooperative."""
        if not 1 <= len(name.strip()) <= 100:
            raise BadValue("name", name, "A cooperative's name has 1 to 100 characters.", "Shorten it.")
        if not 1 <= confirmation_hours <= 24 * 14:
            raise BadValue("confirmation_hours", confirmation_hours, "Choose 1 to 336 hours.", "72 is usual.")
        if minimum_payable_cents < 1000:
            raise BadValue(
                "minimum_payable_cents",
                minimum_payable_cents,
                "M-Pesa pays no less than KES 10.",
                "Use 1000 or more.",
            )
        cooperative = cls()
        cooperative._record(
            cls.Founded,
            by,
            name=name.strip(),
            confirmation_hours=confirmation_hours,
            minimum_payable_cents=minimum_payable_cents,
            sms_receipts=sms_receipts,
        )
        return cooperative

    def require_same_founding(self, other: Cooperative) -> None:
        """The same founding again is quiet, also after messaging was changed; another is refused by name."""
        differs = {
            name: [str(getattr(self, name)), str(getattr(other, name))]
            for name in ("name", "confirmation_hours", "minimum_payable_cents")
            if getattr(self, name) != getattr(other, name)
        }
        if differs:
            raise DifferentContent("cooperative", self.name, differs)

    def set_messaging(self, sms_receipts: bool, by: By) -> None:
        """Turns the SMS receipts on or off from now on."""
        if sms_receipts != self.sms_receipts:
            self._record(self.MessagingSet, by, sms_receipts=sms_receipts)

    def open_centre(self, code: str, name: str, by: By) -> None:
        """Opens a collection centre; the same code and name again is quiet."""
        if self.centres.get(code) == name:
            return
        if code in self.centres:
            raise Contradiction(
                f"Centre {code} is already open as {self.centres[code]}.", "Choose another code.", code=code
            )
        self._record(self.CentreOpened, by, code=code, name=name)

    def require_centre(self, code: str) -> None:
        if code not in self.centres:
            raise Unknown("centre", code)

    # ------------------------------------------------------------- prices

    def propose_price(
        self, price_id: UUID, centre: str | None, cents_per_litre: int, effective_from: date, by: By
    ) -> None:
        """Proposes a price; the same proposal again is quiet, another under its id is refused."""
        if centre is not None:
            self.require_centre(centre)
        proposed = Price(price_id, centre, cents_per_litre, effective_from, by.who)
        proposed.require_plausible()
        if known := self.prices.get(price_id):
            known.require_same_proposal(proposed)
            return
        self._record(
            self.PriceProposed,
            by,
            price_id=price_id,
            centre=centre,
            cents_per_litre=cents_per_litre,
            effective_from=effective_from,
        )

    def approve_price(self, price_id: UUID, by: By) -> None:
        """A second official puts the price in force from its day on. It never changes recorded milk."""
        price = self._price(price_id)
        if price.awaits("approved"):
            price.require_another_than_its_proposer(by)
            self._record(self.PriceApproved, by, price_id=price_id)

    def refuse_price(self, price_id: UUID, reason: str, by: By) -> None:
        """The proposal is declined, with the reason."""
        if self._price(price_id).awaits("refused"):
            self._record(self.PriceRefused, by, price_id=price_id, reason=reason)

    def _price(self, price_id: UUID) -> Price:
        price = self.prices.get(price_id)
        if price is None:
            raise Unknown("price", price_id)
        return price

    def price_on(self, centre: str, day: date) -> Price:
        """The approved price for milk of that centre and day. Raises NoPrice."""
        return price_on(self.prices.values(), centre, day)

    # ----------------------------------------------------------- pay runs

    def open_run(self, run: UUID, period: Period, cutoff_position: int, by: By) -> None:
        """Enters a run in the calendar: one at a time, in the order of the periods."""
        if self.unfinished_run:
            raise WrongState(
                f"The run of {self.unfinished_run.period.code} is not yet approved.",
                "Approve or discard it before another is opened.",
                run=str(self.unfinished_run.id),
            )
        last = self.last_approved_run
        if last and period.end <= last.period.end:
            raise WrongState(
                f"The run of {last.period.code} is approved: {period.code} is closed.",
                "Late milk is paid in the next run by itself.",
            )
        self._record(self.RunOpened, by, run=run, period=period.code, cutoff_position=cutoff_position)

    def approve_run(self, run: UUID, by: By) -> None:
        self._record(self.RunApproved, by, run=run)

    def discard_run(self, run: UUID, by: By) -> None:
        self._record(self.RunDiscarded, by, run=run)

    @property
    def unfinished_run(self) -> Run | None:
        return next((run for run in self.runs.values() if run.state == "open"), None)

    @property
    def last_approved_run(self) -> Run | None:
        approved = [run for run in self.runs.values() if run.state == "approved"]
        return approved[-1] if approved else None

    def may_have_closed(self, day: date) -> bool:
        """Whether any run reaches that day at all; if not, the position need not be looked up."""
        return any(run.state != "discarded" and run.period.end >= day for run in self.runs.values())

    def has_closed(self, day: date, position: int) -> bool:
        """Whether milk of that day, recorded at that position, is already in a run."""
        return any(
            run.state != "discarded" and run.period.end >= day and run.cutoff_position >= position
            for run in self.runs.values()
        )
