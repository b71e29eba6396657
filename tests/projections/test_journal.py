"""The journal books every fact that moves value, both sides of it, on the right side."""

from __future__ import annotations

from datetime import date

from imbuto.aggregates.statement import Line
from tests.history import MONDAY, NOON, PERIOD, History, by
from tests.projections.conftest import Ask


def balances(ask: Ask) -> dict[str, int]:
    """Debits less credits of the accounts that are not zero."""
    return {account: cents for account, cents in ask().journal.account_balances().items() if cents}


def test_milk_is_bought_and_owed(history: History, ask: Ask) -> None:
    history.delivery(litres="10")
    history.delivery(litres="3", rejection_reason="sour")
    assert balances(ask) == {"5000": 45_000, "2100": -45_000}
    debit, credit = ask().journal.postings().items
    assert (debit.account, debit.debit_cents, debit.credit_cents) == ("5000", 45_000, 0)
    assert (credit.account, credit.debit_cents, credit.credit_cents) == ("2100", 0, 45_000)
    assert (debit.member, debit.day, debit.text) == (None, MONDAY, "milk recorded")
    assert (credit.member, credit.centilitres) == ("0001", 1000)


def test_a_correction_books_the_change_either_way_and_a_void_the_rest(history: History, ask: Ask) -> None:
    delivery = history.delivery(litres="10")
    history.correct(delivery, "12")
    assert balances(ask) == {"5000": 54_000, "2100": -54_000}
    history.correct(delivery, "9")
    assert balances(ask) == {"5000": 40_500, "2100": -40_500}
    history.void(delivery)
    assert balances(ask) == {}


def test_a_dispute_holds_its_part_apart_until_the_decision(history: History, ask: Ask) -> None:
    delivery = history.delivery(litres="10")
    history.dispute(delivery, claimed="8")
    assert balances(ask) == {"5000": 45_000, "2100": -36_000, "2150": -9_000}
    history.resolve(delivery, "adjusted", "9")
    assert balances(ask) == {"5000": 40_500, "2100": -40_500}


def test_a_payout_leaves_the_members_account_and_then_the_float_with_its_fee(
    history: History, ask: Ask
) -> None:
    history.delivery(litres="10")
    payout = history.payout(history.draw(history.open_run(), "0001", [Line(1, 1000, 45_000)]))
    assert balances(ask) == {"5000": 45_000, "2200": -45_000}
    payout.submit(by("job:pay", PERIOD.ends_at))
    payout.pay(payout.attempt_id, "SKB1", 500, None, "callback", by("gateway:daraja", PERIOD.ends_at))
    history.save(payout)
    assert balances(ask) == {"5000": 45_000, "5400": 500, "1010": -45_500}
    assert [p.text for p in ask().journal.postings(account="1010").items] == ["paid SKB1", "fee SKB1"]


def test_what_two_officials_settle_as_paid_leaves_the_float_and_as_not_paid_moves_nothing(
    history: History, ask: Ask
) -> None:
    history.delivery(litres="10")
    payout = history.payout(history.draw(history.open_run(), "0001", [Line(1, 1000, 45_000)]), hold="wait")
    for outcome, receipt in (("not_paid", None), ("paid", "CASH-7")):
        payout.propose_outcome(outcome, receipt, "voucher 7", by("staff:T1"))
        history.save(payout)
        assert balances(ask) == {"5000": 45_000, "2200": -45_000}
        payout.approve_outcome(outcome, receipt, by("staff:M1"))
        history.save(payout)
    assert balances(ask) == {"5000": 45_000, "1010": -45_000}
    assert [p.text for p in ask().journal.postings(account="1010").items] == ["paid CASH-7"]


def test_a_message_costs_sms_credit(history: History, ask: Ask) -> None:
    history.delivery(litres="1")
    message = history.message("receipt", history.recorded[-1])
    message.send("ATX1", 80, 1, by("job:tell", NOON))
    history.save(message)
    assert balances(ask) == {"5000": 4_500, "2100": -4_500, "5500": 80, "1020": -80}


def test_the_trial_balance_is_zero_at_every_position_and_on_every_day(history: History, ask: Ask) -> None:
    first = history.delivery(litres="10", date=date(2026, 11, 1))
    recorded = history.position()
    history.delivery(litres="5")
    history.dispute(first, claimed="8")
    journal = ask().journal
    for position in range(history.position() + 1):
        totals = journal.trial_balance(until_position=position)
        assert sum(t.balance_cents for t in totals) == 0
    at = {t.account: t.balance_cents for t in journal.trial_balance(until_position=recorded)}
    assert (at["5000"], at["2150"]) == (45_000, 0)
    on = {t.account: t.balance_cents for t in journal.trial_balance(until_day=date(2026, 11, 1))}
    assert (on["5000"], on["2100"]) == (45_000, -45_000)
    assert journal.check() is None
    known = journal.trial_balance(until_position=recorded, until_day=MONDAY)
    assert {t.account: t.balance_cents for t in known if t.balance_cents} == {"5000": 45_000, "2100": -45_000}


def test_a_tampered_posting_is_found_with_its_position(history: History, ask: Ask) -> None:
    history.delivery()
    views = ask()
    with views._store.writing() as writing:
        writing.run("UPDATE journal_postings SET cents = cents + 1 WHERE account = '5000'")
    assert views.journal.check() == history.position()


def test_pages_of_postings_neither_repeat_nor_skip(history: History, ask: Ask) -> None:
    for _ in range(5):
        history.delivery()
    journal, seen, cursor = ask().journal, [], None
    while True:
        page = journal.postings(cursor, limit=3)
        seen += [posting.id for posting in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 10
    last = history.position()
    assert len(journal.postings(position_from=last - 1).items) == 4
    assert len(journal.postings(position_to=last - 1).items) == 8
