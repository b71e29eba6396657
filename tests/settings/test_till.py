"""The settings of the till: the pace, the top-up's account, the check of national IDs."""

from __future__ import annotations

from pathlib import Path

import pytest

from imbuto.settings import ID_CHECKED_PATH, Settings


def settings(**given: str) -> Settings:
    return Settings.from_values(Path("/nowhere"), given)


def problems(**given: str) -> list[str]:
    return [problem for problem in settings(**given).partner_mistakes() if problem.startswith("DARAJA_")]


def test_usually_five_calls_a_second_and_no_check_of_ids() -> None:
    usual = settings()
    assert (usual.calls_per_second, usual.id_checked_path, problems()) == (5.0, "", [])


def test_what_is_given_is_taken() -> None:
    given = settings(DARAJA_CALLS_PER_SECOND="12.5", DARAJA_ID_CHECKED="on", DARAJA_TOP_UP_SHORTCODE="600999")
    assert (given.calls_per_second, given.id_checked_path) == (12.5, ID_CHECKED_PATH)
    assert given.daraja_top_up_shortcode == "600999"
    other = settings(DARAJA_ID_CHECKED="on", DARAJA_ID_CHECKED_PATH="/mpesa/b2c/checked")
    assert other.id_checked_path == "/mpesa/b2c/checked"
    assert settings(DARAJA_ID_CHECKED="off", DARAJA_ID_CHECKED_PATH="/x").id_checked_path == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DARAJA_CALLS_PER_SECOND", "0"),
        ("DARAJA_CALLS_PER_SECOND", "many"),
        ("DARAJA_CALLS_PER_SECOND", "1001"),
        ("DARAJA_ID_CHECKED", "perhaps"),
        ("DARAJA_ID_CHECKED_PATH", "mpesa/b2c"),
    ],
)
def test_what_is_wrong_is_named(name: str, value: str) -> None:
    (problem,) = problems(**{name: value})
    assert problem.startswith(name)
    assert settings(**{name: value}).calls_per_second > 0
