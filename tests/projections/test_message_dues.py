"""What is to be told, alone or together, and who is reminded: by what is in force when milk is recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from imbuto.aggregates import Message
from imbuto.aggregates.messaging import MessageRules
from imbuto.values import Personal, derive_id
from tests.history import MANAGER, NOON, History, by
from tests.projections.conftest import Ask

EVENING = NOON.replace(hour=16, minute=0)
"""Seven o'clock in Nairobi."""
SUBJECT = derive_id("member", "0001").hex


def rules(history: History, **changes: Any) -> None:
    cooperative = history.things[derive_id("cooperative")]
    cooperative.set_message_rules(replace(MessageRules(), **changes), by(MANAGER))
    history.save(cooperative)


def spend(history: History, month: str) -> None:
    cooperative = history.things[derive_id("cooperative")]
    cooperative.note_message_costs(month, 10**9, by("job:tell"))
    history.save(cooperative)


def choose(history: History, receipts: str | None, who: str = "member:0001") -> None:
    member = history.things[derive_id("member", "0001")]
    member.choose_messages(receipts, True, by(who))
    history.save(member)


def tell(history: History, kind: str, *deliveries: UUID, at: datetime = NOON) -> Message:
    about = derive_id("member", "0001")
    to, text = Personal(SUBJECT, "254712000001"), Personal(SUBJECT, "Maziwa")
    who = by("job:tell", at)
    message = Message.request(kind, about, history.position(), "0001", to, text, who, covers=deliveries)
    history.save(message)
    return message


def alone(ask: Ask) -> list[UUID]:
    return [due.about for due in ask().messages.due()]


def waiting(ask: Ask) -> list[UUID]:
    return [one.delivery for one in ask().messages.waiting("0001")]


def to_remind(ask: Ask, at: datetime) -> list[UUID]:
    found = [ask().messages.unanswered(member, at) for member in ask().messages.to_remind(at)]
    return [one.delivery for of_member in found for one in of_member]


# ------------------------------------------------------------------ alone or together


def test_receipts_come_as_the_rules_say_and_as_the_member_says(history: History, ask: Ask) -> None:
    usual = history.delivery()
    rules(history, receipts="day")
    daily = history.delivery(shift="PM")
    choose(history, "each")
    chosen = history.delivery(shift="MID")
    choose(history, None)
    again = history.delivery(shift="AM")
    assert alone(ask) == [usual.id, chosen.id]
    assert waiting(ask) == [daily.id, again.id]


def test_a_text_of_several_is_due_when_the_time_of_its_first_has_come(history: History, ask: Ask) -> None:
    choose(history, "day")
    history.delivery()
    last = history.delivery(shift="PM", at=EVENING - timedelta(minutes=1))
    late = history.delivery(shift="MID", at=EVENING + timedelta(minutes=1))
    assert ask().messages.due_together(EVENING - timedelta(seconds=1)) == []
    (due,) = ask().messages.due_together(EVENING)
    assert (due.member, due.position) == ("0001", history.position())
    assert last.id in waiting(ask)
    assert late.id in waiting(ask)


def test_what_a_text_of_several_tells_is_no_longer_due(history: History, ask: Ask) -> None:
    choose(history, "day")
    told, left = history.delivery(), history.delivery(shift="PM")
    message = tell(history, "digest", told.id)
    assert waiting(ask) == [left.id]
    assert ask().messages.covered(message.id) == [told.id]


def test_receipts_that_are_turned_off_are_not_due_any_more_and_all_else_is(
    history: History, ask: Ask
) -> None:
    history.delivery()
    disputed = history.delivery(shift="PM")
    history.dispute(disputed)
    history.resolve(disputed)
    choose(history, "off")
    history.delivery(shift="MID")
    assert [due.kind for due in ask().messages.due()] == ["dispute-outcome"]


def test_voided_milk_does_not_wait_among_others(history: History, ask: Ask) -> None:
    choose(history, "day")
    history.void(history.delivery())
    assert waiting(ask) == []
    assert [due.kind for due in ask().messages.due()] == ["void"]


def test_a_member_hears_of_a_choice_that_an_official_made(history: History, ask: Ask) -> None:
    choose(history, "day")
    assert alone(ask) == []
    choose(history, "off", MANAGER)
    assert [due.kind for due in ask().messages.due()] == ["messages-chosen"]


def test_kinds_that_are_held_back_are_left_out(history: History, ask: Ask) -> None:
    history.delivery()
    choose(history, "off", MANAGER)
    choose(history, "each")
    history.delivery(shift="PM")
    kinds = [due.kind for due in ask().messages.due(but={"receipt"})]
    assert kinds == ["messages-chosen"]


# ------------------------------------------------------------------ the month's money


def test_while_the_months_money_is_spent_receipts_wait_for_a_text_of_several(
    history: History, ask: Ask
) -> None:
    rules(history, cap_cents=100)
    before = history.delivery()
    spend(history, f"{NOON:%Y-%m}")
    within = history.delivery(shift="PM")
    next_month = history.delivery(shift="MID", at=NOON + timedelta(days=31))
    assert (alone(ask), waiting(ask)) == ([before.id, next_month.id], [within.id])
    assert [alarm.percent for alarm in ask().messages.cost_alarms(f"{NOON:%Y-%m}")] == [80, 100]
    rules(history, cap_cents=200)
    more_money = history.delivery()
    assert more_money.id in alone(ask)


def test_four_fifths_of_the_money_change_nothing_but_the_alarms(history: History, ask: Ask) -> None:
    rules(history, cap_cents=100)
    cooperative = history.things[derive_id("cooperative")]
    cooperative.note_message_costs(f"{NOON:%Y-%m}", 80, by("job:tell"))
    history.save(cooperative)
    told = history.delivery()
    assert alone(ask) == [told.id]


