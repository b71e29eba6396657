"""The dated price of milk: proposed by one official, approved by another, in force from its day on.

price_rules   what a price may hold besides its flat cents: grades, a fat × SNF matrix, slabs
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from imbuto.aggregates.base import Fact
from imbuto.aggregates.deductions import Slab, SlabPrice
from imbuto.aggregates.founding import COOPERATIVE_ID, Founding
from imbuto.aggregates.price_floors import floor_warning
from imbuto.aggregates.price_rules import FLAT, GradeStep, MatrixCell, Priced, PriceRules
from imbuto.errors import BadValue, Contradiction, NoPrice, SamePerson, Unknown, WrongState
from imbuto.values import MAX_PRICE_CENTS, By


@dataclass(frozen=True)
class Price:
    """A price per litre with its rules, for one centre or (None) for all, from a day on."""

    id: UUID
    centre: str | None
    cents_per_litre: int
    effective_from: date
    proposed_by: str
    state: str = "proposed"
    decided_by: str | None = None
    rules: PriceRules = FLAT
    proposed_at: datetime | None = None
    decided_at: datetime | None = None
    refusal: str | None = None

    def of(
        self,
        grade: str | None = None,
        fat_percent: Decimal | None = None,
        snf_percent: Decimal | None = None,
    ) -> Priced:
        """What a litre of that grade and with those readings is worth by this price."""
        return self.rules.price(self.id, self.cents_per_litre, grade, fat_percent, snf_percent)

    @property
    def warning(self) -> str | None:
        """The sentence about a price under the legal floor, or None."""
        return floor_warning(self.rules.least_cents(self.cents_per_litre), self.effective_from)

    def decided(self, fact: PriceBook.PriceApproved | PriceBook.PriceRefused, state: str) -> Price:
        return replace(self, state=state, decided_by=fact.who, decided_at=fact.recorded_at)

    def require_plausible(self) -> None:
        if not 1 <= self.cents_per_litre <= MAX_PRICE_CENTS:
            raise BadValue(
                "price", self.cents_per_litre, "A litre costs KES 0.01 to 1,000.", "Check the price."
            )
        self.rules.require_plausible()

    def require_same_proposal(self, other: Price) -> None:
        """The same proposal again is quiet, by whomever; another under its id is refused."""
        mine, theirs = (
            (price.centre, price.cents_per_litre, price.effective_from, price.rules)
            for price in (self, other)
        )
        if mine != theirs:
            raise Contradiction(f"Price {self.id} was proposed with other content.", "Use a new id.")

    def require_another_than_its_proposer(self, by: By) -> None:
        if self.proposed_by == by.who:
            raise SamePerson("approve", "proposed")

    def awaits(self, decision: str) -> bool:
        """Whether it still waits to be `approved` or `refused`; not when just that was decided before.
        Raises WrongState when the other was."""
        if self.state not in ("proposed", decision):
            raise WrongState(f"This price was already {self.state}.", "Propose a new one.", state=self.state)
        return self.state == "proposed"


def price_on(prices: Iterable[Price], centre: str, day: date) -> Price:
    """The approved price for milk of that centre and day: the centre's own before the general one,
    the latest of those in force; of two from one day the one that was approved last. Raises NoPrice."""
    known = list(prices)
    found = _latest(known, centre, day) or _latest(known, None, day)
    if found is None:
        raise NoPrice(
            f"No approved price covers centre {centre} on {day:%d %b %Y}.",
            "Ask one official to propose a price and another to approve it.",
            centre=centre,
            date=day.isoformat(),
        )
    return found


def _latest(prices: Iterable[Price], centre: str | None, day: date) -> Price | None:
    """Of that centre's (None: of the general) approved prices the one in force; of one day's, the later
    in the order given."""
    found: Price | None = None
    for price in prices:
        covers = price.state == "approved" and price.centre == centre and price.effective_from <= day
        if covers and (found is None or price.effective_from >= found.effective_from):
            found = price
    return found


class PriceBook(Founding):
    """The part of the cooperative that says what a litre is worth."""

    @dataclass(frozen=True, kw_only=True)
    class PriceProposed(Fact):
        TOPIC = "cooperative.price_proposed"
        price_id: UUID
        centre: str | None
        cents_per_litre: int
        effective_from: date
        grades: tuple[GradeStep, ...] = ()
        matrix: tuple[MatrixCell, ...] = ()
        slabs: tuple[Slab, ...] = ()
        slab_way: str = "above"
        text: str = ""

        def apply(self, aggregate: PriceBook) -> None:
            aggregate.prices[self.price_id] = Price(
                self.price_id,
                self.centre,
                self.cents_per_litre,
                self.effective_from,
                self.who,
                rules=PriceRules(self.grades, self.matrix, self.slabs, self.slab_way, self.text),
                proposed_at=self.recorded_at,
            )

    @dataclass(frozen=True, kw_only=True)
    class PriceApproved(Fact):
        TOPIC = "cooperative.price_approved"
        price_id: UUID

        def apply(self, aggregate: PriceBook) -> None:
            approved = aggregate.prices.pop(self.price_id).decided(self, "approved")
            aggregate.prices[self.price_id] = approved

    @dataclass(frozen=True, kw_only=True)
    class PriceRefused(Fact):
        TOPIC = "cooperative.price_refused"
        price_id: UUID
        reason: str

        def apply(self, aggregate: PriceBook) -> None:
            refused = aggregate.prices[self.price_id].decided(self, "refused")
            aggregate.prices[self.price_id] = replace(refused, refusal=self.reason)

    def __init__(self, id: UUID = COOPERATIVE_ID) -> None:
        super().__init__(id)
        self.prices: dict[UUID, Price] = {}
        """As they were proposed, but the approved ones as they were approved."""

    def propose_price(
        self,
        price_id: UUID,
        centre: str | None,
        cents_per_litre: int,
        effective_from: date,
        by: By,
        rules: PriceRules = FLAT,
    ) -> None:
        """Proposes a price; the same proposal again is quiet, another under its id is refused."""
        if centre is not None:
            self.require_centre(centre)
        proposed = Price(price_id, centre, cents_per_litre, effective_from, by.who, rules=rules)
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
            grades=rules.grades,
            matrix=rules.matrix,
            slabs=rules.slabs,
            slab_way=rules.slab_way,
            text=rules.text,
        )

    def approve_price(self, price_id: UUID, by: By) -> None:
        """A second official puts the price in force from its day on. It never changes recorded milk."""
        price = self.price(price_id)
        if price.awaits("approved"):
            price.require_another_than_its_proposer(by)
            self._record(self.PriceApproved, by, price_id=price_id)

    def refuse_price(self, price_id: UUID, reason: str, by: By) -> None:
        """The proposal is declined, with the reason."""
        if self.price(price_id).awaits("refused"):
            self._record(self.PriceRefused, by, price_id=price_id, reason=reason)

    def price(self, price_id: UUID) -> Price:
        """The price with that id, in whatever state. Raises Unknown."""
        price = self.prices.get(price_id)
        if price is None:
            raise Unknown("price", price_id)
        return price

    def price_on(self, centre: str, day: date) -> Price:
        """The approved price for milk of that centre and day. Raises NoPrice."""
        return price_on(self.prices.values(), centre, day)

    def priced(
        self,
        centre: str,
        day: date,
        grade: str | None = None,
        fat_percent: Decimal | None = None,
        snf_percent: Decimal | None = None,
    ) -> Priced:
        """What a litre of such milk is worth on that day, and the rule that says so. Raises NoPrice."""
        return self.price_on(centre, day).of(grade, fat_percent, snf_percent)

    def slabs_on(self, day: date) -> tuple[SlabPrice, ...]:
        """The volume premiums in force on that day. The general one (centre None) is for the centres that
        are not named; a centre whose own price has no slabs is named with none."""
        in_force = {centre: _latest(self.prices.values(), centre, day) for centre in (None, *self.centres)}
        found = [price for price in in_force.values() if price is not None]
        if not any(price.rules.slabs for price in found):
            return ()
        return tuple(
            SlabPrice(price.id, price.centre, price.rules.text, price.rules.slabs, price.rules.slab_way)
            for price in found
            if price.rules.slabs or price.centre is not None
        )
