"""The words of every SMS, in Kiswahili and English.

One segment each: at most 160 letters of the GSM alphabet, whatever the names and numbers are. What an
official wrote (a reason, an explanation) is shortened until it fits. A short code says which delivery is
meant, so that a text that arrives twice does no harm.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from imbuto.gateways.gsm7 import is_gsm7, segments
from imbuto.values import Money, Period, receipt_code

LONGEST = 160

KISWAHILI = {
    "answer": "Jibu 1 kukubali, 2 na lita kupinga. {code}",
    "answer-shared": "Jibu 1 {code} kukubali, 2 na lita na {code} kupinga.",
    "receipt": "Maziwa {day} {shift}: lita {litres}. Kipindi hiki: lita {running}. Na. {member}. {answer}",
    "rejected": "Maziwa {day} {shift}: lita {litres} zimekataliwa ({free}). Kipindi hiki: lita {running}. "
    "Na. {member}. {answer}",
    "correction": "Maziwa {day} {shift} yamerekebishwa: lita {litres}. Sababu: {free}. Na. {member}. "
    "{answer}",
    "sampled": "Maziwa {day} {shift}: sampuli {free}. Lita {litres} sasa ni {value}. Na. {member}. {answer}",
    "sampled-rejected": "Maziwa {day} {shift}: lita {litres} zimekataliwa kwa sampuli ({free}). "
    "Na. {member}. {answer}",
    "void": "Maziwa {day} {shift} yamefutwa. Sababu: {free}. Na. {member}. Kama si sawa, uliza ofisi. {code}",
    "dispute-upheld": "Pingamizi la maziwa {day} {shift}: rekodi inabaki lita {litres}. {free}. "
    "Na. {member}. {code}",
    "dispute-adjusted": "Pingamizi la maziwa {day} {shift}: sasa ni lita {litres}. {free}. "
    "Na. {member}. {code}",
    "dispute-withdrawn": "Pingamizi la maziwa {day} {shift} limeondolewa: lita {litres}. "
    "Na. {member}. {code}",
    "pay-terms": "Ofisi imebadilisha malipo yako: {rhythm}, akiba {percent}%. Na. {member}. "
    "Kama si sawa, uliza ofisi. {code}",
    "payment": "Umelipwa {amount} kwa M-Pesa, maziwa ya {period}. Risiti {receipt}. Na. {member}. {code}",
    "payment-bank": "Umelipwa {amount} kwa benki, maziwa ya {period}. Risiti {receipt}. Na. {member}. {code}",
    "payment-cash": "Umelipwa {amount} taslimu na {payer}, shahidi {witness}, maziwa ya {period}. "
    "Vocha {receipt}. Na. {member}. {code}",
    "statement": "Maziwa {period}: lita {litres}, KES {milk}.",
    "statement-other": "Mengine {cents}.",
    "statement-deductions": "Makato {cents}.",
    "statement-saved": "Akiba {cents}.",
    "statement-net": "Utalipwa KES {cents}.",
    "statement-nothing": "Hakuna malipo sasa.",
    "statement-carried": "Inabaki {cents}.",
    "statement-end": "Na. {member}. {code}",
}
ENGLISH = {
    "answer": "Reply 1 to confirm, 2 and litres to dispute. {code}",
    "answer-shared": "Reply 1 {code} to confirm, 2 and litres and {code} to dispute.",
    "receipt": "Milk {day} {shift}: {litres} litres. This period: {running} litres. No. {member}. {answer}",
    "rejected": "Milk {day} {shift}: {litres} litres rejected ({free}). This period: {running}. "
    "No. {member}. {answer}",
    "correction": "Milk {day} {shift} corrected: {litres} litres. Reason: {free}. No. {member}. {answer}",
    "sampled": "Milk {day} {shift}: sample {free}. {litres} litres are now {value}. No. {member}. {answer}",
    "sampled-rejected": "Milk {day} {shift}: {litres} litres rejected by a sample ({free}). No. {member}. "
    "{answer}",
    "void": "Milk {day} {shift} was removed. Reason: {free}. No. {member}. "
    "If this is wrong, ask the office. {code}",
    "dispute-upheld": "Dispute, milk {day} {shift}: the record stays {litres} litres. {free}. "
    "No. {member}. {code}",
    "dispute-adjusted": "Dispute, milk {day} {shift}: now {litres} litres. {free}. No. {member}. {code}",
    "dispute-withdrawn": "Dispute, milk {day} {shift} is withdrawn: {litres} litres. No. {member}. {code}",
    "pay-terms": "The office changed how you are paid: {rhythm}, {percent}% saved. No. {member}. "
    "If this is wrong, ask the office. {code}",
    "payment": "Paid {amount} by M-Pesa, milk of {period}. Receipt {receipt}. No. {member}. {code}",
    "payment-bank": "Paid {amount} by bank, milk of {period}. Receipt {receipt}. No. {member}. {code}",
    "payment-cash": "Paid {amount} in cash by {payer}, witness {witness}, milk of {period}. "
    "Voucher {receipt}. No. {member}. {code}",
    "statement": "Milk {period}: {litres} L, KES {milk}.",
    "statement-other": "Other {cents}.",
    "statement-deductions": "Deducted {cents}.",
    "statement-saved": "Saved {cents}.",
    "statement-net": "To be paid KES {cents}.",
    "statement-nothing": "Nothing to pay now.",
    "statement-carried": "Carried over {cents}.",
    "statement-end": "No. {member}. {code}",
}
TEXTS = {"sw": KISWAHILI, "en": ENGLISH}
SHIFTS = {
    "sw": {"AM": "asubuhi", "MID": "mchana", "PM": "jioni"},
    "en": {"AM": "AM", "MID": "midday", "PM": "PM"},
}
PAY_RHYTHMS = {
    "sw": {
        "run": "kila kipindi",
        "month": "kila mwezi",
        "quarter": "kila miezi mitatu",
        "half-year": "kila miezi sita",
        "year": "kila mwaka",
    },
    "en": {
        "run": "each period",
        "month": "each month",
        "quarter": "each three months",
        "half-year": "each six months",
        "year": "each year",
    },
}
MONTHS = {
    "sw": ("Jan", "Feb", "Mac", "Apr", "Mei", "Jun", "Jul", "Ago", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


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
    return _about(kind, language, milk, rejection_reason or "", running=_litres(running_litres))


def correction(language: str, milk: Milk, reason: str) -> str:
    return _about("correction", language, milk, reason)


def sampled(language: str, milk: Milk, value_cents: int, found: str, rejection_reason: str | None) -> str:
    """What a later sample made of the milk: rejected with the reason, or worth something else by what was
    found."""
    if rejection_reason is not None:
        return _about("sampled-rejected", language, milk, rejection_reason)
    return _about("sampled", language, milk, found, value=_shillings(value_cents))


def pay_terms(language: str, id: UUID, member: str, rhythm: str, saved_percent: int) -> str:
    """When the member is paid from now on, and what part is saved, as an official has set it."""
    return _fit(
        TEXTS[language]["pay-terms"],
        rhythm=PAY_RHYTHMS[language][rhythm],
        percent=str(saved_percent),
        member=member,
        code=receipt_code(id),
    )


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
    return _fit(
        TEXTS[language]["payment" if channel == "mpesa" else f"payment-{channel}"],
        amount=_shillings(amount_cents),
        period=_span(language, period),
        receipt=_plain(receipt)[:20],
        payer=_plain(payer)[:8],
        witness=_plain(witness)[:8],
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
    return _fit(text.replace("{", "").replace("}", ""))


def _summed_up(language: str, summary: Summary, left_out: tuple[str, ...]) -> str:
    texts = TEXTS[language]
    amounts = {
        "other": summary.other_cents,
        "deductions": summary.deductions_cents,
        "saved": summary.saved_cents,
        "net" if summary.net_cents else "nothing": summary.net_cents,
        "carried": summary.carried_out_cents,
    }
    milk = _litres(summary.litres), _amount(summary.milk_cents)
    said = [
        texts["statement"].format(period=_span(language, summary.period), litres=milk[0], milk=milk[1]),
        *(
            texts[f"statement-{name}"].format(cents=_amount(cents))
            for name, cents in amounts.items()
            if (cents or name in ("deductions", "nothing")) and name not in left_out
        ),
        texts["statement-end"].format(member=summary.member, code=receipt_code(summary.id)),
    ]
    return " ".join(said)


def _about(kind: str, language: str, milk: Milk, free: str = "", **more: str) -> str:
    texts, code = TEXTS[language], receipt_code(milk.id)
    return _fit(
        texts[kind],
        free,
        day=_day(language, milk.day),
        shift=SHIFTS[language][milk.shift],
        litres=_litres(milk.litres),
        member=milk.member,
        code=code,
        answer=texts["answer-shared" if milk.shared_phone else "answer"].format(code=code),
        **more,
    )


def _fit(template: str, free: str = "", **fields: str) -> str:
    """Fills the template; an official's words are cut to the room that the rest leaves."""
    bare = template.format(free="", **fields)
    words = _plain(free).rstrip(".") or "-"
    room = LONGEST - len(bare)
    if len(words) > room:
        words = words[: max(room - 2, 0)].rstrip() + ".." if room >= 2 else ""
    text = template.format(free=words, **fields)
    assert is_gsm7(text), "the words of a message are plain"
    assert segments(text) == 1, "a message is one segment"
    return text


def _plain(text: str) -> str:
    """The same words in letters that take one place each in the GSM alphabet; the rest is dropped."""
    flat = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    kept = [letter if is_gsm7(letter) and segments(letter * LONGEST) == 1 else " " for letter in flat]
    return " ".join("".join(kept).split())


def _litres(litres: Decimal) -> str:
    """8.5, 12, 0.75: no more digits than the scale showed."""
    return f"{litres.normalize():f}"


def _shillings(cents: int) -> str:
    """KES 1,234, with cents only where there are any."""
    return str(Money(cents)).removesuffix(".00")


def _amount(cents: int) -> str:
    """1,234.50 or -20, for texts that have named the currency."""
    return _shillings(cents).replace("KES ", "")


def _span(language: str, period: Period) -> str:
    """1-15 Nov 2026, or 30 Nov-6 Dec 2026."""
    first, last = period.start, period.end
    begin = str(first.day) if first.month == last.month else _day(language, first)
    return f"{begin}-{_day(language, last)} {last.year}"


def _day(language: str, day: date) -> str:
    return f"{day.day} {MONTHS[language][day.month - 1]}"
