"""The clock of a hurried house. Python imports a module of this name by itself when it lies on PYTHONPATH.

Every process of the house reads its time in one function. Here that function begins at an hour of its own
and counts so many seconds for each that passes since the house was made, in all its processes alike: what
waits for minutes by Imbuto's clock (the sweep, the questions to M-Pesa) comes round in seconds, in the same
order. Nothing else is changed:
processes, sockets, kills and retries keep real time.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import imbuto.periods
import imbuto.simulators.clock

SINCE = datetime.fromisoformat(os.environ["HURRIED_SINCE"])
FROM = datetime.fromisoformat(os.environ["HURRIED_FROM"])
SPEED = int(os.environ["HURRIED_TIMES"])


def hurried_now() -> datetime:
    """An aware instant in UTC."""
    passed: timedelta = datetime.now(UTC) - SINCE
    return FROM.astimezone(UTC) + passed * SPEED


imbuto.periods.utc_now = hurried_now
imbuto.simulators.clock.now = hurried_now
