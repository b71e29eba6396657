"""A difference paid on milk that was already priced: a retro price change, or a bonus.

One official proposes it, another approves it at a position of the ledger, and a job grants each member
one adjustment for the milk as it stood at that position. What was recorded is never changed.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Self
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.aggregates.price_rules import require_grade
from imbuto.aggregates.priced_milk import PricedMilk
from imbuto.aggregates.prices import Price
from imbuto.errors import BadValue, DifferentContent, SamePerson, WrongState
from imbuto.values import EARLIEST_DATE, MAX_PRICE_CENTS, By, business_date, round_half_even

DIFFERENCE_WAYS = ("per-litre", "reprice")
"""So many cents more (or less) on each litre; or the milk priced again by another approved price, less what
earlier differences gave, so that no litre is paid for twice."""
DIFFERENCE_KINDS = ("retro", "bonus")
MAX_DAYS = 1100
"""A little over three years: beyond it the dates are a slip of the finger."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What is proposed: on which milk, and how much. `cents_per_litre` is signed and belongs to "per-litre",
    `price_id` to "reprice". Centre or grade None: of every one. Both dates are included."""

    name: str
    way: str
    kind: str
    date_from: date
    date_to: date
    cents_per_litre: int | None = None
    price_id: UUID | None = None
    centre: str | None = None
    grade: str | None = None

    @property
    def is_to_the_price(self) -> bool:
        """Whether it makes up to a price, whatever was added before; else it adds to what there is."""
        return self.way == "reprice"

    @property
    def counts_for_repricing(self) -> bool:
        """Whether repricing counts what it gave as paid for the litre. A bonus per litre is beside the
        price."""
        return self.is_to_the_price or self.kind == "retro"

    def covers(self, milk: PricedMilk) -> bool:
        """Whether it is about this milk, by its centre, its day and its grade."""
        return (
            self.date_from <= milk.day <= self.date_to
            and self.centre in (None, milk.centre)
            and self.grade in (None, milk.grade)
        )

    def cents(self, milk: PricedMilk, price: Price | None) -> int:
        """What it adds to one delivery, in signed cents, rounded once. `price` is the one to reprice by."""
        if price is None:
            return round_half_even(milk.litres * (self.cents_per_litre or 0))
        again = price.of(milk.grade, milk.fat_percent, milk.snf_percent).cents_per_litre
        return round_half_even(milk.litres * (again - milk.cents_per_litre))

    def require_plausible(self, today: date) -> None:
        """Refuses what nobody can mean, naming the field. Raises BadValue."""
        _require(1 <= len(self.name) <= 100, "name", self.name, "A name has 1 to 100 characters.")
        _require(self.way in DIFFERENCE_WAYS, "way", self.way, "It is per-litre or reprice.")
        _require(self.kind in DIFFERENCE_KINDS, "kind", self.kind, "It is retro or bonus.")
        if self.grade is not None:
            require_grade("grade", self.grade)
        self._require_days(today)
        self._require_amount()

    def _require_days(self, today: date) -> None:
        _require(self.date_from >= EARLIEST_DATE, "date_from", self.date_from, "No milk is that old.")
        _require(self.date_from <= self.date_to, "date_to", self.date_to, "It ends before it begins.")
        _require(self.date_to <= today, "date_to", self.date_to, "That milk is not yet brought.")
        days = (self.date_to - self.date_from).days
        _require(days <= MAX_DAYS, "date_from", self.date_from, "It reaches back over three years at most.")

    def _require_amount(self) -> None:
        cents = self.cents_per_litre
        if self.way == "reprice":
            _require(self.price_id is not None, "price_id", None, "Repricing needs the price to price by.")
            _require(cents is None, "cents_per_litre", cents, "Repricing has no amount of its own.")
            return
        _require(self.price_id is None, "price_id", self.price_id, "An amount per litre needs no price.")
        _require(
            cents is not None and 0 < abs(cents) <= MAX_PRICE_CENTS,
            "cents_per_litre",
            cents,
            "A difference is KES 0.01 to 1,000 a litre, up or down.",
        )
        _require(self.kind == "retro" or (cents or 0) > 0, "cents_per_litre", cents, "A bonus only adds.")


class PriceDifference(Aggregate):
    """proposed → approved (at a position) | refused; approved → completed, once every member has theirs."""

    KIND = "price_difference"

    @dataclass(frozen=True, kw_only=True)
    class Proposed(Fact):
        TOPIC = "price_difference.proposed"
        name: str
        way: str
        cents_per_litre: int | None
        price_id: UUID | None
        centre: str | None
        grade: str | None
        date_from: date
        date_to: date
        kind: str

        def apply(self, aggregate: PriceDifference) -> None:
            aggregate.terms = Difference(
                name=self.name,
                way=self.way,
                kind=self.kind,
                date_from=self.date_from,
                date_to=self.date_to,
                cents_per_litre=self.cents_per_litre,
                price_id=self.price_id,
                centre=self.centre,
                grade=self.grade,
            )
            aggregate.proposed_by = self.who
            aggregate.state = "proposed"

    @dataclass(frozen=True, kw_only=True)
    class Approved(Fact):
        TOPIC = "price_difference.approved"
        cutoff_position: int

        def apply(self, aggregate: PriceDifference) -> None:
            aggregate.cutoff_position = self.cutoff_position
            aggregate.approved_version = self.originator_version
            aggregate.state = "approved"

    @dataclass(frozen=True, kw_only=True)
    class Refused(Fact):
        TOPIC = "price_difference.refused"
        reason: str

        def apply(self, aggregate: PriceDifference) -> None:
            aggregate.state = "refused"

    @dataclass(frozen=True, kw_only=True)
    class Completed(Fact):
        TOPIC = "price_difference.completed"
        members: int
        litres: Decimal
        cents: int

        def apply(self, aggregate: PriceDifference) -> None:
            aggregate.state = "completed"

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.state = "new"
        self.terms: Difference | None = None
        self.proposed_by = ""
        self.cutoff_position = 0
        self.approved_version = 0

    @classmethod
    def propose(cls, id: UUID, terms: Difference, by: By) -> Self:
        """An official asks for it. Raises BadValue."""
        terms.require_plausible(business_date(by.at))
        difference = cls(id)
        difference._record(cls.Proposed, by, **asdict(terms))
        return difference

    def require_same_terms(self, terms: Difference) -> None:
        """The same proposal again is quiet; other content under its id is refused, naming the fields."""
        mine, theirs = asdict(self._known()), asdict(terms)
        differs = {name: [str(mine[name]), str(theirs[name])] for name in mine if mine[name] != theirs[name]}
        if differs:
            raise DifferentContent("price difference", self.id, differs)

    def approve(self, cutoff_position: int, by: By) -> None:
        """A second official grants it for the milk as it stands at that position of the ledger."""
        if self.state in ("approved", "completed"):
            return
        self._require_proposed()
        if self.proposed_by == by.who:
            raise SamePerson("approve", "proposed")
        self._record(self.Approved, by, cutoff_position=cutoff_position)

    def refuse(self, reason: str, by: By) -> None:
        """It is declined, with the reason."""
        if self.state == "refused":
            return
        self._require_proposed()
        self._record(self.Refused, by, reason=reason)

    def complete(self, members: int, litres: Decimal, cents: int, by: By) -> None:
        """Every member has the adjustment: so many got one, for so many litres, in signed cents."""
        if self.state == "completed":
            return
        if self.state != "approved":
            raise WrongState(
                f"This difference is {self.state}.", "It is granted once approved.", state=self.state
            )
        self._record(self.Completed, by, members=members, litres=litres, cents=cents)

    def _require_proposed(self) -> None:
        if self.state != "proposed":
            raise WrongState(
                f"This difference was already {self.state}.", "Propose a new one.", state=self.state
            )

    def _known(self) -> Difference:
        assert self.terms is not None
        return self.terms


def _require(fits: bool, name: str, value: object, sentence: str) -> None:
    if not fits:
        raise BadValue(name, value, sentence, "Check what is proposed.")
