"""A day's payments beside M-Pesa, in lines: the sums, and each difference with what to do."""

from __future__ import annotations

from collections.abc import Iterator

from imbuto.projections.reconciling_rows import Comparison, FloatSum
from imbuto.values import Money


def reconciliation_lines(found: Comparison, shown: int) -> Iterator[str]:
    """The comparison for a terminal; of the differences the gravest, and how many are left."""
    paid = f"{found.payments} payments of {Money(found.payments_cents)}"
    covers = "covers" if found.covered else "does not cover"
    there = f"{found.lines} on M-Pesa's statement, which {covers} the day"
    yield f"{found.day:%-d %b %Y}: {paid} here; {there}."
    if found.float_sum:
        yield from _float_lines(found.float_sum)
    if not found.differences:
        yield "Nothing differs."
    for one in found.differences[:shown]:
        yield f"{one.kind}: {one.sentence}"
        yield f"  {one.todo}"
    left = len(found.differences) - shown
    if left > 0:
        yield f"and {left} more: GET /api/v1/reconciliations/{found.day}"


def _float_lines(summed: FloatSum) -> Iterator[str]:
    went = f"{Money(summed.paid_cents)} paid, {Money(summed.fees_cents)} fees"
    span = f"{Money(summed.lowest_cents)} to {Money(summed.highest_cents)}"
    yield f"Float: {Money(summed.opening_cents)}, {Money(summed.came_cents)} came, {went}: {span};"
    yield f"M-Pesa said {Money(summed.seen_cents)}."
