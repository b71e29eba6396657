"""Examples of the verbs about messages."""

from __future__ import annotations

from imbuto.errors import Unknown
from tests.ledger.examples import JOB, NOW, farmer
from tests.ledger.verbs import (
    LETTER,
    MESSAGE,
    NOBODYS,
    Example,
    ask_for_letter,
    milk,
    push,
    sent,
    tell,
)

MESSAGES = [
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
