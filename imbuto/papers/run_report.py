"""A pay run as its approver reads it: beside the run before, and what is out of the ordinary in it.

Nothing here decides anything. Each finding is a reason to look at a statement once more before money moves;
every one can be right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from statistics import median
from uuid import UUID

from imbuto.projections import Views
from imbuto.projections.run_figures import SheetRow
from imbuto.projections.settlements import RunAnswer
from imbuto.values import CURRENCY, Money, round_half_even

FAR_ABOVE = 3
"""Times a member's usual net, from which on a net is named."""
LARGE_ADJUSTMENT_CENTS = 500_000
"""An adjustment from KES 5,000 on, either way, is named."""
FINDINGS: Mapping[str, str] = {
    "large-net": f"Paid {FAR_ABOVE} times the usual or more (the median of up to 6 payments before).",
    "first-payout": "Paid for the first time.",
    "new-number": "Paid to a number that was replaced since the run before was approved.",
    "phone-of-official": "Paid to a member who has an official's phone.",
    "no-litres": "A statement without milk.",
    "all-deducted": "Everything is deducted: there is milk, and nothing to pay.",
    "owes": "More is owed than there is: a negative amount is carried over.",
    "cap-passed": "Charges of one kind take more per litre than the law's cap.",
    "large-adjustment": f"An adjustment of {Money(LARGE_ADJUSTMENT_CENTS)} or more.",
    "unusual-litres": "Milk far from what the member usually brings, said to be meant.",
}
_PAGE = 1000
Taken = Mapping[str, Mapping[str, int]]
"""What is taken, in cents: by kind of charge, by member."""


@dataclass(frozen=True)
class Compared:
    """One figure of this run and of the run before. `unit` is count, litres or KES; of the latter two `now`
    and `before` are hundredths. The change is in percent to 0.1, None where there is nothing before."""

    name: str
    unit: str
    now: int
    before: int | None

    def shown(self, number: int | None) -> str | None:
        """A number of this unit as the text of a decimal."""
        if number is None or self.unit == "count":
            return None if number is None else str(number)
        return f"{Decimal(number).scaleb(-2):.2f}"

    @property
    def change_percent(self) -> Decimal | None:
        if not self.before:
            return None
        change = Decimal(self.now - self.before) * 1000 / abs(self.before)
        return Decimal(round_half_even(change)).scaleb(-1)


@dataclass(frozen=True)
class Item:
    """Something to look at: the member, the amount, what it is held against, and what it is about."""

    member: str
    cents: int
    against_cents: int | None = None
    centilitres: int = 0
    text: str = ""
    about: UUID | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.member, f"{self.text} {self.about or ''}"


@dataclass(frozen=True)
class Finding:
    """All items of one kind, in the order of members."""

    kind: str
    sentence: str
    items: Sequence[Item]

    @property
    def count(self) -> int:
        return len(self.items)


@dataclass(frozen=True)
class RunReport:
    """`before` is the period of the run it is compared with, None for the first run."""

    run: UUID
    period: str
    state: str
    before: str | None
    figures: tuple[Compared, ...]
    findings: tuple[Finding, ...]

    def finding(self, kind: str) -> Finding:
        return next(one for one in self.findings if one.kind == kind)


def run_report(views: Views, run: UUID, caps: Mapping[str, int]) -> RunReport:
    """Reads the run's statements and the views beside them. `caps` are the law's, in cents a litre by kind of
    charge, on the run's last day. Raises Unknown."""
    found = views.settlements.get(run)
    sheet = views.settlements.sheet(run)
    before = views.settlements.get(found.before_run) if found.before_run else None
    taken = views.settlements.taken_by_kind(run)
    unusual = {
        **_of_statements(sheet, views.settlements.usual_nets(run), views.settlements.paid_before(run)),
        "new-number": _new_numbers(views, sheet, before),
        "phone-of-official": _phones_of_officials(views, sheet),
        "cap-passed": _caps_passed(sheet, taken, caps),
        "large-adjustment": _large_adjustments(views, found),
        "unusual-litres": _unusual_litres(views, found),
    }
    return RunReport(
        run=run,
        period=found.period,
        state=found.state,
        before=before.period if before else None,
        figures=_figures(views, sheet, taken, before),
        findings=tuple(
            Finding(kind, sentence, sorted(unusual[kind], key=lambda item: item.key))
            for kind, sentence in FINDINGS.items()
        ),
    )


# ------------------------------------------------------------------ beside the run before


