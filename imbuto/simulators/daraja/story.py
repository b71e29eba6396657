"""What people and tests are told: each payment's story, who was turned away, and the tries so far."""

from __future__ import annotations

from typing import Any

from imbuto.simulators.book import Book
from imbuto.simulators.clock import Clock

SCHEMA = """
CREATE TABLE IF NOT EXISTS story (originator_id TEXT NOT NULL, at TEXT NOT NULL, words TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS story_of_a_payment ON story (originator_id);
CREATE TABLE IF NOT EXISTS turned_away (
    number INTEGER PRIMARY KEY, at TEXT NOT NULL, originator_id TEXT NOT NULL, msisdn TEXT NOT NULL,
    words TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS tries (
    door TEXT NOT NULL, about TEXT NOT NULL, nth INTEGER NOT NULL, times INTEGER NOT NULL,
    PRIMARY KEY (door, about)) STRICT, WITHOUT ROWID;
"""

TURNED_AWAY_KEPT = 200


class Story:
    """Lines in the order in which things happened."""

    def __init__(self, book: Book, clock: Clock) -> None:
        self._book = book
        self._clock = clock
        self.forget()

    def forget(self) -> None:
        """Count anew: the book was emptied."""
        rows = self._book.rows("SELECT door, max(nth) AS many FROM tries GROUP BY door")
        self._seen: dict[str, int] = {row["door"]: row["many"] for row in rows}
        self._away = self._book.count("SELECT max(number) FROM turned_away")

    def tell(self, originator_id: str, words: str) -> None:
        """Add a line to a payment's story."""
        self._book.run("INSERT INTO story VALUES (?, ?, ?)", originator_id, self._clock().isoformat(), words)

    def of(self, originator_id: str) -> list[dict[str, str]]:
        rows = self._book.rows(
            "SELECT at, words FROM story WHERE originator_id = ? ORDER BY rowid", originator_id
        )
        return [dict(row) for row in rows]

    def turn_away(self, originator_id: str, msisdn: str, words: str) -> None:
        """Remember a request that was not answered as it should be; only the newest are kept."""
        self._away += 1
        at = self._clock().isoformat()
        self._book.run(
            "INSERT OR REPLACE INTO turned_away VALUES (?, ?, ?, ?, ?)",
            self._away,
            at,
            originator_id,
            msisdn,
            words,
        )
        if self._away % TURNED_AWAY_KEPT == 0:
            self._book.run("DELETE FROM turned_away WHERE number <= ?", self._away - TURNED_AWAY_KEPT)

    def turned_away(self, limit: int) -> list[dict[str, Any]]:
        rows = self._book.rows(
            "SELECT * FROM turned_away ORDER BY number DESC LIMIT ?", min(limit, TURNED_AWAY_KEPT)
        )
        return [dict(row) for row in rows]

    def count_try(self, door: str, about: str) -> tuple[int, int]:
        """Which one this is among all of its door, and which try of it: (nth, try), both from one on."""
        with self._book.writing():
            newcomer = self._seen.get(door, 0) + 1
            row = self._book.row(
                "INSERT INTO tries VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET times = times + 1"
                " RETURNING nth, times",
                door,
                about,
                newcomer,
            )
            if row is None:
                raise LookupError(about)
            if row["times"] == 1:
                self._seen[door] = newcomer
            return int(row["nth"]), int(row["times"])
