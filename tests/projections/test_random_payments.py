"""Whatever is tried with payouts, in whatever order: no cent is lost, doubled or shown otherwise."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from imbuto.aggregates import Fact, Payout
from imbuto.aggregates.pay_results import PayFileLine
from imbuto.aggregates.statement import statement_id
from imbuto.audit.replay import Replay
from imbuto.audit.words import words_of
from imbuto.ledger import Ledger
from imbuto.projections import Views
from imbuto.projections.books import Posting
from imbuto.projections.payouts import Sum
from imbuto.projections.reconciling_words import KINDS
from tests.ledger.examples import NOW, opened
from tests.projections.random_payday import CENTS, MEMBERS, Payday, Step, begin
from tests.projections.random_payments import tried


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a payday on which nothing was sent yet: to be copied."""
    folder = tmp_path_factory.mktemp("payday")
    with opened(folder) as ledger:
        begin(ledger)
    return folder


@pytest.mark.slow
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture
    ],
)  # fmt: skip
@given(tried)
def test_no_cent_is_lost_or_doubled_or_shown_otherwise(
    begun: Path, tried: list[tuple[Step, int, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(begun, folder, dirs_exist_ok=True)
        with opened(Path(folder)) as ledger:
            views = Views(Path(folder) / "views.sqlite", ledger)
            payday = Payday(ledger)
            for step, one, two in tried:
                payday.attempt(step, one, two)
                if two % 7 == 0:
                    views.catch_up()
            views.catch_up()
            assert [standing.reason for standing in views.status() if standing.state != "live"] == []
            facts = ledger.facts(0, 10_000)
            assert [words_of(fact) for _, fact in facts if not words_of(fact)] == []
            nothing_is_paid_twice([fact for _, fact in facts])
            the_books_balance_at_every_position(views, facts[-1][0])
            the_members_and_the_audit_agree(views, ledger)
            payouts_stand_as_their_stories_tell(payday, views)
            files_stand_as_their_payouts_do(payday, views)
            every_day_can_be_compared(views)
            assert {one.name: one.differing for one in views.rebuild() if one.differing} == {}
            views.close()


def every_day_can_be_compared(views: Views) -> None:
    for days in range(3):
        day = NOW.date() + timedelta(days=days)
        found = views.reconciliations.compare(day, NOW + timedelta(days=9))
        assert {one.kind for one in found.differences} <= set(KINDS)


def nothing_is_paid_twice(facts: list[Fact]) -> None:
    """One end as paid for each payout, with a receipt of its own; of each statement no more than its net."""
    ends = [fact for fact in facts if _is_paid(fact)]
    assert max(Counter(fact.originator_id for fact in ends).values(), default=0) <= 1
    receipts = Counter((fact.pay_channel, fact.receipt.upper()) for fact in ends)  # type: ignore[attr-defined]
    assert max(receipts.values(), default=0) <= 1
    asked = Counter[str]()
    for fact in facts:
        if isinstance(fact, Payout.Requested):
            asked[fact.member] += fact.amount_cents
    assert asked == CENTS


def _is_paid(fact: Fact) -> bool:
    return isinstance(fact, Payout.Paid) or (
        isinstance(fact, Payout.OutcomeApproved) and fact.outcome == "paid"
    )


def the_books_balance_at_every_position(views: Views, end: int) -> None:
    assert views.journal.check() is None
    moved: Counter[int] = Counter()
    for posting in _postings(views):
        moved[posting.position] += posting.cents
    assert {position for position, cents in moved.items() if cents} == set()
    for position in range(0, end + 1, 9):
        assert sum(t.balance_cents for t in views.journal.trial_balance(until_position=position)) == 0


def _postings(views: Views) -> Iterator[Posting]:
    cursor: str | None = None
    while True:
        page = views.journal.postings(cursor=cursor, limit=500)
        yield from page.items
        if (cursor := page.next) is None:
            return


def the_members_and_the_audit_agree(views: Views, ledger: Ledger) -> None:
    accounts = views.journal.account_balances()
    balances = [views.balances.get(member) for member in MEMBERS]
    assert -accounts["2200"] == sum(one.on_way_cents for one in balances)
    assert {one.member: one.on_way_cents + one.paid_cents for one in balances} == CENTS
    for one in balances:
        replay = Replay(ledger, one.member)
        last = [line.balance_cents for line in replay][-1]
        assert (last, replay.totals.paid_cents) == (one.owed_cents, one.paid_cents)
        assert replay.totals.unpaid_cents == one.on_way_cents


def payouts_stand_as_their_stories_tell(payday: Payday, views: Views) -> None:
    for id in payday.payouts:
        told, shown = payday.ledger.payout(id), views.payouts.get(id)
        assert (shown.state, shown.attempt, shown.attempt_id) == (told.state, told.attempt, told.attempt_id)
        assert (shown.doubts > 0, shown.receipt) == (bool(told.doubts), told.receipt)
        assert (shown.file, shown.reference) == (told.file, told.reference)
        assert shown.channel == (told.paid_channel or told.channel)
        assert (shown.proposed_outcome, shown.proposed_by) == (
            (told.proposed.outcome, told.proposed.by_whom) if told.proposed else (None, None)
        )
        assert shown.questions == told.questions
        assert shown.answers == len(told.answers)
        if told.channel == "mpesa":
            assert (shown.next_at is not None) == (told.state in _MOVES_BY_ITSELF)
    by_state = views.payouts.summary(payday.run)
    assert sum(one.cents for one in by_state.values()) == sum(CENTS.values())
    paid = sum(views.balances.get(member).paid_cents for member in MEMBERS)
    assert by_state.get("paid", Sum()).cents == paid
    for member, cents in CENTS.items():
        parts = views.payouts.of_statement(statement_id(payday.run, member))
        assert sum(part.amount_cents for part in parts) == cents
        assert [part.part for part in parts] == list(range(1, parts[0].parts + 1))


_MOVES_BY_ITSELF = ("requested", "submitted", "accepted", "outcome_unknown", "failure_reported")


def files_stand_as_their_payouts_do(payday: Payday, views: Views) -> None:
    """A payout that is handed over is in just one file that nobody cancelled, or that gives it back yet."""
    held: Counter[object] = Counter()
    for id in payday.files:
        file, shown = payday.ledger.pay_file(id), views.pay_files.get(id)
        assert (shown.state, shown.count, shown.cents) == (file.state, file.count, file.total_cents)
        still = [line for line in file.lines.values() if _is_in(payday, id, line)]
        held.update(line.payout for line in still)
        assert shown.left == len(still)
        ended = [line for line in file.lines.values() if line not in still]
        if file.state in ("approved", "closed"):
            assert shown.paid + shown.failed == len(ended)
            assert shown.paid_cents + shown.failed_cents == sum(line.cents for line in ended)
            paid = sum(line.cents for line in ended if _paid_by(payday, line))
            assert shown.paid_cents == paid
    handed_over = {id for id in payday.payouts if payday.ledger.payout(id).state == "handed_over"}
    assert set(held) == handed_over
    assert set(held.values()) <= {1}


def _is_in(payday: Payday, file: object, line: PayFileLine) -> bool:
    payout = payday.ledger.payout(line.payout)
    return (payout.state, payout.file, payout.attempt) == ("handed_over", file, line.attempt)


def _paid_by(payday: Payday, line: PayFileLine) -> bool:
    """Whether it ended as paid by the attempt that was in the file."""
    payout = payday.ledger.payout(line.payout)
    return payout.state == "paid" and payout.attempt == line.attempt
