"""Writes a reading into the ledger: all of it is checked before the first row is written.

Each row has an id made from its content, so an import that was interrupted is completed by running it again,
and one that is whole changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Protocol, TypeVar, cast

from imbuto.imports.members import MemberRow
from imbuto.imports.reading import FileRow, Reading, RowProblem
from imbuto.imports.weighings import DeliveryRow

R = TypeVar("R", bound=FileRow)
Progress = Callable[[int, int], None]
"""Told how many rows are done, of how many."""


class Result(StrEnum):
    """What became of a row: a new fact, a fact that was there already, or a refusal."""

    RECORDED = "recorded"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """What the ledger did with one row; a refused one says why and what to do."""

    row: int
    result: Result
    sentence: str = ""
    remedy: str = ""


class LedgerPort(Protocol):
    """What the import needs of the ledger."""

    def check(self, rows: Sequence[MemberRow] | Sequence[DeliveryRow]) -> list[RowProblem]:
        """Every reason why a row could not be written as the ledger stands; nothing is written.

        Unknown member or centre, no price for the day, a probable double, other content under the same id.
        A row that is recorded already with the same content is no problem.
        """
        ...

    def register_members(self, rows: Sequence[MemberRow]) -> list[Outcome]:
        """One outcome for each row, in order; a row is all or nothing, the same row again is unchanged."""
        ...

    def record_deliveries(self, rows: Sequence[DeliveryRow]) -> list[Outcome]:
        """As for members, each under the id that `id_for` gives."""
        ...


class RowsPort(Protocol):
    """What the import of another kind of file needs of the ledger: as above, in two words."""

    def check(self, rows: Sequence[Any]) -> list[RowProblem]: ...

    def write(self, rows: Sequence[Any]) -> list[Outcome]: ...


AnyPort = LedgerPort | RowsPort


@dataclass
class Saved:
    """How an import went. With problems and `begun` False nothing was written at all."""

    total: int
    begun: bool = False
    recorded: int = 0
    unchanged: int = 0
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether every row is now in the ledger."""
        return not self.problems and self.recorded + self.unchanged == self.total


def checked(reading: Reading[R], ledger: AnyPort) -> Reading[R]:
    """The reading with what the ledger objects to beside the file's own faults, all of it in one go.

    A fault names the file's own heading. Rows with a fault are no longer among those to import.
    """
    objections: list[RowProblem] = [
        replace(problem, column=reading.columns.get(problem.column, problem.column))
        for problem in ledger.check(cast(Any, reading.rows))
    ]
    bad = {problem.row for problem in objections}
    return replace(
        reading,
        rows=tuple(row for row in reading.rows if row.row not in bad),
        problems=tuple(sorted((*reading.problems, *objections), key=lambda problem: problem.row)),
    )


def save(
    reading: Reading[R],
    ledger: AnyPort,
    *,
    batch: int = 200,
    progress: Progress | None = None,
    is_checked: bool = False,
) -> Saved:
    """Checks the file and all rows against the ledger, and only then writes them, `batch` rows at a time.

    `is_checked`: the reading comes from `checked` a moment ago, and the ledger is not asked again.

    A refusal in the middle, possible only when the ledger changed meanwhile, stops after its batch. What the
    ledger raises is passed on. In both cases running it again completes the import and doubles nothing.
    """
    if not is_checked:
        reading = checked(reading, ledger)
    saved = Saved(total=len(reading.rows), problems=list(reading.problems))
    if saved.problems:
        return saved
    saved.begun = True
    for rows in _batches(reading.rows, batch):
        outcomes = _write(ledger, rows)
        _count(saved, rows, outcomes)
        if progress:
            progress(saved.recorded + saved.unchanged, saved.total)
        if saved.problems:
            break
    return saved


def _write(ledger: Any, rows: Sequence[FileRow]) -> list[Outcome]:
    outcomes: list[Outcome]
    if isinstance(rows[0], MemberRow):
        outcomes = ledger.register_members(rows)
    elif isinstance(rows[0], DeliveryRow):
        outcomes = ledger.record_deliveries(rows)
    else:
        outcomes = ledger.write(rows)
    return outcomes


def _count(saved: Saved, rows: Sequence[FileRow], outcomes: Sequence[Outcome]) -> None:
    """Each row must have its outcome: a missing one would be a row that nobody knows of."""
    for row, outcome in zip(rows, outcomes, strict=True):
        if outcome.result is Result.RECORDED:
            saved.recorded += 1
        elif outcome.result is Result.UNCHANGED:
            saved.unchanged += 1
        else:
            saved.problems.append(RowProblem(row.row, "", row.number, outcome.sentence, outcome.remedy))


def _batches(rows: Sequence[R], size: int) -> Iterator[Sequence[R]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
