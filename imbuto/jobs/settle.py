"""Pay runs: opened by the clock, drawn and prepared, and after approval handed over to payment.

Everything goes in small steps that are quiet when done before, so a run may be interrupted anywhere and
taken up again: its statements follow from the facts up to its cut-off and nothing else.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from imbuto.bootstrap import Parts
from imbuto.errors import WrongState
from imbuto.jobs.held import by_job
from imbuto.jobs.views import require_views
from imbuto.projections.payouts import Sum
from imbuto.values import Period, business_date

CHUNK = 500
"""Statements, payouts or silences per save: a step of well under a second."""

NEEDED_VIEWS = ("deliveries", "settlements", "payouts")

log = logging.getLogger(__name__)


def open_due_run(parts: Parts, slot: str) -> None:
    """From the day after a period's end its run is opened, if there is milk and none is open or approved."""
    cooperative = parts.ledger.cooperative()
    period = Period.containing(business_date(datetime.fromisoformat(slot)), cooperative.rhythm).previous
    if unfinished := cooperative.unfinished_run:
        log.info("the run of %s waits for the run of %s", period.code, unfinished.period.code)
        return
    last = cooperative.last_approved_run
    if last is not None and last.period.end >= period.end:
        return
    require_views(parts, NEEDED_VIEWS)
    if parts.views.settlements.anything_untaken(period.end):
        parts.ledger.open_settlement(period, by_job(parts, "clock", f"open-{period.code}"))


def lapse(parts: Parts) -> None:
    """Records the silence about every delivery whose window has closed."""
    while ids := parts.views.deliveries.to_lapse(parts.clock(), CHUNK):
        if not parts.ledger.lapse_deliveries(ids, by_job(parts, "clock", "lapse")):
            return


def prepare(parts: Parts, run: str) -> None:
    """Draws every statement of an opened run, then records its totals and its digest."""
    id = UUID(run)
    if parts.ledger.settlement(id).state != "opened":
        return
    require_views(parts, NEEDED_VIEWS)
    with _much_in_hand():
        _lapse_cut_off(parts, id)
        _draw(parts, id)
    # A statement drawn by a hand that died before its views caught up counts too.
    require_views(parts, NEEDED_VIEWS)
    drawn = parts.views.settlements.drawn_totals(id)
    by = by_job(parts, "settle", f"prepare-{id}")
    parts.ledger.prepare_settlement(id, drawn.totals, drawn.litres, drawn.digest, by)


@contextmanager
def _much_in_hand() -> Iterator[None]:
    """Each chunk has tens of thousands of objects in hand and lets go of them all when it is saved, so Python
    need not look through them for rings again and again meanwhile: an eighth of the work."""
    usual = gc.get_threshold()
    gc.set_threshold(100_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _lapse_cut_off(parts: Parts, run: UUID) -> None:
    """What the run has taken can no longer be answered: silence is recorded before the totals are."""
    settlement = parts.ledger.settlement(run)
    asked = (settlement.cutoff_position, settlement.period.end, CHUNK)
    while ids := parts.views.deliveries.open_before(*asked):
        if not parts.ledger.lapse_deliveries(ids, by_job(parts, "settle", f"prepare-{run}")):
            return


def _draw(parts: Parts, run: UUID) -> None:
    after = ""
    while drawable := parts.views.settlements.drawable(run, after, CHUNK):
        parts.ledger.draw_statements(run, drawable, by_job(parts, "settle", f"prepare-{run}"))
        after = drawable[-1].member


def settle_statements(parts: Parts, run: str) -> None:
    """Books every statement of an approved run, and requests the payout of those that pay something."""
    id, after = UUID(run), ""
    settlement = parts.ledger.settlement(id)
    if settlement.state != "approved" or settlement.prepared is None:
        return
    require_views(parts, NEEDED_VIEWS)
    if parts.views.settlements.drawn_totals(id).digest != settlement.prepared.digest:
        raise WrongState(
            f"The statements of run {id} are not those that were approved.",
            "Nothing of it is paid. Compare `imbuto audit replay` with the run.",
        )
    while unsettled := parts.views.settlements.unsettled(id, after, CHUNK):
        nets = [(statement.member, statement.net_cents) for statement in unsettled]
        parts.ledger.settle_statements(id, nets, by_job(parts, "settle", f"settle-statements-{id}"))
        after = unsettled[-1].member


def complete(parts: Parts, run: str) -> None:
    """Closes an approved run of which every payout has ended; again when a later attempt changed how."""
    id = UUID(run)
    require_views(parts, NEEDED_VIEWS)
    if parts.ledger.settlement(id).state not in ("approved", "completed") or not is_paid_out(parts, id):
        return
    by_state = parts.views.payouts.summary(id)
    paid, failed = by_state.get("paid", Sum()), by_state.get("failed", Sum())
    by = by_job(parts, "settle", f"complete-{id}")
    parts.ledger.complete_settlement(id, paid.count, paid.cents, failed.count, failed.cents, by)


def is_paid_out(parts: Parts, run: UUID) -> bool:
    """Whether every statement of the run is booked, and every payout paid or definitely failed.

    The sum is compared with what was approved: two views that disagree close nothing. Of a run that was
    completed before statements were booked one by one, only the payouts count.
    """
    settlements = parts.views.settlements
    approved = settlements.get(run)
    if approved.state == "approved" and settlements.unsettled(run, limit=1):
        return False
    by_state = parts.views.payouts.summary(run)
    ended = set(by_state) <= {"paid", "failed"}
    return ended and sum(one.cents for one in by_state.values()) == approved.net_cents
