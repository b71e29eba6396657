"""Verbs about price differences: propose, approve at a position, refuse, complete; and what each is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from imbuto.aggregates import Fact, PriceDifference
from imbuto.aggregates.price_difference import Difference
from imbuto.aggregates.priced_milk import PricedMilk, priced_milk
from imbuto.aggregates.prices import Price
from imbuto.errors import BadValue, ProbableDouble, WrongState
from imbuto.ledger.book import Book, Saved, or_busy
from imbuto.values import By


@dataclass(frozen=True)
class DifferenceOf:
    """What a difference adds to one delivery: signed cents, on the litres that count."""

    milk: PricedMilk
    cents: int

    @property
    def litres(self) -> Decimal:
        return self.milk.litres


class PriceDifferenceVerbs(Book):
    """A retro price change or a bonus on milk that was priced already."""

    def price_difference(self, id: UUID) -> PriceDifference:
        """The difference with that id. Raises Unknown."""
        return self._load(PriceDifference, id)

    def propose_price_difference(
        self, id: UUID, terms: Difference, by: By, *, another: bool = False
    ) -> Saved:
        """Proposes it; the same terms again are quiet. A price to reprice by must be approved. One that does
        the same as an earlier one that was not refused must be said to be `another`, for it would be paid
        twice: raises ProbableDouble."""

        def decision() -> Saved:
            if known := self._find(PriceDifference, id):
                known.require_same_terms(terms)
                return self._keep(known)
            proposed = PriceDifference.propose(id, terms, by)
            self._require_known(terms)
            alike = self._alike(terms)
            if not another:
                self._require_none_stands(alike)
            return self._keep(proposed, claims=[(f"{_sameness(terms)}{len(alike) + 1:04d}", id)])

        return self._decide(decision)

    def approve_price_difference(self, id: UUID, by: By) -> Saved:
        """Another official grants it, for the milk as it stands at the ledger's present position."""

        def decision() -> Saved:
            difference = self.price_difference(id)
            difference.approve(self.position(), by)
            return self._keep(difference)

        return self._decide(decision)

    def refuse_price_difference(self, id: UUID, reason: str, by: By) -> Saved:
        """Declines it, with the reason."""
        return self._change(PriceDifference, id, lambda difference: difference.refuse(reason, by))

    def complete_price_difference(self, id: UUID, members: int, litres: Decimal, cents: int, by: By) -> Saved:
        """Every member has the adjustment."""
        return self._change(
            PriceDifference, id, lambda difference: difference.complete(members, litres, cents, by)
        )

    @or_busy
    def differences_of(
        self, source: UUID, deliveries: Sequence[UUID], others: Sequence[UUID] = ()
    ) -> list[DifferenceOf]:
        """What an approved difference adds to each of these deliveries as they stood at its cut-off; those
        that it is not about are left out. A pure function of the facts up to that position.

        `others` are the differences about the same days: what those approved before it gave already is not
        given again by repricing.
        """
        last = self._approved(source)
        earlier = (self._approved(id) for id in set(others) - {source} if last.difference.is_to_the_price)
        chain = sorted((one for one in earlier if one.place < last.place), key=lambda one: one.place)
        chain = [one for one in chain if one.difference.counts_for_repricing]
        return [added for id in deliveries if (added := self._added(id, chain, last))]

    def priced_milk(self, delivery: UUID) -> PricedMilk | None:
        """A delivery's price as it stands now; None while it is not accepted."""
        return priced_milk([fact for _, fact in self.story(delivery)])

    def _alike(self, terms: Difference) -> list[UUID]:
        """Those that were proposed before and do the same, also the refused."""
        first = _sameness(terms)
        return [owner for _, owner in sorted(self.facts_recorder.claims_between(first, first + "~"))]

    def _require_none_stands(self, alike: Sequence[UUID]) -> None:
        for id in alike:
            earlier = self.price_difference(id)
            if earlier.state != "refused" and earlier.terms is not None:
                raise ProbableDouble(
                    f"The price difference {earlier.terms.name} does the same and is {earlier.state}.",
                    "If both are meant, send it with another=true.",
                    earlier=str(id),
                    state=earlier.state,
                    proposed_by=earlier.proposed_by,
                )

    def _approved(self, id: UUID) -> _Approved:
        difference = self.price_difference(id)
        if difference.terms is None or difference.state not in ("approved", "completed"):
            raise WrongState(f"This difference is {difference.state}.", "It counts once it is approved.")
        place = self.facts_recorder.position_of(id, difference.approved_version)
        return _Approved(
            difference.terms, self._price_of(difference.terms), difference.cutoff_position, place
        )

    def _added(self, delivery: UUID, earlier: Sequence[_Approved], last: _Approved) -> DifferenceOf | None:
        story, given = self.story(delivery), 0
        for one in earlier:
            milk = _milk(story, one)
            given += one.cents(milk, given) if milk else 0
        milk = _milk(story, last)
        return DifferenceOf(milk, last.cents(milk, given)) if milk else None

    def _price_of(self, terms: Difference) -> Price | None:
        return None if terms.price_id is None else self._peek_cooperative().price(terms.price_id)

    def _require_known(self, terms: Difference) -> None:
        if terms.centre is not None:
            self._peek_cooperative().require_centre(terms.centre)
        price = self._price_of(terms)
        if price is None:
            return
        if price.state != "approved":
            raise WrongState(
                f"That price is {price.state}.",
                "Have it approved before you reprice by it.",
                state=price.state,
            )
        if price.centre not in (None, terms.centre):
            raise BadValue(
                "centre", terms.centre, f"That price is centre {price.centre}'s own.", "Name that centre."
            )


@dataclass(frozen=True)
class _Approved:
    """An approved difference: the price to reprice by, where its milk is cut off, where it was approved."""

    difference: Difference
    price: Price | None
    cutoff: int
    place: int

    def cents(self, milk: PricedMilk, given: int) -> int:
        """What it adds, when earlier ones `given` so many cents: repricing makes up to its price."""
        cents = self.difference.cents(milk, self.price)
        return cents - given if self.difference.is_to_the_price else cents


def _sameness(terms: Difference) -> str:
    """What two proposals share that would pay the same milk the same twice, whatever their names are: the
    beginning of the key that each claims."""
    amount = terms.cents_per_litre if terms.price_id is None else terms.price_id
    days = f"{terms.date_from}:{terms.date_to}"
    return f"difference:{terms.way}:{amount}:{days}:{terms.centre or ''}:{terms.grade or ''}:"


def _milk(story: Sequence[tuple[int, Fact]], approved: _Approved) -> PricedMilk | None:
    """The milk as it stood at the cut-off; None when the difference is not about it."""
    milk = priced_milk([fact for place, fact in story if place <= approved.cutoff])
    return milk if milk is not None and approved.difference.covers(milk) else None
