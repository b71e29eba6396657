"""A browser: it keeps cookies, and says who asks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from werkzeug.test import Client, TestResponse

from .dairy import PASSWORD, Dairy

OWN = {"Sec-Fetch-Site": "same-origin"}


class Browser:
    """One browser at a dairy, with or without https before it."""

    def __init__(self, dairy: Dairy, public_url: str = "http://127.0.0.1:8000") -> None:
        dairy.parts.settings = replace(dairy.parts.settings, public_url=public_url)
        self.dairy, self.client = dairy, Client(dairy.app)
        self.base = public_url

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        """Header names are given with _ for -."""
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.open(f"/api/v1{path}", method=method, json=body, headers=told, base_url=self.base)

    @property
    def cookie(self) -> str | None:
        """What the browser keeps for a demo's address."""
        kept = self.client.get_cookie("imbuto", domain="127.0.0.1")
        return kept.value if kept else None

    def sign_in(self, login: str = "S001", **headers: str) -> TestResponse:
        body = {"login": login, "password": PASSWORD, "cookie": True}
        return self.ask("POST", "/sessions", body, **(headers or {"Sec_Fetch_Site": "same-origin"}))
