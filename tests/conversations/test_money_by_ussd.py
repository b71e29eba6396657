"""Balance, statements and payments by dialling, behind the PIN of whoever has one; and where it leaves no
trace."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from imbuto.values import receipt_code
from tests.api.dairy import JOB, Dairy
from tests.traces import holds

from .screenplay import Phone

PIN, WRONG = "806413", "917350"


@pytest.fixture
def with_pin(dairy: Dairy, phone: Phone) -> Phone:
    dairy.parts.people.pins.choose("member:0001", PIN)
    return phone


def paid(dairy: Dairy) -> None:
    """A run of one member, paid by M-Pesa."""
    payout = dairy.submitted_payout()
    attempt = dairy.parts.views.payouts.get(payout).attempt_id
    dairy.parts.ledger.record_payment(payout, attempt, "SJ12ABC3DE", 1500, dairy.now, "callback", JOB)


def test_a_payment_shows_its_receipt(dairy: Dairy, phone: Phone) -> None:
    paid(dairy)
    phone.dials("*384*22384*5#")
    phone.sees("KES 472, milk of 1-15 Nov 2026.", "Paid 16/11 by M-Pesa. Receipt SJ12ABC3DE.")
    phone.sees_no("9 More")


def test_what_is_owed_was_settled_and_was_paid(dairy: Dairy, phone: Phone) -> None:
    phone.dials()
    phone.presses("4")
    phone.sees("No statement yet.")
    phone.presses("7")
    phone.sees("No such choice.", "No statement yet.")
    phone.presses("0")
    phone.presses("5")
    phone.sees("No payment yet.")
    dairy.submitted_payout(litres="10.5")
    phone.presses("00")
    phone.presses("4")
    phone.sees("1 1-15 Nov 2026 KES 472")
    phone.presses("1")
    phone.sees("1-15 Nov 2026", "10.5 litres: 472.50", "Paid KES 472", "Carried over 0.50")
    phone.presses("00")
    phone.presses("5")
    phone.sees("KES 472, milk of 1-15 Nov 2026.", "On the way by M-Pesa.")
    phone.presses("00")
    phone.presses("3")
    phone.sees("Balance 16/11: KES 0.50", "On the way KES 472.00")


def test_a_run_that_is_not_approved_is_not_shown(dairy: Dairy, phone: Phone) -> None:
    dairy.record(date="2026-11-10")
    dairy.prepared_run()
    phone.dials("*384*22384*4#")
    phone.sees("No statement yet.")


def test_the_pin_is_asked_for_once_in_a_call(dairy: Dairy, with_pin: Phone) -> None:
    dairy.record(litres="10")
    with_pin.dials()
    with_pin.presses("3")
    with_pin.sees("Enter your PIN:")
    with_pin.sees_no("KES")
    with_pin.presses(WRONG)
    with_pin.sees("Wrong PIN. 2 left.")
    with_pin.presses(PIN)
    with_pin.sees("Balance 16/11: KES 450.00")
    with_pin.presses("0")
    with_pin.presses("4")
    with_pin.sees("No statement yet.")
    with_pin.presses("00")
    with_pin.presses("1")
    with_pin.sees("10L answer?")


def test_three_wrong_ones_end_the_call_and_five_block_the_pin(with_pin: Phone) -> None:
    with_pin.dials("*384*22384*3#")
    for wrong in (WRONG, "12", WRONG):
        with_pin.presses(wrong)
    with_pin.sees("Wrong PIN. Dial again, or ask the office.")
    with_pin.is_hung_up()
    with_pin.dials()
    with_pin.presses("5")
    # A step that is posted three times is one try.
    with_pin.presses(WRONG, times=3)
    with_pin.sees("2 left")
    with_pin.presses(WRONG)
    with_pin.sees("1 left")
    with_pin.presses(WRONG)
    with_pin.sees("Wrong PIN. Dial again")
    assert [text for text in with_pin.has_heard() if "blocked" in text]
    with_pin.dials()
    with_pin.presses("3")
    with_pin.presses(PIN)
    with_pin.sees("Your PIN is blocked. Try again in 60 minutes")
    with_pin.is_hung_up()


def test_a_call_that_is_taken_up_asks_for_the_pin_anew(dairy: Dairy, with_pin: Phone) -> None:
    dairy.record(litres="10")
    with_pin.dials()
    with_pin.presses("3")
    with_pin.presses(PIN)
    with_pin.sees("KES 450.00")
    with_pin.drops()
    with_pin.dials()
    with_pin.presses("1")
    with_pin.sees("Enter your PIN:")
    with_pin.presses(PIN)
    with_pin.sees("KES 450.00")


def test_in_a_household_each_member_has_a_pin_of_their_own(dairy: Dairy, shared_phone: Phone) -> None:
    dairy.parts.people.pins.choose("member:0009", PIN)
    shared_phone.dials()
    for key in ("2", "3", PIN):
        shared_phone.presses(key)
    shared_phone.sees("Balance")
    for key in ("00", "0", "1", "3"):
        shared_phone.presses(key)
    shared_phone.sees("Balance")
    dairy.parts.people.pins.choose("member:0002", "472913")
    for key in ("00", "4"):
        shared_phone.presses(key)
    shared_phone.sees("Enter your PIN:")
    shared_phone.presses(PIN)
    shared_phone.sees("Wrong PIN.")


def written(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.name, path.read_bytes()


def test_neither_the_pin_nor_the_phone_is_in_a_log_and_the_pin_in_no_store(
    dairy: Dairy, with_pin: Phone
) -> None:
    """The gateway repeats all that was typed with each step, and once more when the call has ended."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(_Everything())
    logging.getLogger().addHandler(handler)
    level, root = logging.getLogger().level, logging.getLogger()
    root.setLevel(logging.DEBUG)
    try:
        milk = dairy.record()
        with_pin.dials()
        for key in ("3", WRONG, PIN, "0", "1", "1", "1"):
            with_pin.presses(key)
        with_pin.sees(receipt_code(UUID(milk)))
        with_pin.drops()
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    said = lines.getvalue()
    assert "ussd.ended" in said
    assert "/callbacks/ussd/<token>" in said
    for secret in (PIN, WRONG, "712000001", with_pin.shown["session"]):
        assert not holds(said.encode(), secret.encode())
        kept = [
            name for name, content in written(dairy.parts.settings.data) if holds(content, secret.encode())
        ]
        assert kept == ([] if secret != "712000001" else kept)


class _Everything(logging.Formatter):
    """A line with all that a record carries."""

    def format(self, record: logging.LogRecord) -> str:
        return f"{super().format(record)} {vars(record)}" if record.name.startswith("imbuto") else ""
