"""Verbs of the files of payments: made in steps, let out by a second official, taken to the bank.

A payout goes into a file in the same save in which the file says that it holds it, and it goes back only out
of a cancelled file. Whoever is faster, this file, another one or the sending by M-Pesa's API, has it: the
others find a newer version of its story.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from imbuto.aggregates import PayFile, Payout, Settlement
from imbuto.aggregates.pay_file import FILE_FORMS
from imbuto.aggregates.pay_formats import PayFormat
from imbuto.aggregates.pay_lines import PayWords, csv_bytes, digest_of, reference_of
from imbuto.aggregates.pay_results import PayFileLine
from imbuto.errors import BadValue, WrongState
from imbuto.ledger.book import Saved
from imbuto.ledger.payouts import PayoutVerbs
from imbuto.values import By, Personal, business_date

Item = TypeVar("Item")
AT_ONCE = 500
"""Payouts read together."""


@dataclass(frozen=True)
class PayFileContent:
    """What the file says, in its own order; personal words in clear, so it is never stored."""

    form: PayFormat
    payments: tuple[PayWords, ...]

    @property
    def as_csv(self) -> bytes:
        """The very bytes over which the file's digest goes."""
        return csv_bytes(self.form, self.payments)


class PayFileVerbs(PayoutVerbs):
    """Money that leaves by a file."""

    def pay_file(self, id: UUID) -> PayFile:
        """The file with that id, to look at. Raises Unknown."""
        return self._peek(PayFile, id) or self._load(PayFile, id)

    def propose_payout_outcome(self, id: UUID, *said: Any, **more: Any) -> Saved:
        """As for every payout; of one in a file only when the file may have been paid."""
        payout = self.payout(id)
        if payout.state == "handed_over" and payout.file is not None:
            self._load(PayFile, payout.file).require_had()
        return super().propose_payout_outcome(id, *said, **more)

    def set_pay_format(self, form: PayFormat, by: By) -> Saved:
        """Writes down how a bank wants its files from a day on. Raises BadValue."""
        return self._change_cooperative(lambda cooperative: cooperative.set_pay_format(form, by))

    def open_pay_file(self, id: UUID, format: str, run: UUID | None, bank: str | None, by: By) -> Saved:
        """Begins a file in a format; a job then fills it. The same request again is quiet, other content
        under the id is refused. Raises Unknown, BadValue, WrongState."""

        def decision() -> Saved:
            form = self.cooperative().pay_format(format, business_date(by.at))
            file = PayFile.open(id, form, run, bank, by)
            if run is not None:
                self._load(Settlement, run)
            if known := self._find(PayFile, id):
                known.require_same_opening(file)
                return self._keep(known)
            self._require_quiet_api(file)
            return self._keep(file)

        return self._decide(decision)

    def fill_pay_file(self, id: UUID, payouts: Sequence[UUID], by: By) -> int:
        """Takes those of these payouts in that wait to be paid by such a file. What speaks against paying a
        member at this moment holds the payout instead. Returns how many went in. Raises WrongState."""

        def decision() -> int:
            file = self._load(PayFile, id)
            self._require_quiet_api(file)
            found = [payout for _, payout in self._load_many(Payout, payouts).values()]
            fitting = [payout for payout in found if _belongs(file, payout, by)]
            free = [payout for payout in fitting if not self._held_back(payout, by)]
            for payout in free:
                payout.hand_over(file.id, file.form.channel, reference_of(payout.attempt_id), by)
            file.fill([_line_of(payout) for payout in free], by)
            if fitting:
                self._keep(*fitting, *([file] if free else []))
            return len(free)

        return self._decide(decision)

    def _held_back(self, payout: Payout, by: By) -> bool:
        if hold := self._reason_not_to_pay(payout, by, self.member(payout.member)):
            payout.hold(hold.words, by, hold.cause)
        return payout.state == "held"

    def _require_quiet_api(self, file: PayFile) -> None:
        """Payouts of M-Pesa go into a file only while a person has stopped the sending by its API, and none
        does while payments that were made may be missing from the ledger."""
        self._till().require_compared()
        if file.form.channel == "mpesa" and self._till().state != "stopped":
            raise WrongState(
                "Payments go out by M-Pesa's API: a file would race with it.",
                "Stop the payments first, make the file, and resume them when it is made.",
            )

    def seal_pay_file(self, id: UUID, by: By) -> Saved:
        """The file is whole and waits for a second official; its digest is made of the very content. Raises
        WrongState for an empty one."""

        def decision() -> Saved:
            file = self._load(PayFile, id)
            if file.state == "opened" and file.lines:
                content = PayFileContent(file.form, tuple(self._payments(file)))
                file.seal(digest_of(content.as_csv), by)
            elif file.state == "opened":
                file.seal("", by)
            return self._keep(file)

        return self._decide(decision)

    def approve_pay_file(
        self, id: UUID, count: int, total_cents: int, digest: str, by: By, *, fixed: Sequence[str] = ()
    ) -> Saved:
        """A second official lets the file out, naming count, total and digest as seen, and the words that its
        format puts into every row. Raises SamePerson, NotPermitted, WrongState, Contradiction."""

        def act(file: PayFile) -> None:
            self._till().require_compared()
            file.approve(count, total_cents, digest, by, fixed)

        return self._change(PayFile, id, act)

    def cancel_pay_file(self, id: UUID, reason: str, by: By) -> Saved:
        """Before approval: a job then gives its payouts back. Raises WrongState afterwards."""
        return self._change(PayFile, id, lambda file: file.cancel(reason, by))

    def empty_pay_file(self, id: UUID, payouts: Sequence[UUID], by: By) -> int:
        """Gives these payouts of a cancelled file back. What people have proposed about one comes first:
        it stays until that is decided. Returns how many went back. Raises WrongState."""

        def decision() -> int:
            self._load(PayFile, id).require_cancelled()
            found = [payout for _, payout in self._load_many(Payout, payouts).values()]
            ours = [one for one in found if is_in(id, one) and one.proposed is None]
            for payout in ours:
                payout.take_back(id, "the pay file was cancelled", by)
            if ours:
                self._keep(*ours)
            return len(ours)

        return self._decide(decision)

    def pay_file_content(self, id: UUID) -> PayFileContent:
        """What an approved file says. Raises WrongState before approval; when the register has changed so
        that it would be another file; and once a payment in it has ended, or an older copy of the ledger was
        put back, because whoever took the file to the bank now might pay it twice."""
        self._till().require_compared()
        file = self._load(PayFile, id)
        file.require_had()
        content = PayFileContent(file.form, tuple(self._payments(file, still=True)))
        file.require_unchanged(digest_of(content.as_csv))
        return content

    def download_pay_file(self, id: UUID, file_form: str, digest: str, by: By) -> Saved:
        """Records that an official takes the file as csv or xlsx; `digest` is of the very bytes. Each time is
        a fact."""
        if file_form not in FILE_FORMS:
            raise BadValue("form", file_form, "A file is csv or xlsx.", "Choose one of them.")
        return self._change(PayFile, id, lambda file: file.download(file_form, digest, by))

    def _payments(self, file: PayFile, *, still: bool = False) -> Iterator[PayWords]:
        """What there is to say of each payment, as its payout tells. `still`: all of them are yet to
        be made."""
        for chunk in chunks(file.ordered):
            payouts = self._load_many(Payout, [line.payout for line in chunk])
            for line in chunk:
                payout = payouts[line.payout][1]
                if still:
                    _require_payable(file, line, payout)
                yield self._words(line, payout)

    def _words(self, line: PayFileLine, payout: Payout) -> PayWords:
        way = payout.way
        name = way.name if way.channel == "bank" else self.member(payout.member).name
        return PayWords(
            reference=line.reference,
            member=line.member,
            period=payout.period,
            cents=line.cents,
            phone=_clear(payout.msisdn) if way.channel == "mpesa" else "",
            name=_clear(name),
            bank=way.bank or "",
            account=_clear(way.number),
        )


