"""A cooperative on the morning of its payday: the run is approved, its payouts are requested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from random import Random
from uuid import UUID, uuid5

from imbuto.aggregates import Aggregate, Delivery, Member
from imbuto.aggregates.weighing import Weighing
from imbuto.bootstrap import Parts, build
from imbuto.jobs import work
from imbuto.settings import DEMO_CREDENTIALS, Settings
from imbuto.simulators.daraja.certificate import CERTIFICATE_FILE, Strongbox
from imbuto.values import By, Period
from tests.payments_world.virtual_time import START

PERIOD = Period.parse("2026-10-A")
FOUNDED = datetime(2026, 9, 1, 6, tzinfo=UTC)
PUBLIC_URL, DARAJA_URL = "http://imbuto.test", "http://daraja.test"
PRICE_CENTS = 5_000
IDS = UUID(int=20261016)
HOUSEHOLDS = 9
"""One in so many members has the phone of the member before: two payouts, one wallet."""
SAVED_AT_ONCE = 2_000


def by(who: str = "staff:C1", at: datetime = FOUNDED) -> By:
    return By(who, "office", "payday", at)


def settings_in(folder: Path, redis_url: str, rate: float = 5, database_url: str = "") -> Settings:
    """An installation that pays through the gateway of this process, `rate` calls a second at most, and
    trusts Safaricom's addresses only."""
    given = {
        **DEMO_CREDENTIALS,
        "IMBUTO_MODE": "demo",
        "IMBUTO_SECRET": "a secret of thirty-two letters and more",
        "REDIS_URL": redis_url,
        "DATABASE_URL": database_url,
        "PUBLIC_URL": PUBLIC_URL,
        "DARAJA_BASE_URL": DARAJA_URL,
        "DARAJA_CERTIFICATE": str(folder / CERTIFICATE_FILE),
        "DARAJA_CALLS_PER_SECOND": f"{rate:g}",
        "DARAJA_CALLBACK_SOURCES": "196.201.214.0/24",
    }
    return Settings.from_values(folder, given)


def number_of(place: int) -> str:
    return f"{place:06d}"


def phone_of(place: int) -> str:
    """A household's second member gives the first one's number."""
    return f"2547{place - (place % HOUSEHOLDS == 1):08d}"


def write_payday(folder: Path, redis_url: str, payouts: int, database_url: str = "") -> UUID:
    """Founds the cooperative with so many members, each with milk; returns the run that is to be paid."""
    folder.mkdir(parents=True, exist_ok=True)
    Strongbox(folder)  # M-Pesa's key pair: to make one takes longer than a small payday
    parts = build(settings_in(folder, redis_url, database_url=database_url), lambda: START)
    hook, parts.ledger.after_save = parts.ledger.after_save, lambda position: None
    _found(parts)
    _save(parts, _members(payouts))
    _save(parts, _milk(payouts))
    parts.ledger.after_save = hook
    parts.views.catch_up()
    run = parts.ledger.open_settlement(PERIOD, by("staff:T1", START)).id
    work.perform(parts, "prepare", str(run))
    parts.ledger.approve_settlement(run, by("staff:M1", START))
    work.perform(parts, "settle-statements", str(run))
    parts.close()
    return run


def _found(parts: Parts) -> None:
    ledger = parts.ledger
    ledger.found_cooperative("Payday Dairy", by("operator:world"), sms_receipts=False, sms_statements=False)
    ledger.open_centre("KIA", "Kiaora", by("staff:A1"))
    price = uuid5(IDS, "price")
    ledger.propose_price(price, None, PRICE_CENTS, date(2026, 1, 1), by("staff:T1"))
    ledger.approve_price(price, by("staff:M1"))
    for number, roles in {"T1": ("treasurer",), "M1": ("manager",), "C1": ("clerk",)}.items():
        ledger.join_staff(number, f"Official {number}", roles, by("operator:world"))


def _members(count: int) -> Iterator[Aggregate]:
    for place in range(1, count + 1):
        registered = Member.register(number_of(place), f"Farmer {place}", "KIA", by(), phone=phone_of(place))
        yield registered


def _milk(count: int) -> Iterator[Aggregate]:
    """One weighing each, of KES 50 to 9,999.50: shillings are paid and cents are carried."""
    random = Random(count)
    for place in range(1, count + 1):
        day = PERIOD.start + timedelta(days=place % 15)
        at = datetime(day.year, day.month, day.day, 4, 30, tzinfo=UTC)
        delivery = Delivery.record(
            uuid5(IDS, f"milk {place}"),
            Weighing(
                member=number_of(place),
                centre="KIA",
                date=day,
                shift="AM",
                litres=Decimal(random.randint(100, 19_999)).scaleb(-2),
            ),
            by(at=at),
            can=1,
            price_id=uuid5(IDS, "price"),
            price_cents_per_litre=PRICE_CENTS,
            confirmation_hours=72,
        )
        delivery.lapse(by("job:clock", at + timedelta(hours=73)))
        yield delivery


def _save(parts: Parts, aggregates: Iterable[Aggregate]) -> None:
    waiting = iter(aggregates)
    while some := list(islice(waiting, SAVED_AT_ONCE)):
        parts.ledger.save(*some)  # type: ignore[arg-type]
