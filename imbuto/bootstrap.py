"""Where the parts are put together: the only place that knows them all.

`build` opens the three stores and the partners' clients for one process. Nothing built here may cross a
fork: each process builds its own, and closes it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from uuid import UUID

import redis
from redis.backoff import ExponentialBackoff
from redis.retry import Retry

from imbuto.errors import BadValue
from imbuto.gateways.africastalking import SmsClient
from imbuto.gateways.daraja import DarajaClient
from imbuto.gateways.daraja_credentials import DarajaCredentials, certificate_ends_at
from imbuto.gateways.daraja_sources import SAFARICOM
from imbuto.gateways.daraja_tokens import LocalTokenStore, RedisTokenStore, TokenStore
from imbuto.gateways.push_devices import Services
from imbuto.gateways.sms_relay import SmsPort, SmsRelay
from imbuto.gateways.webpush import WebPush
from imbuto.inbox import Inbox, Sources
from imbuto.inbox.sources import ANYWHERE
from imbuto.ledger import Ledger, sqlite
from imbuto.privacy import Privacy
from imbuto.privacy.again import destroy_again
from imbuto.privacy.witness import Witness
from imbuto.projections import Views
from imbuto.projections.reconciliation import bounds_of
from imbuto.projections.reconciling_rows import Comparison, Told
from imbuto.security.callback_book import CallbackBook
from imbuto.security.callbacks import callback_token
from imbuto.security.errands import Errands
from imbuto.security.key_care import move_keys
from imbuto.security.keys import Keyring
from imbuto.security.limits import Limits
from imbuto.security.people import People
from imbuto.security.roles import APPROVING, NEED_SECOND_FACTOR, permissions_of
from imbuto.security.store import open_keys, open_people
from imbuto.settings import Settings
from imbuto.stores import EVENTS_FILE, KEYS_FILE, PEOPLE_FILE, VIEWS_FILE
from imbuto.values import utc_now

CALLBACKS = "/api/v1/callbacks"
PACE_KEY = "imbuto:pay:pace"
"""Where all workers keep the pace of their calls to Daraja."""
PUSH_SIMULATOR_AFTER = 3
"""The push simulator's port, counted from the API's."""
REDIS_SECONDS = 3
"""Redis answers at once or is away: nobody waits longer for it."""


@dataclass
class Parts:
    """One process's parts, ready for use."""

    settings: Settings
    ledger: Ledger
    views: Views
    people: People
    clock: Callable[[], datetime] = utc_now
    sleep: Callable[[float], None] = time.sleep
    """Waits so many seconds of the clock's time."""
    errands: Errands = field(default_factory=Errands, repr=False)
    """What requests leave to be done after their answer."""

    @cached_property
    def inbox(self) -> Inbox:
        """What partners posted, kept and applied. Its thread begins with the first callback."""
        given = self.settings.daraja_callback_sources
        usual = (ANYWHERE,) if self.settings.is_demo else SAFARICOM
        book = CallbackBook(self.people.store, self.people.keyring, self.settings.secret)
        sources = Sources.of(given.split(",") if given else usual)
        return Inbox(book, self.ledger, sources, lambda: self.clock())

    @cached_property
    def limits(self) -> Limits:
        """How fast one may ask."""
        return Limits(self.settings.secret, self.settings.redis_url)

    @cached_property
    def privacy(self) -> Privacy:
        """Who may be forgotten, and the forgetting."""
        settings, people = self.settings, self.people
        return Privacy(
            people.store,
            people.key_store,
            people.keyring,
            self.ledger,
            self.views,
            settings.secret,
            settings.data,
            settings.retention_years,
            lambda: self.clock(),
        )

    @cached_property
    def redis(self) -> redis.Redis:
        """Queued work and nudges. Connects when first used."""
        return redis.Redis.from_url(
            self.settings.redis_url,
            socket_connect_timeout=REDIS_SECONDS,
            socket_timeout=REDIS_SECONDS,
            retry=Retry(ExponentialBackoff(cap=0.2, base=0.05), 2),
        )

    @cached_property
    def daraja(self) -> DarajaClient:
        """The client of M-Pesa's Daraja; its token is shared through Redis where there is one."""
        settings = self.settings
        credentials = DarajaCredentials(
            consumer_key=settings.daraja_consumer_key,
            consumer_secret=settings.daraja_consumer_secret,
            shortcode=settings.daraja_shortcode,
            initiator_name=settings.daraja_initiator_name,
            initiator_password=settings.daraja_initiator_password,
            certificate_pem=Path(settings.daraja_certificate).read_text(encoding="utf-8"),
            top_up_shortcode=settings.daraja_top_up_shortcode,
            id_checked_path=settings.id_checked_path,
        )
        tokens: TokenStore = RedisTokenStore(self.redis) if settings.redis_url else LocalTokenStore()
        return DarajaClient(settings.daraja_base_url, credentials, tokens)

    @cached_property
    def sms(self) -> SmsPort:
        """The SMS gateway; with a second one beside it, where there is one."""
        given = self.settings
        first = SmsClient(given.sms_base_url, given.sms_username, given.sms_api_key, given.sms_sender)
        if not given.sms2_base_url:
            return first
        second = SmsClient(given.sms2_base_url, given.sms2_username, given.sms2_api_key, given.sms2_sender)
        return SmsRelay({"sms": first, "sms2": second}, lambda: self.clock())

    @cached_property
    def push_services(self) -> Services:
        """Where messages may be pushed to; in a demo also to the simulator on this machine."""
        given = self.settings
        return Services.of(given.push_hosts, given.port + PUSH_SIMULATOR_AFTER if given.is_demo else None)

    @cached_property
    def push(self) -> WebPush:
        """The client of browsers' push services."""
        return WebPush(self.people.vapid.secret, self.settings.public_url, self.push_services)

    def push_token(self, message: UUID, device: str) -> str:
        """What the browser `device` answers with when it has shown this message, and nobody else can say."""
        return f"{message.hex}.{device}.{callback_token(self.settings.secret, 'push', message.hex, device)}"

    def calls_per_second(self) -> float:
        """How many calls a second go to Daraja at present; the setting while Redis does not say."""
        most = self.settings.calls_per_second
        if not self.settings.redis_url:
            return most
        try:
            rate = self.redis.hget(PACE_KEY, "rate")
        except redis.RedisError:
            return most
        return min(float(rate), most) if isinstance(rate, bytes | str) else most

    def certificate_ends_at(self) -> datetime | None:
        """Until when Safaricom's certificate calls itself valid; None when there is none to read."""
        try:
            pem = Path(self.settings.daraja_certificate).read_text(encoding="utf-8")
            return certificate_ends_at(pem)
        except (OSError, ValueError, BadValue):
            return None

    def compare(self, day: date) -> Comparison:
        """That day's payments beside M-Pesa's statements, callbacks and float, as all of it stands now."""
        begins, ends = bounds_of(day)
        self.views.catch_up()
        claims = [
            Told(
                number=claim.number,
                at=claim.received_at,
                state=claim.state,
                payout=UUID(claim.about),
                attempt=claim.attempt,
                verdict=claim.verdict,
                receipt=claim.receipt,
            )
            for claim in self.inbox.claims(begins, ends)
        ]
        return self.views.reconciliations.compare(day, self.clock(), claims)

    def payout_callback(self, payout: UUID, attempt: int, kind: str, question: int | None = None) -> str:
        """Where M-Pesa reports on the nth attempt of a payout, and on no other; `kind` is result, timeout,
        status or status-timeout. The last two name the question that is answered."""
        about = ["payouts", str(payout), str(attempt)] + ([] if question is None else [str(question)])
        return self._callback("payout", about, kind)

    def float_callback(self, question: int, kind: str) -> str:
        """Where M-Pesa tells our balance; `kind` is result or timeout."""
        return self._callback("float", ["floats", str(question)], kind)

    def top_up_callback(self, top_up: UUID, kind: str) -> str:
        """Where M-Pesa reports on moving our own money; `kind` is result or timeout."""
        return self._callback("top-up", ["top-ups", str(top_up)], kind)

    def message_addresses(self) -> dict[str, str]:
        """What is entered at the SMS and USSD gateways: where they report, and where they post what phones
        send. Each holds a token, and is nobody else's business."""
        names = {
            "sms reports": ("sms", "/reports"),
            "sms inbound": ("sms", "/inbound"),
            "sms2 reports": ("sms2", "/reports"),
            "ussd": ("ussd", ""),
        }
        if not self.settings.sms2_base_url:
            del names["sms2 reports"]
        base = f"{self.settings.public_url}{CALLBACKS}"
        return {
            name: f"{base}/{gateway}/{callback_token(self.settings.secret, gateway)}{kind}"
            for name, (gateway, kind) in names.items()
        }

    def _callback(self, name: str, about: list[str], kind: str) -> str:
        """An address whose token opens exactly this. Safaricom refuses addresses with words such as "mpesa",
        "query" or "exec"; what is added here has none of them."""
        token = callback_token(self.settings.secret, name, *about[1:])
        return "/".join([f"{self.settings.public_url}{CALLBACKS}", *about, token, kind])

    def may(self, principal: str, permission: str) -> bool:
        """Whether an official, known by a password, may do this, by the views' word about roles."""
        kind, _, number = principal.partition(":")
        if kind != "staff":
            return False
        official = self.views.staff.get(number)
        return official.active and permission in permissions_of(official.roles)

    def other_on_phone(self, principal: str, permission: str) -> str | None:
        """Another official with the same phone, where by this permission one is the second person."""
        if permission not in APPROVING:
            return None
        return next(iter(self.views.staff.sharing_phone(principal.partition(":")[2])), None)

    def must_set_second_factor(self, principal: str) -> bool:
        """Whether this official may do nothing before setting up a second factor."""
        roles = self.views.staff.get(principal.partition(":")[2]).roles
        is_needed = self.settings.second_factor_required and not NEED_SECOND_FACTOR.isdisjoint(roles)
        return is_needed and not self.people.second_factors.is_set(principal)

    def close(self) -> None:
        self.errands.close()
        if "inbox" in vars(self):
            self.inbox.close()
        if "limits" in vars(self):
            self.limits.close()
        if "redis" in vars(self):
            self.redis.close()
        self.ledger.close()
        self.views.close()
        self.people.close()


def build(settings: Settings, clock: Callable[[], datetime] = utc_now) -> Parts:
    """Opens the stores in the data folder, or the schemas of the PostgreSQL database, and joins the parts."""
    people_store = open_people(settings.database_url or settings.data / PEOPLE_FILE)
    key_store = open_keys(settings.database_url or settings.data / KEYS_FILE)
    move_keys(people_store, key_store)
    keyring = Keyring(key_store)
    if settings.database_url:
        # Only here: an installation on SQLite needs no PostgreSQL driver.
        from imbuto.ledger import postgres

        environment = postgres.environment(settings.database_url)
    else:
        environment = sqlite.environment(settings.data / EVENTS_FILE)
    ledger = Ledger(environment, keyring)
    # Before the views: a key that an old copy brought back must open nothing.
    back = destroy_again(key_store, keyring, ledger, Witness(settings.data, ledger))
    views = Views(settings.database_url or str(settings.data / VIEWS_FILE), ledger)
    ledger.after_save = views.catch_up
    people = People.of(people_store, key_store, keyring, settings.secret)
    parts = Parts(settings, ledger, views, people, clock)
    parts.privacy.take_out_again(back)
    return parts
