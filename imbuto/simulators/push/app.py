"""The push service's one public door, ``POST /push/…``, and the doors of people and tests beside it."""

from __future__ import annotations

from typing import Any, NoReturn

from flask import Flask, Response, abort, jsonify, make_response, render_template, request

from imbuto.simulators.posting import is_web_address
from imbuto.simulators.serving import DroppedConnection, create_flask, sent_json

from .phone import open_app
from .service import BEHAVIOURS, RETRY_AFTER_SECONDS, Pushed, Service

LONGEST_NAME = 80


def create_app(service: Service, api_url: str = "") -> Flask:
    """``api_url`` is where a phone that is opened on the page signs in."""
    app = create_flask(__name__)

    @app.post("/push/<id>")
    def push(id: str) -> Response:
        status, words = service.take(id, Pushed(request.headers, request.get_data(), _origin()))
        if status != 201:
            answer = make_response(words, status)
            if status == 429:
                answer.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
            return answer
        if service.behaviour(id) == "lost_answer":
            raise DroppedConnection(before=False)
        answer = make_response("", 201)
        answer.headers["Location"] = f"{_origin()}/message/{words}"
        answer.headers["TTL"] = request.headers["TTL"]
        return answer

    _add_control(app, service, api_url)
    return app


def _add_control(app: Flask, service: Service, api_url: str) -> None:
    @app.get("/")
    def page() -> str:
        return render_template("push.html", behaviours=BEHAVIOURS, api_url=api_url)

    @app.get("/control/browsers")
    def browsers() -> dict[str, Any]:
        return {"browsers": service.browsers(), "shown_url": service.shown_url()}

    @app.post("/control/browsers")
    def subscribe() -> tuple[dict[str, Any], int]:
        body = _body()
        name, key = body.get("name", "A phone"), body.get("key")
        if not isinstance(name, str) or len(name) > LONGEST_NAME or not isinstance(key, str) or not key:
            _refuse("key is the sender's public key; name is of at most 80 letters")
        return service.subscribe(name, key, _origin()), 201

    @app.post("/control/phones")
    def phone() -> tuple[dict[str, Any], int]:
        body = _body()
        login, password = str(body.get("login", "")), str(body.get("password", ""))
        opened = open_app(service, api_url, login, password, _origin())
        if isinstance(opened, str):
            _refuse(opened)
        return opened, 201

    @app.post("/control/browsers/<id>")
    def behave(id: str) -> dict[str, Any]:
        behaviour = _body().get("behaviour")
        if behaviour not in BEHAVIOURS or not service.behave(id, behaviour):
            _refuse(f"behaviour is one of {', '.join(BEHAVIOURS)}, of a browser that is known")
        return {"id": id, "behaviour": behaviour}

    @app.get("/control/notifications")
    def notifications() -> dict[str, Any]:
        return {"notifications": service.notifications(request.args.get("browser", ""))}

    @app.post("/control/urls")
    def urls() -> dict[str, Any]:
        url = _body().get("shown_url")
        if not isinstance(url, str) or (url and not is_web_address(url)):
            _refuse("shown_url is an http or https address, or empty")
        service.set_shown_url(url)
        return {"shown_url": url}

    @app.post("/control/reset")
    def reset() -> dict[str, Any]:
        service.reset()
        return {"status": "empty"}


def _origin() -> str:
    return request.host_url.rstrip("/")


def _body() -> dict[str, Any]:
    """A JSON object. Forms are refused: a page on another site could send one here unasked."""
    body = sent_json()
    if not isinstance(body, dict):
        _refuse("a JSON object is needed, sent as application/json")
    return body


def _refuse(words: str) -> NoReturn:
    abort(make_response(jsonify({"error": words}), 400))
