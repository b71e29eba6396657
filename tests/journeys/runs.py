"""Pay runs of the journeys."""

from __future__ import annotations

from rq.job import JobStatus

from imbuto.jobs.queues import SETTLE, Queues
from imbuto.jobs.schedule import SCHEDULE, latest_slot
from imbuto.values import Period
from tests.journeys.house import House, eventually


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


def clock_has_struck(house: House) -> None:
    """Waits until the house has opened the run that was due at its start, if there is milk of it: none of the
    milk that is recorded from now on is taken before its farmer could answer."""
    due = next(entry for entry in SCHEDULE if entry.name == "open-run")
    queue = Queues(house.redis()).by_name[SETTLE]
    id = due.spec(latest_slot(due.cron, house.clock.begins)).id

    def done() -> bool:
        job = queue.fetch_job(id)
        return job is not None and job.get_status() == JobStatus.FINISHED

    eventually(done)
