"""Starting a simulator, and speaking to it as a cooperative's software would."""

from __future__ import annotations

import base64
import itertools
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding, rsa

FARMER = "254712345678"
PASSWORD = "Demo#Initiator1"
numbers = itertools.count(1)


@dataclass
class Simulator:
    url: str
    process: subprocess.Popen[str]

    def post(self, path: str, body: Any) -> requests.Response:
        return requests.post(self.url + path, json=body, timeout=60)

    def get(self, path: str) -> requests.Response:
        return requests.get(self.url + path, timeout=60)


@contextmanager
def start(name: str, data: Path, *more: str) -> Iterator[Simulator]:
    """The real process, on a free port that is read from its first line."""
    command = [sys.executable, "-m", f"imbuto.simulators.{name}", "--port", "0", "--data", str(data), *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line.startswith("listening on http://127.0.0.1:"), line
            yield Simulator(line.split()[-1], process)
        finally:
            process.terminate()
            process.wait(timeout=60)


class Cooperative:
    """Knows its credentials; each request is right unless a test says otherwise."""

    def __init__(self, simulator: Simulator, callbacks: str) -> None:
        self.simulator = simulator
        self.callbacks = callbacks
        self.token = self.new_token()

    def new_token(self) -> str:
        answer = requests.get(
            f"{self.simulator.url}/oauth/v1/generate?grant_type=client_credentials",
            auth=("demo-consumer-key", "demo-consumer-secret"),
            timeout=60,
        )
        return str(answer.json()["access_token"])

    def credential(self, password: str = PASSWORD) -> str:
        pem = self.simulator.get("/certificate.pem").content
        key = x509.load_pem_x509_certificate(pem).public_key()
        assert isinstance(key, rsa.RSAPublicKey)
        return base64.b64encode(key.encrypt(password.encode(), padding.PKCS1v15())).decode()

    def payment(self, **changes: Any) -> dict[str, Any]:
        return {
            "OriginatorConversationID": f"payout-{next(numbers)}",
            "InitiatorName": "demo-initiator",
            "SecurityCredential": self.credential(),
            "CommandID": "BusinessPayment",
            "Amount": "1200",
            "PartyA": "600000",
            "PartyB": FARMER,
            "Remarks": "Milk of October",
            "QueueTimeOutURL": f"{self.callbacks}/timeout",
            "ResultURL": f"{self.callbacks}/result",
            "Occassion": "pay run",
        } | changes

    def query(self, command: str, **changes: Any) -> dict[str, Any]:
        return {
            "Initiator": "demo-initiator",
            "SecurityCredential": self.credential(),
            "CommandID": command,
            "PartyA": "600000",
            "IdentifierType": "4",
            "ResultURL": f"{self.callbacks}/answer",
            "QueueTimeOutURL": f"{self.callbacks}/timeout",
            "Remarks": "Asking",
        } | changes

    def send(self, path: str, body: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.token}"}
        return requests.post(f"{self.simulator.url}{path}", json=body, headers=headers, timeout=60)

    def pay(self, **changes: Any) -> requests.Response:
        return self.send("/mpesa/b2c/v3/paymentrequest", self.payment(**changes))

    def ask_status(self, **changes: Any) -> requests.Response:
        return self.send("/mpesa/transactionstatus/v1/query", self.query("TransactionStatusQuery", **changes))

    def ask_balance(self, **changes: Any) -> requests.Response:
        return self.send("/mpesa/accountbalance/v1/query", self.query("AccountBalance", **changes))

    def behave(self, behaviour: str, msisdn: str = FARMER, **more: Any) -> None:
        body = {"msisdn": msisdn, "behaviour": behaviour} | more
        assert self.simulator.post("/control/behaviours", body).status_code == 200

    def state(self) -> dict[str, Any]:
        return dict(self.simulator.get("/control/state").json())


def parameters(result: dict[str, Any]) -> dict[str, Any]:
    """A result's parameters by name; one without a value is None."""
    return {one["Key"]: one.get("Value") for one in result["ResultParameters"]["ResultParameter"]}
