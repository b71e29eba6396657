"""The files of payments as the views tell of them: every fact moves a figure, and back again."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest

from imbuto.aggregates import PayFile, Payout
from imbuto.aggregates.pay_formats import PAY_PRESETS
from imbuto.aggregates.pay_lines import reference_of
from imbuto.aggregates.pay_results import PayFileLine, PayResult, ResultSums
from imbuto.aggregates.payment_channel import PayWay
from imbuto.errors import Unknown
from imbuto.projections.pay_files import PayFiles, PayFileStanding
from imbuto.values import Personal, derive_id
from tests.history import MANAGER, TREASURER, History, by
from tests.projections.conftest import Ask, asking

FILE, RUN = UUID(int=71), derive_id("run-of-files")
CENTS = {"0001": 45_000, "0002": 20_000, "0003": 10_000}


@pytest.fixture
def ask(where: str, history: History) -> Iterator[Ask]:
    """This view alone: its payouts have no statements."""
    yield from asking(where, history, (PayFiles,))


def payout(history: History, member: str) -> Payout:
    """One that waits for a bank."""
    account = PayWay("bank", "KCB", Personal("5f" * 16, "0110001"), Personal("5f" * 16, "Wanjiku"))
    requested = Payout.request(
        derive_id("statement-of", member), RUN, member, "2026-11-A", CENTS[member], None, None, by(),
        way=account,
    )  # fmt: skip
    history.save(requested)
    return requested


def file_of(history: History, *members: str, id: UUID = FILE) -> tuple[PayFile, list[Payout]]:
    """A sealed file of these members' payouts."""
    file = PayFile.open(id, PAY_PRESETS["bank"], RUN, "KCB", by(TREASURER))
    history.save(file)
    payouts = [payout(history, member) for member in members]
    put_in(history, file, payouts)
    return file, payouts


def put_in(history: History, file: PayFile, payouts: list[Payout]) -> None:
    for one in payouts:
        one.hand_over(file.id, "bank", reference_of(one.attempt_id), by())
    lines = [
        PayFileLine(one.id, one.attempt, one.member, one.amount_cents, one.reference or "") for one in payouts
    ]
    file.fill(lines, by())
    file.seal("d" * 64, by())
    history.save(*payouts, file)


def settle(history: History, one: Payout, outcome: str, receipt: str | None = None) -> None:
    one.propose_outcome(outcome, receipt, "slip", by(TREASURER), "bank")
    one.approve_outcome(outcome, receipt, by(MANAGER), "bank")
    history.save(one)


def figures(file: PayFileStanding) -> tuple[int, int, int, int, int]:
    return file.left, file.paid, file.paid_cents, file.failed, file.failed_cents


def test_a_file_says_what_it_holds_and_who_made_it_and_let_it_out(history: History, ask: Ask) -> None:
    file, _ = file_of(history, "0001", "0002")
    seen = ask().pay_files.get(FILE)
    assert (seen.state, seen.count, seen.cents, seen.left, seen.digest) == (
        "sealed", 2, 65_000, 2, "d" * 64,
    )  # fmt: skip
    assert (seen.kind, seen.pay_channel, seen.bank, seen.run, seen.format) == (
        "bank", "bank", "KCB", RUN, "bank",
    )  # fmt: skip
    file.approve(2, 65_000, "d" * 64, by(MANAGER))
    file.download("csv", "e" * 64, by(TREASURER))
    file.download("xlsx", "f" * 64, by(MANAGER))
    history.save(file)
    seen = ask().pay_files.get(FILE)
    assert (seen.state, seen.opened_by, seen.decided_by) == ("approved", TREASURER, MANAGER)
    assert (seen.downloads, seen.downloaded_by) == (2, MANAGER)
    assert seen.version == file.version
    with pytest.raises(Unknown):
        ask().pay_files.get(UUID(int=404))


def test_each_payment_that_ends_moves_the_file_whoever_settled_it(history: History, ask: Ask) -> None:
    _, (first, second, third) = file_of(history, *CENTS)
    settle(history, first, "paid", "FT1")
    assert figures(ask().pay_files.get(FILE)) == (2, 1, 45_000, 0, 0)
    settle(history, second, "not_paid")
    assert figures(ask().pay_files.get(FILE)) == (1, 1, 45_000, 1, 20_000)
    settle(history, second, "paid", "FT2")
    assert figures(ask().pay_files.get(FILE)) == (1, 2, 65_000, 0, 0)
    lines = ask().pay_files.lines(FILE)
    assert [(line.member, line.state, line.receipt) for line in lines.items] == [
        ("0001", "paid", "FT1"),
        ("0002", "paid", "FT2"),
        ("0003", "in_file", None),
    ]
    assert [line.payout for line in ask().pay_files.lines(FILE, "in_file").items] == [third.id]


