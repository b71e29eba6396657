"""Two SMS gateways as one: where the first takes nothing, the second does.

Only what certainly stayed here goes to the second: the first has no credit, a wrong key, or is not reached,
which each message would meet. A lost answer never does: that text may be on its way. Whichever did not take
one is asked last for a minute, so that a gateway that is down does not slow every message.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from imbuto.gateways.africastalking import NotSent, Sent, SmsOutcome

ASKED_LAST_FOR = timedelta(seconds=60)

log = logging.getLogger(__name__)


class SmsPort(Protocol):
    """Whoever can send one text to one number. Never raises for what a gateway does."""

    def send(self, to_msisdn: str, text: str) -> SmsOutcome: ...


class SmsRelay:
    """Asks the gateways in their order until one takes the text, or may have taken it."""

    def __init__(self, gateways: Mapping[str, SmsPort], clock: Callable[[], datetime]) -> None:
        self._gateways = gateways
        self._clock = clock
        self._failed_at: dict[str, datetime] = {}

    def send(self, to_msisdn: str, text: str) -> SmsOutcome:
        """The outcome names the gateway that took it. Not sent: by none of them, with each one's reason."""
        reasons = []
        for name in self._in_order():
            outcome = self._gateways[name].send(to_msisdn, text)
            if not isinstance(outcome, NotSent):
                self._failed_at.pop(name, None)
                return replace(outcome, provider=name) if isinstance(outcome, Sent) else outcome
            log.warning("the gateway %s took no SMS: %s", name, outcome.reason)
            self._failed_at[name] = self._clock()
            reasons.append(f"{name}: {outcome.reason}")
        return NotSent("; ".join(reasons))

    def _in_order(self) -> list[str]:
        """Those that failed lately last."""
        since = self._clock() - ASKED_LAST_FOR
        failed = {name for name, at in self._failed_at.items() if at > since}
        return sorted(self._gateways, key=lambda name: name in failed)
