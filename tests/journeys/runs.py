"""Pay runs of the journeys."""

from __future__ import annotations

from imbuto.values import Period
from tests.journeys.house import House


def open_run(house: House, period: Period) -> str:
    """The id of a run that takes all milk recorded so far.

    The clock opens the run of a period that is over as soon as it finds milk of it. One that it opened amid
    the recording took only what was there by then: it is discarded and another opened, as a treasurer would.
    """
    for run in house.every("S6", "/settlements"):
        if run["state"] in ("opened", "prepared"):
            house.post("S3", f"/settlements/{run['id']}/discard", {"reason": "opened amid the recording"})
    opened: str = house.post("S3", "/settlements", {"period": period.code})["id"]
    return opened
