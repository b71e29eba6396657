"""What M-Pesa decides and tells when it misbehaves; the truth stays in the wallets."""

from __future__ import annotations

import json

import pytest

from imbuto.simulators.daraja.forgeries import FORGERIES, INVENTED_RECEIPT
from imbuto.simulators.daraja.rules import DESCRIPTIONS, KEPT
from imbuto.simulators.daraja.shapes import SHAPES

from .inside import CALLBACKS, FARMER, Inside, doing, told


@pytest.mark.parametrize("code", [code for code in DESCRIPTIONS if code not in ("0", KEPT)] + ["R000099"])
def test_every_result_code_can_be_ordered_and_moves_nothing(code: str) -> None:
    gateway = doing(f"result:{code}")
    gateway.pay()
    gateway.wait()
    result = gateway.results()[0]
    assert str(result["ResultCode"]) == code
    assert "ResultParameters" not in result
    assert (gateway.wallet(), gateway.state()) == (0, "failed")


def test_an_unclear_code_may_hide_a_payment() -> None:
    gateway = doing("result:17/paid")
    gateway.pay()
    gateway.wait()
    gateway.ask_status()
    gateway.wait()
    assert (gateway.codes(), gateway.wallet()) == ([17], 1_200)
    assert told(gateway.results("answer")[0])["TransactionStatus"] == "Completed"


def test_a_payment_that_is_kept_is_announced_and_made_later() -> None:
    gateway = doing(f"result:{KEPT}")
    gateway.pay()
    gateway.wait(minutes=5)
    assert (gateway.codes(), gateway.state()) == ([int(KEPT)], "accepted")
    gateway.wait()
    assert (gateway.codes(), gateway.wallet()) == ([int(KEPT), 0], 1_200)


def test_a_decision_may_take_its_time_or_never_come() -> None:
    for fault, paid in (("slow:3600000", 1_200), ("stuck", 0)):
        gateway = doing(fault)
        gateway.pay()
        gateway.wait(minutes=30)
        gateway.ask_status()
        gateway.wait(minutes=1)
        assert told(gateway.results("answer")[0])["TransactionStatus"] == "Authorized"
        gateway.wait()
        assert gateway.wallet() == paid


@pytest.mark.parametrize(("kind", "paid"), [("plain", 0), ("wrapped", 0), ("paid", 1_200)])
def test_a_queue_timeout_is_no_proof_of_anything(kind: str, paid: int) -> None:
    gateway = doing(f"queue_timeout:{kind}")
    gateway.pay()
    gateway.wait()
    url, body = gateway.posted[0]
    assert url == f"{CALLBACKS}/timeout"
    assert (body["Result"] if kind == "wrapped" else body)["OriginatorConversationID"] == "p-1"
    assert (gateway.wallet(), len(gateway.codes())) == (paid, 1 if paid else 0)


def test_the_float_may_be_gone_all_at_once() -> None:
    gateway = Inside({"rules": [{"do": "float_gone:1500", "when": {"nth": 2}}]})
    for number in (1, 2, 3):
        gateway.pay(f"p-{number}")
        gateway.wait(minutes=1)
    assert gateway.codes() == [0, 0, 1]


def test_a_payment_may_carry_the_name_of_somebody_else() -> None:
    gateway = doing("wrong_name:JOHN OTHER")
    gateway.pay()
    gateway.wait()
    assert told(gateway.results()[0])["ReceiverPartyPublicName"] == f"{FARMER} - JOHN OTHER"


# ------------------------------------------------------------------ what is told of it


def test_a_result_may_be_lost_late_early_or_told_again() -> None:
    gateway = Inside(
        {"rules": [{"when": {"nth": 1}, "do": "lost"}, {"when": {"nth": 2}, "do": "late:7200000"}]}
    )
    gateway.pay("p-1")
    gateway.pay("p-2")
    gateway.wait(hours=1)
    assert gateway.codes() == []
    gateway.wait(hours=2)
    assert [result["OriginatorConversationID"] for result in gateway.results()] == ["p-2"]
    again = doing("duplicate:4")
    again.pay()
    again.wait()
    assert again.codes() == [0, 0, 0, 0]
    assert all(result == again.results()[0] for result in again.results())


def test_an_early_result_is_there_before_the_answer() -> None:
    gateway = doing("early")
    gateway.pay()
    assert gateway.codes() == [0]
    gateway.wait()
    assert (gateway.codes(), gateway.wallet()) == ([0], 1_200)


@pytest.mark.parametrize(
    ("faults", "codes", "paid"),
    [
        (["contradict_before:2040"], [2040, 0], 1_200),
        (["contradict_after:1"], [0, 1], 1_200),
        (["contradict_after:1", "duplicate:2"], [0, 0, 1], 1_200),
        (["contradict_before:2040", "lost"], [2040], 1_200),
        (["paid_after", "result:2040"], [2040, 0], 0),
        (["contradict_before:8", "result:2040"], [2040], 0),
        (["paid_after"], [0], 1_200),
    ],
)
def test_m_pesa_may_contradict_itself_and_the_wallet_knows(
    faults: list[str], codes: list[int], paid: int
) -> None:
    gateway = doing(*faults)
    gateway.pay()
    gateway.wait()
    assert (gateway.codes(), gateway.wallet()) == (codes, paid)


@pytest.mark.parametrize("kind", FORGERIES)
def test_a_stranger_posts_first_and_moves_nothing(kind: str) -> None:
    gateway = doing(f"forged:{kind}", "result:2040")
    gateway.pay()
    gateway.wait()
    (address, forged), (true_address, true) = gateway.posted
    assert (true["Result"]["ResultCode"], true_address) == (2040, f"{CALLBACKS}/result")
    assert (address != true_address) == (kind in ("token", "failure"))
    assert gateway.wallet() == 0
    if kind not in ("failure", "garbage", "receipt"):
        assert forged["Result"]["TransactionID"].startswith(INVENTED_RECEIPT)
    assert any("A stranger posted" in line for line in gateway.story())


@pytest.mark.parametrize("shape", SHAPES)
def test_a_result_in_any_shape_is_json_and_still_names_its_payment(shape: str) -> None:
    gateway = doing(f"shape:{shape}", f"status.shape:{shape}", f"balance.shape:{shape}")
    gateway.pay()
    gateway.wait()
    gateway.ask_status()
    gateway.ask_balance()
    gateway.wait()
    result = gateway.results()[0]
    assert str(result["ResultCode"]) == "0"
    assert result["OriginatorConversationID"] == "p-1"
    assert json.loads(json.dumps(gateway.posted)) == [list(one) for one in gateway.posted]
    plain = doing("lost")
    plain.pay()
    plain.wait()
    plain.ask_status()
    plain.ask_balance()
    plain.wait()
    assert [body for _, body in gateway.posted[1:]] != [body for _, body in plain.posted]
