"""Where callbacks come from, what they are answered, and those that a dairy kept."""

from __future__ import annotations

from typing import Any

from .dairy import Dairy

M_PESA, STRANGER = "196.201.214.200", "203.0.113.9"
ACCEPTED = {"ResultCode": 0, "ResultDesc": "Accepted"}


def from_there(source: str, **headers: str) -> dict[str, Any]:
    return {"environ_overrides": {"REMOTE_ADDR": source}, "headers": headers}


def kept(dairy: Dairy, **asked: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = dairy.get("auditor", "/callbacks", query_string=asked)["items"]
    return found
