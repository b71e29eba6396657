"""What the instruments and the tests of the platform and the laboratory say of milk, and what follows by
arithmetic: the lactometer corrected for warmth, the density, the solids that are not fat.

The formula is Richmond's, with its constants as data: they differ by instrument and country, so the ones used
are kept with the milk.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from decimal import ROUND_HALF_EVEN, Decimal
from operator import attrgetter
from typing import Any, Self

from imbuto.errors import BadValue

USUAL_DENSITY = Decimal("1.03")
"""Kilograms in a litre of cow's milk, where nothing better is known."""
ALCOHOL = ANTIBIOTIC = ("negative", "positive")
ORGANOLEPTIC = ("good", "bad")
BOUNDS: dict[str, tuple[Decimal, Decimal]] = {
    "lactometer": (Decimal(0), Decimal(50)),
    "temperature_c": (Decimal(-5), Decimal(60)),
    "density": (Decimal("0.9"), Decimal("1.2")),
    "fat_percent": (Decimal(0), Decimal(15)),
    "snf_percent": (Decimal(0), Decimal(20)),
    "protein_percent": (Decimal(0), Decimal(15)),
    "added_water_percent": (Decimal(0), Decimal(100)),
    "resazurin": (Decimal(0), Decimal(6)),
    "plate_count": (Decimal(0), Decimal(1_000_000_000)),
}
"""Beyond these the instrument, or the finger, slipped. Both bounds are included."""
WORDS: dict[str, tuple[str, ...]] = {
    "alcohol": ALCOHOL,
    "organoleptic": ORGANOLEPTIC,
    "antibiotic": ANTIBIOTIC,
}


@dataclass(frozen=True, kw_only=True)
class Readings:
    """What was read; None is not measured.

    `lactometer` in lactometer degrees as read, `temperature_c` of the milk, `density` in kg per litre,
    `resazurin` the disc's number 0 (white) to 6 (blue), `plate_count` colony-forming units per millilitre.
    """

    lactometer: Decimal | None = None
    temperature_c: Decimal | None = None
    density: Decimal | None = None
    alcohol: str | None = None
    organoleptic: str | None = None
    fat_percent: Decimal | None = None
    snf_percent: Decimal | None = None
    protein_percent: Decimal | None = None
    added_water_percent: Decimal | None = None
    resazurin: int | None = None
    antibiotic: str | None = None
    plate_count: int | None = None

    @classmethod
    def of(cls, thing: object) -> Self:
        """The readings among the fields of a weighing, a sample or a fact."""
        read = _READ(thing)
        # Most milk is only weighed, and every story that is loaded asks.
        return cls() if read == _NOTHING else cls(**dict(zip(READINGS, read, strict=True)))

    @property
    def given(self) -> dict[str, Any]:
        """What was read at all."""
        return {name: value for name in READINGS if (value := getattr(self, name)) is not None}

    def with_later(self, later: Readings) -> Readings:
        """These readings, and over them those of a later test.

        A lactometer and the temperature it was read at are one reading: neither is ever paired with the
        other of another test, or with the temperature of a sample that was cooled since.
        """
        over = later.given
        if later.lactometer is not None:
            over["temperature_c"] = later.temperature_c
        elif self.lactometer is not None:
            over.pop("temperature_c", None)
        return replace(self, **over)

    def require_plausible(self) -> None:
        """Raises BadValue naming the reading that no milk can have."""
        for name, (lowest, highest) in BOUNDS.items():
            value = getattr(self, name)
            if value is not None and not lowest <= value <= highest:
                raise BadValue(name, value, f"This lies between {lowest} and {highest}.", "Read it again.")
        for name, words in WORDS.items():
            value = getattr(self, name)
            if value is not None and value not in words:
                raise BadValue(
                    name, value, f"This reading is one of {', '.join(words)}.", "Choose one of them."
                )


READINGS = tuple(field.name for field in fields(Readings))
SCALE_READINGS = tuple(name for name in READINGS if name not in ("resazurin", "plate_count"))
"""Those that can be read while the farmer waits; the others need hours or days in a laboratory."""
_READ: Callable[[object], tuple[Any, ...]] = attrgetter(*READINGS)
_NOTHING = (None,) * len(READINGS)


