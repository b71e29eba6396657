"""Two at once about one payment: workers, officials, callbacks, and whoever changes something between a look
and a send."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest

from imbuto.aggregates import Payout
from imbuto.bootstrap import Parts
from imbuto.jobs import till_gate, work
from imbuto.ledger import PaymentRules
from tests.at_once import at_once
from tests.payments_world import checks, transport
from tests.payments_world.payday import by
from tests.payments_world.world import World

OTHER_PHONE = "254733000001"


in_both_stores = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def world(begin: Callable[..., World]) -> World:
    """A payday whose credential M-Pesa has just proven, so that the next payment may go."""
    begun = begin(1, payouts=4)
    till_gate.put_question(begun.parts)
    listen(begun)
    return begun


def listen(world: World) -> None:
    """Lets M-Pesa do what is due, and applies what it posted."""
    world.time.sleep(5)
    world.parts.inbox.apply_waiting()


def first_payout(world: World) -> UUID:
    return world.parts.views.payouts.page(limit=200).items[0].id


def facts(world: World, payout: UUID, kind: type) -> list[Any]:
    return [fact for _, fact in world.parts.ledger.story(payout) if type(fact) is kind]


def taken(world: World) -> int:
    """How many payments M-Pesa took."""
    return world.desk.book.count("SELECT count(*) FROM payments")


@in_both_stores
def test_two_workers_on_one_payout_send_it_once(world: World) -> None:
    payout, other = first_payout(world), world.open()
    at_once(*(lambda parts=parts: work.perform(parts, "send", str(payout)) for parts in (world.parts, other)))
    other.close()
    listen(world)
    assert len(facts(world, payout, Payout.Submitted)) == taken(world) == 1
    assert world.parts.ledger.payout(payout).state == "paid"


@in_both_stores
def test_two_workers_that_ask_put_each_question_once(world: World) -> None:
    payout, other = first_payout(world), world.open()
    world.desk.adversary.follow({"chances": {"timeout_after": 1, "lost": 1, "status.lost": 1}})
    work.perform(world.parts, "send", str(payout))
    world.time.sleep(300)
    till_gate.put_question(world.parts)
    listen(world)
    at_once(
        *(lambda parts=parts: work.perform(parts, "ask", str(payout), "1") for parts in (world.parts, other))
    )
    other.close()
    assert len(facts(world, payout, Payout.StatusAsked)) == 1
    assert taken(world) == 1


@in_both_stores
def test_the_same_callback_fifty_times_at_once_is_one_payment(world: World) -> None:
    payout = first_payout(world)
    posted: list[tuple[str, bytes]] = []
    world.desk.adversary.follow({"chances": {"late:60000": 1}})
    work.perform(world.parts, "send", str(payout))
    real, statuses = transport.call, []

    def heard(app: Any, method: str, url: str, body: bytes, *rest: Any) -> Any:
        posted.append((url, body))
        return real(app, method, url, body, *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transport, "call", heard)
        world.time.sleep(61)
    url, body = posted[-1]
    assert json.loads(body)["Result"]["ResultCode"] == 0
    headers, app = {"Content-Type": "application/json"}, World.app
    assert app is not None
    at_once(*[lambda: statuses.append(real(app, "POST", url, body, headers, transport.SAFARICOM)[0])] * 50)
    other = world.open()
    at_once(world.parts.inbox.apply_waiting, other.inbox.apply_waiting)
    other.close()
    world.parts.inbox.apply_waiting()
    assert statuses == [200] * 50
    assert len(facts(world, payout, Payout.Paid)) == 1
    assert not facts(world, payout, Payout.Contradicted)


def test_two_approvals_at_once_settle_it_once(world: World) -> None:
    payout, other, now = first_payout(world), world.open(), world.time.now()
    world.parts.ledger.hold_payout(payout, "looked at", by("staff:T1", now))
    said = (payout, "not_paid", None)
    world.parts.ledger.propose_payout_outcome(*said, "the portal knows nothing of it", by("staff:T1", now))

    def approve(parts: Parts, who: str) -> None:
        parts.ledger.approve_payout_outcome(*said, by(who, now))

    at_once(lambda: approve(world.parts, "staff:M1"), lambda: approve(other, "staff:M2"))
    other.close()
    assert len(facts(world, payout, Payout.OutcomeApproved)) == 1


@in_both_stores
def test_two_senders_together_stay_below_the_limit_of_the_run(world: World) -> None:
    """Once one payment has ended, two may go at once: the limit has room for either, and not for both."""
    ledger, rules, other = world.parts.ledger, uuid4(), world.open()
    first, *rest = (one.id for one in world.parts.views.payouts.page(limit=200).items)
    work.perform(world.parts, "send", str(first))
    listen(world)
    cents = {id: ledger.payout(id).amount_cents for id in (first, *rest)}
    most = cents[first] + max(cents[id] for id in rest[:2])
    ledger.propose_payment_rules(
        rules, PaymentRules(most_per_run_cents=most), by("staff:T1", world.time.now())
    )
    ledger.approve_payment_rules(rules, by("staff:M1", world.time.now()))
    senders = zip((world.parts, other), rest, strict=False)
    at_once(*[partial(work.perform, parts, "send", str(id)) for parts, id in senders])
    other.close()
    listen(world)
    sent = sum(shillings for (shillings,) in world.desk.book.rows("SELECT shillings FROM payments"))
    assert cents[first] // 100 < sent <= most // 100


def between_look_and_send(world: World, monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> UUID:
    """The worker has looked and may send; then this happens, and then it goes on."""
    look = till_gate.may_pay

    def looked(parts: Parts, payout: Payout) -> bool:
        may = look(parts, payout)
        assert may
        act()
        return may

    monkeypatch.setattr(till_gate, "may_pay", looked)
    payout = first_payout(world)
    work.perform(world.parts, "send", str(payout))
    assert taken(world) == 0
    assert not facts(world, payout, Payout.Submitted)
    return payout


def test_payments_stopped_between_look_and_send_send_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop() -> None:
        world.parts.ledger.stop_payments("kill", "", "wait", by("staff:M1", world.time.now()))

    payout = between_look_and_send(world, monkeypatch, stop)
    assert world.parts.ledger.payout(payout).state == "requested"


def test_a_number_changed_between_look_and_send_is_held(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = world.parts.ledger.payout(first_payout(world)).member

    def change() -> None:
        now = world.time.now()
        world.parts.ledger.propose_phone(member, OTHER_PHONE, by("staff:C1", now))
        world.parts.ledger.approve_phone(member, OTHER_PHONE, by("staff:M1", now))

    payout = between_look_and_send(world, monkeypatch, change)
    assert world.parts.ledger.payout(payout).state == "held"


def test_a_member_suspended_between_look_and_send_is_held(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = world.parts.ledger.payout(first_payout(world)).member

    def suspend() -> None:
        world.parts.ledger.suspend_member(member, "a doubt", by("staff:M1", world.time.now()))

    payout = between_look_and_send(world, monkeypatch, suspend)
    assert world.parts.ledger.payout(payout).state == "held"


@in_both_stores
def test_all_of_it_together_leaves_the_books_right(world: World) -> None:
    """Four workers' processes at once over all payouts, twice over."""
    others = [world.open() for _ in range(3)]
    payouts = [one.id for one in world.parts.views.payouts.page(limit=200).items]
    for _ in range(2):
        at_once(
            *(
                lambda parts=parts, payout=payout: work.perform(parts, "send", str(payout))
                for parts in (world.parts, *others)
                for payout in payouts
            )
        )
        listen(world)
    for parts in others:
        parts.close()
    world.parts.ledger.payout(payouts[0])
    assert world.run()
    assert world.states() == {"paid": len(payouts)}
    assert checks.broken(world) == []
