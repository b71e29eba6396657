"""Every endpoint × whoever should not get there × another member's ids in every place that takes one.

The endpoints come from the app, the places from the OpenAPI document: a new one is asked without being
entered here. Who may is told by the table in who_may.py. What is asked for is refused with 401, 403 or 404,
and nothing of the other member stands in the answer.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from imbuto.api.access import demand_of

from .another import (
    FIGURES,
    NAMES_A_DELIVERY,
    NAMES_A_MEMBER,
    NAMES_A_PHONE,
    NUMBER,
    OF_NOBODY,
    PERSONAL,
    PRIVATE,
    brings_about,
    fields_of,
    renamed,
    tells,
    uuid_of_nothing,
)
from .bodies import BODIES
from .dairy import NOW, PASSWORD, Dairy, open_dairy
from .role_letters import C, F
from .test_access import filled
from .who_may import WHO_MAY

STRANGERS = (None, "expired", "forged", "altered", "revoked")
"""Whoever these are, they are nobody."""
ROLES = ("clerk", "manager", "treasurer", "admin", "auditor")
LEAVES = {"DELETE /sessions/own", "DELETE /sessions"}
"""Ends the session with which the next question is asked."""
LISTS_THE_OWN_CENTRE = {"GET /members/<number:number>/deliveries", "GET /members/<number:number>/milk"}
"""What a member brought to the clerk's own centre: of this one, nothing."""
WHOLE_BY_NEED = {"GET /pay-files/<uuid:id>/file"}
"""The bank pays by whole account numbers."""
_NUMBER = "<number:number>"


@dataclass(frozen=True)
class Request:
    """One endpoint, asked about the other member."""

    endpoint: str
    method: str
    path: str
    query: dict[str, str]
    body: Any
    permission: str | None

    @property
    def names_the_member(self) -> bool:
        """Whether the address names the other, or a thing of theirs that no other has a part in."""
        own = ("deliveries", "charges")
        return _NUMBER in self.endpoint or any(f"/{kind}/<uuid:id>" in self.endpoint for kind in own)


@pytest.fixture(scope="module")
def asked(founded: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Dairy, list[Request]]]:
    folder = tmp_path_factory.mktemp("enumeration") / "dairy"
    shutil.copytree(founded[0], folder)
    dairy = open_dairy(folder, founded[1])
    ids = brings_about(dairy)
    _let_strangers_in_and_out(dairy)
    yield dairy, list(_requests(dairy, ids))
    dairy.close()


def _let_strangers_in_and_out(dairy: Dairy) -> None:
    people = dairy.parts.people
    long_ago = NOW - timedelta(hours=13)
    dairy.tokens["expired"] = people.accounts.sign_in("S002", PASSWORD, long_ago, "office").token
    dairy.tokens["revoked"] = people.accounts.sign_in("S002", PASSWORD, NOW, "office").token
    assert dairy.ask("revoked", "DELETE", "/sessions/own").status_code == 204
    right = dairy.tokens["manager"]
    dairy.tokens["forged"] = "imb_" + "A" * (len(right) - 4)
    dairy.tokens["altered"] = right[:-1] + ("A" if right[-1] != "A" else "B")
    until = NOW + timedelta(days=1)
    made = people.tokens.make("staff:S002", "narrow", ["centres.read"], until, NOW)
    dairy.tokens["narrow"] = made.token
    gone = people.tokens.make("staff:S002", "gone", ["members.read"], until, NOW)
    people.tokens.revoke("staff:S002", gone.token_id)
    dairy.tokens["revoked token"] = gone.token


def _requests(dairy: Dairy, ids: dict[str, str]) -> Iterator[Request]:
    document = dairy.get(None, "/api/openapi.json")
    for rule in dairy.app.url_map.iter_rules():
        path = rule.rule.removeprefix("/api/v1")
        described = document["paths"].get(re.sub(r"<(?:[^:<>]+:)?(\w+)>", r"{\1}", rule.rule), {})
        demand = demand_of(dairy.app.view_functions[rule.endpoint])
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            endpoint, operation = f"{method} {path}", described.get(method.lower(), {})
            yield Request(
                endpoint,
                method,
                _path(path, ids),
                _query(operation, ids),
                _body(endpoint, operation, document["components"]["schemas"], ids),
                demand.permission or demand.own if demand else None,
            )


def _path(path: str, ids: dict[str, str]) -> str:
    kind = path.split("/")[1]
    if "<uuid:id>" in path:
        assert kind in ids or kind in OF_NOBODY, f"whose are the things under /{kind}? Say it in another.py"
        path = path.replace("<uuid:id>", ids.get(kind, uuid_of_nothing()))
    return filled(path.replace(_NUMBER, NUMBER))


def _query(operation: dict[str, Any], ids: dict[str, str]) -> dict[str, str]:
    names = {one["name"] for one in operation.get("parameters", []) if one.get("in") == "query"}
    places = {"member": NUMBER, "about": ids["deliveries"], "run": ids["settlements"]}
    dated = {"from": "2026-11-01", "to": "2026-11-16", "date": "2026-11-10", "until": "2026-11-16"}
    return {name: value for name, value in (places | dated).items() if name in names}


