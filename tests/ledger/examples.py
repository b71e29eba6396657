"""Canonical examples: a dairy with one centre, one price and three members, and one weighing.

A test starts from these and names only what matters to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from imbuto.aggregates.drawing import RunTerms, draw_statement
from imbuto.aggregates.entries import entry_of
from imbuto.aggregates.member import member_id
from imbuto.aggregates.settlement import RunTotals
from imbuto.aggregates.statement import Line
from imbuto.aggregates.weighing import Weighing
from imbuto.ledger import Drawing, Ledger, Registration, sqlite
from imbuto.security.keys import Keyring
from imbuto.security.store import open_keys
from imbuto.values import By, Period

NOW = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)
"""Nine in the morning in Nairobi, the day after the first period of November has ended."""
PERIOD = Period.parse("2026-11-A")
DAY = date(2026, 11, 10)
PRICE = UUID(int=45)
PRICE_CENTS = 4500
NAMES = {"0001": "Wanjiku Kamau", "0002": "Otieno Odhiambo", "0003": "Chebet Koech"}
PHONES = {"0001": "254712000001", "0002": "254712000002", "0003": None}


def by(who: str = "staff:S001", at: datetime = NOW, channel: str = "office", request: str = "r-1") -> By:
    return By(who, channel, request, at)


CLERK, MANAGER, TREASURER = by("staff:S001"), by("staff:S002"), by("staff:S003")
JOB = by("job:settle", channel="job")


def farmer(number: str = "0001", at: datetime = NOW) -> By:
    return by(f"member:{number}", at, "app")


def later(who: By, **span: float) -> By:
    """The same person, some hours or days later."""
    return replace(who, at=who.at + timedelta(**span))


def weighing(litres: str | None = "8.5", member: str = "0001", **changes: Any) -> Weighing:
    usual: dict[str, Any] = {"centre": "KIA", "date": DAY, "shift": "AM", "member": member}
    return Weighing(**{**usual, "litres": None if litres is None else Decimal(litres), **changes})


# ------------------------------------------------------------------ ledgers


@contextmanager
def opened(
    folder: Path, environment: dict[str, str] | None = None, kind: type[Ledger] = Ledger
) -> Iterator[Ledger]:
    """A ledger with its real recorder, and real keys in the folder's key store."""
    keys = open_keys(folder / "keys.sqlite")
    ledger = kind(environment or sqlite.environment(folder / "events.sqlite"), Keyring(keys))
    ledger.keys = keys  # type: ignore[attr-defined]
    try:
        yield ledger
    finally:
        ledger.close()
        keys.close()


def found_dairy(ledger: Ledger) -> Ledger:
    """One centre, a price approved by another, two members with phones and one without."""
    ledger.found_cooperative("Kiambaa Dairy", CLERK)
    ledger.open_centre("KIA", "Kiambaa", CLERK)
    ledger.propose_price(PRICE, None, PRICE_CENTS, date(2026, 1, 1), CLERK)
    ledger.approve_price(PRICE, MANAGER)
    for number in NAMES:
        ledger.register_member(registration(number), CLERK)
    return ledger


def registration(number: str = "0001", **changes: Any) -> Registration:
    name = NAMES.get(number, f"Member {number}")
    return Registration(
        **{"number": number, "name": name, "centre": "KIA", "phone": PHONES.get(number), **changes}
    )


def record(
    ledger: Ledger, litres: str = "8.5", member: str = "0001", who: By = CLERK, **changes: Any
) -> UUID:
    """One recorded delivery; its id."""
    return ledger.record_delivery(uuid4(), weighing(litres, member, **changes), who).id


# ----------------------------------------------------------------- pay runs


def drawings(ledger: Ledger, cutoff: int) -> list[Drawing]:
    """What each member's statement is drawn from: every entry up to the cut-off."""
    lines: dict[str, list[Line]] = {}
    for position, fact in ledger.facts(0, cutoff):
        entry = entry_of(fact)
        if entry and position <= cutoff:
            line = Line(position, entry.centilitres, entry.cents, entry.centre, entry.kind)
            lines.setdefault(entry.member, []).append(line)
    return [Drawing(member, tuple(own), 0) for member, own in sorted(lines.items())]


def prepare_run(ledger: Ledger, period: Period = PERIOD, who: By = JOB) -> UUID:
    """A run of the period, opened, drawn and prepared."""
    run = ledger.open_settlement(period, who).id
    found = drawings(ledger, ledger.settlement(run).cutoff_position)
    ledger.draw_statements(run, found, who)
    figures = [draw_statement(one, RunTerms(period, 1000)) for one in found]
    totals = RunTotals(
        statements=len(figures),
        milk_cents=sum(one.milk_cents for one in figures),
        carried_in_cents=sum(one.carried_in_cents for one in figures),
        net_cents=sum(one.net_cents for one in figures),
        carried_out_cents=sum(one.carried_out_cents for one in figures),
    )
    litres = sum((one.litres for one in figures), Decimal(0))
    ledger.prepare_settlement(run, totals, litres, f"digest of {period.code}", who)
    return run


def approve_run(ledger: Ledger, period: Period = PERIOD) -> UUID:
    run = prepare_run(ledger, period)
    ledger.approve_settlement(run, TREASURER)
    return run


def subject(number: str) -> str:
    """Whose key seals that member's words."""
    return member_id(number).hex
