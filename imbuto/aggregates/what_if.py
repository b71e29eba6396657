"""What milk that was brought would have been worth under a price that is only thought of.

The price counts as if it had been in force through all of these days: it takes the place of what was in force
for its centre, and a centre with a price of its own keeps that before a general one. Nothing is recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from imbuto.aggregates.premiums import premiums_of
from imbuto.aggregates.prices import Price, PriceBook
from imbuto.values import milk_value_cents

Milk = tuple[str, str, str, int, int, str | None, str | None, str | None]
"""Member, centre, day, hundredths of a litre, cents as it was priced, grade, fat and SNF."""
BIGGEST = 10


@dataclass
class Sums:
    """What some milk was priced at, and would be."""

    centilitres: int = 0
    now: int = 0
    then: int = 0


@dataclass(frozen=True)
class WhatIf:
    """All milk of the days. The sums of centres are of milk alone; those of members, and of all, have volume
    premiums in them."""

    deliveries: int
    total: Sums
    premiums_now: int
    premiums_then: int
    more: int
    less: int
    same: int
    by_centre: Mapping[str, Sums]
    biggest: list[tuple[str, Sums]]
    """Who would gain most, then who would lose most; nobody to whom it makes no difference."""


def what_if(book: PriceBook, price: Price, milk: Iterable[Milk], day_from: date, day_to: date) -> WhatIf:
    """Prices all of it once more. Premiums are those in force at the end, as a pay run draws them."""
    tally = _Tally(_as_if(book, price, day_from), price)
    for one in milk:
        tally.add(*one)
    premiums_now, premiums_then = tally.add_premiums(book, day_to)
    changes = [sums.then - sums.now for sums in tally.members.values()]
    return WhatIf(
        deliveries=tally.deliveries,
        total=_sum(tally.members.values()),
        premiums_now=premiums_now,
        premiums_then=premiums_then,
        more=sum(change > 0 for change in changes),
        less=sum(change < 0 for change in changes),
        same=changes.count(0),
        by_centre=dict(sorted(tally.centres.items())),
        biggest=_biggest(tally.members),
    )


def _as_if(book: PriceBook, price: Price, since: date) -> PriceBook:
    """The book as if that price had been approved last, with nothing for its centre since."""
    other = copy(book)
    other.prices = {
        id: known
        for id, known in book.prices.items()
        if known.centre != price.centre or known.effective_from <= since
    }
    other.prices[price.id] = replace(price, state="approved", effective_from=since)
    return other


@dataclass
class _Tally:
    """Adds up line by line. The same reading at the same centre on the same day is priced once."""

    book: PriceBook
    price: Price
    deliveries: int = 0
    members: dict[str, Sums] = field(default_factory=dict)
    centres: dict[str, Sums] = field(default_factory=dict)
    litres: dict[str, dict[str | None, int]] = field(default_factory=dict)
    _prices: dict[tuple[str | None, ...], int | None] = field(default_factory=dict)
    _worths: dict[tuple[int, int], int] = field(default_factory=dict)

    def add(
        self,
        member: str,
        centre: str,
        day: str,
        centilitres: int,
        now: int,
        grade: str | None,
        fat: str | None,
        snf: str | None,
    ) -> None:
        key = (centre, day, grade, fat, snf)
        if key not in self._prices:
            self._prices[key] = self._price(centre, day, grade, fat, snf)
        cents = self._prices[key]
        then = now if cents is None else self._worth(centilitres, cents)
        self.deliveries += 1
        for sums in (_of(self.members, member), _of(self.centres, centre)):
            sums.centilitres += centilitres
            sums.now += now
            sums.then += then
        by_centre = self.litres.setdefault(member, {})
        by_centre[centre] = by_centre.get(centre, 0) + centilitres

    def add_premiums(self, book: PriceBook, day: date) -> tuple[int, int]:
        """Each member's volume premiums, now and then; their sums."""
        slabs_now, slabs_then = book.slabs_on(day), self.book.slabs_on(day)
        all_now = all_then = 0
        for member, litres in self.litres.items() if slabs_now or slabs_then else ():
            now = sum(one.cents for one in premiums_of(slabs_now, litres))
            then = sum(one.cents for one in premiums_of(slabs_then, litres))
            self.members[member].now += now
            self.members[member].then += then
            all_now, all_then = all_now + now, all_then + then
        return all_now, all_then

    def _price(
        self, centre: str, day: str, grade: str | None, fat: str | None, snf: str | None
    ) -> int | None:
        """None where another price is in force all the same: the milk keeps what it was given."""
        found = self.book.price_on(centre, date.fromisoformat(day))
        if found.id != self.price.id:
            return None
        return found.of(grade, _decimal(fat), _decimal(snf)).cents_per_litre

    def _worth(self, centilitres: int, cents: int) -> int:
        key = (centilitres, cents)
        if key not in self._worths:
            self._worths[key] = milk_value_cents(Decimal(centilitres).scaleb(-2), cents)
        return self._worths[key]


def _of(sums: dict[str, Sums], key: str) -> Sums:
    found = sums.get(key)
    if found is None:
        found = sums[key] = Sums()
    return found


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _sum(of_members: Iterable[Sums]) -> Sums:
    total = Sums()
    for one in of_members:
        total.centilitres += one.centilitres
        total.now += one.now
        total.then += one.then
    return total


def _biggest(members: Mapping[str, Sums]) -> list[tuple[str, Sums]]:
    changes = sorted((sums.now - sums.then, member) for member, sums in members.items())
    gain = [member for change, member in changes[:BIGGEST] if change < 0]
    lose = [member for change, member in reversed(changes[-BIGGEST:]) if change > 0]
    return [(member, members[member]) for member in (*gain, *lose)]
