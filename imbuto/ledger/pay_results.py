"""Verbs about what a bank says became of a file of payments: proposed by one official, approved by another.

A result file is taken over whole or not at all. Its rows are kept with the file, so that the proposals and
then the approvals of thousands of payouts are made in steps, by a job in the name of those who decided them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from imbuto.aggregates import PayFile, Payout
from imbuto.aggregates.pay_results import (
    PayFileLine,
    PayResult,
    PayResults,
    ResultFault,
    ResultLine,
    ResultSums,
)
from imbuto.aggregates.payout_outcome import LONGEST_EVIDENCE, Outcome
from imbuto.aggregates.states import in_words
from imbuto.errors import BadValue, WrongState
from imbuto.ledger.book import Saved
from imbuto.ledger.pay_files import PayFileVerbs, chunks, is_in
from imbuto.ledger.payout_results import _receipt_key
from imbuto.values import By

NewAndWrong = tuple[list[PayResult], list[ResultFault]]


class PayResultVerbs(PayFileVerbs):
    """The bank's answer."""

    def check_pay_results(self, id: UUID, rows: Sequence[PayResult]) -> NewAndWrong:
        """The rows that tell something new, and every reason why some cannot be taken over; nothing is
        recorded. A payment that ended as its row says tells nothing new. Raises Unknown, WrongState."""
        file = self._load(PayFile, id)
        file.require_had()
        self._require_taken_over(file)
        faults = file.faults_of(rows)
        bad = {fault.row for fault in faults}
        new, later = self._held_against_payouts(file, [row for row in rows if row.row not in bad])
        faults += later
        return new, sorted(faults, key=lambda fault: fault.row)

    def read_pay_results(self, id: UUID, name: str, digest: str, rows: Sequence[PayResult], by: By) -> Saved:
        """An official proposes what a result file says; `digest` is the SHA-256 of that file. All rows fit or
        nothing is recorded; the same file again is quiet, and so is one that tells nothing new. Raises
        NotPermitted, WrongState, BadValue."""

        def decision() -> Saved:
            file = self._load(PayFile, id)
            if file.known_results(digest) is None:
                new, faults = self.check_pay_results(id, rows)
                if faults:
                    first = faults[0]
                    raise BadValue(f"row {first.row}", first.value, first.sentence, first.remedy)
                if new or not rows:
                    file.read_results(name, digest, new, file.count - len(rows), by)
            return self._keep(file)

        return self._decide(decision)

    def approve_pay_results(self, id: UUID, sums: ResultSums, by: By, *, results: int | None = None) -> Saved:
        """Another official agrees with every row of the results that wait, naming how many were paid and how
        much, how many failed and how much, and the number of the results that were seen. A job then settles
        the payouts. Raises SamePerson, NotPermitted, WrongState, Contradiction."""
        return self._change(PayFile, id, lambda file: file.approve_results(sums, by, results))

    def refuse_pay_results(self, id: UUID, reason: str, by: By) -> Saved:
        """The results that wait are declined, with the reason. What they proposed about single payouts is
        settled only by name, or replaced by the next results. Raises WrongState."""
        return self._change(PayFile, id, lambda file: file.refuse_results(reason, by))

    def propose_pay_results(self, id: UUID, results: int, payouts: Sequence[UUID], by: By) -> int:
        """Writes what a result file says about these payouts into their own stories, in the name of the
        official who read it in. Returns how many are new."""

        def decision() -> int:
            file, read = self._results(id, results)
            told = self._told(file, read, payouts) if read.state == "waiting" else ()
            changed = []
            for payout, _, said in told:
                _propose(payout, said, by)
                changed += [payout] if payout.has_news else []
            if changed:
                self._keep(*changed)
            return len(changed)

        return self._decide(decision)

    def settle_pay_results(self, id: UUID, results: int, payouts: Sequence[UUID], by: By) -> int:
        """Settles these payouts as the approved results say, in the names of the two officials. One about
        which people say something else by now, or M-Pesa that it may have paid it too, is left to people.
        Returns how many are settled. Raises WrongState before approval."""

        def decision() -> int:
            file, read = self._results(id, results)
            if read.state != "approved" or read.approved_by is None:
                raise WrongState(f"These results are {read.state}.", "They must be approved first.")
            in_name = replace(by, who=read.approved_by)
            settled, claims = [], []
            for payout, line, said in self._told(file, read, payouts):
                if _goes_by_itself(payout, said):
                    _propose(payout, said, by)
                    payout.approve_outcome(said.outcome, said.receipt, in_name, said.channel, said.fee_cents)
                    settled.append(payout)
                    key = _key(line.receipt, file.form.channel)
                    claims += [(key, payout.id)] if key else []
            if settled:
                self._keep(*settled, claims=claims)
            return len(settled)

        return self._decide(decision)

    def close_pay_file(self, id: UUID, sums: ResultSums, by: By) -> Saved:
        """Every payment in the file has ended; `sums` is what the views count. Raises WrongState."""
        return self._change(PayFile, id, lambda file: file.close(sums, by))

    # -------------------------------------------------------------- parts

    def _require_taken_over(self, file: PayFile) -> None:
        """What is approved is settled before another result file is read: that one would take its place, and
        nobody would settle the rest. Raises WrongState."""
        approved = [read for read in file.results.values() if read.state == "approved"]
        for read in approved:
            for chunk in chunks(read.lines):
                told = self._told(file, read, [line.payout for line in chunk])
                if any(_goes_by_itself(payout, said) for payout, _, said in told):
                    raise WrongState(
                        f"Results {read.number} of this file are approved and not settled yet.",
                        "They are being taken over. Read the next ones in a minute from now.",
                    )

    def _held_against_payouts(self, file: PayFile, rows: Sequence[PayResult]) -> NewAndWrong:
        new: list[PayResult] = []
        faults: list[ResultFault] = []
        for chunk in chunks(rows):
            lines = [file.lines[row.reference] for row in chunk]
            payouts = self._load_many(Payout, [line.payout for line in lines])
            still_open = []
            for row, line in zip(chunk, lines, strict=True):
                payout = payouts[line.payout][1]
                if is_in(file.id, payout) and payout.attempt == line.attempt:
                    still_open.append(row)
                elif not _has_ended_so(row, line, payout):
                    faults.append(_ended_otherwise(row, line, payout))
            faults += self._used_receipts(still_open, file.form.channel)
            new += still_open
        return new, faults

    def _used_receipts(self, rows: Sequence[PayResult], channel: str) -> Iterator[ResultFault]:
        told = [row for row in rows if row.receipt and row.outcome == "paid"]
        taken = self._taken([row.receipt for row in told], channel)
        for row in told:
            if _key(row.receipt, channel) in taken:
                yield ResultFault(
                    row.row, "receipt", row.receipt or "",
                    "This receipt is of another payout.",
                    "One receipt stands for one payment: ask the bank for the right one.",
                )  # fmt: skip

    def _results(self, id: UUID, number: int) -> tuple[PayFile, PayResults]:
        file = self.pay_file(id)
        read = file.results.get(number)
        if read is None:
            raise WrongState("There are no such results.", "Look at the file again.")
        return file, read

    def _told(
        self, file: PayFile, read: PayResults, payouts: Sequence[UUID]
    ) -> Iterator[tuple[Payout, ResultLine, Outcome]]:
        """Those of these payouts that are still open in the file, with what the results say of each."""
        told = {line.payout: line for line in read.lines}
        found = self._load_many(Payout, [payout for payout in payouts if payout in told])
        taken = self._taken([told[id].receipt for id in found], file.form.channel)
        for id, (_, payout) in found.items():
            line = told[id]
            if is_in(file.id, payout) and _key(line.receipt, file.form.channel) not in taken:
                yield payout, line, _outcome(read, line, file.form.channel)

    def _taken(self, receipts: Sequence[str | None], channel: str) -> set[str]:
        keys = [key for receipt in receipts if (key := _key(receipt, channel))]
        return self.facts_recorder.claimed(keys) if keys else set()


