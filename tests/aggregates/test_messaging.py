"""How receipts come, when phones are left in peace, and what a month may cost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from imbuto.aggregates import Cooperative, Member
from imbuto.aggregates.messaging import ANSWER_TIME, MessageRules, month_of, receipt_way
from imbuto.errors import BadValue
from imbuto.values import NAIROBI
from tests.aggregates.stories import news
from tests.ledger.examples import CLERK, JOB, farmer

RULES = MessageRules()


def nairobi(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=NAIROBI).astimezone(UTC)


def cooperative() -> Cooperative:
    found = Cooperative.found("Imara", JOB)
    found.collect_events()
    return found


def member() -> Member:
    found = Member.register("0042", "Wanjiku", "KIA", CLERK, phone="254712000042")
    found.collect_events()
    return found


# ------------------------------------------------------------------ the rules


def test_the_same_rules_again_are_quiet() -> None:
    found = cooperative()
    found.set_message_rules(RULES, JOB)
    found.set_message_rules(replace(RULES, quiet=True), JOB)
    found.set_message_rules(replace(RULES, quiet=True), JOB)
    assert (news(found), found.message_rules.quiet) == (["message_rules_set"], True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"receipts": "monthly"},
        {"digest_at": "7pm"},
        {"digest_at": "19:00:00"},
        {"quiet_from": "24:00"},
        {"quiet": True, "quiet_from": "06:00", "quiet_until": "06:00"},
        {"quiet": True, "digest_at": "21:00"},
        {"cap_cents": -1},
        {"reminder_hours": 73},
        {"push_wait_minutes": 1441},
    ],
)
def test_a_rule_that_cannot_be_is_named(wrong: dict[str, object]) -> None:
    found = cooperative()
    with pytest.raises(BadValue) as refused:
        found.set_message_rules(replace(RULES, **wrong), JOB)  # type: ignore[arg-type]
    assert refused.value.details["field"] in wrong
    assert news(found) == []


@pytest.mark.parametrize(
    ("hour", "minute", "quiet"),
    [(19, 59, False), (20, 0, True), (23, 59, True), (0, 0, True), (5, 29, True), (5, 30, False)],
)
def test_quiet_hours_go_over_midnight_in_nairobi(hour: int, minute: int, quiet: bool) -> None:
    assert replace(RULES, quiet=True).is_quiet(nairobi(12, hour, minute)) is quiet
    assert RULES.is_quiet(nairobi(12, hour, minute)) is False


def test_quiet_hours_within_a_day() -> None:
    siesta = replace(RULES, quiet=True, quiet_from="12:00", quiet_until="14:00")
    assert [siesta.is_quiet(nairobi(12, hour)) for hour in (11, 12, 13, 14)] == [False, True, True, False]


# ------------------------------------------------------------------ when a receipt goes


def goes_at(way: str, at: datetime, hours: int = 72) -> datetime:
    return RULES.receipt_goes_at(way, at, at + timedelta(hours=hours))


def test_a_receipt_goes_at_once_or_with_the_next_evenings_text() -> None:
    morning, night = nairobi(12, 6), nairobi(12, 21)
    assert goes_at("each", morning) == morning
    assert goes_at("day", morning) == nairobi(12, 19)
    assert goes_at("day", night) == nairobi(13, 19)
    assert goes_at("day", nairobi(12, 19)) == nairobi(13, 19)


def test_a_weekly_text_comes_on_sunday_evening_where_the_window_allows() -> None:
    tuesday, sunday_night = nairobi(10, 6), nairobi(15, 20)
    assert goes_at("week", tuesday, 24 * 14) == nairobi(15, 19)
    assert goes_at("week", sunday_night, 24 * 14) == nairobi(22, 19)


def test_a_weekly_text_comes_in_time_for_an_answer() -> None:
    tuesday = nairobi(10, 6)
    assert goes_at("week", tuesday, 72) == nairobi(11, 19), "Thursday 19:00 leaves a night only"
    assert goes_at("week", tuesday, 5) == nairobi(10, 19), "never before the next evening"
    for hour in range(24 * 7):
        at = tuesday + timedelta(hours=hour)
        left = at + timedelta(hours=72) - goes_at("week", at)
        assert left >= ANSWER_TIME


def test_who_has_chosen_is_told_so_and_all_others_as_the_cooperative_has_it() -> None:
    weekly = replace(RULES, receipts="week")
    assert receipt_way(weekly, None, money_is_spent=False) == "week"
    assert receipt_way(weekly, "each", money_is_spent=False) == "each"
    assert receipt_way(RULES, None, money_is_spent=True) == "day"
    assert receipt_way(RULES, "off", money_is_spent=True) == "off"


# ------------------------------------------------------------------ what a month may cost


def test_each_step_towards_the_months_limit_is_a_fact_once() -> None:
    found = cooperative()
    found.set_message_rules(replace(RULES, cap_cents=10_000), JOB)
    news(found)
    for spent in (7_999, 8_000, 9_000, 10_000, 12_000):
        found.note_message_costs("2026-11", spent, JOB)
    found.note_message_costs("2026-12", 8_000, JOB)
    facts = found.collect_events()
    assert [(fact.month, fact.percent) for fact in facts] == [  # type: ignore[attr-defined]
        ("2026-11", 80),
        ("2026-11", 100),
        ("2026-12", 80),
    ]
    assert found.money_spent_in == "2026-11"


def test_a_jump_over_both_steps_is_two_facts_and_no_limit_is_none() -> None:
    found = cooperative()
    found.note_message_costs("2026-11", 99_999_999, JOB)
    assert news(found) == []
    found.set_message_rules(replace(RULES, cap_cents=100), JOB)
    found.note_message_costs("2026-11", 100, JOB)
    assert news(found) == ["message_rules_set", "message_money_spent", "message_money_spent"]


def test_other_rules_give_the_month_a_new_start() -> None:
    found = cooperative()
    found.set_message_rules(replace(RULES, cap_cents=100), JOB)
    found.note_message_costs("2026-11", 100, JOB)
    found.set_message_rules(replace(RULES, cap_cents=200), JOB)
    assert found.money_spent_in == ""
    found.note_message_costs("2026-11", 200, JOB)
    assert found.money_spent_in == "2026-11"


def test_a_month_is_nairobis() -> None:
    assert month_of(datetime(2026, 10, 31, 20, 59, tzinfo=UTC)) == "2026-10"
    assert month_of(datetime(2026, 10, 31, 21, 0, tzinfo=UTC)) == "2026-11"


# ------------------------------------------------------------------ what a member chooses


def test_a_members_choice_is_a_fact_and_the_same_again_is_quiet() -> None:
    found = member()
    for receipts, push in (("day", True), ("day", True), ("day", False), (None, True)):
        found.choose_messages(receipts, push, farmer("0042"))
    assert (news(found), found.receipts, found.push) == (["messages_chosen"] * 3, None, True)


def test_what_an_official_chooses_for_a_member_is_news_to_the_member() -> None:
    found = member()
    found.choose_messages("off", True, CLERK)
    (chosen,) = found.collect_events()
    assert isinstance(chosen, Member.MessagesChosen)
    assert chosen.is_news
    found.choose_messages("each", True, farmer("0042"))
    (chosen,) = found.collect_events()
    assert isinstance(chosen, Member.MessagesChosen)
    assert not chosen.is_news


def test_an_unknown_choice_is_refused() -> None:
    with pytest.raises(BadValue):
        member().choose_messages("monthly", True, CLERK)
