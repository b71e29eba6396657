"""The settings about people: the second factor, the second SMS gateway, push services, retention."""

from __future__ import annotations

from pathlib import Path

import pytest

from imbuto.settings import Settings

from .test_production import REAL


def settings(**given: str) -> Settings:
    return Settings.from_values(Path("/data"), {**REAL, **given})


def test_a_production_demands_the_second_factor_and_a_demo_does_not() -> None:
    assert settings().second_factor_required
    assert not settings(IMBUTO_MODE="demo").second_factor_required
    assert not settings(IMBUTO_SECOND_FACTOR="optional").second_factor_required
    assert settings(IMBUTO_MODE="demo", IMBUTO_SECOND_FACTOR="Required").second_factor_required


def test_books_are_kept_seven_years_where_nothing_is_said() -> None:
    assert settings().retention_years == 7
    assert settings(IMBUTO_RETENTION_YEARS="10").retention_years == 10


def test_a_second_sms_gateway_is_given_whole_or_not_at_all() -> None:
    whole = {"SMS2_BASE_URL": "https://sms.example.org", "SMS2_USERNAME": "dairy", "SMS2_API_KEY": "key"}
    assert settings(**whole).problems() == []
    assert settings(**whole).sms2_api_key == "key"
    missing = settings(SMS2_SENDER="IMARA").problems()
    assert [problem.partition(" ")[0] for problem in missing] == [*whole]
    assert (
        "SMS2_BASE_URL is a simulator's"
        in settings(**{**whole, "SMS2_BASE_URL": "https://127.0.0.1:8002"}).problems()[0]
    )
    assert settings(**{**whole, "SMS2_API_KEY": "demo-sms-key"}).problems()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("IMBUTO_SECOND_FACTOR", "perhaps"),
        ("IMBUTO_RETENTION_YEARS", "4"),
        ("IMBUTO_RETENTION_YEARS", "long"),
        ("PUSH_HOSTS", "push.example.org, http://x"),
    ],
)
def test_what_is_wrong_is_named(name: str, value: str) -> None:
    (problem,) = settings(**{name: value}).problems()
    assert problem.startswith(name)


def test_hosts_of_push_services_are_names() -> None:
    given = settings(PUSH_HOSTS="Push.example.org, localhost:8003,")
    assert (given.problems(), given.push_hosts) == ([], "push.example.org, localhost:8003,")
