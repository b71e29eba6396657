"""Lists that are asked for as JSON, or as a table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, request
from marshmallow import fields, validate

from imbuto.api.plain import Schema
from imbuto.papers.table import Table, table_csv, table_xlsx

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = ("json", "csv", "xlsx")
_FILES: Mapping[str, tuple[Callable[[Table], bytes], str]] = {
    "csv": (table_csv, f"{CSV}; charset=utf-8"),
    "xlsx": (table_xlsx, XLSX),
}
AS_TABLES: dict[str, Any] = {
    "responses": {
        200: {
            "content": {
                kind: {"schema": {"type": "string", "contentMediaType": kind}} for kind in (CSV, XLSX)
            }
        }
    }
}
"""For `Blueprint.doc`: the answer may be such a file."""


class FormatArgs(Schema):
    """In which form."""

    format = fields.String(
        validate=validate.OneOf(FORMATS), metadata={"description": "Left out: as the Accept header asks."}
    )


def form_asked(asked: dict[str, Any]) -> str:
    """Takes the form out of what was asked: json, csv or xlsx."""
    best = request.accept_mimetypes.best_match(["application/json", CSV, XLSX], "application/json")
    return asked.pop("format", None) or {CSV: "csv", XLSX: "xlsx"}.get(best or "", "json")


def in_form(form: str, answer: Any, table: Callable[[], Table]) -> Any:
    """The answer as it is for JSON, else the table as a file."""
    if form not in _FILES:
        return answer
    write, kind = _FILES[form]
    drawn = table()
    disposition = f'attachment; filename="{drawn.name}.{form}"'
    return Response(write(drawn), content_type=kind, headers={"Content-Disposition": disposition})
