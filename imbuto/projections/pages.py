"""Pages of a list, and the opaque cursor that leads from one to the next."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from imbuto.errors import BadValue

Item = TypeVar("Item")
MAX_PAGE = 1000


@dataclass(frozen=True)
class Page(Generic[Item]):
    """Some items in order; `next` is the cursor of the page after, None on the last."""

    items: list[Item]
    next: str | None


def page_of(
    items: Sequence[Item], limit: int, key: Callable[[Item], Sequence[str | int | date]]
) -> Page[Item]:
    """The page out of `limit + 1` items: one more than shown tells that there is a next page."""
    shown = list(items[:limit])
    return Page(shown, write_cursor(key(shown[-1])) if len(items) > limit and shown else None)


def write_cursor(key: Sequence[str | int | date]) -> str:
    """The sort key of the last item shown, opaque and safe in a URL."""
    return base64.urlsafe_b64encode(json.dumps(list(key), default=str).encode()).decode().rstrip("=")


def read_cursor(cursor: str | None, *kinds: type) -> tuple[Any, ...] | None:
    """The sort key in a cursor, checked to be of these kinds (str, int, date). Raises BadValue('cursor',
    …)."""
    if cursor is None:
        return None
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        key = json.loads(raw)
        if not isinstance(key, list) or len(key) != len(kinds):
            raise ValueError
        return tuple(_KINDS[kind](part) for kind, part in zip(kinds, key, strict=True))
    except (ValueError, RecursionError):
        raise BadValue(
            "cursor", cursor, "This is not a cursor of this list.", "Start from the first page."
        ) from None


def _text(part: object) -> str:
    if type(part) is not str or "\0" in part or not part.isprintable():
        raise ValueError
    return part


def _whole(part: object) -> int:
    if type(part) is not int or abs(part) >= 2**63:
        raise ValueError
    return part


_KINDS: dict[type, Callable[[object], Any]] = {
    str: _text,
    int: _whole,
    date: lambda part: date.fromisoformat(_text(part)),
}


def checked_limit(limit: int) -> int:
    if not 1 <= limit <= MAX_PAGE:
        raise BadValue("limit", limit, f"A page holds 1 to {MAX_PAGE} items.", "Ask for 50.")
    return limit
