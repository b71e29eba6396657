"""Examples of the verbs about messages."""

from __future__ import annotations

from typing import Any

from imbuto.aggregates.message_kinds import receipt_claim
from imbuto.errors import BadValue, Unknown
from imbuto.ledger import Ledger, MessageRules
from tests.ledger.examples import JOB, NOW, by, farmer
from tests.ledger.verbs import (
    LETTER,
    MESSAGE,
    MILK,
    NOBODYS,
    Example,
    ask_for_letter,
    milk,
    push,
    sent,
    tell,
)

ADMIN = by("staff:A1")
CAPPED = MessageRules(cap_cents=10_000)


def cap(ledger: Ledger) -> None:
    ledger.set_message_rules(CAPPED, ADMIN)


def tell_together(ledger: Ledger, member: str = "0001") -> Any:
    return ledger.request_together(
        "digest", member, 7, [(MILK, receipt_claim(MILK))], lambda left: f"Maziwa, mara {len(left)}", JOB
    )


RULES = [
    Example(
        "set_message_rules",
        (),
        cap,
        lambda ledger: ledger.set_message_rules(MessageRules(receipts="monthly"), ADMIN),
        BadValue,
        ("cooperative.message_rules_set",),
    ),
    Example(
        "note_message_costs",
        (cap,),
        lambda ledger: ledger.note_message_costs("2026-11", 8_000, JOB),
        lambda ledger: ledger.set_message_rules(MessageRules(cap_cents=-1), ADMIN),
        BadValue,
        ("cooperative.message_money_spent",),
    ),
    Example(
        "choose_messages",
        (),
        lambda ledger: ledger.choose_messages("0001", "day", True, farmer()),
        lambda ledger: ledger.choose_messages("9999", "day", True, farmer()),
        Unknown,
        ("member.messages_chosen",),
    ),
]
MESSAGES = [
    Example(
        "request_together",
        (milk,),
        tell_together,
        lambda ledger: tell_together(ledger, "9999"),
        Unknown,
        ("message.requested",),
    ),
    Example(
        "request_message",
        (milk,),
        tell,
        lambda ledger: tell(ledger, "9999"),
        Unknown,
        ("message.requested",),
    ),
    Example(
        "retry_message",
        (milk, tell),
        lambda ledger: ledger.retry_message(MESSAGE, 2, JOB),
        lambda ledger: ledger.retry_message(NOBODYS, 2, JOB),
        Unknown,
        ("message.not_sent", "message.retried"),
    ),
    Example(
        "message_pushed",
        (milk, ask_for_letter),
        push,
        lambda ledger: ledger.message_pushed(NOBODYS, 1, NOW, JOB),
        Unknown,
        ("message.pushed",),
    ),
    Example(
        "message_not_pushed",
        (milk, ask_for_letter, push),
        lambda ledger: ledger.message_not_pushed(LETTER, "gone", JOB),
        lambda ledger: ledger.message_not_pushed(NOBODYS, "gone", JOB),
        Unknown,
        ("message.not_pushed",),
    ),
    Example(
        "message_shown",
        (milk, ask_for_letter, push),
        lambda ledger: ledger.message_shown(LETTER, farmer()),
        lambda ledger: ledger.message_shown(NOBODYS, farmer()),
        Unknown,
        ("message.shown",),
    ),
    Example(
        "message_sent",
        (milk, tell),
        sent,
        lambda ledger: ledger.message_sent(NOBODYS, "ATX1", 80, 1, JOB),
        Unknown,
        ("message.sent",),
    ),
    Example(
        "message_refused",
        (milk, tell),
        lambda ledger: ledger.message_refused(MESSAGE, "403", "blacklisted", JOB),
        lambda ledger: ledger.message_refused(NOBODYS, "403", "blacklisted", JOB),
        Unknown,
        ("message.refused",),
    ),
    Example(
        "message_delivered",
        (milk, tell, sent),
        lambda ledger: ledger.message_delivered(MESSAGE, JOB),
        lambda ledger: ledger.message_delivered(NOBODYS, JOB),
        Unknown,
        ("message.delivered",),
    ),
    Example(
        "message_undelivered",
        (milk, tell, sent),
        lambda ledger: ledger.message_undelivered(MESSAGE, "absent", JOB),
        lambda ledger: ledger.message_undelivered(NOBODYS, "absent", JOB),
        Unknown,
        ("message.undelivered",),
    ),
]
