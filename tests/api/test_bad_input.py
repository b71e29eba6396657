"""Bad input for each endpoint: a problem with a sentence and a remedy, nothing saved, never a 5xx."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from .dairy import Dairy, is_problem, weighing

ID = str(uuid4())
PRICE_BODY = {
    "id": ID,
    "price_per_litre": {"amount": "46.00", "currency": "KES"},
    "effective_from": "2026-12-01",
}
DIFFERENCE = {
    "id": ID,
    "name": "Bonus",
    "kind": "retro",
    "way": "per-litre",
    "amount_per_litre": {"amount": "-1.50", "currency": "KES"},
    "from": "2026-11-01",
    "to": "2026-11-16",
}
MEMBER = {"number": "0077", "name": "Chebet Koech", "centre": "KIA", "phone": "0712345678"}
OFFICIAL = {"number": "S077", "name": "Kamau Otieno", "roles": ["clerk"]}
REASON = {"reason": "because"}
LIMITS_BODY = {
    "id": ID,
    "name": "Ours",
    "effective_from": "2026-12-01",
    "formula": {"name": "richmond-20"},
    "limits": [{"reading": "fat_percent", "at_least": "3.25", "result": "B", "reason": "little fat"}],
}
SAMPLE_BODY = {
    "id": ID,
    "container": "C-404",
    "centre": "KIA",
    "date": "2026-11-16",
    "shift": "AM",
    "fat_percent": "3.9",
    "resazurin": 5,
}
ADJUSTMENT = {
    "id": ID,
    "member": "0001",
    "kind": "correction",
    "amount": {"amount": "-46.00", "currency": "KES"},
    "litres": "-1.5",
    "day": "2026-11-10",
    "about": ID,
    "batch": "x",
    **REASON,
}

BULK = {"id": ID, "what": "cooler", "day": "2026-11-16", "litres": "980.5"}
EXPLAINED = {"day": "2026-11-10", "alarms": ["cooler:1.00"], **REASON}

KES = {"amount": "46.00", "currency": "KES"}
CHARGE = {
    "id": ID,
    "member": "0001",
    "kind": "advance",
    "text": "school fees",
    "amount": KES,
    "basis": "all",
    "starts": "2026-11-16",
}
STANDING = {
    "id": ID,
    "kind": "transport",
    "text": "lorry",
    "basis": "litre",
    "rate": KES,
    "effective_from": "2026-12-01",
}
PAYMENT = {"amount": KES, "how": "cash", "reference": "R 1", "day": "2026-11-16"}
RULES = {"id": ID, "effective_from": "2026-12-01"}
CAP = {"kind": "transport", "per_litre": KES, "effective_from": "2026-12-01", "source": "the Board"}

VOUCHER = {
    "id": ID,
    "day": "2026-11-16",
    "text": "float topped up",
    "lines": [{"account": "1010", "debit": KES}, {"account": "1040", "credit": KES}],
}

BODIES: dict[str, tuple[str, str, str, dict[str, Any]]] = {
    "sign in": ("clerk", "POST", "/sessions", {"login": "S001", "password": "no such password"}),
    "redeem": ("clerk", "POST", "/invitations/redemptions", {"code": "ABCD", "password": "long enough pw"}),
    "add official": ("admin", "POST", "/staff", OFFICIAL),
    "set roles": ("admin", "PUT", "/staff/S001/roles", {"roles": ["clerk"], "centres": []}),
    "messaging": ("admin", "PUT", "/cooperative/messaging", {"sms_receipts": False}),
    "rhythm": ("admin", "PUT", "/cooperative/rhythm", {"rhythm": "week"}),
    "open centre": ("admin", "POST", "/centres", {"code": "NEW", "name": "New"}),
    "propose price": ("treasurer", "POST", "/prices", PRICE_BODY),
    "refuse price": ("manager", "POST", f"/prices/{ID}/refusal", REASON),
    "propose difference": ("treasurer", "POST", "/price-differences", DIFFERENCE),
    "refuse difference": ("manager", "POST", f"/price-differences/{ID}/refusal", REASON),
    "register": ("clerk", "POST", "/members", MEMBER),
    "language": ("0001", "PUT", "/members/0001/language", {"language": "en"}),
    "pay terms": ("0001", "PUT", "/members/0001/pay-terms", {"rhythm": "month", "saved_percent": 10}),
    "propose adjustment": ("treasurer", "POST", "/adjustments", ADJUSTMENT),
    "refuse adjustment": ("manager", "POST", f"/adjustments/{ID}/refusal", REASON),
    "approve batch": (
        "manager",
        "POST",
        "/adjustments/batches/x/approval",
        {"adjustments": 1, "amount": {"amount": "-46.00", "currency": "KES"}},
    ),
    "refuse batch": ("manager", "POST", "/adjustments/batches/x/refusal", REASON),
    "open route": ("admin", "POST", "/routes", {"code": "R1", "name": "Gitaru"}),
    "variance limit": ("manager", "PUT", "/cooperative/variance-limit", {"percent": "2.5"}),
    "bulk figure": ("clerk", "POST", "/bulk", BULK),
    "void bulk figure": ("clerk", "POST", f"/bulk/{ID}/void", REASON),
    "explain variance": ("manager", "POST", "/variance/explanations", EXPLAINED),
    "phone change": ("clerk", "POST", "/members/0001/phone-change", {"phone": "0712345678"}),
    "approve phone": (
        "manager",
        "POST",
        "/members/0001/phone-change/approval",
        {"phone": "0712345678"},
    ),
    "suspend": ("manager", "POST", "/members/0001/suspension", REASON),
    "record": ("clerk", "POST", "/deliveries", weighing()),
    "batch": ("clerk", "POST", "/deliveries/batch", {"items": [weighing()]}),
    "correct": ("clerk", "POST", "/deliveries/{delivery}/correction", {"litres": "8", **REASON}),
    "void": ("clerk", "POST", "/deliveries/{delivery}/void", REASON),
    "dispute": ("0001", "POST", "/deliveries/{delivery}/dispute", {"reason": "not-mine", "note": "x"}),
    "resolve": (
        "manager",
        "POST",
        "/deliveries/{delivery}/dispute/resolution",
        {"outcome": "upheld", "explanation": "x"},
    ),
    "make charge": ("treasurer", "POST", "/charges", CHARGE),
    "charges": ("treasurer", "POST", "/charges/batch", {"items": [CHARGE]}),
    "pay charge": ("treasurer", "POST", f"/charges/{ID}/payment", PAYMENT),
    "change charge": ("treasurer", "POST", f"/charges/{ID}/change", {"change": "cancel", **REASON}),
    "approve change": ("manager", "POST", f"/charges/{ID}/change/approval", {"change": "cancel"}),
    "refuse change": ("manager", "POST", f"/charges/{ID}/change/refusal", REASON),
    "stop charge": ("treasurer", "POST", f"/charges/{ID}/stop", REASON),
    "propose voucher": ("treasurer", "POST", "/vouchers", VOUCHER),
    "refuse voucher": ("manager", "POST", f"/vouchers/{ID}/refusal", REASON),
    "add creditor": ("treasurer", "POST", "/creditors", {"code": "KDB", "name": "Board", "kind": "levy"}),
    "remit": ("treasurer", "POST", "/remittances", {"id": ID, "creditor": "KDB", **PAYMENT}),
    "standing charge": ("treasurer", "POST", "/standing-charges", STANDING),
    "refuse standing": ("manager", "POST", f"/standing-charges/{ID}/refusal", REASON),
    "end standing": (
        "manager",
        "POST",
        f"/standing-charges/{ID}/end",
        {"last_day": "2026-12-31", **REASON},
    ),
    "deduction rules": ("treasurer", "POST", "/deduction-rules", RULES),
    "refuse rules": ("manager", "POST", f"/deduction-rules/{ID}/refusal", REASON),
    "statutory cap": ("manager", "POST", "/statutory-caps", CAP),
    "propose limits": ("manager", "POST", "/limits", LIMITS_BODY),
    "refuse limits": ("manager", "POST", f"/limits/{ID}/refusal", REASON),
    "sample": ("clerk", "POST", "/samples", SAMPLE_BODY),
    "open run": ("treasurer", "POST", "/settlements", {"period": "2026-11-A"}),
    "discard run": ("treasurer", "POST", f"/settlements/{ID}/discard", REASON),
    "hold payout": ("treasurer", "POST", f"/payouts/{ID}/hold", REASON),
}
"""Every endpoint with a body, who sends it, and a body that is right."""

WITHOUT_BODY = {
    "approve adjustment": ("manager", "POST", f"/adjustments/{ID}/approval"),
    "approve price": ("manager", "POST", f"/prices/{ID}/approval"),
    "approve difference": ("manager", "POST", f"/price-differences/{ID}/approval"),
    "reinstate": ("manager", "POST", "/members/0001/reinstatement"),
    "invite member": ("manager", "POST", "/members/0001/invitation"),
    "leave": ("admin", "POST", "/staff/S001/leave"),
    "invite official": ("admin", "POST", "/staff/S001/invitation"),
    "confirm": ("0001", "POST", "/deliveries/{delivery}/confirmation"),
    "approve limits": ("manager", "POST", f"/limits/{ID}/approval"),
    "prepare": ("treasurer", "POST", f"/settlements/{ID}/preparation"),
    "approve standing": ("manager", "POST", f"/standing-charges/{ID}/approval"),
    "approve rules": ("manager", "POST", f"/deduction-rules/{ID}/approval"),
    "approve run": ("manager", "POST", f"/settlements/{ID}/approval"),
    "release": ("treasurer", "POST", f"/payouts/{ID}/release"),
    "retry": ("treasurer", "POST", f"/payouts/{ID}/retry"),
    "sign out": ("clerk", "DELETE", "/sessions/own"),
}

WRONG_VALUES: list[Any] = [
    12,
    -1,
    True,
    {},
    {"amount": -1},
    [[]],
    "",
    "\U0001f42e" * 20,
    "1e999",
    "NaN",
    "1900-01-01",
    "2100-01-01",
    "\u202e\ud83d",
    "x" * 5000,
    "-5",
    "1000000000000",
    "2026-13-45",
]


@pytest.fixture(scope="module")
def delivery(shared: Dairy) -> str:
    return shared.record()


def send(dairy: Dairy, name: str, delivery: str, **how: Any) -> TestResponse:
    who, method, path = (BODIES.get(name) or WITHOUT_BODY[name])[:3]
    return dairy.ask(who, method, path.format(delivery=delivery), **how)


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
    if field in ("reason", "explanation", "note", "password", "login", "code", "text", "reference", "source"):
        return text and value not in ("", "\u202e\ud83d") and len(value) < 5000
    if field in ("name",):
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
    if field == "saved_percent":
        return value == 12 and not isinstance(value, bool)
    return field in ("sms_receipts",) and isinstance(value, bool)


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
