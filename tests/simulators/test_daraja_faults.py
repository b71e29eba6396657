"""Each fault of the vocabulary does what its words say; the truth stays in the wallets."""

from __future__ import annotations

import json
from typing import Any

import pytest

from imbuto.simulators.daraja import DEMO_CREDENTIALS, DroppedConnection
from imbuto.simulators.daraja.forgeries import FORGERIES, INVENTED_RECEIPT
from imbuto.simulators.daraja.refusals import APIGEE, REFUSALS, RESPONSES
from imbuto.simulators.daraja.rules import DESCRIPTIONS, KEPT
from imbuto.simulators.daraja.shapes import SHAPES

from .inside import CALLBACKS, FARMER, Inside, doing, told

TAKEN = [
    ("timeout_after", 504),
    ("html_after:502", 502),
    ("error_after", 500),
    ("garbled_after", 200),
]


# ------------------------------------------------------------------ in the place of an answer


@pytest.mark.parametrize("selector", REFUSALS)
def test_every_error_code_can_be_answered_and_takes_nothing(selector: str) -> None:
    gateway = doing(f"refusal:{selector}")
    answer = gateway.pay()
    body = answer.json or {}
    assert (answer.status_code, body["errorMessage"]) == REFUSALS[selector]
    assert body["errorCode"] == selector.partition("/")[0]
    assert gateway.state() == "never taken"


def test_an_error_code_that_nobody_has_documented_can_be_answered_too() -> None:
    assert (doing("refusal:500.009.77").pay().json or {})["errorCode"] == "500.009.77"


def test_an_error_may_come_under_http_200() -> None:
    answer = doing("envelope:500.002.1001").pay()
    assert (answer.status_code, (answer.json or {})["errorCode"]) == (200, "500.002.1001")


@pytest.mark.parametrize("name", APIGEE)
def test_the_front_door_has_faults_of_its_own(name: str) -> None:
    answer = doing(f"apigee:{name}").pay()
    fault = (answer.json or {})["fault"]
    assert (answer.status_code, fault["faultstring"], fault["detail"]["errorcode"]) == APIGEE[name]


def test_a_page_of_html_says_nothing() -> None:
    answer = doing("html:503").pay()
    assert (answer.status_code, answer.mimetype) == (503, "text/html")


def test_throttling_says_when_to_come_back() -> None:
    answer = doing("throttled:45").pay()
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "45")


@pytest.mark.parametrize("code", RESPONSES)
def test_an_immediate_code_other_than_zero_takes_nothing_but_for_the_one_that_keeps_it(code: str) -> None:
    gateway = doing(f"response:{code}")
    answer = gateway.pay()
    assert (answer.status_code, (answer.json or {})["ResponseCode"]) == (200, code)
    gateway.wait()
    assert gateway.wallet() == (1_200 if code == KEPT else 0)


@pytest.mark.parametrize("fault", ["closed_before", "hang_before:25"])
def test_the_line_may_be_dropped_before_anything_is_taken(fault: str) -> None:
    gateway = doing(fault)
    with pytest.raises(DroppedConnection) as dropped:
        gateway.pay()
    assert (dropped.value.before, dropped.value.silent_seconds) == (True, 25 if "hang" in fault else 0)
    assert gateway.state() == "never taken"


@pytest.mark.parametrize("fault", ["closed_after", "hang_after:25"])
def test_the_line_may_be_dropped_although_it_was_taken(fault: str) -> None:
    gateway = doing(fault)
    with pytest.raises(DroppedConnection) as dropped:
        gateway.pay()
    assert not dropped.value.before
    gateway.wait()
    assert (gateway.wallet(), gateway.codes()) == (1_200, [0])


@pytest.mark.parametrize(("fault", "status"), TAKEN)
def test_a_bad_answer_may_hide_that_it_was_taken(fault: str, status: int) -> None:
    gateway = Inside({"rules": [{"do": fault, "when": {"try": 1}}]})
    answer = gateway.pay()
    assert (answer.status_code, gateway.state()) == (status, "paid")
    assert answer.get_json(silent=True) is None or "ResponseCode" not in (answer.json or {})
    assert "Duplicate" in (gateway.pay().json or {})["errorMessage"]
    gateway.wait()
    assert (gateway.wallet(), gateway.codes()) == (1_200, [0])


def test_what_spoils_an_answer_spoils_the_one_about_a_known_id_too() -> None:
    gateway = doing("timeout_after")
    assert [gateway.pay().status_code, gateway.pay().status_code] == [504, 504]
    gateway.wait()
    assert gateway.wallet() == 1_200


def test_a_token_may_be_ended_by_somebody_else() -> None:
    gateway = Inside({"rules": [{"do": "token_ended", "when": {"nth": 1, "try": 1}}]})
    assert (gateway.pay().json or {})["errorMessage"] == "Invalid Access Token"
    assert (gateway.pay().json or {})["errorMessage"] == "Invalid Access Token"
    gateway.token = gateway.new_token()
    assert gateway.pay().status_code == 200


def test_a_token_may_be_short_lived_a_number_or_refused() -> None:
    gateway = doing("token.short:60", "token.number")
    assert (gateway.ask_token().json or {})["expires_in"] == 60
    gateway.token = gateway.new_token()
    gateway.wait(seconds=61)
    assert gateway.pay().status_code == 404
    assert (doing("token.refusal:400.008.01").ask_token().json or {})["errorCode"] == "400.008.01"


def test_the_door_ends_a_token_too() -> None:
    gateway = Inside()
    gateway.control("token", {})
    assert gateway.pay().status_code == 404


# ------------------------------------------------------------------ what M-Pesa decides


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


# ------------------------------------------------------------------ questions and top-ups


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
