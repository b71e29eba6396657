"""A price matrix as a file: what was uploaded is read, what is asked for is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Response, request

from imbuto.api.problems import NotUnderstood
from imbuto.errors import BadValue
from imbuto.ledger import MatrixCell
from imbuto.papers.matrix import matrix_csv, matrix_xlsx

SHOWN_FAULTS = 100
WRITERS: dict[str, tuple[str, Callable[[Sequence[MatrixCell]], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", matrix_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", matrix_xlsx),
}
DESCRIBED = {
    "description": "The matrix as a grid.",
    "content": {
        content_type.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
        for content_type, _ in WRITERS.values()
    },
}
"""How OpenAPI tells of the file."""


def uploaded_cells(upload: Any) -> tuple[MatrixCell, ...]:
    """The cells in an uploaded file, or a problem that names every bad cell by row and column."""
    from imbuto.imports.matrix import matrix_of

    reading = matrix_of(upload.filename or "matrix.csv", upload.read())
    if reading.problems:
        raise NotUnderstood(
            422,
            f"{len(reading.problems)} cells of the matrix cannot be meant. Nothing was proposed.",
            "Mend them in the file and send it again.",
            [
                {"field": f"row {one.row}, column {one.column}", "sentence": f"{one.sentence} {one.remedy}"}
                for one in reading.problems[:SHOWN_FAULTS]
            ],
        )
    return reading.cells


def matrix_file(cells: Sequence[MatrixCell], wanted: str | None, name: str) -> Response:
    """The matrix as the query or the Accept header wants it; CSV when neither says."""
    if not cells:
        raise BadValue("matrix", name, "This price has no matrix.", "Ask for the price itself.")
    kinds = {content_type.partition(";")[0]: kind for kind, (content_type, _) in WRITERS.items()}
    kind = wanted or kinds.get(request.accept_mimetypes.best_match(list(kinds)) or "", "csv")
    content_type, write = WRITERS[kind]
    response = Response(write(cells), content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
