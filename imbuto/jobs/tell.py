"""Telling members by SMS: what is told of each fact, and sending it once.

Each send is recorded before the call, so that two workers never send one message, and a store that takes no
facts ends the sending. The gateway takes no key against repetition: after a lost answer the text is sent
again, a few times over hours, and its code makes a second copy harmless.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from typing import Any
from uuid import UUID

from redis.exceptions import RedisError

from imbuto.aggregates import Cooperative, Delivery, Fact, Member, Message, Payout, Statement
from imbuto.aggregates.cooperative import COOPERATIVE_ID
from imbuto.aggregates.message import LETTERS, OPEN, SECRET_KINDS, SECRET_MARK
from imbuto.aggregates.payee_story import hearers_of
from imbuto.bootstrap import Parts
from imbuto.errors import Busy, Unknown
from imbuto.gateways import africastalking as sms
from imbuto.jobs import messages, payee_words
from imbuto.jobs.held import by_job
from imbuto.jobs.pace import Pause
from imbuto.values import Period

SENDING_SECONDS = 60
"""Longer than one call to the gateway can take: so long nobody else sends the same message."""
PAUSE_SECONDS = 60
PERIOD_DELIVERIES = 1000
"""More than one member brings in half a month."""

log = logging.getLogger(__name__)


def tell(parts: Parts, kind: str, about: str, about_version: str, member: str) -> None:
    """Tells a member of one fact, unless it was told before or the member has no phone."""
    if _pause(parts).left_seconds():
        return
    id, version = UUID(about), int(about_version)
    position, fact = _fact(parts, id, version)
    to = hearers_of(fact).get(kind)
    if to is None and not _messages_were_on(parts, position, kind):
        return
    text = _text(parts, kind, fact, parts.ledger.member(member).language)
    if text is None:
        return
    by = by_job(parts, "tell", f"tell-{kind}-{about}-{about_version}")
    message = parts.ledger.request_message(kind, id, version, member, text, by, to=to)
    if message is not None and _claim(parts, message):
        _send(parts, message)


def resend(parts: Parts, message_id: str) -> None:
    """Sends a message that was requested and never left this house, or whose answer was lost. Raises Busy
    for a letter while the gateway is given a rest: a code is of no use an hour later."""
    message = parts.ledger.message(UUID(message_id))
    if _pause(parts).left_seconds():
        if message.state in OPEN and message.kind in LETTERS:
            raise Busy("The SMS gateway is given a minute's rest.")
        return
    if message.state not in OPEN or not _claim(parts, message):
        return
    again = parts.ledger.retry_message(
        message.id, message.sends + 1, by_job(parts, "tell", f"send-{message.id}")
    )
    if again is not None:
        _send(parts, again)


def _send(parts: Parts, message: Message) -> None:
    """Makes the call for a send that is recorded as begun, and records what came of it."""
    by = by_job(parts, "tell", f"send-{message.id}")
    if message.to.text is None or message.text.text is None:
        parts.ledger.message_refused(message.id, "erased", "The member's personal words are erased.", by)
        return
    text = _with_secret(parts, message, message.text.text)
    if text is None:
        parts.ledger.message_refused(message.id, "too-late", "What it carried was valid no longer.", by)
    else:
        _record(parts, message, parts.sms.send(message.to.text, text))
    _release(parts, message)


def _with_secret(parts: Parts, message: Message, text: str) -> str | None:
    """The text as it goes out; None when a letter's secret has expired."""
    if message.kind not in SECRET_KINDS:
        return text
    secret = parts.people.letters.read(message.id, parts.clock())
    return None if secret is None else text.replace(SECRET_MARK, secret)


def _record(parts: Parts, message: Message, outcome: sms.SmsOutcome) -> None:
    by = by_job(parts, "tell", f"send-{message.id}")
    match outcome:
        case sms.Sent(provider_id, cost_cents, segments):
            parts.ledger.message_sent(message.id, provider_id, cost_cents, segments, by)
        case sms.Refused(code, reason):
            parts.ledger.message_refused(message.id, code, reason, by)
        case sms.Unknown(reason):
            parts.ledger.message_not_sent(message.id, reason, by)
        case sms.NotSent(reason):
            parts.ledger.message_not_sent(message.id, reason, by, may_have_gone=False)
            _wait_for_gateway(parts, reason)
    if message.kind in SECRET_KINDS and isinstance(outcome, sms.Sent | sms.Refused):
        parts.people.letters.forget(message.id)


def _wait_for_gateway(parts: Parts, reason: str) -> None:
    """Nothing went out, for a cause that every message would meet: all wait, and none is given up for it."""
    log.error("no SMS goes out for %d s: %s", PAUSE_SECONDS, reason)
    _pause(parts).begin(PAUSE_SECONDS, reason)


def _pause(parts: Parts) -> Pause:
    return Pause(parts.redis, "imbuto:tell:pause", parts.clock)


