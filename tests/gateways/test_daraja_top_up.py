"""Top-ups and ID-checked payments over real HTTP; whose fault a code is; fingerprints."""

from __future__ import annotations

from dataclasses import replace

import pytest

from imbuto.gateways.daraja import PAY_PATH, TOP_UP_PATH
from imbuto.gateways.daraja_blame import is_about_token, is_float_short, is_ours, proves_credential
from imbuto.gateways.daraja_codes import RESULT_CODES
from imbuto.gateways.daraja_credentials import DarajaCredentials, fingerprint
from imbuto.gateways.daraja_outcomes import Accepted, Rejected
from imbuto.gateways.daraja_tariff import TARIFFS, cost_cents

from .servers import told
from .test_daraja_client import ACCEPTED, Door, client, pay

CHECKED = "/mpesa/b2cvalidate/v2/paymentrequest"


def test_a_top_up_goes_from_the_working_account_into_the_one_that_pays_out(
    credentials: DarajaCredentials,
) -> None:
    with told(Door(ACCEPTED)) as server:
        daraja = client(server.url, replace(credentials, top_up_shortcode="600999"))
        assert daraja.top_up(500, "TOP-1", "Top up", "http://127.0.0.1/r", "http://127.0.0.1/t") == Accepted(
            "AG_1"
        )
        (sent,) = server.to(TOP_UP_PATH)
    assert sent.json["SecurityCredential"]
    assert {k: v for k, v in sent.json.items() if k != "SecurityCredential"} == {
        "Initiator": "coop-api",
        "CommandID": "BusinessPayToBulk",
        "SenderIdentifierType": "4",
        "RecieverIdentifierType": "4",
        "Amount": 500,
        "PartyA": "600999",
        "PartyB": "600000",
        "AccountReference": "TOP-1",
        "Remarks": "Top up",
        "QueueTimeOutURL": "http://127.0.0.1/t",
        "ResultURL": "http://127.0.0.1/r",
    }


@pytest.mark.parametrize("shillings", [0, -5, 500_000_001, True])
def test_what_is_no_top_up_never_leaves(credentials: DarajaCredentials, shillings: int) -> None:
    with told(Door(ACCEPTED)) as server:
        outcome = client(server.url, credentials).top_up(shillings, "T", "Top up", "http://r", "http://t")
        assert isinstance(outcome, Rejected)
        assert server.to(TOP_UP_PATH) == []


def test_a_payees_national_id_is_checked_only_where_that_is_switched_on(
    credentials: DarajaCredentials,
) -> None:
    with told(Door(ACCEPTED)) as server:
        pay(client(server.url, credentials), id_number="12345678")
        checking = client(server.url, replace(credentials, id_checked_path=CHECKED))
        pay(checking, id_number="12345678")
        pay(checking)
        unchecked, (checked,) = server.to(PAY_PATH), server.to(CHECKED)
    assert [("IDNumber" in sent.json) for sent in unchecked] == [False, False]
    assert (checked.json["IDType"], checked.json["IDNumber"]) == ("01", "12345678")


def test_every_code_is_ours_or_the_floats_or_proves_or_says_nothing() -> None:
    for code, meaning in RESULT_CODES.items():
        blames = [is_ours(code), is_float_short(code)]
        assert sum(blames) == meaning.stops_batch
        assert not (is_ours(code) and proves_credential(code))
    assert all(map(is_ours, ("18", "20", "21", "2001", "8006", "100000010")))
    assert all(map(proves_credential, ("0", "1", "2040", "SFC_IC0003")))
    assert not any(map(proves_credential, ("17", "26", "2001", "R000002", "")))


@pytest.mark.parametrize("code", ["401.002.01", "404.001.03", "http-403", "oauth.v2.InvalidAccessToken"])
def test_a_refused_token_is_not_yet_our_fault(code: str) -> None:
    assert is_about_token(code)
    assert not is_about_token("404.001.01")


def test_a_fingerprint_tells_credentials_apart_and_not_the_password() -> None:
    mine = fingerprint("coop-api", "Secret#1", "key")
    assert mine == fingerprint("coop-api", "Secret#1", "key")
    others = {
        fingerprint("coop-api", "Secret#2", "key"),
        fingerprint("coop-apiS", "ecret#1", "key"),
        fingerprint("coop-api", "Secret#1", "another"),
    }
    assert len(others | {mine}) == 4
    assert len(mine) == 16


def test_what_payments_take_from_the_float_has_their_fees() -> None:
    day = TARIFFS[0][0]
    assert cost_cents([(50_000, 2), (5_000, 1)], day) == 2 * 50_500 + 5_000
    assert cost_cents([], day) == 0
