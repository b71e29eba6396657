"""How far each projection has come: its bookmark lies beside its rows and changes in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from imbuto.projections.store import ViewsStore, Writing

_COLUMNS = "name, version, position, generation, tables, stopped_position, stopped_topic, stopped_reason"


@dataclass(frozen=True)
class Bookmark:
    """`position` is the last fact folded; `generation` numbers the rebuilds; `tables` are the live ones."""

    name: str
    version: int
    position: int
    generation: int
    tables: str
    stopped_position: int | None = None
    stopped_topic: str | None = None
    stopped_reason: str | None = None

    @property
    def stopped(self) -> bool:
        return self.stopped_position is not None


def make_bookmarks(store: ViewsStore) -> None:
    with store.writing() as writing:
        writing.run(
            "CREATE TABLE IF NOT EXISTS bookmarks (name VARCHAR PRIMARY KEY, version INTEGER NOT NULL, "
            "position BIGINT NOT NULL, generation INTEGER NOT NULL, tables VARCHAR NOT NULL, "
            "stopped_position BIGINT, stopped_topic VARCHAR, stopped_reason VARCHAR)"
        )


def read_bookmarks(writing: Writing) -> dict[str, Bookmark]:
    found = writing.all(f"SELECT {_COLUMNS} FROM bookmarks")  # noqa: S608 - a constant
    return {row[0]: Bookmark(*row) for row in found}


def look_at_bookmarks(look: Connection) -> dict[str, Bookmark]:
    """The bookmarks as they are, without waiting for writers."""
    found = look.exec_driver_sql(f"SELECT {_COLUMNS} FROM bookmarks")  # noqa: S608 - a constant
    return {row[0]: Bookmark(*row) for row in found}


def advance(writing: Writing, names: list[str], position: int) -> None:
    writing.run_many("UPDATE bookmarks SET position = ? WHERE name = ?", [(position, name) for name in names])


def stop(writing: Writing, name: str, position: int, topic: str, reason: str) -> None:
    writing.run(
        "UPDATE bookmarks SET stopped_position = ?, stopped_topic = ?, stopped_reason = ? WHERE name = ?",
        (position, topic, reason, name),
    )


def start_again(writing: Writing) -> None:
    """Stopped projections try again from where they stopped."""
    writing.run("UPDATE bookmarks SET stopped_position = NULL, stopped_topic = NULL, stopped_reason = NULL")


def save(writing: Writing, bookmark: Bookmark) -> None:
    writing.run("DELETE FROM bookmarks WHERE name = ?", (bookmark.name,))
    writing.run(
        f"INSERT INTO bookmarks ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, NULL, NULL, NULL)",  # noqa: S608
        (bookmark.name, bookmark.version, bookmark.position, bookmark.generation, bookmark.tables),
    )
