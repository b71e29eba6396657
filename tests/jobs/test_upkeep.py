"""Housekeeping of the people store: what has served its time goes, the rest stays."""

from __future__ import annotations

from datetime import timedelta

from imbuto.jobs import work

from .house import House


def test_ended_sessions_are_thrown_away_and_living_ones_stay(house: House) -> None:
    accounts, begun = house.parts.people.accounts, house.now
    accounts.set_password("staff:C1", "C1", None, "a long enough password")
    ended = accounts.sign_in("C1", "a long enough password", begun, "office").token
    house.now = begun + timedelta(days=1)
    living = accounts.sign_in("C1", "a long enough password", house.now, "office").token
    for _ in range(2):
        work.perform(house.parts, "purge", house.now.isoformat())
    # An instant at which both would still have been valid: only the purge can have ended the first.
    assert accounts.whoami(ended, begun) is None
    assert accounts.whoami(living, house.now) is not None
