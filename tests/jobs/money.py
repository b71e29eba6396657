"""What the tests of payments look at: the member's wallet at M-Pesa, and the story in the ledger."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from imbuto.gateways.daraja import DarajaClient

from .house import House

PHONE = "254712345678"


class Killed(BaseException):
    """The worker is no more."""


def wallet(house: House) -> int:
    """What M-Pesa has put on the member's phone, in shillings."""
    wallets: dict[str, int] = house.mpesa()["wallets"]
    return wallets.get(PHONE, 0)


def state(house: House, payout: UUID) -> str:
    return house.parts.ledger.payout(payout).state


def topics(house: House) -> list[str]:
    return [type(fact).TOPIC.removeprefix("payout.") for fact in house.facts("payout.")]


def killed_in_call(house: House, monkeypatch: pytest.MonkeyPatch, *, after: bool) -> None:
    """The next call to M-Pesa kills the worker: before it is made, or before its answer is recorded."""
    real = DarajaClient.pay

    def pay(client: DarajaClient, *args: Any) -> Any:
        monkeypatch.setattr(DarajaClient, "pay", real)
        if after:
            real(client, *args)
        raise Killed

    monkeypatch.setattr(DarajaClient, "pay", pay)
