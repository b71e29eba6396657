"""A preparation that is killed with SIGKILL in the middle, again and again, ends like an undisturbed one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bench import settlement as bench


@pytest.mark.slow
def test_killed_processes_leave_the_same_statements(tmp_path: Path) -> None:
    run = bench.write_books(tmp_path / "books", bench.Size(members=300, deliveries=3_000))
    shutil.copytree(tmp_path / "books", tmp_path / "killed")
    before = bench.facts_in(tmp_path / "books")
    bench.undisturbed(tmp_path / "books", run)
    facts = bench.facts_in(tmp_path / "books") - before

    found = bench.killed(tmp_path / "killed", run, 3, facts, chunk=50)

    assert found == sorted(found)
    digest, drawn = bench.outcome(tmp_path / "books", run)
    assert drawn == 300
    assert bench.outcome(tmp_path / "killed", run) == (digest, drawn)
    assert bench.facts_in(tmp_path / "killed") - before == facts
