"""A dairy behind a real API: the real ledger, views and people store in a temporary folder, a clock that
stands where the test puts it, and one signed-in person per role."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import MISSING, dataclass, field, fields
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from werkzeug.test import TestResponse

from imbuto.api.app import create_app
from imbuto.api.parts import attach
from imbuto.bootstrap import Parts, build
from imbuto.ledger import Registration
from imbuto.security.callbacks import callback_token
from imbuto.settings import Settings
from imbuto.values import By

NOW = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)
"""Nine in the morning in Nairobi, the day after the first period of November has ended."""
DAY = date(2026, 11, 16)
SECRET = "a secret of at least thirty-two characters"
PRICE = UUID(int=45)
PASSWORD = "milk in the morning"
STAFF = {
    "clerk": ("S001", ["clerk"], []),
    "limited": ("S011", ["clerk"], ["KIA"]),
    "manager": ("S002", ["manager"], []),
    "treasurer": ("S003", ["treasurer"], []),
    "admin": ("S004", ["admin"], []),
    "auditor": ("S005", ["auditor"], []),
}
MEMBERS = {"0001": "254712000001", "0002": "254712000002", "0003": None}
IDLE: list[Flask] = []
"""Apps whose dairy is closed. To arrange one takes longer than most tests, and it holds nothing of a dairy
but its parts: the next dairy takes it over."""
OPERATOR = By("operator:test", "cli", "founding", NOW)
MANAGER = By("staff:S002", "office", "founding", NOW)
JOB = By("job:settle", "job", "prepare", NOW)


@dataclass
class Dairy:
    """The parts, the app, and the tokens of those who are signed in."""

    parts: Parts
    app: Flask
    now: datetime = NOW
    tokens: dict[str, str] = field(default_factory=dict)

    # ------------------------------------------------------------ asking

    def ask(self, who: str | None, method: str, path: str, body: Any = None, **options: Any) -> TestResponse:
        """One request as `who` (a role, a member's number, or None)."""
        headers = dict(options.pop("headers", {}))
        if who is not None:
            headers["Authorization"] = f"Bearer {self.tokens[who]}"
        if body is not None:
            options["json"] = body
        address = path if path.startswith(("/api", "/healthz", "/readyz", "/problems")) else f"/api/v1{path}"
        return self.app.test_client().open(address, method=method, headers=headers, **options)

    def get(self, who: str | None, path: str, **options: Any) -> Any:
        answer = self.ask(who, "GET", path, **options)
        assert answer.status_code == 200, answer.text
        return answer.json

    def post(self, who: str | None, path: str, body: Any = None, **options: Any) -> Any:
        answer = self.ask(who, "POST", path, body, **options)
        assert answer.status_code < 300, answer.text
        return answer.json

    def position(self) -> int:
        return self.parts.ledger.position()

    def close(self) -> None:
        """Closes the stores, and leaves the app to the next dairy."""
        self.parts.close()
        IDLE.append(self.app)

    # ------------------------------------------------------------- doing

    def record(self, member: str = "0001", litres: str = "8.5", **changes: Any) -> str:
        """A delivery recorded by the clerk; its id."""
        body = weighing(member=member, litres=litres, **changes)
        self.post("clerk", "/deliveries", body)
        return str(body["id"])

    def give_roles(self, number: str, *roles: str, centres: Sequence[str] = ()) -> None:
        """These roles at once: whoever runs the machine gives them."""
        self.parts.ledger.set_roles(number, roles, centres, OPERATOR)

    def sign_in(self, who: str) -> str:
        """Signs a role or a member in with the password, and keeps the token."""
        login, channel = (STAFF[who][0], "office") if who in STAFF else (who, "app")
        body = {"login": login, "password": PASSWORD, "channel": channel}
        self.tokens[who] = str(self.post(None, "/sessions", body)["token"])
        return self.tokens[who]

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)

    def prepared_run(self, period: str = "2026-11-A") -> UUID:
        """A run opened by the treasurer and drawn as the job does."""
        run = UUID(self.post("treasurer", "/settlements", {"period": period})["id"])
        ledger, settlements = self.parts.ledger, self.parts.views.settlements
        ledger.draw_statements(run, settlements.drawable(run), JOB)
        drawn = settlements.drawn_totals(run)
        ledger.prepare_settlement(run, drawn.totals, drawn.litres, drawn.digest, JOB)
        return run

    def requested_payout(self, member: str = "0001", litres: str = "10.5") -> UUID:
        """A payout of one member, on the way to M-Pesa: run, approval, request, intent to send."""
        self.record(member=member, litres=litres, date="2026-11-10")
        run = self.prepared_run()
        self.post("manager", f"/settlements/{run}/approval")
        unpaid = self.parts.views.settlements.unsettled(run)
        self.parts.ledger.settle_statements(run, [(one.member, one.net_cents) for one in unpaid], JOB)
        return self.parts.views.payouts.page(run=run).items[0].id

    def submitted_payout(self, **options: Any) -> UUID:
        id = self.requested_payout(**options)
        assert self.parts.ledger.submit_payout(id, JOB) is not None
        return id

    def callback(
        self, payout: UUID, kind: str = "result", attempt: int = 1, question: int | None = None
    ) -> str:
        return self.own(self.parts.payout_callback(payout, attempt, kind, question))

    def own(self, address: str) -> str:
        """The path of an address that was given to M-Pesa."""
        return address.removeprefix(f"{self.parts.settings.public_url}/api/v1")

    def sms(self, kind: str, gateway: str = "sms") -> str:
        return f"/callbacks/{gateway}/{callback_token(SECRET, gateway)}/{kind}"

    def ussd(self, kind: str = "") -> str:
        return f"/callbacks/ussd/{callback_token(SECRET, 'ussd')}{kind}"


