"""Questions to the store of facts from its end: what came before a position, the newest facts of some things,
and whether the store is whole. One SQL for both stores; what differs is how each spells its table.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Protocol, cast
from uuid import UUID

from eventsourcing.persistence import Notification

AT_ONCE = 500
"""How many ids or positions one question names."""


class Rows(Protocol):
    """A recorder that answers questions in its own SQL."""

    def _rows(self, statement: str, params: Sequence[Any]) -> list[Any]: ...


class BackwardQuestions:
    """Part of a recorder: it has `_rows`, and says what its table and its columns are called."""

    TABLE: ClassVar[str]
    POSITION: ClassVar[str]
    MARK: ClassVar[str] = "?"
    HOLDS: ClassVar[str] = "instr(state, ?) > 0"
    """Whether a fact's stored bytes hold these."""

    def stored_before(
        self, before: int, down_to: int, limit: int, topics: Sequence[str] = (), holding: bytes | None = None
    ) -> list[Notification]:
        """Facts from `before` (excluded) down to a position (included), the newest first."""
        asked = [f"{self.POSITION} < ?", f"{self.POSITION} >= ?"]
        if topics:
            asked.append(f"topic IN ({','.join('?' * len(topics))})")
        if holding is not None:
            asked.append(self.HOLDS)
        values = [before, down_to, *topics, *([] if holding is None else [holding]), limit]
        return self._stored(f"WHERE {' AND '.join(asked)} ORDER BY {self.POSITION} DESC LIMIT ?", values)

    def stored_behind(self, after: int, limit: int) -> list[Notification]:
        """Up to so many facts behind a position, in order."""
        rest = f"WHERE {self.POSITION} > ? ORDER BY {self.POSITION} LIMIT ?"
        return self._stored(rest, (after, limit))

    def newest_positions(self, ids: Sequence[UUID], before: int, limit: int) -> list[int]:
        """The positions of these things' facts below `before`, the newest first."""
        found: list[int] = []
        for some in _parts(ids):
            marks = ",".join("?" * len(some))
            rest = f"WHERE originator_id IN ({marks}) AND {self.POSITION} < ? ORDER BY {self.POSITION} DESC"
            question = f"SELECT {self.POSITION} FROM {self.TABLE} {rest} LIMIT ?"  # noqa: S608 - no value
            rows = self._ask(question, [*map(self._key, some), before, limit])
            found.extend(int(row[0]) for row in rows)
        return sorted(found, reverse=True)[:limit]

    def stored_at(self, positions: Sequence[int]) -> list[Notification]:
        """The facts at these positions, the newest first."""
        found: list[Notification] = []
        for some in _parts(sorted(positions, reverse=True)):
            marks = ",".join("?" * len(some))
            rest = f"WHERE {self.POSITION} IN ({marks}) ORDER BY {self.POSITION} DESC"
            found.extend(self._stored(rest, some))
        return found

    def first_facts(self, ids: Sequence[UUID]) -> list[Notification]:
        """The first fact of each of these things."""
        found: list[Notification] = []
        for some in _parts(ids):
            marks = ",".join("?" * len(some))
            rest = f"WHERE originator_version = 1 AND originator_id IN ({marks})"
            found.extend(self._stored(rest, [self._key(one) for one in some]))
        return found

    def counted(self) -> tuple[int, int]:
        """How many facts there are, and the last position."""
        question = f"SELECT count(*) AS facts, max({self.POSITION}) AS last FROM {self.TABLE}"  # noqa: S608
        rows = self._ask(question, ())
        return int(rows[0][0]), int(rows[0][1] or 0)

    def gaps(self, limit: int) -> list[tuple[int, int]]:
        """Positions that nothing stands at, from and to (both included), before the last one."""
        position = self.POSITION
        before = f"LAG({position}, 1, 0) OVER (ORDER BY {position})"
        pairs = f"SELECT {position} AS here, {before} AS past FROM {self.TABLE}"  # noqa: S608 - no value
        rest = "WHERE here > past + 1 ORDER BY here LIMIT ?"
        rows = self._ask(f"SELECT past, here FROM ({pairs}) AS pairs {rest}", (limit,))  # noqa: S608
        return [(int(row[0]) + 1, int(row[1]) - 1) for row in rows]

    def _stored(self, rest: str, params: Sequence[Any]) -> list[Notification]:
        columns = f"{self.POSITION}, originator_id, originator_version, topic, state"
        rows = self._ask(f"SELECT {columns} FROM {self.TABLE} {rest}", params)  # noqa: S608 - no value
        return [Notification(UUID(str(row[1])), row[2], row[3], bytes(row[4]), id=row[0]) for row in rows]

    def _ask(self, statement: str, params: Sequence[Any]) -> list[Any]:
        return cast(Rows, self)._rows(statement.replace("?", self.MARK), params)

    def _key(self, id: UUID) -> Any:
        """An id as the store has it."""
        return id


def _parts(things: Sequence[Any]) -> list[Sequence[Any]]:
    return [things[start : start + AT_ONCE] for start in range(0, len(things), AT_ONCE)]
