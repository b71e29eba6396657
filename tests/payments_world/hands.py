"""The hands of the payday: what is queued, in which order it is taken, and how they come to grief."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from random import Random
from types import SimpleNamespace
from typing import Any

from imbuto.jobs.queues import PAY, TELL, JobSpec


class Killed(BaseException):
    """The process is no more."""


@dataclass(frozen=True)
class Odds:
    """How often in a thousand calls or callbacks something happens on the way that is nobody's script."""

    killed_before_call: int = 0
    killed_after_call: int = 0
    request_lost: int = 0
    answer_lost: int = 0
    from_a_stranger: int = 0
    """A true callback that comes through somebody else's proxy."""


class Jobs:
    """Queued jobs by their ids, as Redis holds them; one of the next few is taken, urgent ones first."""

    AT_HAND = 64

    def __init__(self, random: Random) -> None:
        self._random = random
        self._waiting: deque[JobSpec] = deque()
        self.held: set[str] = set()

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, spec: JobSpec) -> bool:
        """As Queues.put: an id that is held is not queued again. Messages are not looked at here."""
        if spec.queue == TELL or spec.id in self.held:
            return False
        self.held.add(spec.id)
        if spec.urgent:
            self._waiting.appendleft(spec)
        else:
            self._waiting.append(spec)
        return True

    def take(self) -> JobSpec:
        """Workers side by side do not keep the order."""
        if self._waiting[0].urgent:
            return self._waiting.popleft()
        self._waiting.rotate(-self._random.randrange(min(len(self._waiting), self.AT_HAND)))
        return self._waiting.popleft()

    @property
    def by_name(self) -> dict[str, Any]:
        """As Queues.by_name, for who asks how much is queued."""
        return {PAY: SimpleNamespace(count=len(self))}

    def forget(self) -> None:
        """Redis was emptied."""
        self._waiting.clear()
        self.held.clear()
