"""The calendar of the pay runs: one at a time, in the order of their periods, each cut off at a position."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from imbuto.aggregates.base import Fact
from imbuto.aggregates.founding import COOPERATIVE_ID, Founding
from imbuto.errors import WrongState
from imbuto.periods import require_rhythm
from imbuto.values import By, Period


@dataclass(frozen=True)
class Run:
    """A pay run as the cooperative's calendar keeps it: what it closes, and how it stands."""

    id: UUID
    period: Period
    cutoff_position: int
    state: str = "open"


class RunCalendar(Founding):
    """The part of the cooperative that knows which runs there were. Two can never be open at once."""

    @dataclass(frozen=True, kw_only=True)
    class RunOpened(Fact):
        TOPIC = "cooperative.run_opened"
        run: UUID
        period: str
        cutoff_position: int

        def apply(self, aggregate: RunCalendar) -> None:
            aggregate.runs[self.run] = Run(self.run, Period.parse(self.period), self.cutoff_position)

    @dataclass(frozen=True, kw_only=True)
    class RunApproved(Fact):
        TOPIC = "cooperative.run_approved"
        run: UUID

        def apply(self, aggregate: RunCalendar) -> None:
            aggregate.runs[self.run] = replace(aggregate.runs[self.run], state="approved")

    @dataclass(frozen=True, kw_only=True)
    class RunDiscarded(Fact):
        TOPIC = "cooperative.run_discarded"
        run: UUID

        def apply(self, aggregate: RunCalendar) -> None:
            aggregate.runs[self.run] = replace(aggregate.runs[self.run], state="discarded")

    @dataclass(frozen=True, kw_only=True)
    class RhythmSet(Fact):
        TOPIC = "cooperative.rhythm_set"
        rhythm: str

        def apply(self, aggregate: RunCalendar) -> None:
            aggregate.rhythm = self.rhythm

    def __init__(self, id: UUID = COOPERATIVE_ID) -> None:
        super().__init__(id)
        self.rhythm = "half-month"
        self.runs: dict[UUID, Run] = {}

    def set_rhythm(self, rhythm: str, by: By) -> None:
        """How often there is a run from now on. A run takes by position and date what none took before, so
        that between the last run of the old rhythm and the first of the new nothing is lost or taken twice.
        """
        require_rhythm(rhythm)
        if rhythm != self.rhythm:
            self._record(self.RhythmSet, by, rhythm=rhythm)

    def open_run(self, run: UUID, period: Period, cutoff_position: int, by: By) -> None:
        """Enters a run in the calendar: one at a time, in the order of the periods."""
        if self.unfinished_run:
            raise WrongState(
                f"The run of {self.unfinished_run.period.code} is not yet approved.",
                "Approve or discard it before another is opened.",
                run=str(self.unfinished_run.id),
            )
        last = self.last_approved_run
        if last and period.end <= last.period.end:
            raise WrongState(
                f"The run of {last.period.code} is approved: {period.code} is closed.",
                "Late milk is paid in the next run by itself.",
            )
        self._record(self.RunOpened, by, run=run, period=period.code, cutoff_position=cutoff_position)

    def approve_run(self, run: UUID, by: By) -> None:
        self._record(self.RunApproved, by, run=run)

    def discard_run(self, run: UUID, by: By) -> None:
        self._record(self.RunDiscarded, by, run=run)

    @property
    def unfinished_run(self) -> Run | None:
        return next((run for run in self.runs.values() if run.state == "open"), None)

    @property
    def last_approved_run(self) -> Run | None:
        approved = [run for run in self.runs.values() if run.state == "approved"]
        return approved[-1] if approved else None

    def may_have_closed(self, day: date) -> bool:
        """Whether any run reaches that day at all; if not, the position need not be looked up."""
        return any(run.state != "discarded" and run.period.end >= day for run in self.runs.values())

    def has_closed(self, day: date, position: int) -> bool:
        """Whether milk of that day, recorded at that position, is already in a run."""
        return any(
            run.state != "discarded" and run.period.end >= day and run.cutoff_position >= position
            for run in self.runs.values()
        )
