"""A second factor is its owner's: an open session alone sets none, the owner hears of each change, and
another official takes none away without a third."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from .dairy import OPERATOR, PASSWORD, Dairy
from .doorstep import facts_of, sms
from .officials import (
    NEW_PASSWORD,
    App,
    come_in,
    enter,
    new_link,
    recover,
    secret_of_sms,
    set_up_app,
    sign_in,
)

FACTOR = "/staff/S002/second-factor"
LOST = {"reason": "her phone fell into the river"}


@pytest.fixture
def manager_has_app(dairy: Dairy) -> App:
    return set_up_app(dairy, "manager")


@pytest.fixture
def other_admin(dairy: Dairy) -> str:
    """A second admin, S077, with a phone of their own."""
    come_in(dairy)
    dairy.give_roles("S077", "admin")
    return "S077"


def test_a_stolen_session_alone_sets_none_and_a_guess_is_a_try(dairy: Dairy) -> None:
    assert dairy.ask("manager", "POST", "/second-factor").status_code == 422
    guess = {"password": "a wrong password"}
    tries = [dairy.ask("manager", "POST", "/second-factor", guess).status_code for _ in range(6)]
    assert tries == [403] * 5 + [429]
    own = {"old": PASSWORD, "new": NEW_PASSWORD}
    assert dairy.ask("manager", "PUT", "/sessions/own/password", own).status_code == 429
    assert sign_in(dairy, "manager").status_code == 201


def test_the_phone_on_file_hears_of_each_change(dairy: Dairy) -> None:
    come_in(dairy)
    app = set_up_app(dairy, "S077")
    dairy.post("S077", "/second-factor/recovery-codes", {"code": app.code()})
    dairy.later(seconds=30)
    proof = {"password": PASSWORD, "code": app.code()}
    assert dairy.ask("S077", "DELETE", "/second-factor", proof).status_code == 200
    own = {"old": PASSWORD, "new": NEW_PASSWORD}
    assert dairy.ask("S077", "PUT", "/sessions/own/password", own).status_code == 204
    assert recover(dairy, new_link(dairy), PASSWORD).status_code == 201
    dairy.post("admin", "/staff/S077/invitation")
    assert enter(dairy, secret_of_sms(dairy, "invitation"), NEW_PASSWORD).status_code == 201
    told = [text.partition(" If this")[0] for text in sms(dairy, "access-changed")]
    changed = "The password of S077 in Imbuto was changed."
    assert told == [
        "S077 has a new second factor in Imbuto.",
        "S077 has new recovery codes in Imbuto.",
        "The second factor of S077 in Imbuto was removed.",
        *[changed] * 3,
    ]


def test_one_who_proposes_changes_nothing_until_another_agrees(
    dairy: Dairy, manager_has_app: App, other_admin: str
) -> None:
    assert dairy.ask("admin", "DELETE", FACTOR).status_code == 422
    for _ in range(2):
        assert dairy.ask("admin", "DELETE", FACTOR, LOST).status_code == 200
    assert sign_in(dairy, "manager").json["type"] == "/problems/second-factor-needed"
    own = dairy.ask("admin", "POST", f"{FACTOR}/removal/approval")
    assert (own.status_code, own.json["type"]) == (403, "/problems/same-person")
    assert dairy.ask("manager", "POST", f"{FACTOR}/removal/approval").status_code == 403
    assert sign_in(dairy, "manager").status_code == 401
    assert dairy.post(other_admin, f"{FACTOR}/removal/approval")["status"] == "recorded"
    assert sign_in(dairy, "manager").status_code == 201
    (removed,) = facts_of(dairy, "access.second_factor_removed")
    assert (removed.reason, removed.who) == ("two officials", "staff:S077")
    (proposed,) = facts_of(dairy, "access.factor_removal_proposed")
    assert (proposed.who, str(proposed.reason)) == ("staff:S004", LOST["reason"])


def test_an_approval_takes_no_factor_that_was_set_after_it(
    dairy: Dairy, manager_has_app: App, other_admin: str
) -> None:
    dairy.ask("admin", "DELETE", FACTOR, LOST)
    dairy.post(other_admin, f"{FACTOR}/removal/approval")
    dairy.later(seconds=30)
    again = App(dairy, "manager")
    dairy.parts.people.second_factors.confirm("staff:S002", again.code(), dairy.now)
    # The machine stopped before this was told as a fact.
    dairy.ask(other_admin, "POST", f"{FACTOR}/removal/approval")
    assert sign_in(dairy, "manager").json["type"] == "/problems/second-factor-needed"


def test_what_is_refused_or_never_was_is_not_approved(
    dairy: Dairy, manager_has_app: App, other_admin: str
) -> None:
    def approve() -> int:
        return dairy.ask(other_admin, "POST", f"{FACTOR}/removal/approval").status_code

    assert approve() == 409
    dairy.ask("admin", "DELETE", FACTOR, LOST)
    no: dict[str, Any] = {"reason": "She did not come to me."}
    assert dairy.ask("admin", "POST", f"{FACTOR}/removal/refusal", no).status_code == 403
    assert dairy.post(other_admin, f"{FACTOR}/removal/refusal", no)["status"] == "recorded"
    assert approve() == 409
    assert sign_in(dairy, "manager").status_code == 401


def test_with_an_official_who_leaves_goes_the_factor_and_what_was_proposed_about_it(
    dairy: Dairy, manager_has_app: App, other_admin: str
) -> None:
    dairy.ask("admin", "DELETE", FACTOR, LOST)
    dairy.post("admin", "/staff/S002/leave")
    assert dairy.parts.views.access.open_removals().items == []
    dairy.post("admin", "/staff/S002/readmission", {"roles": ["clerk"], "phone": "0711 222 555"})
    assert enter(dairy, secret_of_sms(dairy, "invitation")).status_code == 201
    dairy.sign_in("manager")
    set_up_app(dairy, "manager")
    assert dairy.ask(other_admin, "POST", f"{FACTOR}/removal/approval").status_code == 409
    assert [fact.reason for fact in facts_of(dairy, "access.second_factor_set")] == ["own", "own"]


def test_nobody_proposes_their_own_and_of_who_has_none_nothing_is_proposed(dairy: Dairy) -> None:
    assert dairy.ask("admin", "DELETE", "/staff/S004/second-factor", LOST).status_code == 403
    assert dairy.ask("admin", "DELETE", FACTOR, LOST).status_code == 409
    assert dairy.ask("admin", "DELETE", "/staff/S999/second-factor", LOST).status_code == 404


def test_two_on_one_phone_are_not_two(dairy: Dairy, manager_has_app: App, other_admin: str) -> None:
    dairy.parts.ledger.join_staff("S078", "Otieno", ["admin"], OPERATOR, phone="254711222333")
    dairy.parts.views.catch_up()
    dairy.ask("admin", "DELETE", FACTOR, LOST)
    assert dairy.ask(other_admin, "POST", f"{FACTOR}/removal/approval").status_code == 403
    assert sign_in(dairy, "manager").status_code == 401


def test_access_tokens_do_nothing_while_a_required_one_is_not_set_up(dairy: Dairy) -> None:
    wanted = {"name": "Scale", "permissions": ["deliveries.read"], "expires_at": "2026-12-01T00:00:00Z"}
    for who in ("manager", "clerk"):
        made = dairy.post(who, "/access-tokens", {**wanted, "password": PASSWORD})
        dairy.tokens[f"of {who}"] = made["token"]
    dairy.parts.settings = replace(dairy.parts.settings, second_factor="required")
    refused = dairy.ask("of manager", "GET", "/deliveries")
    assert (refused.status_code, "second factor" in refused.json["detail"]) == (403, True)
    assert dairy.ask("of clerk", "GET", "/deliveries").status_code == 200
    set_up_app(dairy, "manager")
    assert dairy.ask("of manager", "GET", "/deliveries").status_code == 200
