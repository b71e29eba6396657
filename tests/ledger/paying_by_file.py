"""A dairy whose members are paid by a bank, and a file for that bank, step by step."""

from __future__ import annotations

from uuid import UUID

from imbuto.aggregates.pay_results import PayResult
from imbuto.aggregates.payout import payout_id
from imbuto.aggregates.statement import statement_id
from imbuto.ledger import Ledger
from tests.ledger.examples import CLERK, JOB, MANAGER, TREASURER, approve_run, later, record

FILE = UUID(int=71)
ACCOUNTS = {"0001": "01109876543210", "0002": "01101234567890"}
LONG_AGO = {"days": -30}


def bank(ledger: Ledger, *members: str, code: str = "KCB") -> None:
    """These members are paid to their accounts with that bank, and have been for a month."""
    for member in members or ACCOUNTS:
        ledger.propose_channel(
            member,
            "bank",
            later(CLERK, **LONG_AGO),
            account_bank=code,
            account_number=ACCOUNTS[member],
            account_name=f"Account {member}",
        )
        seen = {"account_bank": code, "account_number": ACCOUNTS[member]}
        ledger.approve_channel(member, "bank", later(MANAGER, **LONG_AGO), **seen)


def requested(ledger: Ledger, *members: str, litres: str = "10") -> list[UUID]:
    """Their payouts in an approved run, in the order given: KES 450 each where nothing else is said."""
    for member in members:
        record(ledger, litres, member)
    run = approve_run(ledger)
    nets = [(member, int(float(litres) * 4500)) for member in members]
    ledger.settle_statements(run, nets, JOB)
    return [payout_id(statement_id(run, member)) for member in members]


def banked(ledger: Ledger) -> list[UUID]:
    """The payouts of two members that wait for the bank's file."""
    bank(ledger)
    return requested(ledger, *ACCOUNTS)


def opened_file(ledger: Ledger, format: str = "bank", id: UUID = FILE) -> None:
    ledger.open_pay_file(id, format, None, None, TREASURER)


def filled(ledger: Ledger) -> list[UUID]:
    """Both payouts in an opened file."""
    payouts = banked(ledger)
    opened_file(ledger)
    ledger.fill_pay_file(FILE, payouts, JOB)
    return payouts


def sealed(ledger: Ledger) -> list[UUID]:
    payouts = filled(ledger)
    ledger.seal_pay_file(FILE, JOB)
    return payouts


def let_out(ledger: Ledger, id: UUID = FILE) -> None:
    file = ledger.pay_file(id)
    fixed = [column.fixed for column in file.form.columns if column.fixed]
    ledger.approve_pay_file(id, file.count, file.total_cents, file.digest, MANAGER, fixed=fixed)


def approved(ledger: Ledger) -> list[UUID]:
    payouts = sealed(ledger)
    let_out(ledger)
    return payouts


def references(ledger: Ledger, id: UUID = FILE) -> list[str]:
    """In the file's order."""
    return [line.reference for line in ledger.pay_file(id).ordered]


def answer(ledger: Ledger, id: UUID = FILE) -> list[PayResult]:
    """The bank paid the first and not the second."""
    first, second = references(ledger, id)
    return [
        PayResult(2, first, "paid", "FT26320AAA", "", 45_000, 3_000),
        PayResult(3, second, "not_paid", None, "account closed", 45_000),
    ]


def read(ledger: Ledger, digest: str = "d-1") -> None:
    ledger.read_pay_results(FILE, "results.csv", digest, answer(ledger), TREASURER)


def answered(ledger: Ledger) -> list[UUID]:
    payouts = approved(ledger)
    read(ledger)
    return payouts


def agreed(ledger: Ledger) -> list[UUID]:
    payouts = answered(ledger)
    waiting = ledger.pay_file(FILE).waiting_results
    assert waiting is not None
    ledger.approve_pay_results(FILE, waiting.sums, MANAGER)
    return payouts
