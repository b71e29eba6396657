"""What is due about payments of which nothing is heard: sent again, asked about, or put before people.

It goes before new payments, for it cannot wait: a send that never arrived may be made again within the hour
only, while M-Pesa certainly remembers its id. On a day with thousands of payments whatever waits behind new
ones waits for hours, and every lost send would end before people.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from imbuto.bootstrap import Parts
from imbuto.jobs import specs
from imbuto.jobs.queues import JobSpec
from imbuto.jobs.till_look import can_be_asked, is_for_people
from imbuto.projections.payouts import Silent

ACTS: dict[str, Callable[[Silent], JobSpec]] = {
    "resend": lambda silent: specs.send_again(silent.id),
    "ask": lambda silent: specs.ask(silent.id, silent.questions + 1),
    "review": lambda silent: specs.give_up(silent.id),
}
"""What is done about a payout of which nothing was heard in time."""


def due(parts: Parts, now: datetime, limit: int) -> list[JobSpec]:
    """The jobs of the longest silent, as many as `limit`; in the order in which they are queued. Each goes to
    the front of its queue, so the longest silent comes last."""
    can_ask = can_be_asked(parts)
    silents = parts.views.payouts.silent(now, limit)
    jobs = [ACTS["review" if is_for_people(one, can_ask) else one.act](one) for one in silents]
    return jobs[::-1]
