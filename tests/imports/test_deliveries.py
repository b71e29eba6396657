"""A delivery book is read as clerks and analysers write it; nothing is guessed and nothing is lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from imbuto.errors import BadValue
from imbuto.imports import DeliveryRow, known_numbers

from .files import book, deliveries, spreadsheet, text_file

AMR = """Kirima Dairy Society,,,,,,,,,,,,
Machine,AMR-07,Date From,01-10-26,Date To,15-10-26,,,,,,,

Date,Time,Shift,ID,Channel,Fat,SNF,CLR,Water,Qty,Rate,Incentive,Amount
12-10-26,06:41,MR,0042,COW,4.1,8.6,28.5,0,8.5,45.00,0,382.50
12-10-26,06:43,MR,0043,COW,3.9,8.4,27.0,0,12.25,45.00,0,551.25
12-10-26,17:02,ER,0042,COW,0,0,0,0,6.0,45.00,0,270.00
Average,,,,,4.0,8.5,27.7,0,8.9,45.00,0,
Total,,,3,,,,,,26.75,,0,1203.75
"""

ECOD = """Date,Time,shift,ID,Name,Milk,Fat,SNF,CLR,Water,Rate,Bonus,Qty,Total
12/10/26,06:41,MOR,0042,JANE WANJIRU,COW,4.1,8.6,28.5,0,45,0,8.5,382.50
12/10/26,17:10,EVE,0042,JANE WANJIRU,COW,4.3,8.5,28.0,0,45,0,5.5,247.50
,,,,,AVG,4.2,8.55,28.2,0,,,7,
"""


def test_an_amr_export_is_read_through_its_header_block_and_footer(tmp_path: Path) -> None:
    reading = deliveries(text_file(tmp_path, AMR), default_centre="Kirima")
    assert reading.ok
    assert reading.rows[0] == DeliveryRow(
        5, "0042", date(2026, 10, 12), "AM", Decimal("8.5"), at=time(6, 41), centre="Kirima",
        fat=Decimal("4.1"), snf=Decimal("8.6"), density=Decimal("1.0285"),
    )  # fmt: skip
    assert [(row.row, row.shift, row.litres) for row in reading.rows[1:]] == [
        (6, "AM", Decimal("12.25")),
        (7, "PM", Decimal("6.0")),
    ]
    assert reading.rows[2].fat is None
    assert reading.rows[0].happened_at == datetime(2026, 10, 12, 3, 41, tzinfo=UTC)
    assert any("Rate, Incentive, Amount" in note.sentence for note in reading.notes)


def test_an_ecod_export_is_read_by_quantity_and_not_by_kind_of_milk(tmp_path: Path) -> None:
    reading = deliveries(text_file(tmp_path, ECOD))
    assert reading.ok
    assert [(row.shift, row.litres) for row in reading.rows] == [
        ("AM", Decimal("8.5")),
        ("PM", Decimal("5.5")),
    ]


def test_the_society_layout_names_the_centre(tmp_path: Path) -> None:
    heading = "SOCIETY,MEMBER,DATE,SHIFT,QTY,FAT,SNF,RATE,AMOUNT"
    row = book(tmp_path, "S01,0042,12-10-26,M,8.5,4.1,8.6,45,382.5", heading=heading).rows[0]
    assert (row.centre, row.number, row.shift) == ("S01", "0042", "AM")


def test_a_kiswahili_book_is_read(tmp_path: Path) -> None:
    heading = "Namba ya Mwanachama,Tarehe,Zamu,Lita,Kituo,Hali,Sababu"
    row = book(tmp_path, "0042,12-10-26,Jioni,8.5,Kirima,imekataliwa,chachu", heading=heading).rows[0]
    assert (row.shift, row.rejected, row.reason) == ("PM", True, "chachu")


def test_a_comma_that_parted_a_number_in_two_cells_is_a_fault(tmp_path: Path) -> None:
    reading = book(tmp_path, "0042,12-10-26,AM,8,5")
    assert "more cells than there are headings" in reading.problems[0].sentence
    assert not reading.rows


def test_kilograms_become_litres_by_the_usual_density_and_are_kept(tmp_path: Path) -> None:
    row = book(tmp_path, "0042,12-10-26,AM,10.3", heading="Member No,Date,Shift,Weight (kg)").rows[0]
    assert (row.litres, row.kilograms, row.density) == (Decimal("10.00"), Decimal("10.3"), None)
    assert row.measured == "kg"


def test_a_density_of_the_book_is_used_and_a_silly_one_refused(tmp_path: Path) -> None:
    heading = "Member No,Date,Shift,Kgs,Density"
    reading = book(tmp_path, "0042,12-10-26,AM,8.5 kg,1.028", "0043,12-10-26,AM,8.5,2.5", heading=heading)
    assert (reading.rows[0].litres, reading.rows[0].density) == (Decimal("8.27"), Decimal("1.028"))
    assert [(problem.row, problem.column) for problem in reading.problems] == [(3, "Density")]


def test_an_analyser_s_clr_is_a_density_and_is_never_corrected_again(tmp_path: Path) -> None:
    heading = "Member No,Date,Shift,Litres,CLR,Lactometer,Temp"
    row = book(tmp_path, "0042,12-10-26,AM,8.5,28.7,27.5,26", heading=heading).rows[0]
    assert (row.density, row.lactometer, row.temperature) == (
        Decimal("1.0287"),
        Decimal("27.5"),
        Decimal(26),
    )


def test_the_tests_of_platform_and_laboratory_are_read_in_the_words_of_people(tmp_path: Path) -> None:
    heading = (
        "Member No,Date,Shift,Litres,Protein %,Water,Alcohol test,Smell,Resazurin,Antibiotics,TPC,Route,Churn"
    )
    row = book(tmp_path, "0042,12-10-26,AM,8.5,3.2,2.5,Neg,Good,4,pos,150000,r1,C-7", heading=heading).rows[0]
    assert (row.protein, row.water, row.resazurin, row.plate_count) == (
        Decimal("3.2"),
        Decimal("2.5"),
        4,
        150_000,
    )
    assert (row.alcohol, row.organoleptic, row.antibiotic) == ("negative", "good", "positive")
    assert (row.route, row.container) == ("R1", "C-7")


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Alcohol", "perhaps"),
        ("Smell", "nice"),
        ("Resazurin", "7"),
        ("Resazurin", "3.5"),
        ("TPC", "-1"),
        ("Protein", "99"),
        ("Added Water", "101"),
    ],
)
def test_a_test_that_says_nothing_known_is_a_fault(tmp_path: Path, heading: str, cell: str) -> None:
    reading = book(tmp_path, f"0042,12-10-26,AM,8.5,{cell}", heading=f"Member No,Date,Shift,Litres,{heading}")
    assert [problem.column for problem in reading.problems] == [heading]


def test_litres_and_kilograms_side_by_side_must_agree(tmp_path: Path) -> None:
    heading = "Member No,Date,Shift,Litres,Kg"
    reading = book(
        tmp_path,
        "0042,12-10-26,AM,10,10.3",
        "0043,12-10-26,AM,10,15",
        "0044,12-10-26,AM,,5.15",
        heading=heading,
    )
    assert [(row.litres, row.kilograms) for row in reading.rows] == [
        (Decimal(10), Decimal("10.3")),
        (Decimal("5.00"), Decimal("5.15")),
    ]
    assert [(problem.row, problem.column) for problem in reading.problems] == [(3, "Kg")]


def test_kilograms_that_no_scale_shows_are_refused_as_kilograms(tmp_path: Path) -> None:
    heading = "Member No,Date,Shift,Litres,Kg"
    reading = book(tmp_path, "0042,12-10-26,AM,x,0", "0043,12-10-26,AM,y,5.15", heading=heading)
    assert [(problem.row, problem.column, problem.sentence) for problem in reading.problems] == [
        (2, "Kg", "Kilograms must be more than zero."),
        (2, "Litres", "This is not a plain number."),
        (3, "Litres", "This is not a plain number."),
    ]


def test_a_blank_quantity_is_told_under_the_heading_that_the_file_has(tmp_path: Path) -> None:
    reading = book(tmp_path, "0042,12-10-26,AM,", heading="Member No,Date,Shift,Kilos")
    assert [(problem.column, problem.sentence) for problem in reading.problems] == [
        ("Kilos", "Kg is missing.")
    ]


def test_every_fault_of_a_row_is_told(tmp_path: Path) -> None:
    heading = "Member No,Date,Shift,Litres,Time,Fat,SNF,CLR,Temp,Status"
    reading = book(tmp_path, "!,x,z,-1,25:00,16,21,51,61,perhaps", heading=heading)
    assert [problem.column for problem in reading.problems] == heading.split(",")


def test_blank_cells_that_are_needed_are_each_told(tmp_path: Path) -> None:
    reading = book(tmp_path, "0042,12-10-26,AM,8.5", ",,,7")
    assert [problem.sentence for problem in reading.problems] == [
        "Member No is missing.",
        "Date is missing.",
        "Shift is missing.",
    ]


def test_milk_rejected_at_the_platform_keeps_its_reason(tmp_path: Path) -> None:
    heading = "Member No,Date,Shift,Litres,Rejected,Reason"
    reading = book(
        tmp_path,
        "0042,12-10-26,AM,8,yes,alcohol test",
        "0043,12-10-26,AM,8,no,",
        "0044,12-10-26,AM,8,Y,",
        heading=heading,
    )
    assert [(row.rejected, row.reason) for row in reading.rows] == [
        (True, "alcohol test"),
        (False, None),
        (True, "not stated"),
    ]
    assert [note.row for note in reading.notes] == [4]


def test_status_and_rejected_may_not_contradict_each_other(tmp_path: Path) -> None:
    heading = "Member No,Date,Shift,Litres,Status,Rejected"
    reading = book(tmp_path, "0042,12-10-26,AM,8,accepted,yes", heading=heading)
    assert "contradict" in reading.problems[0].sentence


def test_a_number_that_lost_its_zeros_finds_the_only_member_it_can_mean(tmp_path: Path) -> None:
    moment = datetime(2026, 10, 12, 6, 30)  # noqa: DTZ001 - as Excel holds it, without a zone
    rows = [
        ["Member No", "Date", "Shift", "Litres"],
        [42, moment, "AM", 8.5],
        [7, moment, "AM", 4],
        [9, moment, "AM", 4],
    ]
    reading = deliveries(spreadsheet(tmp_path, rows), known=known_numbers(["0042", "007", "0007"]))
    assert [row.number for row in reading.rows] == ["0042", "7", "9"]
    assert reading.rows[0].at == time(6, 30)


def test_numbers_found_to_be_one_member_are_weighed_against_each_other(tmp_path: Path) -> None:
    path = text_file(tmp_path, "Member No,Date,Shift,Litres\n42,12-10-26,AM,8.5\n0042,12-10-26,AM,8.5\n")
    assert len(deliveries(path, known=known_numbers(["0042"])).problems) == 1
    assert len(deliveries(path, pad=4).problems) == 1


def test_the_centre_of_a_row_goes_before_the_default(tmp_path: Path) -> None:
    path = text_file(
        tmp_path, "Member No,Date,Shift,Litres,Centre\n1,12-10-26,AM,8,Kirima\n2,12-10-26,AM,8,\n"
    )
    assert [row.centre for row in deliveries(path, default_centre="Mweiga").rows] == ["Kirima", "Mweiga"]
    assert [row.centre for row in deliveries(path).rows] == ["Kirima", None]


def test_a_book_without_shift_is_refused_naming_what_is_needed(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match=r"no column for Shift\. Seen: Member No, Date, Litres") as refused:
        book(tmp_path, "0042,12-10-26,8.5", heading="Member No,Date,Litres")
    assert refused.value.remedy == "A file of deliveries needs Member No, Date, Shift, Litres or Kg."


@pytest.mark.parametrize(("column", "shown"), [("Fat %", 0.035), ("SNF", 0.085), ("Protein", 0.031)])
def test_a_share_in_excels_percent_format_is_not_a_hundredth_of_it(
    tmp_path: Path, column: str, shown: float
) -> None:
    head = ["Member No", "Date", "Shift", "Litres", column]
    reading = deliveries(spreadsheet(tmp_path, [head, ["0042", "2026-11-02", "AM", 8.5, shown]]))
    (problem,) = reading.problems
    assert (problem.column, problem.value) == (column, str(shown))
    assert "percent" in problem.sentence


def test_a_formula_without_a_result_is_said_before_anything_is_written(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["Member No", "Date", "Shift", "Litres", "Fat"])
        sheet.write_row(1, 0, ["0042", "2026-11-02", "AM", 8.5])
        sheet.write_formula(1, 4, "=1/0", None, "#DIV/0!")
    reading = deliveries(path)
    assert reading.rows[0].fat is None
    told = [note.sentence for note in reading.notes]
    assert "Formulas without a result were read as empty cells: 1, the first in row 2." in told
