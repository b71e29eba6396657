"""What is told of each fact, in words: one table from fact to text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from imbuto.aggregates import Delivery, Fact, Member, Payout, Statement
from imbuto.aggregates.message_kinds import DIGEST, REMINDER, message_id
from imbuto.aggregates.payee_story import hearers_of
from imbuto.bootstrap import Parts
from imbuto.errors import Unknown
from imbuto.jobs import payee_words
from imbuto.values import Period
from imbuto.words import sms as words
from imbuto.words import together

PERIOD_DELIVERIES = 1000
"""More than one member brings in half a month."""


def fact_of(parts: Parts, id: UUID, version: int) -> tuple[int, Fact]:
    """The fact itself, not what became of the thing since: a receipt says what was weighed."""
    for position, fact in parts.ledger.story(id):
        if fact.originator_version == version:
            return position, fact
    raise Unknown("fact", f"{id} version {version}")


def text_of(parts: Parts, kind: str, fact: Fact, language: str) -> str | None:
    """What is told of a fact; None when nothing is."""
    if kind in hearers_of(fact):
        return payee_words.text(kind, fact, language)
    said = WORDS.get(type(fact))
    return None if said is None else said(parts, fact, language)


def digest(parts: Parts, member: str, version: int, deliveries: Sequence[UUID]) -> str:
    """The receipts of several deliveries, as they stand now; one alone is told as it always is."""
    told = parts.ledger.member(member)
    if len(deliveries) == 1:
        _, fact = fact_of(parts, deliveries[0], 1)
        assert isinstance(fact, Delivery.Recorded)
        return _receipt(parts, fact, told.language)
    id = message_id(DIGEST, told.id, version)
    milk, shared = _weighed(parts, deliveries), shares_phone(parts, member)
    return together.digest(told.language, member, id, milk, shared_phone=shared)


def reminder(parts: Parts, member: str, version: int, deliveries: Sequence[UUID], until: datetime) -> str:
    """That these deliveries have no answer yet, and until when one counts."""
    told, milk = parts.ledger.member(member), _weighed(parts, deliveries)
    id, shared = message_id(REMINDER, told.id, version), shares_phone(parts, member)
    return together.reminder(told.language, member, id, milk, until, shared_phone=shared)


def _weighed(parts: Parts, deliveries: Sequence[UUID]) -> list[together.Weighed]:
    found = [parts.views.deliveries.get(id) for id in deliveries]
    return [
        together.Weighed(one.id, one.day, one.shift, one.litres, one.rejection_reason is not None)
        for one in found
    ]


def _receipt(parts: Parts, fact: Delivery.Recorded, language: str) -> str:
    running = running_litres(parts, fact.member, fact.date)
    milk = words.Milk(
        fact.originator_id, fact.member, fact.date, fact.shift, fact.litres, shares_phone(parts, fact.member)
    )
    return words.receipt(language, milk, running, fact.rejection_reason)


def _correction(parts: Parts, fact: Delivery.Corrected, language: str) -> str:
    return words.correction(language, _milk(parts, fact, fact.litres), fact.reason)


def _sampled(parts: Parts, fact: Delivery.Sampled, language: str) -> str:
    """The grade and why it is not the best; where there is no grade, the rule of the price."""
    found = ", ".join(word for word in (fact.grade, fact.judged) if word) or fact.price_rule
    milk = _milk(parts, fact, fact.litres)
    return words.sampled(language, milk, fact.value_cents, found, fact.rejection_reason)


def _void(parts: Parts, fact: Delivery.Voided, language: str) -> str:
    return words.void(language, _milk(parts, fact, Decimal(0)), fact.reason)


def _dispute_outcome(parts: Parts, fact: Delivery.DisputeResolved, language: str) -> str:
    milk = _milk(parts, fact, fact.litres)
    return words.dispute_outcome(language, milk, fact.outcome, fact.explanation)


def _pay_terms(parts: Parts, fact: Member.PayChosen, language: str) -> str:
    return words.pay_terms(language, fact.originator_id, fact.number, fact.rhythm, fact.saved_percent)


def _messages_chosen(parts: Parts, fact: Member.MessagesChosen, language: str) -> str:
    hours = f"{fact.quiet_from}-{fact.quiet_until}" if fact.quiet_from else None
    return words.messages_chosen(language, fact.originator_id, fact.number, fact.receipts, fact.quiet, hours)


def _payment(parts: Parts, fact: Payout.Paid | Payout.OutcomeApproved, language: str) -> str:
    """By which way it was paid; where people settled it, who said so and who agreed."""
    return words.payment(
        language,
        fact.member,
        fact.amount_cents,
        Period.parse(fact.period),
        fact.receipt or "",
        fact.originator_id,
        channel=fact.pay_channel,
        payer=_number(fact.proposed_by) if isinstance(fact, Payout.OutcomeApproved) else "",
        witness=_number(fact.who),
    )


def _number(who: str) -> str:
    return who.partition(":")[2]


def _statement(parts: Parts, fact: Statement.Settled, language: str) -> str:
    """What was drawn says the litres and what was carried in; what was settled, that it holds."""
    drawn = parts.ledger.story(fact.originator_id)[0][1]
    assert isinstance(drawn, Statement.Drawn)
    summary = words.Summary(
        id=drawn.originator_id,
        member=drawn.member,
        period=Period.parse(drawn.period),
        litres=drawn.litres,
        milk_cents=drawn.milk_cents,
        other_cents=drawn.adjustments_cents + drawn.premium_cents + drawn.carried_in_cents,
        deductions_cents=drawn.deductions_cents,
        saved_cents=drawn.saved_cents,
        net_cents=drawn.net_cents,
        carried_out_cents=drawn.carried_out_cents,
    )
    return words.statement(language, summary)


WORDS: dict[type[Fact], Callable[[Parts, Any, str], str]] = {
    Delivery.Recorded: _receipt,
    Delivery.Corrected: _correction,
    Delivery.Sampled: _sampled,
    Delivery.Voided: _void,
    Delivery.DisputeResolved: _dispute_outcome,
    Member.PayChosen: _pay_terms,
    Member.MessagesChosen: _messages_chosen,
    Payout.Paid: _payment,
    Payout.OutcomeApproved: _payment,
    Statement.Settled: _statement,
}


def _milk(
    parts: Parts,
    fact: Delivery.Corrected | Delivery.Sampled | Delivery.Voided | Delivery.DisputeResolved,
    litres: Decimal,
) -> words.Milk:
    shift = parts.ledger.delivery(fact.originator_id).shift
    shared = shares_phone(parts, fact.member)
    return words.Milk(fact.originator_id, fact.member, fact.date, shift, litres, shared)


def shares_phone(parts: Parts, member: str) -> bool:
    phone = parts.ledger.member(member).phone
    return phone is not None and phone.text is not None and len(parts.views.members.by_phone(phone.text)) > 1


def running_litres(parts: Parts, member: str, day: date) -> Decimal:
    """The member's accepted litres from the period's first day to this day, as they stand now."""
    parts.views.catch_up()
    first_day = Period.containing(day, parts.ledger.cooperative().rhythm).start
    page = parts.views.deliveries.page(member=member, day_from=first_day, day_to=day, limit=PERIOD_DELIVERIES)
    accepted = [delivery.litres for delivery in page.items if delivery.rejection_reason is None]
    return sum(accepted, Decimal(0))
