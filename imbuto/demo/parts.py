"""What the demo needs of a built Imbuto; bootstrap's parts have it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from imbuto.ledger import Ledger


class Accounts(Protocol):
    """Logins."""

    def set_password(self, principal: str, login_number: str, phone: str | None, password: str) -> None: ...


class Keys(Protocol):
    """Personal keys, made for many people at once."""

    def prepare(self, subjects: Iterable[str]) -> None: ...


class People(Protocol):
    @property
    def accounts(self) -> Accounts: ...
    @property
    def keyring(self) -> Keys: ...


class Views(Protocol):
    """Of the views: the settlement sheet, from which statements are drawn; the delivery book; what was taken
    for creditors; the milk of each centre."""

    @property
    def settlements(self) -> Any: ...
    @property
    def deliveries(self) -> Any: ...
    @property
    def charges(self) -> Any: ...
    @property
    def variance(self) -> Any: ...
    def catch_up(self, upto: int | None = None) -> None: ...


class Parts(Protocol):
    @property
    def ledger(self) -> Ledger: ...
    @property
    def views(self) -> Views: ...
    @property
    def people(self) -> People: ...
