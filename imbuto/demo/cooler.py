"""Milk after the scale, from the third period on: each centre's cooler by evening, the processor's tanker, a
difference that was explained, one that waits for it, and the laboratory's word on two shared cans.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from imbuto.demo.diary import Diary, by, moment
from imbuto.demo.house import CAN_CENTRE, CENTRES, MANAGER, SECOND_MANAGER, clerk_of
from imbuto.demo.milk import SEED
from imbuto.demo.parts import Parts
from imbuto.demo.quarrels import Can
from imbuto.ledger import BulkFigure, Readings, SampleOf
from imbuto.values import derive_id

EXPLAINED_AT, EXPLAINED_BACK = "C2", 3
"""Where, and how many days before the last one, milk was missing for a reason that was found."""
OPEN_AT = "C4"
"""Where milk is missing on the last day, and nobody has said why."""
MISSING_PERCENT = 6
REASON = "The tap of the cooler stood open while it was cleaned."
SAMPLES = ((2, "K1", {"plate_count": 350_000}), (1, "K2", {"fat_percent": Decimal("4.1"), "resazurin": 5}))
"""Days before the last one, the can, and what the laboratory read: the first can falls to grade B."""


class Cooler:
    """What is measured each evening, and what officials say about it."""

    def __init__(self, parts: Parts, diary: Diary, first_day: date, end: date) -> None:
        self._views: Any = parts.views
        self._diary, self._ledger = diary, diary.ledger
        self._first_day, self._end = first_day, end

    def sample(self, day: date, cans: list[Can]) -> None:
        """The laboratory speaks of a can: of the milk of each who poured into it that morning."""
        for back, container, read in SAMPLES:
            if day == self._end - timedelta(days=back):
                self._sample(day, container, read, cans)

    def _sample(self, day: date, container: str, read: dict[str, Any], cans: list[Can]) -> None:
        milk = [id for id, weighing in cans if weighing.container == container]
        id, clerk = derive_id("demo-sample", day, container), clerk_of(CAN_CENTRE)
        about = SampleOf(CAN_CENTRE, day, "AM", container=container)
        if milk:
            taken = by(f"staff:{clerk.number}", moment(day, 9, 30))
            self._diary.once(
                id,
                lambda: self._ledger.record_sample(
                    id, about, Readings(**read), milk, taken, reference=f"DEMO-LAB-{container}"
                ),
            )
            self._diary.told(milk)

    def evening(self, day: date) -> None:
        """Each centre's cooler, and what the tanker took of all of them."""
        if day < self._first_day:
            return
        self._explain(day)
        tanker = derive_id("demo-bulk", day, "processor")
        if not self._diary.is_told(tanker):
            self._measure(day, tanker)

    def _measure(self, day: date, tanker: UUID) -> None:
        """What was measured in an evening is saved with its last figure, the tanker's."""
        self._views.catch_up()
        cooled = 0
        for place in self._views.variance.days(day, day, day):
            if place.centre in CENTRES and place.total.poured:
                left = _left(day, place.centre, place.total.poured, self._end)
                cooled += left
                self._record(day, derive_id("demo-bulk", day, place.centre), "cooler", left, place.centre)
        if day == self._end - timedelta(days=EXPLAINED_BACK):
            spilled = derive_id("demo-bulk", day, "spilled")
            self._record(day, spilled, "spilled", 250, EXPLAINED_AT, "A can fell.")
        self._record(day, tanker, "processor", cooled * 997 // 1000, None)

    def _record(
        self, day: date, id: UUID, what: str, centilitres: int, centre: str | None, reason: str | None = None
    ) -> None:
        figure = BulkFigure(
            what=what, day=day, centre=centre, litres=Decimal(centilitres).scaleb(-2), reason=reason,
            reference=None if centre else f"DEMO-SLIP-{day:%m%d}",
        )  # fmt: skip
        who = f"staff:{clerk_of(centre).number}" if centre else SECOND_MANAGER
        self._ledger.record_bulk(id, figure, by(who, moment(day, 19, 30)))

    def _explain(self, day: date) -> None:
        """On the evening after, a manager has found out why."""
        short = day - timedelta(days=1)
        if short != self._end - timedelta(days=EXPLAINED_BACK) or self._is_explained(short):
            return
        self._views.catch_up()
        place = self._views.variance.place(short, day, EXPLAINED_AT, None)
        alarms = tuple(one.alarm.code for one in place.alarms)
        manager = by(MANAGER, moment(day, 19))
        self._ledger.explain_variance(
            short, EXPLAINED_AT, None, REASON, alarms, manager, standing=frozenset(alarms)
        )

    def _is_explained(self, day: date) -> bool:
        return any(place.day == day for place in self._ledger.cooperative().explained)


def _left(day: date, centre: str, poured: int, end: date) -> int:
    """What reaches the cooler: a little sticks to the cans; where milk is missing, much more is gone."""
    lost = Random(f"{SEED}:cooler:{day}:{centre}").randrange(2, 8)  # noqa: S311 - tenths of a percent
    short = {(EXPLAINED_AT, end - timedelta(days=EXPLAINED_BACK)), (OPEN_AT, end)}
    if (centre, day) in short:
        lost = 10 * MISSING_PERCENT
    return poured * (1000 - lost) // 1000
