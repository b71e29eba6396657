"""The document of a statement, built from what the views answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from imbuto.aggregates.statement import Line
from imbuto.papers.statement import Around, statement_document
from imbuto.papers.statement_parts import StatementDocument
from imbuto.papers.statements import StatementPapers, chosen_language
from imbuto.projections import Views
from imbuto.values import derive_id
from tests.history import MONDAY, History


@pytest.fixture
def history() -> History:
    started = History()
    started.found()
    started.member()
    return started


@pytest.fixture
def views(history: History, tmp_path: Path) -> Iterator[Views]:
    opened = Views(tmp_path / "views.sqlite", history)
    yield opened
    opened.close()


def drawn(history: History, views: Views, run: UUID) -> StatementDocument:
    """The statement drawn from the account as it stood at the cut-off, and its document."""
    views.catch_up()
    (drawing,) = views.settlements.drawable(run)
    settlement = history.things[run]
    history.draw(settlement, drawing.member, drawing.lines, drawing.carried_in_cents)
    views.catch_up()
    return StatementPapers(views, history.things[derive_id("cooperative")]).document(run, drawing.member)


def test_the_document_keeps_to_the_statement_though_the_milk_was_settled_otherwise_since(
    history: History, views: Views
) -> None:
    delivery = history.delivery(litres="10")
    history.dispute(delivery, claimed="7")
    run = history.open_run()
    before = drawn(history, views, run.id)
    history.resolve(delivery, "adjusted", "8")
    views.catch_up()
    after = StatementPapers(views, history.things[derive_id("cooperative")]).document(run.id, "0001")
    assert after.milk[0].marks == before.milk[0].marks == ("held",)
    for one in (before, after):
        line = one.milk[0]
        assert (line.centilitres, line.cents, line.held_centilitres, line.held_cents) == (
            700, 31_500, 300, 13_500,
        )  # fmt: skip
        assert one.milk_cents == 31_500


def test_a_dispute_decided_before_the_cutoff_holds_nothing(history: History, views: Views) -> None:
    delivery = history.delivery(litres="10")
    history.dispute(delivery, claimed="7")
    history.resolve(delivery, "upheld")
    (line,) = drawn(history, views, history.open_run().id).milk
    assert (line.marks, line.centilitres, line.held_centilitres, len(line.positions)) == (
        ("decided",), 1000, 0, 3,
    )  # fmt: skip


def test_a_dispute_that_asks_for_more_holds_nothing_and_is_named(history: History, views: Views) -> None:
    delivery = history.delivery(litres="10")
    history.dispute(delivery, claimed="12")
    (line,) = drawn(history, views, history.open_run().id).milk
    assert (line.marks, line.centilitres, line.held_cents) == (("disputed",), 1000, 0)


def test_corrected_and_removed_milk_are_marked(history: History, views: Views) -> None:
    corrected, removed = history.delivery(litres="10"), history.delivery(litres="6", shift="PM")
    history.correct(corrected, "9")
    history.void(removed)
    lines = drawn(history, views, history.open_run().id).milk
    assert [(line.marks, line.centilitres, line.cents) for line in lines] == [
        (("corrected",), 900, 40_500),
        (("removed",), 0, 0),
    ]


def test_milk_is_grouped_by_price_and_rule(history: History, views: Views) -> None:
    history.delivery(litres="10")
    history.delivery(litres="5.01", shift="PM")
    history.delivery(litres="3", date=MONDAY - timedelta(days=2))
    document = drawn(history, views, history.open_run().id)
    (group,) = document.prices
    assert (group.weighings, group.centilitres, group.cents) == (3, 1801, document.milk_cents)
    assert [line.day for line in document.milk] == [date(2026, 10, 31), MONDAY, MONDAY]
    assert "late" in document.milk[0].marks


@pytest.mark.parametrize(
    ("state", "net", "payout", "standing"),
    [
        ("opened", 100, None, "draft"),
        ("prepared", 100, None, "draft"),
        ("discarded", 100, None, "discarded"),
        ("approved", 0, None, "carried"),
        ("approved", 100, None, "waiting"),
        ("approved", 100, "requested", "waiting"),
        ("approved", 100, "accepted", "waiting"),
        ("approved", 100, "held", "held"),
        ("approved", 100, "outcome_unknown", "asking"),
        ("approved", 100, "needs_review", "asking"),
        ("completed", 100, "failed", "failed"),
        ("completed", 100, "paid", "paid"),
    ],
)
def test_the_standing_follows_from_the_run_and_the_payout(
    history: History, views: Views, state: str, net: int, payout: str | None, standing: str
) -> None:
    run = history.open_run()
    history.payout(history.draw(run, "0001", [Line(1, 1000, 45_000)]))
    views.catch_up()
    statement = replace(views.settlements.statement(run.id, "0001"), net_cents=net, entries=())
    sent = [replace(views.payouts.page(run=run.id).items[0], state=payout)] if payout else []
    around = Around("Maziwa Bora", {"KIA": "Kiambu"}, views.members.get("0001"), payouts=sent)
    document = statement_document(replace(views.settlements.get(run.id), state=state), statement, around)
    assert (document.standing, document.centre_name) == (standing, "Kiambu")


def test_all_documents_of_a_run_come_in_the_order_of_members(
    history: History, views: Views, monkeypatch: pytest.MonkeyPatch
) -> None:
    from imbuto.papers import statements

    monkeypatch.setattr(statements, "AT_ONCE", 2)
    run = history.open_run()
    for number in ("0003", "0005", "0002", "0004"):
        history.member(number)
        history.draw(run, number, [Line(1, 1000, 45_000)])
    history.draw(run, "0001", [Line(1, 1000, 45_000)])
    views.catch_up()
    papers = StatementPapers(views, history.things[derive_id("cooperative")])
    numbers = [document.member for document in papers.documents(run.id)]
    assert numbers == ["0001", "0002", "0003", "0004", "0005"]


def test_the_language_is_the_one_asked_for_then_the_browsers_then_the_members() -> None:
    assert chosen_language("en", ["sw"], "sw") == "en"
    assert chosen_language(None, ["de", "SW-KE", "en"], "en") == "sw"
    assert chosen_language(None, ["de", "*"], "sw") == "sw"


def test_litres_and_cents_of_the_lines_are_those_of_the_statement(history: History, views: Views) -> None:
    for litres, shift in (("10.01", "AM"), ("0.05", "PM")):
        history.delivery(litres=litres, shift=shift)
    history.delivery(litres="7", shift="MID", rejection_reason="alcohol test")
    document = drawn(history, views, history.open_run().id)
    assert sum(line.cents for line in document.milk) == document.milk_cents
    assert sum(line.centilitres for line in document.milk) == document.centilitres == 1006
    rejected = next(line for line in document.milk if line.shift == "MID")
    assert (rejected.marks, rejected.weighed_centilitres, rejected.rejection_reason) == (
        ("rejected",), 700, "alcohol test",
    )  # fmt: skip
    assert Decimal(document.centilitres) == sum(group.centilitres for group in document.prices)
