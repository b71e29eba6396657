"""News from strangers is held until a manager or M-Pesa says so; only our own proxies are believed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from .dairy import Dairy, is_problem
from .kept_callbacks import M_PESA, STRANGER, from_there, kept
from .mpesa_says import paid, post, shown


def test_news_from_a_stranger_is_held_and_m_pesa_asked(
    guarded: Dairy, caplog: pytest.LogCaptureFixture
) -> None:
    payout = guarded.submitted_payout()
    post(guarded, payout, paid(guarded, payout), **from_there(STRANGER))
    told = shown(guarded, payout)
    assert (told["state"], told["code"]) == ("outcome_unknown", "unknown-source")
    one = kept(guarded, state="held")[0]
    assert (one["about"], one["source"], one["trusted"]) == (str(payout), STRANGER, False)
    assert "IMBUTO_TRUSTED_PROXIES" in caplog.text


@pytest.mark.parametrize("source", [M_PESA, "196.201.212.74", f"::ffff:{M_PESA}"])
def test_news_from_m_pesas_addresses_is_applied(guarded: Dairy, source: str) -> None:
    payout = guarded.submitted_payout()
    post(guarded, payout, paid(guarded, payout), **from_there(source))
    assert shown(guarded, payout)["state"] == "paid"


@pytest.mark.parametrize(
    ("proxies", "seen", "told", "state"),
    [
        (0, M_PESA, STRANGER, "paid"),
        (0, STRANGER, M_PESA, "outcome_unknown"),
        (1, "127.0.0.1", M_PESA, "paid"),
        (1, "127.0.0.1", f"{STRANGER}, {M_PESA}", "paid"),
        (1, "127.0.0.1", f"{M_PESA}, {STRANGER}", "outcome_unknown"),
        (2, "127.0.0.1", f"{M_PESA}, 10.0.0.1", "paid"),
        (2, "127.0.0.1", M_PESA, "outcome_unknown"),
        (1, "127.0.0.1", "", "outcome_unknown"),
    ],
)
def test_only_our_own_proxies_are_believed(
    guarded: Dairy, proxies: int, seen: str, told: str, state: str
) -> None:
    guarded.parts.settings = replace(guarded.parts.settings, trusted_proxies=proxies)
    payout = guarded.submitted_payout()
    post(guarded, payout, paid(guarded, payout), **from_there(seen, **{"X-Forwarded-For": told}))
    assert shown(guarded, payout)["state"] == state


def test_a_manager_takes_a_held_one_for_m_pesas(guarded: Dairy) -> None:
    payout = guarded.submitted_payout()
    post(guarded, payout, paid(guarded, payout), **from_there(STRANGER))
    number = kept(guarded, state="held")[0]["number"]
    taken = guarded.post("manager", f"/callbacks/{number}/acceptance")
    assert (taken["state"], taken["accepted_by"]) == ("applied", "staff:S002")
    told = shown(guarded, payout)
    assert (told["state"], told["story"][-1]["who"]) == ("paid", "staff:S002")
    position = guarded.position()
    assert guarded.post("manager", f"/callbacks/{number}/acceptance")["state"] == "applied"
    assert guarded.position() == position


def test_what_is_not_held_is_not_accepted(guarded: Dairy) -> None:
    payout = guarded.submitted_payout()
    post(guarded, payout, paid(guarded, payout), **from_there(M_PESA))
    number = kept(guarded)[0]["number"]
    for path in (f"/callbacks/{number}/acceptance", "/callbacks/99/acceptance"):
        answer = guarded.ask("manager", "POST", path)
        assert is_problem(answer)
        assert answer.status_code in (404, 409)


def test_a_held_one_that_m_pesa_posts_too_is_applied(guarded: Dairy) -> None:
    payout = guarded.submitted_payout()
    post(guarded, payout, paid(guarded, payout), **from_there(STRANGER))
    post(guarded, payout, paid(guarded, payout), **from_there(M_PESA))
    assert shown(guarded, payout)["state"] == "paid"
    assert kept(guarded, state="held") == []
