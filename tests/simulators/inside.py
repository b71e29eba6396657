"""The Daraja simulator inside the test: no process, no socket, and a clock that is moved by hand."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from werkzeug.test import TestResponse

from imbuto.simulators.daraja import DEMO_CREDENTIALS, VirtualErrands, build

FARMER = "254712345678"
START = datetime(2026, 10, 16, 6, 0, tzinfo=UTC)
PAY = "/mpesa/b2c/v3/paymentrequest"
CHECKED = "/mpesa/b2cvalidate/v2/paymentrequest"
STATUS = "/mpesa/transactionstatus/v1/query"
BALANCE = "/mpesa/accountbalance/v1/query"
TOP_UP = "/mpesa/b2b/v1/paymentrequest"
CALLBACKS = "http://coop.test/callbacks/5f2c9d7e1a"


@cache
def certificates() -> TemporaryDirectory[str]:
    """Where the one key of all these gateways lies, since making another for each takes a while."""
    return TemporaryDirectory()


class Inside:
    """A gateway, and a cooperative that keeps whatever is posted to it."""

    def __init__(self, script: dict[str, Any] | None = None, seed: int = 0, **more: Any) -> None:
        self.now = START
        self.posted: list[tuple[str, dict[str, Any]]] = []
        self.takes: int | None = 200
        self.errands = VirtualErrands(lambda: self.now)
        self.app, self.desk = build(
            Path(certificates().name),
            remember=False,
            clock=lambda: self.now,
            errands=self.errands,
            post=self._post,
            seed=seed,
            script=script,
            **more,
        )
        self.client = self.app.test_client()
        self.token = self.new_token()

    def _post(self, url: str, body: Any) -> int | None:
        self.posted.append((url, dict(body)))
        return self.takes

    # ------------------------------------------------------------------ asking

    def new_token(self) -> str:
        return str((self.ask_token().json or {}).get("access_token"))

    def ask_token(self) -> TestResponse:
        login = (DEMO_CREDENTIALS.consumer_key, DEMO_CREDENTIALS.consumer_secret)
        return self.client.get("/oauth/v1/generate?grant_type=client_credentials", auth=login)

    def sealed(self, password: str) -> str:
        key = x509.load_pem_x509_certificate(self.client.get("/certificate.pem").data).public_key()
        assert isinstance(key, rsa.RSAPublicKey)
        return base64.b64encode(key.encrypt(password.encode(), padding.PKCS1v15())).decode()

    @cached_property
    def credential(self) -> str:
        return self.sealed(DEMO_CREDENTIALS.initiator_password)

    def send(self, path: str, body: Any) -> TestResponse:
        return self.client.post(path, json=body, headers={"Authorization": f"Bearer {self.token}"})

    def pay(self, id: str = "p-1", shillings: int = 1_200, msisdn: str = FARMER, **more: Any) -> TestResponse:
        body = {
            "OriginatorConversationID": id,
            "InitiatorName": DEMO_CREDENTIALS.initiator_name,
            "SecurityCredential": self.credential,
            "CommandID": "BusinessPayment",
            "Amount": shillings,
            "PartyA": "600000",
            "PartyB": msisdn,
            "Remarks": "Milk",
            "QueueTimeOutURL": f"{CALLBACKS}/timeout",
            "ResultURL": f"{CALLBACKS}/result",
        }
        return self.send(CHECKED if "IDNumber" in more else PAY, body | more)

    def _query(self, path: str, command: str, **more: Any) -> TestResponse:
        body = {
            "Initiator": DEMO_CREDENTIALS.initiator_name,
            "SecurityCredential": self.credential,
            "CommandID": command,
            "PartyA": "600000",
            "IdentifierType": "4",
            "Remarks": "Asking",
            "QueueTimeOutURL": f"{CALLBACKS}/answer-timeout",
            "ResultURL": f"{CALLBACKS}/answer",
        }
        return self.send(path, body | more)

    def ask_status(self, id: str = "p-1") -> TestResponse:
        return self._query(STATUS, "TransactionStatusQuery", OriginalConversationID=id)

    def ask_balance(self) -> TestResponse:
        return self._query(BALANCE, "AccountBalance")

    def top_up(self, shillings: int = 5_000, **more: Any) -> TestResponse:
        more = {
            "SenderIdentifierType": "4",
            "RecieverIdentifierType": "4",
            "Amount": shillings,
            "PartyB": "600000",
            "AccountReference": "October",
        } | more
        return self._query(TOP_UP, "BusinessPayToBulk", **more)

    # ------------------------------------------------------------------ what came of it

    def wait(self, **span: float) -> None:
        """Lets time pass, and everything happen that is due by then, each at its own moment."""
        until = self.now + timedelta(**(span or {"hours": 30}))
        while (due := self.errands.next_at()) is not None and due <= until:
            self.now = max(self.now, due)
            self.errands.run_due(self.now)
        self.now = until
        if "hours" in span or not span:  # the token has not outlived that
            self.token = self.new_token()

    def results(self, kind: str = "result") -> list[dict[str, Any]]:
        """The results posted to one of our addresses, oldest first."""
        return [body["Result"] for url, body in self.posted if url == f"{CALLBACKS}/{kind}"]

    def codes(self) -> list[Any]:
        return [result["ResultCode"] for result in self.results()]

    def wallet(self, msisdn: str = FARMER) -> int:
        return self.desk.accounts.wallet(msisdn)

    def state(self, id: str = "p-1") -> str:
        found = self.desk.payments.find(id)
        return str(found["state"]) if found else "never taken"

    def story(self, id: str = "p-1") -> list[str]:
        return [line["words"] for line in self.desk.story.of(id)]

    def control(self, door: str, body: Any) -> TestResponse:
        return self.client.post(f"/control/{door}", json=body)


def doing(*faults: str, **more: Any) -> Inside:
    """A gateway at which these faults strike every request."""
    return Inside({"rules": [{"do": list(faults)}]}, **more)


def told(result: dict[str, Any]) -> dict[str, Any]:
    """A result's parameters by name, whatever its shape."""
    given = result.get("ResultParameters", {}).get("ResultParameter", [])
    return {one["Key"]: one.get("Value") for one in (given if isinstance(given, list) else [given])}
