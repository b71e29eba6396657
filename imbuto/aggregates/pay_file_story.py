"""The facts of a file of payments, and its state as they tell it. What may happen next is in pay_file.py."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.aggregates.pay_formats import PAY_PRESETS, PayFormat
from imbuto.aggregates.pay_results import PayFileLine, PayResults, ResultLine, ResultSums


class PayFileStory(Aggregate):
    """What happened to one file, and how it stands by that."""

    KIND = "pay_file"

    @dataclass(frozen=True, kw_only=True)
    class Opened(Fact):
        """`run`: only payouts of that pay run. `bank`: only those to accounts with that bank or SACCO."""

        TOPIC = "pay_file.opened"
        kind: str
        pay_channel: str
        run: UUID | None
        bank: str | None
        form: PayFormat

        def apply(self, aggregate: PayFileStory) -> None:
            aggregate.kind, aggregate.form = self.kind, self.form
            aggregate.run, aggregate.bank = self.run, self.bank
            aggregate.opened_by = self.who
            aggregate.state = "opened"

    @dataclass(frozen=True, kw_only=True)
    class Filled(Fact):
        """Some payouts went into it, in the same save as their own facts say so."""

        TOPIC = "pay_file.filled"
        lines: tuple[PayFileLine, ...]

        def apply(self, aggregate: PayFileStory) -> None:
            aggregate.lines.update((line.reference, line) for line in self.lines)
            aggregate.total_cents += sum(line.cents for line in self.lines)

    @dataclass(frozen=True, kw_only=True)
    class Sealed(Fact):
        """It is whole. `digest` is the SHA-256 of the CSV."""

        TOPIC = "pay_file.sealed"
        count: int
        total_cents: int
        digest: str

        def apply(self, aggregate: PayFileStory) -> None:
            aggregate.digest = self.digest
            aggregate.state = "sealed"

    @dataclass(frozen=True, kw_only=True)
    class Approved(Fact):
        TOPIC = "pay_file.approved"
        count: int
        total_cents: int
        digest: str

        def apply(self, aggregate: PayFileStory) -> None:
            aggregate.approved_by = self.who
            aggregate.state = "approved"

    @dataclass(frozen=True, kw_only=True)
    class Cancelled(Fact):
        TOPIC = "pay_file.cancelled"
        reason: str

        def apply(self, aggregate: PayFileStory) -> None:
            aggregate.state = "cancelled"

    @dataclass(frozen=True, kw_only=True)
    class Downloaded(Fact):
        """An official took it. `digest` is of these very bytes."""

        TOPIC = "pay_file.downloaded"
        file_form: str
        digest: str

        def apply(self, aggregate: PayFileStory) -> None:
            aggregate.downloads += 1

    @dataclass(frozen=True, kw_only=True)
    class ResultsRead(Fact):
        """A result file was read; each row of it is a proposal. `unmatched` payments of ours are
        not in it. Results that waited before are replaced."""

        TOPIC = "pay_file.results_read"
        results: int
        name: str
        digest: str
        paid: int
        paid_cents: int
        failed: int
        failed_cents: int
        unmatched: int

        def apply(self, aggregate: PayFileStory) -> None:
            waiting = aggregate.waiting_results
            if waiting is not None:
                aggregate.results[waiting.number] = replace(waiting, state="replaced")
            sums = ResultSums(self.paid, self.paid_cents, self.failed, self.failed_cents)
            aggregate.results[self.results] = PayResults(self.results, self.name, self.digest, self.who, sums)

    @dataclass(frozen=True, kw_only=True)
    class ResultLinesRead(Fact):
        """The rows of a result file, some hundred in each fact."""

        TOPIC = "pay_file.result_lines_read"
        results: int
        lines: tuple[ResultLine, ...]

        def apply(self, aggregate: PayFileStory) -> None:
            known = aggregate.results[self.results]
            aggregate.results[self.results] = replace(known, lines=known.lines + self.lines)

    @dataclass(frozen=True, kw_only=True)
    class ResultsApproved(Fact):
        TOPIC = "pay_file.results_approved"
        results: int
        paid: int
        paid_cents: int
        failed: int
        failed_cents: int
        read_by: str

        def apply(self, aggregate: PayFileStory) -> None:
            known = aggregate.results[self.results]
            aggregate.results[self.results] = replace(known, state="approved", approved_by=self.who)

    @dataclass(frozen=True, kw_only=True)
    class ResultsRefused(Fact):
        TOPIC = "pay_file.results_refused"
        results: int
        reason: str

        def apply(self, aggregate: PayFileStory) -> None:
            known = aggregate.results[self.results]
            aggregate.results[self.results] = replace(known, state="refused")

    @dataclass(frozen=True, kw_only=True)
    class Closed(Fact):
        """Every payment in it has ended."""

        TOPIC = "pay_file.closed"
        paid: int
        paid_cents: int
        failed: int
        failed_cents: int

        def apply(self, aggregate: PayFileStory) -> None:
            aggregate.state = "closed"

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.state = "new"
        self.kind = ""
        self.run: UUID | None = None
        self.bank: str | None = None
        self.form = PAY_PRESETS["bank"]
        self.opened_by = ""
        self.approved_by: str | None = None
        self.lines: dict[str, PayFileLine] = {}
        self.total_cents = 0
        self.digest = ""
        self.downloads = 0
        self.results: dict[int, PayResults] = {}

    @property
    def count(self) -> int:
        return len(self.lines)

    @property
    def waiting_results(self) -> PayResults | None:
        """The results that wait for another official."""
        last = self.results.get(len(self.results))
        return last if last is not None and last.state == "waiting" else None

    @property
    def ordered(self) -> list[PayFileLine]:
        """The lines as they stand in the file: by member, then by reference."""
        return sorted(self.lines.values(), key=lambda line: (line.member, line.reference))
