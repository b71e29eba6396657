"""One SMS: asked for, sent, arrived or not; whatever is said twice is quiet."""

from __future__ import annotations

from uuid import UUID

import pytest

from imbuto.aggregates import Message
from imbuto.aggregates.message import MAX_SENDS
from imbuto.aggregates.message_kinds import message_id
from imbuto.values import Personal
from tests.aggregates.stories import news
from tests.ledger.examples import JOB, later, subject

ABOUT = UUID(int=1)
SMS_AT = later(JOB, minutes=30).at
STATES = ("requested", "sent", "delivered", "undelivered", "refused")


def message(state: str = "requested") -> Message:
    to, text = Personal(subject("0001"), "254712000001"), Personal(subject("0001"), "Maziwa 8.5 L")
    found = Message.request("receipt", ABOUT, 1, "0001", to, text, JOB)
    if state in ("sent", "delivered", "undelivered"):
        found.send("ATX1", 80, 1, JOB)
    if state == "delivered":
        found.deliver(JOB)
    if state == "undelivered":
        found.miss("absent subscriber", JOB)
    if state == "refused":
        found.refuse("403", "blacklisted", JOB)
    assert found.state == state
    found.collect_events()
    return found


def test_there_is_one_message_of_a_kind_per_fact() -> None:
    ids = {message_id(kind, ABOUT, version) for kind in ("receipt", "correction") for version in (1, 2)}
    assert message().id in ids
    assert len(ids) == 4


@pytest.mark.parametrize("state", STATES)
def test_only_what_was_asked_for_is_sent_or_refused(state: str) -> None:
    sent, refused = message(state), message(state)
    sent.send("ATX1", 80, 1, JOB)
    refused.refuse("403", "blacklisted", JOB)
    wanted = (["sent"], ["refused"]) if state == "requested" else ([], [])
    assert (news(sent), news(refused)) == wanted


@pytest.mark.parametrize("state", STATES)
def test_a_report_of_delivery_counts_once_and_also_after_the_gateway_gave_up(state: str) -> None:
    found = message(state)
    found.deliver(JOB)
    found.deliver(JOB)
    assert news(found) == (["delivered"] if state in ("sent", "undelivered") else [])


@pytest.mark.parametrize("state", STATES)
def test_a_missed_phone_is_recorded_once_and_never_after_delivery(state: str) -> None:
    found = message(state)
    found.miss("absent subscriber", JOB)
    found.miss("absent subscriber", JOB)
    assert news(found) == (["undelivered"] if state == "sent" else [])


def test_each_further_send_begins_once_and_what_is_not_known_of_the_one_before_counts() -> None:
    found = message()
    for send in (1, 2, 2, 2, 4, 3):
        found.retry(send, JOB)
    assert news(found) == ["not_sent", "retried", "not_sent", "retried"]
    assert (found.sends, found.unanswered_sends) == (3, 2)


def test_sends_of_which_no_answer_is_recorded_come_to_an_end() -> None:
    found = message()
    for send in range(2, 20):
        found.retry(send, JOB)
    assert (found.sends, found.state) == (MAX_SENDS, "refused")


def test_a_send_that_stayed_here_uses_up_nothing() -> None:
    found = message()
    for send in range(2, 4 * MAX_SENDS):
        found.fail_to_send("no line", JOB, may_have_gone=False)
        found.retry(send, JOB)
    assert (found.state, found.unanswered_sends) == ("requested", 0)


@pytest.mark.parametrize("state", STATES)
def test_only_what_still_waits_is_tried_again(state: str) -> None:
    found = message(state)
    found.retry(2, JOB)
    assert bool(news(found)) is (state == "requested")


def test_a_send_that_fails_is_tried_again_and_given_up_after_the_fifth() -> None:
    found = message()
    for _ in range(MAX_SENDS + 2):
        found.fail_to_send("no line", JOB)
    assert (news(found), found.state) == (["not_sent"] * MAX_SENDS + ["refused"], "refused")


# ------------------------------------------------------------------ pushed to the app first


def asked() -> Message:
    """A message that nobody has begun to send."""
    to, text = Personal(subject("0001"), "254712000001"), Personal(subject("0001"), "Maziwa 8.5 L")
    found = Message.request("receipt", ABOUT, 1, "0001", to, text, JOB, begun=False)
    found.collect_events()
    return found


def pushed() -> Message:
    found = asked()
    found.push(2, SMS_AT, JOB)
    found.collect_events()
    return found


def test_what_somebody_else_asked_for_begins_with_its_first_send() -> None:
    found = asked()
    found.retry(1, JOB)
    found.send("ATX1", 80, 1, JOB)
    assert (news(found), found.sends) == (["retried", "sent"], 1)


def test_a_message_is_pushed_once_and_never_after_an_sms_was_begun() -> None:
    found, begun = asked(), message()
    found.push(2, SMS_AT, JOB)
    found.push(2, SMS_AT, JOB)
    found.fail_to_push("gone", JOB)
    found.fail_to_push("gone", JOB)
    found.push(2, SMS_AT, JOB)
    begun.push(2, SMS_AT, JOB)
    assert (news(found), news(begun), found.state) == (["pushed", "not_pushed"], [], "requested")


def test_what_was_pushed_goes_by_sms_when_its_time_has_come_and_not_before() -> None:
    found = pushed()
    found.retry(1, JOB)
    found.retry(1, later(JOB, minutes=29))
    assert news(found) == []
    found.retry(1, later(JOB, minutes=30))
    assert (news(found), found.state) == (["retried"], "requested")


def test_what_was_shown_is_told_and_costs_no_sms() -> None:
    found = pushed()
    found.show(JOB)
    found.show(JOB)
    found.retry(1, later(JOB, hours=1))
    found.refuse("cap", "no money", JOB)
    assert (news(found), found.state) == (["shown"], "shown")


def test_what_was_not_pushed_cannot_be_shown() -> None:
    found = asked()
    found.show(JOB)
    assert news(found) == []


@pytest.mark.parametrize(
    ("outcome", "state"), [("sent", "sent"), ("not_sent", "shown"), ("refused", "shown")]
)
def test_what_is_shown_while_its_sms_is_on_the_way_is_sent_once_at_most(outcome: str, state: str) -> None:
    found = pushed()
    found.retry(1, later(JOB, hours=1))
    found.show(later(JOB, hours=1))
    assert found.state == "requested"
    if outcome == "sent":
        found.send("ATX1", 80, 1, JOB)
    elif outcome == "not_sent":
        found.fail_to_send("no line", JOB)
    else:
        found.refuse("403", "blacklisted", JOB)
    found.retry(2, later(JOB, hours=2))
    assert (news(found), found.state) == (["retried", "shown", outcome], state)


def test_an_sms_that_missed_its_phone_may_still_be_shown_by_the_app() -> None:
    found = pushed()
    found.retry(1, later(JOB, hours=1))
    found.send("ATX1", 80, 1, JOB)
    found.miss("phone off", JOB)
    found.show(JOB)
    assert found.state == "shown"
