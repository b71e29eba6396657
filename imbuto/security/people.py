"""All that is kept about people, in one hand: the people store with all that is in it, and the key store."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

from imbuto.security.accounts import Accounts
from imbuto.security.codes import Codes
from imbuto.security.devices import Devices
from imbuto.security.idempotency import IdempotencyRecords
from imbuto.security.keys import Keyring
from imbuto.security.letters import Letters
from imbuto.security.looks import Looks
from imbuto.security.pins import Pins
from imbuto.security.push_subscriptions import PushSubscriptions
from imbuto.security.second_factor import SecondFactors
from imbuto.security.sessions import Sessions
from imbuto.security.store import PeopleStore
from imbuto.security.tokens import AccessTokens
from imbuto.security.ussd_sessions import UssdSessions
from imbuto.security.vapid import VapidKey


@dataclass(frozen=True)
class People:
    """The people store and what is kept in it, and the key store beside it."""

    store: PeopleStore = field(repr=False)
    key_store: PeopleStore = field(repr=False)
    keyring: Keyring = field(repr=False)
    accounts: Accounts = field(repr=False)
    idempotency: IdempotencyRecords = field(repr=False)
    letters: Letters = field(repr=False)
    sessions: Sessions = field(repr=False)
    tokens: AccessTokens = field(repr=False)
    looks: Looks = field(repr=False)
    codes: Codes = field(repr=False)
    pins: Pins = field(repr=False)
    devices: Devices = field(repr=False)
    second_factors: SecondFactors = field(repr=False)
    ussd: UssdSessions = field(repr=False)
    push: PushSubscriptions = field(repr=False)
    vapid: VapidKey = field(repr=False)

    @classmethod
    def of(cls, store: PeopleStore, key_store: PeopleStore, keyring: Keyring, secret: str) -> Self:
        """What is kept in these stores; `secret` is the installation's own."""
        second_factors = SecondFactors(store, keyring)
        return cls(
            store=store,
            key_store=key_store,
            keyring=keyring,
            accounts=Accounts(store, secret, second_factors),
            idempotency=IdempotencyRecords(store, secret),
            letters=Letters(store, secret),
            sessions=Sessions(store),
            tokens=AccessTokens(store),
            looks=Looks(store),
            codes=Codes(store, secret),
            pins=Pins(store, secret),
            devices=Devices(store),
            second_factors=second_factors,
            ussd=UssdSessions(store, secret),
            push=PushSubscriptions(store, keyring, secret),
            vapid=VapidKey(key_store),
        )

    def close(self) -> None:
        """Keeps what still waits, and closes both stores."""
        self.looks.close()
        self.store.close()
        self.key_store.close()
