"""A price that is thought of, held against any milk: it comes to each delivery priced again."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from imbuto.aggregates import Cooperative
from imbuto.aggregates.deductions import Slab
from imbuto.aggregates.premiums import premiums_of
from imbuto.aggregates.price_rules import FLAT, GradeStep, MatrixCell, PriceRules
from imbuto.aggregates.prices import Price
from imbuto.aggregates.what_if import BIGGEST, Milk, what_if
from imbuto.values import milk_value_cents
from tests.ledger.examples import CLERK, MANAGER

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 15)
OWN_FROM = date(2026, 11, 6)
THOUGHT, OLD, OWN, LATER = (UUID(int=number) for number in range(4))
RULES = PriceRules.of(
    grades=[GradeStep("B", -200)],
    matrix=[MatrixCell(Decimal(3), Decimal(8), 4400), MatrixCell(Decimal(4), Decimal("8.5"), 5150)],
    slabs=[Slab(Decimal(20), 100)],
)
LINES = some.lists(
    some.tuples(
        some.sampled_from(["0001", "0002", "0003"]),
        some.sampled_from(["KIA", "LIM"]),
        some.integers(0, 14).map(lambda days: (FIRST + timedelta(days=days)).isoformat()),
        some.integers(1, 5000),
        some.integers(0, 300_000),
        some.sampled_from([None, "A", "B"]),
        some.sampled_from([None, "2.9", "3.5", "4.1"]),
        some.sampled_from([None, "7.9", "8.6"]),
    ),
    max_size=30,
)


def book() -> Cooperative:
    """A general price, one of the centre LIM from the 6th on, another general one from the 11th on."""
    found = Cooperative.found("Kiambaa Dairy", CLERK)
    for code in ("KIA", "LIM"):
        found.open_centre(code, code, CLERK)
    for id, centre, cents, start in (
        (OLD, None, 4500, date(2026, 1, 1)),
        (OWN, "LIM", 4700, OWN_FROM),
        (LATER, None, 4600, date(2026, 11, 11)),
    ):
        found.propose_price(id, centre, cents, start, CLERK, FLAT)
        found.approve_price(id, MANAGER)
    return found


def thought(centre: str | None = None, rules: PriceRules = RULES) -> Price:
    return Price(THOUGHT, centre, 4550, date(2026, 12, 1), "staff:S002", rules=rules)


def worth_again(price: Price, line: Milk) -> int:
    """By hand: LIM keeps its own price from the 6th on, unless the price is LIM's."""
    _, centre, day, centilitres, now, grade, fat, snf = line
    is_reached = price.centre == centre or (
        price.centre is None and (centre == "KIA" or day < OWN_FROM.isoformat())
    )
    if not is_reached:
        return now
    readings = [None if reading is None else Decimal(reading) for reading in (fat, snf)]
    return milk_value_cents(Decimal(centilitres).scaleb(-2), price.of(grade, *readings).cents_per_litre)


@given(lines=LINES, centre=some.sampled_from([None, "KIA", "LIM"]))
def test_the_milk_of_centres_adds_up_to_each_delivery_priced_again(
    lines: list[Milk], centre: str | None
) -> None:
    price = thought(centre)
    found = what_if(book(), price, lines, FIRST, LAST)
    assert found.deliveries == len(lines)
    assert sum(sums.then for sums in found.by_centre.values()) == sum(
        worth_again(price, one) for one in lines
    )
    assert sum(sums.now for sums in found.by_centre.values()) == sum(one[4] for one in lines)
    assert found.more + found.less + found.same == len({one[0] for one in lines})


@given(lines=LINES)
def test_all_members_together_have_the_milk_and_the_premiums(lines: list[Milk]) -> None:
    price, known = thought(), book()
    found = what_if(known, price, lines, FIRST, LAST)
    milk = sum(sums.then for sums in found.by_centre.values())
    assert found.total.then == milk + found.premiums_then
    assert (found.premiums_now, found.total.now) == (0, sum(one[4] for one in lines))
    known.propose_price(THOUGHT, None, 4550, LAST, CLERK, RULES)
    known.approve_price(THOUGHT, MANAGER)
    litres: dict[str, dict[str | None, int]] = {}
    for member, centre, _, centilitres, *_ in lines:
        of_member = litres.setdefault(member, {})
        of_member[centre] = of_member.get(centre, 0) + centilitres
    real = [premiums_of(known.slabs_on(LAST), of_member) for of_member in litres.values()]
    assert found.premiums_then == sum(one.cents for premiums in real for one in premiums)


def test_the_book_that_was_asked_is_left_as_it_was() -> None:
    known = book()
    before = dict(known.prices)
    what_if(known, thought(), [], FIRST, LAST)
    assert known.prices == before


def test_those_who_gain_most_come_first_and_then_those_who_lose_most() -> None:
    lines: list[Milk] = [
        (f"{number:04d}", "KIA", "2026-11-02", 1000, 45_500 + number - 20, None, None, None)
        for number in range(41)
    ]
    found = what_if(book(), thought(rules=FLAT), lines, FIRST, LAST)
    assert (found.more, found.same, found.less) == (20, 1, 20)
    members = [member for member, _ in found.biggest]
    assert members[:BIGGEST] == [f"{number:04d}" for number in range(10)]
    assert members[BIGGEST:] == [f"{number:04d}" for number in range(40, 30, -1)]