def _outcome(read: PayResults, line: ResultLine, channel: str) -> Outcome:
    """What is said of one payout; the evidence is the row of the file."""
    evidence = f"results {read.number}, {read.name}, row {line.row}"
    if line.reason:
        evidence = f"{evidence}: {line.reason}"
    return Outcome(
        line.outcome,
        line.receipt,
        evidence[:LONGEST_EVIDENCE].strip(),
        read.read_by,
        channel,
        fee_cents=line.fee_cents,
    )


def _propose(payout: Payout, said: Outcome, by: By) -> None:
    payout.propose_outcome(
        said.outcome,
        said.receipt,
        said.evidence,
        replace(by, who=said.by_whom),
        said.channel,
        fee_cents=said.fee_cents,
    )


def _goes_by_itself(payout: Payout, said: Outcome) -> bool:
    """Whether approved results settle it, and no official need look at it for itself."""
    return payout.proposed in (None, said) and not payout.may_be_paid


def _has_ended_so(row: PayResult, line: PayFileLine, payout: Payout) -> bool:
    """Whether the payout ended just as the row says, by this attempt."""
    if payout.attempt != line.attempt:
        return row.outcome == "not_paid"
    if row.outcome == "paid":
        return payout.state == "paid" and (payout.receipt or "").upper() == (row.receipt or "").upper()
    return payout.state == "failed"


def _ended_otherwise(row: PayResult, line: PayFileLine, payout: Payout) -> ResultFault:
    said = in_words(payout.state)
    stands = f"{said}, receipt {payout.receipt}" if payout.receipt else said
    if payout.attempt != line.attempt:
        stands = "tried again since, because it was settled as not paid"
    return ResultFault(
        row.row, "reference", row.reference,
        f"The payout of member {line.member} is {stands}.",
        "Look at the payout, ask the bank, and settle it by its own page.",
    )  # fmt: skip


def _key(receipt: str | None, channel: str) -> str:
    return _receipt_key(receipt, channel) if receipt else ""
