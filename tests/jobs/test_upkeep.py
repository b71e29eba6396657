"""Housekeeping of the people store: what has served its time goes, the rest stays."""

from __future__ import annotations

import json
from datetime import timedelta

from imbuto.inbox import Address
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


def acknowledged(house: House) -> int:
    """A callback that was answered by a process that then was killed."""
    house.register("1", "254712000001")
    payout = house.payout()
    house.parts.inbox.applies_by_itself = False
    body = json.dumps({"Result": {"ResultCode": "X999"}}).encode()
    return house.parts.inbox.receive(Address("payout", str(payout), "result", 1), "127.0.0.1", body)


def test_a_callback_that_was_left_lying_is_found_and_applied(house: House) -> None:
    number = acknowledged(house)
    assert not [job for job in house.sweep() if job.startswith("apply-callbacks")]
    house.later(seconds=21)
    assert [job for job in house.sweep() if job.startswith("apply-callbacks")]
    house.do_twice("apply-callbacks")
    assert house.parts.inbox.see(number)[0].state == "applied"
    house.later(minutes=1)
    assert house.parts.inbox.waiting() == []


def test_callbacks_are_kept_longer_than_a_year_and_then_forgotten(house: House) -> None:
    acknowledged(house)
    for days, kept in ((399, 1), (2, 0)):
        house.later(days=days)
        house.do("purge", house.now.isoformat())
        assert sum(house.parts.inbox.counts().values()) == kept


def test_codes_that_have_expired_are_thrown_away(house: House) -> None:
    codes, begun = house.parts.people.codes, house.now
    code = str(codes.make("0712000001", begun))
    house.do("purge", house.now.isoformat())
    assert codes.fits("0712000001", code, begun)
    house.later(minutes=10)
    house.do("purge", house.now.isoformat())
    assert not codes.fits("0712000001", code, begun)
