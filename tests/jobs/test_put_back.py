"""An older copy of the ledger is put back while payments are stopped already, beside newer views, or after
money left by a file or into the float: nothing of it goes out again until a person has compared."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from imbuto.bootstrap import build
from imbuto.errors import WrongState
from imbuto.jobs import till_gate, witness

from .house import House, by
from .test_witness import copied, submit

SEEN = "restored"


@pytest.fixture
def payout(house: House) -> UUID:
    house.register("1", "254712000001")
    return house.payout()


def put_back(house: House, backup: Path, *, views: bool = True) -> House:
    """All stopped, the copy put in place, all started again. `views`: deleted, as they should be."""
    settings = house.parts.settings
    house.parts.close()
    for old in settings.data.glob("*.sqlite-*"):
        old.unlink()
    if views:
        (settings.data / "views.sqlite").unlink()
    shutil.copy(backup, settings.data / "events.sqlite")
    return House(build(settings), house.queues, house.sms_url, house.daraja_url)


def test_payments_stopped_by_hand_before_are_not_let_go_for_that_reason_alone(
    house: House, payout: UUID, tmp_path: Path
) -> None:
    house.parts.ledger.stop_payments("kill", "", "the bank asked", by("staff:T1"))
    backup = copied(house.parts, tmp_path / "backup.sqlite")
    house.parts.ledger.resume_payments("all is well", by("staff:T1"))
    submit(house, payout)
    restored = put_back(house, backup)
    ledger = restored.parts.ledger
    try:
        assert not till_gate.may_pay(restored.parts, ledger.payout(payout))
        with pytest.raises(WrongState, match="older copy of the ledger"):
            ledger.resume_payments("the bank is content", by("staff:T1"))
        ledger.resume_payments("compared up to today", by("staff:T1"), seen=SEEN)
        assert witness.is_whole(restored.parts)
        assert ledger.till().may_pay
    finally:
        restored.parts.close()


def test_who_did_not_see_why_payments_stopped_does_not_resume_them(
    house: House, payout: UUID, tmp_path: Path
) -> None:
    backup = copied(house.parts, tmp_path / "backup.sqlite")
    submit(house, payout)
    restored = put_back(house, backup)
    ledger = restored.parts.ledger
    try:
        assert not witness.is_whole(restored.parts)
        ledger.stop_payments("kill", "", "stopped by hand as well", by("staff:M1"))
        with pytest.raises(WrongState, match="older copy of the ledger"):
            ledger.resume_payments("mended", by("staff:T1"), anyway=True)
        alarm = restored.parts.views.till.get()
        assert (alarm.state, alarm.cause) == ("stopped", "restored")
    finally:
        restored.parts.close()


def test_views_that_know_more_than_the_ledger_stop_payments_too(
    house: House, payout: UUID, tmp_path: Path
) -> None:
    """Also on a machine that never sent anything itself, or lost its note of it."""
    backup = copied(house.parts, tmp_path / "backup.sqlite")
    submit(house, payout)
    (house.parts.settings.data / witness.FILE).unlink()
    restored = put_back(house, backup, views=False)
    try:
        assert not till_gate.may_pay(restored.parts, restored.parts.ledger.payout(payout))
        assert restored.parts.ledger.till().code == SEEN
        restored.parts.views.rebuild()
        restored.parts.ledger.resume_payments("compared", by("staff:T1"), seen=SEEN)
        assert witness.is_whole(restored.parts)
    finally:
        restored.parts.close()


def test_a_top_up_that_was_sent_since_the_copy_is_not_sent_again(house: House, tmp_path: Path) -> None:
    ledger, id = house.parts.ledger, uuid4()
    ledger.propose_top_up(id, 1_000_000, "November", by("staff:T1"))
    ledger.approve_top_up(id, by("staff:M1"))
    backup = copied(house.parts, tmp_path / "backup.sqlite")
    house.prove()
    house.do("top-up", id)
    assert ledger.top_up(id).state != "approved"
    restored = put_back(house, backup)
    try:
        restored.prove()
        restored.do("top-up", id)
        assert restored.parts.ledger.top_up(id).state == "approved"
        assert restored.parts.ledger.till().code == SEEN
    finally:
        restored.parts.close()


def test_a_file_of_payments_is_neither_made_nor_let_out(house: House, tmp_path: Path) -> None:
    """What went to the bank since the copy looks as if it waited for a file."""
    ledger, file = house.parts.ledger, uuid4()
    house.register("1", "254712000001")
    ledger.propose_channel(
        "1", "bank", by(), account_bank="KCB", account_number="0110001", account_name="M 1"
    )
    ledger.approve_channel("1", "bank", by("staff:M1"), account_bank="KCB", account_number="0110001")
    house.payout()
    backup = copied(house.parts, tmp_path / "backup.sqlite")
    _let_out(house, file)
    restored = put_back(house, backup)
    try:
        with pytest.raises(WrongState, match="older copy of the ledger"):
            _let_out(restored, uuid4())
        assert restored.parts.ledger.till().code == SEEN
        assert restored.facts("payout.handed_over") == []
    finally:
        restored.parts.close()


def _let_out(house: House, id: UUID) -> None:
    ledger = house.parts.ledger
    ledger.open_pay_file(id, "bank", None, None, by("staff:T1", house.now))
    house.do("pay-file", id)
    made = ledger.pay_file(id)
    ledger.approve_pay_file(id, made.count, made.total_cents, made.digest, by("staff:M1", house.now))
    house.do("pay-file", id)
    assert ledger.pay_file_content(id).payments
