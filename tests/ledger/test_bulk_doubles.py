"""The same figure under two ids is one measurement, unless it is said to be another."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from imbuto.errors import ProbableDouble
from imbuto.ledger import Ledger
from tests.ledger.examples import CLERK
from tests.ledger.verbs_about_bulk import FIGURE, figure, open_route, record

SECOND = UUID(int=812)


def test_the_same_figure_again_under_another_id_is_probably_doubled(dairy: Ledger) -> None:
    open_route(dairy)
    assert record(dairy).new
    with pytest.raises(ProbableDouble, match="recorded already") as refusal:
        record(dairy, SECOND, litres=Decimal("980.00"))
    assert refusal.value.details["earlier"] == str(FIGURE)
    assert not record(dairy).new


def test_another_one_or_another_slip_is_taken(dairy: Ledger) -> None:
    open_route(dairy)
    record(dairy)
    assert record(dairy, SECOND, reference="slip 12").new
    assert dairy.record_bulk(UUID(int=813), figure(), CLERK, another=True).new


def test_what_was_voided_may_be_recorded_anew(dairy: Ledger) -> None:
    open_route(dairy)
    record(dairy)
    dairy.void_bulk(FIGURE, "It was of the day before.", CLERK)
    assert record(dairy, SECOND).new
