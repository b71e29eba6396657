"""A fat × SNF matrix out of a file: as a grid or as a list, whole or with every fault named."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from imbuto.errors import BadValue
from imbuto.imports.matrix import letters, matrix_of, read_matrix
from imbuto.ledger import MAX_CELLS, MatrixCell
from imbuto.papers.matrix import matrix_csv, matrix_grid, matrix_xlsx

D = Decimal
CELLS = (
    MatrixCell(D(3), D(8), 4300),
    MatrixCell(D(3), D("8.5"), 4400),
    MatrixCell(D("3.5"), D("8.5"), 4750),
)
"""Ragged: fat 3.5 has no price below SNF 8.5."""
PERCENT = "The {} step is under 1 percent: a spreadsheet keeps 4% as 0.04."


def faults(content: str) -> list[tuple[int, str, str, str]]:
    reading = matrix_of("prices.csv", content.encode())
    assert reading.cells == ()
    return [(one.row, one.column, one.value, one.sentence) for one in reading.problems]


@pytest.mark.parametrize(
    "content",
    [
        "fat / snf,8,8.5\n3,43,44\n3.5,,47.50\n",
        ";8;8.5\n3;43.00;44.00\n3.5;;47.5\n",
        "\ufefffat,8%,8.5 %\n3%,43,44\n\n3.50,,47.5\n",
        "fat,snf,price\n3,8,43\n3,8.5,44\n3.5,8.5,47.50\n",
        "SNF\tKES\tFAT\n8\t43\t3\n8.5\t44\t3\n8.5\t47.5\t3.5\n",
        "Mafuta,SNF %,Bei\n3,8,43\n3,8.5,44\n3.5,8.5,47.50\n",
    ],
)
def test_a_grid_and_a_list_say_the_same(content: str) -> None:
    reading = matrix_of("prices.csv", content.encode())
    assert (reading.cells, reading.problems) == (CELLS, ())


def test_a_spreadsheet_made_by_hand_is_read(tmp_path: Path) -> None:
    path = tmp_path / "prices.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        for row, line in enumerate([["", 8, 8.5], [3, 43, 44], [3.5, None, 47.5]]):
            sheet.write_row(row, 0, line)
    assert read_matrix(path).cells == CELLS


@pytest.mark.parametrize("value", ["#REF!", "#DIV/0!", None])
def test_a_formula_without_a_result_is_no_empty_cell(value: str | None) -> None:
    """Excel's own error, and what a program writes that works out no formulas."""
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed) as workbook:
        workbook.add_worksheet("Read me").write(0, 0, "x")
        sheet = workbook.add_worksheet("Prices & more")
        sheet.write_row(0, 0, ["fat", 8, 8.5])
        sheet.write_row(1, 0, [3, 43])
        sheet.write_formula(1, 2, "=B2+1", None, value or "")
        sheet.write_row(2, 0, [3.5, 44])
        sheet.write_formula(2, 2, "=B3+1", None, 45)
    reading = matrix_of("prices.xlsx", packed.getvalue())
    assert reading.cells == ()
    assert [(one.row, one.column, one.sentence) for one in reading.problems] == [
        (2, "C", "The formula here has no result.")
    ]


def test_joined_cells_are_parted_by_a_person_and_not_by_us() -> None:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed) as workbook:
        sheet = workbook.add_worksheet()
        for row, line in enumerate([["fat", 8, 8.5], [3, 40], [3.5, 42]]):
            sheet.write_row(row, 0, line)
        sheet.merge_range(1, 2, 2, 2, 50)
    (fault,) = matrix_of("prices.xlsx", packed.getvalue()).problems
    assert (fault.row, fault.column, fault.sentence) == (3, "C", "This cell is joined with others.")


@pytest.mark.parametrize(("name", "write"), [("m.csv", matrix_csv), ("m.xlsx", matrix_xlsx)])
def test_what_is_written_is_read_again(name: str, write: object) -> None:
    assert matrix_of(name, write(CELLS)).cells == CELLS  # type: ignore[operator]


