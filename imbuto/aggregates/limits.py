"""The dated limits of good milk: proposed by one official, approved by another, in force from their day on.

A set of limits carries the formula that its figures need. It gives milk a grade, or rejects it with a reason;
a test that was not made never speaks against the farmer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from imbuto.aggregates.base import Fact
from imbuto.aggregates.founding import COOPERATIVE_ID, Founding
from imbuto.aggregates.quality import WORDS, Figured, Formula, Readings, figured
from imbuto.errors import BadValue, DifferentContent, SamePerson, Unknown, WrongState
from imbuto.values import By

BEST_GRADE = "A"
REJECT = "reject"
GRADES = tuple("BCDE")
"""The grades below the best that a limit may give, the worst last."""
ALL_GRADES = (BEST_GRADE, *GRADES)
LIMITED = (
    "corrected_lactometer", "density", "temperature_c", "alcohol", "organoleptic", "fat_percent",
    "snf_percent", "protein_percent", "added_water_percent", "resazurin", "antibiotic", "plate_count",
)  # fmt: skip
"""What a limit may look at. `density` is the corrected one where the lactometer and the temperature were
read, else the one given; `snf_percent` the measured one, else the computed."""
MOST_LIMITS = 60


@dataclass(frozen=True)
class Limit:
    """One line that milk must keep: at least, at most (both included), or a word. `result` is "reject" or a
    grade; `reason` is what the farmer is told."""

    reading: str
    at_least: Decimal | None
    at_most: Decimal | None
    is_word: str | None
    result: str
    reason: str

    def fails(self, value: Any) -> bool:
        """Whether a reading is on the wrong side. One that was not taken never is."""
        if value is None:
            return False
        if self.is_word is not None:
            return bool(value != self.is_word)
        too_low = self.at_least is not None and value < self.at_least
        return too_low or (self.at_most is not None and value > self.at_most)

    def require_plausible(self) -> None:
        """Raises BadValue for a limit that says nothing, or two things."""
        if self.reading not in LIMITED:
            raise BadValue(
                "reading", self.reading, "There is no such reading.", f"Choose of {', '.join(LIMITED)}."
            )
        if self.result != REJECT and self.result not in GRADES:
            words = ", ".join((REJECT, *GRADES))
            raise BadValue("result", self.result, "A limit rejects or gives a grade.", f"Choose of {words}.")
        if not 1 <= len(self.reason.strip()) <= 100:
            raise BadValue("reason", self.reason, "A reason has 1 to 100 letters.", "Say it in a few words.")
        if self.reading in WORDS:
            self._require_word()
        else:
            self._require_bounds()

    def _require_word(self) -> None:
        words = WORDS[self.reading]
        if self.is_word not in words or self.at_least is not None or self.at_most is not None:
            raise BadValue(
                "is_word", self.is_word, "This reading is a word.", f"Use one of {', '.join(words)}."
            )

    def _require_bounds(self) -> None:
        if self.is_word is not None or (self.at_least is None and self.at_most is None):
            raise BadValue("at_least", self.at_least, "This is a number.", "Say at least, or at most.")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise BadValue("at_most", self.at_most, "At most is not below at least.", "Exchange them.")


@dataclass(frozen=True)
class Assessment:
    """What a set of limits says of milk. `reason` is that of the limits which gave the grade or rejected it,
    None for the best grade; `failures` are all limits that were not kept."""

    grade: str
    rejection_reason: str | None
    failures: tuple[Limit, ...] = ()

    @property
    def reason(self) -> str | None:
        if self.rejection_reason:
            return self.rejection_reason
        return _reasons([limit for limit in self.failures if limit.result == self.grade])


@dataclass(frozen=True)
class LimitSet:
    """Limits that hold from a day on, with the formula that figures what they look at."""

    id: UUID
    name: str
    effective_from: date
    formula: Formula
    limits: tuple[Limit, ...]
    proposed_by: str
    state: str = "proposed"
    decided_by: str | None = None

    def require_plausible(self) -> None:
        if not 1 <= len(self.name.strip()) <= 60:
            raise BadValue("name", self.name, "A name has 1 to 60 letters.", "Shorten it.")
        if not 1 <= len(self.limits) <= MOST_LIMITS:
            raise BadValue("limits", len(self.limits), f"A set has 1 to {MOST_LIMITS} limits.", "Mend it.")
        self.formula.require_plausible()
        for limit in self.limits:
            limit.require_plausible()

    def require_same_proposal(self, other: LimitSet) -> None:
        """The same proposal again is quiet, by whomever; another under its id is refused."""
        differs = {
            name: [str(getattr(self, name)), str(getattr(other, name))]
            for name in ("name", "effective_from", "formula", "limits")
            if getattr(self, name) != getattr(other, name)
        }
        if differs:
            raise DifferentContent("limit set", self.id, differs)

    def awaits(self, decision: str) -> bool:
        """Whether it still waits to be `approved` or `refused`. Raises WrongState when the other was
        decided."""
        if self.state not in ("proposed", decision):
            raise WrongState(
                f"These limits were already {self.state}.", "Propose new ones.", state=self.state
            )
        return self.state == "proposed"


def assess(readings: Readings, figures: Figured, limits: tuple[Limit, ...]) -> Assessment:
    """The worst grade of the limits that fail, or the rejection; "A" when none does."""
    failures = tuple(limit for limit in limits if limit.fails(_value(limit.reading, readings, figures)))
    worst = max((limit.result for limit in failures if limit.result != REJECT), default=BEST_GRADE)
    return Assessment(worst, _reasons([limit for limit in failures if limit.result == REJECT]), failures)


def _value(reading: str, readings: Readings, figures: Figured) -> Any:
    if reading == "corrected_lactometer":
        return figures.corrected_lactometer
    if reading == "density":
        return figures.corrected_density or readings.density
    if reading == "snf_percent":
        return figures.snf_percent
    return getattr(readings, reading)


def _reasons(limits: list[Limit]) -> str | None:
    return "; ".join(dict.fromkeys(limit.reason for limit in limits)) or None


@dataclass(frozen=True)
class Verdict:
    """What is known of milk by its readings: the figures that follow, and what the limits of its day say.

    Without limits there is no grade. `judged` is the reason the limits give, `rejects` whether they reject.
    """

    figures: Figured
    limits_id: UUID | None = None
    formula: Formula | None = None
    grade: str | None = None
    judged: str | None = None
    rejects: bool = False

    @property
    def fields(self) -> dict[str, Any]:
        """As a fact keeps it, beside the readings themselves."""
        return {
            "snf_percent": self.figures.snf_percent,
            "snf_computed": self.figures.snf_computed,
            "corrected_lactometer": self.figures.corrected_lactometer,
            "corrected_density": self.figures.corrected_density,
            "limits_id": self.limits_id,
            "formula": self.formula,
            "grade": self.grade,
            "judged": self.judged,
            "limits_reject": self.rejects,
        }


def verdict(readings: Readings, limits: LimitSet | None) -> Verdict:
    """Judges readings by the limits of their day; None: there were none."""
    readings.require_plausible()
    if limits is None:
        return Verdict(figured(readings, None))
    figures = figured(readings, limits.formula)
    found = assess(readings, figures, limits.limits)
    rejects = found.rejection_reason is not None
    return Verdict(figures, limits.id, limits.formula, found.grade, found.reason, rejects)


class LimitBook(Founding):
    """The part of the cooperative that says what good milk is."""

    @dataclass(frozen=True, kw_only=True)
    class LimitsProposed(Fact):
        TOPIC = "cooperative.limits_proposed"
        limits_id: UUID
        name: str
        effective_from: date
        formula: Formula
        limits: tuple[Limit, ...]

        def apply(self, aggregate: LimitBook) -> None:
            aggregate.limit_sets[self.limits_id] = LimitSet(
                self.limits_id, self.name, self.effective_from, self.formula, self.limits, self.who
            )

    @dataclass(frozen=True, kw_only=True)
    class LimitsApproved(Fact):
        TOPIC = "cooperative.limits_approved"
        limits_id: UUID

        def apply(self, aggregate: LimitBook) -> None:
            found = aggregate.limit_sets.pop(self.limits_id)
            aggregate.limit_sets[self.limits_id] = replace(found, state="approved", decided_by=self.who)

    @dataclass(frozen=True, kw_only=True)
    class LimitsRefused(Fact):
        TOPIC = "cooperative.limits_refused"
        limits_id: UUID
        reason: str

        def apply(self, aggregate: LimitBook) -> None:
            found = aggregate.limit_sets[self.limits_id]
            aggregate.limit_sets[self.limits_id] = replace(found, state="refused", decided_by=self.who)

    def __init__(self, id: UUID = COOPERATIVE_ID) -> None:
        super().__init__(id)
        self.limit_sets: dict[UUID, LimitSet] = {}

    def propose_limits(
        self,
        limits_id: UUID,
        name: str,
        effective_from: date,
        formula: Formula,
        limits: tuple[Limit, ...],
        by: By,
    ) -> None:
        """Proposes what good milk is from a day on; the same proposal again is quiet."""
        proposed = LimitSet(limits_id, name.strip(), effective_from, formula, limits, by.who)
        proposed.require_plausible()
        if known := self.limit_sets.get(limits_id):
            known.require_same_proposal(proposed)
            return
        self._record(
            self.LimitsProposed,
            by,
            limits_id=limits_id,
            name=proposed.name,
            effective_from=effective_from,
            formula=formula,
            limits=limits,
        )

    def approve_limits(self, limits_id: UUID, by: By) -> None:
        """A second official puts the limits in force. They never judge recorded milk anew."""
        proposed = self.limit_set(limits_id)
        if proposed.awaits("approved"):
            if proposed.proposed_by == by.who:
                raise SamePerson("approve", "proposed")
            self._record(self.LimitsApproved, by, limits_id=limits_id)

    def refuse_limits(self, limits_id: UUID, reason: str, by: By) -> None:
        """The proposal is declined, with the reason."""
        if self.limit_set(limits_id).awaits("refused"):
            self._record(self.LimitsRefused, by, limits_id=limits_id, reason=reason)

    def limits_on(self, day: date) -> LimitSet | None:
        """The approved limits for milk of that day: the latest in force; of two from one day the one that was
        approved last. None where none are."""
        sets = self.limit_sets.values()
        in_force = [one for one in sets if one.state == "approved" and one.effective_from <= day]
        latest = max((one.effective_from for one in in_force), default=None)
        return next((one for one in reversed(in_force) if one.effective_from == latest), None)

    def limit_set(self, limits_id: UUID) -> LimitSet:
        """Raises Unknown."""
        found = self.limit_sets.get(limits_id)
        if found is None:
            raise Unknown("limit set", limits_id)
        return found
