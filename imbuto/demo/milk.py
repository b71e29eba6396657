"""What the cows give: litres by member, day, season and shift, the quality of each can; in whole numbers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from imbuto.demo import house
from imbuto.ledger import Weighing
from imbuto.values import NAIROBI, derive_id

SEED = "imbuto-demo-1"
SEASON = (86, 80, 84, 104, 118, 116, 102, 94, 92, 100, 110, 106)
"""Percent of the usual by month: little in the dry months, most in the long rains, more again in November."""
KILOGRAMS_IN_A_LITRE = Decimal("1.03")
WEIGHED_FROM = {"AM": time(6, 10), "PM": time(16, 40)}
REJECTIONS = (
    ("alcohol test positive", "positive", "good", 284),
    ("added water suspected", "negative", "good", 238),
    ("sour smell", "positive", "bad", 279),
)
"""Reason, alcohol test, smell and look, tenths of the lactometer's degrees."""


def delivery_id(member: str, day: date, shift: str) -> UUID:
    return derive_id("demo-delivery", member, day, shift)


def weighings(day: date, shift: str, members: list[str]) -> list[tuple[UUID, Weighing]]:
    """What these members bring in that shift; some bring nothing."""
    random = Random(f"{SEED}:{day}:{shift}")  # noqa: S311 - a demo, not a secret
    cans = []
    for place, member in enumerate(members):
        luck = Random(f"{SEED}:{day}:{shift}:{member}")  # noqa: S311
        if _comes(member, shift, luck):
            at = _clock(day, shift, place, random)
            cans.append((delivery_id(member, day, shift), _weighing(member, day, shift, at, luck)))
    return cans


def _comes(member: str, shift: str, luck: Random) -> bool:
    """Hardly anybody misses a morning; less than half bring evening milk."""
    if shift == "PM" and int(member) % 9 not in (1, 4, 7):
        return False
    return luck.randrange(100) >= 5


def _weighing(member: str, day: date, shift: str, at: datetime, luck: Random) -> Weighing:
    litres = Decimal(_decilitres(member, day, shift, luck)).scaleb(-1)
    rejected = luck.choice(REJECTIONS) if luck.randrange(1000) < 7 else None
    reason, alcohol, smell, degrees = rejected or (None, "negative", "good", luck.randint(274, 306))
    by_weight = house.centre_of(member) == house.WEIGHED_IN_KILOGRAMS
    return Weighing(
        member=member,
        centre=house.centre_of(member),
        date=day,
        shift=shift,
        litres=None if by_weight else litres,
        kilograms=litres * KILOGRAMS_IN_A_LITRE if by_weight else None,
        route=house.route_of(member),
        container=house.container_of(member),
        lactometer=Decimal(degrees).scaleb(-1),
        temperature_c=Decimal(luck.randint(182, 246)).scaleb(-1),
        alcohol=alcohol,
        organoleptic=smell,
        fat_percent=Decimal(luck.randint(34, 46)).scaleb(-1) if luck.randrange(10) == 0 else None,
        rejection_reason=reason,
        device=f"demo-scale-{house.centre_of(member)}",
        happened_at=at,
    )


def _decilitres(member: str, day: date, shift: str, luck: Random) -> int:
    """A member's herd, times the season, times the luck of the day; evenings give a little over half."""
    herd = Random(f"{SEED}:herd:{member}").randint(35, 150)  # noqa: S311
    part = 100 if shift == "AM" else 55
    return max(herd * _season(day) * luck.randint(88, 112) * part // 1_000_000, 5)


def _season(day: date) -> int:
    """Percent of the usual: from the middle of one month to the middle of the next in even steps."""
    this, following = SEASON[day.month - 1], SEASON[day.month % 12]
    return this + (following - this) * min(day.day, 30) // 30


def _clock(day: date, shift: str, place: int, random: Random) -> datetime:
    """Members come one after the other."""
    began = datetime.combine(day, WEIGHED_FROM[shift], NAIROBI)
    return began + timedelta(minutes=2 * (place % 40), seconds=random.randrange(60))
