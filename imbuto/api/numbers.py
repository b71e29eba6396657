"""Member numbers in addresses: they may have a slash (`/members/12/345/balance` is member 12/345)."""

from __future__ import annotations

from typing import Any

from werkzeug.routing import BaseConverter


class MemberNumberConverter(BaseConverter):
    """`<number:number>`: as on the card, in capitals, leading zeros kept."""

    regex = r"[A-Za-z0-9][A-Za-z0-9/-]{0,15}?"
    part_isolating = False

    def to_python(self, value: str) -> str:
        return value.upper()


def described(_: Any) -> dict[str, Any]:
    """The schema of such a number in the API's description."""
    return {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9/-]{0,15}$", "example": "0042"}
