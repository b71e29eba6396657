"""`imbuto import prices`: a whole matrix or nothing, every bad cell named, and twice is once."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run, opened

GRID = "fat,8,8.5\n3,43,44\n3.5,32,47.50\n"
TERMS = ("--price", "45.00", "--from", "2026-11-16")


def written(folder: Path, text: str) -> Path:
    path = folder / "prices.csv"
    path.write_text(text)
    return path


def test_a_matrix_is_proposed_once_and_waits_for_another_official(
    run: Run, founded: Path, tmp_path: Path
) -> None:
    file = written(tmp_path, GRID)
    first = run("import", "prices", file, *TERMS, "--centre", "KB", "--yes")
    assert first.exit_code == 0, first.output
    assert "4 cells, fat from 3 in 2 steps, SNF from 8 in 2 steps, KES 32.00 to KES 47.50" in first.output
    assert "under the legal floor of KES 33.00" in " ".join(first.output.split())
    again = run("import", "prices", file, *TERMS, "--centre", "KB", "--yes")
    assert (again.exit_code, "Was proposed already" in again.output) == (0, True)
    for parts in opened(founded):
        _, price = parts.ledger.cooperative().prices.values()
        assert (price.state, price.centre, price.cents_per_litre) == ("proposed", "KB", 4500)
        assert len(price.rules.matrix) == 4
        assert price.proposed_by.startswith("operator:")


def test_a_bad_cell_is_named_and_nothing_is_proposed(run: Run, founded: Path, tmp_path: Path) -> None:
    report = tmp_path / "faults.csv"
    file = written(tmp_path, GRID.replace("44", "dear"))
    refused = run("import", "prices", file, *TERMS, "--yes", "--report", report)
    assert (refused.exit_code, "Nothing was proposed" in refused.output) == (2, True)
    assert "dear" in report.read_text(encoding="utf-8-sig")
    for parts in opened(founded):
        assert len(parts.ledger.cooperative().prices) == 1


def test_a_preview_and_a_no_propose_nothing(run: Run, founded: Path, tmp_path: Path) -> None:
    file = written(tmp_path, GRID)
    assert run("import", "prices", file, *TERMS, "--preview").exit_code == 0
    assert run("import", "prices", file, *TERMS, typed="n\n").exit_code == 1
    for parts in opened(founded):
        assert len(parts.ledger.cooperative().prices) == 1


def test_a_centre_that_never_opened_is_refused(run: Run, founded: Path, tmp_path: Path) -> None:
    refused = run("import", "prices", written(tmp_path, GRID), *TERMS, "--centre", "NYE", "--yes")
    assert (refused.exit_code, "NYE" in refused.output) == (2, True)
