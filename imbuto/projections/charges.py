"""Each charge, what was taken of it and what remains; what was collected for creditors and handed over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, distinct, func, select

from imbuto.aggregates.charge import Charge
from imbuto.aggregates.cooperative import Cooperative
from imbuto.aggregates.member import Member
from imbuto.aggregates.remittance import Remittance
from imbuto.aggregates.settlement import Settlement
from imbuto.aggregates.statement import Statement
from imbuto.aggregates.voucher import Voucher
from imbuto.errors import Unknown
from imbuto.projections import charge_book
from imbuto.projections.charge_answers import ChargeAnswer, CreditorAnswer, KindSum, RemittanceAnswer, Taking
from imbuto.projections.charge_tables import (
    TABLES,
    arrears,
    charges,
    creditors,
    lessened,
    remittances,
    runs,
    takings,
)
from imbuto.projections.pages import Page, checked_limit, page_of, read_cursor
from imbuto.projections.readmodel import ReadModel, shaped


class Charges(ReadModel):
    """What members owe beside their milk."""

    NAME = "charges"
    VERSION = 5
    TABLES = TABLES
    HANDLERS = {
        Charge.Made: charge_book.made,
        Charge.Paid: charge_book.paid,
        Charge.ChangeProposed: charge_book.change_proposed,
        Charge.ChangeApproved: charge_book.change_approved,
        Charge.ChangeRefused: charge_book.change_refused,
        Charge.Stopped: charge_book.stopped,
        Settlement.Opened: charge_book.run_opened,
        Settlement.Approved: charge_book.run_approved,
        Statement.Drawn: charge_book.statement_drawn,
        Statement.Settled: charge_book.statement_settled,
        Cooperative.CreditorAdded: charge_book.creditor_added,
        Remittance.Paid: charge_book.remitted,
        Voucher.Approved: charge_book.voucher_approved,
        Member.Erased: charge_book.member_erased,
    }

    def get(self, id: UUID) -> ChargeAnswer:
        """Raises Unknown."""
        row = self._first(_charges().where(charges.c.id == id))
        if row is None:
            raise Unknown("charge", id)
        return shaped(ChargeAnswer, row)

    def taken_cents(self, id: UUID) -> int:
        """What pay runs took of a charge so far; 0 when nothing is known of it."""
        row = self._first(select(charges.c.taken_cents).where(charges.c.id == id))
        return int(row["taken_cents"]) if row else 0

    def page(
        self,
        member: str | None = None,
        creditor: str | None = None,
        kind: str | None = None,
        state: str | None = None,
        proposed: bool | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page[ChargeAnswer]:
        """The latest first. `proposed`: those of which a change waits for another official (or does not)."""
        question = _charges().order_by(charges.c.made_position.desc()).limit(checked_limit(limit) + 1)
        wanted = {"member": member, "creditor": creditor, "kind": kind, "state": state}
        for name, value in wanted.items():
            if value is not None:
                question = question.where(charges.c[name] == value)
        if proposed is not None:
            waits = charges.c.proposed_change.is_not(None)
            question = question.where(waits if proposed else ~waits)
        if after := read_cursor(cursor, int):
            question = question.where(charges.c.made_position < after[0])
        found = [shaped(ChargeAnswer, row) for row in self._all(question)]
        return page_of(found, limit, lambda charge: (charge.made_position,))

    def takings(self, charge: UUID) -> list[Taking]:
        """Each part that was taken or paid of one charge, in order."""
        question = select(takings).where(takings.c.charge == charge)
        found = self._all(question.order_by(takings.c.position, takings.c.number))
        return [shaped(Taking, row) for row in found]

    def kinds(self, member: str | None = None) -> list[KindSum]:
        """The sums of each kind of charge, of one member or of all."""
        is_open = case((charges.c.state == "open", 1), else_=0)
        sums = [func.coalesce(func.sum(charges.c[name]), 0).label(name) for name in _SUMMED]
        counts = func.sum(is_open).label("open"), func.sum(1 - is_open).label("ended")
        whose = func.count(distinct(case((charges.c.state == "open", charges.c.member)))).label("members")
        question = (
            select(charges.c.kind, *counts, whose, *sums).group_by(charges.c.kind).order_by(charges.c.kind)
        )
        if member is not None:
            question = question.where(charges.c.member == member)
        return [
            KindSum(row["kind"], *(int(row[name]) for name in ("open", "ended", "members", *_SUMMED)))
            for row in self._all(question)
        ]

    # ------------------------------------------------------ creditors

    def creditors(self) -> list[CreditorAnswer]:
        """All creditors by code."""
        return [
            shaped(CreditorAnswer, row) for row in self._all(select(creditors).order_by(creditors.c.code))
        ]

    def creditor(self, code: str) -> CreditorAnswer:
        """Raises Unknown."""
        row = self._first(select(creditors).where(creditors.c.code == code))
        if row is None:
            raise Unknown("creditor", code)
        return shaped(CreditorAnswer, row)

    def collected(
        self, creditor: str, run: UUID | None = None, cursor: str | None = None, limit: int = 50
    ) -> Page[Taking]:
        """What was taken for a creditor, by one pay run or (None) altogether, by member."""
        key = (takings.c.member, takings.c.position, takings.c.number)
        question = _for(creditor, run, select(takings)).order_by(*key).limit(checked_limit(limit) + 1)
        if after := read_cursor(cursor, str, int, int):
            member, position, number = after
            later = and_(takings.c.position == position, takings.c.number > number)
            within = and_(takings.c.member == member, (takings.c.position > position) | later)
            question = question.where((takings.c.member > member) | within)
        found = [shaped(Taking, row) for row in self._all(question)]
        return page_of(found, limit, lambda taking: (taking.member, taking.position, taking.number))

    def collected_sum(self, creditor: str, run: UUID | None = None) -> tuple[int, int]:
        """How many parts were taken for a creditor, and their cents."""
        sums = func.count().label("count"), func.coalesce(func.sum(takings.c.cents), 0).label("cents")
        row = self._first(_for(creditor, run, select(*sums).select_from(takings)))
        assert row is not None
        return int(row["count"]), int(row["cents"])

    def remittances(
        self,
        creditor: str | None = None,
        run: UUID | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page[RemittanceAnswer]:
        """Payments to creditors, the latest first."""
        question = select(remittances).order_by(remittances.c.position.desc()).limit(checked_limit(limit) + 1)
        if creditor is not None:
            question = question.where(remittances.c.creditor == creditor)
        if run is not None:
            question = question.where(remittances.c.run == run)
        if after := read_cursor(cursor, int):
            question = question.where(remittances.c.position < after[0])
        found = [shaped(RemittanceAnswer, row) for row in self._all(question)]
        return page_of(found, limit, lambda paid: (paid.position,))


_SUMMED = ("taken_cents", "paid_cents", "written_off_cents", "remaining_cents")


def _for(creditor: str, run: UUID | None, question: Select[Any]) -> Select[Any]:
    question = question.where(takings.c.creditor == creditor)
    return question if run is None else question.where(takings.c.run == run)


def _charges() -> Select[Any]:
    """Charges with their arrears, as the next run will find them: those of the run approved last, less what
    was paid or forgiven since its cut-off; none when the charge was extended since, is ended, or asks for
    nothing any more."""
    last = select(runs.c.run, runs.c.cutoff_position).where(runs.c.approved_position > 0)
    last_run = last.order_by(runs.c.approved_position.desc()).limit(1).subquery()
    left = and_(
        arrears.c.run == last_run.c.run,
        arrears.c.charge == charges.c.id,
        arrears.c.member == charges.c.member,
    )
    counts = and_(charges.c.state == "open", charges.c.extended_position <= last_run.c.cutoff_position)
    since = and_(lessened.c.charge == charges.c.id, lessened.c.position > last_run.c.cutoff_position)
    less = select(func.coalesce(func.sum(lessened.c.cents), 0)).where(since).correlate(charges, last_run)
    left_cents = arrears.c.arrears_cents - less.scalar_subquery()
    remains, asked = charges.c.remaining_cents, case((left_cents > 0, left_cents), else_=0)
    owed = case(
        (and_(counts, remains >= 0, remains < asked), remains),
        (and_(counts, remains.is_(None) | (remains >= 0)), func.coalesce(asked, 0)),
        else_=0,
    )
    joined = charges.outerjoin(last_run, charges.c.position > 0).outerjoin(arrears, left)
    return select(charges, owed.label("arrears_cents")).select_from(joined)
