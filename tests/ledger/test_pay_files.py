"""Files of payments: what goes in, who lets them out, what the bank gets, and that nothing is paid twice."""

from __future__ import annotations

import csv
import io
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from imbuto.aggregates.pay_formats import PAY_PRESETS, PayColumn
from imbuto.aggregates.pay_lines import digest_of
from imbuto.errors import (
    BadValue,
    Contradiction,
    DifferentContent,
    NotPermitted,
    Refusal,
    SamePerson,
    WrongState,
)
from imbuto.ledger import Ledger
from tests.ledger import paying_by_file as paying
from tests.ledger.examples import CLERK, JOB, MANAGER, NAMES, TREASURER, by, later, opened, subject
from tests.ledger.paying_by_file import ACCOUNTS, FILE


def states(ledger: Ledger, payouts: list[UUID]) -> list[str]:
    return [ledger.payout(id).state for id in payouts]


def test_the_bank_gets_one_line_for_each_payment_and_the_digest_of_the_very_bytes(dairy: Ledger) -> None:
    paying.approved(dairy)
    content = dairy.pay_file_content(FILE)
    lines = list(csv.reader(io.StringIO(content.as_csv.decode())))
    first, second = paying.references(dairy)
    assert lines == [
        ["Reference", "Bank Code", "Account Number", "Account Name", "Amount", "Narration"],
        [first, "KCB", ACCOUNTS["0001"], "Account 0001", "450.00", "2026-11-A"],
        [second, "KCB", ACCOUNTS["0002"], "Account 0002", "450.00", "2026-11-A"],
    ]
    file = dairy.pay_file(FILE)
    assert (file.count, file.total_cents, file.digest) == (2, 90_000, digest_of(content.as_csv))


def test_a_payout_in_a_file_is_not_sent_and_goes_back_only_out_of_a_cancelled_one(dairy: Ledger) -> None:
    payouts = paying.sealed(dairy)
    assert states(dairy, payouts) == ["handed_over"] * 2
    assert dairy.submit_payout(payouts[0], JOB) is None
    with pytest.raises(WrongState):
        dairy.empty_pay_file(FILE, payouts, JOB)
    dairy.cancel_pay_file(FILE, "the wrong bank", TREASURER)
    assert dairy.empty_pay_file(FILE, payouts, JOB) == 2
    assert dairy.empty_pay_file(FILE, payouts, JOB) == 0
    assert states(dairy, payouts) == ["requested"] * 2
    other = UUID(int=72)
    paying.opened_file(dairy, id=other)
    assert dairy.fill_pay_file(other, payouts, JOB) == 2


def test_nobody_has_the_file_before_another_official_approves_it_and_nobody_cancels_it_after(
    dairy: Ledger,
) -> None:
    paying.sealed(dairy)
    file = dairy.pay_file(FILE)
    seen = file.count, file.total_cents, file.digest
    with pytest.raises(WrongState, match="sealed"):
        dairy.pay_file_content(FILE)
    with pytest.raises(WrongState):
        dairy.download_pay_file(FILE, "csv", file.digest, TREASURER)
    with pytest.raises(SamePerson):
        dairy.approve_pay_file(FILE, *seen, TREASURER)
    with pytest.raises(NotPermitted):
        dairy.approve_pay_file(FILE, *seen, by("operator:root"))
    for other in ((3, *seen[1:]), (2, 1, seen[2]), (*seen[:2], "0" * 64)):
        with pytest.raises(Contradiction):
            dairy.approve_pay_file(FILE, *other, MANAGER)
    assert dairy.approve_pay_file(FILE, *seen, MANAGER).new
    assert not dairy.approve_pay_file(FILE, *seen, MANAGER).new
    dairy.download_pay_file(FILE, "csv", file.digest, TREASURER)
    dairy.download_pay_file(FILE, "csv", file.digest, TREASURER)
    assert dairy.pay_file(FILE).downloads == 2
    with pytest.raises(WrongState, match="approved"):
        dairy.cancel_pay_file(FILE, "too late", MANAGER)


def test_who_set_the_format_does_not_approve_a_file_in_it(dairy: Ledger) -> None:
    own = replace(PAY_PRESETS["bank"], name="kcb")
    dairy.set_pay_format(own, MANAGER)
    payouts = paying.banked(dairy)
    paying.opened_file(dairy, "kcb")
    dairy.fill_pay_file(FILE, payouts, JOB)
    dairy.seal_pay_file(FILE, JOB)
    with pytest.raises(SamePerson, match="format"):
        paying.let_out(dairy)


