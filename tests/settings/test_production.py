"""A production start refuses everything that belongs to a demo, and names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from imbuto.settings import DEMO_CREDENTIALS, Settings, SettingsError

REAL = {
    "IMBUTO_MODE": "production",
    "IMBUTO_SECRET": "s" * 32,
    "PUBLIC_URL": "https://dairy.example.org",
    "DARAJA_BASE_URL": "https://api.safaricom.co.ke",
    "DARAJA_CONSUMER_KEY": "key",
    "DARAJA_CONSUMER_SECRET": "secret",
    "DARAJA_SHORTCODE": "123456",
    "DARAJA_INITIATOR_NAME": "operator",
    "DARAJA_INITIATOR_PASSWORD": "password",
    "DARAJA_CERTIFICATE": "/etc/imbuto/production.pem",
    "SMS_BASE_URL": "https://api.africastalking.com",
    "SMS_USERNAME": "dairy",
    "SMS_API_KEY": "key",
}


def problems(**changes: str) -> list[str]:
    return Settings.from_values(Path("/data"), {**REAL, **changes}).problems()


def test_a_real_cooperative_s_settings_are_taken() -> None:
    assert problems() == []


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST",
        "daraja.localhost",
        "localhost.",
        "127.0.0.1",
        "127.1.2.3",
        "0.0.0.0",
        "[::1]",
    ],
)
@pytest.mark.parametrize("name", ["DARAJA_BASE_URL", "SMS_BASE_URL"])
def test_a_partner_on_this_machine_is_a_simulator(name: str, host: str) -> None:
    found = problems(**{name: f"https://{host}"})
    assert len(found) == 1
    assert found[0].startswith(f"{name} is a simulator's address")


@pytest.mark.parametrize("port", [8001, 8002])
def test_the_simulators_ports_are_refused_wherever_they_are(port: int) -> None:
    assert "simulator" in problems(DARAJA_BASE_URL=f"https://daraja.example.org:{port}")[0]
    assert problems(DARAJA_BASE_URL="https://daraja.example.org:8003") == []


def test_the_simulators_ports_follow_the_api_s() -> None:
    assert problems(IMBUTO_PORT="9000") == []
    assert problems(IMBUTO_PORT="9000", SMS_BASE_URL="https://sms.example.org:9002")


@pytest.mark.parametrize("name", DEMO_CREDENTIALS)
def test_each_demo_credential_is_refused_by_name(name: str) -> None:
    found = problems(**{name: DEMO_CREDENTIALS[name]})
    assert [problem.partition(" ")[0] for problem in found] == [name]


def test_a_demo_may_use_its_simulators() -> None:
    local = {"PUBLIC_URL": "http://127.0.0.1:8000", "DARAJA_BASE_URL": "http://127.0.0.1:8001"}
    local["SMS_BASE_URL"] = "http://127.0.0.1:8002"
    assert problems(IMBUTO_MODE="demo", **local, **DEMO_CREDENTIALS) == []


@pytest.mark.parametrize("name", ["PUBLIC_URL", "DARAJA_BASE_URL", "SMS_BASE_URL"])
@pytest.mark.parametrize(
    "url", ["http://real.example.org", "real.example.org", "https://", "https://[x", "https://a:0"]
)
def test_an_address_that_is_none_is_named(name: str, url: str) -> None:
    assert any(problem.startswith(name) for problem in problems(**{name: url}))


def test_a_blank_public_url_is_no_address_in_production() -> None:
    assert any(problem.startswith("PUBLIC_URL") for problem in problems(PUBLIC_URL=""))


def test_everything_missing_is_named_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in REAL:
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "imbuto.env").write_text("IMBUTO_MODE=production\nDARAJA_SHORTCODE=\nIMBUTO_PORT=\n")
    with pytest.raises(SettingsError) as refused:
        Settings.from_env(tmp_path)
    named = {problem.partition(" ")[0] for problem in refused.value.problems}
    assert {"IMBUTO_SECRET", "DARAJA_SHORTCODE", "SMS_API_KEY", "PUBLIC_URL"} <= named
    assert "IMBUTO_PORT" not in named


def test_partners_cannot_call_back_to_this_machine() -> None:
    assert "partners reach it" in problems(PUBLIC_URL="https://localhost:8000")[0]