def weighing(**changes: Any) -> dict[str, Any]:
    """What a device sends for one weighing."""
    usual: dict[str, Any] = {"id": str(uuid4()), "member": "0001", "centre": "KIA", "date": DAY.isoformat()}
    return {**usual, "shift": "AM", "litres": "8.5", **changes}


def is_problem(answer: TestResponse) -> bool:
    """A 4xx with everything a problem has."""
    told = json.loads(answer.data)
    return (
        400 <= answer.status_code < 500
        and answer.content_type == "application/problem+json"
        and told["status"] == answer.status_code
        and told["type"].startswith("/problems/")
        and all(told[name] for name in ("title", "detail", "remedy", "request"))
        and "Traceback" not in answer.text
    )


def settings_in(folder: Path) -> Settings:
    given: dict[str, Any] = {one.name: "" for one in fields(Settings) if one.default is MISSING}
    return Settings(
        **{
            **given,
            "data": folder,
            "mode": "demo",
            "host": "127.0.0.1",
            "port": 8000,
            "public_url": "http://127.0.0.1:8000",
            "secret": SECRET,
            "log_level": "WARNING",
        }
    )


def found_dairy(folder: Path) -> dict[str, str]:
    """Two centres, a price of KES 45, three members, an official per role; the tokens of all, signed in."""
    dairy = open_dairy(folder, {})
    ledger = dairy.parts.ledger
    ledger.found_cooperative("Kiambaa Dairy", OPERATOR)
    ledger.open_centre("KIA", "Kiambaa", OPERATOR)
    ledger.open_centre("MUG", "Muguga", OPERATOR)
    ledger.propose_price(PRICE, None, 4500, date(2026, 1, 1), OPERATOR)
    ledger.approve_price(PRICE, MANAGER)
    for number, phone in MEMBERS.items():
        member = Registration(number=number, name="Wanjiku Kamau", centre="KIA", phone=phone)
        ledger.register_member(member, OPERATOR)
        dairy.parts.people.accounts.set_password(f"member:{number}", number, phone, PASSWORD)
    for number, roles, centres in STAFF.values():
        ledger.join_staff(number, "Njeri Mwangi", roles, OPERATOR, centres=centres)
        dairy.parts.people.accounts.set_password(f"staff:{number}", number, None, PASSWORD)
    for who in (*STAFF, *MEMBERS):
        dairy.sign_in(who)
    dairy.close()
    return dairy.tokens


def open_dairy(folder: Path, tokens: dict[str, str], **options: Any) -> Dairy:
    """The dairy in a folder, behind its API."""
    parts = build(settings_in(folder))
    app = IDLE.pop() if IDLE and not options else create_app(parts, **options)
    attach(app, parts)
    dairy = Dairy(parts, app, tokens=dict(tokens))
    parts.clock = lambda: dairy.now
    return dairy
