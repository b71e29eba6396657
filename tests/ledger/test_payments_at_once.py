"""Two at once about one payment, in each store: whoever comes second finds what the first has done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from imbuto.aggregates import Payout, Settlement, Till
from imbuto.errors import WrongState
from imbuto.ledger import Ledger
from imbuto.values import By
from tests.at_once import at_once
from tests.ledger import tasks
from tests.ledger.crew import together
from tests.ledger.examples import CLERK, JOB, MANAGER, NOW, TREASURER, by, opened, prepare_run, record
from tests.ledger.paying_by_file import requested

MPESA = by("gateway:daraja", channel="callback")
OTHER_PHONE = "254733000001"


class Overtaken(Ledger):
    """Once, somebody else comes between its first look and its decision, or between that and its saving."""

    after_look: Callable[[], object] | None = None
    before_save: Callable[[], object] | None = None

    def payout(self, id: UUID) -> Payout:
        found, act, self.after_look = super().payout(id), self.after_look, None
        if act is not None:
            act()
        return found

    def _keep(self, *decided: Any, **given: Any) -> Any:
        act, self.before_save = self.before_save, None
        if act is not None:
            act()
        return super()._keep(*decided, **given)


Dairies = tuple[Ledger, Overtaken]


@pytest.fixture
def two(either: dict[str, str], either_dairy: Ledger, tmp_path: Path) -> Iterator[Dairies]:
    """The same dairy in two processes' hands."""
    with opened(tmp_path, either, Overtaken) as other:
        yield either_dairy, other


def count(ledger: Ledger, id: UUID, kind: type) -> int:
    return sum(type(fact) is kind for _, fact in ledger.story(id))


def sent(ledger: Ledger, id: UUID) -> Payout:
    payout = ledger.submit_payout(id, JOB)
    assert payout is not None
    return payout


def pay(ledger: Ledger, payout: Payout, receipt: str = "SKX1") -> None:
    ledger.record_payment(payout.id, payout.attempt_id, receipt, 1300, NOW, "callback", MPESA)


# ------------------------------------------------------------------ sending


def test_one_payout_is_given_to_one_of_many_workers(two: Dairies) -> None:
    (payout,) = requested(two[0], "0001")
    given: list[Payout | None] = []

    def take(ledger: Ledger) -> None:
        given.append(ledger.submit_payout(payout, JOB))

    at_once(*[partial(take, of) for of in two * 4])
    assert sum(one is not None for one in given) == 1
    assert count(two[0], payout, Payout.Submitted) == 1


def stop(ledger: Ledger) -> None:
    ledger.stop_payments("kill", "", "wait", MANAGER)


def suspend(ledger: Ledger) -> None:
    ledger.suspend_member("0001", "a doubt", MANAGER)


def change_number(ledger: Ledger) -> None:
    ledger.propose_payout_phone("0001", OTHER_PHONE, CLERK)
    ledger.approve_payout_phone("0001", OTHER_PHONE, MANAGER)


@pytest.mark.parametrize(
    ("rival", "state"), [(stop, "requested"), (suspend, "held"), (change_number, "held")]
)
def test_what_happens_between_a_decision_to_send_and_its_saving_keeps_it_from_being_sent(
    two: Dairies, rival: Callable[[Ledger], None], state: str
) -> None:
    first, other = two
    (payout,) = requested(first, "0001")
    other.before_save = lambda: rival(first)
    assert other.submit_payout(payout, JOB) is None
    assert first.payout(payout).state == state
    assert count(first, payout, Payout.Submitted) == 0


def test_no_payment_begins_behind_a_stop_whatever_the_processes_do(
    either_dairy: Ledger, either: dict[str, str], tmp_path: Path
) -> None:
    payouts = requested(either_dairy, "0001", "0002")
    begun, stopped = together(2, partial(tasks.submit_or_stop, payouts=payouts), tmp_path, either)
    assert begun
    assert stopped == 15
    is_stopped, wrong = False, []
    for position, fact in either_dairy.facts(0, 10_000):
        match fact:
            case Till.Stopped() | Till.Resumed():
                is_stopped = isinstance(fact, Till.Stopped)
            case Payout.Submitted() if is_stopped:
                wrong.append(position)
    assert wrong == []


# ------------------------------------------------------------------ what M-Pesa says


def test_the_same_callback_fifty_times_at_once_is_one_fact(two: Dairies) -> None:
    (id,) = requested(two[0], "0001")
    payout = sent(two[0], id)
    heard = at_once(*[partial(pay, of, payout) for of in two * 25])
    assert set(heard) == {None}
    story = Counter(type(fact) for _, fact in two[0].story(id))
    assert (story[Payout.Paid], story[Payout.Contradicted]) == (1, 0)


