"""The cooperative's prices as the ledger knew them at a position or an instant."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from imbuto.errors import NoPrice
from imbuto.ledger import Ledger
from tests.ledger.examples import CLERK, DAY, MANAGER, PRICE, PRICE_CENTS
from tests.ledger.verbs import P2


def cents(dairy: Ledger, **then: object) -> int:
    return dairy.cooperative_as_of(**then).priced("KIA", DAY).cents_per_litre  # type: ignore[arg-type]


def test_a_price_approved_later_was_not_known_then(dairy: Ledger) -> None:
    dairy.propose_price(P2, None, 4600, DAY, CLERK)
    proposed = dairy.position()
    later = replace(MANAGER, at=MANAGER.at + timedelta(hours=1))
    dairy.approve_price(P2, later)
    assert cents(dairy) == cents(dairy, instant=later.at) == cents(dairy, position=proposed + 1) == 4600
    assert cents(dairy, position=proposed) == cents(dairy, instant=MANAGER.at) == PRICE_CENTS
    assert cents(dairy, position=proposed + 1, instant=MANAGER.at) == PRICE_CENTS
    assert dairy.cooperative_as_of(position=proposed).price(P2).state == "proposed"


def test_before_the_first_price_there_was_none(dairy: Ledger) -> None:
    first = next(place for place, fact in dairy.facts(0, 100) if getattr(fact, "price_id", None) == PRICE)
    with pytest.raises(NoPrice):
        dairy.cooperative_as_of(position=first).priced("KIA", DAY)
    assert dairy.cooperative_as_of(position=0).centres == {}
