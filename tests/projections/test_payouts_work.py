"""The payouts' list across runs: what waits, what is under way, what people must look at; parts and files."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from imbuto.aggregates import Payout
from imbuto.aggregates.payment_channel import PayWay
from imbuto.aggregates.statement import Line
from imbuto.projections.payout_work import WORK
from imbuto.values import By, Personal
from tests.history import PERIOD, History, by
from tests.projections.conftest import Ask

START = PERIOD.ends_at
PHONE = Personal("aa", "254712000009")
CASH = PayWay("cash")


@pytest.fixture
def payout(history: History) -> Payout:
    history.delivery(litres="10")
    return history.payout(history.draw(history.open_run(), "0001", [Line(history.position(), 1000, 45_000)]))


def another(history: History, payout: Payout, member: str = "0002", **more: object) -> Payout:
    statement = history.draw(history.things[payout.run], member, [Line(1, 100, 4_500)])
    return history.payout(statement, **more)  # type: ignore[arg-type]


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def job(minutes: float = 0) -> By:
    return by("job:pay", after(minutes))


def report(payout: Payout, minutes: float, code: str = "2040") -> None:
    payout.fail(payout.attempt_id, code, "not registered", by("gateway:daraja", after(minutes)))


# ------------------------------------------------------------ a reported failure


def test_a_reported_failure_is_asked_about_at_once_and_then_by_the_usual_timetable(
    history: History, ask: Ask, payout: Payout
) -> None:
    payout.submit(job())
    payout.ask_status(1, job(2))
    report(payout, 3)
    history.save(payout)
    found = ask().payouts.get(payout.id)
    assert (found.state, found.failure, found.reported_at) == ("failure_reported", "2040", after(3))
    for question, minutes in enumerate((0.25, 2.25, 5, 15, 60), start=2):
        assert ask().payouts.silent(after(3 + minutes - 0.1)) == []
        (silent,) = ask().payouts.silent(after(3 + minutes))
        assert (silent.act, silent.questions) == ("ask", question - 1)
        payout.ask_status(question, job(3 + minutes))
        history.save(payout)


def test_a_reported_failure_without_any_answer_ends_with_people(
    history: History, ask: Ask, payout: Payout
) -> None:
    payout.submit(job())
    report(payout, 1)
    for question in range(1, 8):
        payout.ask_status(question, job(1500 + 3 * question))
    history.save(payout)
    assert ask().payouts.silence_of(payout.id, after(1525)) is None
    silence = ask().payouts.silence_of(payout.id, after(1600))
    assert silence is not None
    assert (silence.act, silence.questions) == ("review", 7)


def test_answers_are_counted_and_change_nothing_else(history: History, ask: Ask, payout: Payout) -> None:
    payout.submit(job())
    payout.ask_status(1, job(2))
    payout.answer_status(payout.attempt_id, 1, "0", "Initiated", "Initiated", job(3))
    history.save(payout)
    found = ask().payouts.get(payout.id)
    assert (found.state, found.answers, found.answered_at) == ("submitted", 1, after(3))
    assert found.next_at == after(5)


# ------------------------------------------------------------ waiting and under way


def test_what_waits_for_mpesa_is_summed_by_amount_without_what_is_held_postponed_or_paid_otherwise(
    history: History, ask: Ask, payout: Payout
) -> None:
    later, held, cash = (
        another(history, payout, "0002"),
        another(history, payout, "0003", hold="wait"),
        another(history, payout, "0004", way=CASH),
    )
    alike = another(history, payout, "0005")
    waiting = ask().payouts.waiting(START)
    assert (waiting.count, waiting.cents) == (3, 54_000)
    assert waiting.amounts == ((4_500, 2), (45_000, 1))
    later.postpone(after(60), "4", "tomorrow", job())
    history.save(later)
    assert ask().payouts.waiting(after(59)).count == 2
    assert ask().payouts.waiting(after(60)).count == 3
    assert {one.id for one in ask().payouts.due(after(59))} == {payout.id, alike.id}
    assert cash.id not in {one.id for one in ask().payouts.due(after(99_999))}
    assert held.state == "held"


def test_what_is_under_way_and_what_a_member_and_a_run_were_sent_is_known(
    history: History, ask: Ask, payout: Payout
) -> None:
    other = another(history, payout, "0002")
    for one, minutes in ((payout, 0), (other, 30)):
        one.submit(job(minutes))
        history.save(one)
    view = ask().payouts
    assert (view.in_flight().count, view.in_flight().cents) == (2, 49_500)
    assert view.in_flight(after(10)).cents == 4_500
    assert (view.sent_to_member("0001", START), view.sent_to_member("0001", after(1))) == (45_000, 0)
    assert view.sent_to_member("0001", START, but=payout.id) == 0
    assert (view.sent_of_run(payout.run), view.sent_of_run(payout.run, but=other.id)) == (49_500, 45_000)
    payout.pay(payout.attempt_id, "SKB1", 500, after(40), "callback", by("gateway:daraja", after(41)))
    other.fail(other.attempt_id, "2040", "no", by("job:pay", after(31)), "reply")
    history.save(payout)
    history.save(other)
    view = ask().payouts
    assert (view.in_flight().count, view.sent_to_member("0001", after(39))) == (0, 45_000)
    assert (view.sent_to_member("0002", START), view.sent_of_run(payout.run)) == (0, 45_000)


# ------------------------------------------------------------ parts, files, ways


def test_the_parts_of_a_statement_are_found_in_order(history: History, ask: Ask) -> None:
    statement = history.draw(history.open_run(), "0001", [Line(1, 1000, 45_000)])
    second = history.payout(statement, part=2, parts=2)
    first = history.payout(statement, part=1, parts=2)
    assert [(one.id, one.part) for one in ask().payouts.of_statement(statement.id)] == [
        (first.id, 1),
        (second.id, 2),
    ]
    assert ask().payouts.of_statement(first.id) == []


def test_a_payout_shows_the_file_that_it_is_in_until_it_is_taken_back(
    history: History, ask: Ask, payout: Payout
) -> None:
    file = UUID(int=9)
    payout.hand_over(file, "mpesa", "0001-A", by("staff:T1", after(1)))
    history.save(payout)
    found = ask().payouts.get(payout.id)
    assert (found.state, found.file, found.reference, found.next_at) == ("handed_over", file, "0001-A", None)
    assert ask().payouts.due(after(99_999)) == []
    payout.take_back(file, "cancelled", by("staff:T1", after(2)))
    history.save(payout)
    found = ask().payouts.get(payout.id)
    assert (found.state, found.file, found.next_at) == ("requested", None, after(2))


def test_another_way_at_the_release_or_the_next_attempt_is_shown(
    history: History, ask: Ask, payout: Payout
) -> None:
    payout.hold("no phone", by("staff:T1", START), "no_phone")
    payout.release(None, by("staff:T1", after(1)), way=CASH)
    history.save(payout)
    found = ask().payouts.get(payout.id)
    assert (found.channel, found.has_phone, found.next_at, found.cause) == ("cash", False, None, None)
    assert [one.id for one in ask().payouts.page(channel="cash").items] == [payout.id]
    assert ask().payouts.page(channel="mpesa").items == []


# ------------------------------------------------------------ by itself


def test_what_failed_by_nobodys_fault_is_found_until_people_speak_or_it_was_tried_often(
    history: History, ask: Ask, payout: Payout
) -> None:
    payout.submit(job())
    payout.fail(payout.attempt_id, "26", "busy", job(1), "reply")
    history.save(payout)
    assert [one.id for one in ask().payouts.to_try_again(["26"], 5)] == [payout.id]
    assert ask().payouts.to_try_again(["4"], 5) == []
    assert ask().payouts.to_try_again(["26"], 1) == []
    payout.propose_outcome("paid", "CASH-7", "voucher 7", by("staff:T1", after(2)))
    history.save(payout)
    assert ask().payouts.to_try_again(["26"], 5) == []
    payout.contradict("paid", "0", "SKB1", "another amount", by("gateway:daraja", after(3)))
    history.save(payout)
    assert ask().payouts.to_try_again(["26"], 5) == []


# ------------------------------------------------------------ what people must look at


def test_each_list_of_work_has_what_is_to_be_done(history: History, ask: Ask, payout: Payout) -> None:
    reported, held, cash, doubted = (another(history, payout, f"000{n}") for n in (2, 3, 4, 5))
    payout.submit(job())
    payout.put_to_review("a day of silence", job(1))
    reported.submit(job())
    report(reported, 1)
    held.hold("another name", job(), "name_mismatch")
    held.propose_release("name_mismatch", PHONE, by("staff:T1", after(1)))
    cash.hold("no phone", job(), "no_phone")
    cash.release(None, by("staff:T1", after(1)), way=CASH)
    doubted.submit(job())
    doubted.pay(doubted.attempt_id, "SKB1", 500, None, "callback", by("gateway:daraja", after(2)))
    doubted.pay(doubted.attempt_id, "SKB2", 500, None, "callback", by("gateway:daraja", after(3)))
    for one in (payout, reported, held, cash, doubted):
        history.save(one)
    view = ask().payouts
    expected = {
        "review": payout,
        "reported": reported,
        "held": held,
        "proposed": held,
        "by_hand": cash,
        "contradicted": doubted,
    }
    for name in WORK:
        on_it = [expected[name].id] if name in expected else []
        assert [one.id for one in view.work(name).items] == on_it, name
        assert view.work_sums()[name].count == len(on_it), name
    assert [one.id for one in view.work("held", cause="name_mismatch").items] == [held.id]
    assert view.work("held", cause="suspended").items == []
    assert {cause: one.count for cause, one in view.held_by_cause().items()} == {"name_mismatch": 1}
    doubted.propose_outcome("stands", None, "portal statement", by("staff:T1", after(4)))
    doubted.approve_outcome("stands", None, by("staff:M1", after(5)))
    history.save(doubted)
    found = ask().payouts.get(doubted.id)
    assert (found.state, found.receipt, found.doubts, found.contradictions) == ("paid", "SKB1", 0, 1)
    assert ask().payouts.work("contradicted").items == []


def test_a_doubt_that_an_answer_of_mpesa_confirms_is_none_any_more(
    history: History, ask: Ask, payout: Payout
) -> None:
    payout.submit(job())
    report(payout, 1)
    payout.pay(payout.attempt_id, "SKB1", 500, None, "callback", by("gateway:daraja", after(2)))
    history.save(payout)
    assert ask().payouts.get(payout.id).doubts == 1
    payout.pay(payout.attempt_id, "SKB1", 500, None, "status", by("gateway:daraja", after(3)))
    history.save(payout)
    found = ask().payouts.get(payout.id)
    assert (found.state, found.doubts, payout.doubts) == ("paid", 0, set())


def test_a_list_of_work_has_pages(history: History, ask: Ask, payout: Payout) -> None:
    for number in (2, 3):
        another(history, payout, f"000{number}", hold="wait")
    first = ask().payouts.work("held", limit=1)
    second = ask().payouts.work("held", cursor=first.next, limit=1)
    assert [one.member for one in (*first.items, *second.items)] == ["0002", "0003"]
    assert second.next is None
