"""The truth that a test compares a ledger with: phones, receipts, accounts and their statement."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from imbuto.simulators.daraja import VirtualErrands, build
from imbuto.simulators.daraja.payments import new_receipt
from imbuto.simulators.daraja.statement import COLUMNS
from imbuto.simulators.errands import TooManyErrands

from .inside import FARMER, START, Inside

STORM = {
    "chances": {
        "timeout_before": 0.1,
        "timeout_after": 0.1,
        "error_after": 0.05,
        "lost": 0.1,
        "duplicate:3": 0.1,
        "late:1000-100000": 0.2,
        "early": 0.1,
        "result:2040": 0.1,
        "result:17/paid": 0.05,
        "contradict_before": 0.1,
        "contradict_after": 0.1,
        "queue_timeout:paid": 0.05,
        "forged": 0.2,
    }
}


@pytest.fixture(scope="module")
def stormy() -> Inside:
    """Two hundred payments in a storm, each id sent three times whatever was answered."""
    gateway = Inside(STORM, seed=11)
    for again in range(3):
        for number in range(200):
            gateway.pay(f"p-{number}", shillings=100 + number, msisdn=f"2547{number // 2:08d}")
        gateway.wait(minutes=5 + again)
    gateway.wait()
    return gateway


def test_no_id_is_ever_paid_twice_and_every_shilling_is_accounted_for(stormy: Inside) -> None:
    paid = list(stormy.desk.payments.paid())
    assert len(paid) > 100
    assert len({one.originator_id for one in paid}) == len({one.receipt for one in paid}) == len(paid)
    moved = sum(one.shillings for one in paid)
    assert stormy.desk.accounts.float_cents == 500_000_000 - moved * 100
    assert stormy.desk.accounts.charges_cents == -100 * sum(one.fee_shillings for one in paid)
    assert sum(stormy.wallet(phone) for phone in {one.msisdn for one in paid}) == moved


def test_whatever_reached_a_phone_is_listed_page_by_page(stormy: Inside) -> None:
    seen: list[dict[str, Any]] = []
    after: int | None = 0
    while after is not None:
        page = stormy.client.get(f"/control/wallets?limit=30&after={after}").json or {}
        seen, after = seen + page["received"], page["next"]
    assert seen == [vars(one) for one in stormy.desk.payments.paid()]
    hers = stormy.client.get("/control/wallets?msisdn=254700000003").json or {}
    assert sum(one["shillings"] for one in hers["received"]) == stormy.wallet("254700000003")


def test_the_story_of_a_payment_tells_its_trouble() -> None:
    gateway = Inside({"rules": [{"do": ["timeout_after", "contradict_after:2040"], "when": {"try": 1}}]})
    gateway.pay()
    gateway.wait()
    gateway.ask_status()
    gateway.wait()
    story = gateway.story()
    assert story[:2] == [
        "Imbuto asked for it; we took it into the queue",
        "Trouble for it: contradict_after:2040",
    ]
    assert story[3] == "Imbuto heard of trouble only (timeout_after), although we had taken it"
    assert story[4] == "We told Imbuto of the result; it answered"
    assert story[5] == "We told Imbuto the opposite, result 2040; it answered"
    assert story[6] == "Imbuto asked what became of it; we said Completed"


def test_the_statement_names_every_receipt_and_adds_up(stormy: Inside) -> None:
    rows = list(csv.reader(io.StringIO(stormy.client.get("/control/statement.csv").text)))
    assert rows[0] == ["Organization Name", "Dairy cooperative"]
    assert tuple(rows[3]) == COLUMNS
    lines = [dict(zip(rows[3], row, strict=True)) for row in rows[4:]]
    assert {line["Receipt No."] for line in lines} == {one.receipt for one in stormy.desk.payments.paid()}
    held = 500_000_000
    for line in lines:
        held += round(float(line["Withdrawn"]) * 100)
        assert round(float(line["Balance"]) * 100) == held
    assert held == stormy.desk.accounts.float_cents


def test_the_statement_shows_numbers_masked_and_times_of_nairobi() -> None:
    gateway = Inside(delay_ms=0)
    gateway.pay()
    gateway.wait(minutes=1)
    line = next(csv.DictReader(gateway.client.get("/control/statement.csv").text.splitlines()[3:]))
    assert FARMER not in str(line)
    assert line["Other Party Info"] == "254712***678 - DEMO SUBSCRIBER 45678"
    assert (line["Completion Time"], line["Withdrawn"]) == ("16-10-2026 09:00:00", "-1200.00")


def test_the_statement_may_be_of_another_account_of_some_days_and_columns() -> None:
    gateway = Inside(working_shillings=9_000)
    gateway.top_up()
    gateway.wait(days=2)
    gateway.control("working", {"working_cents": 700_000})
    address = "/control/statement.csv?account=working&columns=Details,Paid In,Withdrawn"
    assert gateway.client.get(address).text.splitlines()[3:] == [
        "Details,Paid In,Withdrawn",
        '"Business Pay to Bulk, October",,-5000.00',
        "Funds moved by an operator on the portal,3000.00,",
    ]
    second = gateway.client.get(
        f"{address}&from=2026-10-17T00:00:00%2B03:00&until=2026-10-19T00:00:00%2B03:00"
    )
    assert len(second.text.splitlines()) == 5
    assert gateway.client.get("/control/statement.csv?columns=Colour").status_code == 400
    assert gateway.client.get("/control/statement.csv?from=yesterday").status_code == 400


def test_the_statement_as_a_sheet_has_amounts_as_numbers(stormy: Inside) -> None:
    file = io.BytesIO(stormy.client.get("/control/statement.xlsx").data)
    rows = CalamineWorkbook.from_filelike(file).get_sheet_by_name("Statement").to_python()
    assert rows[3] == list(COLUMNS)
    assert {one.receipt for one in stormy.desk.payments.paid()} <= {row[0] for row in rows[4:]}
    assert all(isinstance(row[6], int | float) for row in rows[4:])


def test_receipts_never_come_twice_not_even_after_everything_is_forgotten() -> None:
    assert len({new_receipt(number, 3, START) for number in range(20_000)}) == 20_000
    gateway = Inside()
    gateway.pay()
    gateway.wait()
    first = next(gateway.desk.payments.paid()).receipt
    gateway.desk.reset()
    gateway.pay()
    gateway.wait()
    assert next(gateway.desk.payments.paid()).receipt != first


def test_a_listener_that_is_not_there_is_told_nothing_again() -> None:
    gateway = Inside()
    gateway.takes = None
    gateway.pay()
    gateway.wait()
    found = gateway.desk.payments.newest(1)[0]
    assert (found["callback"], len(gateway.posted)) == ("unreachable", 1)


def test_a_restart_goes_on_where_it_was() -> None:
    with TemporaryDirectory() as folder:
        for expected in (0, 1_200):
            errands = VirtualErrands(lambda: START)
            _, desk = build(
                Path(folder), clock=lambda: START, errands=errands, post=lambda *_: 200, delay_ms=0
            )
            desk.resume()
            errands.run_due(START)
            assert desk.accounts.wallet(FARMER) == expected
            if not expected:
                again = Inside()
                desk.adversary.follow({"chances": {"lost": 1}})
                desk.payments.accept(*_request(again))
            else:
                assert desk.adversary.script.source == {"chances": {"lost": 1}}
            desk.close()


def _request(gateway: Inside) -> Any:
    """A payment that was taken just before the end."""
    from imbuto.simulators.daraja.faults import Plan
    from imbuto.simulators.daraja.fields import PaymentRequest

    words = ("p-1", "demo-initiator", gateway.credential, "BusinessPayment", 1_200, "600000", FARMER)
    addresses = ("http://coop.test/result", "http://coop.test/timeout")
    return PaymentRequest(*words, "Milk", "", *addresses), "0", "{}", Plan()


def test_errands_of_simulated_time_come_in_order_and_no_more_than_fit() -> None:
    now = [START]
    errands, done = VirtualErrands(lambda: now[0], limit=3), []
    errands.after(50, lambda: done.append("second"))
    errands.after(10, lambda: done.append("first"))
    assert errands.full()
    errands.after(10, lambda: errands.after(0, lambda: done.append("third")) or done.append("and"))  # type: ignore[func-returns-value]
    with pytest.raises(TooManyErrands):
        errands.after(0, done.clear)
    assert (errands.run_due(START), errands.next_at() is not None, len(errands)) == (0, True, 3)
    now[0] = errands.next_at() or START
    assert errands.run_due(now[0]) == 3
    assert done == ["first", "and", "third"]


def test_a_full_gateway_says_that_it_is_busy() -> None:
    gateway = Inside()
    gateway.errands._limit = 2
    assert gateway.pay("p-1").status_code == 200
    assert (gateway.pay("p-2").json or {})["errorMessage"].startswith("System is busy")
    assert (gateway.ask_balance().json or {})["errorCode"] == "500.003.02"
