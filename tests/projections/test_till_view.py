"""What the till's view tells: the float and how old that is, what M-Pesa said of our credential, what it has
not answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from imbuto.aggregates import Payout, Till, TopUp
from imbuto.aggregates.statement import Line
from imbuto.projections.till import TillAnswer
from imbuto.projections.till_alarms import alarms_of
from imbuto.projections.till_book import SERIES_SECONDS
from tests.history import MANAGER, NOON, PERIOD, TREASURER, History, by
from tests.projections.conftest import Ask

JOB, MPESA = "job:till", "gateway:daraja"


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


@pytest.fixture
def till(history: History) -> Till:
    till = Till()
    till.ask_float(by(JOB, NOON))
    till.see_float(1, 5_000_000, -2_400, "0", by(MPESA, at(30)))
    history.save(till)
    return till


@pytest.fixture
def payout(history: History) -> Payout:
    history.delivery(litres="10")
    run = history.open_run()
    return history.payout(history.draw(run, "0001", [Line(history.position(), 1000, 45_000)]))


def send(history: History, payout: Payout, seconds: float = 0) -> None:
    assert payout.submit(by("job:pay", after(seconds)))
    history.save(payout)


def pay(history: History, payout: Payout, seconds: float, **changes: Any) -> None:
    told = {"completed_at": after(seconds), "evidence": "callback", **changes}
    payout.pay(payout.attempt_id, "SKB1", 500, by=by(MPESA, after(seconds)), **told)
    history.save(payout)


def after(seconds: float) -> datetime:
    return PERIOD.ends_at + timedelta(seconds=seconds)


def called_at(ask: Ask) -> dict[str, datetime]:
    """The call that each code answered."""
    return {one.code: one.called_at for one in ask().till.codes()}


def only(till_seen: TillAnswer, **expected: Any) -> None:
    assert {name: getattr(till_seen, name) for name in expected} == expected


def test_before_anything_happened_it_is_open_and_knows_nothing(history: History, ask: Ask) -> None:
    history.found()
    assert ask().till.get() == TillAnswer()


def test_the_float_is_as_old_as_its_question(till: Till, ask: Ask) -> None:
    only(
        ask().till.get(),
        float_cents=5_000_000,
        float_at=NOON,
        charges_cents=-2_400,
        seen=1,
        seen_at=at(30),
        unanswered=0,
    )
    (code,) = ask().till.codes()
    assert (code.code, code.called_at) == ("0", NOON)


def test_a_question_without_answer_counts_and_an_answer_without_the_account_is_none(
    till: Till, history: History, ask: Ask
) -> None:
    till.ask_float(by(JOB, at(60)))
    till.ask_float(by(JOB, at(180)))
    till.ask_float(by(TREASURER, at(200)))
    history.save(till)
    only(ask().till.get(), asked=4, unanswered=2, unanswered_since=at(60), put_at=at(180))
    till.see_float(3, None, None, "0", by(MPESA, at(200)))
    history.save(till)
    only(ask().till.get(), unanswered=0, float_cents=None, float_at=at(180))


def test_stopped_paused_and_resumed_show_their_cause_and_by_whom(history: History, ask: Ask) -> None:
    till = Till()
    till.pause(900, 100, by(JOB, at(1)))
    history.save(till)
    only(ask().till.get(), state="paused", cause="float", needed_cents=900, since=at(1), by_whom=JOB)
    till.stop("credential", "2001", "wrong", by(JOB, at(2)))
    till.stop("kill", "", "to be sure", by(MANAGER, at(3)))
    history.save(till)
    only(ask().till.get(), state="stopped", cause="credential", code="2001", reason="wrong")
    till.resume("mended", by(MANAGER, at(4)), anyway=True)
    history.save(till)
    only(ask().till.get(), state="open", cause="", code="", anyway=True, opened_at=at(4), by_whom=MANAGER)


def test_a_credential_that_comes_back_keeps_its_age(history: History, ask: Ask) -> None:
    till = Till()
    till.see_credential("aa", by(JOB, at(0)))
    till.see_credential("bb", by(JOB, at(10)))
    till.resume("look", by(MANAGER, at(20)), anyway=True)
    till.see_credential("aa", by(JOB, at(30)))
    history.save(till)
    only(ask().till.get(), fingerprint="aa", credential_since=NOON, changed_at=at(30))


# ------------------------------------------------------------------ what payments tell


def test_a_send_is_unanswered_until_its_result_which_proves_the_credential_of_that_time(
    history: History, ask: Ask, payout: Payout
) -> None:
    send(history, payout)
    assert ask().till.unanswered(after(0)) == [payout.id]
    assert ask().till.unanswered(after(1)) == []
    pay(history, payout, 3600)
    assert ask().till.unanswered(after(0)) == []
    assert called_at(ask) == {"0": after(0)}
    only(ask().till.get(), results=1, result_at=after(3600))


def test_the_float_that_a_result_tells_is_as_of_its_completion_and_never_older(
    history: History, ask: Ask, payout: Payout, till: Till
) -> None:
    send(history, payout)
    pay(history, payout, 60, completed_at=after(20), float_cents=4_000_000)
    only(ask().till.get(), float_cents=4_000_000, float_at=after(20))


def test_a_result_of_long_ago_does_not_change_the_float(
    history: History, ask: Ask, payout: Payout, till: Till
) -> None:
    send(history, payout)
    pay(history, payout, 60, completed_at=NOON - timedelta(days=1), float_cents=1)
    only(ask().till.get(), float_cents=5_000_000, float_at=NOON)


def test_a_reported_failure_answers_the_send_and_the_status_answers_its_question(
    history: History, ask: Ask, payout: Payout
) -> None:
    send(history, payout)
    payout.fail(payout.attempt_id, "2001", "wrong", by(MPESA, after(5)))
    history.save(payout)
    assert ask().till.unanswered(after(0)) == []
    assert called_at(ask) == {"2001": after(0)}
    payout.ask_status(1, by("job:pay", after(30)))
    payout.answer_status(payout.attempt_id, 1, "8006", None, "locked", by(MPESA, after(40)))
    history.save(payout)
    assert called_at(ask) == {"2001": after(0), "8006": after(30)}
    only(ask().till.get(), results=1)


def test_a_failure_that_a_status_confirms_is_one_of_the_send_and_not_of_the_question(
    history: History, ask: Ask, payout: Payout
) -> None:
    """What was wrong when it was sent is not wrong again because somebody asked later."""
    send(history, payout)
    payout.fail(payout.attempt_id, "2001", "wrong", by(MPESA, after(5)))
    payout.ask_status(1, by("job:pay", after(300)))
    payout.answer_status(payout.attempt_id, 1, "0", "Declined", "declined", by(MPESA, after(310)))
    payout.fail(payout.attempt_id, "2001", "declined", by(MPESA, after(310)), "status")
    history.save(payout)
    assert called_at(ask)["2001"] == after(0)


def test_what_was_not_taken_and_what_people_decide_answers_nothing(
    history: History, ask: Ask, payout: Payout
) -> None:
    send(history, payout)
    payout.defer("500.003.02", "busy", by("job:pay", after(1)))
    history.save(payout)
    assert ask().till.unanswered(after(0)) == []
    send(history, payout, 60)
    payout.put_to_review("silence", by("job:pay", after(90_000)))
    history.save(payout)
    assert ask().till.unanswered(after(0)) == []
    assert called_at(ask) == {}
    only(ask().till.get(), results=0)


def test_after_a_quarter_of_an_hour_without_results_the_series_begins_anew(
    history: History, ask: Ask, payout: Payout
) -> None:
    send(history, payout)
    payout.fail(payout.attempt_id, "4", "limit", by(MPESA, after(5)))
    history.save(payout)
    only(ask().till.get(), results=1)
    history.delivery(litres="10", member="0002")
    run = history.open_run()
    other = history.payout(history.draw(run, "0002", [Line(history.position(), 1000, 45_000)]))
    send(history, other, 5 + SERIES_SECONDS + 1)
    only(ask().till.get(), results=0)


# ------------------------------------------------------------------ the alarms


def codes(seen: TillAnswer, seconds: float = 0, needed: int = 0, undecided: int = 0) -> list[str]:
    return [alarm.code for alarm in alarms_of(seen, at(seconds), needed, undecided)]


def test_all_is_well_when_nothing_is_wrong(till: Till, ask: Ask) -> None:
    assert codes(ask().till.get(), 60, needed=5_000_000) == []
    assert codes(ask().till.get(), 60, needed=5_000_001) == ["float-short"]
    assert codes(ask().till.get(), 60, undecided=1) == ["top-up-undecided"]


@pytest.mark.parametrize(
    ("seen", "seconds", "expected"),
    [
        (TillAnswer(state="stopped", cause="kill", reason="x"), 0, ["stopped"]),
        (TillAnswer(state="stopped", cause="credential", code="2001"), 0, ["credential"]),
        (TillAnswer(state="paused", cause="float"), 0, ["float"]),
        (TillAnswer(unanswered=2, unanswered_since=NOON), 301, ["no-answer"]),
        (TillAnswer(unanswered=2, unanswered_since=NOON), 299, []),
        (TillAnswer(seen=1, seen_code="17"), 0, ["float-not-told"]),
        (TillAnswer(seen=1, seen_code="0"), 0, ["no-utility-account"]),
        (TillAnswer(credential_since=NOON), 75 * 86_400 - 1, []),
        (TillAnswer(credential_since=NOON), 75 * 86_400, ["password-old"]),
        (TillAnswer(credential_since=NOON), 90 * 86_400, ["password-expired"]),
    ],
)
def test_each_trouble_has_its_alarm(seen: TillAnswer, seconds: float, expected: list[str]) -> None:
    assert codes(seen, seconds) == expected


def test_every_alarm_says_what_to_do() -> None:
    everything = TillAnswer(
        state="stopped", cause="credential", unanswered=1, unanswered_since=NOON, credential_since=NOON,
        float_cents=1,
    )  # fmt: skip
    alarms = alarms_of(everything, at(90 * 86_400), 500, 1)
    assert len(alarms) > 1
    for alarm in alarms:
        assert len(alarm.sentence) > 20
        assert alarm.remedy.endswith(".")


def test_a_series_is_a_quarter_of_an_hour() -> None:
    assert SERIES_SECONDS == 900


# ------------------------------------------------------------------ top-ups


def test_a_top_up_shows_what_became_of_it(history: History, ask: Ask) -> None:
    first, second = (TopUp.propose(UUID(int=n), n * 100_000, f"TOP-{n}", by(TREASURER)) for n in (1, 2))
    first.approve(by(MANAGER))
    second.refuse("not now", by(MANAGER))
    history.save(first, second)
    assert ask().top_ups.approved() == [UUID(int=1)]
    first.submit(by(JOB))
    history.save(first)
    assert ask().top_ups.silent(at(1)) == [UUID(int=1)]
    first.accept("AG_1", by(JOB))
    first.finish("SKB1", by(MPESA))
    first.fail("1", "short", by(MPESA))
    history.save(first)
    seen = [(one.id.int, one.state, one.receipt, one.contradictions) for one in ask().top_ups.page().items]
    assert seen == [(2, "refused", None, 0), (1, "done", "SKB1", 1)]
    assert [one.id.int for one in ask().top_ups.undecided()] == [1]


def test_a_top_up_is_booked_when_it_is_done_and_once(history: History, ask: Ask) -> None:
    history.found()
    for number, outcome in ((1, "done"), (2, "not_done")):
        top_up = TopUp.propose(UUID(int=number), 100_000, "TOP", by(TREASURER))
        top_up.approve(by(MANAGER))
        top_up.submit(by(JOB))
        top_up.propose_outcome(outcome, "line 14", by(TREASURER))
        top_up.approve_outcome(outcome, by(MANAGER))
        history.save(top_up)
    sums = {row.account: row.cents for row in ask().journal.postings().items}
    assert sums == {"1010": 100_000, "1015": -100_000}
