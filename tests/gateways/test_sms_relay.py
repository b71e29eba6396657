"""Two gateways as one: the second takes what certainly stayed with us, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from imbuto.gateways.africastalking import NotSent, Refused, Sent, SmsOutcome, Unknown
from imbuto.gateways.sms_relay import ASKED_LAST_FOR, SmsRelay

TAKEN, AWAY = Sent("ATX1", 80, 1), NotSent("no connection")


class Gateway:
    """Answers each text with the outcome of the moment."""

    def __init__(self, outcome: SmsOutcome) -> None:
        self.outcome = outcome
        self.texts: list[str] = []

    def send(self, to_msisdn: str, text: str) -> SmsOutcome:
        self.texts.append(text)
        return self.outcome


class Both:
    def __init__(self, first: SmsOutcome, second: SmsOutcome = TAKEN) -> None:
        self.first, self.second = Gateway(first), Gateway(second)
        self.now = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)
        self.relay = SmsRelay({"sms": self.first, "sms2": self.second}, lambda: self.now)

    def send(self, text: str = "Maziwa") -> SmsOutcome:
        return self.relay.send("254712000001", text)


def test_while_the_first_takes_texts_the_second_hears_nothing() -> None:
    both = Both(TAKEN)
    assert both.send() == Sent("ATX1", 80, 1, "sms")
    assert both.second.texts == []


def test_what_the_first_did_not_take_the_second_takes() -> None:
    both = Both(AWAY)
    assert both.send() == Sent("ATX1", 80, 1, "sms2")


@pytest.mark.parametrize("outcome", [Unknown("answer lost"), Refused("403", "InvalidPhoneNumber")])
def test_a_lost_answer_and_a_wrong_number_never_go_to_the_second(outcome: SmsOutcome) -> None:
    both = Both(outcome)
    assert both.send() == outcome
    assert both.second.texts == []


def test_a_lost_answer_of_the_second_is_the_outcome() -> None:
    assert Both(AWAY, Unknown("answer lost")).send() == Unknown("answer lost")


def test_when_both_take_nothing_each_ones_reason_is_told() -> None:
    assert Both(AWAY, NotSent("no credit")).send() == NotSent("sms: no connection; sms2: no credit")


def test_who_failed_is_asked_last_for_a_minute_and_then_first_again() -> None:
    both = Both(AWAY)
    both.send("1")
    both.first.outcome = TAKEN
    both.send("2")
    both.now += ASKED_LAST_FOR - timedelta(seconds=1)
    both.send("3")
    both.now += timedelta(seconds=1)
    both.send("4")
    assert (both.first.texts, both.second.texts) == (["1", "4"], ["1", "2", "3"])


def test_who_is_asked_last_is_still_asked_before_the_text_is_given_up() -> None:
    both = Both(AWAY)
    both.send("1")
    both.first.outcome, both.second.outcome = TAKEN, AWAY
    assert both.send("2") == Sent("ATX1", 80, 1, "sms")
