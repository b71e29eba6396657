"""Random half months of milk, charges, adjustments and pay terms: nothing is lost between two runs, and
whoever draws a statement again finds the same."""

from __future__ import annotations

import contextlib
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings

from imbuto.aggregates import Charge, Statement
from imbuto.aggregates.entries import entry_of
from imbuto.audit.statements import StatementCheck
from imbuto.errors import Refusal
from imbuto.projections import Views
from imbuto.projections.views import PROJECTIONS
from tests.projections.random_dairy import MEMBERS, Act, Dairy, acts, settlements_of


@pytest.mark.slow
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(acts)
def test_whatever_happens_nothing_is_lost_and_every_statement_is_found_again(
    acts: list[tuple[Act, int, int]],
) -> None:
    dairy = Dairy()
    for act, one, two in acts:
        with contextlib.suppress(Refusal):
            act(dairy, one, two)
    every_statement_is_found_again(dairy)
    with settlements_of(dairy) as views:
        assert {one.state for one in views.status()} == {"live"}
        no_entry_is_taken_twice_or_never(dairy, views)
        what_came_in_went_out_or_is_carried(views)
        what_charges_took_is_what_they_are_less(dairy, views)


@pytest.mark.slow
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(acts)
def test_the_books_balance_and_agree_with_the_members_accounts(
    acts: list[tuple[Act, int, int]],
) -> None:
    dairy = Dairy()
    for act, one, two in acts:
        with contextlib.suppress(Refusal):
            act(dairy, one, two)
    with tempfile.TemporaryDirectory() as folder:
        # What is granted here belongs to no price difference, which is that view's own affair.
        kept = [projection for projection in PROJECTIONS if projection.NAME != "price_differences"]
        views = Views(Path(folder) / "views.sqlite", dairy, kept)
        views.catch_up()
        assert {one.state for one in views.status()} == {"live"}
        assert views.journal.check() is None
        assert sum(one.balance_cents for one in views.journal.trial_balance()) == 0
        owed = [views.balances.get(member).owed_cents for member in MEMBERS]
        assert -views.journal.account_balances().get("2100", 0) == sum(owed)
        assert all(rebuilt.differing == {} for rebuilt in views.rebuild())
        views.close()


def every_statement_is_found_again(dairy: Dairy) -> None:
    check = StatementCheck()
    for position, fact in dairy.facts(0, dairy.position()):
        check.feed(position, fact)
        if entry := entry_of(fact):
            check.enter(position, entry)
    assert check.differing == []
    assert check.agreeing == sum(isinstance(fact, Statement.Drawn) for fact in dairy.recorded)


def no_entry_is_taken_twice_or_never(dairy: Dairy, views: Views) -> None:
    last = views.settlements.last_approved()
    taken = [line.position for one in statements(views) for line in one.entries]
    assert len(taken) == len(set(taken))
    due = {
        position
        for position, fact in dairy.facts(0, dairy.position())
        if last
        and (entry := entry_of(fact))
        and position <= last.cutoff_position
        and entry.date <= last.period_end
    }
    assert set(taken) == due


def what_came_in_went_out_or_is_carried(views: Views) -> None:
    runs = [run for run in views.settlements.calendar() if run.state == "approved"]
    carried = runs[-1].carried_out_cents if runs else 0
    came = sum(run.milk_cents + run.adjustments_cents + run.premium_cents for run in runs)
    went = sum(run.deductions_cents + run.saved_cents + run.net_cents for run in runs)
    assert came == went + carried
    for before, run in pairwise(runs):
        assert run.carried_in_cents == before.carried_out_cents
    for run in runs:
        assert run.drawn == run.settled == run.statements


def what_charges_took_is_what_they_are_less(dairy: Dairy, views: Views) -> None:
    """Each charge at the last cut-off: made less paid, written off and taken is what remains."""
    last = views.settlements.last_approved()
    if last is None:
        return
    taken: dict[UUID, int] = {}
    remaining: dict[UUID, int | None] = {}
    for one in statements(views):
        for deduction in one.deductions:
            taken[deduction.charge] = taken.get(deduction.charge, 0) + deduction.taken_cents
            if one.run == last.id:
                remaining[deduction.charge] = deduction.remaining_cents
    facts = list(dairy.facts(0, last.cutoff_position))
    for charge in [thing for thing in dairy.things.values() if isinstance(thing, Charge)]:
        own = [fact for _, fact in facts if fact.originator_id == charge.id]
        if not own or charge.terms.amount_cents is None:
            continue
        less = sum(fact.cents for fact in own if isinstance(fact, Charge.Paid | Charge.ChangeApproved))
        left = charge.terms.amount_cents - less - taken.get(charge.id, 0)
        assert remaining.get(charge.id, 0) == left


def statements(views: Views) -> list[Any]:
    """Those of approved runs, with their lines."""
    return [
        views.settlements.statement(run.id, one.member)
        for run in views.settlements.calendar()
        if run.state == "approved"
        for one in views.settlements.statements(run.id, limit=100).items
    ]
