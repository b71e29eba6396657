"""`imbuto projections`: how the views stand, and building them anew."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from imbuto.values import By, utc_now
from tests.cli.conftest import Run, opened


def test_the_list_tells_position_and_lag_of_every_view(run: Run, founded: Path) -> None:
    for parts in opened(founded):
        names, end = [view.name for view in parts.views.status()], parts.ledger.position()
    output = run("projections", "list").output
    for name in names:
        (line,) = [line for line in output.splitlines() if f" {name} " in line]
        assert line.split("│")[3].strip() == str(end)
        assert line.split("│")[4].strip() == "0"


def test_a_view_that_is_behind_shows_its_lag(run: Run, founded: Path) -> None:
    for parts in opened(founded):
        parts.ledger.after_save = lambda position: None
        parts.ledger.open_centre("NK", "Nkubu", By("staff:S001", "office", "test", utc_now()))
    (line,) = [line for line in run("projections", "list").output.splitlines() if " centres " in line]
    assert line.split("│")[4].strip() == "1"
    assert "behind" in line


def test_a_rebuild_finds_what_was_changed_behind_its_back_and_mends_it(run: Run, founded: Path) -> None:
    with sqlite3.connect(founded / "views.sqlite") as views:
        views.execute("UPDATE staff SET name = 'Somebody Else'")
    views.close()
    output = run("projections", "rebuild", "staff").output
    assert "1 rows of staff" in output
    assert "journal" not in output
    for parts in opened(founded):
        assert parts.views.staff.get("S001").name == "An Admin"


def test_a_rebuild_of_all_finds_no_difference(run: Run, founded: Path) -> None:
    result = run("projections", "rebuild")
    assert result.exit_code == 0
    rows = [line for line in result.output.splitlines() if line.startswith("│")]
    assert len(rows) >= 8
    assert all(line.split("│")[4].strip() == "none" for line in rows)
