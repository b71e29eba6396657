"""A member's day and a payday have limits, which hold as well when two workers send at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from imbuto.aggregates import Payout
from imbuto.ledger import PaymentRules, next_opening

from .house import PERIOD, Door, House, by
from .money import PHONE, state, topics


@pytest.fixture(autouse=True)
def member(house: House) -> None:
    house.register("1", PHONE)


def limit(house: House, **limits: int) -> None:
    rules = UUID(int=5)
    house.parts.ledger.propose_payment_rules(rules, PaymentRules(**limits), by("staff:T1"))
    house.parts.ledger.approve_payment_rules(rules, by("staff:M1"))


def test_what_else_was_sent_to_the_member_today_counts_for_the_limit_of_the_day(
    house: House,
) -> None:
    """KES 300,000 is more than M-Pesa takes at once, and its second part more than is paid in a day here."""
    limit(house, most_per_member_day_cents=26_000_000)
    for day in range(1, 3):
        house.deliver("1", "2000", day=PERIOD.start + timedelta(days=day))
    run = house.parts.ledger.payout(house.payout(shillings=100_000)).run
    first, second = sorted(house.payouts(run), key=lambda id: house.parts.ledger.payout(id).part)
    house.do("send", first)
    attempt, told = house.parts.ledger.payout(first).attempt_id, by("gateway:daraja", house.now)
    house.parts.ledger.record_payment(first, attempt, "SKX1", 1300, house.now, "callback", told)

    house.do("send", second)

    found = house.parts.ledger.payout(second)
    assert (found.state, found.not_before) == ("requested", next_opening(house.now))
    assert (state(house, first), topics(house)[-1]) == ("paid", "postponed")


def test_what_else_was_sent_of_the_run_counts_for_the_limit_of_the_run(house: House, door: Door) -> None:
    limit(house, most_per_run_cents=80_000)
    house.register("2", "254712345679")
    house.deliver("2", "8.5")
    first = house.payout()
    (second,) = [one for one in house.payouts(house.parts.ledger.payout(first).run) if one != first]
    house.do("send", first)
    door.wait_for(1)

    house.do("send", second)

    found = house.parts.ledger.payout(second)
    assert (found.state, found.cause) == ("held", "over_limit")


@pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
@pytest.mark.parametrize("limited", ["day", "run"])
def test_of_two_sent_at_the_same_instant_one_gives_way_to_a_limit(
    house: House, monkeypatch: pytest.MonkeyPatch, limited: str
) -> None:
    """Both workers look, both find room for one more payment, and both record that they are about to send."""
    if limited == "day":
        limit(house, most_per_member_day_cents=26_000_000)
        for day in range(1, 3):
            house.deliver("1", "2000", day=PERIOD.start + timedelta(days=day))
    else:
        limit(house, most_per_run_cents=80_000)
        house.register("2", "254712345679")
        house.deliver("2", "8.5")
    run = house.parts.ledger.payout(house.payout(shillings=100_000 if limited == "day" else 425)).run
    first, second = house.payouts(run)
    ledger = house.parts.ledger
    submit = ledger.submit_payout

    def overtaken(id: UUID, *given: Any, **told: int) -> Payout | None:
        assert submit(first, by("job:pay", house.now)) is not None, "the other worker"
        return submit(id, *given, **told)

    monkeypatch.setattr(ledger, "submit_payout", overtaken)
    house.do("send", second)

    assert house.mpesa()["payments"] == []
    assert (state(house, first), state(house, second)) == ("submitted", "requested")
    monkeypatch.undo()
    house.later(minutes=3)
    house.do("send", second)
    assert (state(house, second), topics(house)[-1]) == (
        ("requested", "postponed") if limited == "day" else ("held", "held")
    )
