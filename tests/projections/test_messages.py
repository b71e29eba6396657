"""Members with a phone are told of what concerns them while the cooperative sends receipts: once each."""

from __future__ import annotations

from datetime import timedelta

import pytest

from imbuto.aggregates import Message
from imbuto.aggregates.statement import Line
from imbuto.errors import Unknown
from imbuto.values import derive_id
from tests.history import MANAGER, NOON, PERIOD, History, by
from tests.projections.conftest import Ask


def kinds(ask: Ask) -> list[str]:
    return [due.kind for due in ask().messages.due()]


def test_each_fact_of_a_delivery_and_a_payment_is_to_be_told(history: History, ask: Ask) -> None:
    told = history.delivery(litres="10")
    history.confirm(told)
    disputed, voided = history.delivery(litres="10"), history.delivery(litres="10")
    history.correct(told, "9")
    history.dispute(disputed)
    history.resolve(disputed)
    history.void(voided)
    payout = history.payout(history.draw(history.open_run(), "0001", [Line(1, 1000, 45_000)]))
    payout.submit(by("job:pay", PERIOD.ends_at))
    payout.pay(payout.attempt_id, "SKB1", 0, None, "callback", by("gateway:daraja", PERIOD.ends_at))
    history.save(payout)
    assert kinds(ask) == ["receipt", "receipt", "receipt", "correction", "dispute-outcome", "void", "payment"]
    correction = ask().messages.due()[3]
    assert (correction.about, correction.about_version, correction.member) == (told.id, 3, "0001")
    assert len(ask().messages.due(limit=2)) == 2


def test_nobody_is_told_without_a_phone_or_while_receipts_are_off(history: History, ask: Ask) -> None:
    history.member("0002", phone=None)
    history.delivery("0002")
    assert kinds(ask) == []
    without = history.things[derive_id("member", "0002")]
    without.propose_phone("254712000002", by())
    without.approve_phone("254712000002", by(MANAGER))
    history.save(without)
    told = ["payment-approved-new"]
    history.delivery("0002")
    assert kinds(ask) == [*told, "receipt"]
    cooperative = history.things[derive_id("cooperative")]
    cooperative.set_messaging(False, by(MANAGER))
    history.save(cooperative)
    history.delivery("0002")
    assert kinds(ask) == [*told, "receipt"]
    cooperative.set_messaging(True, by(MANAGER))
    history.save(cooperative)
    history.delivery("0002")
    assert kinds(ask) == [*told, "receipt", "receipt"]


def test_a_settled_statement_is_told_by_its_own_switch(history: History, ask: Ask) -> None:
    run = history.open_run()
    cooperative = history.things[derive_id("cooperative")]
    wanted = [(False, True), (True, False)]
    for number, (receipts, statements) in enumerate(wanted, start=1):
        cooperative.set_messaging(receipts, by(MANAGER), sms_statements=statements)
        history.save(cooperative)
        history.member(f"010{number}")
        statement = history.draw(run, f"010{number}", [Line(1, 1000, 45_000)])
        statement.settle(PERIOD.end, by("job:settle", PERIOD.ends_at))
        history.save(statement)
    (due,) = ask().messages.due()
    assert (due.kind, due.member, due.about_version) == ("statement", "0101", 2)


def test_a_statement_that_only_carries_on_costs_no_message(history: History, ask: Ask) -> None:
    statement = history.draw(history.open_run(), "0001", [], carried_in_cents=-340_00)
    statement.settle(PERIOD.end, by("job:settle", PERIOD.ends_at))
    history.save(statement)
    assert kinds(ask) == []


def test_a_requested_message_is_no_longer_due(history: History, ask: Ask) -> None:
    history.delivery()
    fact = history.recorded[-1]
    history.delivery(shift="PM")
    assert len(ask().messages.due()) == 2
    message = history.message("receipt", fact)
    (left,) = ask().messages.due()
    assert left.about != fact.originator_id
    found = ask().messages.get(message.id)
    assert (found.state, found.to, found.text) == ("requested", "254712000001", "Umeleta lita 10.")
    with pytest.raises(Unknown):
        ask().messages.get(derive_id("nothing"))


def test_a_message_requested_in_the_same_batch_is_never_due(history: History, ask: Ask) -> None:
    history.delivery()
    history.message("receipt", history.recorded[-1])
    assert kinds(ask) == []


