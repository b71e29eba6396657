"""A phone as a screenplay plays it: what is dialled, pressed, texted and seen, all over HTTP.

Between phone and dairy stands the gateway's simulator, which speaks the real protocol to the real API. Only
the sending of SMS is left out: a phone hears what was asked to be told to it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import requests
from flask import Flask
from werkzeug.serving import make_server

from imbuto.simulators.book import Book
from imbuto.simulators.errands import VirtualErrands
from imbuto.simulators.serving import QuietHandler
from imbuto.simulators.sms.app import Credentials, create_app
from imbuto.simulators.sms.dialling import Dialling
from imbuto.simulators.sms.exchange import SCHEMA, Exchange
from imbuto.values import utc_now
from tests.api.dairy import Dairy

CODE = "*384*22384#"
PATIENCE_SECONDS = 60
"""A busy machine is slow, and that decides no test: nobody gives up as soon as on the real network."""


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The app on a port of its own."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Gateway:
    """The simulator, before the dairy's API. What it posts by itself is posted when a phone has texted."""

    url: str
    api: str
    dairy: Dairy
    errands: VirtualErrands

    def ask(self, path: str, body: dict[str, Any]) -> requests.Response:
        return requests.post(f"{self.url}{path}", json=body, timeout=2 * PATIENCE_SECONDS)

    def work(self) -> None:
        self.errands.run_due(utc_now())


@dataclass
class Phone:
    """One phone, with what its screen shows."""

    number: str
    gateway: Gateway
    screen: str = ""
    shown: dict[str, Any] = field(default_factory=dict)

    def dials(self, code: str = CODE) -> None:
        self._see(self.gateway.ask("/control/ussd/dial", {"from": self.number, "code": code}))

    def presses(self, typed: str, times: int = 1) -> None:
        assert self.shown["open"], f"the call is over: {self.screen}"
        body = {"session": self.shown["session"], "input": typed, "times": times}
        self._see(self.gateway.ask("/control/ussd/press", body))

    def drops(self) -> None:
        """The call breaks off."""
        body = {"session": self.shown["session"]}
        self.shown = self.gateway.ask("/control/ussd/hang-up", body).json()
        self.gateway.work()

    def sees(self, *words: str) -> None:
        for one in words:
            assert one in self.screen, f"{one!r} is not on the screen:\n{self.screen}"

    def sees_no(self, *words: str) -> None:
        for one in words:
            assert one not in self.screen, f"{one!r} is on the screen:\n{self.screen}"

    def is_hung_up(self) -> None:
        assert (self.shown["open"], self.shown["state"]) == (False, "Success"), self.shown

    def texts(self, words: str, times: int = 1) -> None:
        """Sends an SMS; `times` is how often the gateway posts it."""
        answer = self.gateway.ask("/control/answer", {"from": self.number, "text": words})
        assert answer.status_code == 202, answer.text
        self.gateway.work()
        told = self._messages()[0]
        assert told["callback"] == "sent", told
        for _ in range(times - 1):
            form = {"id": told["id"], "from": told["from"], "to": told["to"], "text": told["text"]}
            url = f"{self.gateway.api}{_path(self.gateway)}/inbound"
            again = requests.post(url, data=form, timeout=PATIENCE_SECONDS)
            assert again.status_code == 200

    def hears(self, *words: str) -> None:
        """The last SMS that was asked for says this."""
        heard = self.has_heard()
        assert heard, "nothing was told"
        for one in words:
            assert one in heard[-1], f"{one!r} is not in {heard[-1]!r}"

    def has_heard(self) -> list[str]:
        """All SMS to this phone, the oldest first."""
        views = self.gateway.dairy.parts.views
        told = views.messages.page(limit=200).items
        return [one.text or "" for one in reversed(told) if one.to == self.number.removeprefix("+")]

    def _messages(self) -> list[dict[str, Any]]:
        url = f"{self.gateway.url}/control/messages"
        found = requests.get(url, params={"to": self.number}, timeout=PATIENCE_SECONDS)
        return list(found.json()["messages"])

    def _see(self, answer: requests.Response) -> None:
        assert answer.status_code == 200, answer.text
        self.shown = answer.json()
        self.screen = self.shown["screen"]
        assert not self.shown["why"], self.shown["why"]
        if not self.shown["open"]:
            self.gateway.work()


@contextmanager
def gateway_before(dairy: Dairy) -> Iterator[Gateway]:
    """The simulator and the dairy's API, each on a port of its own."""
    book, errands = Book(None, SCHEMA), VirtualErrands(utc_now)
    exchange = Exchange(book, errands, 0)  # type: ignore[arg-type]
    app = create_app(exchange, Credentials("demo", "demo-sms-key"), Dialling(exchange, errands))
    with served(dairy.app) as api, served(app) as url:
        exchange.set_url("inbound_url", f"{api}/api/v1{dairy.sms('inbound')}")
        exchange.set_url("ussd_url", f"{api}/api/v1{dairy.ussd()}")
        exchange.set_url("ussd_ended_url", f"{api}/api/v1{dairy.ussd('/ended')}")
        yield Gateway(url, api, dairy, errands)
    book.close()


def _path(gateway: Gateway) -> str:
    return f"/api/v1{gateway.dairy.sms('inbound').removesuffix('/inbound')}"