def test_only_payouts_of_that_channel_bank_and_run_go_in(dairy: Ledger) -> None:
    paying.bank(dairy, "0001", code="KCB")
    payouts = paying.requested(dairy, "0001", "0002")
    for id, run, bank in ((1, None, "EQUITY"), (2, None, "kcb")):
        dairy.open_pay_file(UUID(int=id), "bank", run, bank, TREASURER)
    assert dairy.fill_pay_file(UUID(int=1), payouts, JOB) == 0
    assert dairy.fill_pay_file(UUID(int=2), payouts, JOB) == 1
    assert states(dairy, payouts) == ["handed_over", "requested"]
    assert dairy.fill_pay_file(UUID(int=2), payouts, JOB) == 0


def test_what_speaks_against_paying_a_member_holds_the_payout(dairy: Ledger) -> None:
    payouts = paying.banked(dairy)
    dairy.suspend_member("0001", "unpaid shares", MANAGER)
    paying.opened_file(dairy)
    assert dairy.fill_pay_file(FILE, payouts, JOB) == 1
    assert states(dairy, payouts) == ["held", "handed_over"]


def test_a_file_of_mpesa_is_made_only_while_a_person_has_stopped_its_api(dairy: Ledger) -> None:
    payouts = paying.requested(dairy, "0001", "0002")
    with pytest.raises(WrongState, match="race"):
        paying.opened_file(dairy, "mpesa-bulk")
    dairy.stop_payments("kill", "", "the portal is used today", MANAGER)
    paying.opened_file(dairy, "mpesa-bulk")
    assert dairy.fill_pay_file(FILE, payouts[:1], JOB) == 1
    dairy.resume_payments("after all not", MANAGER)
    with pytest.raises(WrongState, match="race"):
        dairy.fill_pay_file(FILE, payouts[1:], JOB)
    dairy.stop_payments("kill", "", "yes", MANAGER)
    dairy.fill_pay_file(FILE, payouts, JOB)
    dairy.seal_pay_file(FILE, JOB)
    paying.let_out(dairy)
    assert dairy.pay_file_content(FILE).as_csv.decode().splitlines()[1] == (
        f"254712000001,450,{NAMES['0001']},{paying.references(dairy)[0]}"
    )


@pytest.mark.parametrize("other", ["api", "file"])
def test_two_who_want_the_same_payouts_at_once_never_both_have_one(
    founded: Path, tmp_path: Path, other: str
) -> None:
    """The till's answer is old the moment it is given: what decides is the payout's own story."""
    shutil.copytree(founded, tmp_path, dirs_exist_ok=True)
    with opened(tmp_path, kind=_Unasked) as ledger:
        payouts = paying.requested(ledger, "0001", "0002") if other == "api" else paying.banked(ledger)
        kind = "mpesa-bulk" if other == "api" else "bank"
        for id in (FILE, UUID(int=72)):
            paying.opened_file(ledger, kind, id)

        def rival(_: object) -> int:
            if other == "file":
                return ledger.fill_pay_file(UUID(int=72), payouts, JOB)
            return sum(ledger.submit_payout(id, JOB) is not None for id in payouts)

        with ThreadPoolExecutor(8) as threads:
            filling = [threads.submit(ledger.fill_pay_file, FILE, [id], JOB) for id in payouts * 2]
            rivals = [threads.submit(rival, None) for _ in range(3)]
            won = [sum(one.result() for one in side) for side in (filling, rivals)]
        assert sum(won) == 2
        for id in payouts:
            story = [fact.TOPIC for _, fact in ledger.story(id)]
            assert story.count("payout.handed_over") + story.count("payout.submitted") == 1
        assert len(ledger.pay_file(FILE).lines) == won[0]


class _Unasked(Ledger):
    """Asks the till nothing before it fills a file, as one does who asked it a moment too early."""

    def _require_quiet_api(self, file: object) -> None:
        """Too early."""


def test_a_file_of_nothing_waits_for_nobody(dairy: Ledger) -> None:
    paying.opened_file(dairy)
    with pytest.raises(WrongState, match="nothing to pay"):
        dairy.seal_pay_file(FILE, JOB)


def test_the_same_request_is_quiet_and_another_one_under_its_id_is_refused(dairy: Ledger) -> None:
    paying.opened_file(dairy)
    assert not dairy.open_pay_file(FILE, "bank", None, None, TREASURER).new
    with pytest.raises(DifferentContent, match="bank"):
        dairy.open_pay_file(FILE, "bank", None, "KCB", TREASURER)
    for format, bank in (("sacco", None), ("mpesa-bulk", "KCB")):
        with pytest.raises(BadValue):
            dairy.open_pay_file(UUID(int=73), format, None, bank, TREASURER)


