"""The real client and the real simulator in one process: no socket, no waiting, a clock moved by hand."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import requests
from requests.adapters import BaseAdapter
from requests.models import PreparedRequest, Response

from imbuto.gateways.daraja import DarajaClient
from imbuto.gateways.daraja_credentials import DarajaCredentials
from imbuto.gateways.daraja_outcomes import SendOutcome
from imbuto.gateways.daraja_tokens import LocalTokenStore
from imbuto.simulators.daraja import DEMO_CREDENTIALS, DroppedConnection, VirtualErrands, build

MSISDN = "254712345678"
START = datetime(2026, 10, 16, 6, 0, tzinfo=UTC)


@cache
def certificates() -> TemporaryDirectory[str]:
    """Where the one key of all these gateways lies, since making another for each takes a while."""
    return TemporaryDirectory()


class Wire(BaseAdapter):
    """Where the socket would be."""

    def __init__(self, app: Any) -> None:
        super().__init__()
        self._client = app.test_client()

    def send(self, request: PreparedRequest, *_args: Any, **_options: Any) -> Response:
        try:
            told = self._client.open(
                request.path_url,
                method=request.method,
                data=request.body,
                headers=dict(request.headers),
            )
        except DroppedConnection as dropped:
            kind = requests.ReadTimeout if dropped.silent_seconds else requests.ConnectionError
            raise kind("no answer", request=request) from dropped
        answer = Response()
        answer.status_code = told.status_code
        answer.headers.update(told.headers)
        answer.raw = io.BytesIO(told.data)
        answer.url = request.url or ""
        return answer

    def close(self) -> None:
        """Nothing is open."""


class Inside:
    """A cooperative's client at a gateway at which these faults strike every request, or by a script."""

    def __init__(self, *faults: str, script: dict[str, Any] | None = None, **given: str) -> None:
        self.now = START
        self.posted: list[dict[str, Any]] = []
        self.errands = VirtualErrands(lambda: self.now)
        app, self.desk = build(
            Path(certificates().name),
            clock=lambda: self.now,
            errands=self.errands,
            post=self._post,
            script=script or {"rules": [{"do": list(faults)}]},
            remember=False,
        )
        self._wire = Wire(app)
        demo = DEMO_CREDENTIALS
        credentials = DarajaCredentials(
            consumer_key=demo.consumer_key,
            consumer_secret=demo.consumer_secret,
            shortcode=demo.shortcode,
            initiator_name=demo.initiator_name,
            initiator_password=demo.initiator_password,
            certificate_pem=app.test_client().get("/certificate.pem").text,
            **given,
        )
        self.client = DarajaClient("http://daraja.test", credentials, LocalTokenStore(), self._session)

    def _session(self) -> requests.Session:
        session = requests.Session()
        session.trust_env = False
        session.mount("http://", self._wire)
        return session

    def _post(self, url: str, body: Any) -> int:
        self.posted.append(dict(body))
        return 200

    @property
    def urls(self) -> tuple[str, str]:
        return "http://coop.test/result", "http://coop.test/timeout"

    def pay(self, payment: str = "p-1", msisdn: str = MSISDN, id_number: str | None = None) -> SendOutcome:
        return self.client.pay(payment, 1_250, msisdn, "Milk 2026-10-B", *self.urls, id_number)

    def ask_status(self, payment: str = "p-1") -> SendOutcome:
        return self.client.ask_status(payment, "What became of it", *self.urls)

    def ask_balance(self) -> SendOutcome:
        return self.client.ask_balance("Float", *self.urls)

    def wait(self, **span: float) -> list[dict[str, Any]]:
        """Lets time pass (half an hour); what was posted meanwhile."""
        until, before = self.now + timedelta(**(span or {"minutes": 30})), len(self.posted)
        while (due := self.errands.next_at()) is not None and due <= until:
            self.now = max(self.now, due)
            self.errands.run_due(self.now)
        self.now = until
        return self.posted[before:]

    @property
    def wallet(self) -> int:
        return self.desk.accounts.wallet(MSISDN)
