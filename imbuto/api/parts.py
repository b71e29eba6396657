"""The parts of the house that an endpoint may use, found through the Flask app that serves it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol, cast

from flask import Flask, current_app, g, request

from imbuto.errors import Busy
from imbuto.gateways.push_devices import Services
from imbuto.inbox import Inbox
from imbuto.ledger import Ledger
from imbuto.privacy import Privacy
from imbuto.projections import Views
from imbuto.projections.reconciling_rows import Comparison
from imbuto.security.accounts import Accounts
from imbuto.security.codes import Codes
from imbuto.security.devices import Devices
from imbuto.security.errands import Errands
from imbuto.security.idempotency import IdempotencyRecords
from imbuto.security.keys import Keyring
from imbuto.security.letters import Letters
from imbuto.security.limits import Limits
from imbuto.security.looks import Looks
from imbuto.security.pins import Pins
from imbuto.security.push_subscriptions import PushSubscriptions
from imbuto.security.second_factor import SecondFactors
from imbuto.security.sessions import Sessions
from imbuto.security.tokens import AccessTokens
from imbuto.security.ussd_sessions import UssdSessions
from imbuto.security.vapid import VapidKey
from imbuto.settings import Settings

log = logging.getLogger(__name__)
_NAME = "imbuto"


class People(Protocol):
    """What may be forgotten, as far as the api uses it."""

    @property
    def accounts(self) -> Accounts: ...
    @property
    def idempotency(self) -> IdempotencyRecords: ...
    @property
    def keyring(self) -> Keyring: ...
    @property
    def letters(self) -> Letters: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def tokens(self) -> AccessTokens: ...
    @property
    def looks(self) -> Looks: ...
    @property
    def codes(self) -> Codes: ...
    @property
    def pins(self) -> Pins: ...
    @property
    def devices(self) -> Devices: ...
    @property
    def second_factors(self) -> SecondFactors: ...
    @property
    def ussd(self) -> UssdSessions: ...
    @property
    def push(self) -> PushSubscriptions: ...
    @property
    def vapid(self) -> VapidKey: ...


class Parts(Protocol):
    """What bootstrap puts together."""

    @property
    def settings(self) -> Settings: ...
    @property
    def ledger(self) -> Ledger: ...
    @property
    def views(self) -> Views: ...
    @property
    def people(self) -> People: ...
    @property
    def errands(self) -> Errands: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def limits(self) -> Limits: ...
    @property
    def privacy(self) -> Privacy: ...
    @property
    def push_services(self) -> Services: ...
    def compare(self, day: date) -> Comparison: ...
    @property
    def clock(self) -> Callable[[], datetime]: ...

    def calls_per_second(self) -> float: ...
    def certificate_ends_at(self) -> datetime | None: ...


def attach(app: Flask, parts: Parts) -> None:
    app.extensions[_NAME] = parts


def parts() -> Parts:
    return cast(Parts, current_app.extensions[_NAME])


def ledger() -> Ledger:
    return parts().ledger


def views() -> Views:
    """The views. Whoever reads brings them up to the last fact first: the process that recorded it may have
    died before it could. Under heavy writing an answer of a moment ago is better than none."""
    if request.method == "GET" and not g.get("caught_up"):
        g.caught_up = True
        try:
            parts().views.catch_up()
        except Busy:
            log.warning("the views are being written; reading them as they are")
    return parts().views


def accounts() -> Accounts:
    return parts().people.accounts


def secret() -> str:
    return parts().settings.secret


def now() -> datetime:
    """The present instant, aware and in UTC."""
    return parts().clock()
