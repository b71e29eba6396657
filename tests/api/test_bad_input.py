"""Bad input for each endpoint: a problem with a sentence and a remedy, nothing saved, never a 5xx."""

from __future__ import annotations

import json
from typing import Any

import pytest

from imbuto.api.problems import MOST_FAULTS

from .bodies import BODIES, WITHOUT_BODY, WRONG_VALUES, send
from .dairy import Dairy, is_problem, weighing


@pytest.fixture(scope="module")
def delivery(shared: Dairy) -> str:
    return shared.record()


@pytest.mark.parametrize("name", BODIES)
def test_wrong_values_missing_and_unknown_fields_are_refused_and_save_nothing(
    shared: Dairy, delivery: str, name: str
) -> None:
    right, before = BODIES[name][3], shared.position()
    for field in right:
        without = {key: value for key, value in right.items() if key != field}
        if field not in ("phone", "centres", "note", "litres", "about", "batch"):
            assert is_problem(send(shared, name, delivery, body=without)), field
        for value in WRONG_VALUES:
            if may_be(field, value):
                continue
            answer = send(shared, name, delivery, body={**right, field: value})
            if name in ("batch", "charges") and answer.status_code == 200:
                assert answer.json["refused"] == 1
            else:
                assert is_problem(answer), (field, value, answer.text)
    assert is_problem(send(shared, name, delivery, body={**right, "surprise": 1}))
    assert shared.position() == before


def may_be(field: str, value: Any) -> bool:
    """Free text may hold words and figures; a password may hold anything; `null` and empty lists aside."""
    text = isinstance(value, str)
    if field in (
        "reason",
        "explanation",
        "note",
        "password",
        "login",
        "code",
        "text",
        "reference",
        "source",
        "query",
        "evidence",
        "device",
    ):
        return text and value not in ("", "\u202e\ud83d") and len(value) < 5000
    if field in ("name", "account_name"):
        return text and value in (
            "1e999",
            "NaN",
            "1900-01-01",
            "2100-01-01",
            "-5",
            "1000000000000",
            "2026-13-45",
        )
    if field in ("number", "member"):
        return text and value.isascii() and value not in ("", "-5") and len(value) < 17
    if field in ("account_bank", "account_number"):
        least = 4 if field == "account_number" else 1
        return text and value.isascii() and value.isalnum() and least <= len(value) <= 20
    if field in (
        "saved_percent",
        "cooling_days",
        "older_than_seconds",
        "reminder_hours",
        "push_wait_minutes",
    ):
        return value == 12 and not isinstance(value, bool)
    return field in ("sms_receipts", "quiet", "push", "push_first") and isinstance(value, bool)


BROKEN = {
    "nothing": b"",
    "half": b'{"id": ',
    "not utf-8": b'{"reason": "\xff\xfe"}',
    "NaN": b'{"litres": NaN}',
    "infinity": b'{"litres": -Infinity}',
    "a list": b"[]",
    "a word": b'"milk"',
    "null": b"null",
    "a name twice": b'{"reason": "a", "reason": "b"}',
    "deep": b'{"a":' * 200 + b"1" + b"}" * 200,
    "very deep": b"[" * 100_000,
    "endless number": b'{"a": ' + b"9" * 100_000 + b"}",
    "control characters": b'{"reason": "a\\u0000b"}',
    "half a character": b'{"reason": "\\ud83d"}',
    "a control character as a name": b'{"a\\u0007": 1}',
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_is_no_request_is_refused_and_saves_nothing(
    shared: Dairy, delivery: str, name: str
) -> None:
    before = shared.position()
    for what, raw in BROKEN.items():
        answer = send(shared, name, delivery, data=raw, content_type="application/json")
        assert is_problem(answer), (what, answer.text)
    assert shared.position() == before


@pytest.mark.parametrize("name", [*BODIES, *WITHOUT_BODY])
def test_the_wrong_type_and_ten_megabytes_are_refused(shared: Dairy, delivery: str, name: str) -> None:
    before = shared.position()
    form = send(shared, name, delivery, data={"reason": "x"})
    assert (form.status_code, is_problem(form)) == (415, True)
    huge = send(shared, name, delivery, data=b" " * 10_000_000, content_type="application/json")
    assert (huge.status_code, is_problem(huge)) == (413, True)
    assert shared.position() == before


@pytest.mark.parametrize("name", WITHOUT_BODY)
def test_an_endpoint_without_a_body_takes_none(shared: Dairy, delivery: str, name: str) -> None:
    before = shared.position()
    answer = send(shared, name, delivery, body={"surprise": 1})
    assert (answer.status_code, is_problem(answer)) == (422, True)
    assert shared.position() == before


def test_the_wrong_method_says_which_are_right(shared: Dairy) -> None:
    answer = shared.ask("clerk", "PATCH", "/deliveries")
    assert (answer.status_code, is_problem(answer)) == (405, True)
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"litres": "1000000000000"}, "litres"),
        ({"litres": 8.5}, "litres"),
        ({"litres": "0"}, "litres"),
        ({"litres": "8.555"}, "litres"),
        ({"date": "1900-01-01"}, "date"),
        ({"date": "2100-01-01"}, "date"),
        ({"date": "2026-11-17"}, "date"),
        ({"shift": "NIGHT"}, "shift"),
        ({"member": "\U0001f42e"}, "member"),
        ({"fat_percent": "99"}, "fat_percent"),
        ({"happened_at": "2026-11-16T06:00:00"}, "happened_at"),
        ({"happened_at": "2027-01-01T06:00:00Z"}, "happened_at"),
        ({"happened_at": "0001-01-01T00:00:00+23:00"}, "happened_at"),
        ({"another_can": "yes"}, "another_can"),
        ({"id": "1"}, "id"),
        ({"device": "two\nlines"}, "device"),
        ({"fat_percent": "3,8"}, "fat_percent"),
        ({"date": "16-11-2026"}, "date"),
    ],
)
def test_a_refused_field_is_named(shared: Dairy, change: dict[str, Any], field: str) -> None:
    answer = shared.ask("clerk", "POST", "/deliveries", weighing(**{"member": "0003", **change}))
    assert answer.status_code == 422
    assert field in [line["field"] for line in answer.json["errors"]]