def _belongs(file: PayFile, payout: Payout, by: By) -> bool:
    """Whether the payout waits to be paid by such a file."""
    is_free = payout.state == "requested" and not payout.may_be_paid and payout.proposed is None
    is_due = payout.not_before is None or payout.not_before <= by.at
    is_ours = payout.channel == file.form.channel and file.run in (None, payout.run)
    return is_free and is_due and is_ours and (file.bank is None or _same(file.bank, payout.way.bank))


def _same(bank: str, other: str | None) -> bool:
    return bank.casefold() == (other or "").casefold()


def _line_of(payout: Payout) -> PayFileLine:
    return PayFileLine(payout.id, payout.attempt, payout.member, payout.amount_cents, payout.reference or "")


def is_in(file: UUID, payout: Payout) -> bool:
    """Whether the payout is in that file, and nobody has settled it."""
    return payout.state == "handed_over" and payout.file == file


def _require_payable(file: PayFile, line: PayFileLine, payout: Payout) -> None:
    """Also what is paid is not had again: a bank that is given a file twice may pay it twice."""
    if not (is_in(file.id, payout) and payout.attempt == line.attempt):
        raise WrongState(
            f"The payment of member {line.member} has ended since, as {_ended(line, payout)}.",
            "A file that is taken to the bank now might pay it twice. Pay what is left by another file.",
            member=line.member,
            reference=line.reference,
        )


def _ended(line: PayFileLine, payout: Payout) -> str:
    return "paid" if payout.state == "paid" and payout.attempt == line.attempt else "not paid"


def _clear(word: Personal | None) -> str:
    return (word.text or "") if word is not None else ""


def chunks(lines: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Some hundred at a time."""
    for start in range(0, len(lines), AT_ONCE):
        yield lines[start : start + AT_ONCE]
