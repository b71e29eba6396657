"""Daraja's doors: the OAuth and M-Pesa paths, each parse, admit, one verb, answer."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from imbuto.simulators.serving import create_flask, sent_json

from . import fields, refusals
from .certificate import Strongbox
from .control import control
from .control_script import script_doors
from .desk import Desk
from .doorkeeper import LIFETIME_SECONDS, Doorkeeper


def create_app(desk: Desk, doorkeeper: Doorkeeper, strongbox: Strongbox) -> Flask:
    app = create_flask(__name__)
    desk.adversary.end_token = doorkeeper.end_token
    app.register_blueprint(control(desk))
    app.register_blueprint(script_doors(desk))
    _open_doors(app, desk, doorkeeper)
    _answer_errors(app)

    @app.get("/certificate.pem")
    def certificate() -> Response:
        return Response(strongbox.certificate_pem, mimetype="application/x-pem-file")

    return app


def _open_doors(app: Flask, desk: Desk, doorkeeper: Doorkeeper) -> None:
    def admit(product: str) -> None:
        if not doorkeeper.admits(request.headers.get("Authorization", "")):
            raise refusals.invalid_token(product)

    @app.get("/oauth/v1/generate")
    def generate() -> dict[str, Any]:
        fault, plan = desk.ask_token()
        login = request.authorization
        if login is None or login.type != "basic":
            raise refusals.invalid_authentication()
        if not doorkeeper.knows(login.username or "", login.password or ""):
            raise refusals.invalid_authentication()
        if request.args.get("grant_type") != "client_credentials":
            raise refusals.invalid_grant_type()
        given = doorkeeper.new_token(plan.number("short") or LIFETIME_SECONDS)
        number = {"expires_in": int(given["expires_in"])} if "number" in plan else {}
        return desk.adversary.spoil(fault, "token", given | number)

    @app.post("/mpesa/b2c/v3/paymentrequest")
    def payment() -> dict[str, Any]:
        admit("payment")
        body = sent_json()
        return desk.take_payment(fields.read_payment(body), body)

    @app.post("/mpesa/b2cvalidate/v2/paymentrequest")
    def checked_payment() -> dict[str, Any]:
        admit("payment")
        body = sent_json()
        return desk.take_payment(fields.read_payment(body, id_checked=True), body)

    @app.post("/mpesa/transactionstatus/v1/query")
    def status() -> dict[str, Any]:
        admit("status")
        body = sent_json()
        return desk.ask_status(fields.read_status_query(body), body)

    @app.post("/mpesa/accountbalance/v1/query")
    def balance() -> dict[str, Any]:
        admit("balance")
        body = sent_json()
        return desk.ask_balance(fields.read_balance_query(body), body)

    @app.post("/mpesa/b2b/v1/paymentrequest")
    def top_up() -> dict[str, Any]:
        admit("top_up")
        body = sent_json()
        return desk.take_top_up(fields.read_top_up(body), body)


def _answer_errors(app: Flask) -> None:
    @app.errorhandler(refusals.Refusal)
    def refused(refusal: refusals.Refusal) -> Response:
        return refusal.response()

    @app.errorhandler(HTTPException)
    def odd(problem: HTTPException) -> Response:
        known = {404: refusals.no_such_path(), 405: refusals.wrong_method()}
        refusal = known.get(problem.code or 0, refusals.invalid_payload())
        if problem.code is not None and problem.code >= 500:
            refusal = refusals.system_error()
        return refusal.response()
