"""Status and balance queries, and what a restarted simulator still knows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .helpers import FARMER, Cooperative, parameters, start

if TYPE_CHECKING:
    from .conftest import Listener

pytestmark = pytest.mark.journey


def heard(listener: Listener, path: str = "/answer") -> dict[str, Any]:
    return dict(json.loads(listener.wait_for(1, path)[0].body)["Result"])


def test_a_payment_whose_callback_was_lost_is_found_by_its_own_id(
    daraja: Cooperative, listener: Listener
) -> None:
    daraja.behave("lost_callback")
    daraja.pay(OriginatorConversationID="lost-1")
    assert listener.heard_nothing(0.2)
    daraja.ask_status(OriginalConversationID="lost-1", Occasion="chasing")
    answer = heard(listener)
    told = parameters(answer)
    assert answer["ResultCode"] == 0
    assert told["TransactionStatus"] == "Completed"
    assert told["OriginatorConversationID"] == "lost-1"
    assert told["Amount"] == 1200
    assert told["ReceiptNo"] == daraja.state()["payments"][0]["receipt"]
    assert told["DebitPartyCharges"] == "Fee For B2C Payment|KES|5.00"
    assert answer["ReferenceData"]["ReferenceItem"] == {"Key": "Occasion", "Value": "chasing"}


def test_a_payment_is_found_by_its_receipt(daraja: Cooperative, listener: Listener) -> None:
    daraja.pay()
    receipt = heard(listener, "/result")["TransactionID"]
    daraja.ask_status(TransactionID=receipt)
    assert parameters(heard(listener))["ReceiptNo"] == receipt


@pytest.mark.parametrize(
    ("behaviour", "status"), [("not_registered", "Declined"), ("queue_timeout", "Expired")]
)
def test_a_payment_that_failed_is_told_as_such(
    daraja: Cooperative, listener: Listener, behaviour: str, status: str
) -> None:
    daraja.behave(behaviour)
    daraja.pay(OriginatorConversationID="failed-1")
    listener.wait_for(1)
    daraja.ask_status(OriginalConversationID="failed-1")
    assert parameters(heard(listener))["TransactionStatus"] == status


def test_an_unknown_payment_makes_the_query_fail_and_says_nothing_of_money(
    daraja: Cooperative, listener: Listener
) -> None:
    daraja.ask_status(OriginalConversationID="never-sent")
    answer = heard(listener)
    assert answer["ResultCode"] != 0
    assert "ResultParameters" not in answer


def test_a_query_with_a_wrong_password_learns_nothing(daraja: Cooperative, listener: Listener) -> None:
    daraja.ask_balance(SecurityCredential=daraja.credential("guess"))
    assert heard(listener)["ResultCode"] == 2001


def test_the_balance_is_told_account_by_account(daraja: Cooperative, listener: Listener) -> None:
    daraja.simulator.post("/control/float", {"float_cents": 123_456_789})
    daraja.ask_balance()
    accounts = parameters(heard(listener))["AccountBalance"].split("&")
    assert "Utility Account|KES|1234567.89|1234567.89|0.00|0.00" in accounts


def test_a_restart_forgets_neither_wallets_nor_ids(tmp_path: Path, listener: Listener) -> None:
    with start("daraja", tmp_path, "--delay-ms", "10") as simulator:
        coop = Cooperative(simulator, listener.url)
        coop.pay(OriginatorConversationID="before")
        listener.wait_for(1)
        certificate = simulator.get("/certificate.pem").content
    with start("daraja", tmp_path, "--delay-ms", "10") as simulator:
        coop = Cooperative(simulator, listener.url)
        assert coop.state()["wallets"] == {FARMER: 1200}
        assert simulator.get("/certificate.pem").content == certificate
        assert coop.pay(OriginatorConversationID="before").json()["errorMessage"].startswith("Duplicate")


def test_a_restart_takes_up_what_was_still_in_the_queue(tmp_path: Path, listener: Listener) -> None:
    with start("daraja", tmp_path, "--delay-ms", "60000") as simulator:
        Cooperative(simulator, listener.url).pay()
    with start("daraja", tmp_path, "--delay-ms", "10"):
        assert heard(listener, "/result")["ResultCode"] == 0


def test_the_page_is_whole_in_itself(daraja: Cooperative) -> None:
    page = daraja.simulator.get("/").text
    assert "M-Pesa, pretended" in page
    assert page.index("Make trouble") < page.index("<h2>Accounts") < page.index("<h2>Wallets")
    assert "src=" not in page
    assert "//" not in page.replace("// ", "")
