"""How much milk one row tells of: litres as written, or kilograms with the density that makes them litres."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from imbuto.errors import BadValue
from imbuto.imports.headings import spellings
from imbuto.imports.numbers import has_comma, number, within
from imbuto.imports.reading import Cells
from imbuto.values import parse_litres, round_half_even

USUAL_DENSITY = Decimal("1.03")
"""Kilograms in a litre of cow's milk, where the book does not give its own."""
LEAST_DENSITY, MOST_DENSITY = "1.015", "1.045"
_LITRES = spellings("l lt lts ltr ltrs litre litres liter liters lita")
_KILOGRAMS = spellings("kg kgs kilo kilos kilogram kilograms")


@dataclass(frozen=True)
class Weight:
    """Litres to 0.01; kilograms and density as the book has them. `measured` says what the scale showed:
    where it is "kg", the ledger makes litres of them, and these are by the density of the book or 1.03."""

    litres: Decimal
    kilograms: Decimal | None = None
    density: Decimal | None = None
    measured: str = "litres"


def read_weight(cells: Cells) -> Weight | None:
    """The weight of the row; None with the fault written down. Litres count where both are given."""
    density = cells.read("density", _density)
    if not cells.text("kilograms"):
        # A book of kilograms alone misses kilograms where the cell is blank, not litres.
        litres = cells.need("litres" if cells.has("litres") else "kilograms", _litres)
        _say_comma(cells, "litres", litres)
        return None if litres is None else Weight(litres, density=density)
    kilograms = cells.read("kilograms", _kilograms)
    _say_comma(cells, "kilograms", kilograms)
    if kilograms is None:
        cells.read("litres", _litres)
        return None
    if cells.text("litres"):
        return _both(cells, kilograms, density)
    litres = cells.read("kilograms", lambda _: litres_of(kilograms, density or USUAL_DENSITY))
    return None if litres is None else Weight(litres, kilograms, density, "kg")


def litres_of(kilograms: Decimal, density: Decimal) -> Decimal:
    """Kilograms as litres, rounded once to 0.01. Raises BadValue where that is no weighing."""
    return parse_litres(Decimal(round_half_even(kilograms / density * 100)).scaleb(-2), "kilograms")


def _both(cells: Cells, kilograms: Decimal, density: Decimal | None) -> Weight | None:
    litres = cells.read("litres", _litres)
    _say_comma(cells, "litres", litres)
    if litres is None:
        return None
    if not Decimal(LEAST_DENSITY) * litres - 1 <= kilograms <= Decimal(MOST_DENSITY) * litres + 1:
        cells.fault(
            "kilograms", cells.text("kilograms"), f"{kilograms} kg cannot be {litres} litres of milk.",
            "Correct one of them; a litre of milk weighs about 1.03 kg.",
        )  # fmt: skip
        return None
    return Weight(litres, kilograms, density)


def _litres(text: str) -> Decimal:
    return parse_litres(number(text, "litres", _LITRES), "litres")


def _kilograms(text: str) -> Decimal:
    """Bounded and exact as litres are: a scale shows no more."""
    try:
        return parse_litres(number(text, "kilograms", _KILOGRAMS), "kilograms")
    except BadValue as bad:
        sentence = bad.sentence.replace("Litres", "Kilograms").replace("litres", "kilograms")
        raise BadValue("kilograms", text, sentence, bad.remedy) from None


def _density(text: str) -> Decimal:
    return within(number(text, "density"), LEAST_DENSITY, MOST_DENSITY, text, "density")


def _say_comma(cells: Cells, name: str, amount: Decimal | None) -> None:
    if amount is not None and has_comma(cells.text(name)):
        cells.note(f"{cells.text(name)} was read as {amount}.")
