"""What a pay run takes: a pure function of the entries, the run before, and the run's own cut-off."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from imbuto.aggregates.statement import Line
from imbuto.projections.pay_runs import entries, statements

if TYPE_CHECKING:
    from imbuto.projections.settlements import RunAnswer


def untaken(last: RunAnswer | None, until: date) -> Any:
    """The question for an entry dated up to that day that is on no approved run, `last` being the latest."""
    question = select(entries.c.position).where(entries.c.day <= until).limit(1)
    if last is None:
        return question
    return question.where(or_(entries.c.position > last.cutoff_position, entries.c.day > last.period_end))


def taken_by(run: RunAnswer) -> ColumnElement[bool]:
    """Entries within the run, and not within the one before."""
    return and_(
        entries.c.position <= run.cutoff_position,
        entries.c.day <= run.period_end,
        or_(entries.c.position > run.before_cutoff, entries.c.day > run.before_end),
    )


def lines_of(look: Connection, run: RunAnswer, after_member: str, limit: int) -> dict[str, list[Line]]:
    """The lines of the next members that have any: whole members only."""
    question = (
        select(entries.c.member, entries.c.position, entries.c.centilitres, entries.c.cents)
        .where(entries.c.member > after_member, taken_by(run))
        .order_by(entries.c.member, entries.c.position)
    )
    found: dict[str, list[Line]] = {}
    with look.execute(question.execution_options(yield_per=1_000)) as answer:
        for member, position, hundredths, cents in answer:
            if member not in found:
                if len(found) == limit:
                    break
                found[member] = []
            found[member].append(Line(position, hundredths, cents))
    return found


def carried_into(look: Connection, run: RunAnswer, after_member: str, limit: int) -> dict[str, int]:
    """What the run before carried out, for members after this one, as many as could be needed."""
    if run.before_run is None:
        return {}
    question = (
        select(statements.c.member, statements.c.carried_out_cents)
        .where(
            statements.c.run == run.before_run,
            statements.c.member > after_member,
            statements.c.carried_out_cents != 0,
        )
        .order_by(statements.c.member)
        .limit(limit)
    )
    return {row[0]: row[1] for row in look.execute(question)}
