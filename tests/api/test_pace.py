"""How fast one may ask at the doors, and that nobody gets round it by lying about the address."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import pytest

from imbuto.api import limits
from imbuto.api.access import Demand, demand_of
from imbuto.api.incoming import UNSAFE_METHODS
from imbuto.api.limits import LIMITS, network_of
from imbuto.security.limits import Limit

from .dairy import Dairy, weighing

WRONG = {"code": "ABCD-EFGH", "password": "a long enough password"}


def knock(dairy: Dairy, address: str = "41.90.0.1", **headers: str) -> int:
    """One redemption of an invitation that is none."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    where = {"REMOTE_ADDR": address}
    answer = dairy.ask(None, "POST", "/invitations/redemptions", WRONG, headers=told, environ_base=where)
    return answer.status_code


def test_every_door_that_needs_no_session_has_a_limit_and_gateways_have_none(shared: Dairy) -> None:
    open_doors, views = set(), {view.__name__ for view in shared.app.view_functions.values()}
    for rule in shared.app.url_map.iter_rules():
        view = shared.app.view_functions[rule.endpoint]
        if demand_of(view) == Demand() and set(rule.methods or ()) & set(UNSAFE_METHODS):
            open_doors.add((view.__name__, "/callbacks/" in rule.rule))
    assert {name for name, is_gateway in open_doors if not is_gateway} <= set(LIMITS)
    assert not {name for name, is_gateway in open_doors if is_gateway} & set(LIMITS)
    assert set(LIMITS) <= views


def test_who_knocks_too_often_waits_and_is_told_how_long(
    dairy: Dairy, caplog: pytest.LogCaptureFixture
) -> None:
    assert [knock(dairy) for _ in range(20)] == [403] * 20
    with caplog.at_level(logging.WARNING, "imbuto.security"):
        where = {"REMOTE_ADDR": "41.90.0.1"}
        answer = dairy.ask(None, "POST", "/invitations/redemptions", WRONG, environ_base=where)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert answer.json["type"] == "/problems/too-many-tries"
    (record,) = (one for one in caplog.records if one.name == "imbuto.security")
    assert (record.message, vars(record)["source"]) == ("security.limited", "41.90.0.1")
    assert knock(dairy, "41.90.0.2") == 403
    dairy.later(seconds=121)
    assert knock(dairy) == 403


def test_a_lie_about_the_address_helps_nobody(dairy: Dairy) -> None:
    told = [knock(dairy, X_Forwarded_For=f"10.0.0.{number}") for number in range(25)]
    assert told == [403] * 20 + [429] * 5
    dairy.parts.settings = replace(dairy.parts.settings, trusted_proxies=1)
    told = [knock(dairy, "127.0.0.1", X_Forwarded_For=f"10.0.0.{number}, 41.90.0.9") for number in range(25)]
    assert told == [403] * 20 + [429] * 5
    assert knock(dairy, "127.0.0.1", X_Forwarded_For="41.90.0.9, 41.90.0.10") == 403
    assert [knock(dairy, "127.0.0.1") for _ in range(21)][-1] == 429


def test_a_household_of_ipv6_is_one_caller(dairy: Dairy) -> None:
    told = [knock(dairy, f"2001:db8:1:2::{number:x}") for number in range(1, 23)]
    assert told == [403] * 20 + [429] * 2
    assert knock(dairy, "2001:db8:1:3::1") == 403
    assert network_of("::ffff:41.90.0.1") == network_of("41.90.0.1")
    assert network_of("no address" * 100) == ("no address" * 100)[:100]


def test_a_phone_is_one_however_it_is_written_and_wherever_one_asks(dairy: Dairy) -> None:
    spellings = ("0712000001", "+254712000001", "254 712 000 001", "712000001")
    told: list[int] = []
    for number in range(8):
        body: dict[str, Any] = {"phone": spellings[number % 4]}
        where = {"REMOTE_ADDR": f"41.90.1.{number}"}
        told.append(dairy.ask(None, "POST", "/sign-in-codes", body, environ_base=where).status_code)
    assert told == [202] * 6 + [429] * 2
    dairy.parts.errands.drain()


def test_a_person_who_asks_without_end_is_slowed_and_nobody_else(
    dairy: Dairy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PACE", Limit("pace", 5, 60))
    assert [dairy.ask("clerk", "GET", "/centres").status_code for _ in range(6)] == [200] * 5 + [429]
    assert dairy.ask("manager", "GET", "/centres").status_code == 200


def test_a_device_that_sends_a_season_is_not_hindered(dairy: Dairy) -> None:
    items = [
        weighing(member="0001", date=f"2026-11-{day:02}", shift=shift)
        for day in range(1, 16)
        for shift in ("AM", "PM")
    ]
    for _ in range(3):
        told = dairy.ask("clerk", "POST", "/deliveries/batch", {"items": items})
        assert told.status_code == 200
    assert limits.PACE.most >= 20_000


def test_callbacks_are_never_turned_away_for_their_number(dairy: Dairy) -> None:
    path = "/callbacks/sms/wrong/delivery"
    told = {dairy.ask(None, "POST", path, data={"id": "1"}).status_code for _ in range(150)}
    assert 429 not in told
