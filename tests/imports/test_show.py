"""What a person sees: the figures of a file, its first rows, its notes, and every fault."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from rich.console import Console, RenderableType

from imbuto.imports import RowProblem, preview, report, summary, write_report_csv

from .files import book, register


def shown(renderable: RenderableType) -> str:
    console = Console(width=200, file=io.StringIO())
    with console.capture() as captured:
        console.print(renderable)
    return captured.get()


def test_a_preview_of_deliveries_tells_counts_dates_litres_members_rows_and_notes(tmp_path: Path) -> None:
    lines = ["0042,1-10-26,AM,1008.5", "0042,15-10-26,AM,4", "0042,15-10-26,AM,5", "0043,12-10-26,AM,x"]
    words = shown(preview(book(tmp_path, *lines, heading="M/No,Date,Shift,Litres")))
    for expected in (
        "book.csv: 4 rows read, 3 to import, 1 row with faults (1 fault)",
        "Member No (as M/No), Date, Shift, Litres",
        "Dates: 1 Oct 2026 to 15 Oct 2026",
        "Litres: 1,017.5 of 1 member",
        "1008.5",
        "row 4: Another can of member 0042",
    ):
        assert expected in words


def test_a_preview_shows_the_first_rows_and_counts_the_other_notes(tmp_path: Path) -> None:
    lines = [f"{n:04},Member {chr(65 + n)},0712345678" for n in range(1, 21)]
    words = shown(preview(register(tmp_path, *lines), first=3))
    assert "Member D" in words
    assert "Member E" not in words
    assert "and 9 more notes" in words


def test_rejected_litres_are_told_apart(tmp_path: Path) -> None:
    reading = book(
        tmp_path,
        "0042,1-10-26,AM,8,yes",
        "0043,1-10-26,AM,4,no",
        heading="Member No,Date,Shift,Litres,Rejected",
    )
    assert "Litres: 12 of 2 members, of them 8 rejected" in summary(reading)


def test_a_file_of_faults_alone_has_a_preview_too(tmp_path: Path) -> None:
    assert "No row can be imported." in shown(preview(register(tmp_path, "!,!,!")))


def test_names_are_never_taken_for_the_marks_of_the_console(tmp_path: Path) -> None:
    assert "Jane [red]W[/red]" in shown(preview(register(tmp_path, "0042,Jane [red]W[/red],")))


def test_the_report_tells_row_column_value_sentence_and_remedy(tmp_path: Path) -> None:
    words = shown(report(register(tmp_path, "0042,Jane,0612345678", "0043,Ann,[bold]").problems))
    for expected in ("2", "Phone", "0612345678", "not a Kenyan mobile number", "Write it like", "[bold]"):
        assert expected in words


def test_a_long_report_says_how_much_it_leaves_out(tmp_path: Path) -> None:
    problems = register(tmp_path, *("!,Jane," for _ in range(30))).problems
    words = shown(report(problems, shown=10))
    assert words.count("not a member number") == 10
    assert "and 20 more faults" in words


def test_the_report_as_a_file_holds_every_fault_and_no_formula(tmp_path: Path) -> None:
    values = ["=1+1", "+254", "-5", "@x", "0612345678"]
    problems = [RowProblem(n, "Phone", value, "A sentence.", "A remedy.") for n, value in enumerate(values)]
    write_report_csv(tmp_path / "faults.csv", problems)
    with (tmp_path / "faults.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["row", "column", "value", "sentence", "remedy"]
    assert [row[2] for row in rows[1:]] == ["'=1+1", "'+254", "'-5", "'@x", "0612345678"]
