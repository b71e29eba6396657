"""Whose phone is left in peace at an hour, asked of the view, so that what waits for the morning takes no
place among what may go."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true

from imbuto.aggregates.message_kinds import WAITING_KINDS
from imbuto.aggregates.quiet_hours import Hour
from imbuto.projections.message_tables import people


def may_be_told(
    kind: ColumnElement[str], member: ColumnElement[str], hour: Hour | None
) -> ColumnElement[bool]:
    """Messages that the hour does not hold back; None: at any hour."""
    if hour is None:
        return true()
    return or_(kind.not_in(WAITING_KINDS), is_awake(member, hour))


def is_awake(member: ColumnElement[str], hour: Hour | None) -> ColumnElement[bool]:
    """Members whose phones are not left in peace at this hour; None: all."""
    if hour is None:
        return true()
    return member.in_(_awake(hour)) if hour.is_quiet else member.not_in(_in_peace(hour))


def _awake(hour: Hour) -> Select[tuple[str]]:
    """Who hears of things though it is night for those who have not chosen."""
    elsewhen = and_(people.c.quiet.is_(True), people.c.quiet_from.is_not(None), ~_own_night(hour))
    return _who_chose().where(or_(people.c.quiet.is_(False), elsewhen))


def _in_peace(hour: Hour) -> Select[tuple[str]]:
    """Whose own night it is, though others hear of things."""
    as_the_rules = people.c.quiet_from.is_(None) if hour.is_night else false()
    return _who_chose().where(people.c.quiet.is_(True), or_(as_the_rules, _own_night(hour)))


def _who_chose() -> Select[tuple[str]]:
    """Few members choose: their index is read, and not the table."""
    return select(people.c.member).where(people.c.quiet.is_not(None))


def _own_night(hour: Hour) -> ColumnElement[bool]:
    """Between two times of one day, or past midnight; `MessageRules.is_quiet` in a question."""
    begun, not_over = people.c.quiet_from <= hour.shows, people.c.quiet_until > hour.shows
    one_day = people.c.quiet_from < people.c.quiet_until
    return or_(and_(one_day, begun, not_over), and_(~one_day, or_(begun, not_over)))
