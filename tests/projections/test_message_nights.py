"""Whom an hour lets be told, as the view answers it: exactly as the rules and the members say."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from imbuto.aggregates import Message
from imbuto.aggregates.messaging import MessageRules
from imbuto.aggregates.quiet_hours import QuietChoice
from imbuto.values import Personal, derive_id
from tests.history import MANAGER, NOON, History, by
from tests.projections.conftest import Ask

CHOICES = (
    QuietChoice(),
    QuietChoice(False),
    QuietChoice(True),
    QuietChoice(True, "22:00", "04:00"),
    QuietChoice(True, "13:00", "14:00"),
)
MIDNIGHT = NOON.replace(hour=21, minute=0)
"""In Nairobi."""
DAY = [MIDNIGHT + timedelta(minutes=30 * step + past) for step in range(48) for past in (0, 29)]
OFF = MessageRules()
ON = replace(OFF, quiet=True)


def choose(history: History, number: str, nights: QuietChoice, receipts: str | None = None) -> None:
    member = history.things[derive_id("member", number)]
    member.choose_messages(receipts, True, by(f"member:{number}"), nights)
    history.save(member)


@pytest.fixture
def members(history: History) -> dict[str, QuietChoice]:
    """One of each choice."""
    chosen = {f"000{place + 1}": nights for place, nights in enumerate(CHOICES)}
    for number, nights in chosen.items():
        if number != "0001":
            history.member(number)
        choose(history, number, nights)
    return chosen


def awake(rules: MessageRules, at: datetime, members: dict[str, QuietChoice]) -> set[str]:
    return {number for number, nights in members.items() if not rules.is_quiet(at, nights)}


@pytest.mark.parametrize("rules", [OFF, ON, replace(OFF, quiet_from="20:00", quiet_until="20:00")])
def test_at_each_hour_the_view_tells_whom_the_rules_and_the_members_let_be_told(
    history: History, ask: Ask, members: dict[str, QuietChoice], rules: MessageRules
) -> None:
    for number in members:
        history.delivery(member=number)
    messages = ask().messages
    for at in DAY:
        found = {due.member for due in messages.due(hour=rules.hour(at))}
        assert found == awake(rules, at, members), at


def test_receipts_together_and_reminders_go_by_the_members_hours_as_well(
    history: History, ask: Ask, members: dict[str, QuietChoice]
) -> None:
    cooperative = history.things[derive_id("cooperative")]
    cooperative.set_message_rules(replace(ON, reminder_hours=12), by(MANAGER))
    history.save(cooperative)
    for number, nights in members.items():
        choose(history, number, nights, receipts="day")
        history.delivery(member=number)
    messages, later = ask().messages, timedelta(days=30)
    for at in DAY:
        together = {one.member for one in messages.due_together(at + later, hour=ON.hour(at))}
        assert together == awake(ON, at, members), at
        assert set(messages.to_remind(at + later, hour=ON.hour(at))) == together


def test_what_waits_takes_no_place_among_what_may_go(
    history: History, ask: Ask, members: dict[str, QuietChoice]
) -> None:
    for number in members:
        history.delivery(member=number)
    (due,) = ask().messages.due(1, hour=ON.hour(MIDNIGHT))
    assert due.member == "0002", "the first waits"


def test_an_unsent_text_waits_for_its_members_morning_and_money_does_not(
    history: History, ask: Ask, members: dict[str, QuietChoice]
) -> None:
    asked = {}
    for number in members:
        for kind in ("receipt", "payment"):
            about, subject = derive_id("member", number), derive_id("member", number).hex
            to, text = Personal(subject, "254712000001"), Personal(subject, "Maziwa")
            message = Message.request(kind, about, 1, number, to, text, by("job:tell"), covers=())
            history.save(message)
            asked[message.id] = (kind, number)
    messages, late = ask().messages, NOON + timedelta(days=1)
    for at in DAY:
        found = [asked[id] for id in messages.stuck(late, hour=ON.hour(at))]
        assert {number for kind, number in found if kind == "payment"} == set(members)
        assert {number for kind, number in found if kind == "receipt"} == awake(ON, at, members), at


def test_a_choice_is_of_its_member_and_the_last_one_counts(history: History, ask: Ask) -> None:
    history.member("0002")
    for number in ("0001", "0002"):
        history.delivery(member=number)
    for nights, told in ((QuietChoice(False), ["0002"]), (QuietChoice(True), []), (QuietChoice(), [])):
        choose(history, "0002", nights)
        assert [due.member for due in ask().messages.due(hour=ON.hour(MIDNIGHT))] == told
