"""When a house of the journeys begins, and how fast its clock goes."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path

from imbuto.values import NAIROBI, Period, business_date

TIMES = 12
"""So fast goes the clock of a house, and with it whatever comes round by the minute."""
MORNING = time(9)
"""In Nairobi: far from the nightly jobs (the run of a period that is over is opened at 00:15), so that what a
journey meets does not hang on when it is made."""
HURRIED = Path(__file__).parent / "hurried"


class Hurry:
    """The clock of a house that is made at `now`. It begins with the next MORNING: nothing of the house was
    recorded later than that."""

    def __init__(self, now: datetime) -> None:
        morning = datetime.combine(business_date(now), MORNING, NAIROBI)
        self.begins = morning if morning > now else morning + timedelta(days=1)
        self.today = business_date(self.begins)
        self.last_period = Period.containing(self.today).previous
        """The newest that is over."""
        self.environ = {
            "PYTHONPATH": str(HURRIED),
            "HURRIED_SINCE": now.isoformat(),
            "HURRIED_FROM": self.begins.isoformat(),
            "HURRIED_TIMES": str(TIMES),
        }
