"""How a litre gets its price: the rules that a price may hold, and the words that say which one it was.

base       the fat × SNF cell when both were read and the matrix reaches down to them, else the flat price
grade      a premium or a penalty per litre on top of it; never below nothing
slabs      a premium on a member's litres of a whole run; drawn with the statement, not with the delivery
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from imbuto.aggregates.deductions import Slab
from imbuto.aggregates.limits import ALL_GRADES
from imbuto.errors import BadValue
from imbuto.values import MAX_PRICE_CENTS

SLAB_WAYS = ("above", "all")
"""Only the litres beyond each step, or all litres at the step reached."""
MAX_CELLS = 2000
MAX_STEPS = 20
MAX_READING = Decimal(20)
"""Percent of fat or of SNF: no cow gives more."""
MAX_SLAB_LITRES = Decimal(1_000_000)
MAX_TEXT = 100


@dataclass(frozen=True)
class GradeStep:
    """A premium (above 0) or penalty (below 0) per litre of milk of that grade, in cents."""

    grade: str
    cents: int


@dataclass(frozen=True)
class MatrixCell:
    """What a litre is worth from these readings up, in percent, until the next cell begins."""

    fat_from: Decimal
    snf_from: Decimal
    cents_per_litre: int

    @property
    def name(self) -> str:
        return f"fat {plain(self.fat_from)} snf {plain(self.snf_from)}"


@dataclass(frozen=True)
class Priced:
    """What a litre of some milk is worth, in cents, by which price and by which rule of it."""

    price_id: UUID
    cents_per_litre: int
    rule: str


@dataclass(frozen=True)
class PriceRules:
    """Everything in a price beyond its flat cents per litre. Empty: the price is flat."""

    grades: tuple[GradeStep, ...] = ()
    matrix: tuple[MatrixCell, ...] = ()
    slabs: tuple[Slab, ...] = ()
    slab_way: str = "above"
    text: str = ""

    @classmethod
    def of(
        cls,
        grades: Iterable[GradeStep] = (),
        matrix: Iterable[MatrixCell] = (),
        slabs: Iterable[Slab] = (),
        slab_way: str = "above",
        text: str = "",
    ) -> PriceRules:
        """The rules in their one order, so that the same table in another order is the same proposal."""
        return cls(
            tuple(sorted(grades, key=lambda step: step.grade)),
            tuple(sorted(matrix, key=lambda cell: (cell.fat_from, cell.snf_from))),
            tuple(slabs),
            slab_way,
            text.strip(),
        )

    # ------------------------------------------------------------ the price of a litre

    def price(
        self,
        price_id: UUID,
        flat_cents: int,
        grade: str | None = None,
        fat_percent: Decimal | None = None,
        snf_percent: Decimal | None = None,
    ) -> Priced:
        """The price of a litre of that grade and with those readings, and the words of its rule."""
        cents, words = self._base(flat_cents, fat_percent, snf_percent)
        step = self._step(grade)
        if step is not None:
            cents += step.cents
            words += f"; grade {step.grade} {step.cents / Decimal(100):+.2f}"
        if cents < 0:
            cents = 0
            words += "; at least 0.00"
        return Priced(price_id, cents, words)

    def _base(self, flat_cents: int, fat: Decimal | None, snf: Decimal | None) -> tuple[int, str]:
        flat = f"flat {Decimal(flat_cents).scaleb(-2):.2f}"
        if not self.matrix:
            return flat_cents, flat
        if fat is None or snf is None:
            return flat_cents, f"{flat}, fat or snf not read"
        cell = self._steps.cell(fat, snf)
        if cell is None:
            return flat_cents, f"{flat}, below the matrix"
        cents = cell.cents_per_litre
        return (
            cents,
            f"fat {plain(cell.fat_from)} snf {plain(cell.snf_from)}: {Decimal(cents).scaleb(-2):.2f}",
        )

    def _step(self, grade: str | None) -> GradeStep | None:
        return next((step for step in self.grades if step.grade == grade), None)

    @cached_property
    def _steps(self) -> MatrixSteps:
        return MatrixSteps(self.matrix)

    def least_cents(self, flat_cents: int) -> int:
        """The least a litre can be worth by these rules."""
        base = min([flat_cents, *(cell.cents_per_litre for cell in self.matrix)])
        return max(base + min([0, *(step.cents for step in self.grades)]), 0)

    # ------------------------------------------------------------ plausibility

    def require_plausible(self) -> None:
        """Refuses what nobody can mean, naming the part. Raises BadValue."""
        _require(
            len(self.text) <= MAX_TEXT,
            "text",
            self.text,
            f"A price's text has at most {MAX_TEXT} characters.",
        )
        self._require_grades()
        require_matrix(self.matrix)
        self._require_slabs()

    def _require_grades(self) -> None:
        for step in self.grades:
            require_grade("grades", step.grade)
            _require(
                0 < abs(step.cents) <= MAX_PRICE_CENTS,
                "grades",
                f"{step.grade} {step.cents}",
                "A grade adds or takes between KES 0.01 and 1,000 a litre.",
            )
        _require_no_double("grades", [step.grade for step in self.grades])

    def _require_slabs(self) -> None:
        _require(
            self.slab_way in SLAB_WAYS, "slab_way", self.slab_way, "A slab counts the litres above, or all."
        )
        _require(
            len(self.slabs) <= MAX_STEPS, "slabs", len(self.slabs), f"There are at most {MAX_STEPS} slabs."
        )
        for slab in self.slabs:
            _require(
                _two_decimals(slab.litres_from) and 0 <= slab.litres_from <= MAX_SLAB_LITRES,
                "slabs",
                slab.litres_from,
                "A slab begins at 0 to 1,000,000 litres, to 0.01.",
            )
            _require(
                1 <= slab.cents_per_litre <= MAX_PRICE_CENTS,
                "slabs",
                slab.cents_per_litre,
                "A slab adds KES 0.01 to 1,000 a litre.",
            )
        steps = [slab.litres_from for slab in self.slabs]
        _require(steps == sorted(set(steps)), "slabs", steps, "Each slab begins above the one before it.")


FLAT = PriceRules()
"""No rules: every litre at the flat price."""


class MatrixSteps:
    """The cells by their fat steps, so that a litre's cell is found without reading them all."""

    def __init__(self, cells: Iterable[MatrixCell]) -> None:
        rows: dict[Decimal, list[MatrixCell]] = {}
        for cell in sorted(cells, key=lambda cell: (cell.fat_from, cell.snf_from)):
            rows.setdefault(cell.fat_from, []).append(cell)
        self._fats = list(rows)
        self._rows = list(rows.values())

    def cell(self, fat: Decimal, snf: Decimal) -> MatrixCell | None:
        """The cell with the greatest fat, then the greatest SNF, not above those read; None below all."""
        for row in self._downwards(fat):
            reached = bisect_right(row, snf, key=lambda cell: cell.snf_from)
            if reached:
                return row[reached - 1]
        return None

    def _downwards(self, fat: Decimal) -> Iterator[list[MatrixCell]]:
        yield from reversed(self._rows[: bisect_right(self._fats, fat)])