def _claim(parts: Parts, message: Message) -> bool:
    """Whether nobody else is just sending it."""
    try:
        return bool(parts.redis.set(_claim_key(message), "1", nx=True, ex=SENDING_SECONDS))
    except RedisError as error:
        raise Busy("Redis, which says who sends a message, does not answer.") from error


def _release(parts: Parts, message: Message) -> None:
    with suppress(RedisError):  # it ends by itself
        parts.redis.delete(_claim_key(message))


def _claim_key(message: Message) -> str:
    return f"imbuto:tell:{message.id}"


# ------------------------------------------------------------------ what is told


def _fact(parts: Parts, id: UUID, version: int) -> tuple[int, Fact]:
    """The fact itself, not what became of the thing since: a receipt says what was weighed."""
    for position, fact in parts.ledger.story(id):
        if fact.originator_version == version:
            return position, fact
    raise Unknown("fact", f"{id} version {version}")


def _text(parts: Parts, kind: str, fact: Fact, language: str) -> str | None:
    """What is told of a fact; None when nothing is."""
    if kind in hearers_of(fact):
        return payee_words.text(kind, fact, language)
    words = WORDS.get(type(fact))
    return None if words is None else words(parts, fact, language)


def _messages_were_on(parts: Parts, position: int, kind: str) -> bool:
    """Whether the cooperative sent such messages when the fact was recorded, which is what the views go by
    too."""
    on = False
    for at, fact in parts.ledger.story(COOPERATIVE_ID):
        if at <= position and isinstance(fact, Cooperative.Founded | Cooperative.MessagingSet):
            on = fact.sms_statements if kind == "statement" else fact.sms_receipts
    return on


def _receipt(parts: Parts, fact: Delivery.Recorded, language: str) -> str:
    running = _running_litres(parts, fact)
    milk = messages.Milk(
        fact.originator_id, fact.member, fact.date, fact.shift, fact.litres, _shares_phone(parts, fact.member)
    )
    return messages.receipt(language, milk, running, fact.rejection_reason)


def _correction(parts: Parts, fact: Delivery.Corrected, language: str) -> str:
    return messages.correction(language, _milk(parts, fact, fact.litres), fact.reason)


def _sampled(parts: Parts, fact: Delivery.Sampled, language: str) -> str:
    """The grade and why it is not the best; where there is no grade, the rule of the price."""
    found = ", ".join(word for word in (fact.grade, fact.judged) if word) or fact.price_rule
    milk = _milk(parts, fact, fact.litres)
    return messages.sampled(language, milk, fact.value_cents, found, fact.rejection_reason)


def _void(parts: Parts, fact: Delivery.Voided, language: str) -> str:
    return messages.void(language, _milk(parts, fact, Decimal(0)), fact.reason)


def _dispute_outcome(parts: Parts, fact: Delivery.DisputeResolved, language: str) -> str:
    milk = _milk(parts, fact, fact.litres)
    return messages.dispute_outcome(language, milk, fact.outcome, fact.explanation)


def _pay_terms(parts: Parts, fact: Member.PayChosen, language: str) -> str:
    return messages.pay_terms(language, fact.originator_id, fact.number, fact.rhythm, fact.saved_percent)


def _payment(parts: Parts, fact: Payout.Paid | Payout.OutcomeApproved, language: str) -> str:
    """By which way it was paid; where people settled it, who said so and who agreed."""
    return messages.payment(
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
    summary = messages.Summary(
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
    return messages.statement(language, summary)


WORDS: dict[type[Fact], Callable[[Parts, Any, str], str]] = {
    Delivery.Recorded: _receipt,
    Delivery.Corrected: _correction,
    Delivery.Sampled: _sampled,
    Delivery.Voided: _void,
    Delivery.DisputeResolved: _dispute_outcome,
    Member.PayChosen: _pay_terms,
    Payout.Paid: _payment,
    Payout.OutcomeApproved: _payment,
    Statement.Settled: _statement,
}


def _milk(
    parts: Parts,
    fact: Delivery.Corrected | Delivery.Sampled | Delivery.Voided | Delivery.DisputeResolved,
    litres: Decimal,
) -> messages.Milk:
    shift = parts.ledger.delivery(fact.originator_id).shift
    shared = _shares_phone(parts, fact.member)
    return messages.Milk(fact.originator_id, fact.member, fact.date, shift, litres, shared)


def _shares_phone(parts: Parts, member: str) -> bool:
    phone = parts.ledger.member(member).phone
    return phone is not None and phone.text is not None and len(parts.views.members.by_phone(phone.text)) > 1


def _running_litres(parts: Parts, fact: Delivery.Recorded) -> Decimal:
    """The member's accepted litres from the period's first day to this delivery's, as they stand now."""
    parts.views.catch_up()
    first_day = Period.containing(fact.date, parts.ledger.cooperative().rhythm).start
    page = parts.views.deliveries.page(
        member=fact.member, day_from=first_day, day_to=fact.date, limit=PERIOD_DELIVERIES
    )
    accepted = [delivery.litres for delivery in page.items if delivery.rejection_reason is None]
    return sum(accepted, Decimal(0))
