"""What is told of milk, of payments and of statements: one segment each, in the member's language.

At most 160 letters of the GSM alphabet, whatever the names and numbers are. What an official wrote (a reason,
an explanation) is shortened until it fits. A short code says which delivery is meant, so that a text that
arrives twice does no harm.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from imbuto.gateways.gsm7 import segments
from imbuto.values import Period, receipt_code
from imbuto.words import fitting
from imbuto.words.texts import PAY_RHYTHMS, SHIFTS, TEXTS


@dataclass(frozen=True)
class Milk:
    """The delivery a text is about, and whose it is. An answer from a phone that members share names its
    code."""

    id: UUID
    member: str
    day: date
    shift: str
    litres: Decimal
    shared_phone: bool = False


@dataclass(frozen=True)
class Summary:
    """What a statement says in short. `other_cents` are premiums, adjustments and what was carried in."""

    id: UUID
    member: str
    period: Period
    litres: Decimal
    milk_cents: int
    other_cents: int
    deductions_cents: int
    saved_cents: int
    net_cents: int
    carried_out_cents: int


def receipt(language: str, milk: Milk, running_litres: Decimal, rejection_reason: str | None) -> str:
    """What was weighed, what it makes in this period, and how to answer. Rejected milk says why."""
    kind = "receipt" if rejection_reason is None else "rejected"
    return _about(kind, language, milk, rejection_reason or "", running=fitting.litres(running_litres))


def correction(language: str, milk: Milk, reason: str) -> str:
    return _about("correction", language, milk, reason)


def sampled(language: str, milk: Milk, value_cents: int, found: str, rejection_reason: str | None) -> str:
    """What a later sample made of the milk: rejected with the reason, or worth something else by what was
    found."""
    if rejection_reason is not None:
        return _about("sampled-rejected", language, milk, rejection_reason)
    return _about("sampled", language, milk, found, value=fitting.shillings(value_cents))


def pay_terms(language: str, id: UUID, member: str, rhythm: str, saved_percent: int) -> str:
    """When the member is paid from now on, and what part is saved, as an official has set it."""
    return fitting.fit(
        TEXTS[language]["pay-terms"],
        rhythm=PAY_RHYTHMS[language][rhythm],
        percent=str(saved_percent),
        member=member,
        code=receipt_code(id),
    )


def messages_chosen(
    language: str,
    id: UUID,
    member: str,
    receipts: str | None,
    quiet: bool | None = None,
    hours: str | None = None,
) -> str:
    """How receipts come from now on and when the phone is left in peace, as an official has set it."""
    texts = TEXTS[language]
    return fitting.fit(
        texts["messages-chosen"],
        how=texts[f"receipts-{receipts or 'usual'}"] + _nights(language, quiet, hours),
        member=member,
        code=receipt_code(id),
    )


def _nights(language: str, quiet: bool | None, hours: str | None) -> str:
    if quiet is None:
        return ""
    way = "none" if not quiet else "own" if hours else "usual"
    return TEXTS[language][f"nights-{way}"].format(hours=hours)


def void(language: str, milk: Milk, reason: str) -> str:
    return _about("void", language, milk, reason)


def dispute_outcome(language: str, milk: Milk, outcome: str, explanation: str) -> str:
    return _about(f"dispute-{outcome}", language, milk, explanation)


def payment(
    language: str,
    member: str,
    amount_cents: int,
    period: Period,
    receipt: str,
    payout: UUID,
    *,
    channel: str = "mpesa",
    payer: str = "",
    witness: str = "",
) -> str:
    """That money was paid, and by which way. Of cash it names who handed it out and who watched, so that the
    member can say that it was otherwise."""
    return fitting.fit(
        TEXTS[language]["payment" if channel == "mpesa" else f"payment-{channel}"],
        amount=fitting.shillings(amount_cents),
        period=fitting.span(language, period),
        receipt=fitting.plain(receipt)[:20],
        payer=fitting.plain(payer)[:8],
        witness=fitting.plain(witness)[:8],
        member=member,
        code=receipt_code(payout),
    )


def statement(language: str, summary: Summary) -> str:
    """Milk, what was deducted, what is paid and what is carried over. Savings and the rest stand there while
    there is room: with them the amounts add up."""
    for left_out in ((), ("saved",), ("saved", "other"), ("saved", "other", "deductions")):
        text = _summed_up(language, summary, left_out)
        if segments(text) == 1:
            break
    return fitting.fit(text.replace("{", "").replace("}", ""))


def _summed_up(language: str, summary: Summary, left_out: tuple[str, ...]) -> str:
    texts = TEXTS[language]
    amounts = {
        "other": summary.other_cents,
        "deductions": summary.deductions_cents,
        "saved": summary.saved_cents,
        "net" if summary.net_cents else "nothing": summary.net_cents,
        "carried": summary.carried_out_cents,
    }
    milk = fitting.litres(summary.litres), fitting.amount(summary.milk_cents)
    said = [
        texts["statement"].format(
            period=fitting.span(language, summary.period), litres=milk[0], milk=milk[1]
        ),
        *(
            texts[f"statement-{name}"].format(cents=fitting.amount(cents))
            for name, cents in amounts.items()
            if (cents or name in ("deductions", "nothing")) and name not in left_out
        ),
        texts["statement-end"].format(member=summary.member, code=receipt_code(summary.id)),
    ]
    return " ".join(said)


def _about(kind: str, language: str, milk: Milk, free: str = "", **more: str) -> str:
    texts, code = TEXTS[language], receipt_code(milk.id)
    return fitting.fit(
        texts[kind],
        free,
        day=fitting.day(language, milk.day),
        shift=SHIFTS[language][milk.shift],
        litres=fitting.litres(milk.litres),
        member=milk.member,
        code=code,
        answer=texts["answer-shared" if milk.shared_phone else "answer"].format(code=code),
        **more,
    )
