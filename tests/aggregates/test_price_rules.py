"""What a litre is worth, by hand: every rule, their combinations, and each boundary, with the arithmetic."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imbuto.aggregates.deductions import Slab, SlabPrice
from imbuto.aggregates.premiums import premiums_of
from imbuto.aggregates.price_floors import floor_warning
from imbuto.aggregates.price_rules import (
    FLAT,
    MAX_CELLS,
    GradeStep,
    MatrixCell,
    Priced,
    PriceRules,
    require_matrix,
)
from imbuto.errors import BadValue
from imbuto.values import milk_value_cents

PRICE = UUID(int=1)
D = Decimal
GRADES = (GradeStep("A+", 150), GradeStep("B", -200), GradeStep("C", -5000))
MATRIX = tuple(
    MatrixCell(D(fat), D(snf), cents)
    for fat, snf, cents in (
        ("3", "8", 4300),
        ("3", "8.5", 4400),
        ("3.5", "8", 4500),
        ("3.5", "8.5", 4750),
        ("4", "8.5", 5000),
    )
)
"""Ragged on purpose: from fat 4 on there is nothing below SNF 8.5."""


def price(rules: PriceRules, *milk: str | None) -> tuple[int, str]:
    """Cents and rule of milk of (grade, fat, SNF) at a flat price of KES 45."""
    grade, *readings = [*milk, None, None, None][:3]
    fat, snf = (None if reading is None else D(reading) for reading in readings)
    priced = rules.price(PRICE, 4500, grade, fat, snf)
    assert priced == Priced(PRICE, priced.cents_per_litre, priced.rule)
    return priced.cents_per_litre, priced.rule


@pytest.mark.parametrize(
    ("milk", "cents", "rule"),
    [
        # flat 45.00, whatever the grade and the readings
        ((None, None, None), 4500, "flat 45.00"),
        (("B", "3.5", "8.5"), 4500, "flat 45.00"),
    ],
)
def test_without_rules_every_litre_has_the_flat_price(
    milk: tuple[str | None, ...], cents: int, rule: str
) -> None:
    assert price(FLAT, *milk) == (cents, rule)


@pytest.mark.parametrize(
    ("grade", "cents", "rule"),
    [
        ("A+", 4650, "flat 45.00; grade A+ +1.50"),  # 45.00 + 1.50
        ("A", 4500, "flat 45.00"),  # no step for A
        (None, 4500, "flat 45.00"),  # not graded
        ("B", 4300, "flat 45.00; grade B -2.00"),  # 45.00 − 2.00
        ("C", 0, "flat 45.00; grade C -50.00; at least 0.00"),  # 45.00 − 50.00 is below nothing
    ],
)
def test_a_grade_adds_or_takes_and_never_below_nothing(grade: str | None, cents: int, rule: str) -> None:
    assert price(PriceRules.of(grades=GRADES), grade) == (cents, rule)


@pytest.mark.parametrize(
    ("fat", "snf", "cents", "rule"),
    [
        ("3.5", "8.5", 4750, "fat 3.5 snf 8.5: 47.50"),  # on both steps
        ("3.99", "8.99", 4750, "fat 3.5 snf 8.5: 47.50"),  # just below the next
        ("3.49", "8.5", 4400, "fat 3 snf 8.5: 44.00"),  # fat a hundredth short
        ("3.5", "8.49", 4500, "fat 3.5 snf 8: 45.00"),  # SNF a hundredth short
        ("9", "9", 5000, "fat 4 snf 8.5: 50.00"),  # beyond the last steps
        ("4.2", "8.2", 4500, "fat 3.5 snf 8: 45.00"),  # fat 4 has no cell so low: the richest fat that has
        ("2.99", "9", 4500, "flat 45.00, below the matrix"),
        ("4", "7.99", 4500, "flat 45.00, below the matrix"),
        (None, "8.5", 4500, "flat 45.00, fat or snf not read"),
        ("3.5", None, 4500, "flat 45.00, fat or snf not read"),
        ("3.500", "8.50", 4750, "fat 3.5 snf 8.5: 47.50"),  # noughts mean nothing
    ],
)
def test_the_cell_is_the_richest_that_the_readings_reach(
    fat: str | None, snf: str | None, cents: int, rule: str
) -> None:
    assert price(PriceRules.of(matrix=MATRIX), None, fat, snf) == (cents, rule)


@pytest.mark.parametrize(
    ("milk", "cents", "rule"),
    [
        (("A+", "3.5", "8.5"), 4900, "fat 3.5 snf 8.5: 47.50; grade A+ +1.50"),  # 47.50 + 1.50
        (("B", "3", "8"), 4100, "fat 3 snf 8: 43.00; grade B -2.00"),  # 43.00 − 2.00
        (("B", None, None), 4300, "flat 45.00, fat or snf not read; grade B -2.00"),  # 45.00 − 2.00
        (("C", "4", "9"), 0, "fat 4 snf 8.5: 50.00; grade C -50.00"),  # 50.00 − 50.00: nothing, not below it
    ],
)
def test_a_grade_stands_on_the_cell(milk: tuple[str | None, ...], cents: int, rule: str) -> None:
    assert price(PriceRules.of(GRADES, MATRIX), *milk) == (cents, rule)


@pytest.mark.parametrize(
    ("litres", "cents_per_litre", "cents"),
    [
        ("0.50", 4501, 2250),  # 2250.5: the even one below
        ("0.50", 4503, 2252),  # 2251.5: the even one above
        ("8.50", 4301, 36558),  # 36558.5: the even one below
        ("8.50", 4303, 36576),  # 36575.5: the even one above
        ("0.01", 4750, 48),  # 47.5: the even one above
        ("0.01", 4650, 46),  # 46.5: the even one below
        ("0.01", 49, 0),  # 0.49
        ("0.01", 50, 0),  # 0.5: nought is even
        ("0.01", 51, 1),  # 0.51
    ],
)
def test_a_delivery_is_rounded_once_ties_to_the_even_cent(
    litres: str, cents_per_litre: int, cents: int
) -> None:
    assert milk_value_cents(D(litres), cents_per_litre) == cents


# --------------------------------------------------------------------- slabs

SLABS = (Slab(D(500), 100), Slab(D(1000), 250))
"""From 500 litres a shilling more, from 1,000 litres two and a half."""


@pytest.mark.parametrize(
    ("litres", "above", "all_of_them"),
    [
        ("499.99", [], []),
        ("500.00", [], [("500.00", 100, 50000)]),  # nothing above 500; all: 500 × 1.00
        # 0.01 × 1.00 is a cent above; all: 500.01 × 1.00 = 500.01
        ("500.01", [("0.01", 100, 1)], [("500.01", 100, 50001)]),
        ("999.99", [("499.99", 100, 49999)], [("999.99", 100, 99999)]),
        # 500 × 1.00; all: 1,000 × 2.50
        ("1000.00", [("500.00", 100, 50000)], [("1000.00", 250, 250000)]),
        # 500 × 1.00 and 0.01 × 2.50 = 2.5 cents, the even one below; all: 250002.5, the even one below
        ("1000.01", [("500.00", 100, 50000), ("0.01", 250, 2)], [("1000.01", 250, 250002)]),
        # 500 × 1.00 and 0.03 × 2.50 = 7.5 cents, the even one above
        ("1000.03", [("500.00", 100, 50000), ("0.03", 250, 8)], [("1000.03", 250, 250008)]),
        # 500 × 1.00 and 234.56 × 2.50 = 586.40; all: 1234.56 × 2.50 = 3,086.40
        ("1234.56", [("500.00", 100, 50000), ("234.56", 250, 58640)], [("1234.56", 250, 308640)]),
    ],
)
def test_a_volume_premium_at_every_edge_of_its_slabs(
    litres: str, above: list[tuple[str, int, int]], all_of_them: list[tuple[str, int, int]]
) -> None:
    for way, expected in (("above", above), ("all", all_of_them)):
        slabs = [SlabPrice(PRICE, None, "Volume", SLABS, way)]
        found = premiums_of(slabs, {"KIA": int(D(litres) * 100)})
        assert [(f"{one.litres:.2f}", one.cents_per_litre, one.cents) for one in found] == expected, way


# -------------------------------------------------------------- plausibility


@pytest.mark.parametrize(
    ("rules", "field"),
    [
        ({"grades": [GradeStep("B", -200), GradeStep("B", -100)]}, "grades"),
        ({"grades": [GradeStep("B", 0)]}, "grades"),
        ({"grades": [GradeStep("B", -100_001)]}, "grades"),
        ({"grades": [GradeStep("", 100)]}, "grades"),
        ({"matrix": [MATRIX[0], MatrixCell(D("3.00"), D("8.0"), 4400)]}, "matrix"),
        ({"matrix": [MatrixCell(D("3.505"), D(8), 4400)]}, "matrix"),
        ({"matrix": [MatrixCell(D("20.01"), D(8), 4400)]}, "matrix"),
        ({"matrix": [MatrixCell(D(3), D("-0.01"), 4400)]}, "matrix"),
        ({"matrix": [MatrixCell(D("NaN"), D(8), 4400)]}, "matrix"),
        ({"matrix": [MatrixCell(D(3), D(8), 0)]}, "matrix"),
        ({"matrix": [MatrixCell(D(3), D(8), 100_001)]}, "matrix"),
        ({"slabs": [Slab(D(500), 100), Slab(D(500), 200)]}, "slabs"),
        ({"slabs": [Slab(D(500), 100), Slab(D(499), 200)]}, "slabs"),
        ({"slabs": [Slab(D(-1), 100)]}, "slabs"),
        ({"slabs": [Slab(D("0.005"), 100)]}, "slabs"),
        ({"slabs": [Slab(D(500), 0)]}, "slabs"),
        ({"slabs": [Slab(D(step), 1) for step in range(21)]}, "slabs"),
        ({"slab_way": "below"}, "slab_way"),
        ({"text": "x" * 101}, "text"),
    ],
)
def test_rules_that_nobody_can_mean_are_refused_by_their_part(rules: dict[str, object], field: str) -> None:
    with pytest.raises(BadValue) as refusal:
        PriceRules.of(**rules).require_plausible()  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_a_matrix_has_at_most_2000_cells() -> None:
    cells = tuple(MatrixCell(D(n).scaleb(-2), D(8), 4500) for n in range(MAX_CELLS + 1))
    require_matrix(cells[:-1])
    with pytest.raises(BadValue):
        require_matrix(cells)


def test_the_same_rules_in_another_order_are_the_same() -> None:
    assert PriceRules.of(GRADES[::-1], MATRIX[::-1], SLABS) == PriceRules.of(GRADES, MATRIX, SLABS)


STEPS = st.decimals(0, 10, places=1, allow_nan=False)


@given(st.dictionaries(st.tuples(STEPS, STEPS), st.integers(1, 9000), max_size=30), STEPS, STEPS)
def test_the_cell_found_by_steps_is_the_one_found_by_looking_at_all(
    table: dict[tuple[Decimal, Decimal], int], fat: Decimal, snf: Decimal
) -> None:
    cells = [MatrixCell(*steps, cents) for steps, cents in table.items()]
    reached = [cell for cell in cells if cell.fat_from <= fat and cell.snf_from <= snf]
    best = max(reached, key=lambda cell: (cell.fat_from, cell.snf_from), default=None)
    priced = PriceRules.of(matrix=cells).price(PRICE, 4500, None, fat, snf)
    assert priced.cents_per_litre == (best.cents_per_litre if best else 4500)


# --------------------------------------------------------------------- floor


@pytest.mark.parametrize(
    ("rules", "day", "warned"),
    [
        (FLAT, date(2026, 1, 1), False),  # 33.00 is the floor itself
        (PriceRules.of(grades=GRADES[:1]), date(2026, 1, 1), False),  # a premium lowers nothing
        (PriceRules.of(grades=GRADES), date(2026, 1, 1), True),  # 33.00 − 50.00
        (PriceRules.of(matrix=[MatrixCell(D(3), D(8), 3299)]), date(2026, 1, 1), True),  # a cell a cent under
        (PriceRules.of(grades=GRADES), date(2020, 12, 31), False),  # before there was a floor
    ],
)
def test_a_price_that_can_fall_under_the_legal_floor_is_told(
    rules: PriceRules, day: date, warned: bool
) -> None:
    warning = floor_warning(rules.least_cents(3300), day)
    assert (warning is not None) == warned
    if warning:
        assert "under the legal floor of KES 33.00" in warning
