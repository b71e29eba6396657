"""The till: who stops payments and who lets them go, and what an answer about the float is worth."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from imbuto.aggregates.till import Till
from imbuto.errors import BadValue, NotPermitted, WrongState
from imbuto.values import By
from tests.history import MANAGER, NOON, TREASURER, by

JOB, MPESA = "job:till", "gateway:daraja"


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def job(seconds: float = 0) -> By:
    return by(JOB, at(seconds))


def facts(till: Till) -> list[str]:
    return [type(fact).__name__ for fact in till.collect_events()]


def stopped(cause: str = "credential") -> Till:
    till = Till()
    till.stop(cause, "2001", "wrong", job())
    return till


def test_it_is_open_before_anybody_touched_it() -> None:
    assert (Till().may_pay, Till().may_ask) == (True, True)


def test_a_stop_by_hand_sends_nothing_and_still_asks() -> None:
    till = stopped("kill")
    assert (till.may_pay, till.may_ask) == (False, True)


def test_a_wrong_credential_sends_and_asks_nothing_also_after_a_stop_by_hand() -> None:
    till = stopped("kill")
    till.stop("credential", "8006", "locked", job())
    till.stop("credential", "2001", "wrong", job())
    assert (till.may_pay, till.may_ask) == (False, False)
    assert facts(till) == ["Stopped", "Stopped"]


@pytest.mark.parametrize("who", [JOB, MPESA])
def test_only_people_resume_what_was_stopped(who: str) -> None:
    till = stopped()
    with pytest.raises(NotPermitted):
        till.resume("there is enough", by(who))
    with pytest.raises(NotPermitted):
        Till().resume("anyway", by(who), anyway=True)
    till.resume("mended", by(MANAGER))
    assert (till.may_pay, till.may_ask) == (True, True)


def test_a_short_float_pauses_once_and_a_job_resumes_it() -> None:
    till = Till()
    till.pause(900, 100, job())
    till.pause(901, 99, job())
    assert till.state == "paused"
    till.resume("there is enough", job())
    till.resume("there is enough", job())
    assert facts(till) == ["Paused", "Resumed"]


def test_what_is_stopped_is_not_paused() -> None:
    till = stopped()
    till.pause(900, 100, job())
    assert till.state == "stopped"


def test_a_second_click_is_quiet_and_a_reason_is_needed() -> None:
    till = Till()
    till.resume("nothing was wrong", by(MANAGER))
    till.stop("kill", "", "a wrong price", by(TREASURER))
    till.stop("kill", "", "a wrong price", by(MANAGER))
    assert facts(till) == ["Stopped"]
    with pytest.raises(BadValue):
        till.resume("  ", by(MANAGER))
    with pytest.raises(BadValue):
        till.stop("kill", "", "x" * 501, by(MANAGER))


def test_anyway_holds_until_the_next_pause() -> None:
    till = Till()
    till.pause(900, 100, job())
    till.resume("pay what there is", by(MANAGER), anyway=True)
    assert (till.may_pay, till.anyway) == (True, True)
    till.pause(500, 1, job())
    assert (till.may_pay, till.anyway) == (False, False)


# ------------------------------------------------------------------ questions


def test_one_question_a_minute_and_a_longer_wait_while_nobody_answers() -> None:
    till = Till()
    asked = [second for second in range(0, 1200, 10) if till.ask_float(job(second)) is not None]
    assert asked == [0, 60, 180, 420, 720, 1020]


def test_an_answer_ends_the_longer_wait() -> None:
    till = Till()
    till.ask_float(job(0))
    till.ask_float(job(60))
    till.see_float(2, 100, None, "0", by(MPESA, at(61)))
    assert till.ask_float(job(119)) is None
    assert till.ask_float(job(120)) == 3


def test_a_persons_question_is_a_wish_that_the_house_puts() -> None:
    till = Till()
    assert till.ask_float(by(TREASURER)) == 1
    assert till.ask_float(by(MANAGER, at(10))) is None
    assert till.ask_float(job(1)) == 2
    assert till.ask_float(job(2)) is None


def test_nothing_is_asked_while_the_credential_is_wrong() -> None:
    till = stopped()
    assert till.ask_float(job(3600)) is None
    with pytest.raises(WrongState):
        till.ask_float(by(TREASURER))


def test_a_person_who_resumes_may_have_it_asked_at_once() -> None:
    till = Till()
    till.ask_float(job(0))
    till.stop("credential", "2001", "wrong", job(5))
    till.resume("mended", by(MANAGER, at(20)))
    assert till.ask_float(job(21)) == 2


def test_an_answer_twice_or_overtaken_is_quiet_and_one_that_nobody_asked_for_is_refused() -> None:
    till = Till()
    with pytest.raises(WrongState):
        till.see_float(1, 100, None, "0", by(MPESA))
    till.ask_float(job(0))
    till.ask_float(job(60))
    till.see_float(2, 100, None, "0", by(MPESA, at(61)))
    till.see_float(2, 999, None, "0", by(MPESA, at(62)))
    till.see_float(1, 999, None, "0", by(MPESA, at(63)))
    with pytest.raises(WrongState):
        till.see_float(3, 100, None, "0", by(MPESA))
    with pytest.raises(WrongState):
        till.see_float(0, 100, None, "0", by(MPESA))
    assert facts(till) == ["FloatAsked", "FloatAsked", "FloatSeen"]


def test_a_late_answer_proves_our_credential_as_of_its_question() -> None:
    till = Till()
    till.ask_float(job(0))
    till.see_float(1, 100, None, "0", by(MPESA, at(3600)))
    assert till.proven_at == NOON


def test_what_was_not_answered_tells_no_figures() -> None:
    till = Till()
    till.ask_float(job(0))
    till.see_float(1, 100, 5, "17", by(MPESA))
    seen = till.collect_events()[-1]
    assert isinstance(seen, Till.FloatSeen)
    assert (seen.available_cents, seen.charges_cents, till.proven_at) == (None, None, None)


# ------------------------------------------------------------------ the credential


def test_a_new_credential_makes_old_answers_old_news() -> None:
    till = Till()
    assert not till.is_old_news(NOON)
    till.see_credential("aa", job(10))
    till.see_credential("aa", job(20))
    assert till.is_old_news(at(9))
    assert not till.is_old_news(at(10))
    assert facts(till) == ["CredentialSeen"]


def test_an_earlier_credential_comes_back_only_after_people_resumed_and_keeps_its_age() -> None:
    till = Till()
    till.see_credential("aa", job(0))
    till.see_credential("bb", job(100))
    till.see_credential("aa", job(200))
    assert till.fingerprint == "bb"
    till.stop("credential", "2001", "wrong", job(300))
    till.resume("back to the old one", by(MANAGER, at(400)))
    till.see_credential("aa", job(500))
    assert (till.fingerprint, till.credential_since) == ("aa", NOON)


def test_a_pause_that_ended_makes_shortages_old_and_leaves_the_credential_proven() -> None:
    till = Till()
    till.pause(900, 100, job(0))
    till.resume("there is enough", job(100))
    assert till.is_old_shortage(at(50))
    assert not till.is_old_news(at(50))
    till.stop("kill", "", "look", by(MANAGER, at(150)))
    till.resume("looked", by(MANAGER, at(200)))
    assert till.is_old_news(at(199))
