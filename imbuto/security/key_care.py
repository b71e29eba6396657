"""What is done around the keys: moving them out of an older people store, and remembering how far the
erasures of the ledger were carried out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, MetaData, Table, inspect, select, text, update

from imbuto.security.key_tables import erased_keys, erased_people, keys
from imbuto.security.store import PeopleStore
from imbuto.security.tables import SCHEMA

_ERASURES = "erasures"
_ROWS_AT_ONCE = 500


def move_keys(people: PeopleStore, store: PeopleStore) -> int:
    """Moves the keys of an older people store into the key store, once, and tells how many it held.

    They are durable there before they go here. Stopped anywhere, the next start ends it; a key that was
    destroyed in between is not brought back.
    """
    moved = 0
    with people.writing() as connection:
        old = [table for table in (keys, erased_keys) if _is_there(people, connection, table)]
        if not old:
            return 0
        with store.writing() as into:
            for table in reversed(old):
                rows = connection.execute(select(_among_people(table))).mappings().all()
                moved = len(rows)
                _copy(into, table, [dict(row) for row in rows])
        for table in old:
            name = table.name if people.is_sqlite else f"{SCHEMA}.{table.name}"
            connection.execute(text(f"DROP TABLE {name}"))
    people.scrub()
    return moved


def _is_there(people: PeopleStore, connection: Connection, table: Table) -> bool:
    return inspect(connection).has_table(table.name, schema=None if people.is_sqlite else SCHEMA)


def _among_people(table: Table) -> Table:
    """The same table where it was before: in the people store."""
    return table.to_metadata(MetaData(schema=SCHEMA), schema=SCHEMA)


def _copy(into: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    known = set(into.scalars(select(table.c.key_id)))
    if table is keys:
        known |= set(into.scalars(select(erased_keys.c.key_id)))
    new = [row for row in rows if row["key_id"] not in known]
    for start in range(0, len(new), _ROWS_AT_ONCE):
        into.execute(table.insert(), new[start : start + _ROWS_AT_ONCE])


def looked_until(store: PeopleStore) -> int:
    """Up to which position of the ledger its erasures were carried out on this store."""
    marks = store.table("marks")
    with store.reading() as connection:
        return connection.scalar(select(marks.c.position).where(marks.c.name == _ERASURES)) or 0


def look_on_from(store: PeopleStore, position: int) -> None:
    """Notes that the erasures up to this position are carried out on this store."""
    with store.writing() as connection:
        store.put(connection, store.table("marks"), {"name": _ERASURES, "position": position})


def not_erased(store: PeopleStore, subjects: Sequence[str]) -> list[str]:
    """Those of these people who have a key, or are not known to have lost it."""
    with store.reading() as connection:
        have: set[str] = set()
        gone: set[str] = set()
        for start in range(0, len(subjects), _ROWS_AT_ONCE):
            some = subjects[start : start + _ROWS_AT_ONCE]
            have.update(connection.scalars(select(keys.c.subject).where(keys.c.subject.in_(some))))
            question = select(erased_people.c.subject).where(erased_people.c.subject.in_(some))
            gone.update(connection.scalars(question))
    return [subject for subject in subjects if subject in have or subject not in gone]


def unscrubbed(store: PeopleStore) -> list[str]:
    """Who was erased, and may still be in free pages of the stores' files."""
    question = select(erased_people.c.subject).where(erased_people.c.scrubbed_at.is_(None))
    with store.reading() as connection:
        return sorted(connection.scalars(question))


def are_scrubbed(store: PeopleStore, subjects: Sequence[str], now: datetime) -> None:
    """Notes that these people are in no file any more."""
    with store.writing() as connection:
        for subject in subjects:
            of_them = erased_people.c.subject == subject
            connection.execute(update(erased_people).where(of_them).values(scrubbed_at=now))
