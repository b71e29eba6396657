"""The work on files of payments: whole after a kill, given back, answered, and told to the members."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from imbuto.aggregates.pay_results import PayResult, ResultSums
from imbuto.jobs import pay_files
from imbuto.jobs.reactions import jobs_of
from imbuto.ledger import Ledger
from tests.jobs.house import FOUNDED_AT, House, by

FILE = UUID(int=71)
MEMBERS = {str(number): f"25471200000{number}" for number in range(1, 6)}
T, M = "staff:T1", "staff:M1"


class Killed(BaseException):
    """The process is gone."""


@pytest.fixture
def banked(house: House) -> tuple[House, UUID]:
    """Five members with accounts, whose payouts are requested, SMS of the milk off."""
    for member, phone in MEMBERS.items():
        house.register(member, phone)
        account = {"account_bank": "KCB", "account_number": f"0110{member}", "account_name": f"M {member}"}
        house.parts.ledger.propose_channel(member, "bank", by(at=FOUNDED_AT - timedelta(days=9)), **account)
        house.parts.ledger.approve_channel(
            member,
            "bank",
            by(M, FOUNDED_AT - timedelta(days=9)),
            account_bank="KCB",
            account_number=f"0110{member}",
        )
        house.deliver(member)
    run = house.approved_run()
    house.do("settle-statements", run)
    return house, run


def ask_for(house: House, run: UUID | None = None, format: str = "bank") -> None:
    house.parts.ledger.open_pay_file(FILE, format, run, None, by(T, house.now))


def let_out(house: House) -> None:
    file = house.parts.ledger.pay_file(FILE)
    house.parts.ledger.approve_pay_file(FILE, file.count, file.total_cents, file.digest, by(M, house.now))


def answer(house: House) -> list[PayResult]:
    lines = house.parts.ledger.pay_file(FILE).ordered
    return [PayResult(row, line.reference, "paid", f"FT{row}") for row, line in enumerate(lines, start=2)]


def states(house: House, run: UUID) -> set[str]:
    return {payout.state for payout in house.parts.views.payouts.page(run=run).items}


def test_a_file_is_made_in_steps_and_whole_after_a_kill(
    banked: tuple[House, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    house, run = banked
    monkeypatch.setattr(pay_files, "AT_ONCE", 2)
    ask_for(house, run)
    fill, steps = Ledger.fill_pay_file, []

    def killed_after_two(ledger: Ledger, *args: object) -> int:
        if len(steps) == 2:
            raise Killed
        steps.append(args)
        return fill(ledger, *args)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "fill_pay_file", killed_after_two)
        with pytest.raises(Killed):
            house.do("pay-file", FILE)
    assert house.parts.ledger.pay_file(FILE).count == 4
    assert any(job.startswith("pay-file-") for job in house.sweep())
    house.do_twice("pay-file", FILE)
    file = house.parts.ledger.pay_file(FILE)
    assert (file.state, file.count, file.total_cents) == ("sealed", 5, 5 * 42_500)
    assert states(house, run) == {"handed_over"}


def test_a_bank_s_answer_settles_in_steps_after_a_kill_and_members_are_told_by_which_way(
    banked: tuple[House, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    house, run = banked
    ask_for(house)
    house.do("pay-file", FILE)
    let_out(house)
    house.do_twice("pay-file", FILE)
    rows = answer(house)
    house.parts.ledger.read_pay_results(FILE, "kcb.csv", "d", rows, by(T, house.now))
    house.do_twice("pay-file", FILE)
    waiting = house.parts.views.payouts.page(run=run).items
    assert {(one.proposed_outcome, one.proposed_by) for one in waiting} == {("paid", T)}
    house.parts.ledger.approve_pay_results(FILE, ResultSums(5, 5 * 42_500), by(M, house.now))
    settle, steps = Ledger.settle_pay_results, []

    def killed_after_one(ledger: Ledger, *args: object) -> int:
        if steps:
            raise Killed
        steps.append(args)
        return settle(ledger, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(pay_files, "chunks", lambda lines: [lines[:2], lines[2:]])
    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "settle_pay_results", killed_after_one)
        with pytest.raises(Killed):
            house.do("pay-file", FILE)
    assert states(house, run) == {"handed_over", "paid"}
    assert any(job.startswith("pay-file-") for job in house.sweep())
    house.do_twice("pay-file", FILE)
    assert states(house, run) == {"paid"}
    assert house.parts.ledger.pay_file(FILE).state == "closed"
    house.work()
    assert any("Paid KES 425 by bank" in text for text in house.texts(MEMBERS["1"]))
    house.do("complete", run)
    assert house.parts.ledger.settlement(run).state == "completed"


def test_a_cancelled_file_gives_all_back_and_an_empty_one_cancels_itself(
    banked: tuple[House, UUID],
) -> None:
    house, run = banked
    ask_for(house)
    house.do("pay-file", FILE)
    house.parts.ledger.cancel_pay_file(FILE, "the wrong bank", by(T, house.now))
    house.do_twice("pay-file", FILE)
    assert states(house, run) == {"requested"}
    other = UUID(int=72)
    house.parts.ledger.open_pay_file(other, "sacco", None, "UNITY", by(T, house.now))
    house.do_twice("pay-file", other)
    assert house.parts.ledger.pay_file(other).state == "cancelled"


def test_a_file_of_mpesa_that_would_race_with_the_api_is_cancelled(house: House) -> None:
    house.register("1", MEMBERS["1"])
    payout = house.payout()
    ledger = house.parts.ledger
    ledger.stop_payments("kill", "", "the portal today", by(M, house.now))
    ask_for(house, format="mpesa-bulk")
    ledger.resume_payments("after all not", by(M, house.now))
    house.do_twice("pay-file", FILE)
    assert ledger.pay_file(FILE).state == "cancelled"
    assert ledger.payout(payout).state == "requested"


def test_each_decision_about_a_file_brings_its_work(banked: tuple[House, UUID]) -> None:
    house, _ = banked
    ask_for(house)
    position, fact = house.parts.ledger.story(FILE)[0]
    assert [job.name for job in jobs_of(fact, position)] == ["pay-file"]
