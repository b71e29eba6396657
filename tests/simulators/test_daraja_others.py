"""Questions, top-ups, and who may ask: they go wrong as payments do."""

from __future__ import annotations

from typing import Any

import pytest

from imbuto.simulators.daraja import DEMO_CREDENTIALS
from imbuto.simulators.daraja.forgeries import FORGERIES

from .inside import FARMER, Inside, doing, told


@pytest.mark.parametrize("status", ["Initiated", "Authorized", "Pending Authorized", "Cancelled", "Declined"])
def test_a_status_may_be_told_whatever_is_true(status: str) -> None:
    gateway = doing(f"status.says:{status}")
    gateway.pay()
    gateway.wait()
    gateway.ask_status()
    gateway.wait()
    answer = told(gateway.results("answer")[0])
    assert answer["TransactionStatus"] == status
    assert bool(answer["ReceiptNo"]) == (status in ("Cancelled", "Declined"))


def test_questions_go_wrong_as_payments_do() -> None:
    gateway = Inside(
        {
            "rules": [
                {"when": {"try": 1}, "do": "status.lost"},
                {"when": {"try": 2}, "do": "status.result:SFC_IC0003"},
                {"when": {"try": 3}, "do": "status.queue_timeout"},
                {"when": {"try": 4}, "do": "status.duplicate:2"},
                {"when": {"try": 5}, "do": "status.refusal:500.003.02"},
                {"when": {"try": 6}, "do": ["status.timeout_after", "status.late:60000"]},
            ]
        }
    )
    gateway.pay()
    gateway.wait()
    answers = []
    for _ in range(6):
        answers.append(gateway.ask_status().status_code)
        gateway.wait()
    assert answers == [200, 200, 200, 200, 500, 504]
    assert [result["ResultCode"] for result in gateway.results("answer")] == ["SFC_IC0003", 0, 0, 0]
    (echo,) = [body for url, body in gateway.posted if url.endswith("/answer-timeout")]
    assert echo["OriginalConversationID"] == "p-1"


def test_faults_of_a_number_reach_its_questions() -> None:
    gateway = Inside()
    gateway.control("behaviours", {"msisdn": FARMER, "behaviour": "lost+status.says:Authorized"})
    gateway.pay()
    gateway.wait()
    gateway.ask_status()
    gateway.wait()
    assert gateway.codes() == []
    assert told(gateway.results("answer")[0])["TransactionStatus"] == "Authorized"


def test_a_balance_may_be_refused_by_its_own_code() -> None:
    gateway = Inside({"rules": [{"when": {"nth": 2}, "do": "balance.result:2001"}]})
    for _ in (1, 2):
        gateway.ask_balance()
        gateway.wait()
    assert [result["ResultCode"] for result in gateway.results("answer")] == [0, 2001]


def test_a_top_up_moves_from_the_working_to_the_utility_account() -> None:
    gateway = Inside(float_shillings=100, working_shillings=9_000)
    answer = gateway.top_up().json or {}
    gateway.wait()
    gateway.ask_balance()
    gateway.wait()
    done, balance = gateway.results("answer")
    assert (done["ResultCode"], done["ConversationID"]) == (0, answer["ConversationID"])
    assert told(done)["Amount"] == 5_000
    assert "Working Account|KES|4000.00|4000.00" in told(balance)["AccountBalance"]
    assert "Utility Account|KES|5100.00|5100.00" in told(balance)["AccountBalance"]


def test_the_same_top_up_again_moves_it_again() -> None:
    gateway = doing("top_up.timeout_after", float_shillings=0)
    for _ in (1, 2):
        assert gateway.top_up().status_code == 504
    gateway.wait()
    assert gateway.desk.accounts.float_cents == 1_000_000


@pytest.mark.parametrize(
    ("more", "code"),
    [({"shillings": 2_000_001}, 1), ({"PartyB": "600001"}, 7), ({"Initiator": "nobody"}, 2001)],
)
def test_a_top_up_is_refused_with_a_code(more: dict[str, Any], code: int) -> None:
    gateway = Inside()
    gateway.top_up(**more)
    gateway.wait()
    assert gateway.results("answer")[0]["ResultCode"] == code
    assert gateway.desk.accounts.float_cents == 500_000_000


def test_a_top_up_that_timed_out_in_the_queue_moved_nothing() -> None:
    gateway = doing("top_up.queue_timeout")
    gateway.top_up()
    gateway.wait()
    assert gateway.posted[0][1]["CommandID"] == "BusinessPayToBulk"
    assert gateway.desk.accounts.float_cents == 500_000_000


# ------------------------------------------------------------------ who asks, and who is paid


@pytest.mark.parametrize(("id_number", "code"), [("11223344", 0), ("99999999", "SFC_IC0003")])
def test_the_checked_request_pays_only_the_person_of_this_id(id_number: str, code: Any) -> None:
    gateway = Inside()
    gateway.control("wallets", {"msisdn": FARMER, "id_number": "11223344", "name": "JANE WANJIRU"})
    gateway.pay(IDType="01", IDNumber=id_number)
    gateway.wait()
    assert gateway.codes() == [code]


def test_the_checked_request_needs_the_id() -> None:
    answer = Inside().pay(IDType="01", IDNumber="")
    assert (answer.json or {})["errorMessage"] == "Bad Request - Invalid IDNumber"


def test_a_new_password_an_expired_one_and_a_lock() -> None:
    gateway = Inside()
    for number, (door, body, code) in enumerate(
        [
            ("password", {"password": "Maziwa#2"}, 2001),
            ("password", {"password": DEMO_CREDENTIALS.initiator_password}, 0),
            ("password", {"expired": True}, 2001),
            ("password", {"expired": False}, 0),
            ("lock", {}, 8006),
            ("unlock", {}, 0),
        ]
    ):
        assert gateway.control(door, body).status_code == 200
        gateway.pay(f"p-{number}")
        gateway.wait(minutes=1)
        assert gateway.codes()[-1] == code
    assert gateway.control("password", {"password": ""}).status_code == 400


@pytest.mark.parametrize("kind", FORGERIES)
def test_a_stranger_answers_a_question_first(kind: str) -> None:
    gateway = doing("lost", f"status.forged:{kind}")
    gateway.pay()
    gateway.wait()
    gateway.ask_status()
    gateway.wait()
    (address, forged), (true_address, true) = gateway.posted
    assert told(true["Result"])["TransactionStatus"] == "Completed"
    assert (address != true_address) == (kind in ("token", "failure"))
    if kind == "garbage":
        return
    claim = told(forged["Result"])
    assert claim["TransactionStatus"] == ("Declined" if kind == "failure" else "Completed")
    assert (claim["Amount"] != 1_200) == (kind == "amount")
    assert claim["CreditPartyName"].startswith(FARMER) == (kind != "party")
    assert (claim["OriginatorConversationID"] != "p-1") == (kind == "id")
    assert ("ReceiptNo" not in claim) == (kind == "receipt")


def test_a_top_up_that_was_under_way_at_a_restart_is_made() -> None:
    gateway = Inside(float_shillings=0)
    gateway.top_up()
    gateway.desk.resume()
    assert gateway.desk.accounts.float_cents == 500_000
    gateway.wait()
    assert gateway.desk.accounts.float_cents == 500_000
