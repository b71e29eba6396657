"""pay-file make, list, download, results: as a treasurer does it at the office's machine."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

import pyotp
import pytest

from imbuto.aggregates.weighing import Weighing
from imbuto.bootstrap import Parts
from imbuto.values import By, Period, business_date, utc_now
from tests.cli.conftest import Run, facts, opened

PASSWORD = "milk in the morning"
NOW = utc_now()
PERIOD = Period.containing(business_date(NOW)).previous
AS = ("--as", "S006")


def by(who: str, **ago: float) -> By:
    return By(who, "office", "test", NOW - timedelta(**ago))


@pytest.fixture
def banked(with_members: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two members with accounts whose payouts wait, a treasurer with a password, and a clerk with one."""
    monkeypatch.setenv("IMBUTO_SECOND_FACTOR", "optional")
    for parts in opened(with_members):
        for number, role in (("S006", "treasurer"), ("S007", "clerk")):
            parts.ledger.join_staff(number, "Njeri Mwangi", (role,), by("operator:root"))
            parts.people.accounts.set_password(f"staff:{number}", number, None, PASSWORD)
        _requested(parts)
    return with_members


def _requested(parts: Parts) -> None:
    ledger = parts.ledger
    numbers = [member.number for member in parts.views.members.page().items]
    for place, number in enumerate(numbers):
        account = {"account_bank": "KCB", "account_number": f"0110{place}", "account_name": "A name"}
        ledger.propose_channel(number, "bank", by("staff:S001", days=30), **account)
        seen = {name: account[name] for name in ("account_bank", "account_number")}
        ledger.approve_channel(number, "bank", by("staff:S002", days=30), **seen)
        milk = Weighing(member=number, centre="KB", date=PERIOD.start, shift="AM", litres=Decimal(10))
        ledger.record_delivery(uuid4(), milk, by("staff:S001"))
    run = ledger.open_settlement(PERIOD, by("job:settle")).id
    ledger.draw_statements(run, parts.views.settlements.drawable(run), by("job:settle"))
    drawn = parts.views.settlements.drawn_totals(run)
    ledger.prepare_settlement(run, drawn.totals, drawn.litres, drawn.digest, by("job:settle"))
    ledger.approve_settlement(run, by("staff:S002"))
    unpaid = parts.views.settlements.unsettled(run)
    ledger.settle_statements(run, [(one.member, one.net_cents) for one in unpaid], by("job:settle"))


def made(run: Run) -> str:
    said = run("pay-file", "make", "--run", PERIOD.code, *AS, typed=f"{PASSWORD}\n")
    assert said.exit_code == 0, said.output
    found = re.search(r"File ([0-9a-f-]{36}): 2 payments, KES 910.00, sealed", said.output)
    assert found, said.output
    return found[1]


def let_out(data: Path, id: str) -> list[str]:
    for parts in opened(data):
        file = parts.ledger.pay_file(UUID(id))
        seen = file.count, file.total_cents, file.digest
        parts.ledger.approve_pay_file(UUID(id), *seen, by("staff:S002"))
        return [line.reference for line in file.ordered]
    return []


def test_a_file_is_made_approved_by_another_taken_and_answered(
    run: Run, banked: Path, tmp_path: Path
) -> None:
    id = made(run)
    file = tmp_path / "kcb.csv"
    early = run("pay-file", "download", id, "-o", file, *AS, typed=f"{PASSWORD}\n")
    assert early.exit_code == 2
    assert "once a second official has approved it" in early.output
    assert not file.exists()
    first, second = let_out(banked, id)
    taken = run("pay-file", "download", id, "-o", file, *AS, typed=f"{PASSWORD}\n")
    assert taken.exit_code == 0, taken.output
    assert first in file.read_text()

    answer = tmp_path / "answer.csv"
    answer.write_text(f"Reference,Status,Receipt\n{first},Paid,FT1\n{second},Failed,\n")
    before = facts(banked)
    preview = run("pay-file", "results", id, answer, "--preview", *AS)
    assert (preview.exit_code, facts(banked)) == (0, before), preview.output
    assert "New: 1 paid, KES 455.00; 1 failed, KES 455.00." in preview.output
    said = run("pay-file", "results", id, answer, "--yes", *AS, typed=f"{PASSWORD}\n")
    assert (said.exit_code, "Proposed." in said.output) == (0, True), said.output
    again = run("pay-file", "results", id, answer, "--yes", *AS, typed=f"{PASSWORD}\n")
    assert "changed" in again.output
    listed = run("pay-file", "list", "--state", "approved")
    assert id in listed.output
    assert "waiting" in listed.output


def test_bad_rows_are_named_and_nothing_is_recorded(run: Run, banked: Path, tmp_path: Path) -> None:
    id = made(run)
    first, _ = let_out(banked, id)
    answer, faults = tmp_path / "answer.csv", tmp_path / "faults.csv"
    answer.write_text(f"Reference,Status,Receipt\n{first},Perhaps,FT1\nNOBODYS,Paid,FT2\n")
    before = facts(banked)
    said = run("pay-file", "results", id, answer, "--yes", "--report", faults, *AS)
    assert (said.exit_code, facts(banked)) == (2, before)
    assert "Nothing was recorded." in said.output
    assert [line.split(",")[:2] for line in faults.read_text("utf-8-sig").splitlines()[1:]] == [
        ["2", "Status"],
        ["3", "Reference"],
    ]


def test_a_treasurer_gives_a_code_of_the_second_factor_where_it_is_required(
    run: Run, banked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMBUTO_SECOND_FACTOR", "required")
    without = run("pay-file", "make", *AS, typed=f"{PASSWORD}\n")
    assert (without.exit_code, "not set up" in without.output) == (2, True)
    for parts in opened(banked):
        factors, treasurer = parts.people.second_factors, "staff:S006"
        totp, now = pyotp.TOTP(factors.start(treasurer).secret), utc_now()
        codes = factors.confirm(treasurer, totp.at(now), now)
        parts.ledger.make_recovery_codes(treasurer, 10, by(treasurer))
        assert codes
    wrong = run("pay-file", "make", *AS, typed=f"{PASSWORD}\n000000\n")
    assert (wrong.exit_code, "second factor is not right" in wrong.output) == (2, True)
    right = run("pay-file", "make", "--run", PERIOD.code, *AS, typed=f"{PASSWORD}\n{codes[0]}\n")
    assert right.exit_code == 0, right.output
    for parts in opened(banked):
        assert parts.ledger.access(treasurer).recovery_codes_left == 9


def test_only_an_official_with_the_permission_makes_a_file(run: Run, banked: Path) -> None:
    before = facts(banked)
    wrong = run("pay-file", "make", *AS, typed="guess\n")
    assert (wrong.exit_code, "not right" in wrong.output) == (2, True)
    clerk = run("pay-file", "make", "--as", "S007", typed=f"{PASSWORD}\n")
    assert (clerk.exit_code, "may not do this" in clerk.output) == (2, True)
    assert facts(banked) == before
    made(run)
    empty = run("pay-file", "make", *AS, typed=f"{PASSWORD}\n")
    assert (empty.exit_code, "Nothing waits" in empty.output) == (2, True)