def test_what_becomes_of_a_later_attempt_is_not_of_the_earlier_file(history: History, ask: Ask) -> None:
    _, (one,) = file_of(history, "0001")
    settle(history, one, "not_paid")
    one.retry(None, by(TREASURER), way=one.way)
    history.save(one)
    other = PayFile.open(UUID(int=72), PAY_PRESETS["bank"], None, None, by(TREASURER))
    put_in(history, other, [one])
    settle(history, one, "paid", "FT9")
    assert figures(ask().pay_files.get(FILE)) == (0, 0, 0, 1, 45_000)
    assert figures(ask().pay_files.get(other.id)) == (0, 1, 45_000, 0, 0)


def test_a_payout_that_goes_back_is_no_line_any_more(history: History, ask: Ask) -> None:
    file, (one, other) = file_of(history, "0001", "0002")
    file.cancel("the wrong bank", by(TREASURER))
    history.save(file)
    seen = ask().pay_files.get(FILE)
    assert (seen.state, seen.reason, seen.left) == ("cancelled", "the wrong bank", 2)
    assert [one.id for one in ask().pay_files.unfinished()] == [FILE]
    for payout_ in (one, other):
        payout_.take_back(FILE, "cancelled", by())
    history.save(one, other)
    assert ask().pay_files.get(FILE).left == 0
    assert ask().pay_files.lines(FILE).items == []
    assert list(ask().pay_files.unfinished()) == []


def test_results_are_work_until_they_are_proposed_approved_and_settled(history: History, ask: Ask) -> None:
    file, (first, second) = file_of(history, "0001", "0002")
    file.approve(2, 65_000, "d" * 64, by(MANAGER))
    rows = [PayResult(2, first.reference or "", "paid", "FT1")]
    file.read_results("answer.csv", "r1", rows, 1, by(TREASURER))
    history.save(file)
    seen = ask().pay_files.get(FILE)
    assert (seen.results, seen.results_state, seen.results_name) == (1, "waiting", "answer.csv")
    assert (seen.results_paid, seen.results_paid_cents, seen.results_failed) == (1, 45_000, 0)
    assert (seen.results_unmatched, seen.results_unproposed, seen.results_left) == (1, 1, 1)
    assert [one.id for one in ask().pay_files.unfinished()] == [FILE]
    first.propose_outcome("paid", "FT1", "row 2", by(TREASURER), "bank")
    history.save(first)
    assert list(ask().pay_files.unfinished()) == []
    file.approve_results(ResultSums(1, 45_000), by(MANAGER))
    history.save(file)
    assert [one.id for one in ask().pay_files.unfinished()] == [FILE]
    first.approve_outcome("paid", "FT1", by(MANAGER), "bank")
    history.save(first)
    seen = ask().pay_files.get(FILE)
    assert (seen.results_state, seen.results_left, seen.left) == ("approved", 0, 1)
    assert list(ask().pay_files.unfinished()) == []
    settle(history, second, "not_paid")
    assert [one.id for one in ask().pay_files.unfinished()] == [FILE]
    file.close(ResultSums(1, 45_000, 1, 20_000), by())
    history.save(file)
    assert ask().pay_files.get(FILE).state == "closed"
    assert list(ask().pay_files.unfinished()) == []


def test_refused_results_say_so(history: History, ask: Ask) -> None:
    file, (one,) = file_of(history, "0001")
    file.approve(1, 45_000, "d" * 64, by(MANAGER))
    file.read_results("a.csv", "r1", [PayResult(2, one.reference or "", "paid", "FT1")], 0, by(TREASURER))
    file.refuse_results("of another bank", by(MANAGER))
    history.save(file)
    assert ask().pay_files.get(FILE).results_state == "refused"
    assert list(ask().pay_files.unfinished()) == []


def test_lists_are_read_page_by_page_and_references_are_found(history: History, ask: Ask) -> None:
    _, payouts = file_of(history, *CENTS)
    empty = PayFile.open(UUID(int=72), PAY_PRESETS["sacco"], None, "UNITY", by(TREASURER))
    history.save(empty)
    files = ask().pay_files
    first = files.page(limit=1)
    assert [one.id for one in first.items] == [empty.id]
    assert [one.id for one in files.page(cursor=first.next, limit=1).items] == [FILE]
    assert [one.id for one in files.page(run=RUN).items] == [FILE]
    assert [one.id for one in files.page(kind="sacco").items] == [empty.id]
    assert [one.id for one in files.page(state="sealed").items] == [FILE]
    page = files.lines(FILE, limit=2)
    rest = files.lines(FILE, cursor=page.next, limit=2)
    assert [line.member for line in (*page.items, *rest.items)] == list(CENTS)
    assert files.files_of([payouts[0].reference or "", "NOBODYS"]) == {payouts[0].reference: FILE}
