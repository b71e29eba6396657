"""The promises of the one door, kept alike by SQLite and PostgreSQL."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

from imbuto.ledger import Ledger
from tests.ledger.examples import CLERK, weighing


def test_a_recorded_delivery_stands_at_the_next_position(either_dairy: Ledger) -> None:
    before = either_dairy.position()
    saved = either_dairy.record_delivery(uuid4(), weighing("8.5"), CLERK)
    assert (saved.position, saved.version, saved.new) == (before + 1, 1, True)
    assert either_dairy.delivery(saved.id).litres == Decimal("8.5")


def test_the_same_request_again_is_one_fact(either_dairy: Ledger) -> None:
    id = uuid4()
    first = either_dairy.record_delivery(id, weighing(), CLERK)
    again = either_dairy.record_delivery(id, weighing(), CLERK)
    assert (again.id, again.position, again.version, again.new) == (id, first.position, 1, False)
    assert either_dairy.position() == first.position
