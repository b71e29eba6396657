"""Readings and what follows from them, worked by hand: each row carries its arithmetic."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from imbuto.aggregates.quality import FORMULAS, Formula, Readings, figured, litres_of
from imbuto.errors import BadValue
from tests.aggregates.stories import recorded
from tests.ledger.examples import weighing

RICHMOND = FORMULAS["richmond-20"]

WORKED = [
    # formula, lactometer, °C, fat      CLR, density, SNF
    ("richmond-20", "27.5", "26", "3.8", "28.70", "1.0287", "8.30"),
    # 27.5 + 0.2 × (26 − 20) = 27.5 + 1.2 = 28.7; 1 + 0.0287; 28.7/4 + 0.2 × 3.8 + 0.36 = 7.175 + 0.76 + 0.36
    # = 8.295, the tie goes to the even 8.30
    ("richmond-20", "30", "20", "3.5", "30.00", "1.0300", "8.56"),  # 30; 7.5 + 0.7 + 0.36 = 8.56
    ("richmond-20", "29", "15", "4.0", "28.00", "1.0280", "8.16"),  # 29 − 1.0 = 28; 7 + 0.8 + 0.36 = 8.16
    ("richmond-20", "26.5", "17.5", "3.25", "26.00", "1.0260", "7.51"),  # 26.5 − 0.5; 6.5 + 0.65 + 0.36
    ("richmond-20", "28.2", "22.3", "3.9", "28.66", "1.0287", "8.30"),
    # 28.2 + 0.2 × 2.3 = 28.66; 1.02866 → 1.0287; 7.165 + 0.78 + 0.36 = 8.305, the tie goes to the even 8.30
    ("richmond-20", "28.65", "20", "4", "28.65", "1.0286", "8.32"),
    # 1.02865, a tie, to the even 1.0286; 7.1625 + 0.8 + 0.36 = 8.3225 → 8.32
    (
        "richmond-20",
        "28.75",
        "20",
        "4",
        "28.75",
        "1.0288",
        "8.35",
    ),  # 1.02875; 7.1875 + 1.16 = 8.3475
    ("richmond-20-0.50", "28", "20", "4", "28.00", "1.0280", "8.30"),  # 7 + 0.8 + 0.50
    ("richmond-20-0.66", "28", "20", "4", "28.00", "1.0280", "8.46"),  # 7 + 0.8 + 0.66
    ("richmond-15.5", "32", "20", "4", "32.90", "1.0329", "9.16"),
    # 32 + 0.2 × 4.5 = 32.9; 8.225 + 0.8 + 0.14 = 9.165, the tie goes to the even 9.16
    ("richmond-27-0.44", "27", "30", "6", "27.60", "1.0276", "8.84"),  # 27 + 0.6; 6.9 + 0.25 × 6 + 0.44
]


@pytest.mark.parametrize(("name", "lactometer", "celsius", "fat", "clr", "density", "snf"), WORKED)
def test_the_lactometer_is_corrected_and_density_and_snf_follow(
    name: str, lactometer: str, celsius: str, fat: str, clr: str, density: str, snf: str
) -> None:
    readings = Readings(
        lactometer=Decimal(lactometer), temperature_c=Decimal(celsius), fat_percent=Decimal(fat)
    )
    found = figured(readings, FORMULAS[name])
    assert (found.corrected_lactometer, found.corrected_density) == (Decimal(clr), Decimal(density))
    assert (found.snf_percent, found.snf_computed) == (Decimal(snf), True)


def test_measured_snf_is_kept() -> None:
    readings = Readings(
        lactometer=Decimal(28), temperature_c=Decimal(20), fat_percent=Decimal(4), snf_percent=Decimal("8.9")
    )
    found = figured(readings, RICHMOND)
    assert (found.snf_percent, found.snf_computed) == (Decimal("8.9"), False)


@pytest.mark.parametrize(
    ("readings", "formula"),
    [
        (Readings(lactometer=Decimal(28), fat_percent=Decimal(4)), RICHMOND),
        (Readings(temperature_c=Decimal(20), fat_percent=Decimal(4)), RICHMOND),
        (Readings(lactometer=Decimal(28), temperature_c=Decimal(20), fat_percent=Decimal(4)), None),
    ],
)
def test_without_lactometer_temperature_or_formula_nothing_is_invented(
    readings: Readings, formula: Formula | None
) -> None:
    found = figured(readings, formula)
    assert (found.corrected_lactometer, found.corrected_density, found.snf_percent) == (None, None, None)
    assert not found.snf_computed


def test_without_fat_there_is_no_snf_and_the_density_all_the_same() -> None:
    found = figured(Readings(lactometer=Decimal(28), temperature_c=Decimal(20)), RICHMOND)
    assert (found.corrected_density, found.snf_percent, found.snf_computed) == (
        Decimal("1.0280"),
        None,
        False,
    )


@pytest.mark.parametrize(
    ("kilograms", "density", "litres"),
    [
        ("8.74", "1.0287", "8.50"),  # 8.4961… → 8.50
        ("8.74", "1.03", "8.49"),  # 8.4854… → 8.49
        ("10.30", "1.03", "10.00"),
        ("8.125", "1", "8.12"),  # a tie, to the even
        ("8.135", "1", "8.14"),  # a tie, to the even
    ],
)
def test_kilograms_become_litres_to_the_hundredth(kilograms: str, density: str, litres: str) -> None:
    assert litres_of(Decimal(kilograms), Decimal(density)) == Decimal(litres)


@pytest.mark.parametrize(
    ("changes", "used", "litres", "value_cents"),
    [
        ({}, "1.03", "8.49", 38_205),  # 8.74 / 1.03 = 8.49; 8.49 × 45.00 = 382.05
        ({"density": Decimal("1.028")}, "1.028", "8.50", 38_250),  # 8.5019… → 8.50
    ],
)
def test_weighed_milk_keeps_its_kilograms_and_the_density_that_was_used(
    changes: dict[str, Any], used: str, litres: str, value_cents: int
) -> None:
    (fact,) = recorded(None, kilograms=Decimal("8.74"), **changes).collect_events()
    assert (fact.measured, fact.kilograms, fact.density_used) == ("kg", Decimal("8.74"), Decimal(used))
    assert (fact.litres, fact.value_cents, fact.density) == (
        Decimal(litres),
        value_cents,
        changes.get("density"),
    )


def test_measured_litres_are_never_worked_out_anew() -> None:
    (fact,) = recorded("8.5", kilograms=Decimal("8.74"), density=Decimal("1.02")).collect_events()
    assert (fact.measured, fact.litres, fact.density_used) == ("litres", Decimal("8.5"), None)


def test_neither_litres_nor_kilograms_is_no_weighing() -> None:
    with pytest.raises(BadValue) as refused:
        recorded(None)
    assert refused.value.field == "litres"


@pytest.mark.parametrize("kilograms", ["3000.01", "-1", "0"])
def test_kilograms_that_no_weighing_can_be_are_refused(kilograms: str) -> None:
    with pytest.raises(BadValue) as refused:
        recorded(None, kilograms=Decimal(kilograms))
    assert refused.value.field == "kilograms"


@pytest.mark.parametrize(
    ("reading", "value"),
    [
        ("lactometer", Decimal("50.1")),
        ("temperature_c", Decimal(61)),
        ("density", Decimal("1.21")),
        ("fat_percent", Decimal("15.1")),
        ("snf_percent", Decimal(-1)),
        ("protein_percent", Decimal(16)),
        ("added_water_percent", Decimal(101)),
        ("resazurin", 7),
        ("plate_count", -1),
        ("alcohol", "perhaps"),
        ("organoleptic", "nice"),
        ("antibiotic", "yes"),
    ],
)
def test_a_reading_that_no_milk_can_have_is_refused_by_name(reading: str, value: Any) -> None:
    with pytest.raises(BadValue) as refused:
        recorded("8.5", **{reading: value})
    assert refused.value.field == reading


def test_the_same_weighing_again_is_quiet_and_another_is_named() -> None:
    found = recorded(None, kilograms=Decimal("8.74"))
    found.require_same_content(weighing(None, kilograms=Decimal("8.74")))
    with pytest.raises(Exception, match="kilograms"):
        found.require_same_content(weighing(None, kilograms=Decimal("8.75")))
    with pytest.raises(Exception, match="protein_percent"):
        found.require_same_content(weighing(None, kilograms=Decimal("8.74"), protein_percent=Decimal("3.1")))


@pytest.mark.parametrize(
    "changes",
    [
        {"calibration_c": Decimal(41)},
        {"per_degree": Decimal(2)},
        {"constant": Decimal(3)},
        {"name": ""},
        {"fat_factor": Decimal(-1)},
    ],
)
def test_a_formula_that_no_instrument_has_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(BadValue):
        Formula(**{**vars(RICHMOND), **changes}).require_plausible()


@pytest.mark.parametrize("name", FORMULAS)
def test_each_formula_that_is_known_is_plausible_and_named_as_it_is_called(name: str) -> None:
    FORMULAS[name].require_plausible()
    assert FORMULAS[name].name == name
