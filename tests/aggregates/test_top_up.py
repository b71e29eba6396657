"""Top-ups of the float: two officials, one send, and what nobody answered is decided by people."""

from __future__ import annotations

from uuid import UUID

import pytest

from imbuto.aggregates.top_up import TopUp
from imbuto.errors import BadValue, DifferentContent, NotPermitted, SamePerson, WrongState
from tests.history import MANAGER, TREASURER, by

ID = UUID(int=5)
JOB, MPESA = by("job:till"), by("gateway:daraja")


def proposed(cents: int = 5_000_000, reference: str = "TOP-1") -> TopUp:
    return TopUp.propose(ID, cents, reference, by(TREASURER))


def sent() -> TopUp:
    top_up = proposed()
    top_up.approve(by(MANAGER))
    assert top_up.submit(JOB)
    return top_up


def facts(top_up: TopUp) -> list[str]:
    return [type(fact).__name__ for fact in top_up.collect_events()]


@pytest.mark.parametrize("cents", [0, -1_000, 999, 5_000_050, 50_000_000_100])
def test_it_is_whole_shillings_between_ten_and_the_most(cents: int) -> None:
    with pytest.raises(BadValue):
        proposed(cents)


@pytest.mark.parametrize("reference", ["", "   ", "x" * 21])
def test_it_has_a_reference(reference: str) -> None:
    with pytest.raises(BadValue):
        proposed(reference=reference)


def test_another_content_under_its_id_is_refused() -> None:
    proposed().require_same_proposal(proposed())
    with pytest.raises(DifferentContent):
        proposed().require_same_proposal(proposed(6_000_000))


def test_it_is_sent_once() -> None:
    top_up = sent()
    assert not top_up.submit(JOB)
    top_up.approve(by(MANAGER))
    assert facts(top_up) == ["Proposed", "Approved", "Submitted"]


def test_a_refused_one_is_never_sent() -> None:
    top_up = proposed()
    top_up.refuse("not now", by(MANAGER))
    top_up.refuse("not now", by(MANAGER))
    with pytest.raises(WrongState):
        top_up.approve(by(MANAGER))
    assert not top_up.submit(JOB)
    assert facts(top_up) == ["Proposed", "Refused"]


def test_the_result_may_come_before_the_answer_to_the_send_and_twice() -> None:
    top_up = sent()
    top_up.finish("SKB1", MPESA)
    top_up.accept("AG_1", JOB)
    top_up.finish("SKB1", MPESA)
    top_up.lose_sight("no-answer", "", JOB)
    assert top_up.state == "done"
    assert facts(top_up)[3:] == ["Done"]


def test_what_contradicts_its_end_is_kept_for_people_once() -> None:
    top_up = sent()
    top_up.fail("1", "short", MPESA)
    top_up.finish("SKB1", MPESA)
    top_up.finish("SKB1", MPESA)
    assert top_up.state == "failed"
    assert facts(top_up)[3:] == ["Failed", "Contradicted"]


def test_two_people_decide_what_nobody_answered_naming_what_they_saw() -> None:
    top_up = sent()
    top_up.lose_sight("no-answer", "silence", JOB)
    with pytest.raises(NotPermitted):
        top_up.propose_outcome("done", "line 14", JOB)
    with pytest.raises(BadValue):
        top_up.propose_outcome("done", " ", by(TREASURER))
    top_up.propose_outcome("done", "line 14", by(TREASURER))
    with pytest.raises(SamePerson):
        top_up.approve_outcome("done", by(TREASURER))
    with pytest.raises(WrongState):
        top_up.approve_outcome("not_done", by(MANAGER))
    top_up.approve_outcome("done", by(MANAGER))
    top_up.approve_outcome("done", by(MANAGER))
    assert top_up.state == "done"
    assert facts(top_up)[3:] == ["OutcomeUnknown", "OutcomeProposed", "OutcomeApproved"]


def test_people_decide_nothing_about_one_that_was_not_sent() -> None:
    with pytest.raises(WrongState):
        proposed().propose_outcome("done", "line 14", by(TREASURER))
