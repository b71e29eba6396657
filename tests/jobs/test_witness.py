"""An older copy of the ledger is put back: payments made since look unsent in it, and none is sent again."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest

from imbuto.aggregates.till import TILL_ID
from imbuto.bootstrap import Parts, build
from imbuto.jobs import till_gate, witness
from tests.payments_world.world import World

from .house import House, by


def copied(parts: Parts, to: Path) -> Path:
    """A backup of the facts, made while they are in use."""
    live = sqlite3.connect(parts.settings.data / "events.sqlite")
    with closing(live), closing(sqlite3.connect(to)) as copy:
        live.backup(copy)
    return to


def put_back(house: House, backup: Path) -> House:
    """As the README says: all stopped, the copy put in place, the views deleted, all started again."""
    settings = house.parts.settings
    house.parts.close()
    for old in settings.data.glob("*.sqlite-*"):
        old.unlink()
    (settings.data / "views.sqlite").unlink()
    shutil.copy(backup, settings.data / "events.sqlite")
    return House(build(settings), house.queues, house.sms_url, house.daraja_url)


@pytest.fixture
def payout(house: House) -> UUID:
    house.register("1", "254712000001")
    return house.payout()


def submit(house: House, id: UUID) -> None:
    """A payment is about to be sent, as the job notes it."""
    payout = house.parts.ledger.submit_payout(id, by("job:pay", house.now))
    assert payout is not None
    witness.remember(house.parts, payout)


def test_a_whole_ledger_lets_payments_go(house: House, payout: UUID) -> None:
    assert witness.is_whole(house.parts)
    submit(house, payout)
    assert witness.is_whole(house.parts)
    assert house.facts("till.stopped") == []


def test_an_older_ledger_stops_all_payments_until_a_person_resumes(
    house: House, payout: UUID, tmp_path: Path
) -> None:
    backup = copied(house.parts, tmp_path / "backup.sqlite")
    submit(house, payout)
    restored = put_back(house, backup)
    try:
        assert restored.facts("payout.submitted") == []
        assert not till_gate.may_pay(restored.parts, restored.parts.ledger.payout(payout))
        [stop] = restored.facts("till.stopped")
        assert (stop.cause, stop.code) == ("restored", "restored")
        assert "M-Pesa's statement" in stop.reason
        assert not restored.parts.ledger.till().may_pay
        assert witness.is_whole(restored.parts), "it is said once"
        restored.parts.ledger.resume_payments("compared with M-Pesa", by("staff:T1"), seen="restored")
        assert witness.is_whole(restored.parts)
        assert restored.parts.ledger.till().may_pay
    finally:
        restored.parts.close()


def test_a_ledger_that_grew_past_the_mark_since_is_known_by_the_fact_at_that_place(
    house: House, payout: UUID, tmp_path: Path
) -> None:
    backup = copied(house.parts, tmp_path / "backup.sqlite")
    submit(house, payout)
    end = house.parts.ledger.position()
    restored = put_back(house, backup)
    try:
        for number in range(2, 14):
            restored.register(str(number))
        assert restored.parts.ledger.position() > end
        assert not witness.is_whole(restored.parts)
    finally:
        restored.parts.close()


def test_an_older_copy_put_back_twice_stops_twice(house: House, payout: UUID, tmp_path: Path) -> None:
    backup = copied(house.parts, tmp_path / "backup.sqlite")
    submit(house, payout)
    first = put_back(house, backup)
    assert not witness.is_whole(first.parts)
    second = put_back(first, backup)
    try:
        assert not witness.is_whole(second.parts)
    finally:
        second.parts.close()


def test_the_file_stays_small_and_a_line_cut_short_counts_for_nothing(house: House, payout: UUID) -> None:
    submit(house, payout)
    path = house.parts.settings.data / witness.FILE
    whole = path.read_text()
    path.write_text(whole * (witness.LARGEST_BYTES // len(whole)) + "99999999 ")
    assert witness.is_whole(house.parts)
    witness.remember(house.parts, house.parts.ledger.payout(payout))
    assert len(path.read_text().splitlines()) == 1
    assert witness.is_whole(house.parts)
    path.write_text(f"1 {TILL_ID} 1\n99 nothing 1 .\n")
    assert witness.is_whole(house.parts)


def test_a_payday_leaves_its_mark_before_each_call(begin: Callable[..., World]) -> None:
    world = begin(1, payouts=2)
    path = Path(world.parts.settings.data) / witness.FILE
    world.run()
    assert len(path.read_text().splitlines()) >= 2
    assert witness.is_whole(world.parts)
