"""Steering the adversary: its script, its vocabulary, and the statement as a portal prints it."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, request

from imbuto.simulators.clock import dashed_day

from .control import refuse, sent_object
from .desk import Desk
from .explain import vocabulary
from .faults import ScriptError
from .statement import ACCOUNTS, COLUMNS, lines, printed_csv, printed_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def script_doors(desk: Desk) -> Blueprint:
    doors = Blueprint("script", __name__)

    @doors.get("/control/script")
    def script() -> dict[str, Any]:
        now = desk.adversary.script
        return {"script": now.source, "seed": now.seed}

    @doors.post("/control/script")
    def follow() -> dict[str, Any]:
        try:
            now = desk.adversary.follow(sent_object())
        except ScriptError as wrong:
            refuse(str(wrong))
        return {"script": now.source, "seed": now.seed}

    @doors.get("/control/vocabulary")
    def words() -> dict[str, Any]:
        return {"faults": vocabulary()}

    @doors.get("/control/statement.csv")
    def statement_csv() -> Response:
        return Response(printed_csv(*_statement(desk)), mimetype="text/csv")

    @doors.get("/control/statement.xlsx")
    def statement_xlsx() -> Response:
        return Response(printed_xlsx(*_statement(desk)), mimetype=XLSX)

    return doors


def _statement(desk: Desk) -> tuple[tuple[str, ...], list[dict[str, str]], str]:
    """The columns asked for (all that are known), the lines, and the heading's period."""
    account = request.args.get("account", ACCOUNTS[0])
    columns = tuple(filter(None, request.args.get("columns", ",".join(COLUMNS)).split(",")))
    if account not in ACCOUNTS or not columns or set(columns) - set(COLUMNS):
        refuse(f"account is one of {', '.join(ACCOUNTS)}; columns are some of {', '.join(COLUMNS)}")
    since, until = (_instant(name) for name in ("from", "until"))
    period = " - ".join(dashed_day(bound) if bound else "" for bound in (since, until))
    return columns, lines(desk.book, account, since, until), period


def _instant(name: str) -> datetime | None:
    text = request.args.get(name)
    if not text:
        return None
    moment: datetime | None = None
    with suppress(ValueError):
        moment = datetime.fromisoformat(text)
    if moment is None or moment.tzinfo is None:
        refuse(f"{name} is an instant such as 2026-10-16T06:00:00+03:00 (a plus in an address is %2B)")
    return moment
