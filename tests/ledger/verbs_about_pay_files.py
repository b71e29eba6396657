"""Examples of the verbs about files of payments."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from imbuto.aggregates.pay_formats import PAY_PRESETS
from imbuto.aggregates.pay_results import ResultSums
from imbuto.aggregates.payout import payout_id
from imbuto.aggregates.statement import statement_id
from imbuto.errors import BadValue, SamePerson, Unknown, WrongState
from imbuto.ledger import Ledger
from tests.ledger.examples import JOB, MANAGER, TREASURER
from tests.ledger.paying_by_file import (
    ACCOUNTS,
    FILE,
    agreed,
    answer,
    answered,
    approved,
    banked,
    filled,
    let_out,
    opened_file,
    sealed,
)
from tests.ledger.verbs import NOBODYS, RUN, Example

BOTH = [payout_id(statement_id(RUN, member)) for member in ACCOUNTS]
SUMS = ResultSums(1, 45_000, 1, 45_000)


def set_format(ledger: Ledger, **changes: Any) -> Any:
    return ledger.set_pay_format(replace(PAY_PRESETS["bank"], name="kcb", **changes), TREASURER)


def approve_own(ledger: Ledger) -> None:
    file = ledger.pay_file(FILE)
    ledger.approve_pay_file(FILE, file.count, file.total_cents, file.digest, TREASURER)


def take(ledger: Ledger) -> Any:
    return ledger.approve_pay_file(FILE, *_figures(ledger), MANAGER)


def _figures(ledger: Ledger) -> tuple[int, int, str]:
    file = ledger.pay_file(FILE)
    return file.count, file.total_cents, file.digest


def read(ledger: Ledger) -> Any:
    return ledger.read_pay_results(FILE, "results.csv", "d-1", answer(ledger), TREASURER)


def settled(ledger: Ledger) -> None:
    agreed(ledger)
    ledger.settle_pay_results(FILE, 1, BOTH, JOB)


PAY_FILES = [
    Example(
        "set_pay_format",
        (),
        set_format,
        lambda ledger: set_format(ledger, columns=()),
        BadValue,
        ("cooperative.pay_format_set",),
    ),
    Example(
        "open_pay_file",
        (),
        lambda ledger: ledger.open_pay_file(FILE, "bank", None, None, TREASURER),
        lambda ledger: ledger.open_pay_file(FILE, "cheques", None, None, TREASURER),
        Unknown,
        ("pay_file.opened",),
    ),
    Example(
        "fill_pay_file",
        (banked, opened_file),
        lambda ledger: ledger.fill_pay_file(FILE, BOTH, JOB),
        lambda ledger: ledger.fill_pay_file(NOBODYS, BOTH, JOB),
        Unknown,
        ("payout.handed_over", "payout.handed_over", "pay_file.filled"),
    ),
    Example(
        "seal_pay_file",
        (filled,),
        lambda ledger: ledger.seal_pay_file(FILE, JOB),
        lambda ledger: ledger.seal_pay_file(NOBODYS, JOB),
        Unknown,
        ("pay_file.sealed",),
    ),
    Example("approve_pay_file", (sealed,), take, approve_own, SamePerson, ("pay_file.approved",)),
    Example(
        "cancel_pay_file",
        (sealed,),
        lambda ledger: ledger.cancel_pay_file(FILE, "the wrong bank", TREASURER),
        lambda ledger: ledger.cancel_pay_file(FILE, " ", TREASURER),
        BadValue,
        ("pay_file.cancelled",),
    ),
    Example(
        "empty_pay_file",
        (sealed, lambda ledger: ledger.cancel_pay_file(FILE, "the wrong bank", TREASURER)),
        lambda ledger: ledger.empty_pay_file(FILE, BOTH, JOB),
        let_out,
        WrongState,
        ("payout.taken_back", "payout.taken_back"),
    ),
    Example(
        "read_pay_results",
        (approved,),
        read,
        lambda ledger: ledger.read_pay_results(FILE, "results.csv", "d-1", [], TREASURER),
        WrongState,
        ("pay_file.results_read", "pay_file.result_lines_read"),
    ),
    Example(
        "approve_pay_results",
        (answered,),
        lambda ledger: ledger.approve_pay_results(FILE, SUMS, MANAGER),
        lambda ledger: ledger.approve_pay_results(FILE, SUMS, TREASURER),
        SamePerson,
        ("pay_file.results_approved",),
    ),
    Example(
        "refuse_pay_results",
        (answered,),
        lambda ledger: ledger.refuse_pay_results(FILE, "of another file", MANAGER),
        lambda ledger: ledger.refuse_pay_results(FILE, "", MANAGER),
        BadValue,
        ("pay_file.results_refused",),
    ),
    Example(
        "propose_pay_results",
        (answered,),
        lambda ledger: ledger.propose_pay_results(FILE, 1, BOTH, JOB),
        lambda ledger: ledger.propose_pay_results(FILE, 2, BOTH, JOB),
        WrongState,
        ("payout.outcome_proposed", "payout.outcome_proposed"),
    ),
    Example(
        "settle_pay_results",
        (agreed,),
        lambda ledger: ledger.settle_pay_results(FILE, 1, BOTH, JOB),
        lambda ledger: ledger.settle_pay_results(FILE, 2, BOTH, JOB),
        WrongState,
        (
            "payout.outcome_proposed",
            "payout.outcome_approved",
            "payout.outcome_proposed",
            "payout.outcome_approved",
        ),
    ),
    Example(
        "close_pay_file",
        (settled,),
        lambda ledger: ledger.close_pay_file(FILE, SUMS, JOB),
        lambda ledger: ledger.close_pay_file(FILE, ResultSums(), JOB),
        WrongState,
        ("pay_file.closed",),
    ),
]
