"""`imbuto import charges`: all of a list or nothing, every bad row named, and twice is once."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.cli.conftest import Run, facts, opened
from tests.cli.importing import written

LIST = "Member No,Kind,Amount,Instalment,Ref\n1,advance,1000,200,A-1\n2,feed,500,,F-1\n1,hisa,,5%,\n"


def test_charges_are_made_with_who_and_the_file_s_digest(
    run: Run, with_members: Path, tmp_path: Path
) -> None:
    result = run("import", "charges", written(tmp_path, LIST), "--yes")
    assert result.exit_code == 0, result.output
    assert "Done: 3 saved, 0 were there already." in result.output
    for parts in opened(with_members):
        found = parts.views.charges.page().items
        assert {(one.member, one.kind, one.remaining_cents) for one in found} == {
            ("0001", "advance", 100_000), ("0002", "feed", 50_000), ("0001", "shares", None),
        }  # fmt: skip
        made = parts.ledger.story(found[0].id)[0][1]
        assert (made.channel, made.request[:7], made.who[:9]) == ("import", "sha256:", "operator:")


def test_the_same_list_twice_changes_nothing(run: Run, with_members: Path, tmp_path: Path) -> None:
    path = written(tmp_path, LIST)
    run("import", "charges", path, "--yes")
    before = facts(with_members)
    again = run("import", "charges", path, "--yes")
    assert again.exit_code == 0, again.output
    assert "Done: 0 saved, 3 were there already." in again.output
    assert facts(with_members) == before


def test_a_preview_saves_nothing(run: Run, with_members: Path, tmp_path: Path) -> None:
    before = facts(with_members)
    result = run("import", "charges", written(tmp_path, LIST), "--preview")
    assert result.exit_code == 0, result.output
    assert "Every row can be saved. Nothing was saved: this was a preview." in result.output
    assert facts(with_members) == before


def test_one_bad_row_keeps_all_out_and_every_fault_is_named(
    run: Run, with_members: Path, tmp_path: Path
) -> None:
    bad = f"{LIST}9,advance,10,,\n1,sacco,10,,\n1,loan,,5,\n2,feed,20000000,,\n1,milk,1,,\n"
    before, report = facts(with_members), tmp_path / "faults.csv"
    result = run("import", "charges", written(tmp_path, bad), "--yes", "--report", report)
    assert result.exit_code == 2
    assert facts(with_members) == before
    with report.open(encoding="utf-8-sig", newline="") as file:
        told = [(one["row"], one["column"], one["sentence"]) for one in csv.DictReader(file)]
    assert told == [
        ("5", "Member No", "There is no member 9."),
        ("6", "Creditor", "A charge of kind sacco is owed to somebody."),
        ("7", "Amount", "This charge needs an amount."),
        ("8", "Amount", "An amount is KES 0.01 to 10,000,000."),
        ("9", "Kind", "This kind of charge is not known."),
    ]


def test_a_reference_with_other_content_names_what_is_recorded(
    run: Run, with_members: Path, tmp_path: Path
) -> None:
    run("import", "charges", written(tmp_path, LIST), "--yes")
    other = "Member No,Kind,Amount,Instalment,Ref\n1,advance,1000,250,A-1\n"
    report = tmp_path / "faults.csv"
    result = run("import", "charges", written(tmp_path, other), "--yes", "--report", report)
    assert result.exit_code == 2
    with report.open(encoding="utf-8-sig", newline="") as file:
        [told] = csv.DictReader(file)
    assert (told["column"], told["value"], told["sentence"]) == (
        "Instalment", "250.00", "Recorded already as 200.00.",
    )  # fmt: skip


def test_a_mended_row_without_a_reference_is_told_to_stand_beside_the_first(
    run: Run, with_members: Path, tmp_path: Path
) -> None:
    bare = "Member No,Kind,Text,Amount,Instalment\n1,loan,Cow loan,10000,1000\n2,feed,Meal,500,\n"
    run("import", "charges", written(tmp_path, bare), "--yes")
    again = run("import", "charges", written(tmp_path, bare), "--preview")
    assert "already" not in again.output
    mended = run("import", "charges", written(tmp_path, bare.replace("10000", "9000")), "--preview")
    told = "row 2: Member 0001 has an open loan “Cow loan” already; this row makes another beside it."
    assert told in " ".join(mended.output.split())
    assert "row 3:" not in mended.output


def test_a_fault_shows_what_stands_in_the_cell(run: Run, with_members: Path, tmp_path: Path) -> None:
    bad = "Member No,Kind,Creditor,Amount\n1,sacco,NOPE,100\n2,feed,,\n"
    report = tmp_path / "faults.csv"
    run("import", "charges", written(tmp_path, bad), "--yes", "--report", report)
    with report.open(encoding="utf-8-sig", newline="") as file:
        told = [(one["column"], one["value"], one["remedy"][:14]) for one in csv.DictReader(file)]
    assert told == [("Creditor", "NOPE", "Check the code"), ("Amount", "", "Give the amoun")]
