"""Copies while others write: whole, readable by their owner, and put back they are the cooperative."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from imbuto.backup import STORES, back_up
from imbuto.bootstrap import Parts
from imbuto.errors import WrongState
from imbuto.ledger import Registration
from imbuto.stores import read_only

from .life import FREE_AT, NAME, NUMBER, by, erase, opened
from .test_erasure import as_bytes, found_in


def test_copies_lie_apart_are_whole_and_their_owner_s_alone(dairy: Parts, tmp_path: Path) -> None:
    made, forgotten = back_up(dairy.settings.data, tmp_path / "to", FREE_AT)
    assert [copy.store for copy in made] == ["events", "people", "keys"]
    assert forgotten == []
    for copy in made:
        assert copy.path.parent == tmp_path / "to" / copy.store
        assert stat.S_IMODE(copy.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(copy.path.parent.stat().st_mode) == 0o700
        assert [path.name for path in copy.path.parent.iterdir()] == [copy.path.name]
    events, _, keys = (copy.path for copy in made)
    with read_only(events) as log:
        assert NAME not in "".join(str(vars(fact)) for _, fact in log.facts(0, 999))
    with read_only(events, keys) as log:
        assert log.position() == dairy.ledger.position()
        assert any(str(vars(fact).get("name")) == NAME for _, fact in log.facts(0, 999))


def test_a_copy_of_the_facts_alone_names_nobody(dairy: Parts, tmp_path: Path) -> None:
    back_up(dairy.settings.data, tmp_path / "to", FREE_AT)
    assert found_in(tmp_path / "to" / "events", as_bytes()) == {}
    assert found_in(tmp_path / "to" / "people", as_bytes()) == {}


def test_what_others_write_meanwhile_stops_no_copy(dairy: Parts, tmp_path: Path) -> None:
    other = opened(dairy.settings.data, FREE_AT)
    before = dairy.ledger.position()
    with other.people.store.writing():
        made, _ = back_up(dairy.settings.data, tmp_path / "to", FREE_AT)
    other.ledger.register_member(Registration(number="0099", name="Late", centre="KB"), by(at=FREE_AT))
    other.close()
    with read_only(made[0].path, made[2].path) as log:
        assert log.position() == before


def test_a_copy_put_back_is_the_cooperative(dairy: Parts, folder: Path, tmp_path: Path) -> None:
    made, _ = back_up(folder, tmp_path / "to", FREE_AT)
    again = tmp_path / "again"
    again.mkdir()
    for copy in made:
        shutil.copy(copy.path, again / f"{copy.store}.sqlite")
    parts = opened(again, FREE_AT)
    assert parts.views.members.get(NUMBER).name == NAME
    assert parts.views.journal.trial_balance() == dairy.views.journal.trial_balance()
    parts.close()


def test_an_old_copy_put_back_after_an_erasure_brings_nobody_back(
    dairy: Parts, folder: Path, tmp_path: Path
) -> None:
    made, _ = back_up(folder, tmp_path / "to", FREE_AT)
    erase(dairy)
    dairy.close()
    for file in folder.glob("*.sqlite*"):
        file.unlink()
    for copy in made:
        shutil.copy(copy.path, folder / f"{copy.store}.sqlite")
    parts = opened(folder, FREE_AT)
    assert parts.views.members.get(NUMBER).name is None
    parts.close()
    assert found_in(folder, as_bytes()) == {}


def test_old_copies_of_keys_are_thrown_away_and_the_newest_stays(dairy: Parts, tmp_path: Path) -> None:
    (first, *_), _ = back_up(dairy.settings.data, tmp_path / "to", FREE_AT)
    _, none = back_up(dairy.settings.data, tmp_path / "to", FREE_AT + timedelta(days=35))
    made, thrown = back_up(dairy.settings.data, tmp_path / "to", FREE_AT + timedelta(days=36))
    assert (none, [path.name[:13] for path in thrown]) == ([], ["keys-20340102"])
    assert made[2].path.exists()
    assert first.path.exists(), "the facts are kept"


def test_a_damaged_store_is_told_and_leaves_no_copy(tmp_path: Path) -> None:
    for store in STORES:
        with closing(sqlite3.connect(tmp_path / f"{store}.sqlite")) as made:
            made.execute("CREATE TABLE facts (text TEXT)")
            made.executemany("INSERT INTO facts VALUES (?)", [("milk" * 50,)] * 500)
            made.commit()
    with (tmp_path / "people.sqlite").open("r+b") as file:
        file.seek(3 * 4096)
        file.write(b"\xff" * 4096)
    with pytest.raises(WrongState, match="The copy of people is damaged"):
        back_up(tmp_path, tmp_path / "to", FREE_AT)
    assert [path.parent.name for path in (tmp_path / "to").rglob("*.*")] == ["events"]


def test_where_nothing_was_started_there_is_nothing_to_copy(tmp_path: Path) -> None:
    with pytest.raises(WrongState, match=r"no events\.sqlite"):
        back_up(tmp_path, tmp_path / "to", FREE_AT)
