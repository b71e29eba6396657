"""The demo cooperative: what a visitor finds, and that its books are as true as real ones."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from imbuto.audit import Replay
from imbuto.bootstrap import Parts
from imbuto.demo import credentials, house, milk
from imbuto.values import NAIROBI, Period, business_date
from tests.demo.conftest import TODAY

FIRST, SECOND, THIRD = (Period.parse(code) for code in ("2026-10-A", "2026-10-B", "2026-11-A"))
NOW = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def facts(demo: Parts) -> list[object]:
    return [
        fact for after in range(0, demo.ledger.position(), 5000) for _, fact in demo.ledger.facts(after, 5000)
    ]


def topics(facts: list[object]) -> Counter[str]:
    return Counter(fact.TOPIC for fact in facts)  # type: ignore[attr-defined]


def test_there_are_120_members_six_centres_and_eight_officials(demo: Parts) -> None:
    cooperative = demo.ledger.cooperative()
    assert "fictional" in cooperative.name
    assert len(cooperative.centres) == 6
    assert demo.views.members.count() == 120
    for centre in cooperative.centres:
        assert len(demo.views.members.page(centre=centre, limit=100).items) == 20
    roles = Counter(role for one in demo.views.staff.page(limit=50).items for role in one.roles)
    assert roles == {"clerk": 3, "manager": 2, "treasurer": 1, "admin": 1, "auditor": 1}


def test_nobody_in_it_could_be_taken_for_a_person(demo: Parts) -> None:
    for member in demo.views.members.page(limit=200).items:
        assert member.name == f"Demo Farmer {member.number}"
        assert member.phone is None or re.fullmatch(r"2547000\d{5}", member.phone)


def test_it_ends_yesterday_evening(facts: list[object]) -> None:
    last = max(fact.recorded_at for fact in facts)  # type: ignore[attr-defined]
    assert business_date(last) == date(2026, 11, 20)
    assert last.astimezone(NAIROBI).time() >= time(20)
    days = {fact.date for fact in facts if getattr(fact, "TOPIC", "") == "delivery.recorded"}  # type: ignore[attr-defined]
    assert (min(days), max(days), len(days)) == (FIRST.start, date(2026, 11, 20), 51)


def test_every_fact_says_that_it_is_a_demo_s(facts: list[object]) -> None:
    assert {fact.channel for fact in facts} == {"demo"}  # type: ignore[attr-defined]


def test_the_first_period_is_paid_the_second_has_one_failed_and_one_held(demo: Parts) -> None:
    runs = {run.period: run for run in demo.views.settlements.calendar()}
    assert set(runs) == {"2026-10-A", "2026-10-B"}
    assert runs["2026-10-A"].state == "completed"
    assert runs["2026-10-B"].state == "approved"
    first, second = (demo.views.payouts.summary(runs[code].id) for code in ("2026-10-A", "2026-10-B"))
    assert {state: sum_.count for state, sum_ in first.items() if sum_.count} == {"paid": 110}
    assert {state: sum_.count for state, sum_ in second.items() if sum_.count} == {
        "paid": 118,
        "failed": 1,
        "held": 1,
    }
    (failed,) = demo.views.payouts.page(state="failed").items
    (held,) = demo.views.payouts.page(state="held").items
    assert (failed.member, held.member) == (house.NOT_ON_MPESA, house.WITHOUT_PHONE)


def test_the_third_period_waits_for_its_run(demo: Parts) -> None:
    assert demo.ledger.cooperative().unfinished_run is None
    assert demo.views.deliveries.page(day_from=THIRD.start, day_to=THIRD.end, limit=1).items


def test_every_run_was_approved_by_another_than_who_prepared_it(demo: Parts) -> None:
    for run in demo.views.settlements.calendar():
        assert run.approved_by == house.MANAGER
        assert run.approved_by not in (run.opened_by, run.prepared_by)


def test_two_disputes_are_open_and_the_others_ended_in_each_way(facts: list[object], demo: Parts) -> None:
    assert len(demo.views.deliveries.disputes().items) == 2
    outcomes = Counter(fact.outcome for fact in facts if hasattr(fact, "outcome"))
    assert outcomes == {"adjusted": 3, "upheld": 3, "withdrawn": 2}


def test_some_milk_is_rejected_corrected_voided_and_confirmed(facts: list[object]) -> None:
    counted = topics(facts)
    assert 400 <= counted["delivery.confirmed"] <= 800
    assert counted["delivery.corrected"] >= 5
    assert counted["delivery.voided"] >= 3
    rejected = [fact for fact in facts if getattr(fact, "rejection_reason", None)]
    assert 20 <= len(rejected) <= 150
    assert all(fact.value_cents == 0 for fact in rejected)  # type: ignore[attr-defined]


def test_all_silence_whose_time_is_over_has_lapsed(demo: Parts) -> None:
    evening = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
    assert demo.views.deliveries.to_lapse(evening) == []
    assert demo.views.deliveries.page(state="recorded", limit=1).items


def test_the_price_rose_after_two_officials_had_said_so(demo: Parts) -> None:
    cooperative = demo.ledger.cooperative()
    assert cooperative.price_on("C1", SECOND.end).cents_per_litre == 4500
    assert cooperative.price_on("C1", THIRD.start).cents_per_litre == 4800
    assert cooperative.price_on("C6", THIRD.start).cents_per_litre == 4900
    assert all(price.proposed_by != price.decided_by for price in cooperative.prices.values())


def test_no_old_milk_is_told_of_and_new_milk_will_be(demo: Parts, facts: list[object]) -> None:
    assert demo.views.messages.due() == []
    assert demo.ledger.cooperative().sms_receipts
    after = [fact for _, fact in demo.ledger.facts(demo.ledger.bookmark("reactions"), 10)]
    assert [fact.TOPIC for fact in after] == ["cooperative.messaging_set"]


def test_nothing_is_due_to_be_sent_or_asked(demo: Parts) -> None:
    assert demo.views.payouts.due(NOW) == []
    assert demo.views.payouts.silent(NOW) == []


def test_the_books_balance_at_every_position(demo: Parts) -> None:
    assert demo.views.journal.check() is None
    assert sum(demo.views.journal.account_balances().values()) == 0


def test_every_statement_drawn_again_agrees_and_the_balance_is_the_replay_s(demo: Parts) -> None:
    replay = Replay(demo.ledger)
    for _ in replay:
        pass
    assert replay.totals.statements.differing == []
    assert replay.totals.statements.agreeing == 110 + 120
    assert -demo.views.journal.account_balances()["2100"] == replay.totals.owed_cents
    for number in ("0001", "0027", "0042", "0113"):
        alone = Replay(demo.ledger, number)
        lines = list(alone)
        assert lines[-1].balance_cents == demo.views.balances.get(number).owed_cents


def test_rebuilt_views_are_as_the_live_ones(demo: Parts) -> None:
    assert all(rebuilt.differing == {} for rebuilt in demo.views.rebuild())


def test_whoever_stands_in_the_credentials_can_sign_in(demo: Parts) -> None:
    lines = credentials().splitlines()[1:]
    assert len(lines) == 10
    assert max(map(len, credentials().splitlines())) <= 78
    for line in lines:
        login, password = line.split()[:2]
        session = demo.people.accounts.sign_in(login, password, NOW, "office")
        assert session.principal.endswith(login)


def test_the_views_follow_again_after_the_seeding(demo: Parts) -> None:
    assert all(view.lag == 0 for view in demo.views.status())


def test_litres_follow_the_season_and_the_morning_gives_most() -> None:
    def mean(month: int, shift: str) -> Decimal:
        cans = [
            weighing.in_litres()
            for day in range(10, 20)
            for _, weighing in milk.weighings(date(2026, month, day), shift, house.numbers())
        ]
        return sum(cans, Decimal(0)) / len(cans)

    assert mean(5, "AM") > mean(2, "AM") * Decimal("1.2")
    assert mean(5, "AM") > mean(5, "PM") * Decimal("1.5")


def test_today_is_left_to_the_visitor(demo: Parts) -> None:
    assert demo.views.deliveries.page(day_from=TODAY, limit=1).items == []
