"""A push service with pretended phones, and the API, both over HTTP beside a house whose clock stands."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import requests
from flask import Flask
from werkzeug.serving import BaseWSGIServer, make_server

from imbuto.ledger import MessageRules, message_id
from imbuto.simulators.book import Book
from imbuto.simulators.push.app import create_app
from imbuto.simulators.push.service import SCHEMA, Service
from imbuto.simulators.serving import QuietHandler

from .house import House, by

BEGAN = datetime(2026, 10, 2, 7, 0, tzinfo=UTC)
PHONE = "254712345678"
ADDED = "A new phone or browser now shows the messages of No. 0042."
PASSWORD = "milk in the morning"


@dataclass
class Kept:
    """Errands that wait until a test has them done."""

    waiting: list[Any] = field(default_factory=list)

    def after(self, delay_ms: int, errand: Any) -> None:
        self.waiting.append(errand)

    def full(self) -> bool:
        return False

    def do(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The app on a port of its own; its address."""
    server: BaseWSGIServer = make_server("127.0.0.1", 0, app, threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Phones:
    """The pretended phones of a house, and the API through which its people speak to it."""

    house: House
    service: Service
    errands: Kept
    url: str
    api: str
    tokens: dict[str, str] = field(default_factory=dict)

    def ask(self, who: str | None, method: str, path: str, body: Any = None) -> requests.Response:
        """One request to the API as a member or official."""
        headers = {"Authorization": f"Bearer {self.tokens[who]}"} if who else {}
        return requests.request(method, f"{self.api}{path}", json=body, headers=headers, timeout=60)

    def sign_in(self, number: str, channel: str = "app") -> None:
        kind = "staff" if number.startswith("S") else "member"
        self.house.parts.people.accounts.set_password(f"{kind}:{number}", number, None, PASSWORD)
        body = {"login": number, "password": PASSWORD, "channel": channel}
        answer = self.ask(None, "POST", "/sessions", body)
        assert answer.status_code == 201, answer.text
        self.tokens[number] = answer.json()["token"]

    def subscribe(self, member: str = "0042", name: str = "Tecno") -> str:
        """A phone with the app of this member, who is signed in; its id at the push service."""
        id, told = self.browser(name)
        answer = self.tell_api(told, member)
        assert answer.status_code == 201, answer.text
        return id

    def browser(self, name: str = "Tecno") -> tuple[str, dict[str, Any]]:
        """A browser's id at the push service, and what it tells the API."""
        key = self.ask(None, "GET", "/push/key").json()["public_key"]
        browser = requests.post(
            f"{self.url}/control/browsers", json={"name": name, "key": key}, timeout=60
        ).json()
        told = {"endpoint": browser["endpoint"], "keys": browser["keys"], "device": name}
        return str(browser["id"]), told

    def tell_api(self, told: dict[str, Any], member: str = "0042") -> requests.Response:
        return self.ask(member, "POST", f"/members/{member}/push-subscriptions", told)

    def behaves(self, id: str, behaviour: str) -> None:
        door = f"{self.url}/control/browsers/{id}"
        requests.post(door, json={"behaviour": behaviour}, timeout=60).raise_for_status()

    def shown(self, id: str = "") -> list[str]:
        """What stands on the screens, the oldest first, once the push service has brought what it has."""
        self.errands.do()
        found = self.service.notifications(id)[::-1]
        return [one["text"] for one in found if one["state"] == "shown"]

    def states(self) -> list[str]:
        self.errands.do()
        return [one["state"] for one in self.service.notifications()[::-1]]


@contextmanager
def phones_of(house: House, app: Flask) -> Iterator[Phones]:
    """`app` is the API on the house's parts."""
    errands, book = Kept(), Book(None, SCHEMA)
    service = Service(book, errands, lambda: house.now, 0, _post)
    with served(app) as api, served(create_app(service, f"{api}/api/v1")) as url:
        house.parts.settings = replace(house.parts.settings, port=int(url.rpartition(":")[2]) - 3)
        service.set_shown_url(f"{api}/api/v1/push/shown")
        yield Phones(house, service, errands, url, f"{api}/api/v1")
    book.close()


def _post(url: str, body: Mapping[str, Any]) -> int:
    return requests.post(url, json=dict(body), timeout=60).status_code


def mine(phones: Phones) -> list[dict[str, Any]]:
    """The subscriptions, as the member sees them."""
    answer = phones.ask("0042", "GET", "/members/0042/push-subscriptions")
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def token_of(phones: Phones, delivery: UUID) -> str:
    """What the first of the member's phones got with the receipt of this delivery."""
    return phones.house.parts.push_token(message_id("receipt", delivery, 1), mine(phones)[0]["id"])


def push_first(house: House, minutes: int = 30, **more: Any) -> None:
    rules = replace(MessageRules(), push_first=True, push_wait_minutes=minutes, **more)
    house.parts.ledger.set_message_rules(rules, by("staff:A1", house.now))


def weigh(phones: Phones, litres: str = "8.5", shift: str = "AM") -> UUID:
    """The clerk records milk over HTTP."""
    id = str(uuid4())
    body = {"id": id, "member": "0042", "centre": "KIA", "date": "2026-10-02", "shift": shift}
    answer = phones.ask("S001", "POST", "/deliveries", {**body, "litres": litres})
    assert answer.status_code == 201, answer.text
    return UUID(id)


def minute(house: House, minutes: int = 1) -> list[str]:
    """So many minutes pass, with the sweep and the workers; what the phone got by SMS."""
    house.later(minutes=minutes)
    house.follow()
    house.sweep()
    house.work()
    return texts(house)


def texts(house: House) -> list[str]:
    """What the phone on file got, but for the letters that say that the app has a new place."""
    return [text for text in house.texts(PHONE) if not text.startswith(ADDED)]


def told(house: House) -> list[str]:
    """What became of all messages but these letters."""
    facts = house.facts("message.")
    added = {fact.originator_id for fact in facts if getattr(fact, "kind", "") == "browser-added"}
    return [type(fact).TOPIC.removeprefix("message.") for fact in facts if fact.originator_id not in added]
