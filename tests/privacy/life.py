"""A member's whole life in a small dairy, with everything that a cooperative ever hears of a person."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from imbuto.bootstrap import Parts, build
from imbuto.ledger import Registration, Weighing, payout_id, statement_id
from imbuto.security.kept_callback import Address
from imbuto.security.looks import Look
from imbuto.settings import Settings
from imbuto.values import By, Period, derive_id
from tests.gateways import bodies

from .typed import (
    TYPED,
    type_about_debts,
    type_about_her,
    type_about_milk,
    type_about_pay,
    type_about_what_was_paid,
)

START = datetime(2026, 10, 1, 4, 0, tzinfo=UTC)
LEFT_AT = START + timedelta(days=40)
FREE_AT = datetime(2034, 1, 2, 6, 0, tzinfo=UTC)
NUMBER, OTHER = "0042", "0043"
PERIOD = Period.parse("2026-10-A")
CLERK, MANAGER, TREASURER, AUDITOR = "staff:S001", "staff:S002", "staff:S003", "staff:S004"
NAME, PHONE, SECOND_PHONE, PAYOUT_PHONE = (
    "Wanjiku Nyambura Kamau",
    "254712345678",
    "254733222111",
    "254799888777",
)
SAID_BY_MPESA = "WANJIKU N KAMAU"
PASSWORD, PIN, DEVICE = "maziwa ya jioni sana", "846173", "Tecno ya Wanjiku"
PUSHED_TO = "https://fcm.googleapis.com/fcm/send/of-wanjiku"
WORDS = {
    "name": NAME,
    "its parts": "Nyambura",
    "phone": PHONE,
    "phone at home": "0712345678",
    "new phone": SECOND_PHONE,
    "payout phone": PAYOUT_PHONE,
    "national id": "23456789",
    "next of kin": "Kamau wa Njoroge",
    "phone of the next of kin": "254722333444",
    "account": "0110298765431",
    "name of the account": "W. N. Kamau Savings",
    "name that M-Pesa told": SAID_BY_MPESA,
    "words of an SMS": "Habari ya asubuhi mama Nyambura",
    "words of a dispute": "ndoo yangu ilikuwa imejaa",
    "why she left": "amehamia Eldoret kwa mtoto wake",
    "device": DEVICE,
    "password": PASSWORD,
    "PIN": PIN,
    **TYPED,
}
"""What must be nowhere any more."""


def by(who: str = CLERK, at: datetime = START) -> By:
    return By(who, "office", "test", at)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


def opened(folder: Path, at: datetime, database: str = "") -> Parts:
    clock = Clock()
    clock.now = at
    given = {"IMBUTO_SECRET": "s" * 40, "DATABASE_URL": database}
    parts = build(Settings.from_values(folder, given), clock)
    parts.inbox.applies_by_itself = False
    return parts


def live(parts: Parts) -> UUID:
    """Founds the dairy, lets both members bring milk and be paid, and lets one leave. Answers her payout."""
    _found(parts)
    _register(parts)
    run = _bring_milk(parts)
    payout = _pay(parts, run, NUMBER, "RCPT42")
    _pay(parts, run, OTHER, "RCPT43")
    _talk(parts, payout)
    parts.ledger.let_member_leave(NUMBER, WORDS["why she left"], by(MANAGER, LEFT_AT))
    return payout


def _found(parts: Parts) -> None:
    ledger = parts.ledger
    ledger.found_cooperative("Test Dairy", by(MANAGER))
    ledger.open_centre("KB", "Kibet", by(MANAGER))
    for number, role in (("S001", "clerk"), ("S002", "manager"), ("S003", "treasurer"), ("S004", "auditor")):
        ledger.join_staff(number, f"Official {number}", [role], by("operator:root"))
    price = derive_id("test-price")
    ledger.propose_price(price, None, 5000, date(2026, 10, 1), by(TREASURER))
    ledger.approve_price(price, by(MANAGER))


def _register(parts: Parts) -> None:
    ledger = parts.ledger
    her = Registration(
        number=NUMBER,
        name=NAME,
        centre="KB",
        phone=PHONE,
        national_id=WORDS["national id"],
        next_of_kin_name=WORDS["next of kin"],
        next_of_kin_phone=WORDS["phone of the next of kin"],
    )
    ledger.register_member(her, by())
    ledger.register_member(
        Registration(number=OTHER, name="Otieno Odhiambo", centre="KB", phone="254700000043"), by()
    )
    ledger.propose_channel(
        NUMBER, "bank", by(), account_bank="68", account_number=WORDS["account"],
        account_name=WORDS["name of the account"],
    )  # fmt: skip
    ledger.refuse_channel(NUMBER, TYPED["why an account was refused"], by(MANAGER))


def _bring_milk(parts: Parts) -> UUID:
    ledger = parts.ledger
    for number in (NUMBER, OTHER):
        weighing = Weighing(
            member=number, centre="KB", date=date(2026, 10, 2), shift="AM", litres=Decimal(10)
        )
        id = derive_id("test-can", number)
        ledger.record_delivery(id, weighing, by(CLERK, START + timedelta(days=1)))
    can = derive_id("test-can", NUMBER)
    her = by(f"member:{NUMBER}", START + timedelta(days=1, hours=2))
    ledger.dispute_delivery(can, "quantity", Decimal(12), WORDS["words of a dispute"], her)
    ledger.resolve_dispute(can, "withdrawn", None, TYPED["how a dispute was explained"], her)
    clerk, manager = (by(who, START + timedelta(days=1, hours=2)) for who in (CLERK, MANAGER))
    type_about_milk(ledger, NUMBER, clerk, manager)
    type_about_debts(ledger, NUMBER, clerk, manager)
    at = START + timedelta(days=16)
    run = ledger.open_settlement(PERIOD, by("job:settle", at)).id
    ledger.draw_statements(run, parts.views.settlements.drawable(run), by("job:settle", at))
    drawn = parts.views.settlements.drawn_totals(run)
    ledger.prepare_settlement(run, drawn.totals, drawn.litres, drawn.digest, by("job:settle", at))
    ledger.approve_settlement(run, by(MANAGER, at))
    ledger.settle_statements(run, [(NUMBER, 50_000), (OTHER, 50_000)], by("job:settle", at))
    return run


def _pay(parts: Parts, run: UUID, number: str, receipt: str) -> UUID:
    ledger, at = parts.ledger, START + timedelta(days=16, hours=1)
    payout = payout_id(statement_id(run, number))
    if number == NUMBER:
        type_about_pay(ledger, payout, by(TREASURER, at), by(MANAGER, at))
    ledger.submit_payout(payout, by("job:pay", at))
    phone = PHONE if number == NUMBER else "254700000043"
    said = f"{phone} - {SAID_BY_MPESA if number == NUMBER else 'OTIENO ODHIAMBO'}"
    body = bodies.success(
        TransactionAmount=500,
        TransactionReceipt=receipt,
        ReceiverPartyPublicName=said,
        TransactionCompletedDateTime="17.10.2026 08:00:00",
    )
    body["Result"]["OriginatorConversationID"] = str(ledger.payout(payout).attempt_id)
    body["Result"]["TransactionID"] = receipt
    address = Address("payout", str(payout), "result", 1)
    parts.clock.now = at  # type: ignore[attr-defined]
    parts.inbox.receive(address, "196.201.214.200", json.dumps(body).encode())
    parts.inbox.apply_waiting()
    assert ledger.payout(payout).state == "paid", [c.note for c in parts.inbox.page().items]
    return payout


def _talk(parts: Parts, payout: UUID) -> None:
    """All that is said and remembered about her beside the milk."""
    ledger, people, at = parts.ledger, parts.people, START + timedelta(days=20)
    version = ledger.payout(payout).version
    ledger.request_message("payment", payout, version, NUMBER, WORDS["words of an SMS"], by("job:tell", at))
    ledger.propose_phone(NUMBER, SECOND_PHONE, by(CLERK, at))
    ledger.approve_phone(NUMBER, SECOND_PHONE, by(MANAGER, at))
    type_about_her(ledger, NUMBER, SECOND_PHONE, payout, by(CLERK, at), by(MANAGER, at))
    type_about_what_was_paid(ledger, payout, by("job:pay", at), by(TREASURER, at), by(MANAGER, at))
    ledger.propose_payout_phone(NUMBER, PAYOUT_PHONE, by(CLERK, at))
    ledger.open_session(f"member:{NUMBER}", "s-1", DEVICE, "code", by(f"member:{NUMBER}", at))
    code = people.accounts.invite(f"member:{NUMBER}", SECOND_PHONE, at)
    people.accounts.redeem(code, PASSWORD, at)
    people.accounts.invite(f"member:{NUMBER}", SECOND_PHONE, at)
    people.pins.choose(f"member:{NUMBER}", PIN)
    people.push.add(f"member:{NUMBER}", "s-1", DEVICE, PUSHED_TO, "a-point", "a-secret", at)
    people.codes.make(SECOND_PHONE, at)
    people.idempotency.begin(CLERK, "a-key", "f" * 64, at)
    people.idempotency.finish(CLERK, "a-key", 201, {}, json.dumps(WORDS).encode())
    people.looks.note(Look(at, CLERK, NUMBER, "getMember", "r-1"))
    people.looks.write()


def erase(parts: Parts) -> None:
    """Two officials, years later."""
    parts.clock.now = FREE_AT  # type: ignore[attr-defined]
    parts.privacy.propose_erasure(NUMBER, "ended", by(MANAGER, FREE_AT))
    parts.privacy.approve_erasure(NUMBER, by(AUDITOR, FREE_AT))
