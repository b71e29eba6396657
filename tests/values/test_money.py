"""Money is integer cents: read exactly, rounded once, and never a float."""

from __future__ import annotations

import ast
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import imbuto
from imbuto.errors import BadValue
from imbuto.values import Money, milk_value_cents, round_half_even, whole_shillings

ROOMS_WITHOUT_FLOATS = ("aggregates", "ledger", "projections", "audit", "imports", "demo")
"""Wherever litres and money are read, counted or stored."""
SPREADSHEET_CELLS = "imports/files.py"
"""The one place that may meet floats: spreadsheets hold them, and there they become text."""


@pytest.mark.parametrize(
    ("text", "cents"),
    [("0", 0), ("45", 4500), ("45.5", 4550), ("45.50", 4550), (" 0.01 ", 1), ("45.500", 4550)],
)
def test_an_amount_is_read_as_people_write_it(text: str, cents: int) -> None:
    assert Money.parse(text) == Money(cents)


@pytest.mark.parametrize(
    "text",
    ["", "-1", "+1", "1,000", "1e3", "NaN", "Infinity", "0.001", "45.555", "KES 45", "4 5", ".5", "5.", "٤٥"],
)
def test_anything_else_is_refused_by_the_name_of_its_field(text: str) -> None:
    with pytest.raises(BadValue) as refusal:
        Money.parse(text, "price")
    assert refusal.value.field == "price"


@given(st.integers(0, 10**14 - 1))
def test_an_amount_is_the_same_after_being_written_and_read(cents: int) -> None:
    assert Money.parse(str(Money(cents).decimal)) == Money(cents)


def test_money_is_shown_with_currency_sign_and_thousands() -> None:
    assert [str(Money(cents)) for cents in (123_456_789, -50, 0)] == [
        "KES 1,234,567.89",
        "-KES 0.50",
        "KES 0.00",
    ]


@pytest.mark.parametrize(
    ("amount", "whole"), [("0.5", 0), ("1.5", 2), ("2.5", 2), ("-0.5", 0), ("-1.5", -2), ("2.51", 3)]
)
def test_ties_are_rounded_to_the_even_one(amount: str, whole: int) -> None:
    assert round_half_even(Decimal(amount)) == whole


@given(st.integers(1, 200_000), st.integers(1, 100_000))
def test_milk_is_worth_within_half_a_cent_of_litres_times_price(hundredths: int, price: int) -> None:
    litres = Decimal(hundredths).scaleb(-2)
    assert abs(milk_value_cents(litres, price) * 100 - hundredths * price) <= 50


@given(st.integers(-(10**9), 10**9))
def test_whole_shillings_never_pay_more_than_is_there(cents: int) -> None:
    paid = whole_shillings(cents)
    assert paid % 100 == 0
    assert paid == 0 if cents < 0 else 0 <= cents - paid < 100


def test_no_float_is_near_milk_or_money() -> None:
    room = Path(imbuto.__file__).parent
    files = [room / "values.py", *(f for name in ROOMS_WITHOUT_FLOATS for f in (room / name).rglob("*.py"))]
    found = [
        f"{name}:{line}"
        for file in files
        if (name := str(file.relative_to(room))) != SPREADSHEET_CELLS
        for line in _floats_in(file)
    ]
    assert found == [], "floats where milk and money are counted"


def _floats_in(file: Path) -> list[int]:
    """Lines with a float literal or the name `float`; waits in seconds are let pass."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    waits = {id(part) for node in ast.walk(tree) if _is_wait(node) for part in ast.walk(node)}
    return [node.lineno for node in ast.walk(tree) if _is_float(node) and id(node) not in waits]


def _is_float(node: ast.AST) -> bool:
    match node:
        case ast.Constant(value=float()) | ast.Name(id="float"):
            return True
    return False


def _is_wait(node: ast.AST) -> bool:
    """A sleep, or an assignment or argument whose name says that it is a time to wait."""
    match node:
        case ast.Call(func=ast.Attribute(attr="sleep")):
            return True
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name.upper().endswith(("_SECONDS", "TIMEOUT"))
        case ast.keyword(arg=str(name)):
            return name.endswith(("timeout", "seconds"))
    return False