def require_matrix(cells: tuple[MatrixCell, ...]) -> None:
    """Refuses impossible readings or prices, a cell that is there twice, and too many. Raises BadValue."""
    _require(len(cells) <= MAX_CELLS, "matrix", len(cells), f"A matrix has at most {MAX_CELLS} cells.")
    for cell in cells:
        for name, reading in (("fat", cell.fat_from), ("snf", cell.snf_from)):
            _require(
                _two_decimals(reading) and 0 <= reading <= MAX_READING,
                "matrix",
                f"{name} {reading}",
                f"A {name} step is 0 to {MAX_READING} percent, to 0.01.",
            )
        _require(
            1 <= cell.cents_per_litre <= MAX_PRICE_CENTS,
            "matrix",
            cell.cents_per_litre,
            "A litre costs KES 0.01 to 1,000.",
        )
    _require_no_double("matrix", [cell.name for cell in cells])


def require_grade(name: str, grade: str) -> None:
    """Refuses a grade that no milk is ever given: its rule would never hold, unseen. Raises BadValue."""
    known = ", ".join(ALL_GRADES)
    _require(grade in ALL_GRADES, name, grade, f"There is no such grade; the limits give {known}.")


def plain(number: Decimal) -> str:
    """A step as people write it: 3.5, not 3.50."""
    words = f"{number:f}"
    return (words.rstrip("0").rstrip(".") or "0") if "." in words else words


def _two_decimals(number: Decimal) -> bool:
    return number.is_finite() and number == number.quantize(Decimal("0.01"))


def _require(fits: bool, name: str, value: object, sentence: str) -> None:
    if not fits:
        raise BadValue(name, value, sentence, "Check the price.")


def _require_no_double(name: str, keys: list[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        _require(key not in seen, name, key, f"It is there twice: {key}.")
        seen.add(key)


__all__ = [
    "FLAT",
    "MAX_CELLS",
    "SLAB_WAYS",
    "GradeStep",
    "MatrixCell",
    "PriceRules",
    "Priced",
    "Slab",
    "plain",
    "require_grade",
    "require_matrix",
]
