"""The inbox: a callback is kept, then acknowledged, then applied.

To keep one needs the people store alone: whatever becomes of Redis and whoever holds the ledger's lock, the
partner is answered at once. Applying is left to a thread and, at the latest, to the sweep.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from imbuto.errors import BadValue, Busy
from imbuto.gateways.redaction import redact
from imbuto.inbox.applying import become_of
from imbuto.inbox.hand import Hand
from imbuto.inbox.reading import SeenClaim, parsed, seen_claim
from imbuto.inbox.sources import Sources
from imbuto.ledger import Ledger
from imbuto.security.callback_book import CallbackBook
from imbuto.security.kept_callback import Address, Callback, CallbackPage, Posted, Settled
from imbuto.values import By

MOST_TRIES = 5
"""What cannot be applied for a reason that nobody thought of is tried so often, and then shown to people."""
AT_ONCE = 100

log = logging.getLogger(__name__)


class Inbox:
    """The callbacks of one installation, as one process sees them. `applies_by_itself` False leaves all
    applying to `apply_waiting`, for those who decide the order themselves."""

    def __init__(
        self, book: CallbackBook, ledger: Ledger, sources: Sources, clock: Callable[[], datetime]
    ) -> None:
        self._book = book
        self._ledger = ledger
        self._sources = sources
        self._clock = clock
        self._applying = threading.Lock()
        self._hand = Hand(self.apply)
        self.applies_by_itself = True

    def receive(self, address: Address, source: str, body: bytes) -> int:
        """Keeps a callback that came to a right address from the IP address `source`, durably, and has it
        applied soon. Returns its number. Raises Busy when the people store cannot be written."""
        number = self._book.keep(address, source, self._sources.trusts(source), body, self._clock())
        if self.applies_by_itself:
            self._hand.give(number)
        return number

    # ------------------------------------------------------------------ applying

    def waiting(self, limit: int = AT_ONCE, *, for_seconds: float = 0) -> list[int]:
        """The numbers of callbacks that were acknowledged that long ago and are not applied, oldest first."""
        return self._book.waiting(self._clock() - timedelta(seconds=for_seconds), limit)

    def apply_waiting(self) -> int:
        """Applies what waits, oldest first; returns how many. One that cannot be applied stops no other.
        Raises Busy when the ledger is: then all that is left waits for the next time."""
        done, last, now = 0, 0, self._clock()
        while True:
            with self._applying:
                some = self._book.received(now, AT_ONCE, last)
                self._apply(some)
            if not some:
                return done
            done, last = done + len(some), some[-1].number

    def apply(self, number: int) -> None:
        """Lets one callback become what it says. Quiet when it was applied before, here or elsewhere: what
        the ledger records of it, it records once. Raises Busy."""
        with self._applying:
            posted = self._book.open(number)
            if posted.state == "received":
                self._apply([posted])

    def _apply(self, some: Sequence[Posted]) -> None:
        """What was recorded before the ledger grew busy is noted all the same."""
        ends: list[Settled] = []
        try:
            for posted in some:
                ends.extend(self._end_of(posted))
        finally:
            if ends:
                self._book.settle(ends, self._clock())

    def _end_of(self, posted: Posted) -> list[Settled]:
        """What became of it; nothing when it is to be tried again."""
        try:
            return [become_of(posted, self._ledger, self._by(posted))]
        except Busy:
            raise
        except Exception as error:
            if posted.tries + 1 < MOST_TRIES:
                log.exception("callback %d is not applied yet", posted.number)
                self._book.tried(posted.number)
                return []
            log.exception("callback %d is held: it cannot be applied", posted.number)
            return [Settled(posted, "held", f"it cannot be applied ({type(error).__name__})")]

    def _by(self, posted: Posted) -> By:
        """The gateway, or the person who took a held callback for M-Pesa's."""
        who, channel = ("gateway:daraja", "callback")
        if posted.accepted_by is not None:
            who, channel = (posted.accepted_by, "office")
        return By(who, channel, f"callback:{posted.number}", self._clock())

    # ------------------------------------------------------------------ for people

    def accept(self, number: int, who: str) -> Callback:
        """An official takes a held callback for M-Pesa's, which applies it. The same again is quiet. Raises
        Unknown, WrongState, Busy."""
        accepted = self._book.accept(number, who, self._clock())
        if accepted.state == "received":
            self.apply(number)
        return self._book.open(number)

    def page(
        self,
        *,
        state: str | None = None,
        about: str | None = None,
        cursor: int | None = None,
        limit: int = 50,
    ) -> CallbackPage:
        """Callbacks in that state, about that payout or top-up, the latest first."""
        return self._book.page(state=state, about=about, cursor=cursor, limit=limit)

    def see(self, number: int) -> tuple[Callback, object]:
        """One callback and its body with names hidden and numbers cut short; None for a body that is no
        JSON, or was forgotten. Raises Unknown."""
        posted = self._book.open(number)
        try:
            return posted, redact(parsed(posted))
        except BadValue:
            return posted, None

    def counts(self) -> dict[str, int]:
        """How many callbacks are received and not applied, applied, held and unreadable."""
        return self._book.counts()

    def claims(self, since: datetime, until: datetime) -> Iterator[SeenClaim]:
        """What M-Pesa said about payments since one instant and before another, as it came in."""
        seen = map(seen_claim, self._book.between(since, until))
        return (claim for claim in seen if claim is not None)

    # ------------------------------------------------------------------ upkeep

    def purge(self, now: datetime) -> None:
        """Forgets what came more than 400 days ago."""
        self._book.purge(now)

    def close(self) -> None:
        """Ends the thread of this process."""
        self._hand.stop()
