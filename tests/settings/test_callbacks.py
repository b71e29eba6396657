"""From where M-Pesa's callbacks may come, and through which proxies, is said by settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from imbuto.settings import Settings

from .test_production import REAL, problems


@pytest.mark.parametrize("sources", ["", "anywhere", "196.201.214.200, 196.201.212.0/24", "2001:db8::/32,"])
def test_addresses_and_networks_are_taken(sources: str) -> None:
    assert problems(DARAJA_CALLBACK_SOURCES=sources) == []


@pytest.mark.parametrize("sources", ["milk", "196.201.214", "196.201.212.0/33", "10.0.0.1 10.0.0.2"])
def test_what_is_no_network_is_named(sources: str) -> None:
    found = problems(DARAJA_CALLBACK_SOURCES=sources)
    assert [one.partition(" ")[0] for one in found] == ["DARAJA_CALLBACK_SOURCES"]


@pytest.mark.parametrize("count", ["-1", "10", "yes", "1.5"])
def test_proxies_are_counted(count: str) -> None:
    assert problems(IMBUTO_TRUSTED_PROXIES=count)[0].startswith("IMBUTO_TRUSTED_PROXIES")
    given = Settings.from_values(Path("/data"), {**REAL, "IMBUTO_TRUSTED_PROXIES": "1"})
    assert (given.trusted_proxies, given.problems()) == (1, [])


@pytest.mark.parametrize("word", ["mpesa", "Safaricom", "exec", "cmd", "sql", "query"])
def test_an_address_that_safaricom_refuses_is_named(word: str) -> None:
    assert "Safaricom refuses" in problems(PUBLIC_URL=f"https://{word}.dairy.example.org")[0]
    assert problems(PUBLIC_URL=f"https://{word}.dairy.example.org", IMBUTO_MODE="demo") == []
