"""From where callbacks may come."""

from __future__ import annotations

import pytest

from imbuto.gateways.daraja_sources import SAFARICOM
from imbuto.inbox import Sources

MANY = ["196.201.214.200", " 196.201.212.0/24", "", "2001:db8::/32"]


@pytest.mark.parametrize(
    ("source", "trusted"),
    [
        ("196.201.214.200", True),
        ("196.201.214.201", False),
        ("196.201.212.255", True),
        ("196.201.213.0", False),
        ("::ffff:196.201.214.200", True),
        ("2001:db8::1", True),
        ("2001:db9::1", False),
        ("::ffff:127.0.0.1", False),
        ("", False),
        ("unix:", False),
        ("196.201.214.200, 203.0.113.9", False),
        ("0196.201.214.200", False),
    ],
)
def test_addresses_and_networks_are_trusted_and_nothing_else(source: str, trusted: bool) -> None:
    assert Sources.of(MANY).trusts(source) == trusted


def test_anywhere_is_anywhere_and_nothing_is_nowhere() -> None:
    assert Sources.of(["anywhere"]).trusts("")
    assert not Sources.of([]).trusts("196.201.214.200")


def test_the_usual_addresses_are_the_twelve_that_safaricom_gives() -> None:
    usual = Sources.of(SAFARICOM)
    assert (len(set(SAFARICOM)), all(map(usual.trusts, SAFARICOM))) == (12, True)
    assert not usual.trusts("196.201.214.201")


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(ValueError, match="milk"):
        Sources.of(["milk"])