# ------------------------------------------------------------------ reminders


@pytest.fixture
def reminding(history: History) -> History:
    rules(history, reminder_hours=12)
    return history


def test_who_has_not_answered_is_reminded_before_the_window_closes(reminding: History, ask: Ask) -> None:
    silent, answered, disputed, voided = (reminding.delivery() for _ in range(4))
    for told in (silent, answered, disputed, voided):
        reminding.message("receipt", told.recorded)
    reminding.confirm(answered)
    reminding.dispute(disputed)
    reminding.void(voided)
    assert silent.confirm_by is not None
    due_at = silent.confirm_by - timedelta(hours=12)
    assert to_remind(ask, due_at - timedelta(seconds=1)) == []
    assert to_remind(ask, due_at) == [silent.id]
    reminding.lapse(silent)
    assert to_remind(ask, due_at) == []


def test_a_reminder_is_given_once_and_again_when_the_milk_is_corrected(reminding: History, ask: Ask) -> None:
    silent = reminding.delivery()
    reminding.message("receipt", silent.recorded)
    assert silent.confirm_by is not None
    tell(reminding, "reminder", silent.id, at=silent.confirm_by - timedelta(hours=12))
    assert to_remind(ask, silent.confirm_by) == []
    reminding.correct(silent, "9")
    assert to_remind(ask, silent.confirm_by) == [silent.id]


def test_nobody_is_reminded_of_what_was_not_told_or_told_a_moment_ago(reminding: History, ask: Ask) -> None:
    choose(reminding, "day")
    silent = reminding.delivery()
    assert silent.confirm_by is not None
    assert to_remind(ask, silent.confirm_by) == []
    tell(reminding, "digest", silent.id, at=silent.confirm_by - timedelta(hours=13))
    assert to_remind(ask, silent.confirm_by) == []


def test_who_wants_no_receipts_gets_no_reminders_and_nobody_does_while_they_are_off(
    history: History, ask: Ask
) -> None:
    history.delivery()
    rules(history, reminder_hours=12)
    choose(history, "off")
    history.delivery(shift="PM")
    assert ask().messages.to_remind(NOON + timedelta(days=30)) == []


# ------------------------------------------------------------------ restricted, pushed


def test_of_a_restricted_member_only_payments_are_told(history: History, ask: Ask) -> None:
    rules(history, reminder_hours=12)
    history.delivery()
    member = history.things[derive_id("member", "0001")]
    member.restrict("asked", by(MANAGER))
    history.save(member)
    history.delivery(shift="PM")
    member.propose_phone("254712000009", by())
    history.save(member)
    assert [due.kind for due in ask().messages.due()] == ["payment-proposed"]
    assert ask().messages.to_remind(NOON + timedelta(days=30)) == []


def test_what_was_pushed_is_stuck_when_nobody_saw_it_in_time(history: History, ask: Ask) -> None:
    delivery = history.delivery()
    to, text = Personal(SUBJECT, "254712000001"), Personal(SUBJECT, "Maziwa")
    who, sms_at = by("job:tell", NOON), NOON + timedelta(hours=1)
    message = Message.request("receipt", delivery.id, 1, "0001", to, text, who, begun=False)
    message.push(2, sms_at, who)
    history.save(message)
    assert ask().messages.get(message.id).state == "pushed"
    assert ask().messages.stuck(sms_at - timedelta(seconds=1)) == []
    assert ask().messages.stuck(sms_at) == [message.id]
    assert ask().messages.stuck(sms_at, but={"receipt"}) == []
    message.show(by("member:0001", sms_at))
    history.save(message)
    shown = ask().messages.get(message.id)
    assert (shown.state, shown.shown_at, shown.sms_at) == ("shown", sms_at, sms_at)
    assert ask().messages.stuck(sms_at) == []


@pytest.mark.parametrize(("outcome", "state"), [("sent", "sent"), ("fails", "shown"), ("refused", "shown")])
def test_what_is_shown_while_its_sms_is_on_the_way(
    history: History, ask: Ask, outcome: str, state: str
) -> None:
    delivery = history.delivery()
    to, text = Personal(SUBJECT, "254712000001"), Personal(SUBJECT, "Maziwa")
    late = by("job:tell", NOON + timedelta(hours=2))
    message = Message.request("receipt", delivery.id, 1, "0001", to, text, by("job:tell"), begun=False)
    message.push(2, NOON + timedelta(hours=1), by("job:tell"))
    message.retry(1, late)
    message.show(late)
    history.save(message)
    assert ask().messages.get(message.id).state == "requested"
    if outcome == "sent":
        message.send("ATX1", 80, 1, late)
    elif outcome == "fails":
        message.fail_to_send("no line", late)
    else:
        message.refuse("403", "wrong number", late)
    history.save(message)
    assert ask().messages.get(message.id).state == state == message.state


def test_what_no_device_took_waits_for_its_sms_as_others_do(history: History, ask: Ask) -> None:
    delivery = history.delivery()
    to, text = Personal(SUBJECT, "254712000001"), Personal(SUBJECT, "Maziwa")
    message = Message.request("receipt", delivery.id, 1, "0001", to, text, by("job:tell"), begun=False)
    message.push(2, NOON + timedelta(hours=1), by("job:tell"))
    message.fail_to_push("gone", by("job:tell"))
    history.save(message)
    found = ask().messages.get(message.id)
    assert (found.state, found.reason) == ("requested", "gone")
    assert ask().messages.stuck(NOON + timedelta(minutes=3)) == [message.id]