@dataclass(frozen=True)
class Formula:
    """How a lactometer is corrected for warmth, and how SNF follows from it and the fat.

    CLR = reading + per_degree × (temperature − calibration), to 0.01;
    density = 1 + CLR ÷ 1000, in kg per litre, to 0.0001;
    SNF % = clr_factor × CLR + fat_factor × fat % + constant, to 0.01. Each rounded half even, once.
    """

    name: str
    calibration_c: Decimal
    per_degree: Decimal
    clr_factor: Decimal
    fat_factor: Decimal
    constant: Decimal

    def corrected_lactometer(self, reading: Decimal, temperature_c: Decimal) -> Decimal:
        """The lactometer degrees at the temperature for which the instrument was made, to 0.01."""
        return _rounded(reading + self.per_degree * (temperature_c - self.calibration_c), "0.01")

    def density(self, corrected_lactometer: Decimal) -> Decimal:
        """Kilograms per litre, to 0.0001."""
        return _rounded(1 + corrected_lactometer / 1000, "0.0001")

    def snf_percent(self, corrected_lactometer: Decimal, fat_percent: Decimal) -> Decimal:
        """Solids that are not fat, in per cent, to 0.01."""
        snf = self.clr_factor * corrected_lactometer + self.fat_factor * fat_percent + self.constant
        return _rounded(snf, "0.01")

    def require_plausible(self) -> None:
        """Raises BadValue for constants that no instrument has."""
        if not 1 <= len(self.name.strip()) <= 60:
            raise BadValue("formula.name", self.name, "A formula's name has 1 to 60 letters.", "Shorten it.")
        for name, lowest, highest in _CONSTANTS:
            value = getattr(self, name)
            if not Decimal(lowest) <= value <= Decimal(highest):
                sentence = f"This lies between {lowest} and {highest}."
                raise BadValue(f"formula.{name}", value, sentence, "Take the instrument's own figure.")


_CONSTANTS = (
    ("calibration_c", "0", "40"),
    ("per_degree", "0", "1"),
    ("clr_factor", "0", "1"),
    ("fat_factor", "0", "2"),
    ("constant", "-2", "2"),
)


def _formula(name: str, calibration_c: str, constant: str, fat_factor: str = "0.2") -> Formula:
    known = (Decimal(given) for given in (calibration_c, "0.2", "0.25", fat_factor, constant))
    return Formula(name, *known)


FORMULAS = {
    formula.name: formula
    for formula in (
        _formula("richmond-20", "20", "0.36"),
        _formula("richmond-20-0.50", "20", "0.50"),
        _formula("richmond-20-0.66", "20", "0.66"),
        _formula("richmond-15.5", "15.5", "0.14"),
        _formula("richmond-27-0.44", "27", "0.44", "0.25"),
    )
}
"""Richmond's SNF = CLR/4 + 0.2 × fat + c: the constant differs by instrument and country (0.36 to 0.66 are in
use, 0.14 is Richmond's own for 60 °F instruments), so that each cooperative checks its own."""


@dataclass(frozen=True)
class Figured:
    """What follows from readings. `snf_computed`: SNF was not measured and is the formula's."""

    corrected_lactometer: Decimal | None = None
    corrected_density: Decimal | None = None
    snf_percent: Decimal | None = None
    snf_computed: bool = False


def figured(readings: Readings, formula: Formula | None) -> Figured:
    """The arithmetic, as far as there are readings for it. Without a temperature nothing is corrected, and
    without a formula nothing is computed."""
    snf = readings.snf_percent
    if formula is None or readings.lactometer is None or readings.temperature_c is None:
        return Figured(snf_percent=snf)
    clr = formula.corrected_lactometer(readings.lactometer, readings.temperature_c)
    computed = snf is None and readings.fat_percent is not None
    if snf is None and readings.fat_percent is not None:
        snf = formula.snf_percent(clr, readings.fat_percent)
    return Figured(clr, formula.density(clr), snf, computed)


def litres_of(kilograms: Decimal, density: Decimal) -> Decimal:
    """Kilograms as litres, rounded once, half even, to 0.01."""
    return _rounded(kilograms / density, "0.01")


def _rounded(number: Decimal, place: str) -> Decimal:
    return number.quantize(Decimal(place), rounding=ROUND_HALF_EVEN)
