"""Members who share a phone answer with the receipt's code; texts that ask are answered by one SMS."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from imbuto.api.phones import Answer, read_answer, read_question
from imbuto.gateways.gsm7 import segments
from imbuto.ledger import Registration
from imbuto.values import receipt_code
from imbuto.words import answers

from .dairy import DAY, OPERATOR, Dairy
from .test_sms_callbacks import state, text


@pytest.fixture
def household(dairy: Dairy) -> Dairy:
    """0009 has the same phone as 0001."""
    registration = Registration(number="0009", name="B C", centre="KIA", phone="254712000001")
    dairy.parts.ledger.register_member(registration, OPERATOR)
    return dairy


def told(dairy: Dairy) -> list[tuple[str, str]]:
    """The kinds and words of all messages, the oldest first."""
    found = dairy.parts.views.messages.page().items
    return [(message.kind, message.text or "") for message in reversed(found)]


@pytest.mark.parametrize(
    ("words", "answered", "kinds"), [("1 {}", "confirmed", []), ("{} 2 3", "disputed", ["dispute-noted"])]
)
def test_the_code_says_whose_milk_is_meant(
    household: Dairy, words: str, answered: str, kinds: list[str]
) -> None:
    one, other = household.record(member="0001"), household.record(member="0009", litres="12")
    text(household, words.format(receipt_code(UUID(one)).lower()))
    assert (state(household, one), state(household, other)) == (answered, "recorded")
    assert [kind for kind, _ in told(household)] == kinds


def test_without_a_code_nobodys_milk_is_answered_and_the_codes_are_told_once(household: Dairy) -> None:
    one, other = household.record(member="0001"), household.record(member="0009", litres="12")
    for words in ("2 3", "1", "1"):
        text(household, words)
    assert (state(household, one), state(household, other)) == ("recorded", "recorded")
    ((kind, words),) = told(household)
    assert kind == "which-milk"
    for member, id in (("0001", one), ("0009", other)):
        assert f"{member} {receipt_code(UUID(id))}" in words


def test_without_a_code_the_only_milk_that_waits_is_meant(household: Dairy) -> None:
    one, other = household.record(member="0001"), household.record(member="0009")
    text(household, f"1 {receipt_code(UUID(one))}")
    text(household, "1")
    assert (state(household, one), state(household, other)) == ("confirmed", "confirmed")


def test_a_code_of_somebody_elses_milk_or_of_none_answers_nothing(household: Dairy) -> None:
    mine, other = household.record(member="0001"), household.record(member="0002")
    for code in (receipt_code(UUID(other)), "ZZZZZZ"):
        text(household, f"1 {code}")
    assert (state(household, mine), state(household, other)) == ("recorded", "recorded")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("1 K7Q2AB", Answer(True, None, "K7Q2AB")),
        ("k7q2ab 1.", Answer(True, None, "K7Q2AB")),
        ("ndio #K7Q2AB", Answer(True, None, "K7Q2AB")),
        ("2 8,5 K7Q2AB", Answer(False, Decimal("8.5"), "K7Q2AB")),
        ("2 K7Q2AB 8.5L", Answer(False, Decimal("8.5"), "K7Q2AB")),
        ("K7Q2AB hapana 8.5 lita", Answer(False, Decimal("8.5"), "K7Q2AB")),
        ("HAPANA", Answer(False, None, None)),
        ("K7Q2AB", None),
        ("1 K7Q2AB K7Q2AC", None),
    ],
)
def test_a_code_is_read_anywhere_in_the_text(words: str, answer: Answer | None) -> None:
    assert read_answer(words) == answer


@pytest.mark.parametrize("words", ["SALIO", " balance? "])
def test_a_member_who_asks_is_told_the_balance_once(dairy: Dairy, words: str) -> None:
    dairy.record(litres="10")
    for _ in range(3):
        text(dairy, words, id="ATXid_1")
    assert [kind for kind, _ in told(dairy)] == ["balance"]
    assert "KES 450.00" in told(dairy)[0][1]
    text(dairy, words, id="ATXid_2")
    assert [kind for kind, _ in told(dairy)] == ["balance", "balance"]


def test_each_member_of_a_shared_phone_has_a_balance_of_its_own(household: Dairy) -> None:
    text(household, "SALIO")
    assert [words.rpartition("Na. ")[2] for _, words in told(household)] == ["0001.", "0009."]


def test_help_is_one_message_and_a_stranger_is_told_nothing(household: Dairy) -> None:
    text(household, "MSAADA", phone="0799999999")
    assert told(household) == []
    text(household, "MSAADA")
    assert [kind for kind, _ in told(household)] == ["help"]


def test_nothing_is_told_while_the_cooperative_sends_no_messages(household: Dairy) -> None:
    household.parts.ledger.set_messaging(False, OPERATOR)
    household.record(member="0001")
    household.record(member="0009")
    for words in ("SALIO", "1", "HELP"):
        text(household, words)
    assert told(household) == []


def test_a_text_that_is_no_question_is_none() -> None:
    assert [read_question(words) for words in ("habari", "1", "", "SALIO LEO")] == [None] * 4


@pytest.mark.parametrize("language", ["sw", "en"])
def test_every_answer_is_one_segment(language: str) -> None:
    most = 999_999_999_99
    crowd = [("A" * 16, UUID(int=number)) for number in range(9)]
    texts = [
        answers.balance(language, DAY, "A" * 16, owed_cents=most, held_cents=most, on_way_cents=most),
        answers.which_milk(language, crowd),
        answers.how_to_answer(language),
    ]
    assert [segments(words) for words in texts] == [1, 1, 1]
    assert receipt_code(crowd[2][1]) in texts[1]
