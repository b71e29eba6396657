"""Every endpoint × every role, in one table: an endpoint that is not in it fails the test."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from flask import Flask

from imbuto.api.access import Demand, demand_of, permit, require_every_view_named
from imbuto.api.app import create_app

from .dairy import Dairy
from .role_letters import EVERYBODY
from .who_may import WHO_MAY


def endpoints(app: Flask) -> set[str]:
    """`METHOD /path` of everything the app serves, without the prefix."""
    served = set()
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            served.add(f"{method} {rule.rule.removeprefix('/api/v1')}")
    return served


def filled(path: str) -> str:
    """The path with the member's own number and ids of nothing."""
    path = re.sub(r"<uuid:\w+>", str(uuid4()), path)
    path = path.replace("<number:number>", "0001").replace("<number>", "S999")
    return (
        re.sub(r"<any\(([a-z]+), .*\):kind>", r"\1", path)
        .replace("<attempt>", "1")
        .replace("<question>", "1")
        .replace("<int:callback>", "1")
        .replace("<int:position>", "1")
        .replace("<kind>", "delivery")
        .replace("<path:name>", "x")
        .replace("<token>", "x")
        .replace("<batch>", "x")
        .replace("<id>", "x")
        .replace("<finding>", "owes")
        .replace("<code>", "busy")
        .replace("<account>", "1010")
    )


def test_the_table_names_every_endpoint_and_no_other(shared: Dairy) -> None:
    assert endpoints(shared.app) == set(WHO_MAY)


ENDS_SESSIONS = {"DELETE /sessions/own", "POST /members/<number:number>/sessions/end"}
"""Tried elsewhere: who may goes out."""
TELLS_ALONE = {"POST /members/<number:number>/invitation"}
"""Needs nothing but the member's number to be recorded."""


@pytest.mark.parametrize("endpoint", [name for name in WHO_MAY if name not in ENDS_SESSIONS])
def test_an_endpoint_lets_in_whom_the_table_says_and_nobody_else(shared: Dairy, endpoint: str) -> None:
    method, path = endpoint.split(" ", 1)
    before = shared.position()
    let_in = set()
    for who in (*EVERYBODY, None):
        status = shared.ask(who, method, filled(path)).status_code
        assert status < 500
        if status not in (401, 403):
            let_in.add(who)
    assert let_in == WHO_MAY[endpoint]
    assert endpoint in TELLS_ALONE or shared.position() == before


def test_a_member_finds_of_another_member_what_is_found_of_nobody(dairy: Dairy) -> None:
    theirs = dairy.record(member="0002")
    for part in ("", "/balance", "/account", "/deliveries", "/statements"):
        other = dairy.ask("0001", "GET", f"/members/0002{part}")
        nobody = dairy.ask("0001", "GET", f"/members/9999{part}")
        assert (other.status_code, nobody.status_code) == (404, 404)
        assert other.json["detail"].replace("0002", "9999") == nobody.json["detail"]
    unknown = str(uuid4())
    for method, part, body in (
        ("GET", "", None),
        ("POST", "/confirmation", None),
        ("POST", "/dispute", {"reason": "not-mine"}),
        ("POST", "/dispute/resolution", {"outcome": "withdrawn", "explanation": "x"}),
    ):
        other = dairy.ask("0001", method, f"/deliveries/{theirs}{part}", body)
        nobody = dairy.ask("0001", method, f"/deliveries/{unknown}{part}", body)
        assert (other.status_code, nobody.status_code) == (404, 404)
        assert other.json["detail"].replace(theirs, unknown) == nobody.json["detail"]
    assert dairy.get("clerk", f"/deliveries/{theirs}")["state"] == "recorded"


def test_a_member_cannot_read_another_members_statement(dairy: Dairy) -> None:
    dairy.record(member="0001", date="2026-11-10")
    dairy.record(member="0002", date="2026-11-10")
    run = dairy.prepared_run()
    assert dairy.get("0001", f"/settlements/{run}/statements/0001")["net"]["amount"] == "382.00"
    assert dairy.ask("0001", "GET", f"/settlements/{run}/statements/0002").status_code == 404


def test_an_official_who_left_is_out_at_once(dairy: Dairy) -> None:
    assert dairy.ask("clerk", "GET", "/centres").status_code == 200
    dairy.post("admin", "/staff/S001/leave")
    assert dairy.ask("clerk", "GET", "/centres").status_code == 401


def test_new_roles_hold_from_the_next_request_on(dairy: Dairy) -> None:
    assert dairy.ask("clerk", "GET", "/journal/trial-balance").status_code == 403
    dairy.give_roles("S001", "auditor")
    assert dairy.ask("clerk", "GET", "/journal/trial-balance").status_code == 200


def test_two_roles_may_what_either_may_but_nobody_approves_their_own(dairy: Dairy) -> None:
    dairy.give_roles("S003", "treasurer", "manager")
    price = {"id": str(uuid4()), "price_per_litre": {"amount": "46.00", "currency": "KES"}}
    dairy.post("treasurer", "/prices", {**price, "effective_from": "2026-12-01"})
    own = dairy.ask("treasurer", "POST", f"/prices/{price['id']}/approval")
    assert (own.status_code, own.json["type"]) == (403, "/problems/same-person")
    assert dairy.post("manager", f"/prices/{price['id']}/approval")["status"] == "recorded"


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic abc", "Bearer imb_forged", "Bearer \u00e9"]
)
def test_a_token_that_is_none_is_not_signed_in(shared: Dairy, header: str) -> None:
    answer = shared.ask(None, "GET", "/centres", headers={"Authorization": header})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_an_endpoint_that_names_no_permission_is_not_served(shared: Dairy) -> None:
    app = create_app(shared.parts)
    app.add_url_rule("/secret", "secret", lambda: "secret")
    with pytest.raises(LookupError, match="secret"):
        require_every_view_named(app)


def test_suspending_and_changing_have_permissions_of_their_own(shared: Dairy) -> None:
    demands = {view.__name__: demand_of(view) for view in shared.app.view_functions.values()}
    assert demands["suspend_member"] == demands["reinstate_member"] == Demand("members.suspend")
    assert demands["choose_language"] == Demand("members.change", "own.change")


def test_a_permission_that_does_not_exist_is_not_demanded() -> None:
    with pytest.raises(LookupError, match="milk"):
        permit("milk.drink")


def test_a_session_ends_where_it_is_signed_out_and_when_its_time_is_over(dairy: Dairy) -> None:
    assert dairy.ask("clerk", "DELETE", "/sessions/own").status_code == 204
    assert dairy.ask("clerk", "GET", "/sessions/own").status_code == 401
    assert dairy.get("manager", "/sessions/own")["roles"] == ["manager"]
    dairy.later(hours=13)
    assert dairy.ask("manager", "GET", "/sessions/own").status_code == 401
    assert dairy.ask("0001", "GET", "/sessions/own").status_code == 200
