"""`imbuto import opening`: balances are proposed as one batch, once, and approved by another official."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from imbuto.bootstrap import Parts
from imbuto.values import By, utc_now
from tests.cli.conftest import Run, opened

REGISTER = "Member No,Name,Phone,Centre\n0001,Jane Doe,0712000001,Kibet\n0002,John Doe,0712000002,CH\n"
BALANCES = 'Member No,Owed,Savings\n1,"1,250.50",300\n2,-40,\n'
MANAGER = By("staff:S002", "office", "test", utc_now())


@pytest.fixture
def with_members(run: Run, founded: Path, tmp_path: Path) -> Path:
    path = tmp_path / "members.csv"
    path.write_text(REGISTER)
    assert run("import", "members", path, "--yes").exit_code == 0
    return founded


def opening(run: Run, folder: Path, text: str = BALANCES, *options: str) -> tuple[int, str]:
    path = folder / "opening.csv"
    path.write_text(text)
    result = run("import", "opening", path, "--day", "2026-10-31", *options)
    return result.exit_code, " ".join(result.output.split())


def waiting(parts: Parts, batch: str = "opening-2026-10-31") -> list[UUID]:
    return [one.id for one in parts.views.adjustments.waiting_in(batch)]


def test_balances_wait_for_a_manager_and_come_on_the_accounts(
    run: Run, with_members: Path, tmp_path: Path
) -> None:
    code, output = opening(run, tmp_path, BALANCES, "--yes")
    assert (code, "Done: 2 saved" in output) == (0, True)
    assert "GET /api/v1/adjustments/batches/opening-2026-10-31," in output
    for parts in opened(with_members):
        assert parts.views.balances.get("0001").owed_cents == 0
        batch = parts.views.adjustments.batch("opening-2026-10-31")
        assert (batch.adjustments, batch.cents, batch.waiting) == (3, 125_050 + 30_000 - 4_000, 3)
        parts.ledger.approve_adjustments(waiting(parts), MANAGER)
        jane, john = (parts.views.balances.get(number) for number in ("0001", "0002"))
        assert (jane.owed_cents, jane.saved_cents) == (125_050, 30_000)
        assert (john.owed_cents, john.saved_cents) == (-4_000, 0)


def test_the_same_list_twice_changes_nothing(run: Run, with_members: Path, tmp_path: Path) -> None:
    opening(run, tmp_path, BALANCES, "--yes")
    for parts in opened(with_members):
        parts.ledger.approve_adjustments(waiting(parts)[:1], MANAGER)
        before = parts.ledger.position()
    code, output = opening(run, tmp_path, BALANCES, "--yes")
    assert (code, "Done: 0 saved, 2 were there already." in output) == (0, True)
    for parts in opened(with_members):
        assert parts.ledger.position() == before


def test_a_member_has_one_opening_balance(run: Run, with_members: Path, tmp_path: Path) -> None:
    opening(run, tmp_path, BALANCES, "--yes")
    code, output = opening(run, tmp_path, BALANCES, "--yes", "--batch", "again")
    assert (code, "came in batch opening-2026-10-31 already" in output) == (2, True)
    code, output = opening(run, tmp_path, BALANCES.replace("300", "301"), "--yes")
    assert (code, "Proposed already as KES 300.00." in output) == (2, True)


def test_after_a_refusal_it_comes_in_another_batch(run: Run, with_members: Path, tmp_path: Path) -> None:
    opening(run, tmp_path, BALANCES, "--yes")
    for parts in opened(with_members):
        for id in waiting(parts):
            parts.ledger.refuse_adjustment(id, "The list was of September.", MANAGER)
    code, output = opening(run, tmp_path, BALANCES, "--yes")
    assert (code, "This opening balance was refused." in output) == (2, True)
    assert opening(run, tmp_path, BALANCES, "--yes", "--batch", "opening-2")[0] == 0
    for parts in opened(with_members):
        assert len(waiting(parts, "opening-2")) == 3


def test_a_bad_row_saves_nothing_and_a_preview_neither(run: Run, with_members: Path, tmp_path: Path) -> None:
    bad = BALANCES + "9,100,\n3,2000000,\n"
    code, output = opening(run, tmp_path, bad, "--yes")
    assert (code, "There is no member 9." in output, "at most KES 1,000,000.00" in output) == (2, True, False)
    code, output = opening(run, tmp_path, BALANCES.replace("-40", "2000000"), "--yes")
    assert (code, "at most KES 1,000,000.00" in output) == (2, True)
    assert opening(run, tmp_path, BALANCES, "--preview")[0] == 0
    for parts in opened(with_members):
        assert parts.views.adjustments.page().items == []
