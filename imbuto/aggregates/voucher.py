"""A voucher: what no other fact books, such as a processor's payment or a float top-up, put into the books by
hand. One official proposes it, another approves; only then does it count.

It never touches an account that is the sum of what members hold: those move by facts about a member alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.aggregates.chart import CHART
from imbuto.errors import BadValue, DifferentContent, SamePerson, WrongState
from imbuto.values import EARLIEST_DATE, By, Money, business_date

MAX_LINES = 100
MAX_VOUCHER_CENTS = 100_000_000_000
"""A thousand million shillings, near the turnover of the largest cooperative in a month: more is a slip."""
LONGEST_TEXT, LONGEST_REFERENCE, LONGEST_REASON = 120, 40, 500


@dataclass(frozen=True)
class VoucherLine:
    """One side of a voucher on one account: either a debit or a credit, in cents. `creditor` is the code of
    whose account it is, on the creditors' account and nowhere else."""

    account: str
    debit_cents: int
    credit_cents: int
    creditor: str | None = None


class Voucher(Aggregate):
    """Proposed, then approved or refused."""

    KIND = "voucher"

    @dataclass(frozen=True, kw_only=True)
    class Proposed(Fact):
        TOPIC = "voucher.proposed"
        day: date
        text: str
        reference: str | None
        lines: tuple[VoucherLine, ...]

        def apply(self, aggregate: Voucher) -> None:
            aggregate.state = "proposed"
            aggregate.proposed_by = self.who
            aggregate.day, aggregate.text = self.day, self.text
            aggregate.reference, aggregate.lines = self.reference, self.lines

    @dataclass(frozen=True, kw_only=True)
    class Approved(Fact):
        TOPIC = "voucher.approved"
        day: date
        text: str
        reference: str | None
        lines: tuple[VoucherLine, ...]

        def apply(self, aggregate: Voucher) -> None:
            aggregate.state = "approved"

    @dataclass(frozen=True, kw_only=True)
    class Refused(Fact):
        TOPIC = "voucher.refused"
        reason: str

        def apply(self, aggregate: Voucher) -> None:
            aggregate.state = "refused"

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.state = ""
        self.proposed_by = ""
        self.day = EARLIEST_DATE
        self.text = ""
        self.reference: str | None = None
        self.lines: tuple[VoucherLine, ...] = ()

    @classmethod
    def propose(
        cls, id: UUID, day: date, text: str, reference: str | None, lines: Sequence[VoucherLine], by: By
    ) -> Self:
        """Proposes entries of that day. Raises BadValue for what is unbalanced, one-sided or not ours to
        book by hand."""
        text, reference = text.strip(), (reference or "").strip() or None
        _require_words("text", text, LONGEST_TEXT)
        if reference is not None:
            _require_words("reference", reference, LONGEST_REFERENCE)
        if not EARLIEST_DATE <= day <= business_date(by.at):
            raise BadValue("day", day, "A voucher is of today or of a day before.", "Check the date.")
        require_balanced(lines)
        voucher = cls(id)
        voucher._record(cls.Proposed, by, day=day, text=text, reference=reference, lines=tuple(lines))
        return voucher

    def require_same_proposal(self, other: Voucher) -> None:
        """The same proposal again is quiet; another under its id is refused by name."""
        differs = {
            name: [str(getattr(self, name)), str(getattr(other, name))]
            for name in ("day", "text", "reference", "lines")
            if getattr(self, name) != getattr(other, name)
        }
        if differs:
            raise DifferentContent("voucher", self.id, differs)

    def approve(self, by: By) -> None:
        """Another official puts it into the books. Raises SamePerson, WrongState."""
        if not self._awaits("approved"):
            return
        if self.proposed_by == by.who:
            raise SamePerson("approve", "proposed")
        self._record(
            self.Approved, by, day=self.day, text=self.text, reference=self.reference, lines=self.lines
        )

    def refuse(self, reason: str, by: By) -> None:
        """It is declined, with the reason; its proposer may take it back like this too."""
        if not self._awaits("refused"):
            return
        reason = reason.strip()
        if not 0 < len(reason) <= LONGEST_REASON:
            raise BadValue("reason", reason, f"A reason has 1 to {LONGEST_REASON} characters.", "Say why.")
        self._record(self.Refused, by, reason=reason)

    def _awaits(self, decision: str) -> bool:
        if self.state not in ("proposed", decision):
            raise WrongState(
                f"This voucher was already {self.state}.", "Propose a new one.", state=self.state
            )
        return self.state == "proposed"


def require_balanced(lines: Sequence[VoucherLine]) -> None:
    """Refuses lines that no book could take. Raises BadValue naming what is wrong."""
    if not 2 <= len(lines) <= MAX_LINES:
        raise BadValue(
            "lines",
            len(lines),
            f"A voucher has 2 to {MAX_LINES} lines.",
            "Debit one account, credit another.",
        )
    for line in lines:
        _require_line(line)
    debits, credits = sum(line.debit_cents for line in lines), sum(line.credit_cents for line in lines)
    if debits != credits:
        raise BadValue(
            "lines",
            f"{Money(debits)} and {Money(credits)}",
            "Debits and credits are not the same sum.",
            "A voucher balances to the cent.",
        )


def _require_line(line: VoucherLine) -> None:
    account = CHART.get(line.account)
    if account is None:
        raise BadValue(
            "account",
            line.account,
            f"There is no account {line.account}.",
            "Choose one of the chart: GET /api/v1/journal/accounts.",
        )
    if account.is_control:
        raise BadValue(
            "account",
            line.account,
            f"{account.name} is the sum of what members hold, and no voucher moves it.",
            "Record a charge, a payment or an adjustment of that member.",
        )
    if (account.by == "creditor") != (line.creditor is not None):
        raise BadValue(
            "creditor",
            line.creditor,
            "A creditor is named on the creditors' account, and only there.",
            "Give the creditor's code with account 2300, and leave it out elsewhere.",
        )
    sides = sorted((line.debit_cents, line.credit_cents))
    if sides[0] != 0 or not 0 < sides[1] <= MAX_VOUCHER_CENTS:
        raise BadValue(
            "lines",
            f"{line.account} {sides[0]} {sides[1]}",
            "A line has either a debit or a credit, and it is more than zero.",
            "Give one amount per line, up to KES 1,000,000,000.",
        )


def _require_words(field: str, words: str, longest: int) -> None:
    if not 0 < len(words) <= longest or not words.isprintable():
        raise BadValue(field, words, f"This takes 1 to {longest} plain letters.", "Say it in one line.")
