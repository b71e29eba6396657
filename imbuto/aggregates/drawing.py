"""Drawing a statement: a pure function of what the run found when it was opened, and of the member's account.

Anyone who has the facts up to the cut-off draws the same figures, to the cent, and the same digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from imbuto.aggregates.deductions import (
    Claim,
    Deduction,
    DeductionRules,
    Owed,
    Premium,
    Purse,
    SlabPrice,
    Standing,
    claim_of,
    deduct,
    standing_claim,
)
from imbuto.aggregates.premiums import premiums_of
from imbuto.aggregates.statement import Figures, Line
from imbuto.values import Period, round_half_even, whole_shillings


@dataclass(frozen=True)
class PayTerms:
    """How a member wants to be paid: in each run or once in a span, and how many percent are saved."""

    rhythm: str = "run"
    saved_percent: int = 0


EACH_RUN = PayTerms()


@dataclass(frozen=True)
class RunTerms:
    """What a run found in force when it was opened. `since` is the first day that no run before closed."""

    period: Period
    minimum_payable_cents: int
    since: date | None = None
    rules: DeductionRules | None = None
    standing: tuple[Standing, ...] = ()
    slabs: tuple[SlabPrice, ...] = ()


@dataclass(frozen=True)
class Drawing:
    """What one member's statement is drawn from: the account's lines, the cents that the run before carried
    out, the open charges, and by standing charge the cents that it could not take before."""

    member: str
    lines: Sequence[Line]
    carried_in_cents: int
    owed: Sequence[Owed] = ()
    arrears: Mapping[UUID, int] = field(default_factory=dict)
    pay: PayTerms = EACH_RUN

    @property
    def has_anything(self) -> bool:
        """Whether there is anything to say: lines, something carried, or a debt."""
        return bool(self.lines or self.carried_in_cents or self.owed or self.arrears)


def draw_statement(drawing: Drawing, terms: RunTerms) -> Figures:
    """The whole arithmetic of a statement.

    Deductions are taken whether the member is paid in this run or not. Whole shillings are paid; cents,
    amounts under the minimum payable and negative amounts are carried out (M-Pesa takes whole shillings,
    KES 10 at least).
    """
    cents, litres = _sums_of(drawing.lines)
    milk, adjustments = cents["milk"], cents["adjustment"]
    premiums = premiums_of(terms.slabs, litres) if terms.slabs else ()
    premium = sum(one.cents for one in premiums)
    total_litres = Decimal(sum(litres.values())).scaleb(-2)
    purse = Purse(milk + adjustments + premium, drawing.carried_in_cents, total_litres)
    deductions = _deductions(drawing, terms, purse, litres)
    deducted = sum(one.taken_cents for one in deductions)
    due = purse.gross_cents + purse.carried_in_cents - deducted
    pays = terms.period.contains_end_of(drawing.pay.rhythm, terms.since)
    saved = round_half_even(Decimal(max(due, 0) * drawing.pay.saved_percent) / 100) if pays else 0
    net = _payable_cents(due - saved, terms.minimum_payable_cents) if pays else 0
    return Figures(
        lines=len(drawing.lines),
        litres=total_litres,
        milk_cents=milk,
        carried_in_cents=drawing.carried_in_cents,
        net_cents=net,
        carried_out_cents=due - saved - net,
        digest=_digest(drawing, net, adjustments, premiums, deductions, saved, pays),
        adjustments_cents=adjustments,
        premium_cents=premium,
        deductions_cents=deducted,
        saved_cents=saved,
        premiums=premiums,
        deductions=deductions,
        pays=pays,
    )


def _sums_of(lines: Sequence[Line]) -> tuple[dict[str, int], dict[str | None, int]]:
    """The cents by kind and the hundredths of a litre by centre."""
    by_kind = {"milk": 0, "adjustment": 0}
    by_centre: dict[str | None, int] = {}
    for _, centilitres, cents, centre, kind in lines:
        by_kind[kind] += cents
        by_centre[centre] = by_centre.get(centre, 0) + centilitres
    return by_kind, by_centre


def _payable_cents(due_cents: int, minimum_payable_cents: int) -> int:
    payable = whole_shillings(due_cents)
    return payable if payable >= minimum_payable_cents else 0


def _deductions(
    drawing: Drawing, terms: RunTerms, purse: Purse, litres: Mapping[str | None, int]
) -> tuple[Deduction, ...]:
    claims = [claim_of(owed, purse, terms.period.end) for owed in drawing.owed]
    claims.extend(_standing_claims(drawing, terms, purse, litres))
    return deduct(claims, purse, terms.rules) if claims else ()


def _standing_claims(
    drawing: Drawing, terms: RunTerms, purse: Purse, litres: Mapping[str | None, int]
) -> Iterator[Claim]:
    """Those that ask for something: a charge of everybody is silent on a statement without its milk."""
    for standing in terms.standing:
        counted = purse.litres
        if standing.centre is not None:
            counted = Decimal(litres.get(standing.centre, 0)).scaleb(-2)
        claim = standing_claim(standing, counted, drawing.arrears.get(standing.charge, 0))
        if claim.due_cents:
            yield claim


def _digest(
    drawing: Drawing,
    net_cents: int,
    adjustments_cents: int,
    premiums: Sequence[Premium],
    deductions: Sequence[Deduction],
    saved_cents: int,
    pays: bool,
) -> str:
    """Over the lines in order of position; what a plain statement of milk has not is left out."""
    lines = ";".join(
        [f"{position},{litres},{cents}" for position, litres, cents, _, _ in sorted(drawing.lines)]
    )
    parts = [lines, str(drawing.carried_in_cents), str(net_cents)]
    if adjustments_cents:
        parts.append(f"adjustments {adjustments_cents}")
    parts.extend(f"premium {one.price_id},{one.litres},{one.cents_per_litre},{one.cents}" for one in premiums)
    parts.extend(
        f"deduction {one.charge},{one.due_cents},{one.taken_cents},{one.arrears_cents},{one.remaining_cents}"
        for one in deductions
    )
    if saved_cents:
        parts.append(f"saved {saved_cents}")
    if not pays:
        parts.append("not paid in this run")
    return hashlib.sha256("|".join(parts).encode()).hexdigest()