def test_what_was_sent_arrived_and_cost_is_known(history: History, ask: Ask) -> None:
    history.delivery()
    message = history.message("receipt", history.recorded[-1])
    message.send("ATX1", 80, 2, by("job:tell", NOON))
    message.miss("phone off", by("gateway:sms", NOON + timedelta(minutes=1)))
    history.save(message)
    assert ask().messages.get(message.id).state == "undelivered"
    assert ask().messages.costs().delivered == 0
    message.deliver(by("gateway:sms", NOON + timedelta(minutes=5)))
    history.save(message)
    found = ask().messages.by_provider_id("ATX1")
    assert found is not None
    assert (found.state, found.parts, found.cost_cents) == ("delivered", 2, 80)
    assert found.delivered_at == NOON + timedelta(minutes=5)
    costs = ask().messages.costs(NOON, NOON + timedelta(seconds=1))
    assert (costs.messages, costs.parts, costs.cost_cents, costs.delivered) == (1, 2, 80, 1)
    assert ask().messages.costs(until=NOON).messages == 0
    assert ask().messages.by_provider_id("ATX2") is None


def test_a_message_that_does_not_get_out_is_stuck_until_it_is_given_up(history: History, ask: Ask) -> None:
    history.delivery()
    message = history.message("receipt", history.recorded[-1])
    assert ask().messages.stuck(NOON + timedelta(minutes=2)) == []
    assert ask().messages.stuck(NOON + timedelta(minutes=2, seconds=1)) == [message.id]
    message.fail_to_send("gateway down", by("job:tell", NOON + timedelta(minutes=3)))
    history.save(message)
    assert ask().messages.stuck(NOON + timedelta(minutes=8)) == []
    assert ask().messages.stuck(NOON + timedelta(minutes=9)) == [message.id]
    for _ in range(4):
        message.fail_to_send("gateway down", by("job:tell", NOON + timedelta(minutes=9)))
    history.save(message)
    found = ask().messages.get(message.id)
    assert (found.state, found.failed_sends, found.reason) == ("refused", 5, "gave-up: gateway down")
    assert ask().messages.stuck(NOON + timedelta(days=1)) == []


def test_the_wait_for_the_next_send_grows_to_hours(history: History, ask: Ask) -> None:
    history.delivery()
    message = history.message("receipt", history.recorded[-1])
    message.fail_to_send("no line", by("job:tell", at := NOON))
    history.save(message)
    for send, wait in enumerate((5, 15, 60, 360, 360, 360), start=2):
        assert ask().messages.stuck(at + timedelta(minutes=wait)) == []
        at += timedelta(minutes=wait, seconds=1)
        assert ask().messages.stuck(at) == [message.id]
        message.retry(send, by("job:tell", at))
        history.save(message)
        assert ask().messages.stuck(at + timedelta(minutes=1)) == []
        message.fail_to_send("no line", by("job:tell", at), may_have_gone=False)
        history.save(message)
    assert ask().messages.get(message.id).failed_sends == 7


def test_a_member_who_cannot_be_reached_any_more_is_no_longer_due(history: History, ask: Ask) -> None:
    history.delivery()
    about = history.recorded[-1]
    assert kinds(ask) == ["receipt"]
    nobody = Message.reach_nobody("receipt", about.originator_id, 1, "0001", by())
    history.save(nobody)
    assert kinds(ask) == []
    shown = ask().messages.get(nobody.id)
    assert (shown.state, shown.reason, shown.to, shown.text) == ("refused", "no-phone", None, None)
    assert ask().messages.stuck(NOON + timedelta(days=1)) == []


def test_pages_of_messages_are_the_latest_first_and_by_member_and_state(history: History, ask: Ask) -> None:
    history.member("0002")
    made = []
    for member in ("0001", "0002", "0001"):
        history.delivery(member)
        made.append(history.message("receipt", history.recorded[-1], member))
    made[0].send("ATX1", 80, 1, by())
    history.save(made[0])
    messages = ask().messages
    first = messages.page(limit=2)
    assert [m.id for m in first.items] == [made[2].id, made[1].id]
    assert [m.id for m in messages.page(cursor=first.next, limit=2).items] == [made[0].id]
    assert [m.id for m in messages.page(member="0002").items] == [made[1].id]
    assert [m.id for m in messages.page(state="sent").items] == [made[0].id]


def test_messages_are_found_by_their_kind_and_no_message_is_of_another(history: History, ask: Ask) -> None:
    history.delivery()
    weighed = history.message("receipt", history.recorded[-1])
    corrected = history.message("correction", history.recorded[-1])
    found = {kind: ask().messages.page(kind=kind).items for kind in ("receipt", "correction", "void")}
    assert {kind: [m.id for m in page] for kind, page in found.items()} == {
        "receipt": [weighed.id],
        "correction": [corrected.id],
        "void": [],
    }
    with pytest.raises(ValueError, match="no kind"):
        history.message("gossip", history.recorded[-1])
