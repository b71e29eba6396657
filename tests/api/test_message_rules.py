"""How receipts come, quiet hours, a month's limit, and a member's choice, over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from imbuto.ledger import message_id

from .dairy import JOB, Dairy, is_problem
from .right_bodies import MESSAGE_RULES

RULES = "/cooperative/message-rules"


def put(dairy: Dairy, who: str, path: str, **body: Any) -> Any:
    return dairy.ask(who, "PUT", path, body)


def sent(dairy: Dairy, cents: int = 80, kind: str = "receipt") -> None:
    """One message about new milk, which cost so much."""
    about = UUID(dairy.record(date=f"2026-11-{dairy.position() % 16 + 1:02d}"))
    ledger = dairy.parts.ledger
    assert ledger.request_message(kind, about, 1, "0001", "Maziwa", JOB) is not None
    ledger.message_sent(message_id(kind, about, 1), str(about), cents, 1, JOB)


def test_an_admin_sets_the_rules_and_all_see_them(dairy: Dairy) -> None:
    assert dairy.get("0001", RULES)["receipts"] == "each"
    answer = put(dairy, "admin", RULES, **MESSAGE_RULES)
    assert answer.status_code == 200, answer.text
    assert dairy.get("clerk", RULES) == MESSAGE_RULES
    before = dairy.position()
    assert put(dairy, "admin", RULES, **MESSAGE_RULES).status_code == 200
    assert dairy.position() == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"digest_at": "25:00"},
        {"digest_at": "7 pm"},
        {"quiet_from": "06:00", "quiet_until": "06:00"},
        {"digest_at": "22:00"},
        {"receipts": "monthly"},
        {"reminder_hours": 100},
        {"cap": {"amount": "99999999.00", "currency": "KES"}},
    ],
)
def test_rules_that_cannot_be_are_refused_with_the_remedy(shared: Dairy, wrong: dict[str, Any]) -> None:
    assert is_problem(put(shared, "admin", RULES, **{**MESSAGE_RULES, **wrong}))


def test_a_member_chooses_how_receipts_come(dairy: Dairy) -> None:
    path = "/members/0001/messages"
    usual = {"quiet": None, "quiet_from": None, "quiet_until": None, "hours_in_force": None}
    assert dairy.get("0001", path) == {"receipts": "usual", "in_force": "each", "push": True, **usual}
    assert put(dairy, "0001", path, receipts="week", push=False).status_code == 200
    assert dairy.get("clerk", path) == {"receipts": "week", "in_force": "week", "push": False, **usual}
    assert put(dairy, "clerk", path, receipts="usual", push=True).status_code == 200
    put(dairy, "admin", RULES, **MESSAGE_RULES)
    assert dairy.get("0001", path)["in_force"] == "day"
    assert put(dairy, "0002", path, receipts="off", push=True).status_code == 404


def test_a_member_chooses_when_the_phone_is_left_in_peace(dairy: Dairy) -> None:
    path, same = "/members/0001/messages", {"receipts": "day", "push": True}
    assert put(dairy, "0001", path, **same, quiet=True).status_code == 200
    found = dairy.get("0001", path)
    assert (found["quiet"], found["quiet_from"], found["quiet_until"]) == (True, None, None)
    assert found["hours_in_force"] == {"begins": "20:00", "ends": "05:30"}
    own = {"quiet": True, "quiet_from": "21:00", "quiet_until": "06:00"}
    assert put(dairy, "0001", path, **same, **own).status_code == 200
    assert dairy.get("0001", path)["hours_in_force"] == {"begins": "21:00", "ends": "06:00"}
    put(dairy, "admin", RULES, **MESSAGE_RULES)
    assert put(dairy, "0001", path, **same, quiet=False).status_code == 200
    assert dairy.get("clerk", path)["hours_in_force"] is None
    assert put(dairy, "0001", path, **same, quiet=None).status_code == 200
    assert dairy.get("clerk", path)["hours_in_force"] == {"begins": "20:00", "ends": "05:30"}


def test_who_says_nothing_of_the_nights_keeps_them(dairy: Dairy) -> None:
    path = "/members/0001/messages"
    put(dairy, "0001", path, receipts="day", push=True, quiet=False)
    put(dairy, "0001", path, receipts="week", push=True)
    found = dairy.get("0001", path)
    assert (found["receipts"], found["quiet"]) == ("week", False)


@pytest.mark.parametrize(
    "wrong",
    [
        {"quiet": True, "quiet_from": "21:00"},
        {"quiet": False, "quiet_from": "21:00", "quiet_until": "06:00"},
        {"quiet_from": "21:00", "quiet_until": "06:00"},
        {"quiet": True, "quiet_from": "06:00", "quiet_until": "06:00"},
        {"quiet": True, "quiet_from": "06:00", "quiet_until": "22:30"},
        {"quiet": True, "quiet_from": "9 pm", "quiet_until": "06:00"},
        {"quiet": 1},
        {"quiet": "yes"},
    ],
)
def test_nights_that_cannot_be_are_refused_with_the_remedy(shared: Dairy, wrong: dict[str, Any]) -> None:
    before = shared.position()
    assert is_problem(put(shared, "0001", "/members/0001/messages", receipts="day", push=True, **wrong))
    assert shared.position() == before


def test_costs_of_a_month_are_shown_by_kind_beside_the_limit(dairy: Dairy) -> None:
    put(dairy, "admin", RULES, **{**MESSAGE_RULES, "cap": {"amount": "2.00", "currency": "KES"}})
    sent(dairy)
    sent(dairy)
    dairy.parts.ledger.note_message_costs("2026-11", 160, JOB)
    costs = dairy.get("treasurer", "/messages/costs")
    assert (costs["month"], costs["messages"], costs["cost"]["amount"]) == ("2026-11", 2, "1.60")
    assert costs["forecast"]["amount"] == "3.00", "sixteen days of thirty"
    assert (costs["cap"]["amount"], costs["spent"]) == ("2.00", False)
    assert [kind["kind"] for kind in costs["kinds"]] == ["receipt"]
    (alarm,) = costs["alarms"]
    assert (alarm["percent"], alarm["spent"]["amount"]) == (80, "1.60")


def test_another_month_has_no_forecast_and_no_limit_is_none(dairy: Dairy) -> None:
    costs = dairy.get("auditor", "/messages/costs?month=2026-10")
    assert (costs["messages"], costs["forecast"], costs["cap"], costs["kinds"]) == (0, None, None, [])
    assert costs["saved"] is None, "nothing was sent that an average could be made of"
    assert is_problem(dairy.ask("auditor", "GET", "/messages/costs?month=2026-13"))


def test_messages_are_listed_by_kind_state_and_member_together(dairy: Dairy) -> None:
    sent(dairy)
    sent(dairy, kind="correction")

    def kinds(query: str) -> list[str]:
        return [one["kind"] for one in dairy.get("manager", f"/messages?{query}")["items"]]

    assert kinds("limit=10") == ["correction", "receipt"]
    assert kinds("kind=receipt") == kinds("kind=receipt&state=sent&member=0001") == ["receipt"]
    assert kinds("kind=receipt&state=delivered") == kinds("kind=payment") == []
    assert is_problem(dairy.ask("manager", "GET", "/messages?kind=gossip"))