def _figures(
    views: Views, sheet: Sequence[SheetRow], taken: Taken, before: RunAnswer | None
) -> tuple[Compared, ...]:
    earlier = views.settlements.sheet(before.id) if before else None
    taken_before = views.settlements.taken_by_kind(before.id) if before else None
    figures = [
        _compared(name, unit, amount_of, sheet, earlier)
        for name, unit, amount_of in (
            ("statements", "count", lambda row: 1),
            ("members with milk", "count", lambda row: row.centilitres > 0),
            ("members paid", "count", lambda row: row.net_cents > 0),
            ("litres", "litres", lambda row: row.centilitres),
            ("milk", CURRENCY, lambda row: row.milk_cents),
            ("adjustments", CURRENCY, lambda row: row.adjustments_cents),
            ("premium", CURRENCY, lambda row: row.premium_cents),
            ("carried in", CURRENCY, lambda row: row.carried_in_cents),
            ("deductions", CURRENCY, lambda row: row.deductions_cents),
            ("saved", CURRENCY, lambda row: row.saved_cents),
            ("net", CURRENCY, lambda row: row.net_cents),
            ("carried out", CURRENCY, lambda row: row.carried_out_cents),
        )
    ]
    kinds = sorted({*taken, *(taken_before or {})})
    figures += [
        Compared(
            f"deducted: {kind}",
            CURRENCY,
            sum(taken.get(kind, {}).values()),
            None if taken_before is None else sum(taken_before.get(kind, {}).values()),
        )
        for kind in kinds
    ]
    return tuple(figures)


def _compared(
    name: str,
    unit: str,
    amount_of: Callable[[SheetRow], int],
    now: Iterable[SheetRow],
    before: Iterable[SheetRow] | None,
) -> Compared:
    return Compared(
        name, unit, sum(map(amount_of, now)), None if before is None else sum(map(amount_of, before))
    )


# ------------------------------------------------------------------ out of the ordinary


def _of_statements(
    sheet: Sequence[SheetRow], usual: Mapping[str, Sequence[int]], paid_before: set[str]
) -> dict[str, list[Item]]:
    paid = [row for row in sheet if row.net_cents > 0]
    nets = [(row, round_half_even(Decimal(median(usual[row.member])))) for row in paid if row.member in usual]
    return {
        "large-net": [
            Item(row.member, row.net_cents, mostly, row.centilitres)
            for row, mostly in nets
            if row.net_cents >= FAR_ABOVE * mostly
        ],
        "first-payout": [
            Item(row.member, row.net_cents, None, row.centilitres)
            for row in paid
            if row.member not in paid_before
        ],
        "no-litres": [
            Item(row.member, row.net_cents, row.gross_cents) for row in sheet if row.centilitres == 0
        ],
        "all-deducted": [
            Item(row.member, row.deductions_cents, row.gross_cents, row.centilitres)
            for row in sheet
            if row.pays and row.gross_cents > 0 and row.deductions_cents > 0 and row.net_cents == 0
        ],
        "owes": [
            Item(row.member, row.carried_out_cents, row.gross_cents, row.centilitres)
            for row in sheet
            if row.carried_out_cents < 0
        ],
    }


def _new_numbers(views: Views, sheet: Sequence[SheetRow], before: RunAnswer | None) -> list[Item]:
    if before is None or before.approved_at is None:
        return []
    changed = set(views.members.payees_changed_since(before.approved_at))
    return [
        Item(row.member, row.net_cents, None, row.centilitres)
        for row in sheet
        if row.net_cents > 0 and row.member in changed
    ]


def _phones_of_officials(views: Views, sheet: Sequence[SheetRow]) -> list[Item]:
    """A member who is also an official is one of them; a member whom nobody has seen may be another."""
    found = set(views.members.reached_by(views.staff.phones()))
    return [
        Item(row.member, row.net_cents, None, row.centilitres)
        for row in sheet
        if row.net_cents > 0 and row.member in found
    ]


def _caps_passed(sheet: Sequence[SheetRow], taken: Taken, caps: Mapping[str, int]) -> list[Item]:
    """What a kind takes is held against the cap on the statement's litres, rounded as a deduction is."""
    return [
        Item(row.member, cents, allowed, row.centilitres, kind)
        for kind, cap in caps.items()
        for row in sheet
        if (cents := taken.get(kind, {}).get(row.member, 0))
        > (allowed := round_half_even(Decimal(row.centilitres * cap) / 100))
    ]


def _large_adjustments(views: Views, run: RunAnswer) -> list[Item]:
    span = (run.before_cutoff, run.cutoff_position, LARGE_ADJUSTMENT_CENTS)
    return [
        Item(one.member, one.cents, None, one.centilitres, one.kind, one.id)
        for one in views.adjustments.counted(*span)
    ]


def _unusual_litres(views: Views, run: RunAnswer) -> list[Item]:
    """Of the days since the run before ended."""
    first = run.before_end + timedelta(days=1) if run.before_run else None
    items: list[Item] = []
    cursor = None
    while True:
        page = views.deliveries.page(
            unusual=True, day_from=first, day_to=run.period_end, cursor=cursor, limit=_PAGE
        )
        items += [
            Item(one.member, one.value_cents, None, one.centilitres, f"{one.day} {one.shift}", one.id)
            for one in page.items
            if one.position <= run.cutoff_position and one.state != "voided"
        ]
        cursor = page.next
        if cursor is None:
            return items
