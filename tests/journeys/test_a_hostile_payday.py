"""A payday on which everything goes wrong with M-Pesa, through running processes.

The password has expired, the float is short, callbacks are lost, doubled, early, contradictory and forged,
answers are cut off. At the end every phone has received what its statement says, once.
"""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.journeys.house import House, eventually, phone_of, weighing
from tests.journeys.runs import open_run
from tests.journeys.test_a_month_from_files import cents, in_state, trial_balance_is_zero

pytestmark = pytest.mark.journey

TROUBLE = (
    "duplicate:3",
    "early",
    "shape:strings",
    "contradict_after:2040",
    "forged:amount",
    "forged:failure",
    "contradict_before:2040",
    "refusal:500.003.02",
    "timeout_before",
    "closed_after",
    "timeout_after+lost",
    "lost",
)
"""What befalls the payment of the first, second, … member, once. The last but one member is not on M-Pesa."""
MEMBERS = len(TROUBLE) + 2
NOT_REGISTERED = MEMBERS - 1


def simulator(house: House, door: str, body: dict[str, Any]) -> Any:
    answer = requests.post(f"{house.daraja}/control/{door}", json=body, timeout=10)
    assert answer.status_code == 200, answer.text
    return answer.json()


def till(house: House) -> Any:
    return house.get("S3", "/payments")["till"]


def stopped_for(house: House, cause: str) -> bool:
    standing = till(house)
    return (standing["state"], standing["cause"]) != ("open", "") and standing["cause"] == cause


def test_every_phone_receives_what_its_statement_says_whatever_mpesa_does(house: House) -> None:
    house.found(MEMBERS)
    house.start()
    period = house.clock.last_period
    for member in range(1, MEMBERS + 1):
        house.post("S1", "/deliveries", weighing(member, period.end))
    rules = [
        {"when": {"msisdn": phone_of(member), "try": 1}, "do": trouble.split("+")}
        for member, trouble in enumerate(TROUBLE, start=1)
    ]
    rules.append({"when": {"msisdn": phone_of(NOT_REGISTERED)}, "do": "result:2040"})
    simulator(house, "script", {"seed": 4, "rules": rules})
    simulator(house, "password", {"expired": True})
    run = open_run(house, period)
    eventually(lambda: in_state(house, run, "prepared"))
    house.post("S2", f"/settlements/{run}/approval")

    # The expired password costs one question and no payment; only a person lets payments go again.
    eventually(lambda: stopped_for(house, "credential"))
    state = requests.get(f"{house.daraja}/control/state", timeout=10).json()
    assert not state["initiator_locked"]
    assert state["payments"] == []
    simulator(house, "password", {"expired": False})
    simulator(house, "float", {"float_cents": 50_000})
    assert house.ask("S1", "POST", "/payments/resume", json={"reason": "mine?"}).status_code == 403
    house.post("S3", "/payments/resume", {"reason": "the password was set anew"})

    # KES 500 do not pay them all: nothing is sent before there is enough, then it goes on by itself.
    eventually(lambda: stopped_for(house, "float"))
    assert not house.wallets()
    simulator(house, "float", {"float_cents": 100_000_000})
    house.post("S3", "/payments/float", {"older_than_seconds": 0})
    eventually(house.wallets)

    # The hand on the switch: what is sent is sent, nothing follows until it is let go.
    house.post("S2", "/payments/stop", {"reason": "somebody rang"})
    house.post("S2", "/payments/stop", {"reason": "somebody rang"})
    house.post("S3", "/payments/resume", {"reason": "it was nothing"})

    eventually(lambda: in_state(house, run, "completed"), 800, every=1)
    payouts = house.every("S6", f"/payouts?run={run}")
    ended = {payout["member"]: payout["state"] for payout in payouts}
    assert ended == {
        f"{member:04d}": "failed" if member == NOT_REGISTERED else "paid" for member in range(1, MEMBERS + 1)
    }
    received = house.wallets()
    for statement in house.every("S6", f"/settlements/{run}/statements"):
        member = int(statement["member"])
        assert received.get(phone_of(member), 0) * 100 == (
            0 if member == NOT_REGISTERED else cents(statement["net"])
        )
    assert trial_balance_is_zero(house)
