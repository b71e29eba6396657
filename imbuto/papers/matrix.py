"""A fat × SNF price matrix as a grid that can be read in again: SNF across, fat down, prices in shillings."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from decimal import Decimal

import xlsxwriter

from imbuto.ledger import MatrixCell

CORNER = "fat / snf"


def matrix_grid(cells: Sequence[MatrixCell]) -> list[list[Decimal | str | None]]:
    """The rows of the grid, SNF steps first. Prices in shillings; None where there is no cell."""
    fats, snfs = sorted({cell.fat_from for cell in cells}), sorted({cell.snf_from for cell in cells})
    prices = {
        (cell.fat_from, cell.snf_from): Decimal(cell.cents_per_litre).scaleb(-2).quantize(Decimal("0.01"))
        for cell in cells
    }
    grid: list[list[Decimal | str | None]] = [[CORNER, *snfs]]
    grid.extend([fat, *(prices.get((fat, snf)) for snf in snfs)] for fat in fats)
    return grid


def matrix_csv(cells: Sequence[MatrixCell]) -> bytes:
    """The grid as CSV in UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerows(["" if cell is None else str(cell) for cell in row] for row in matrix_grid(cells))
    return text.getvalue().encode()


def matrix_xlsx(cells: Sequence[MatrixCell]) -> bytes:
    """The grid as a workbook of one sheet; its numbers are numbers."""
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Prices")
        for row, line in enumerate(matrix_grid(cells)):
            for column, cell in enumerate(line):
                if isinstance(cell, str):
                    sheet.write_string(row, column, cell)
                elif cell is not None:
                    sheet.write_number(row, column, cell)
    return packed.getvalue()