def _body(endpoint: str, operation: dict[str, Any], shapes: dict[str, Any], ids: dict[str, str]) -> Any:
    """A right body, where one is known, with the other's ids in all places that the document has for them."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return None
    method, path = endpoint.split(" ", 1)
    pattern = re.compile(re.sub(r"<[^<>]+>", r"[^/]+", path))
    known = [body for _, how, where, body in BODIES.values() if how == method and pattern.fullmatch(where)]
    names = set(fields_of(content["schema"], shapes))
    places = dict.fromkeys(names & (NAMES_A_MEMBER | NAMES_A_PHONE | NAMES_A_DELIVERY), "x")
    return renamed({**(known[0] if known else places)}, ids)


def refused(dairy: Dairy, who: str | None, request: Request) -> list[str]:
    """What is wrong with the answer: not refused, or it tells something of the other."""
    status, told = _answered(dairy, who, request, PERSONAL + FIGURES)
    wanted = {401} if who in STRANGERS or who == "revoked token" else {403, 404}
    found = [] if status in wanted else [f"{who}: {request.endpoint} answered {status}"]
    return found + [f"{who}: {request.endpoint} told {word}" for word in told]


def _answered(
    dairy: Dairy, who: str | None, request: Request, words: tuple[str, ...]
) -> tuple[int, list[str]]:
    sent = {"query_string": request.query} if request.query else {}
    answer = dairy.ask(who, request.method, request.path, request.body, **sent)
    assert answer.status_code < 500, (who, request.endpoint, answer.text)
    is_text = answer.mimetype.endswith(("json", "csv", "plain", "html"))
    told = tells(answer.text, words, [request.path, request.query, request.body]) if is_text else []
    return answer.status_code, told


Asked = tuple[Dairy, list[Request]]


@pytest.mark.parametrize("who", [*STRANGERS, "revoked token"])
def test_nobody_is_let_in_by_no_token_or_one_that_does_not_hold(asked: Asked, who: str | None) -> None:
    dairy, requests = asked
    closed = [request for request in requests if None not in WHO_MAY[request.endpoint]]
    assert len(closed) > 200
    assert [fault for request in closed for fault in refused(dairy, who, request)] == []


def test_a_narrow_access_token_opens_what_it_carries_and_nothing_more(asked: Asked) -> None:
    dairy, requests = asked
    beyond = [one for one in requests if one.permission not in (None, "centres.read")]
    assert [fault for request in beyond for fault in refused(dairy, "narrow", request)] == []
    assert dairy.ask("narrow", "GET", "/centres").status_code == 200


@pytest.mark.parametrize("who", ROLES)
def test_an_official_is_refused_whatever_the_role_does_not_carry(asked: Asked, who: str) -> None:
    dairy, requests = asked
    closed = [one for one in requests if not WHO_MAY[one.endpoint] & {who, None}]
    assert [fault for request in closed for fault in refused(dairy, who, request)] == []


def test_a_member_gets_nothing_of_another_member_by_any_id_in_any_place(asked: Asked) -> None:
    dairy, requests = asked
    faults: list[str] = []
    for request in requests:
        if request.endpoint in LEAVES:
            continue
        may = WHO_MAY[request.endpoint]
        if not may & {F, None} or (F in may and None not in may and request.names_the_member):
            faults += refused(dairy, "0001", request)
        else:
            _, told = _answered(dairy, "0001", request, PERSONAL + FIGURES)
            faults += [f"0001: {request.endpoint} told {word}" for word in told]
    assert faults == []


def test_a_clerk_of_one_centre_gets_nothing_of_a_member_of_another(asked: Asked) -> None:
    dairy, requests = asked
    faults: list[str] = []
    for request in requests:
        if C not in WHO_MAY[request.endpoint] or request.endpoint in LEAVES:
            continue
        if request.names_the_member and request.endpoint not in LISTS_THE_OWN_CENTRE:
            faults += refused(dairy, "limited", request)
        else:
            _, told = _answered(dairy, "limited", request, PERSONAL + FIGURES)
            faults += [f"limited: {request.endpoint} told {word}" for word in told]
    assert faults == []


@pytest.mark.parametrize("who", ["clerk", "treasurer", "admin"])
def test_who_may_read_sees_no_id_next_of_kin_or_account_whole(asked: Asked, who: str) -> None:
    dairy, requests = asked
    reading = [one for one in requests if one.method == "GET" and who in WHO_MAY[one.endpoint]]
    faults: list[str] = []
    for request in reading:
        if request.endpoint not in WHOLE_BY_NEED:
            _, told = _answered(dairy, who, request, PRIVATE)
            faults += [f"{who}: {request.endpoint} told {word}" for word in told]
    assert faults == []


def test_the_words_asked_after_are_there_to_be_told(asked: Asked) -> None:
    """Were they not, nothing above would mean anything."""
    dairy, _ = asked
    whole = dairy.ask("manager", "GET", f"/members/{NUMBER}").text
    payee = dairy.ask("manager", "GET", f"/members/{NUMBER}/payee").text
    assert tells(whole, PERSONAL[:-1], "") == [*PERSONAL[:-1]]
    assert tells(payee, PRIVATE[-1:], "") == [PRIVATE[-1]]
    charges = dairy.ask("manager", "GET", f"/members/{NUMBER}/charges").text
    milk = dairy.ask("manager", "GET", f"/members/{NUMBER}/deliveries").text
    assert tells(charges, FIGURES[2:], "") == ["133.77"]
    assert tells(milk, FIGURES[1:2], "") == ["16.41"]
