"""What may be tried with the files that a bank or M-Pesa's portal pays, and with what they answer."""

from __future__ import annotations

from imbuto.aggregates import PayFile
from imbuto.aggregates.pay_results import PayResult
from imbuto.values import derive_id
from tests.projections.random_payday import Payday


def fill(day: Payday, one: int, two: int) -> None:
    """A new file of the bank, or of the portal while payments are stopped, with some payouts or all."""
    if two % 6 == 1:
        day.ledger.stop_payments("kill", "", "the portal today", day.official(one))
    file = derive_id("file", len(day.files))
    day.ledger.open_pay_file(file, ("bank", "mpesa-bulk")[two % 2], None, None, day.official(one))
    day.files.append(file)
    chosen = day.payouts if two % 3 else day.payouts[one % len(day.payouts) :]
    day.ledger.fill_pay_file(file, chosen, day.by())
    if two % 5:
        day.ledger.seal_pay_file(file, day.by())


def file_of(day: Payday, number: int) -> PayFile:
    return day.ledger.pay_file(day.files[number % len(day.files)])


def let_out(day: Payday, one: int, two: int) -> None:
    if not day.files:
        return
    file, ledger = file_of(day, one), day.ledger
    if two % 4 and file.state == "sealed":
        ledger.approve_pay_file(file.id, file.count, file.total_cents, file.digest, day.official(two))
    elif two % 4 == 0:
        ledger.cancel_pay_file(file.id, "the wrong bank", day.official(two))
        ledger.empty_pay_file(file.id, [line.payout for line in file.ordered][: 1 + two % 9], day.by())
    elif file.state == "opened":
        ledger.seal_pay_file(file.id, day.by())


def answer(day: Payday, one: int, two: int) -> None:
    """The bank's answer in another order than the file, whole or in part; then what people make of it."""
    if not day.files:
        return
    file, ledger = file_of(day, one), day.ledger
    last = file.results.get(len(file.results))
    everyone = [line.payout for line in file.lines.values()]
    if last is None or (two % 4 == 0 and last.state != "waiting"):
        rows = [
            PayResult(
                row, line.reference, ("paid", "not_paid")[(row + two) % 3 == 0], f"FT{one}{two}{row}", "",
                (None, line.cents)[row % 2], two,
            )
            for row, line in enumerate(reversed(file.ordered), start=2)
        ]  # fmt: skip
        ledger.read_pay_results(file.id, "r.csv", f"{one}{two}", rows[two % 2 :], day.official(two))
    elif last.state == "waiting":
        ledger.propose_pay_results(file.id, last.number, everyone, day.by())
        if two % 5 == 0:
            ledger.refuse_pay_results(file.id, "no", day.official(two))
        else:
            ledger.approve_pay_results(file.id, last.sums, day.official(two))
    elif last.state == "approved":
        ledger.settle_pay_results(file.id, last.number, everyone[two % 2 :], day.by())