def test_the_grid_has_snf_across_and_fat_down() -> None:
    assert matrix_grid(CELLS[::-1]) == [
        ["fat / snf", D(8), D("8.5")],
        [D(3), D("43.00"), D("44.00")],
        [D("3.5"), None, D("47.50")],
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("fat,8,8.5\n3,x,44\n", (2, "B (snf 8)", "x", "This is not a plain number.")),
        ("fat,8,8.5\n3,43,44.005\n", (2, "C (snf 8.5)", "44.005", "An amount has at most two decimals.")),
        ("fat,8,8.5\n3,43,0\n", (2, "C (snf 8.5)", "0", "A litre costs KES 0.01 to 1,000.")),
        ("fat,8,8.5\n3,43,1000.01\n", (2, "C (snf 8.5)", "1000.01", "A litre costs KES 0.01 to 1,000.")),
        ("fat,8,8.5\n3,43,-44\n", (2, "C (snf 8.5)", "-44", "This is not a plain number.")),
        ("fat,8,8.5\nrich,43,44\n", (2, "A", "rich", "This is not a plain number.")),
        ("fat,8,8.5\n,43,44\n", (2, "A", "", "This is not a plain number.")),
        ("fat,8,8.5\n20.01,43,44\n", (2, "A", "20.01", "A fat step is 0 to 20 percent, to 0.01.")),
        ("fat,8,8.5\n3,43,44\n3.0,45,46\n", (3, "A", "3.0", "The fat step 3.0 stands in row 2 already.")),
        ("fat,8\n0.04,43\n", (2, "A", "0.04", PERCENT.format("fat"))),
        ("fat,0.08\n4,43\n", (1, "B", "0.08", PERCENT.format("snf"))),
        ("fat,8,thick\n3,43,44\n", (1, "C", "thick", "This is not a plain number.")),
        ("fat,8,8.0\n3,43,44\n", (1, "C", "8.0", "The SNF step 8.0 is there twice.")),
        ("fat,8\n3,43,44\n", (2, "C", "44", "No SNF step stands above it.")),
        ("fat,snf,price\n3,8,43\n3,8.00,44\n", (3, "price", "44", "fat 3 snf 8 stands in row 2 already.")),
        ("fat,snf,price\n3,8,\n", (2, "price", "", "This is not a plain number.")),
        ("fat,snf,price\n3\n", (2, "snf", "", "This is not a plain number.")),
    ],
)
def test_a_bad_cell_is_named_by_row_and_column(content: str, fault: tuple[int, str, str, str]) -> None:
    assert fault in faults(content)


def test_every_fault_is_told_and_not_only_the_first() -> None:
    assert [row for row, *_ in faults("fat,8,8.5\n3,x,y\n3.5,z,47\n")] == [2, 2, 3]


@pytest.mark.parametrize("content", ["", "\n\n", "fat,8,8.5\n", "fat,snf,price\n", "fat,8\n3,\n"])
def test_a_file_without_a_price_is_refused(content: str) -> None:
    with pytest.raises(BadValue):
        matrix_of("prices.csv", content.encode())


def test_more_cells_than_a_matrix_may_have_are_refused() -> None:
    lines = [f"{1 + n % 10},{5 + n // 1000}.{n // 10 % 100:02d},45" for n in range(MAX_CELLS)]
    assert len(matrix_of("prices.csv", "\n".join(["fat,snf,price", *lines]).encode()).cells) == MAX_CELLS
    with pytest.raises(BadValue):
        matrix_of("prices.csv", "\n".join(["fat,snf,price", *lines, "20,8,45"]).encode())


@pytest.mark.parametrize(
    ("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_have_the_names_of_a_spreadsheet(place: int, name: str) -> None:
    assert letters(place) == name
