"""What is written back to who texts: a balance, help, a choice that was taken, or that nothing was
understood.

Each reply has an id made of what it is about, so that a text which the gateway posts twice is answered once.
Who is not understood is told so at most three times a day: two machines that answer each other must stop. Who
asks without end is answered ten times a day: one phone must not spend what all members' receipts cost.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from uuid import UUID

from imbuto.api.parts import ledger, now, parts, views
from imbuto.ledger import member_id
from imbuto.security.limits import Limit
from imbuto.values import By, business_date
from imbuto.words import answers, replies

log = logging.getLogger(__name__)
MEMBERS_TOLD = 4
"""So many balances are told to one phone: each is an SMS that the cooperative pays for."""
MOST_KIND_WORDS = 3
"""A day and phone."""
QUESTIONS = Limit("sms-questions", 10, 24 * 3600)
"""Of one phone: so many are answered."""


@dataclass(frozen=True)
class Sender:
    """A phone that texts, the members who have it, and the text's key: the same text has the same."""

    msisdn: str = field(repr=False)
    members: tuple[str, ...]
    key: str

    def by(self, member: str) -> By:
        return By(f"member:{member}", "sms", f"sms:{self.key[:32]}", now())

    @property
    def number(self) -> int:
        """Tells this text from others where a message is about no fact."""
        return int(self.key[:7], 16)


def reply(sender: Sender, question: str) -> None:
    """Answers a question, or takes a choice and says so. Of a phone that has asked too often today only a
    STOP is heard, and costs nothing."""
    if parts().limits.wait(QUESTIONS, sender.msisdn, now()):
        log.warning("sms.too_many_questions")
        if question == "stop":
            _take_receipts(sender, question)
    elif question == "balance":
        for member in sender.members[:MEMBERS_TOLD]:
            _tell_balance(sender, member)
    elif question == "help":
        _write(sender, "help", answers.how_to_answer(_language(sender.members[0])))
    elif question in ("stop", "start"):
        _choose_receipts(sender, question)
    else:
        _choose_language(sender, question)


def write_back(sender: Sender, kind: str) -> None:
    """A kind word about a text that came to nothing: not-understood, nothing-open or too-late."""
    member = sender.members[0]
    words, day = replies.reply(_language(member), kind), business_date(now()).toordinal()
    for place in range(MOST_KIND_WORDS):
        if tell(sender, "kind-word", member_id(member), day * MOST_KIND_WORDS + place, member, words):
            return


def tell(sender: Sender, kind: str, about: UUID, version: int, member: str, words: str) -> bool:
    """Asks for one SMS. False when it was asked for before, or the cooperative sends none."""
    if not ledger().cooperative().sms_receipts:
        return False
    return ledger().request_message(kind, about, version, member, words, sender.by(member)) is not None


def _tell_balance(sender: Sender, member: str) -> None:
    balance = views().balances.get(member)
    words = answers.balance(
        _language(member),
        business_date(now()),
        member,
        owed_cents=balance.owed_cents,
        held_cents=balance.held_cents,
        on_way_cents=balance.on_way_cents,
    )
    tell(sender, "balance", member_id(member), sender.number, member, words)


def _choose_receipts(sender: Sender, question: str) -> None:
    """STOP silences the receipts of milk. Money, statements and changes are told whatever is chosen."""
    _take_receipts(sender, question)
    words = replies.reply(_language(sender.members[0]), "stopped" if question == "stop" else "started")
    _write(sender, "receipts-choice", words)


def _take_receipts(sender: Sender, question: str) -> None:
    usual = ledger().cooperative().message_rules.receipts
    again = "each" if usual == "off" else None
    for number in sender.members:
        member = ledger().member(number)
        receipts = "off" if question == "stop" else again
        if question == "stop" or member.receipts == "off":
            ledger().choose_messages(number, receipts, member.push, sender.by(number))


def _choose_language(sender: Sender, question: str) -> None:
    """The one that is named, or the other one than now; for all members with this phone."""
    present = _language(sender.members[0])
    chosen = question if question in replies.TEXTS else "en" if present == "sw" else "sw"
    for number in sender.members:
        ledger().choose_language(number, chosen, sender.by(number))
    _write(sender, "language-choice", replies.reply(chosen, "language"))


def _write(sender: Sender, kind: str, words: str) -> None:
    member = sender.members[0]
    tell(sender, kind, member_id(member), sender.number, member, words)


def _language(member: str) -> str:
    return views().members.get(member).language
