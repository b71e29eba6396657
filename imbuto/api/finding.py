"""What an id, a number, a code or a receipt belongs to, of what whoever asks may see. No personal words: a
thing is told by its kind, its period or day, and the member's number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from imbuto.api.access import caller
from imbuto.api.parts import ledger, views
from imbuto.api.telling import log
from imbuto.audit.about import kind_of
from imbuto.audit.explorer import END
from imbuto.errors import Unknown
from imbuto.projections.payouts import PayoutAnswer

MOST_PAYOUTS = 10
_PAYMENT = re.compile(r"[A-Z0-9][A-Z0-9 ._/-]{1,39}", re.ASCII | re.IGNORECASE)
"""M-Pesa's receipt has ten letters and digits; a bank's may be short, and a reference may be all letters."""
Found = dict[str, Any]


@dataclass(frozen=True)
class Finder:
    """What is looked for where whoever asks carries that permission."""

    permission: str
    find: Callable[[Any], Iterable[Found]]


def find(typed: str) -> list[Found]:
    """All that is called so, as it is told; nothing where nothing is, or where it may not be seen."""
    id = _id(typed)
    finders, asked = (BY_WORD, typed) if id is None else (BY_ID, id)
    found = [one for finder in finders if caller().may(finder.permission) for one in _those(finder, asked)]
    # Whoever reads the ledger finds the story of what has no page of its own.
    if id is not None and not found and caller().may("facts.read"):
        found = list(_story(id))
    return found


def _id(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def _those(finder: Finder, asked: Any) -> list[Found]:
    try:
        return list(finder.find(asked))
    except Unknown:
        return []


def _delivery(id: UUID) -> Iterable[Found]:
    found = views().deliveries.get(id)
    if _works_at("deliveries.read", found.centre):
        yield {"kind": "delivery", "id": id, "member": found.member, "date": found.day, "state": found.state}


def _run(id: UUID) -> Iterable[Found]:
    found = views().settlements.get(id)
    yield {"kind": "settlement", "id": id, "period": found.period, "state": found.state}


def _statement(id: UUID) -> Iterable[Found]:
    found = views().settlements.statement_by_id(id)
    yield {"kind": "statement", "id": id, "run": found.run, "member": found.member, "period": found.period}


def _payout(id: UUID) -> Iterable[Found]:
    yield _told(views().payouts.get(id))


def _told(payout: PayoutAnswer) -> Found:
    told = {name: getattr(payout, name) for name in ("member", "period", "state")}
    return {"kind": "payout", "id": payout.id, **told}


def _charge(id: UUID) -> Iterable[Found]:
    yield {"kind": "charge", "id": id, "member": views().charges.get(id).member}


def _pay_file(id: UUID) -> Iterable[Found]:
    yield {"kind": "pay_file", "id": id, "state": views().pay_files.get(id).state}


def _voucher(id: UUID) -> Iterable[Found]:
    yield {"kind": "voucher", "id": id, "state": views().vouchers.get(id).state}


def _price(id: UUID) -> Iterable[Found]:
    found = ledger().cooperative().price(id)
    yield {"kind": "price", "id": id, "date": found.effective_from, "state": found.state}


def _difference(id: UUID) -> Iterable[Found]:
    yield {"kind": "price_difference", "id": id, "state": views().price_differences.get(id).state}


def _story(id: UUID) -> Iterable[Found]:
    for stored in log().newest_of([id], END, 1):
        yield {"kind": "story", "id": id, "of": kind_of(stored.topic)}


def _member(number: str) -> Iterable[Found]:
    found = views().members.get(number.upper())
    if _works_at("members.read", found.centre):
        yield {"kind": "member", "id": found.number, "member": found.number}


def _official(number: str) -> Iterable[Found]:
    yield {"kind": "staff", "id": views().staff.get(number.upper()).number}


def _runs_of(period: str) -> Iterable[Found]:
    for run in views().settlements.calendar():
        if run.period == period.upper():
            yield {"kind": "settlement", "id": run.id, "period": run.period, "state": run.state}


def _paid_as(typed: str) -> Iterable[Found]:
    """By the receipt of who paid it, or the reference by which a file handed it over; a bank may take that
    for its receipt."""
    if not _PAYMENT.fullmatch(typed):
        return
    files, payouts = views().pay_files, views().payouts
    handed_over = map(payouts.get, files.payouts_called(typed.upper(), MOST_PAYOUTS))
    found = {one.id: one for one in (*payouts.with_receipt(typed, MOST_PAYOUTS), *handed_over)}
    yield from map(_told, found.values())


def _works_at(permission: str, centre: str) -> bool:
    centres = caller().centres_for(permission)
    return centres is None or centre in centres


BY_ID = (
    Finder("deliveries.read", _delivery),
    Finder("runs.read", _run),
    Finder("runs.read", _statement),
    Finder("payouts.read", _payout),
    Finder("charges.read", _charge),
    Finder("payouts.read", _pay_file),
    Finder("journal.read", _voucher),
    Finder("prices.read", _price),
    Finder("prices.read", _difference),
)
BY_WORD = (
    Finder("members.read", _member),
    Finder("staff.read", _official),
    Finder("runs.read", _runs_of),
    Finder("payouts.read", _paid_as),
)
