"""What becomes of the milk that was recorded: answers, silence, disputes, corrections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from uuid import UUID

from imbuto.demo.diary import Diary, by, moment
from imbuto.demo.house import MANAGER, clerk_of
from imbuto.demo.milk import SEED
from imbuto.ledger import Weighing
from imbuto.values import Period

WINDOW = timedelta(hours=72)
CONFIRMED_PERCENT = 8
CORRECTED_EVERY, VOIDED_EVERY = 4, 11
"""Days from one correction, or from one entry that never was, to the next."""
RESOLVED_AFTER = timedelta(days=2)

Can = tuple[UUID, Weighing]


@dataclass(frozen=True)
class Quarrel:
    """A dispute of that day of a period (0 is its first): how many litres more or less the farmer claims, and
    how it ends. `outcome` None is still open."""

    day: int
    reason: str
    claims_more: str | None
    outcome: str | None


QUARRELS = (
    (Quarrel(3, "quantity", "1.5", "adjusted"), Quarrel(7, "quality", None, "upheld"),
     Quarrel(11, "quantity", "-0.4", "adjusted")),
    (Quarrel(2, "not-mine", None, "upheld"), Quarrel(6, "quantity", "1.0", "withdrawn"),
     Quarrel(10, "quantity", "-0.3", "adjusted")),
    (Quarrel(4, "quantity", "2.0", "upheld"), Quarrel(9, "other", None, "withdrawn")),
)  # fmt: skip
"""The disputes of the three closed periods."""
EXPLANATIONS = {
    "adjusted": "The can was weighed again before the demo clerk and the farmer.",
    "upheld": "The scale's own record agrees with the book.",
    "withdrawn": "The farmer found the mistake at home.",
}
STILL_OPEN = (Quarrel(0, "quantity", "1.2", None), Quarrel(0, "quantity", "-0.5", None))
"""Raised on the last two days; a manager may decide them live."""


class Answers:
    """Keeps count of the milk that nobody has answered for yet."""

    def __init__(self, diary: Diary, periods: tuple[Period, Period, Period], end: date) -> None:
        self._diary = diary
        self._ledger = diary.ledger
        self._quarrels = _calendar(periods, end)
        self._open: dict[UUID, tuple[date, datetime]] = {}
        self._disputed: dict[date, list[tuple[Can, Quarrel]]] = {}

    def recorded(self, cans: list[Can], at: datetime) -> None:
        for id, weighing in cans:
            self._open[id] = (weighing.date, at + WINDOW)

    def morning(self, day: date, cans: list[Can]) -> None:
        """Between the morning's and the evening's milk the farmers answer and the clerks mend slips."""
        luck = Random(f"{SEED}:answers:{day}")  # noqa: S311 - a demo, not a secret
        good = [can for can in cans if can[1].accepted]
        luck.shuffle(good)
        if quarrel := self._quarrels.get(day):
            self._dispute(day, good.pop(), quarrel)
        if day.toordinal() % CORRECTED_EVERY == 0:
            self._correct(day, good.pop(), luck)
        if day.toordinal() % VOIDED_EVERY == 0:
            self._void(day, good.pop())
        self._confirm(moment(day, 16), good[: len(good) * CONFIRMED_PERCENT // 100])

    def evening(self, day: date, cans: list[Can]) -> None:
        luck = Random(f"{SEED}:answers:{day}:PM")  # noqa: S311
        good = [can for can in cans if can[1].accepted]
        self._confirm(moment(day, 19), luck.sample(good, len(good) * CONFIRMED_PERCENT // 100))

    def resolve(self, day: date) -> None:
        """A manager, or the farmer, ends what was disputed two days ago."""
        for (id, weighing), quarrel in self._disputed.pop(day - RESOLVED_AFTER, []):
            if quarrel.outcome is None:
                continue
            who = f"member:{weighing.member}" if quarrel.outcome == "withdrawn" else MANAGER
            litres = _claimed(weighing, quarrel) if quarrel.outcome == "adjusted" else None
            acting, words = by(who, moment(day, 11)), EXPLANATIONS[quarrel.outcome]
            act = partial(self._ledger.resolve_dispute, id, quarrel.outcome, litres, words, acting)
            self._diary.once(id, act)

    def lapse(self, at: datetime, taken_until: date | None = None) -> None:
        """Silence about milk whose time is over, or that a pay run has taken, is recorded."""
        silent = [
            id
            for id, (day, until) in self._open.items()
            if until <= at or (taken_until is not None and day <= taken_until)
        ]
        untold = [id for id in silent if not self._diary.is_told(id)]
        self._ledger.lapse_deliveries(untold, by("job:clock", at))
        self._diary.told(silent)
        for id in silent:
            del self._open[id]

    # -------------------------------------------------------------- single acts

    def _confirm(self, at: datetime, cans: list[Can]) -> None:
        for id, weighing in cans:
            who = by(f"member:{weighing.member}", at)
            self._diary.once(id, partial(self._ledger.confirm_delivery, id, who))
            del self._open[id]

    def _dispute(self, day: date, can: Can, quarrel: Quarrel) -> None:
        id, weighing = can
        claim = _claimed(weighing, quarrel)
        who = by(f"member:{weighing.member}", moment(day, 12))
        self._diary.once(
            id,
            lambda: self._ledger.dispute_delivery(id, quarrel.reason, claim, "Said to the demo clerk.", who),
        )
        self._disputed.setdefault(day, []).append((can, quarrel))
        del self._open[id]

    def _correct(self, day: date, can: Can, luck: Random) -> None:
        id, weighing = can
        litres = weighing.in_litres() + Decimal(luck.choice((-3, 2, 5))).scaleb(-1)
        who = by(f"staff:{clerk_of(weighing.centre).number}", moment(day, 15))
        self._diary.once(
            id, lambda: self._ledger.correct_delivery(id, litres, None, "The scale was read wrong.", who)
        )
        self._open[id] = (weighing.date, who.at + WINDOW)

    def _void(self, day: date, can: Can) -> None:
        id, weighing = can
        who = by(f"staff:{clerk_of(weighing.centre).number}", moment(day, 15, 30))
        self._diary.once(id, lambda: self._ledger.void_delivery(id, "Recorded for the wrong member.", who))
        del self._open[id]


def _calendar(periods: tuple[Period, Period, Period], end: date) -> dict[date, Quarrel]:
    """Which day has which dispute."""
    days = {
        period.start + timedelta(days=quarrel.day): quarrel
        for period, quarrels in zip(periods, QUARRELS, strict=True)
        for quarrel in quarrels
    }
    return days | {end - timedelta(days=back): quarrel for back, quarrel in enumerate(STILL_OPEN)}


def _claimed(weighing: Weighing, quarrel: Quarrel) -> Decimal | None:
    return weighing.in_litres() + Decimal(quarrel.claims_more) if quarrel.claims_more else None
