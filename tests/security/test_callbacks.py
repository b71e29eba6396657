from __future__ import annotations

import hmac

import pytest

from imbuto.security.callbacks import callback_token, check

from .conftest import SECRET


def test_a_token_is_the_beginning_of_the_keyed_hash_of_its_parts() -> None:
    assert callback_token(SECRET, "sms") == hmac.new(SECRET.encode(), b"sms", "sha256").hexdigest()[:32]
    assert callback_token(SECRET, "payout", "p-1") == callback_token(SECRET, "payout:p-1")


def test_a_token_is_good_for_its_own_parts_and_secret_only() -> None:
    token = callback_token(SECRET, "payout", "p-1")
    assert check(token, SECRET, "payout", "p-1")
    assert not check(token, SECRET, "payout", "p-2")
    assert not check(token, SECRET + "x", "payout", "p-1")


@pytest.mark.parametrize("token", ["", "0" * 32, "é", "\ud800", "x" * 100_000])
def test_a_made_up_token_is_refused(token: str) -> None:
    assert not check(token, SECRET, "sms")
