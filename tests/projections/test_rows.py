"""Rows in hand: read once, changed in memory, written together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table

from imbuto.projections.rows import Rows, TableText
from imbuto.projections.store import ViewsStore, Writing

cows = Table(
    "cows",
    MetaData(),
    Column("herd", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("name", String),
)
TEXTS = {cows: TableText(cows, "cows")}


@pytest.fixture
def writing(tmp_path: Path) -> Iterator[Writing]:
    store = ViewsStore(tmp_path / "views.sqlite")
    with store.writing() as writing:
        writing.run(
            "CREATE TABLE cows (herd VARCHAR, number INTEGER, name VARCHAR, PRIMARY KEY (herd, number))"
        )
        writing.run("INSERT INTO cows VALUES ('a', 1, 'Nyota'), ('a', 2, 'Baraka'), ('b', 1, 'Zawadi')")
        yield writing
    store.close()


def stored(writing: Writing) -> list[tuple[str, int, str]]:
    return writing.all("SELECT herd, number, name FROM cows ORDER BY herd, number")  # type: ignore[return-value]


def test_a_row_is_read_once_and_is_the_same_each_time(writing: Writing) -> None:
    herd = Rows(TEXTS, writing).table(cows)
    first = herd.get("a", 1)
    writing.run("UPDATE cows SET name = 'changed'")
    assert herd.get("a", 1) is first
    assert first == {"herd": "a", "number": 1, "name": "Nyota"}
    assert herd.get("a", 9) is None


def test_changes_are_written_together_at_the_end(writing: Writing) -> None:
    rows = Rows(TEXTS, writing)
    herd = rows.table(cows)
    known = herd.get("a", 1)
    assert known is not None
    known["name"] = "Asali"
    herd.put(known)
    herd.put({"herd": "c", "number": 1, "name": "Upendo"})
    herd.add({"herd": "c", "number": 2, "name": "Pendo"})
    herd.delete("b", 1)
    assert len(stored(writing)) == 3
    rows.flush(writing)
    assert stored(writing) == [("a", 1, "Asali"), ("a", 2, "Baraka"), ("c", 1, "Upendo"), ("c", 2, "Pendo")]


def test_a_row_deleted_and_put_again_stays(writing: Writing) -> None:
    rows = Rows(TEXTS, writing)
    herd = rows.table(cows)
    herd.delete("a", 1)
    assert herd.get("a", 1) is None
    herd.put({"herd": "a", "number": 1, "name": "Tena"})
    herd.put({"herd": "z", "number": 1, "name": "Bure"})
    herd.delete("z", 1)
    rows.flush(writing)
    assert stored(writing)[0] == ("a", 1, "Tena")
    assert len(stored(writing)) == 3


def test_where_sees_stored_and_changed_rows_but_no_deleted_ones(writing: Writing) -> None:
    herd = Rows(TEXTS, writing).table(cows)
    moved = herd.get("a", 1)
    assert moved is not None
    moved["name"] = "Baraka"
    herd.put(moved)
    herd.put({"herd": "c", "number": 1, "name": "Baraka"})
    assert [(row["herd"], row["number"]) for row in herd.where(name="Baraka")] == [
        ("a", 1),
        ("a", 2),
        ("c", 1),
    ]
    herd.delete("a", 2)
    assert [row["number"] for row in herd.where(herd="a")] == [1]
    assert herd.where(name="Nyota") == []


def test_rows_are_rewritten_wherever_they_are(writing: Writing) -> None:
    """Stored before, changed, added or appended in this batch."""
    rows = Rows(TEXTS, writing)
    herd = rows.table(cows)
    herd.put({"herd": "a", "number": 2, "name": "Asali"})
    herd.add({"herd": "a", "number": 3, "name": "Pendo"})
    herd.append(("a", 4, "Upendo"))
    herd.append(("b", 2, "Neema"))
    herd.rewrite(lambda row: {} if row["name"] == "Pendo" else {"name": f"({row['name']})"}, herd="a")
    rows.flush(writing)
    assert stored(writing) == [
        ("a", 1, "(Nyota)"),
        ("a", 2, "(Asali)"),
        ("a", 3, "Pendo"),
        ("a", 4, "(Upendo)"),
        ("b", 1, "Zawadi"),
        ("b", 2, "Neema"),
    ]


def test_cells_are_changed_without_reading_their_row(writing: Writing) -> None:
    rows = Rows(TEXTS, writing)
    herd = rows.table(cows)
    herd.change(("a", 1), {"name": "Asali"})
    assert stored(writing)[0] == ("a", 1, "Nyota")
    assert herd.get("a", 1) == {"herd": "a", "number": 1, "name": "Asali"}
    herd.change(("a", 1), {"name": "Upendo"})
    herd.append(("c", 1, "Pendo"))
    rows.flush(writing)
    assert stored(writing) == [
        ("a", 1, "Upendo"),
        ("a", 2, "Baraka"),
        ("b", 1, "Zawadi"),
        ("c", 1, "Pendo"),
    ]
    rows.go_on()
    writing.run("UPDATE cows SET name = 'changed'")
    rows.flush(writing)
    assert {name for _, _, name in stored(writing)} == {"changed"}


def test_what_is_put_or_deleted_later_wins_over_changed_cells(writing: Writing) -> None:
    rows = Rows(TEXTS, writing)
    herd = rows.table(cows)
    herd.change(("a", 1), {"name": "Asali"})
    herd.put({"herd": "a", "number": 1, "name": "Neema"})
    herd.change(("a", 2), {"name": "Asali"})
    herd.delete("a", 2)
    herd.put({"herd": "b", "number": 1, "name": "Imani"})
    herd.change(("b", 1), {"name": "Amani"})
    rows.flush(writing)
    assert stored(writing) == [("a", 1, "Neema"), ("b", 1, "Amani")]


def test_no_cells_are_changed_of_a_row_that_is_not_there(writing: Writing) -> None:
    rows = Rows(TEXTS, writing)
    rows.table(cows).change(("z", 1), {"name": "Asali"})
    with pytest.raises(LookupError, match="cows"):
        rows.flush(writing)
    herd = Rows(TEXTS, writing).table(cows)
    assert herd.get("z", 1) is None
    with pytest.raises(LookupError, match="cows"):
        herd.change(("z", 1), {"name": "Asali"})


def test_rows_that_are_expected_are_read_together(tmp_path: Path) -> None:
    cans = Table("cans", MetaData(), Column("id", Integer, primary_key=True), Column("name", String))
    store = ViewsStore(tmp_path / "views.sqlite")
    with store.writing() as writing:
        writing.run("CREATE TABLE cans (id INTEGER PRIMARY KEY, name VARCHAR)")
        writing.run_many("INSERT INTO cans VALUES (?, ?)", [(id, f"can {id}") for id in range(1, 1_202)])
        held = Rows({cans: TableText(cans, "cans")}, writing).table(cans)
        held.change(7, {"name": "mended"})
        held.expect([*range(1_203), 7])
        writing.run("DELETE FROM cans")
        found = [held.get(id) for id in range(1_203)]
    store.close()
    assert found[0] is None
    assert found[1_202] is None
    assert found[7] == {"id": 7, "name": "mended"}
    assert [row["name"] for row in found if row][-1] == "can 1201"
