"""A register says by which way each member is paid; without such a column nothing changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from imbuto.imports.payees import Way

from .files import register

HEADING = "Member No,Name,Paid By,Bank Code,Account No,Account Name"


@pytest.mark.parametrize(
    ("line", "way"),
    [
        ("0042,Jane Wanjiru,,,,", Way()),
        ("0042,Jane Wanjiru,M-Pesa,EXB01,0110001234,", Way()),
        ("0042,Jane Wanjiru,Taslimu,,,", Way("cash")),
        ("0042,Jane Wanjiru,Benki,EXB 01,0110-0012 34,", Way("bank", "EXB01", "0110001234", "Jane Wanjiru")),
        ("0042,Jane Wanjiru,bank,EXB01,ab12,J Wanjiru", Way("bank", "EXB01", "ab12", "J Wanjiru")),
    ],
)
def test_each_row_says_its_way(tmp_path: Path, line: str, way: Way) -> None:
    reading = register(tmp_path, line, heading=HEADING)
    assert reading.ok
    assert [row.way for row in reading.rows] == [way]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("0042,Jane,cheque,,,", "Paid By"),
        ("0042,Jane,bank,,0110001234,", "Bank Code"),
        ("0042,Jane,bank,EXB01,,", "Account No"),
        ("0042,Jane,bank,EXB01,1.1E+09,", "Account No"),
        ("0042,Jane,bank,EXB01,123,", "Account No"),
        ("0042,Jane,bank,Example & Sons,0110001234,", "Bank Code"),
    ],
)
def test_what_no_bank_could_pay_is_a_fault_of_its_column(tmp_path: Path, line: str, column: str) -> None:
    reading = register(tmp_path, line, heading=HEADING)
    assert [problem.column for problem in reading.problems] == [column]
    assert not reading.rows
