"""What follows an approval is compared with the statements: other sums, another's booking, another payout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from imbuto.aggregates import Fact, Payout, Settlement, Statement
from imbuto.aggregates.entries import entry_of
from imbuto.audit.statements import StatementCheck
from imbuto.bootstrap import Parts
from tests.audit.conftest import JOB, by

STATEMENT = "Statement of 0001 for 2026-10-A: "
OTHER: dict[str, tuple[type[Fact], dict[str, Any], str]] = {
    "sums": (Settlement.Prepared, {"net_cents": 1}, "approved with other net_cents than its statements"),
    "digest": (Settlement.Prepared, {"digest": "0"}, "approved with other digest"),
    "approval": (Settlement.Approved, {"digest": "0"}, "approved with other digest"),
    "net": (Statement.Settled, {"net_cents": 95_001}, STATEMENT + "booked with other net_cents"),
    "member": (Statement.Settled, {"member": "0002"}, "for 2026-10-A: booked with other member"),
    "amount": (Payout.Requested, {"amount_cents": 96_000}, "it is KES 960.00 and should be KES 950.00"),
    "payee": (Payout.Requested, {"member": "0002"}, "its statement is that of 0001 for 2026-10-A"),
}
LOST: dict[str, tuple[type[Fact], str]] = {
    "opening": (Settlement.Opened, "drawn in no open run"),
    "statement": (Statement.Drawn, STATEMENT + "booked, but not drawn in an approved run"),
    "approval": (Settlement.Approved, STATEMENT + "booked, but not drawn in an approved run"),
    "booking": (Statement.Settled, STATEMENT + "its run is completed, but it is not booked"),
    "payout": (Payout.Requested, STATEMENT + "its run is completed, but no payout was requested"),
}


def facts_of(dairy: Parts) -> list[Fact]:
    """The whole story, and its run completed."""
    found = [fact for _, fact in dairy.ledger.facts(0, 10_000)]
    run = next(fact.originator_id for fact in found if isinstance(fact, Settlement.Approved))
    settlement = dairy.ledger.settlement(run)
    settlement.complete(1, 95_000, 1, 50_000, by(JOB, 18))
    return [*found, *settlement.collect_events()]


def checked(facts: list[Fact], check: StatementCheck | None = None) -> list[str]:
    check, whole = check or StatementCheck(), check is None
    for position, fact in enumerate(facts, start=1):
        if not whole and vars(fact).get("member", "0001") != "0001":
            continue
        check.feed(position, fact)
        if entry := entry_of(fact):
            check.enter(position, entry)
    return check.differing


def is_first(kind: type[Fact]) -> Callable[[Fact], bool]:
    """Whether a fact is the first of its kind, or the one about member 0001."""
    return lambda fact: isinstance(fact, kind) and vars(fact).get("member", "0001") == "0001"


def test_nothing_differs_in_an_honest_story(dairy: Parts) -> None:
    assert checked(facts_of(dairy)) == []


def test_of_one_member_no_sums_are_compared(dairy: Parts) -> None:
    assert checked(facts_of(dairy), StatementCheck.of_one_member()) == []


@pytest.mark.parametrize("what", OTHER)
def test_what_says_other_than_the_statement_is_named(dairy: Parts, what: str) -> None:
    kind, changes, named = OTHER[what]
    chosen = is_first(kind)
    facts = [replace(fact, **changes) if chosen(fact) else fact for fact in facts_of(dairy)]
    assert any(named in said for said in checked(facts))


@pytest.mark.parametrize("what", LOST)
def test_what_is_missing_is_named(dairy: Parts, what: str) -> None:
    kind, named = LOST[what]
    chosen = is_first(kind)
    assert any(named in said for said in checked([fact for fact in facts_of(dairy) if not chosen(fact)]))


@pytest.mark.parametrize("kind", [Statement.Settled, Payout.Requested])
def test_what_is_there_twice_is_named(dairy: Parts, kind: type[Fact]) -> None:
    chosen = is_first(kind)
    facts = [one for fact in facts_of(dairy) for one in ([fact, fact] if chosen(fact) else [fact])]
    (said,) = checked(facts)
    assert "twice" in said
