"""`imbuto import`: all of a file or nothing, every bad row named, and twice is once."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from imbuto.imports import DeliveryRow, id_for
from imbuto.ledger import Weighing
from imbuto.values import By, utc_now
from tests.cli.conftest import Run, facts, opened
from tests.cli.importing import BOOK, REGISTER, faults_in, written


def test_members_are_registered_with_the_centre_by_code_or_name(with_members: Path) -> None:
    for parts in opened(with_members):
        jane, john = parts.ledger.member("0001"), parts.ledger.member("0002")
        assert (jane.name.text, jane.centre, john.centre) == ("Jane Doe", "KB", "CH")
        assert str(jane.phone) == "254712000001"
        assert parts.views.members.count() == 2


def test_deliveries_are_recorded_with_their_shift_s_hour_and_the_file_s_digest(
    run: Run, with_members: Path, tmp_path: Path
) -> None:
    result = run("import", "deliveries", written(tmp_path, BOOK), "--centre", "kibet", "--yes")
    assert result.exit_code == 0, result.output
    for parts in opened(with_members):
        items = parts.views.deliveries.page(member="0001").items
        assert {(one.shift, one.litres) for one in items} == {("AM", Decimal("8.5")), ("PM", Decimal("3.25"))}
        told = {one.shift: parts.ledger.story(one.id)[0][1] for one in items}
        assert told["AM"].happened_at == datetime(2026, 10, 12, 3, 30, tzinfo=UTC)
        assert told["PM"].happened_at == datetime(2026, 10, 12, 14, 0, tzinfo=UTC)
        assert told["AM"].channel == "import"
        assert told["AM"].who.startswith("operator:")
        assert told["AM"].request.startswith("sha256:")


@pytest.mark.parametrize("words", [("members", REGISTER), ("deliveries", BOOK)])
def test_the_same_file_twice_changes_nothing(
    run: Run, with_members: Path, tmp_path: Path, words: tuple[str, str]
) -> None:
    kind, text = words
    path = written(tmp_path, text)
    assert run("import", kind, path, "--centre", "KB", "--yes").exit_code == 0
    before = facts(with_members)
    again = run("import", kind, path, "--centre", "KB", "--yes")
    assert again.exit_code == 0
    assert "Done: 0 saved" in again.output
    assert facts(with_members) == before


def test_a_preview_saves_nothing(run: Run, with_members: Path, tmp_path: Path) -> None:
    before = facts(with_members)
    result = run("import", "deliveries", written(tmp_path, BOOK), "--centre", "KB", "--preview")
    assert result.exit_code == 0
    assert "Nothing was saved" in result.output
    assert facts(with_members) == before


def test_it_asks_before_it_saves(run: Run, with_members: Path, tmp_path: Path) -> None:
    before = facts(with_members)
    words = ("import", "deliveries", written(tmp_path, BOOK), "--centre", "KB")
    declined = run(*words, typed="n\n")
    assert declined.exit_code == 1
    assert "Save 3 rows?" in declined.output
    assert "Nothing was saved." in declined.output
    assert facts(with_members) == before
    assert run(*words, typed="y\n").exit_code == 0
    assert facts(with_members) == before + 3


def test_a_thousand_bad_rows_are_all_told_and_nothing_is_saved(
    run: Run, with_members: Path, tmp_path: Path
) -> None:
    before = facts(with_members)
    bad = "".join(f"{number % 7},12-13-26,AM,NaN\n" for number in range(1000))
    report = tmp_path / "faults.csv"
    result = run(
        "import", "deliveries", written(tmp_path, BOOK + bad), "--centre", "KB", "--yes", "--report", report
    )
    assert result.exit_code == 2
    assert "Nothing was saved." in result.stderr
    rows = faults_in(report)
    assert len({row["row"] for row in rows}) == 1000
    assert {row["column"] for row in rows} == {"Date", "Litres"}
    assert all(row["value"] and row["sentence"] and row["remedy"] for row in rows)
    assert facts(with_members) == before


@pytest.mark.parametrize(
    ("lines", "column", "sentence"),
    [
        ("9,12-10-26,AM,8", "Member No", "There is no member 9."),
        ("1,12-10-26,AM,8", "Member No", "already has 5 litres"),
        ("1,12-10-25,AM,8", "Date", "No approved price"),
    ],
)
def test_what_the_ledger_objects_to_keeps_the_whole_file_out(
    run: Run, with_members: Path, tmp_path: Path, lines: str, column: str, sentence: str
) -> None:
    for parts in opened(with_members):
        weighing = Weighing(
            member="0001",
            centre="KB",
            date=datetime(2026, 10, 12, tzinfo=UTC).date(),
            shift="AM",
            litres=Decimal(5),
        )
        parts.ledger.record_delivery(
            id_for(DeliveryRow(1, "0001", weighing.date, "MID", Decimal(5))),
            weighing,
            By("staff:S001", "office", "test", utc_now()),
        )
    before = facts(with_members)
    book = f"Member No,Date,Shift,Litres\n2,11-10-26,AM,7\n{lines}\n"
    report = tmp_path / "faults.csv"
    result = run(
        "import", "deliveries", written(tmp_path, book), "--centre", "KB", "--yes", "--report", report
    )
    assert result.exit_code == 2
    (row,) = faults_in(report)
    assert (row["row"], row["column"]) == ("3", column)
    assert sentence in row["sentence"]
    assert facts(with_members) == before


def test_unusual_litres_keep_the_file_out_until_they_are_said_to_be_meant(
    run: Run, with_members: Path, tmp_path: Path
) -> None:
    usual = "".join(f"1,{day:02}-10-26,AM,8\n" for day in range(5, 10))
    head = "Member No,Date,Shift,Litres\n"
    assert (
        run("import", "deliveries", written(tmp_path, head + usual), "--centre", "KB", "--yes").exit_code == 0
    )
    before, report = facts(with_members), tmp_path / "faults.csv"
    words = ("import", "deliveries", written(tmp_path, f"{head}1,10-10-26,AM,24.01\n1,11-10-26,AM,24\n"))
    refused = run(*words, "--centre", "KB", "--yes", "--report", report)
    assert refused.exit_code == 2
    (row,) = faults_in(report)
    assert (row["row"], row["column"], row["value"]) == ("2", "Litres", "24.01")
    assert "--meant" in row["remedy"]
    assert facts(with_members) == before
    assert run(*words, "--centre", "KB", "--yes", "--meant").exit_code == 0
    for parts in opened(with_members):
        assert [str(one.litres) for one in parts.views.deliveries.page(unusual=True).items] == ["24.01"]


def test_kilograms_become_litres_in_the_ledger_and_stay_as_they_were_weighed(
    run: Run, with_members: Path, tmp_path: Path
) -> None:
    book = written(tmp_path, "Member No,Date,Shift,Kg\n1,12-10-26,AM,8.74\n")
    for saved in ("1 saved", "0 saved"):
        assert f"Done: {saved}" in run("import", "deliveries", book, "--centre", "KB", "--yes").output
    for parts in opened(with_members):
        (one,) = parts.views.deliveries.page().items
        assert (one.measured, str(one.kilograms), str(one.density_used)) == ("kg", "8.74", "1.03")
        assert (one.litres, one.density) == (Decimal("8.49"), None)


def test_other_content_under_a_recorded_row_is_told_by_column(
    run: Run, with_members: Path, tmp_path: Path
) -> None:
    run("import", "deliveries", written(tmp_path, BOOK), "--centre", "KB", "--yes")
    changed = BOOK.replace("3.25", "4.25").replace("Litres", "Qty (l)")
    report = tmp_path / "faults.csv"
    words = ("--centre", "KB", "--yes", "--report", report)
    result = run("import", "deliveries", written(tmp_path, changed), *words)
    assert result.exit_code == 2
    (row,) = faults_in(report)
    assert (row["row"], row["column"], row["value"]) == ("4", "Qty (l)", "4.25")
    assert row["sentence"] == "Recorded already as 3.25."
    assert "/correction) and take the row out" in row["remedy"]
    assert "new id" not in result.output


def test_one_row_is_asked_for_in_the_singular(run: Run, with_members: Path, tmp_path: Path) -> None:
    path = written(tmp_path, "Member No,Date,Shift,Litres\n1,12-10-26,AM,7\n")
    assert "Save 1 row?" in run("import", "deliveries", path, "--centre", "KB", typed="n\n").output


@pytest.mark.parametrize("how", ["--yes", "--preview"])
def test_faults_of_the_file_and_of_the_ledger_come_together_and_are_counted_together(
    run: Run, with_members: Path, tmp_path: Path, how: str
) -> None:
    before = facts(with_members)
    lines = ["1,12-10-26,AM,8.5", "9,12-10-26,AM,7", "2,12-13-26,AM,NaN", "1,12-10-25,PM,4"]
    path = written(tmp_path, "\n".join(["Mem No,Date,Shift,Litres", *lines]) + "\n")
    report = tmp_path / "faults.csv"
    result = run("import", "deliveries", path, "--centre", "KB", how, "--report", report)
    assert result.exit_code == 2
    assert "4 rows read, 1 to import, 3 rows with faults (4 faults)" in result.output
    told = [(row["row"], row["column"]) for row in faults_in(report)]
    assert told == [("3", "Mem No"), ("4", "Date"), ("4", "Litres"), ("5", "Date")]
    assert facts(with_members) == before


def test_a_member_of_other_content_is_refused_and_the_phone_is_not_repeated(
    run: Run, with_members: Path, tmp_path: Path
) -> None:
    report = tmp_path / "faults.csv"
    changed = written(tmp_path, REGISTER.replace("0712000001,Kibet", "0712000009,CH"))
    result = run("import", "members", changed, "--yes", "--report", report)
    assert result.exit_code == 2
    told = {row["column"]: (row["value"], row["sentence"]) for row in faults_in(report)}
    assert told == {
        "Phone": ("(personal)", "Member 0001 is recorded with another one."),
        "Centre": ("CH", "Recorded already as KB."),
    }
    assert "0712000009" not in report.read_text(encoding="utf-8-sig")


def test_a_row_without_a_centre_is_named_where_there_are_several(
    run: Run, with_members: Path, tmp_path: Path
) -> None:
    result = run("import", "deliveries", written(tmp_path, BOOK), "--yes")
    assert result.exit_code == 2
    assert "No centre is named." in result.output
    result = run("import", "deliveries", written(tmp_path, BOOK), "--centre", "Nowhere", "--yes")
    assert "There is no centre Nowhere." in result.output


def test_this_evening_s_milk_of_an_afternoon_s_file_is_taken(
    run: Run, with_members: Path, tmp_path: Path
) -> None:
    from imbuto.values import business_date

    today = business_date(utc_now())
    book = f"Member No,Date,Shift,Litres\n1,{today:%d-%m-%y},ER,4\n"
    result = run("import", "deliveries", written(tmp_path, book), "--centre", "KB", "--yes")
    assert result.exit_code == 0, result.output


def test_a_file_that_is_not_there_or_is_none_is_refused(run: Run, with_members: Path, tmp_path: Path) -> None:
    assert run("import", "members", tmp_path / "nothing.csv", "--yes").exit_code == 2
    nonsense = written(tmp_path, "a,b\n1,2\n")
    result = run("import", "members", nonsense, "--yes")
    assert result.exit_code == 2
    assert "Traceback" not in result.output
