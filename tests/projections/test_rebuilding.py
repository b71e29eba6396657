"""A rebuild folds all history beside the live rows, says what differs, and switches at once or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import inspect

from imbuto.aggregates import Delivery
from imbuto.errors import Unknown, WrongState
from imbuto.projections import Views
from imbuto.projections.balances import Balances
from imbuto.projections.rows import Rows
from imbuto.projections.store import ViewsStore
from tests.history import History
from tests.projections.conftest import Ask
from tests.projections.follower import long_history


def tables(views: Views) -> list[str]:
    return inspect(views._store.engine).get_table_names()


def spoil(views: Views, sql: str) -> None:
    with views._store.writing() as writing:
        writing.run(sql)


def test_rebuilt_rows_equal_the_live_ones_and_progress_is_told(history: History, ask: Ask) -> None:
    for _ in range(20):
        history.confirm(history.delivery())
    told: list[tuple[int, int]] = []
    rebuilt = ask().rebuild(progress=lambda done, total: told.append((done, total)))
    assert [found.name for found in rebuilt] == [standing.name for standing in ask().status()]
    assert all(found.differing == {} for found in rebuilt)
    assert told[-1] == (history.position(), history.position())
    assert not [name for name in tables(ask()) if "shadow" in name]


def test_spoilt_rows_are_counted_and_mended(history: History, ask: Ask) -> None:
    for _ in range(3):
        history.delivery()
    views = ask()
    spoil(views, "UPDATE balances SET owed_cents = owed_cents + 1")
    spoil(views, "DELETE FROM account_lines WHERE position = (SELECT max(position) FROM account_lines)")
    spoil(views, "UPDATE journal_days SET debit_cents = debit_cents + 1 WHERE account = '5000'")
    balances, journal = views.rebuild(["balances", "journal"])
    assert balances.differing == {"balances": 1, "account_lines": 1}
    assert journal.differing == {"journal_days": 1}
    assert views.balances.get("0001").owed_cents == 135_000
    assert all(found.differing == {} for found in views.rebuild())


def test_facts_recorded_during_a_rebuild_are_in_it(history: History, ask: Ask) -> None:
    history.delivery()
    views = ask()

    def record_another(_done: int, _total: int) -> None:
        if history.position() < 10:
            history.delivery()
            views.catch_up(history.position())

    (rebuilt,) = views.rebuild(["balances"], record_another)
    assert (rebuilt.position, rebuilt.differing) == (10, {})
    assert len(views.balances.account("0001").items) == 7


def test_readers_see_the_old_rows_until_the_switch(history: History, ask: Ask) -> None:
    history.delivery()
    views = ask()
    spoil(views, "UPDATE balances SET owed_cents = 7")
    during: list[int] = []
    views.rebuild(["balances"], lambda *_: during.append(views.balances.get("0001").owed_cents))
    assert during == [7]
    assert views.balances.get("0001").owed_cents == 45_000


def test_an_interrupted_rebuild_leaves_the_live_rows_and_no_litter(history: History, ask: Ask) -> None:
    history.delivery()
    views = ask()

    def interrupt(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        views.rebuild(["balances"], interrupt)
    assert views.balances.get("0001").owed_cents == 45_000
    assert not [name for name in tables(views) if "shadow" in name]
    history.delivery()
    assert ask().balances.get("0001").owed_cents == 90_000


def test_a_first_building_that_is_interrupted_or_killed_leaves_nothing_that_counts(
    where: str, history: History
) -> None:
    """Nothing is live yet, so the tables bear their own names from the first."""
    history.delivery()

    def interrupt(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Views(where, history, progress=interrupt)
    store = ViewsStore(where)
    assert inspect(store.engine).get_table_names() == ["bookmarks"]
    with store.writing() as writing:  # as a kill leaves it
        writing.run("CREATE TABLE balances (member VARCHAR)")
        writing.run("CREATE INDEX balances_by_owed_g1 ON balances (member)")
    store.close()
    views = Views(where, history)
    assert views.balances.get("0001").owed_cents == 45_000
    assert all(found.differing == {} for found in views.rebuild())
    views.close()


def test_a_rebuild_that_meets_a_fact_it_cannot_fold_is_given_up_and_names_it(
    history: History, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = history.delivery()
    views = ask()

    def refuse(fact: Delivery.Recorded, position: int, rows: Rows) -> None:
        raise ArithmeticError("cannot count this")

    monkeypatch.setitem(Balances.HANDLERS, Delivery.Recorded, refuse)  # type: ignore[arg-type]
    with pytest.raises(WrongState, match=r"balances cannot fold delivery.recorded at position 4: Arithm"):
        views.rebuild(["balances"])
    assert views.balances.get("0001").owed_cents == delivery.value_cents
    assert views.status()[1].state == "live"


def test_an_unknown_projection_is_refused_by_name(ask: Ask) -> None:
    with pytest.raises(Unknown):
        ask().rebuild(["no_such_view"])


def test_many_rebuilds_in_a_row_keep_the_indexes(history: History, ask: Ask) -> None:
    def indexes() -> int:
        return sum(map(len, inspect(ask()._store.engine).get_multi_indexes().values()))

    before = indexes()
    for _ in range(3):
        ask().rebuild()
    assert indexes() == before > 20


def test_a_killed_rebuild_leaves_the_live_rows_and_the_next_clears_up(tmp_path: Path) -> None:
    path, history = tmp_path / "views.sqlite", long_history()
    views = Views(path, history)
    live = views.balances.get("0001")
    rebuilding = subprocess.Popen(
        [sys.executable, "-m", "tests.projections.rebuilder", str(path)], stdout=subprocess.PIPE, text=True
    )
    assert rebuilding.stdout is not None
    assert rebuilding.stdout.readline() == "in the middle\n"
    os.kill(rebuilding.pid, signal.SIGKILL)
    rebuilding.communicate()
    assert [name for name in tables(views) if "shadow" in name]
    assert views.balances.get("0001") == live
    history.delivery("0001")
    views.catch_up()
    assert views.balances.get("0001").owed_cents == live.owed_cents + 45_000
    assert all(found.differing == {} for found in views.rebuild())
    assert not [name for name in tables(views) if "shadow" in name]
    views.close()
