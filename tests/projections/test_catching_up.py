"""The engine: views follow at once, each alone when it must, together when they can, and never twice."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import structlog
from sqlalchemy import BigInteger, Column, MetaData, Table

from imbuto.aggregates import Delivery
from imbuto.errors import Busy
from imbuto.projections import PROJECTIONS, Views, store
from imbuto.projections.balances import Balances
from imbuto.projections.readmodel import ReadModel
from imbuto.projections.rows import Rows
from tests.history import History
from tests.projections.conftest import Ask
from tests.projections.follower import Growing, ask_while_following, long_history

seen = Table("seen", MetaData(), Column("position", BigInteger, primary_key=True))
refused_litres: set[str] = set()


def _see(fact: Delivery.Recorded, position: int, rows: Rows) -> None:
    rows.table(seen).add({"position": position})
    if str(fact.litres) in refused_litres:
        raise ArithmeticError("cannot count this")


class Seen(ReadModel):
    """A projection that can be made to fail."""

    NAME = "seen"
    VERSION = 1
    TABLES = (seen,)
    HANDLERS = {Delivery.Recorded: _see}


@pytest.fixture(autouse=True)
def nothing_refused() -> None:
    refused_litres.clear()


def seen_positions(views: Views) -> list[int]:
    with views._store.reading() as look:
        return [row[0] for row in look.exec_driver_sql("SELECT position FROM seen ORDER BY position")]


def test_what_was_saved_is_seen_at_once_up_to_the_asked_position(history: History, ask: Ask) -> None:
    views = ask()
    delivery = history.delivery()
    views.catch_up(history.position())
    assert views.deliveries.get(delivery.id).position == history.position()
    assert {(s.state, s.lag) for s in views.status()} == {("live", 0)}


def test_a_position_that_does_not_exist_yet_is_not_waited_for(history: History, ask: Ask) -> None:
    ask().catch_up(history.position() + 1000)
    assert ask().status()[0].position == history.position()


def test_views_that_are_behind_say_by_how_much(history: History, ask: Ask) -> None:
    views = ask()
    history.delivery()
    assert {(s.state, s.lag) for s in views.status()} == {("behind", 1)}


def test_a_projection_that_cannot_fold_a_fact_stops_alone_and_says_which(
    history: History, tmp_path: Path
) -> None:
    views = Views(tmp_path / "views.sqlite", history, (*PROJECTIONS, Seen))
    good = history.delivery(litres="10")
    before = history.position()
    refused_litres.add("13")
    history.delivery(litres="13")
    history.delivery(litres="7")
    with structlog.testing.capture_logs() as logs:
        views.catch_up()
    (said,) = [entry for entry in logs if entry["log_level"] == "error"]
    assert (said["projection"], said["position"], said["topic"]) == ("seen", before + 1, "delivery.recorded")
    states = {s.name: s for s in views.status()}
    assert (states["seen"].state, states["seen"].position, states["seen"].lag) == ("stopped", before, 2)
    assert "delivery.recorded" in (states["seen"].reason or "")
    assert "cannot count this" in (states["seen"].reason or "")
    assert {s.state for name, s in states.items() if name != "seen"} == {"live"}
    assert seen_positions(views) == [before]
    assert views.balances.get("0001").owed_cents == 135_000
    history.delivery(litres="1")
    views.catch_up(history.position())
    assert views.deliveries.get(good.id).state == "recorded"
    views.close()


def test_a_stopped_projection_goes_on_at_the_next_start(history: History, tmp_path: Path) -> None:
    views = Views(tmp_path / "views.sqlite", history, (Balances, Seen))
    refused_litres.add("13")
    for litres in ("10", "13", "7"):
        history.delivery(litres=litres)
    views.catch_up()
    views.close()
    refused_litres.clear()
    again = Views(tmp_path / "views.sqlite", history, (Balances, Seen))
    again.catch_up()
    assert {s.state for s in again.status()} == {"live"}
    assert len(seen_positions(again)) == 3
    again.close()


def test_views_open_although_one_cannot_be_built(history: History, tmp_path: Path) -> None:
    refused_litres.add("13")
    for litres in ("10", "13", "7"):
        history.delivery(litres=litres)
    with structlog.testing.capture_logs() as logs:
        views = Views(tmp_path / "views.sqlite", history, (Balances, Seen))
    assert [entry["projection"] for entry in logs if entry["log_level"] == "error"] == ["seen"]
    views.catch_up()
    assert {s.name: s.state for s in views.status()} == {"balances": "live", "seen": "stopped"}
    assert views.balances.get("0001").owed_cents == 135_000
    views.close()


def test_a_changed_version_rebuilds_itself_at_the_next_start(history: History, tmp_path: Path) -> None:
    history.delivery()
    views = Views(tmp_path / "views.sqlite", history, (Balances,))
    with views._store.writing() as writing:
        writing.run("UPDATE balances SET owed_cents = 1")
    views.close()

    class NewBalances(Balances):
        VERSION = Balances.VERSION + 1

    again = Views(tmp_path / "views.sqlite", history, (NewBalances,))
    assert again.balances.get("0001").owed_cents == 45_000
    assert [(s.version, s.state) for s in again.status()] == [(Balances.VERSION + 1, "live")]
    again.close()


def test_a_release_of_another_version_leaves_newer_rows_alone(history: History, tmp_path: Path) -> None:
    class NewBalances(Balances):
        VERSION = Balances.VERSION + 1

    old = Views(tmp_path / "views.sqlite", history, (Balances,))
    new = Views(tmp_path / "views.sqlite", history, (NewBalances,))
    history.delivery()
    old.catch_up()
    assert old.balances.get("0001").owed_cents == 0
    new.catch_up()
    assert old.balances.get("0001").owed_cents == 45_000
    for views in (old, new):
        views.close()


def test_a_projection_that_lags_comes_level_and_then_goes_on_with_the_others(
    history: History, tmp_path: Path
) -> None:
    alone = Views(tmp_path / "views.sqlite", history, (Seen,))
    history.delivery()
    alone.catch_up()
    both = Views(tmp_path / "views.sqlite", history, (Balances, Seen))
    history.delivery()
    both._live._reached = 0
    with both._store.writing() as writing:
        writing.run("UPDATE bookmarks SET position = position - 1 WHERE name = 'seen'")
        writing.run("DELETE FROM seen")
    both.catch_up()
    assert len(seen_positions(both)) == 2
    assert {s.state for s in both.status()} == {"live"}
    for views in (alone, both):
        views.close()


def test_threads_and_processes_that_catch_up_at_once_fold_each_fact_once(where: str) -> None:
    others = [
        subprocess.Popen([sys.executable, "-m", "tests.projections.follower", where], stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    growing = Growing(long_history())
    views = Views(where, growing)
    ask_while_following(views, growing, threads=3)
    for other in others:
        _, errors = other.communicate(timeout=60)
        assert other.returncode == 0, errors.decode()
    deliveries = sum(isinstance(fact, Delivery.Recorded) for fact in growing.history.recorded)
    with views._store.reading() as look:
        lines = look.exec_driver_sql("SELECT count(*) FROM account_lines").scalar_one()
    assert lines == deliveries
    assert {s.state for s in views.status()} == {"live"}
    assert all(rebuilt.differing == {} for rebuilt in views.rebuild())
    views.close()


def test_a_writer_that_does_not_let_go_makes_the_views_busy_not_wrong(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BUSY_TIMEOUT_SECONDS", 0.05)
    views = Views(tmp_path / "views.sqlite", history)
    history.delivery()
    other = sqlite3.connect(tmp_path / "views.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy):
        views.catch_up()
    other.execute("ROLLBACK")
    other.close()
    views.catch_up()
    assert views.balances.get("0001").owed_cents == 45_000
    views.close()


def test_readers_do_not_wait_for_a_writer(history: History, ask: Ask) -> None:
    views = ask()
    with views._store.writing() as writing:
        writing.run("UPDATE balances SET owed_cents = 1")
        answers: list[int] = []
        reader = threading.Thread(target=lambda: answers.append(views.balances.get("0001").owed_cents))
        reader.start()
        reader.join(timeout=60)
        assert answers == [0]


def test_the_views_file_is_readable_by_its_owner_only(history: History, tmp_path: Path) -> None:
    Views(tmp_path / "folder" / "views.sqlite", history).close()
    for path in (tmp_path / "folder").iterdir():
        assert path.stat().st_mode & 0o077 == 0
