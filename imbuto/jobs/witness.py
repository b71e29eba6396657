"""A witness beside the ledger: which payment this machine was last about to send, in a file of its own.

Whoever puts an older copy of the ledger back puts back payouts that look unsent and were paid since. The file
is no part of a backup of the stores: it names a fact and its place in the ledger. When that fact is not there
any more, an older copy was put back: payments stop until a person has compared with M-Pesa and lets them go.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from imbuto.aggregates import PayFile, Payout, TopUp
from imbuto.aggregates.till import RESTORED, TILL_ID
from imbuto.bootstrap import Parts
from imbuto.jobs.held import by_job

FILE = "last-payments"
LARGEST_BYTES = 64 * 1024
_TAIL_BYTES = 4_096
_REASON = (
    "An older copy of the ledger was put back: payments made since are missing from it. Before you resume, "
    "bring in M-Pesa's statement since that copy, compare each day, and hold what was paid: docs/payments.md."
)

log = logging.getLogger(__name__)


class Mark(NamedTuple):
    """A fact by its place: its position, the thing it is of, and its version there."""

    position: int
    id: UUID
    version: int


def is_whole(parts: Parts) -> bool:
    """Whether the ledger still holds the last payment that this machine was about to send, and all that the
    views beside it have seen. If not, payments stop, and the stop is what is looked for from now on."""
    last = _last(parts)
    is_there = last is None or parts.ledger.is_recorded(last.id, last.version, last.position)
    is_ahead = parts.views.is_ahead()
    if is_there and not is_ahead:
        return True
    missing = (
        "fact of which the views beside it tell" if last is None or is_there else f"fact {last.position}"
    )
    log.error("PAYMENTS STOPPED: the ledger has no %s any more. %s", missing, _REASON)
    stopped = parts.ledger.stop_payments(RESTORED, RESTORED, _REASON, by_job(parts, "till", RESTORED))
    _path(parts).write_text(_line(Mark(stopped.position, TILL_ID, stopped.version)), encoding="ascii")
    return False


def remember(parts: Parts, sent: Payout | TopUp | PayFile) -> None:
    """Notes, before the call, that this payment is about to be sent, or that a file of them may be had."""
    position = parts.ledger.position_of(sent.id, sent.version)
    path = _path(parts)
    with path.open("a", encoding="ascii") as file:
        file.write(_line(Mark(position, sent.id, sent.version)))
    if path.stat().st_size > LARGEST_BYTES and (last := _last(parts)):
        path.write_text(_line(last), encoding="ascii")


def _last(parts: Parts) -> Mark | None:
    """The fact furthest on in the ledger among the last ones noted. A line that a crash cut short counts for
    nothing."""
    try:
        with _path(parts).open("rb") as file:
            file.seek(max(file.seek(0, 2) - _TAIL_BYTES, 0))
            lines = file.read().decode("ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return None
    return max(filter(None, map(_mark, lines)), default=None)


@lru_cache(maxsize=256)
def _mark(line: str) -> Mark | None:
    words = line.split()
    try:
        position, id, version, end = words
        return Mark(int(position), UUID(id), int(version)) if end == "." else None
    except ValueError:
        return None


def _line(mark: Mark) -> str:
    return f"{mark.position} {mark.id} {mark.version} .\n"


def _path(parts: Parts) -> Path:
    return Path(parts.settings.data) / FILE
