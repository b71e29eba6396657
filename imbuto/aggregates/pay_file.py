"""A file of payments for a bank, a SACCO or the M-Pesa portal: another way for the same money to leave.

    opened → sealed → approved → closed
        └───────┴→ cancelled (its payouts go back)

Nobody can have the file before a second official has approved it, and from then on it may have been paid:
it is never cancelled any more, and what became of each payment is settled by two officials, from the bank's
result file or one by one. So a payout is either still in the house or in a file that may be paid, never both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Self
from uuid import UUID

from imbuto.aggregates.pay_file_story import PayFileStory
from imbuto.aggregates.pay_formats import PayFormat
from imbuto.aggregates.pay_results import (
    PayFileLine,
    PayResult,
    PayResults,
    ResultFault,
    ResultSums,
    faults_in,
    matched,
    sums_of,
)
from imbuto.errors import BadValue, Contradiction, DifferentContent, NotPermitted, SamePerson, WrongState
from imbuto.values import By, Money

FILE_FORMS = ("csv", "xlsx")
LINES_PER_FACT = 500
MOST_LINES = 100_000
LONGEST_REASON, LONGEST_RESULT_NAME = 500, 120
_NEVER = (
    "After approval it may have been paid: read the bank's result file, or settle its payouts one by one."
)


class PayFile(PayFileStory):
    """What may be done with one file of payments next."""

    @classmethod
    def open(cls, id: UUID, form: PayFormat, run: UUID | None, bank: str | None, by: By) -> Self:
        """Begins a file in a format. `run` and `bank` narrow which payouts go into it. Raises BadValue."""
        bank = (bank or "").strip() or None
        if form.kind == "sacco" and bank is None:
            raise BadValue(
                "bank", "", "A SACCO pays to its own accounts only.", "Name the SACCO by its code."
            )
        if form.kind == "mpesa-bulk" and bank is not None:
            raise BadValue("bank", bank, "M-Pesa pays to phones, not to accounts.", "Leave the bank out.")
        file = cls(id)
        file._record(cls.Opened, by, kind=form.kind, pay_channel=form.channel, run=run, bank=bank, form=form)
        return file

    def require_same_opening(self, other: PayFile) -> None:
        """The same request again is quiet; another under its id is refused by name. The format may have been
        set anew since."""
        mine, theirs = (
            {"kind": one.kind, "run": one.run, "bank": one.bank, "format": one.form.name}
            for one in (self, other)
        )
        differs = {name: [str(mine[name]), str(theirs[name])] for name in mine if mine[name] != theirs[name]}
        if differs:
            raise DifferentContent("pay file", self.id, differs)

    def fill(self, lines: Sequence[PayFileLine], by: By) -> None:
        """Takes payouts in, saved together with what their own stories say. Raises WrongState once it is
        sealed or cancelled."""
        self._require("opened", "Only a file that is being made takes payouts in. Make another one.")
        new = tuple(line for line in lines if line.reference not in self.lines)
        if len(self.lines) + len(new) > MOST_LINES:
            raise WrongState(f"A file has at most {MOST_LINES:,} payments.", "Make a file for each run.")
        if len({line.reference for line in new}) != len(new):
            raise Contradiction("Two payments have one reference.", "Cancel the file and make another one.")
        if new:
            self._record(self.Filled, by, lines=new)

    def seal(self, digest: str, by: By) -> None:
        """It is whole and waits for a second official. The same again is quiet. An empty one is refused."""
        if self.state == "sealed" and self.digest == digest:
            return
        self._require("opened", "Look at the file again.")
        if not self.lines:
            raise WrongState(
                "There is nothing to pay by this file.",
                "Payouts wait for it only while they are requested and by this channel. Cancel it.",
            )
        self._record(self.Sealed, by, count=self.count, total_cents=self.total_cents, digest=digest)

    def approve(self, count: int, total_cents: int, digest: str, by: By, fixed: Sequence[str] = ()) -> None:
        """A second official lets it out, naming what was seen, also the words that its format puts into
        every row: one of them may be the account to which the bank pays. The same approval again is quiet.
        Raises NotPermitted, SamePerson, WrongState, Contradiction."""
        if self.approved_by == by.who and (count, total_cents, digest) == self._figures:
            return
        _require_person(by, "approve a file of payments")
        self._require("sealed", "Only a whole file that waits is approved.")
        if by.who == self.opened_by:
            raise SamePerson("approve", "made")
        if by.who == self.form.set_by:
            raise SamePerson("approve a file whose format is", "set")
        if (count, total_cents, digest) != self._figures:
            raise Contradiction(
                f"The file has {self.count:,} payments of {Money(self.total_cents)} and another digest.",
                "Look at the file again, and name what you see there.",
                count=self.count,
                total_cents=self.total_cents,
                digest=self.digest,
            )
        self._require_fixed_words_seen(fixed)
        self._record(self.Approved, by, count=count, total_cents=total_cents, digest=digest)

    def _require_fixed_words_seen(self, seen: Sequence[str]) -> None:
        there = [column for column in self.form.columns if column.field == "fixed"]
        if list(seen) != [column.fixed for column in there]:
            told = "; ".join(f"{column.heading}: {column.fixed}" for column in there) or "none"
            raise Contradiction(
                f"These words stand in every row of the file: {told}.",
                "See that nobody's own account is among them, and name them in their order under `fixed`.",
                fixed=[column.fixed for column in there],
            )

    def cancel(self, reason: str, by: By) -> None:
        """Before approval nobody can have it, so its payouts may go back. Raises WrongState afterwards."""
        if self.state == "cancelled":
            return
        reason = _reason(reason)
        if self.state not in ("opened", "sealed"):
            raise WrongState(f"This file is {self.state}.", _NEVER, state=self.state)
        self._record(self.Cancelled, by, reason=reason)

    def require_cancelled(self) -> None:
        """Payouts go back only out of a cancelled file."""
        self._require("cancelled", _NEVER)

    def require_had(self) -> None:
        """Raises WrongState as long as nobody may have the file."""
        if self.state not in ("approved", "closed"):
            raise WrongState(
                f"This file is {self.state}.",
                "It can be had once a second official has approved it.",
                state=self.state,
            )

    def require_unchanged(self, digest: str) -> None:
        """Raises WrongState where the content is not what was approved."""
        if digest != self.digest:
            raise WrongState(
                "The register has changed since: the file would not be the one that was approved.",
                "Settle its payouts one by one; those not paid can be tried again.",
            )

    def download(self, file_form: str, digest: str, by: By) -> None:
        """An official takes the file: each time is written down, with the digest of the very bytes."""
        self.require_had()
        if file_form not in FILE_FORMS:
            raise BadValue("form", file_form, "A file is csv or xlsx.", "Choose one of them.")
        self._record(self.Downloaded, by, file_form=file_form, digest=digest)

    # --------------------------------------------------- what became of it

    def faults_of(self, rows: Iterable[PayResult]) -> list[ResultFault]:
        """Everything that this file says against the rows of a result file."""
        return list(faults_in(rows, self.lines))

    def known_results(self, digest: str) -> PayResults | None:
        """The results that were read from that very file, unless they were refused or replaced."""
        return next(
            (one for one in self.results.values() if (one.digest == digest and one.state in _STANDING)), None
        )

    def read_results(self, name: str, digest: str, rows: Sequence[PayResult], unmatched: int, by: By) -> None:
        """An official proposes what a result file says; all rows fit, or nothing is taken over. The same file
        again is quiet. Raises NotPermitted, WrongState, BadValue."""
        if self.known_results(digest) is not None:
            return
        _require_person(by, "say what became of payments")
        self._require("approved", "Results are of a file that is approved and not closed.")
        if fault := next(iter(self.faults_of(rows)), None):
            raise BadValue(f"row {fault.row}", fault.value, fault.sentence, fault.remedy)
        if not rows:
            raise WrongState("These results tell nothing new.", "Every payment in them has ended already.")
        lines = [matched(row, self.lines[row.reference]) for row in rows]
        sums = sums_of(lines, {line.payout: line.cents for line in self.lines.values()})
        number = len(self.results) + 1
        shown = name.strip()[:LONGEST_RESULT_NAME]
        self._record(
            self.ResultsRead,
            by,
            results=number,
            name=shown,
            digest=digest,
            unmatched=unmatched,
            **vars(sums),
        )
        for start in range(0, len(lines), LINES_PER_FACT):
            chunk = tuple(lines[start : start + LINES_PER_FACT])
            self._record(self.ResultLinesRead, by, results=number, lines=chunk)

    def approve_results(self, sums: ResultSums, by: By, results: int | None = None) -> None:
        """Another official agrees with all rows at once, naming count and sum of both kinds, and the number
        of the results that were seen: later ones may say as much of other members. The same again is quiet.
        Raises NotPermitted, SamePerson, WrongState, Contradiction."""
        last = self.results.get(len(self.results))
        if last is not None and (last.state, last.approved_by, last.sums) == ("approved", by.who, sums):
            return
        _require_person(by, "approve what became of payments")
        waiting = self._waiting()
        if waiting.read_by == by.who:
            raise SamePerson("approve", "read in")
        if results not in (None, waiting.number):
            raise Contradiction(
                f"By now other results wait, number {waiting.number}.",
                "Look at the file again, and name the results you see there.",
                results=waiting.number,
            )
        if waiting.sums != sums:
            seen = waiting.sums
            raise Contradiction(
                f"The results say {seen.paid:,} paid of {Money(seen.paid_cents)} "
                f"and {seen.failed:,} failed of {Money(seen.failed_cents)}.",
                "Look at the results again, and name what you see there.",
                **vars(seen),
            )
        self._record(self.ResultsApproved, by, results=waiting.number, read_by=waiting.read_by, **vars(sums))

    def refuse_results(self, reason: str, by: By) -> None:
        """The results are declined, with the reason; whoever read them may take them back like this too."""
        last = self.results.get(len(self.results))
        if last is not None and last.state == "refused":
            return
        reason = _reason(reason)
        self._record(self.ResultsRefused, by, results=self._waiting().number, reason=reason)

    def close(self, sums: ResultSums, by: By) -> None:
        """Every payment has ended, one way or the other. The same again is quiet."""
        if self.state == "closed":
            return
        self._require("approved", "Only an approved file comes to its end.")
        whole = sums.paid + sums.failed, sums.paid_cents + sums.failed_cents
        if whole != (self.count, self.total_cents):
            raise WrongState("Not every payment in this file has ended.", "Settle the others first.")
        self._record(self.Closed, by, **vars(sums))

    @property
    def _figures(self) -> tuple[int, int, str]:
        return self.count, self.total_cents, self.digest

    def _waiting(self) -> PayResults:
        waiting = self.waiting_results
        if waiting is None:
            raise WrongState("No results wait for approval.", "Read the bank's result file in first.")
        return waiting

    def _require(self, state: str, remedy: str) -> None:
        if self.state != state:
            raise WrongState(f"This file is {self.state}.", remedy, state=self.state)


_STANDING = ("waiting", "approved")


def _reason(reason: str) -> str:
    reason = reason.strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        raise BadValue("reason", reason, f"A reason has 1 to {LONGEST_REASON} characters.", "Say why.")
    return reason


def _require_person(by: By, act: str) -> None:
    if not by.is_person:
        raise NotPermitted(f"Only people {act}.", "Sign in as an official.")
