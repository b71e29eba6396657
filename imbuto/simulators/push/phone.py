"""A phone on which the farmers' app is opened: it signs in and subscribes, as the app's pages do."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

from .service import Service

PATIENCE_SECONDS = 10
_opener = build_opener(ProxyHandler({}))


def open_app(service: Service, api_url: str, login: str, password: str, origin: str) -> dict[str, Any] | str:
    """The new browser, subscribed for this member's messages; or why it is not, in words."""
    if not api_url:
        return "no --api-url was given, so that no app can be opened here"
    session = _ask(f"{api_url}/sessions", {"login": login, "password": password, "channel": "app"})
    key = _ask(f"{api_url}/push/key")
    if session is None or key is None:
        return "nobody signs in so: give a member's number and password"
    number = str(session["principal"]).partition(":")[2]
    browser = service.subscribe(f"Member {number}", key["public_key"], origin)
    subscription = {"endpoint": browser["endpoint"], "keys": browser["keys"], "device": "Pretended phone"}
    address = f"{api_url}/members/{number}/push-subscriptions"
    if _ask(address, subscription, session["token"]) is None:
        return "the cooperative did not take the subscription"
    return browser


def _ask(url: str, body: dict[str, Any] | None = None, token: str = "") -> dict[str, Any] | None:
    """The answer's JSON, or None for a refusal or silence."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    data = None if body is None else json.dumps(body).encode()
    request = Request(url, data=data, headers=headers)  # noqa: S310 - the address that was given at the start
    try:
        with _opener.open(request, timeout=PATIENCE_SECONDS) as answer:
            told = json.loads(answer.read())
    except HTTPError as refused:
        refused.close()
        return None
    except (OSError, http.client.HTTPException, ValueError):
        return None
    return told if isinstance(told, dict) else None
