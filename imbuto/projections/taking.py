"""What a pay run takes: a pure function of the facts up to its own cut-off, and of the run approved before.

Members are looked at in chunks, in their order; every question is answered from an index, for the whole chunk
at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Connection, Select, and_, func, or_, select

from imbuto.aggregates.deductions import Deduction
from imbuto.aggregates.drawing import EACH_RUN, Drawing, PayTerms
from imbuto.aggregates.owing import ChargeStep, ChargeTerms, owed_after
from imbuto.aggregates.statement import Line
from imbuto.projections.settlement_tables import (
    charge_steps,
    charges,
    entries,
    first_entries,
    pay_choices,
    statements,
)

if TYPE_CHECKING:
    from imbuto.projections.settlement_answers import RunAnswer


def untaken(look: Connection, last: RunAnswer | None, until: date) -> bool:
    """Whether an entry dated up to that day is on no approved run, `last` being the latest."""
    question = select(entries.c.position).where(entries.c.day <= until).limit(1)
    if last is not None:
        question = question.where(
            entries.c.position >= _floor(look, last.cutoff_position, last.period_end),
            or_(entries.c.position > last.cutoff_position, entries.c.day > last.period_end),
        )
    return look.execute(question).first() is not None


def taken_by(look: Connection, run: RunAnswer) -> ColumnElement[bool]:
    """Entries within the run, and not within the one before."""
    return and_(
        entries.c.position >= _floor(look, run.before_cutoff, run.before_end),
        entries.c.position <= run.cutoff_position,
        entries.c.day <= run.period_end,
        or_(entries.c.position > run.before_cutoff, entries.c.day > run.before_end),
    )


def _floor(look: Connection, cutoff: int, end: date) -> int:
    """The first position at which anything may lie that is behind that cut-off or dated after that end."""
    question = select(func.min(first_entries.c.position)).where(first_entries.c.day > end)
    first = look.execute(question).scalar()
    return cutoff + 1 if first is None else min(int(first), cutoff + 1)


# ------------------------------------------------------------------ in chunks of members


def next_members(look: Connection, run: RunAnswer, after: str, limit: int) -> list[str]:
    """The next members of whom anything is known, in their order."""
    found = set(_distinct(look, entries.c.member, after, limit))
    found.update(_distinct(look, charge_steps.c.member, after, limit))
    if run.before_run is not None:
        before = select(statements.c.member).where(
            statements.c.run == run.before_run, statements.c.member > after
        )
        found.update(look.execute(before.order_by(statements.c.member).limit(limit)).scalars())
    return sorted(found, key=str.encode)[:limit]


def _distinct(look: Connection, member: Column[str], after: str, limit: int) -> Iterable[str]:
    """The next values of an indexed column: one seek for each, however many rows it has."""
    first = select(func.min(member).label("member")).where(member > after)
    step = first.cte("step", recursive=True)
    following = select(func.min(member)).where(member > step.c.member).scalar_subquery()
    step = step.union_all(select(following).where(step.c.member.is_not(None)))
    return look.execute(select(step.c.member).where(step.c.member.is_not(None)).limit(limit)).scalars()


def drawings_of(look: Connection, run: RunAnswer, members: Sequence[str]) -> list[Drawing]:
    """What the statements of these members are drawn from; who has nothing at all is left out."""
    lines = _lines_of(look, run, members)
    carried, before = _before(look, run, members)
    steps = _steps_of(look, run, members)
    terms = _terms_of(look, run, before, steps)
    pay = _pay_of(look, run, members)
    standing = {UUID(charge) for charge in json.loads(run.standing)}
    drawings = []
    for member in members:
        own = before.get(member, ())
        drawing = Drawing(
            member,
            lines.get(member, []),
            carried.get(member, 0),
            owed_after(own, steps.get(member, ()), terms),
            {one.charge: one.arrears_cents for one in own if one.charge in standing and one.arrears_cents},
            pay.get(member, EACH_RUN),
        )
        if drawing.has_anything:
            drawings.append(drawing)
    return drawings


def _lines_of(look: Connection, run: RunAnswer, members: Sequence[str]) -> dict[str, list[Line]]:
    columns = [entries.c[name] for name in ("member", "position", "centilitres", "cents", "centre", "kind")]
    question = select(*columns).where(entries.c.member.in_(members), taken_by(look, run))
    found: dict[str, list[Line]] = {}
    for member, position, centilitres, cents, centre, topic in _in_order(look, question, entries):
        kind = "milk" if topic.startswith("delivery.") else "adjustment"
        found.setdefault(member, []).append(Line(position, centilitres, cents, centre, kind))
    return found


def _before(
    look: Connection, run: RunAnswer, members: Sequence[str]
) -> tuple[dict[str, int], dict[str, tuple[Deduction, ...]]]:
    """What the run before carried out, and the deductions on its statements."""
    if run.before_run is None:
        return {}, {}
    question = select(statements.c.member, statements.c.carried_out_cents, statements.c.deductions).where(
        statements.c.run == run.before_run, statements.c.member.in_(members)
    )
    carried, deductions = {}, {}
    for member, carried_out, its in look.execute(question):
        carried[member], deductions[member] = carried_out, its
    return carried, deductions


def _steps_of(look: Connection, run: RunAnswer, members: Sequence[str]) -> dict[str, list[ChargeStep]]:
    """What happened to their charges between the cut-offs."""
    columns = [
        charge_steps.c[name] for name in ("charge", "member", "act", "cents", "basis", "rate", "starts")
    ]
    question = select(*columns).where(
        charge_steps.c.member.in_(members),
        charge_steps.c.position > run.before_cutoff,
        charge_steps.c.position <= run.cutoff_position,
    )
    found: dict[str, list[ChargeStep]] = {}
    for row in _in_order(look, question, charge_steps):
        step = ChargeStep(*row)
        found.setdefault(step.member, []).append(step)
    return found


def _terms_of(
    look: Connection,
    run: RunAnswer,
    before: dict[str, tuple[Deduction, ...]],
    steps: dict[str, list[ChargeStep]],
) -> dict[UUID, ChargeTerms]:
    """How each charge is taken, as at the cut-off: of all that were open or had steps."""
    asked = {one.charge for deductions in before.values() for one in deductions}
    asked.update(step.charge for own in steps.values() for step in own)
    question = (
        select(charges, charge_steps.c.basis, charge_steps.c.rate, charge_steps.c.starts)
        .join(charge_steps, charge_steps.c.charge == charges.c.charge)
        .where(
            charges.c.charge.in_(asked),
            charge_steps.c.basis.is_not(None),
            charge_steps.c.position <= run.cutoff_position,
        )
        .order_by(charge_steps.c.position)
    )
    return {row[0]: ChargeTerms(*row) for row in look.execute(question)} if asked else {}


def _pay_of(look: Connection, run: RunAnswer, members: Sequence[str]) -> dict[str, PayTerms]:
    question = select(pay_choices.c.member, pay_choices.c.rhythm, pay_choices.c.saved_percent).where(
        pay_choices.c.member.in_(members), pay_choices.c.position <= run.cutoff_position
    )
    found = _in_order(look, question, pay_choices)
    return {member: PayTerms(rhythm, saved_percent) for member, rhythm, saved_percent in found}


def _in_order(look: Connection, question: Select[Any], table: Any) -> Any:
    return look.execute(question.order_by(table.c.member, table.c.position)).all()
