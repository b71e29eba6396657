"""The dated price of milk: proposed by one official, approved by another, in force from its day on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from imbuto.aggregates.base import Fact
from imbuto.aggregates.founding import COOPERATIVE_ID, Founding
from imbuto.errors import BadValue, Contradiction, NoPrice, SamePerson, Unknown, WrongState
from imbuto.values import MAX_PRICE_CENTS, By


@dataclass(frozen=True)
class Price:
    """A flat price per litre, for one centre or (None) for all, from a day on."""

    id: UUID
    centre: str | None
    cents_per_litre: int
    effective_from: date
    proposed_by: str
    state: str = "proposed"
    decided_by: str | None = None

    def require_plausible(self) -> None:
        if not 1 <= self.cents_per_litre <= MAX_PRICE_CENTS:
            raise BadValue(
                "price", self.cents_per_litre, "A litre costs KES 0.01 to 1,000.", "Check the price."
            )

    def require_same_proposal(self, other: Price) -> None:
        """The same proposal again is quiet, by whomever; another under its id is refused."""
        mine, theirs = (
            (price.centre, price.cents_per_litre, price.effective_from) for price in (self, other)
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
    the latest of those in force. Raises NoPrice."""
    in_force = [p for p in prices if p.state == "approved" and p.effective_from <= day]
    own = [p for p in in_force if p.centre == centre]
    candidates = own or [p for p in in_force if p.centre is None]
    if not candidates:
        raise NoPrice(
            f"No approved price covers centre {centre} on {day:%d %b %Y}.",
            "Ask one official to propose a price and another to approve it.",
            centre=centre,
            date=day.isoformat(),
        )
    latest = max(p.effective_from for p in candidates)
    return [p for p in candidates if p.effective_from == latest][-1]


class PriceBook(Founding):
    """The part of the cooperative that says what a litre is worth."""

    @dataclass(frozen=True, kw_only=True)
    class PriceProposed(Fact):
        TOPIC = "cooperative.price_proposed"
        price_id: UUID
        centre: str | None
        cents_per_litre: int
        effective_from: date

        def apply(self, aggregate: PriceBook) -> None:
            aggregate.prices[self.price_id] = Price(
                self.price_id, self.centre, self.cents_per_litre, self.effective_from, self.who
            )

    @dataclass(frozen=True, kw_only=True)
    class PriceApproved(Fact):
        TOPIC = "cooperative.price_approved"
        price_id: UUID

        def apply(self, aggregate: PriceBook) -> None:
            price = aggregate.prices[self.price_id]
            aggregate.prices[self.price_id] = replace(price, state="approved", decided_by=self.who)

    @dataclass(frozen=True, kw_only=True)
    class PriceRefused(Fact):
        TOPIC = "cooperative.price_refused"
        price_id: UUID
        reason: str

        def apply(self, aggregate: PriceBook) -> None:
            price = aggregate.prices[self.price_id]
            aggregate.prices[self.price_id] = replace(price, state="refused", decided_by=self.who)

    def __init__(self, id: UUID = COOPERATIVE_ID) -> None:
        super().__init__(id)
        self.prices: dict[UUID, Price] = {}

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
