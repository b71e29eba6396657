"""The till as the facts tell it at this instant: what the gate and the jobs about it look at. Nothing is
decided or recorded here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from imbuto.aggregates import Till
from imbuto.bootstrap import Parts
from imbuto.gateways.daraja_blame import is_float_short, is_ours, proves_credential
from imbuto.gateways.daraja_credentials import fingerprint
from imbuto.gateways.daraja_tariff import cost_cents
from imbuto.projections.payouts import Silent
from imbuto.projections.till import SeenCode, TillAnswer
from imbuto.values import business_date

PROOF = timedelta(minutes=15)
"""How long an answer shows that our credential is right, and what is in the float."""


@dataclass(frozen=True)
class Look:
    """The till, what M-Pesa last said, and the instant of looking."""

    till: Till
    seen: TillAnswer
    codes: tuple[SeenCode, ...]
    now: datetime

    @property
    def is_proven(self) -> bool:
        """Whether a call of the last quarter of an hour, made since payments were let go and with the present
        credential, was answered in a way that shows it is right."""
        return any(proves_credential(one.code) and self._is_fresh(one.called_at) for one in self.codes)

    @property
    def blame(self) -> SeenCode | None:
        """What M-Pesa said that is our fault and that nobody has mended since."""
        return _latest(c for c in self.codes if is_ours(c.code) and not self.till.is_old_news(c.called_at))

    @property
    def shortage(self) -> SeenCode | None:
        """That M-Pesa said the float was short, since payments were last let go."""
        return _latest(
            c for c in self.codes if is_float_short(c.code) and not self.till.is_old_shortage(c.called_at)
        )

    @property
    def float_cents(self) -> int | None:
        """What can be paid out; None when nobody has said so lately."""
        at = self.seen.float_at
        return self.seen.float_cents if at is not None and self._is_fresh(at) else None

    @property
    def is_float_seen_since_paused(self) -> bool:
        at, since = self.seen.float_at, self.seen.since
        return at is not None and since is not None and at >= since

    def _is_fresh(self, at: datetime) -> bool:
        return self.now - at <= PROOF and not self.till.is_old_news(at)


def _latest(found: Iterable[SeenCode]) -> SeenCode | None:
    return max(found, key=lambda one: one.called_at, default=None)


def look(parts: Parts) -> Look:
    """With all that is recorded by now, by whichever process."""
    parts.views.catch_up()
    view = parts.views.till
    return Look(parts.ledger.till(), view.get(), tuple(view.codes()), parts.clock())


UNANSWERED = 3
"""After so many questions about the float without an answer nobody is there who would answer others."""


def can_be_asked(parts: Parts) -> bool:
    """Whether M-Pesa may be asked about payments, and answers at all."""
    return parts.ledger.till().may_ask and parts.views.till.get().unanswered < UNANSWERED


def is_for_people(silent: Silent, can_ask: bool) -> bool:
    """Whether people must look at a payment of which nothing is heard: all questions were put, or none can be
    put and a day has passed. One that can be asked about is asked about first, however old it is."""
    return silent.act == "review" or (silent.is_old and not can_ask)


def needed_cents(parts: Parts) -> int:
    """What everything that waits to be paid by M-Pesa takes from the float, fees and all."""
    waiting = parts.views.payouts.waiting(parts.clock())
    return cost_cents(waiting.amounts, business_date(parts.clock()))


def payment_cents(parts: Parts, amount_cents: int) -> int:
    """What one payment takes from the float."""
    return cost_cents([(amount_cents, 1)], business_date(parts.clock()))


def own_fingerprint(parts: Parts) -> str:
    """Which credential this process would use."""
    settings = parts.settings
    return fingerprint(settings.daraja_initiator_name, settings.daraja_initiator_password, settings.secret)
