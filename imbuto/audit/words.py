"""Each fact in plain words: one visible table from topic to sentence, for every fact there is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from imbuto.aggregates import Fact
from imbuto.audit.access_words import ACCESS_WORDS
from imbuto.audit.charge_words import CHARGE_WORDS
from imbuto.audit.message_words import MESSAGE_WORDS
from imbuto.audit.pay_file_words import PAY_FILE_WORDS
from imbuto.audit.payee_words import PAYEE_WORDS
from imbuto.audit.payout_words import PAYOUT_WORDS
from imbuto.audit.privacy_words import PRIVACY_WORDS
from imbuto.audit.quality_words import QUALITY_WORDS
from imbuto.audit.staff_words import STAFF_WORDS
from imbuto.audit.till_words import TILL_WORDS
from imbuto.values import Money


def words_of(fact: Fact) -> str:
    """What happened, in one line. Personal words show as (erased) without their key."""
    return WORDS[fact.TOPIC](fact)


def _recorded(fact: Any) -> str:
    when, price = f"{fact.date:%-d %b %Y} {fact.shift}", _money(fact.price_cents_per_litre)
    if fact.rejection_reason:
        return f"milk {when} at {fact.centre}: {fact.litres} l, rejected: {fact.rejection_reason}"
    milk = f"milk {when} at {fact.centre}: {fact.litres} l at {price}"
    if fact.can > 1:
        milk = f"milk {when} at {fact.centre}: {fact.litres} l, can {fact.can} at {price}"
    return f"{milk}, unusual" if fact.unusual else milk


def _corrected(fact: Any) -> str:
    day, marks = f"{fact.date:%-d %b %Y}", ["unusual"] if fact.unusual else []
    if fact.rejection_reason:
        marks.insert(0, f"rejected: {fact.rejection_reason}")
    if marks:
        return f"milk {day} corrected to {fact.litres} l, {', '.join(marks)} ({fact.reason})"
    return f"milk {day} corrected to {fact.litres} l ({fact.reason})"


def _disputed(fact: Any) -> str:
    day, claimed, held = f"{fact.date:%-d %b %Y}", fact.claimed_litres, fact.held_litres
    told = f"milk {day} disputed: {fact.reason}, {held} l held"
    if claimed is not None:
        told = f"milk {day} disputed: {fact.reason}, claims {claimed} l, {held} l held"
    return f"{told} ({fact.note})" if fact.note else told


def _resolved(fact: Any) -> str:
    return f"dispute {fact.outcome}: {fact.litres} l ({fact.explanation})"


def _statement(fact: Any) -> str:
    carried = _with_more(fact, fact.carried_in_cents)
    return (
        f"statement {fact.period}: {fact.litres} l, milk {_money(fact.milk_cents)} and carried in {carried}; "
        f"to pay {_money(fact.net_cents)}, carried out {_money(fact.carried_out_cents)}"
    )


def _with_more(fact: Any, cents: int) -> str:
    """An amount of a statement, and what it has beside milk, net and carried."""
    more = (
        (fact.adjustments_cents, f"adjustments {_money(fact.adjustments_cents)}"),
        (fact.premium_cents, f"premium {_money(fact.premium_cents)}"),
        (fact.deductions_cents, f"deducted {_money(fact.deductions_cents)}"),
        (fact.saved_cents, f"saved {_money(fact.saved_cents)}"),
    )
    return ", ".join([_money(cents), *(told for amount, told in more if amount)])


def _prepared(fact: Any) -> str:
    return (
        f"pay run prepared: {fact.statements} statements, {fact.litres} l, to pay {_money(fact.net_cents)}, "
        f"carried out {_money(fact.carried_out_cents)}"
    )


def _completed(fact: Any) -> str:
    return (
        f"pay run completed: {fact.paid} paid ({_money(fact.paid_cents)}), "
        f"{fact.failed} failed ({_money(fact.failed_cents)})"
    )


def _price(fact: Any) -> str:
    price, day = _money(fact.cents_per_litre), f"{fact.effective_from:%-d %b %Y}"
    proposed = f"price proposed: {price} a litre everywhere from {day}"
    if fact.centre:
        proposed = f"price proposed: {price} a litre at {fact.centre} from {day}"
    rules = [f"grade {step.grade} {_money(step.cents)}" for step in fact.grades]
    rules += [f"fat × SNF of {len(fact.matrix)} cells"] if fact.matrix else []
    rules += [f"from {slab.litres_from} l {_money(slab.cents_per_litre)}" for slab in fact.slabs]
    return "; ".join([proposed, *rules])


def _difference(fact: Any) -> str:
    milk = f"grade {fact.grade}" if fact.grade else "all milk"
    if fact.centre:
        milk = f"{fact.centre} grade {fact.grade}" if fact.grade else fact.centre
    by = "priced again" if fact.price_id else f"{_money(fact.cents_per_litre)} a litre"
    return (
        f"price difference proposed, {fact.kind} {fact.name!r}: {by} for {milk} of "
        f"{fact.date_from:%-d %b %Y} to {fact.date_to:%-d %b %Y}"
    )


def _messaging(fact: Any) -> str:
    milk, statements = ("on" if is_on else "off" for is_on in (fact.sms_receipts, fact.sms_statements))
    return f"SMS receipts switched {milk}, SMS of statements {statements}"


def _readings(fact: Any) -> str:
    if not fact.readings:
        return f"nothing is read of the weighings at {fact.code} beside the litres"
    names = (name.replace("_", " ") for name in fact.readings)
    return f"read of each weighing at {fact.code}: {', '.join(names)}"


def _bulk(fact: Any) -> str:
    where = " ".join(part for part in (fact.centre, fact.route, fact.shift) if part)
    return f"{fact.what} at {where}: {fact.litres} l" if where else f"{fact.what}: {fact.litres} l"


def _reconciled(fact: Any) -> str:
    found = ", ".join(f"{one.count} {one.kind}" for one in fact.counts) or "no difference"
    return (
        f"payments of {fact.day:%-d %b %Y} compared with M-Pesa up to position {fact.until_position}: "
        f"{fact.payments} paid ({_money(fact.payments_cents)}), {fact.lines} lines; {found}"
    )


def _explained(fact: Any) -> str:
    where = fact.route or fact.centre or "the whole cooperative"
    return f"difference of milk {fact.day:%-d %b %Y} at {where} explained: {fact.reason}"


def _adjustment(fact: Any) -> str:
    what = f"{fact.litres:+} l, {_money(fact.cents)}" if fact.litres else _money(fact.cents)
    return f"{fact.kind} for {fact.day:%-d %b %Y}: {what} ({fact.reason})"


def _voucher(fact: Any) -> str:
    text = f"{fact.text} ({fact.reference})" if fact.reference else fact.text
    return f"{fact.day:%-d %b %Y}: {text}: {', '.join(map(_side, fact.lines))}"


def _side(line: Any) -> str:
    if line.debit_cents:
        return f"{line.account} debit {_money(line.debit_cents)}"
    return f"{line.account} credit {_money(line.credit_cents)}"


def _money(cents: int) -> str:
    return str(Money(cents))


WORDS: dict[str, Callable[[Any], str]] = {
    "cooperative.founded": lambda f: f"cooperative founded: {f.name}",
    "cooperative.messaging_set": _messaging,
    "cooperative.centre_opened": lambda f: f"centre opened: {f.code}, {f.name}",
    "cooperative.centre_readings_set": _readings,
    "cooperative.price_proposed": _price,
    "cooperative.price_approved": lambda f: "price approved",
    "cooperative.price_refused": lambda f: f"price refused: {f.reason}",
    "cooperative.route_opened": lambda f: f"route opened: {f.code}, {f.name}",
    "cooperative.variance_limit_set": lambda f: f"differences of milk beyond {f.percent} % are alarms",
    "cooperative.variance_explained": _explained,
    "cooperative.run_opened": lambda f: f"pay run {f.period} entered in the calendar",
    "cooperative.run_approved": lambda f: "pay run approved in the calendar",
    "cooperative.run_discarded": lambda f: "pay run taken out of the calendar",
    **ACCESS_WORDS,
    "cooperative.rhythm_set": lambda f: f"pay runs by the {f.rhythm} from now on",
    **CHARGE_WORDS,
    **QUALITY_WORDS,
    **PAYEE_WORDS,
    **PRIVACY_WORDS,
    **MESSAGE_WORDS,
    **PAY_FILE_WORDS,
    **PAYOUT_WORDS,
    **TILL_WORDS,
    "member.registered": lambda f: f"registered: {f.name}, centre {f.centre}",
    "member.language_chosen": lambda f: f"chose the language {f.language}",
    "member.phone_change_proposed": lambda f: f"new phone proposed: {f.phone}",
    "member.phone_change_approved": lambda f: f"new phone approved: {f.phone}",
    "member.pay_chosen": lambda f: f"paid each {f.rhythm}, {f.saved_percent} percent saved",
    "member.suspended": lambda f: f"suspended: {f.reason}",
    "member.reinstated": lambda f: "reinstated",
    "delivery.recorded": _recorded,
    "delivery.confirmed": lambda f: "milk confirmed by the farmer",
    "delivery.confirmation_lapsed": lambda f: "milk not answered in time: counts as accepted",
    "delivery.disputed": _disputed,
    "delivery.dispute_resolved": _resolved,
    "delivery.corrected": _corrected,
    "delivery.voided": lambda f: f"milk {f.date:%-d %b %Y} voided ({f.reason})",
    "settlement.opened": lambda f: f"pay run {f.period} opened, cut off at position {f.cutoff_position}",
    "settlement.prepared": _prepared,
    "settlement.approved": lambda f: "pay run approved",
    "settlement.discarded": lambda f: f"pay run discarded: {f.reason}",
    "settlement.completed": _completed,
    "statement.drawn": _statement,
    "statement.settled": lambda f: f"statement {f.period} booked: to pay {_with_more(f, f.net_cents)}",
    "adjustment.proposed": lambda f: f"adjustment proposed, {_adjustment(f)}",
    "adjustment.approved": lambda f: f"adjustment approved, {_adjustment(f)}",
    "adjustment.refused": lambda f: f"adjustment refused: {f.reason}",
    "adjustment.granted": lambda f: f"granted, {f.kind}: {_money(f.cents)} ({f.text})",
    "price_difference.proposed": _difference,
    "price_difference.approved": lambda f: (
        f"price difference approved for the milk as it stood at position {f.cutoff_position}"
    ),
    "price_difference.refused": lambda f: f"price difference refused: {f.reason}",
    "price_difference.completed": lambda f: (
        f"price difference granted to {f.members} members: {f.litres} l, {_money(f.cents)}"
    ),
    "bulk.recorded": lambda f: f"bulk milk {f.day:%-d %b %Y}, {_bulk(f)}",
    "bulk.voided": lambda f: f"bulk milk {f.day:%-d %b %Y} voided, {_bulk(f)} ({f.reason})",
    "voucher.proposed": lambda f: f"voucher proposed, {_voucher(f)}",
    "voucher.approved": lambda f: f"voucher approved, {_voucher(f)}",
    "voucher.refused": lambda f: f"voucher refused: {f.reason}",
    "portal_statement.imported": lambda f: (
        f"M-Pesa statement {f.name!r} brought in: {f.lines} lines, in {_money(f.in_cents)}, "
        f"out {_money(f.out_cents)}"
    ),
    "portal_statement.lines_read": lambda f: f"{len(f.lines)} lines of an M-Pesa statement read",
    "reconciliation.made": _reconciled,
    **STAFF_WORDS,
}
