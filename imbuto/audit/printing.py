"""A replay as lines of fixed width: they page, search and compare well, a hundred thousand of them too."""

from __future__ import annotations

from collections.abc import Iterator

from imbuto.audit.replay import Line, Replay, Totals
from imbuto.values import NAIROBI, Money

HEADING = (
    f"{'position':>8}  {'when (Nairobi)':<16}  {'who':<16}  {'member':<8} {'litres':>9} {'amount':>14} "
    f"{'balance':>18}  what"
)
MOST_DIFFERENCES = 50


def printed(replay: Replay) -> Iterator[str]:
    """The heading, a line for each fact, and the totals."""
    yield HEADING
    for line in replay:
        yield _line(line)
    yield ""
    yield from _totals(replay.totals)


def _line(line: Line) -> str:
    when = f"{line.recorded_at.astimezone(NAIROBI):%Y-%m-%d %H:%M}"
    litres = "" if line.centilitres is None else _litres(line.centilitres)
    amount = "" if line.cents is None else _amount(line.cents)
    return (
        f"{line.position:>8}  {when}  {line.who:<16}  {line.member or '':<8} {litres:>9} {amount:>14} "
        f"{_amount(line.balance_cents):>18}  {one_line(line.what)}"
    )


def _totals(totals: Totals) -> Iterator[str]:
    yield f"{totals.facts:,} facts up to position {totals.last_position:,}; members: {len(totals.members):,}"
    yield f"Deliveries        {totals.deliveries:>18,}"
    yield f"Litres accepted   {_litres(totals.centilitres):>18}"
    yield f"Milk              {_amount(totals.milk_cents):>18}"
    yield from _beside_milk(totals)
    yield f"Sent by pay runs  {_amount(totals.requested_cents):>18}"
    yield f"  of it paid      {_amount(totals.paid_cents):>18}"
    yield f"  not yet paid    {_amount(totals.unpaid_cents):>18}"
    yield f"Still owed        {_amount(totals.owed_cents):>18}"
    yield from _statements(totals)


def _beside_milk(totals: Totals) -> Iterator[str]:
    """What pay runs added and took beside the milk, where there was any."""
    amounts = {
        "Adjustments": totals.adjustments_cents,
        "Volume premiums": totals.premium_cents,
        "Deducted": totals.deducted_cents,
        "Saved": totals.saved_cents,
    }
    for name, cents in amounts.items():
        if cents:
            yield f"{name:<18}{_amount(cents):>18}"


def _statements(totals: Totals) -> Iterator[str]:
    """What came of drawing every statement again."""
    agreeing, differing = totals.statements.agreeing, totals.statements.differing
    yield f"Statements drawn again: {agreeing:,} agree, {len(differing):,} differ."
    yield from differing[:MOST_DIFFERENCES]
    if len(differing) > MOST_DIFFERENCES:
        yield f"… and {len(differing) - MOST_DIFFERENCES:,} more"


def _litres(hundredths: int) -> str:
    return f"{'-' if hundredths < 0 else ''}{abs(hundredths) // 100:,}.{abs(hundredths) % 100:02d}"


def _amount(cents: int) -> str:
    return f"{Money(cents).decimal:,.2f}"


def one_line(text: str) -> str:
    """Words of people may hold line breaks and signs that a terminal obeys."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else " " for letter in text)
