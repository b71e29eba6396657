"""A dairy behind its API and the gateway before it; Wanjiku's phone, and one that a household shares."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from imbuto.ledger import Registration
from imbuto.simulators import posting
from tests.api.conftest import dairy, founded
from tests.api.dairy import OPERATOR, Dairy

from .screenplay import PATIENCE_SECONDS, Gateway, Phone, gateway_before

__all__ = ["dairy", "founded"]


@pytest.fixture
def gateway(dairy: Dairy, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    monkeypatch.setattr(posting, "PATIENCE_SECONDS", PATIENCE_SECONDS)
    with gateway_before(dairy) as gateway:
        yield gateway


@pytest.fixture
def phone(gateway: Gateway) -> Phone:
    """Of member 0001, who reads English."""
    gateway.dairy.parts.ledger.choose_language("0001", "en", OPERATOR)
    return Phone("+254712000001", gateway)


@pytest.fixture
def shared_phone(gateway: Gateway) -> Phone:
    """Of members 0002 and 0009, who read English."""
    ledger = gateway.dairy.parts.ledger
    ledger.choose_language("0002", "en", OPERATOR)
    registration = Registration(
        number="0009", name="Kamau Njoroge", centre="KIA", phone="254712000002", language="en"
    )
    ledger.register_member(registration, OPERATOR)
    return Phone("+254712000002", gateway)