@pytest.mark.parametrize("value", ["yes", 1, None, []])
def test_whether_a_price_difference_is_another_is_yes_or_no(shared: Dairy, value: Any) -> None:
    before = shared.position()
    name = "propose difference"
    answer = send(shared, name, "", body={**BODIES[name][3], "another": value})
    assert (answer.status_code, [line["field"] for line in answer.json["errors"]]) == (422, ["another"])
    assert shared.position() == before


def test_five_megabytes_are_too_much_but_for_a_batch(shared: Dairy) -> None:
    padded = json.dumps({"items": [weighing(litres="0")]}).encode() + b" " * 2_000_000
    answer = shared.ask("clerk", "POST", "/deliveries/batch", data=padded, content_type="application/json")
    assert answer.status_code == 200
    single = shared.ask("clerk", "POST", "/deliveries", data=padded, content_type="application/json")
    assert single.status_code == 413


def test_what_goes_wrong_inside_never_shows(dairy: Dairy, caplog: pytest.LogCaptureFixture) -> None:
    dairy.parts.views.close()
    dairy.parts.clock = lambda: 1 / 0  # type: ignore[assignment, return-value]
    answer = dairy.ask("clerk", "GET", "/members")
    assert answer.status_code == 500
    assert answer.content_type == "application/problem+json"
    assert "ZeroDivision" not in answer.text
    assert "ZeroDivisionError" in caplog.text


CHUNKED = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
"""As the server hands over a body that comes in pieces and does not say its length."""


def test_a_body_in_pieces_is_too_much_from_the_same_size_on(shared: Dairy) -> None:
    before = shared.position()
    right = json.dumps(weighing()).encode()
    options = {"content_type": "application/json", "environ_overrides": CHUNKED}
    for who, path, data in (
        ("clerk", "/deliveries", right + b" " * 10_000_000),
        ("clerk", "/deliveries", b" " * 1_000_001),
        ("clerk", "/deliveries/batch", b" " * 10_000_000),
        ("manager", "/members/0001/reinstatement", b" " * 10_000_000),
    ):
        huge = shared.ask(who, "POST", path, data=data, **options)
        assert (huge.status_code, is_problem(huge)) == (413, True)
    form = {"content_type": "application/x-www-form-urlencoded", "environ_overrides": CHUNKED}
    told = shared.ask(None, "POST", shared.sms("inbound"), data=b"id=1&text=" + b"1" * 10_000_000, **form)
    assert told.status_code == 413
    assert shared.position() == before
    assert shared.ask("clerk", "POST", "/deliveries", data=right[:-1], **options).status_code == 400


def test_a_small_body_in_pieces_is_read(dairy: Dairy) -> None:
    data = json.dumps(weighing()).encode()
    options = {"content_type": "application/json", "environ_overrides": CHUNKED}
    assert dairy.ask("clerk", "POST", "/deliveries", data=data, **options).status_code == 201


def test_of_a_body_of_nothing_but_faults_the_first_are_told(shared: Dairy) -> None:
    """Whoever needs no session must not cost minutes: each sentence is sought in Kiswahili."""
    faults = {f"a{number}": 0 for number in range(2_000)}
    kiswahili = {"Accept-Language": "sw"}
    refused = shared.ask(None, "POST", "/sessions", faults, headers=kiswahili)
    assert is_problem(refused)
    assert len(refused.json["errors"]) == MOST_FAULTS
    body = {"items": [{**weighing(), **faults}] * 3}
    (first, *_) = shared.post("clerk", "/deliveries/batch", body, headers=kiswahili)["outcomes"]
    assert len(first["problem"]["errors"]) == MOST_FAULTS
