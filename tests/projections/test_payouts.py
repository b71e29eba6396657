"""The payouts' list knows how each stands, and when it is next to be sent, asked about or looked at."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from imbuto.aggregates import Payout
from imbuto.aggregates.statement import Line
from imbuto.errors import Unknown
from imbuto.values import Personal, derive_id
from tests.history import AFTER_PERIOD, PERIOD, History, by
from tests.projections.conftest import Ask

START = PERIOD.ends_at
PHONE = Personal("aa", "254712000009")


@pytest.fixture
def payout(history: History) -> Payout:
    history.delivery(litres="10")
    run = history.open_run()
    return history.payout(history.draw(run, "0001", [Line(history.position(), 1000, 45_000)]))


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def test_a_requested_payout_is_due_at_once(history: History, ask: Ask, payout: Payout) -> None:
    found = ask().payouts.get(payout.id)
    assert (found.state, found.amount_cents, found.member, found.attempt) == ("requested", 45_000, "0001", 1)
    assert [one.id for one in ask().payouts.due(START)] == [payout.id]
    assert ask().payouts.due(START - timedelta(seconds=1)) == []
    with pytest.raises(Unknown):
        ask().payouts.get(derive_id("nothing"))


def test_a_held_payout_waits_until_it_is_released(history: History, ask: Ask, payout: Payout) -> None:
    payout.hold("no phone", by(at=START))
    history.save(payout)
    held = ask().payouts.get(payout.id)
    assert (held.state, held.reason, held.next_at) == ("held", "no phone", None)
    assert ask().payouts.due(AFTER_PERIOD) == []
    payout.release(PHONE, by(at=after(5)))
    history.save(payout)
    assert [one.state for one in ask().payouts.due(after(5))] == ["requested"]


def test_a_send_without_any_answer_is_made_again_under_its_id(
    history: History, ask: Ask, payout: Payout
) -> None:
    payout.submit(by("job:pay", START))
    history.save(payout)
    views = ask()
    assert views.payouts.due(AFTER_PERIOD) == []
    assert views.payouts.silent(after(1.9)) == []
    assert [one.act for one in views.payouts.silent(after(2))] == ["resend"]
    assert views.payouts.get(payout.id).attempt_id == payout.attempt_id
    assert [one.act for one in views.payouts.silent(after(60))] == ["resend"]


def test_an_old_send_without_any_answer_is_asked_about_before_people_must_look(
    history: History, ask: Ask, payout: Payout
) -> None:
    """A machine that was off over the weekend sends nothing again, and first asks."""
    payout.submit(by("job:pay", START))
    history.save(payout)
    now = 60.0 * 48
    assert [one.act for one in ask().payouts.silent(after(60.1))] == ["ask"]
    for question in range(1, 7):
        assert [one.act for one in ask().payouts.silent(after(now))] == ["ask"]
        payout.ask_status(question, by("job:pay", after(now)))
        history.save(payout)
        now += 2
    assert ask().payouts.silent(after(now)) == []
    assert [one.act for one in ask().payouts.silent(after(now + 60))] == ["review"]


def test_what_an_official_proposes_is_shown_until_it_is_settled(
    history: History, ask: Ask, payout: Payout
) -> None:
    payout.hold("no phone", by(at=START))
    payout.propose_outcome("paid", "CASH-7", "voucher 7", by("staff:T1", after(1)))
    history.save(payout)
    found = ask().payouts.get(payout.id)
    assert (found.state, found.proposed_outcome, found.proposed_by) == ("held", "paid", "staff:T1")
    assert (found.proposed_receipt, found.proposed_evidence) == ("CASH-7", "voucher 7")
    payout.approve_outcome("paid", "CASH-7", by("staff:M1", after(2)))
    history.save(payout)
    found = ask().payouts.get(payout.id)
    assert (found.state, found.receipt, found.evidence) == ("paid", "CASH-7", "voucher 7")
    assert (found.reason, found.code, found.fee_cents, found.next_at) == (None, None, 0, None)
    assert (found.paid_at, found.proposed_outcome, found.proposed_by) == (after(2), None, None)


def test_what_two_officials_call_not_paid_is_shown_as_failed(
    history: History, ask: Ask, payout: Payout
) -> None:
    payout.submit(by("job:pay", START))
    payout.put_to_review("silence", by("job:pay", START))
    payout.propose_outcome("not_paid", None, "statement of 17 Nov", by("staff:T1", after(1)))
    payout.approve_outcome("not_paid", None, by("staff:M1", after(2)))
    history.save(payout)
    found = ask().payouts.get(payout.id)
    assert (found.state, found.code, found.reason) == ("failed", "not-paid", "statement of 17 Nov")
    assert (found.paid_at, found.receipt, found.proposed_outcome) == (None, None, None)


@pytest.mark.parametrize("news", ["release", "contradiction", "payment", "failure", "retry"])
def test_a_proposal_that_is_overtaken_is_shown_no_more(
    history: History, ask: Ask, payout: Payout, news: str
) -> None:
    payout.submit(by("job:pay", START))
    payout.put_to_review("silence", by("job:pay", START))
    payout.propose_outcome("paid", "CASH-7", "voucher 7", by("staff:T1", after(1)))
    if news == "payment":
        payout.pay(payout.attempt_id, "SKB1", 500, None, "callback", by("gateway:daraja", after(2)))
    elif news == "contradiction":
        payout.contradict("paid", "0", "SKB1", "another amount", by("gateway:daraja", after(2)))
    else:
        payout.fail(payout.attempt_id, "1", "no", by("gateway:daraja", after(2)), "status")
    if news in ("release", "retry"):
        payout.retry(PHONE, by("staff:T1", after(3)))
    if news == "release":
        payout.hold("wait", by("staff:T1", after(4)))
        payout.release(PHONE, by("staff:T1", after(5)))
    history.save(payout)
    found = ask().payouts.get(payout.id)
    assert (found.proposed_outcome, found.proposed_receipt, found.proposed_by) == (None, None, None)
    assert payout.proposed is None


def test_a_send_that_was_not_taken_is_made_again_later_and_later(
    history: History, ask: Ask, payout: Payout
) -> None:
    waits = []
    for number in range(6):
        payout.submit(by("job:pay", after(number)))
        payout.defer("500.003.02", "throttled", by("job:pay", after(number)))
        history.save(payout)
        found = ask().payouts.get(payout.id)
        assert found.next_at is not None
        waits.append((found.next_at - after(number)) // timedelta(minutes=1))
        assert ask().payouts.due(found.next_at - timedelta(seconds=1)) == []
        assert [one.id for one in ask().payouts.due(found.next_at)] == [payout.id]
    assert waits == [1, 2, 5, 15, 60, 60]
    assert ask().payouts.silent(after(600)) == []


def test_silence_is_asked_about_at_two_five_fifteen_sixty_minutes_and_six_and_twenty_three_hours_then_seen(
    history: History, ask: Ask, payout: Payout
) -> None:
    payout.submit(by("job:pay", START))
    payout.accept("AG_1", by("job:pay", START))
    history.save(payout)
    for minutes in (2, 5, 15, 60, 360, 1380):
        assert ask().payouts.silent(after(minutes - 0.1)) == []
        (silent,) = ask().payouts.silent(after(minutes))
        assert (silent.id, silent.act) == (payout.id, "ask")
        payout.ask_status(payout.questions + 1, by("job:pay", after(minutes)))
        history.save(payout)
    assert ask().payouts.silent(after(1380 + 44)) == []
    (silent,) = ask().payouts.silent(after(1380 + 45))
    assert (silent.act, silent.questions) == ("review", 6)
    payout.put_to_review("no answer", by("job:pay", after(1500)))
    history.save(payout)
    assert ask().payouts.silent(after(99_999)) == []
    reviewed = ask().payouts.get(payout.id)
    assert (reviewed.state, reviewed.next_at) == ("needs_review", None)


def test_questions_keep_their_distance_when_they_come_late(
    history: History, ask: Ask, payout: Payout
) -> None:
    payout.submit(by("job:pay", START))
    payout.lose_sight("timeout", "no answer", by("job:pay", START))
    payout.ask_status(payout.questions + 1, by("job:pay", after(300)))
    history.save(payout)
    found = ask().payouts.get(payout.id)
    assert (found.state, found.code, found.questions) == ("outcome_unknown", "timeout", 1)
    assert found.next_at == after(302)


def test_a_paid_payout_has_its_receipt_and_is_done(history: History, ask: Ask, payout: Payout) -> None:
    payout.submit(by("job:pay", START))
    payout.pay(payout.attempt_id, "SKB1", 500, after(3), "callback", by("gateway:daraja", after(4)))
    history.save(payout)
    found = ask().payouts.get(payout.id)
    assert (found.state, found.receipt, found.fee_cents) == ("paid", "SKB1", 500)
    assert (found.paid_at, found.next_at, found.evidence) == (after(3), None, "callback")
    payout.fail(payout.attempt_id, "1", "says failed", by("gateway:daraja", after(5)))
    history.save(payout)
    found = ask().payouts.get(payout.id)
    assert (found.state, found.contradictions) == ("paid", 1)


def test_a_new_attempt_starts_anew_and_both_ids_lead_to_the_payout(
    history: History, ask: Ask, payout: Payout
) -> None:
    first = payout.attempt_id
    payout.submit(by("job:pay", START))
    payout.ask_status(payout.questions + 1, by("job:pay", after(2)))
    payout.fail(first, "2001", "wrong credential", by("job:pay", after(3)), "reply")
    history.save(payout)
    failed = ask().payouts.get(payout.id)
    assert (failed.state, failed.code, failed.evidence, failed.next_at) == ("failed", "2001", "reply", None)
    payout.retry(PHONE, by("staff:T1", after(9)))
    history.save(payout)
    again = ask().payouts.get(payout.id)
    assert (again.state, again.attempt, again.sends, again.questions) == ("requested", 2, 0, 0)
    assert [one.id for one in ask().payouts.due(after(9))] == [payout.id]


def test_the_summary_of_a_run_and_the_pages_say_the_same(history: History, ask: Ask, payout: Payout) -> None:
    run = payout.run
    other = history.payout(history.draw(history.things[run], "0002", [Line(1, 100, 4_500)]), hold="no phone")
    payouts = ask().payouts
    assert {state: (s.count, s.cents) for state, s in payouts.summary(run).items()} == {
        "requested": (1, 45_000),
        "held": (1, 4_500),
    }
    assert [one.id for one in payouts.page(run=run).items] == [other.id, payout.id]
    assert [one.id for one in payouts.page(state="held").items] == [other.id]
    assert [one.id for one in payouts.page(member="0001").items] == [payout.id]
    page = payouts.page(limit=1)
    assert [one.id for one in payouts.page(cursor=page.next, limit=1).items] == [payout.id]
