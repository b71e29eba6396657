"""The parts that this process holds: built when the first job needs them, after any fork, and kept.

No open connection crosses a fork: parts that another process built are left to it and built anew here.
"""

from __future__ import annotations

import os

from imbuto.bootstrap import Parts, build
from imbuto.settings import Settings
from imbuto.values import By

_held: tuple[int, Parts] | None = None


def parts() -> Parts:
    """This process's parts."""
    global _held
    if _held is None or _held[0] != os.getpid():
        _held = (os.getpid(), build(Settings.from_env()))
    return _held[1]


def release() -> None:
    """Closes what this process built; a later job builds it again."""
    global _held
    if _held is not None and _held[0] == os.getpid():
        _held[1].close()
    _held = None


def by_job(parts: Parts, name: str, request: str) -> By:
    """The job as the one who acts, at this instant."""
    return By(who=f"job:{name}", channel="job", request=request, at=parts.clock())
