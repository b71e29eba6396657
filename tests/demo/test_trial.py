"""A trial: an empty cooperative on the simulators, and files that can be brought into it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from imbuto.demo import write_samples
from imbuto.imports import known_numbers, read_deliveries, read_members, read_table


def test_the_samples_are_read_without_a_fault_and_are_the_same_each_time(tmp_path: Path) -> None:
    today = date(2026, 11, 21)
    register, deliveries = write_samples(tmp_path / "one", today)
    members = read_members(read_table(register), today=today)
    assert members.ok
    known = known_numbers([row.number for row in members.rows])
    milk = read_deliveries(read_table(deliveries), known=known, today=today)
    assert milk.ok
    assert len(milk.rows) == len(members.rows) * 31 * 2
    assert milk.last_date == date(2026, 11, 15)
    again = write_samples(tmp_path / "two", today)
    assert read_deliveries(read_table(again[1]), known=known, today=today).rows == milk.rows
