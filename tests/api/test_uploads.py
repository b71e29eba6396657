"""Files that are sent to the API: what is no file, no form, or too much is refused and saves nothing."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from uuid import uuid4

from werkzeug.test import TestResponse

from .dairy import Dairy, is_problem

PATH = "/prices/matrix"
GRID = b"fat / snf,8.0,8.5\n3.0,45,46\n3.5,46,47\n"


def form(file: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "price_per_litre": "45.00", "effective_from": "2026-12-01", "file": file}


def send(dairy: Dairy, data: Any, kind: str = "multipart/form-data") -> TestResponse:
    return dairy.ask("treasurer", "POST", PATH, data=data, content_type=kind)


def test_words_in_the_place_of_the_file_are_refused(shared: Dairy) -> None:
    before = shared.position()
    for name in (None, "odd\r\nname.csv"):
        answer = send(shared, form(GRID.decode() if name is None else (io.BytesIO(GRID), name)))
        assert (answer.status_code, is_problem(answer)) == (422, True)
        [line] = answer.json["errors"]
        assert line == {"field": "file", "sentence": "This is a file. Send it as one, with its name."}
    assert shared.position() == before


def test_an_upload_that_is_no_form_is_refused_by_its_type(shared: Dairy) -> None:
    before = shared.position()
    for data, kind in (
        (b"{}", "application/json"),
        (GRID, "text/csv"),
    ):
        answer = send(shared, data, kind)
        assert (answer.status_code, is_problem(answer)) == (415, True)
    assert shared.position() == before


def test_a_small_file_that_unpacks_to_much_is_not_unpacked(shared: Dairy) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b"<row></row>" * 4_000_000)
    assert len(packed.getvalue()) < 200_000
    answer = send(shared, form((io.BytesIO(packed.getvalue()), "prices.xlsx")))
    assert (answer.status_code, answer.json["detail"]) == (
        422,
        "The spreadsheet unpacks to more than 32 MB.",
    )
