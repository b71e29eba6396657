"""Whether the views hold every fact: what a job that moves money asks first."""

from __future__ import annotations

from collections.abc import Sequence

from imbuto.bootstrap import Parts
from imbuto.errors import Busy


def require_views(parts: Parts, names: Sequence[str]) -> None:
    """Brings these views up to the last fact. Raises Busy while one is behind or has stopped."""
    position = parts.ledger.position()
    parts.views.catch_up()
    short = [
        standing.name
        for standing in parts.views.status()
        if standing.name in names and (standing.state == "stopped" or standing.position < position)
    ]
    if short:
        raise Busy(f"These views do not hold all facts: {', '.join(short)}.")