def test_a_name_that_begins_like_a_formula_is_only_a_name_in_the_file(dairy: Ledger) -> None:
    early = {"days": -30}
    dairy.propose_channel(
        "0001",
        "bank",
        later(CLERK, **early),
        account_bank="KCB",
        account_number="00123",
        account_name='=HYPERLINK("http://x")',
    )
    seen = {"account_bank": "KCB", "account_number": "00123"}
    dairy.approve_channel("0001", "bank", later(MANAGER, **early), **seen)
    own = replace(
        PAY_PRESETS["bank"],
        name="own",
        delimiter=";",
        columns=(
            PayColumn("+Reference", "reference"),
            PayColumn("Name", "name"),
            PayColumn("Account", "account"),
            PayColumn("Amount", "amount"),
            PayColumn("Debit", "fixed", "@900"),
        ),
    )
    dairy.set_pay_format(own, CLERK)
    payouts = paying.requested(dairy, "0001")
    paying.opened_file(dairy, "own")
    dairy.fill_pay_file(FILE, payouts, JOB)
    dairy.seal_pay_file(FILE, JOB)
    paying.let_out(dairy)
    told = dairy.pay_file_content(FILE).as_csv.decode()
    rows = list(csv.reader(io.StringIO(told), delimiter=";"))
    assert rows[0][0] == "'+Reference"
    assert rows[1][1:] == ['\'=HYPERLINK("http://x")', "00123", "450.00", "'@900"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


@pytest.mark.parametrize(("said", "receipt"), [("not_paid", None), ("paid", "SLIP-7")])
def test_a_file_is_not_had_any_more_once_a_payment_of_it_has_ended(
    dairy: Ledger, said: str, receipt: str | None
) -> None:
    payouts = paying.sealed(dairy)
    outcome = payouts[0], said, receipt, "the bank rang"
    with pytest.raises(WrongState, match="sealed"):
        dairy.propose_payout_outcome(*outcome, TREASURER, channel="bank")
    paying.let_out(dairy)
    dairy.propose_payout_outcome(*outcome, TREASURER, channel="bank")
    dairy.approve_payout_outcome(payouts[0], said, receipt, MANAGER, channel="bank")
    with pytest.raises(WrongState, match="ended since"):
        dairy.pay_file_content(FILE)


def test_a_member_who_was_forgotten_is_in_no_file_that_can_be_had(dairy: Ledger) -> None:
    paying.approved(dairy)
    dairy._keyring.erase(subject("0001"))  # type: ignore[attr-defined]
    with pytest.raises(WrongState, match="changed since"):
        dairy.pay_file_content(FILE)


def test_a_format_holds_from_its_day_and_a_file_keeps_the_one_it_was_made_in(dairy: Ledger) -> None:
    newer = replace(PAY_PRESETS["bank"], effective_from=date(2026, 12, 1), headings=False)
    dairy.set_pay_format(newer, TREASURER)
    cooperative = dairy.cooperative()
    assert cooperative.pay_format("bank", date(2026, 11, 30)) == PAY_PRESETS["bank"]
    assert not cooperative.pay_format("bank", date(2026, 12, 1)).headings
    paying.approved(dairy)
    dairy.set_pay_format(replace(newer, effective_from=date(2026, 11, 1)), TREASURER)
    assert dairy.pay_file_content(FILE).as_csv.startswith(b"Reference")


def test_a_format_by_which_nobody_could_pay_is_refused(dairy: Ledger) -> None:
    preset = PAY_PRESETS["bank"]
    without = tuple(column for column in preset.columns if column.field != "account")
    for bad in (
        {"columns": without},
        {"columns": (*preset.columns, PayColumn("Again", "account"))},
        {"columns": (*preset.columns, PayColumn("Debit", "fixed"))},
        {"columns": (*preset.columns, PayColumn("Debit", "amount", "words"))},
        {"columns": (*preset.columns, PayColumn("", "row"))},
        {"delimiter": "x"},
        {"amounts": "pounds"},
        {"phones": "+"},
        {"kind": "cheque"},
        {"kind": "sacco"},
        {"paid_words": ("paid", "failed")},
        {"paid_words": ("Paid",)},
        {"paid_words": ()},
        {"note": "x" * 201},
        {"name": " bank"},
    ):
        with pytest.raises(Refusal):
            dairy.set_pay_format(replace(preset, **bad), TREASURER)
    assert not dairy.cooperative().pay_formats
