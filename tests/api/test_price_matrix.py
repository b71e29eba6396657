"""Price matrices over HTTP: uploaded as a file, every bad cell named, downloaded as they were."""

from __future__ import annotations

import io
from typing import Any
from uuid import uuid4

import pytest

from imbuto.imports.matrix import matrix_of

from .dairy import PRICE, Dairy, is_problem
from .pricing import RULES, in_force

GRID = "fat / snf,8,8.5\n3,43.00,44.00\n3.5,45.00,47.50\n"


def upload(
    dairy: Dairy, content: bytes, name: str = "prices.csv", headers: Any = None, **changes: Any
) -> Any:
    form = {"id": str(uuid4()), "price_per_litre": "45.00", "effective_from": "2026-11-10", **changes}
    data = {**form, "file": (io.BytesIO(content), name)}
    how = {"data": data, "content_type": "multipart/form-data", "headers": headers or {}}
    return dairy.ask("treasurer", "POST", "/prices/matrix", **how)


def test_a_matrix_is_uploaded_once_and_downloaded_as_it_was(dairy: Dairy) -> None:
    id = str(uuid4())
    first, again = (upload(dairy, GRID.encode(), id=id, text="Grid") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    down = dairy.ask("clerk", "GET", f"/prices/{id}/matrix")
    assert down.text.replace("\r\n", "\n") == GRID
    assert down.content_type == "text/csv; charset=utf-8"
    assert down.headers["Content-Disposition"] == 'attachment; filename="prices-all-2026-11-10.csv"'


def test_a_matrix_as_a_spreadsheet_can_be_uploaded_again(dairy: Dairy) -> None:
    id = in_force(dairy)
    accept = {"Accept": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
    by_query = dairy.ask("clerk", "GET", f"/prices/{id}/matrix?format=xlsx")
    by_header = dairy.ask("clerk", "GET", f"/prices/{id}/matrix", headers=accept)
    assert by_query.content_type == by_header.content_type == accept["Accept"]
    (cell,) = matrix_of("prices.xlsx", by_query.data).cells
    assert (str(cell.fat_from), str(cell.snf_from), cell.cents_per_litre) == ("3.5", "8.5", 4750)
    other = str(uuid4())
    assert upload(dairy, by_header.data, "prices.xlsx", id=other).status_code == 201
    assert dairy.get("clerk", f"/prices/{other}")["matrix"] == RULES["matrix"]


def test_every_bad_cell_is_named_and_nothing_is_proposed(dairy: Dairy) -> None:
    before = dairy.position()
    answer = upload(dairy, b"fat,8,8.5\n3,43,abc\n3.5,45.001,47.50\n")
    assert (answer.status_code, is_problem(answer)) == (422, True)
    named = [(one["field"], one["sentence"]) for one in answer.json["errors"]]
    assert named == [
        (
            "row 2, column C (snf 8.5)",
            "This is not a plain number. Write it like 8.5, without signs or letters.",
        ),
        ("row 3, column B (snf 8)", "An amount has at most two decimals. Round it to whole cents."),
    ]
    assert dairy.position() == before


@pytest.mark.parametrize(
    ("content", "changes"),
    [
        (b"", {}),
        (b"fat,8\n", {}),
        (b"%PDF-1.4", {}),
        (b"PK\x03\x04 broken", {}),
        (GRID.encode(), {"id": "1"}),
        (GRID.encode(), {"price_per_litre": "free"}),
        (GRID.encode(), {"effective_from": "soon"}),
        (GRID.encode(), {"colour": "blue"}),
    ],
)
def test_an_upload_that_is_no_matrix_is_refused(
    dairy: Dairy, content: bytes, changes: dict[str, str]
) -> None:
    answer = upload(dairy, content, **changes)
    assert (answer.status_code, is_problem(answer)) == (422, True)


def test_an_upload_sent_again_under_its_key_gets_the_same_answer_and_another_file_does_not(
    dairy: Dairy,
) -> None:
    id, key = str(uuid4()), {"Idempotency-Key": "matrix-1"}
    first, again = (upload(dairy, GRID.encode(), id=id, headers=key) for _ in range(2))
    assert (first.status_code, again.status_code, again.headers["Idempotency-Replayed"]) == (201, 201, "true")
    assert first.data == again.data
    other = upload(dairy, GRID.replace("44", "49").encode(), id=id, headers=key)
    assert (other.status_code, is_problem(other)) == (409, True)


def test_an_upload_without_a_file_or_too_large_is_refused(dairy: Dairy) -> None:
    without = dairy.ask("treasurer", "POST", "/prices/matrix", data={"id": str(uuid4())})
    assert (without.status_code, is_problem(without)) == (422, True)
    kind = "multipart/form-data; boundary=milk"
    large = dairy.ask("treasurer", "POST", "/prices/matrix", data=b"x" * 1_100_000, content_type=kind)
    assert (large.status_code, is_problem(large)) == (413, True)


def test_a_price_without_a_matrix_has_none_to_download(dairy: Dairy) -> None:
    answer = dairy.ask("clerk", "GET", f"/prices/{PRICE}/matrix")
    assert (answer.status_code, is_problem(answer)) == (422, True)
    assert dairy.ask("clerk", "GET", f"/prices/{uuid4()}/matrix").status_code == 404
