"""Volume premiums: so many litres in a run, so many cents more for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from imbuto.aggregates.deductions import Premium, Slab, SlabPrice
from imbuto.values import round_half_even


def premiums_of(slabs: Sequence[SlabPrice], centilitres: Mapping[str | None, int]) -> tuple[Premium, ...]:
    """What a member's litres of the run (hundredths, by centre) earn under the slab prices in force.

    A centre's own price takes that centre's litres; the general one takes all others together.
    """
    own = {price.centre for price in slabs if price.centre is not None}
    found: list[Premium] = []
    for price in slabs:
        hundredths = sum(
            amount
            for centre, amount in centilitres.items()
            if (centre not in own if price.centre is None else centre == price.centre)
        )
        found.extend(_premiums(price, Decimal(hundredths).scaleb(-2)))
    return tuple(found)


def _premiums(price: SlabPrice, litres: Decimal) -> Iterator[Premium]:
    for counted, slab in _above(price.slabs, litres) if price.way == "above" else _all(price.slabs, litres):
        cents = round_half_even(counted * slab.cents_per_litre)
        yield Premium(price.price_id, price.text, counted, slab.cents_per_litre, cents)


def _above(slabs: Sequence[Slab], litres: Decimal) -> Iterator[tuple[Decimal, Slab]]:
    """The litres beyond each step, up to the next."""
    for place, slab in enumerate(slabs, start=1):
        end = min(litres, slabs[place].litres_from) if place < len(slabs) else litres
        counted = end - slab.litres_from
        if counted > 0:
            yield counted, slab


def _all(slabs: Sequence[Slab], litres: Decimal) -> Iterator[tuple[Decimal, Slab]]:
    """All litres, at the highest step that they reach."""
    reached = [slab for slab in slabs if slab.litres_from <= litres]
    if reached and litres > 0:
        yield litres, reached[-1]