def test_one_receipt_told_of_two_payments_at_once_stands_for_one(two: Dairies) -> None:
    payouts = [sent(two[0], id) for id in requested(two[0], "0001", "0002")]
    at_once(*[partial(pay, of, payout) for payout in payouts for of in two * 2])
    assert sum(count(two[0], one.id, Payout.Paid) for one in payouts) == 1
    assert sum(count(two[0], one.id, Payout.Contradicted) for one in payouts) == 1


def test_a_late_callback_and_a_new_attempt_never_both_have_their_way(two: Dairies) -> None:
    """Tried again before the callback was known, it may be under way; behind the callback it is not sent."""
    first, other = two
    payouts = requested(first, "0001", "0002", "0003")[:2]
    for id in payouts:
        old = sent(first, id)
        first.record_payment_failure(id, old.attempt_id, "26", "busy", JOB, evidence="reply")

        def again(ledger: Ledger, id: UUID = id) -> None:
            ledger.retry_payout(id, TREASURER)
            ledger.submit_payout(id, JOB)

        receipt = f"SKL{id.hex[:6]}"
        at_once(partial(again, first), partial(again, other), *[partial(pay, of, old, receipt) for of in two])
        first.submit_payout(id, JOB)
        told = [fact for _, fact in first.story(id)]
        kinds = Counter(type(fact) for fact in told)
        assert kinds[Payout.Contradicted] == 1
        assert kinds[Payout.Retried] <= 1
        assert kinds[Payout.Paid] == 0
        behind = told[[type(fact) for fact in told].index(Payout.Contradicted) :]
        assert not any(isinstance(fact, Payout.Submitted | Payout.Retried) for fact in behind)
        assert sum(isinstance(fact, Payout.Submitted) for fact in told) <= 2


# ------------------------------------------------------------------ what officials decide


def proposed(ledger: Ledger, id: UUID, receipt: str = "SKG1") -> None:
    ledger.hold_payout(id, "looked at", CLERK)
    ledger.propose_payout_outcome(id, "paid", receipt, "M-Pesa's statement, row 17", CLERK)


def test_two_who_agree_at_once_settle_it_once(two: Dairies) -> None:
    first, other = two
    by_two, by_one = requested(first, "0001", "0002")
    for id, receipt, officials in ((by_two, "SKG1", (MANAGER, TREASURER)), (by_one, "SKG2", (MANAGER,) * 2)):
        proposed(first, id, receipt)

        def agree(ledger: Ledger, who: By, id: UUID = id, receipt: str = receipt) -> None:
            ledger.approve_payout_outcome(id, "paid", receipt, who)

        heard = at_once(partial(agree, first, officials[0]), partial(agree, other, officials[1]))
        assert count(first, id, Payout.OutcomeApproved) == 1
        second = WrongState if id == by_two else None
        assert Counter(heard) == Counter([None, second]), "who came second is told so, or asked the same"


def test_an_approval_that_comes_through_twice_is_quiet_and_calls_its_own_receipt_nobody_elses(
    two: Dairies,
) -> None:
    first, other = two
    (id,) = requested(first, "0001")
    proposed(first, id)
    other.after_look = lambda: first.approve_payout_outcome(id, "paid", "SKG1", MANAGER)
    assert not other.approve_payout_outcome(id, "paid", "SKG1", MANAGER).new
    assert count(first, id, Payout.OutcomeApproved) == 1


def test_of_two_payments_that_are_settled_at_once_with_one_receipt_one_stands(two: Dairies) -> None:
    payouts = requested(two[0], "0001", "0002")
    for id in payouts:
        proposed(two[0], id)
    heard = at_once(
        *[
            partial(of.approve_payout_outcome, id, "paid", "SKG1", MANAGER)
            for of, id in zip(two, payouts, strict=True)
        ]
    )
    assert Counter(heard) == Counter([None, WrongState])
    assert sorted(two[0].payout(id).state for id in payouts) == ["held", "paid"]


def test_a_run_that_two_approve_at_once_is_approved_once(two: Dairies) -> None:
    record(two[0])
    run = prepare_run(two[0])
    heard = at_once(
        *[partial(of.approve_settlement, run, who) for of, who in zip(two, (MANAGER, TREASURER), strict=True)]
    )
    assert heard == [None, None], "both wanted the same"
    assert count(two[0], run, Settlement.Approved) == 1
    topics = [fact.TOPIC for _, fact in two[0].facts(0, 10_000)]
    assert topics.count("cooperative.run_approved") == 1


def test_a_run_that_is_approved_and_discarded_at_once_is_one_of_both(two: Dairies) -> None:
    record(two[0])
    run = prepare_run(two[0])
    heard = at_once(
        partial(two[0].approve_settlement, run, MANAGER),
        partial(two[1].discard_settlement, run, "a weighing is missing", TREASURER),
    )
    assert Counter(heard) == Counter([None, WrongState])
    assert count(two[0], run, Settlement.Approved) + count(two[0], run, Settlement.Discarded) == 1
