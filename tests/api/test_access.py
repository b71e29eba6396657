"""Every endpoint × every role, in one table: an endpoint that is not in it fails the test."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from flask import Flask

from imbuto.api.access import Demand, demand_of, permit, require_every_view_named
from imbuto.api.app import create_app

from .dairy import Dairy

C, M, T, A, U, F = "clerk", "manager", "treasurer", "admin", "auditor", "0001"
EVERYBODY = {C, M, T, A, U, F}
OFFICIALS = EVERYBODY - {F}
OPEN = EVERYBODY | {None}

WHO_MAY: dict[str, set[str] | set[str | None]] = {
    "GET /healthz": OPEN,
    "GET /readyz": OPEN,
    "GET /api/openapi.json": OPEN,
    "GET /api/docs": OPEN,
    "GET /api/docs/<path:name>": OPEN,
    "GET /problems/<code>": OPEN,
    "POST /sessions": OPEN,
    "GET /sessions/own": EVERYBODY,
    "DELETE /sessions/own": EVERYBODY,
    "POST /invitations/redemptions": OPEN,
    "GET /staff": {M, A, U},
    "POST /staff": {A},
    "GET /staff/<number>": {M, A, U},
    "PUT /staff/<number>/roles": {A},
    "POST /staff/<number>/leave": {A},
    "POST /staff/<number>/invitation": {A},
    "GET /cooperative": EVERYBODY,
    "PUT /cooperative/messaging": {A},
    "PUT /cooperative/rhythm": {A},
    "GET /centres": OFFICIALS,
    "POST /centres": {A},
    "GET /prices": OFFICIALS,
    "POST /prices": {M, T},
    "POST /prices/matrix": {M, T},
    "GET /prices/quote": EVERYBODY,
    "GET /prices/<uuid:id>": OFFICIALS,
    "GET /prices/<uuid:id>/matrix": OFFICIALS,
    "POST /prices/<uuid:id>/approval": {M},
    "POST /prices/<uuid:id>/refusal": {M},
    "GET /deliveries/<uuid:id>/price": {C, M, T, U, F},
    "GET /price-differences": OFFICIALS,
    "POST /price-differences": {M, T},
    "GET /price-differences/<uuid:id>": OFFICIALS,
    "POST /price-differences/<uuid:id>/approval": {M},
    "POST /price-differences/<uuid:id>/refusal": {M},
    "GET /price-differences/<uuid:id>/members": {M, T, U},
    "GET /members": OFFICIALS,
    "POST /members": {C},
    "GET /members/<number:number>": EVERYBODY,
    "PUT /members/<number:number>/language": {C, F},
    "PUT /members/<number:number>/pay-terms": {C, F},
    "POST /members/<number:number>/phone-change": {C},
    "POST /members/<number:number>/phone-change/approval": {M},
    "POST /members/<number:number>/suspension": {M, A},
    "POST /members/<number:number>/reinstatement": {M, A},
    "POST /members/<number:number>/invitation": {M, A},
    "GET /members/<number:number>/balance": {M, T, U, F},
    "GET /members/<number:number>/account": {M, T, U, F},
    "GET /members/<number:number>/deliveries": {C, M, T, U, F},
    "GET /members/<number:number>/statements": {M, T, U, F},
    "POST /deliveries": {C},
    "POST /deliveries/batch": {C},
    "GET /deliveries": {C, M, T, U},
    "GET /deliveries/<uuid:id>": {C, M, T, U, F},
    "POST /deliveries/<uuid:id>/correction": {C},
    "POST /deliveries/<uuid:id>/void": {C},
    "POST /deliveries/<uuid:id>/confirmation": {F},
    "POST /deliveries/<uuid:id>/dispute": {F},
    "POST /deliveries/<uuid:id>/dispute/resolution": {M, F},
    "GET /disputes": {C, M, T, U},
    "GET /limits": OFFICIALS,
    "POST /limits": {M},
    "GET /limits/preset": OFFICIALS,
    "GET /limits/<uuid:id>": OFFICIALS,
    "POST /limits/<uuid:id>/approval": {M},
    "POST /limits/<uuid:id>/refusal": {M},
    "GET /samples": OFFICIALS,
    "POST /samples": {C, M},
    "GET /samples/<uuid:id>": OFFICIALS,
    "GET /adjustments": {M, T, U},
    "POST /adjustments": {M, T},
    "GET /adjustments/<uuid:id>": {M, T, U},
    "POST /adjustments/<uuid:id>/approval": {M},
    "POST /adjustments/<uuid:id>/refusal": {M},
    "GET /adjustments/batches": {M, T, U},
    "GET /adjustments/batches/<batch>": {M, T, U},
    "POST /adjustments/batches/<batch>/approval": {M},
    "POST /adjustments/batches/<batch>/refusal": {M},
    "GET /routes": OFFICIALS,
    "POST /routes": {A},
    "PUT /cooperative/variance-limit": {M},
    "GET /bulk": {C, M, T, U},
    "POST /bulk": {C, M},
    "POST /bulk/<uuid:id>/void": {C, M},
    "GET /variance": {C, M, T, U},
    "GET /variance/file": {C, M, T, U},
    "GET /variance/alarms": {C, M, T, U},
    "POST /variance/explanations": {M},
    "GET /cans": {C, M, T, U},
    "GET /charges": {M, T, U},
    "POST /charges": {T},
    "POST /charges/batch": {T},
    "GET /charges/kinds": {M, T, U},
    "GET /charges/<uuid:id>": {M, T, U, F},
    "POST /charges/<uuid:id>/payment": {T},
    "POST /charges/<uuid:id>/change": {T},
    "POST /charges/<uuid:id>/change/approval": {M},
    "POST /charges/<uuid:id>/change/refusal": {M},
    "POST /charges/<uuid:id>/stop": {T},
    "GET /members/<number:number>/charges": {M, T, U, F},
    "GET /creditors": {M, T, U},
    "POST /creditors": {T},
    "GET /creditors/<code>/remittances": {M, T, U},
    "GET /remittances": {M, T, U},
    "POST /remittances": {T},
    "GET /standing-charges": {M, T, U},
    "POST /standing-charges": {T},
    "POST /standing-charges/<uuid:id>/approval": {M},
    "POST /standing-charges/<uuid:id>/refusal": {M},
    "POST /standing-charges/<uuid:id>/end": {M},
    "GET /deduction-rules": {M, T, U},
    "POST /deduction-rules": {T},
    "POST /deduction-rules/<uuid:id>/approval": {M},
    "POST /deduction-rules/<uuid:id>/refusal": {M},
    "GET /statutory-caps": {M, T, U},
    "POST /statutory-caps": {M},
    "GET /settlements": {M, T, U},
    "POST /settlements": {T},
    "GET /settlements/<uuid:id>": {M, T, U},
    "POST /settlements/<uuid:id>/preparation": {T},
    "POST /settlements/<uuid:id>/approval": {M},
    "POST /settlements/<uuid:id>/discard": {T},
    "GET /settlements/<uuid:id>/report": {M, T, U},
    "GET /settlements/<uuid:id>/report/<finding>": {M, T, U},
    "GET /settlements/<uuid:id>/statements": {M, T, U},
    "GET /settlements/<uuid:id>/statements/<number:number>": {M, T, U, F},
    "GET /settlements/<uuid:id>/statements/<number:number>/document": {M, T, U, F},
    "GET /settlements/<uuid:id>/statements/<number:number>/document.pdf": {M, T, U, F},
    "GET /settlements/<uuid:id>/statements.pdf": {M, T, U},
    "GET /payouts": {M, T, U},
    "GET /payouts/summary": {M, T, U},
    "GET /payouts/<uuid:id>": {M, T, U},
    "POST /payouts/<uuid:id>/hold": {T},
    "POST /payouts/<uuid:id>/release": {T},
    "POST /payouts/<uuid:id>/retry": {T},
    "POST /payouts/<uuid:id>/outcome": {T},
    "POST /payouts/<uuid:id>/outcome/approval": {M},
    "GET /messages": {M, T, A, U},
    "GET /journal/postings": {M, T, U},
    "GET /journal/trial-balance": {M, T, U},
    "GET /journal/accounts": {M, T, U},
    "GET /journal/export": {M, T, U},
    "GET /ledger/<account>": {M, T, U},
    "GET /creditors/<code>/ledger": {M, T, U},
    "GET /members/<number:number>/ledger": {M, T, U, F},
    "GET /members/<number:number>/ledger/file": {M, T, U, F},
    "GET /vouchers": {M, T, U},
    "POST /vouchers": {T},
    "GET /vouchers/<uuid:id>": {M, T, U},
    "POST /vouchers/<uuid:id>/approval": {M},
    "POST /vouchers/<uuid:id>/refusal": {M},
    "GET /dashboard/today": OFFICIALS,
    "GET /dashboard/trends": OFFICIALS,
    "GET /dashboard/participation": OFFICIALS,
    "GET /projections": {A, U},
    "POST /callbacks/payouts/<uuid:id>/<attempt>/<token>/result": OPEN,
    "POST /callbacks/payouts/<uuid:id>/<attempt>/<token>/timeout": OPEN,
    "POST /callbacks/payouts/<uuid:id>/<attempt>/<token>/status": OPEN,
    "POST /callbacks/payouts/<uuid:id>/<attempt>/<token>/status-timeout": OPEN,
    "POST /callbacks/balance/<token>/<any(result, timeout):kind>": OPEN,
    "POST /callbacks/sms/<token>/reports": OPEN,
    "POST /callbacks/sms/<token>/inbound": OPEN,
}


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
        path.replace("<attempt>", "1")
        .replace("<any(result, timeout):kind>", "result")
        .replace("<path:name>", "x")
        .replace("<token>", "x")
        .replace("<batch>", "x")
        .replace("<finding>", "owes")
        .replace("<code>", "busy")
        .replace("<account>", "1010")
    )


def test_the_table_names_every_endpoint_and_no_other(shared: Dairy) -> None:
    assert endpoints(shared.app) == set(WHO_MAY)


@pytest.mark.parametrize("endpoint", [name for name in WHO_MAY if name != "DELETE /sessions/own"])
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
    assert shared.position() == before


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
    dairy.ask("admin", "PUT", "/staff/S001/roles", {"roles": ["auditor"]})
    assert dairy.ask("clerk", "GET", "/journal/trial-balance").status_code == 200


def test_two_roles_may_what_either_may_but_nobody_approves_their_own(dairy: Dairy) -> None:
    dairy.ask("admin", "PUT", "/staff/S003/roles", {"roles": ["treasurer", "manager"]})
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
