"""The kinds of messages, what is special about each, and the keys by which no fact is told twice."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from imbuto.values import derive_id

FIRST_PROVIDER = "sms"
"""The SMS gateway that is asked first; the other is `sms2`."""
DIGEST, REMINDER = "digest", "reminder"
"""One text about several deliveries: their receipts together, or that they wait for an answer."""
WAITING_KINDS = frozenset({"receipt", "correction", "sample", "void", "statement", DIGEST, REMINDER})
"""What quiet hours hold back until they are over, and a spent month but for what changes told milk."""
CHANGE_KINDS = frozenset({"correction", "sample", "void"})
"""What was told is not so any more. No spent month hides it: the hours to answer run out meanwhile."""
OPEN = ("requested", "pushed")
"""Not told yet."""
SECRET_MARK = "{secret}"  # noqa: S105 - the mark of its place
"""Stands in the text of a letter where its secret goes, which is put in at the send and is in no fact."""
SECRET_KINDS = frozenset({"invitation", "recovery", "sign-in-code"})
LETTERS = SECRET_KINDS | {"access-recovered", "access-changed", "pin-blocked", "pin-changed", "browser-added"}
"""What is told about the way in. It waits for nothing, and no choice turns it off."""

PUSH_KINDS = WAITING_KINDS | {"payment", "dispute-outcome", "pay-terms"}
"""What the app may show in the place of an SMS. A way in, a change of where money goes or of what is told,
and the answer to a text go to the phone on file: whoever holds an open app must not alone hear of it."""


def message_id(kind: str, about: UUID, version: int) -> UUID:
    """One message of a kind per fact: `about` is the thing, `version` the fact's version in its story."""
    return derive_id("message", kind, about, version)


ESSENTIAL_KINDS = LETTERS | {"pay-terms", "dispute-noted", "dispute-outcome", "messages-chosen"}
PAYMENT_KINDS = frozenset(
    {"payment"}
    | {
        f"payment-{decided}{whose}"
        for decided in ("proposed", "approved")
        for whose in ("", "-payee", "-new")
    }
)
"""That money was paid; and that it shall go elsewhere, to each number that hears of it."""
ANSWER_KINDS = frozenset({"balance", "help", "kind-word", "language-choice", "receipts-choice", "which-milk"})
"""What answers a text of the member."""
KINDS = WAITING_KINDS | ESSENTIAL_KINDS | PAYMENT_KINDS | ANSWER_KINDS
"""All there are: a person who looks for messages of a kind chooses among these."""


def known_kind(kind: str) -> str:
    """Raises ValueError: nobody would find a message of another kind."""
    if kind not in KINDS:
        raise ValueError(f"{kind} is no kind of message")
    return kind


def is_essential(kind: str) -> bool:
    """A way in, money and where it goes, a dispute, a change of what is told: no rule holds it back."""
    return kind in ESSENTIAL_KINDS or is_about_payment(kind)


def is_about_payment(kind: str) -> bool:
    """That money was paid, or that it shall go elsewhere: told to whoever may be told anything at all."""
    return kind == "payment" or kind.startswith("payment-")


def is_answer(kind: str) -> bool:
    """What answers a text of the member: it comes at any hour, and is refused while the month's money is
    spent, because it is of no use a month later."""
    return kind not in WAITING_KINDS and not is_essential(kind)


def receipt_claim(delivery: UUID) -> str:
    """Taken by the text of several that tells of this delivery's receipt."""
    return f"told:{delivery}"


def reminder_claim(delivery: UUID, confirm_by: datetime) -> str:
    """Taken by the text that reminds of a delivery before this end of its window."""
    return f"reminded:{delivery}:{confirm_by:%Y%m%dT%H%M%S}"
