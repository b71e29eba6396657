"""A member's statement as a document: everything that is said on it, gathered from what the views answer.

The figures are the statement's own, as they were drawn; the weighings only lend them their words (shift,
grade, rule). So a document drawn up years later says what was paid then, whatever became of the milk since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from imbuto.papers.statement_parts import (
    MARKS,
    AdjustmentLine,
    DeductionLine,
    MilkLine,
    PremiumLine,
    PriceLine,
    StatementDocument,
)
from imbuto.projections.deliveries import DeliveryAnswer
from imbuto.projections.members import MemberAnswer
from imbuto.projections.payouts import PayoutAnswer
from imbuto.projections.settlements import RunAnswer, StatementAnswer, StatementLine

_OF_KIND = {
    "delivery.corrected": "corrected",
    "delivery.sampled": "sampled",
    "delivery.voided": "removed",
    "delivery.dispute_resolved": "decided",
}
_OF_PAYOUT = {
    "held": "held",
    "outcome_unknown": "asking",
    "needs_review": "asking",
    "failed": "failed",
    "paid": "paid",
    "failure_reported": "asking",
}
_WORST_FIRST = ("failed", "held", "asking", "waiting", "paid")


@dataclass(frozen=True)
class Reason:
    """What an adjustment is, and why it was made."""

    kind: str
    text: str


@dataclass(frozen=True)
class Around:
    """What a document says beside the statement's own figures. `reasons` are by the adjustment's id."""

    cooperative: str
    centres: Mapping[str, str]
    member: MemberAnswer
    creditors: Mapping[str, str] = field(default_factory=dict)
    deliveries: Mapping[UUID, DeliveryAnswer] = field(default_factory=dict)
    reasons: Mapping[UUID, Reason] = field(default_factory=dict)
    payouts: Sequence[PayoutAnswer] = ()
    savings_cents: int = 0


def statement_document(run: RunAnswer, statement: StatementAnswer, around: Around) -> StatementDocument:
    """The document of a statement that was asked for with its lines."""
    member, payouts = around.member, around.payouts
    paid_at = [one.paid_at for one in payouts if one.paid_at]
    milk = _milk(statement.entries, around.deliveries, run.period_start)
    return StatementDocument(
        id=statement.id,
        cooperative=around.cooperative,
        member=member.number,
        name=member.name,
        language=member.language,
        centre=member.centre,
        centre_name=around.centres.get(member.centre, member.centre),
        run=run.id,
        period=run.period,
        period_start=run.period_start,
        period_end=run.period_end,
        run_state=run.state,
        approved_at=run.approved_at,
        milk=milk,
        prices=_prices(milk),
        premiums=tuple(
            PremiumLine(one.text, int(one.litres * 100), one.cents_per_litre, one.cents)
            for one in statement.premiums
        ),
        adjustments=_adjustments(statement.entries, around.reasons),
        deductions=_deductions(statement, around.creditors),
        centilitres=statement.centilitres,
        milk_cents=statement.milk_cents,
        premium_cents=statement.premium_cents,
        adjustments_cents=statement.adjustments_cents,
        carried_in_cents=statement.carried_in_cents,
        deductions_cents=statement.deductions_cents,
        saved_cents=statement.saved_cents,
        net_cents=statement.net_cents,
        carried_out_cents=statement.carried_out_cents,
        pays=statement.pays,
        standing=_standing(run, statement, payouts),
        receipt=", ".join(one.receipt for one in payouts if one.receipt) or None,
        paid_at=max(paid_at, default=None),
        fee_cents=sum(one.fee_cents for one in payouts),
        savings_cents=around.savings_cents,
        digest=statement.digest,
        cutoff_position=run.cutoff_position,
        position=statement.position,
    )


def is_milk(line: StatementLine) -> bool:
    return line.kind.startswith("delivery.")


def _milk(
    lines: Iterable[StatementLine], deliveries: Mapping[UUID, DeliveryAnswer], period_start: date
) -> tuple[MilkLine, ...]:
    """One line for each weighing, in the order of days, shifts and recording."""
    by_delivery: dict[UUID, list[StatementLine]] = {}
    for line in lines:
        if is_milk(line):
            by_delivery.setdefault(line.delivery, []).append(line)
    found = [_milk_line(its, deliveries[id], period_start) for id, its in by_delivery.items()]
    return tuple(sorted(found, key=lambda line: (line.day, line.shift, line.positions)))


def _milk_line(lines: Sequence[StatementLine], delivery: DeliveryAnswer, period_start: date) -> MilkLine:
    kinds = [line.kind for line in lines]
    waits = "delivery.disputed" in kinds and "delivery.dispute_resolved" not in kinds
    held = [line for line in lines if line.kind == "delivery.disputed"] if waits else []
    marks = {_OF_KIND[kind] for kind in kinds if kind in _OF_KIND}
    if waits:
        marks.add("held" if any(line.centilitres or line.cents for line in held) else "disputed")
    marks |= {"rejected"} if delivery.rejection_reason else set()
    marks |= {"late"} if delivery.day < period_start else set()
    return MilkLine(
        delivery=delivery.id,
        day=delivery.day,
        shift=delivery.shift,
        weighed_centilitres=delivery.centilitres,
        centilitres=sum(line.centilitres for line in lines),
        cents=sum(line.cents for line in lines),
        price_cents_per_litre=delivery.price_cents_per_litre,
        rule=delivery.price_rule,
        grade=delivery.grade,
        rejection_reason=delivery.rejection_reason,
        held_centilitres=-sum(line.centilitres for line in held),
        held_cents=-sum(line.cents for line in held),
        marks=tuple(mark for mark in MARKS if mark in marks),
        positions=tuple(line.position for line in lines),
    )


def _prices(milk: Iterable[MilkLine]) -> tuple[PriceLine, ...]:
    """The milk by price and rule, the most litres first."""
    groups: dict[tuple[int, str], list[MilkLine]] = {}
    for line in milk:
        if line.centilitres or line.cents:
            groups.setdefault((line.price_cents_per_litre, line.rule), []).append(line)
    found = [
        PriceLine(
            price,
            rule,
            len(lines),
            sum(line.centilitres for line in lines),
            sum(line.cents for line in lines),
        )
        for (price, rule), lines in groups.items()
    ]
    return tuple(sorted(found, key=lambda group: (-group.centilitres, group.rule)))


def _adjustments(
    lines: Iterable[StatementLine], reasons: Mapping[UUID, Reason]
) -> tuple[AdjustmentLine, ...]:
    return tuple(
        AdjustmentLine(
            line.delivery,
            reasons[line.delivery].kind,
            line.day,
            reasons[line.delivery].text,
            line.centilitres,
            line.cents,
            line.position,
        )
        for line in lines
        if not is_milk(line)
    )


def _deductions(statement: StatementAnswer, creditors: Mapping[str, str]) -> tuple[DeductionLine, ...]:
    return tuple(
        DeductionLine(
            one.charge,
            one.kind,
            one.creditor,
            creditors.get(one.creditor, one.creditor) if one.creditor else None,
            one.text,
            one.due_cents,
            one.taken_cents,
            one.arrears_cents,
            one.remaining_cents,
        )
        for one in statement.deductions
    )


def _standing(run: RunAnswer, statement: StatementAnswer, payouts: Sequence[PayoutAnswer]) -> str:
    """Of a net that is paid in parts, what stands worst; paid only when all are."""
    if run.state == "discarded":
        return "discarded"
    if run.state in ("opened", "prepared"):
        return "draft"
    if not statement.net_cents:
        return "carried"
    found = {_OF_PAYOUT.get(one.state, "waiting") for one in payouts} or {"waiting"}
    return next(standing for standing in _WORST_FIRST if standing in found)
