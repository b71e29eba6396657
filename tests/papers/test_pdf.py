"""PDF files written page by page, read by another's reader."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from pypdf import PdfReader

from imbuto.papers.pdf import Page, encoded, fitted, largest, pdf, width, wrapped

BLACK = (0.0, 0.0, 0.0)


def page(words: str) -> Page:
    drawn = Page(200, 100)
    drawn.text(10, 20, words, 8, BLACK)
    drawn.line(10, 25, 190, BLACK)
    drawn.box(10, 30, 20, 10, BLACK)
    return drawn


def test_a_file_of_many_pages_is_read_in_their_order() -> None:
    whole = b"".join(pdf((page(f"Page {number}") for number in range(250)), "Many", "sw"))
    reader = PdfReader(io.BytesIO(whole), strict=True)
    assert [one.extract_text().strip() for one in reader.pages] == [f"Page {number}" for number in range(250)]
    assert reader.metadata is not None
    assert reader.metadata.title == "Many"
    assert reader.trailer["/Root"]["/Lang"] == "sw"


def test_the_table_at_the_end_says_where_each_object_begins() -> None:
    whole = b"".join(pdf([page("one"), page("two")], "Two", "en"))
    table = int(whole.rsplit(b"startxref", 1)[1].split()[0])
    assert whole[table:].startswith(b"xref")
    rows = [row for row in whole[table:].split(b"\n") if row.endswith(b"n ")]
    for number, row in enumerate(rows, start=1):
        assert whole[int(row[:10]) :].startswith(b"%d 0 obj" % number)


@pytest.mark.parametrize("words", ["a (b) c", "back\\slash", ")(", "50 % off"])
def test_marks_of_the_format_are_only_letters_in_a_text(words: str) -> None:
    whole = b"".join(pdf([page(words)], words, "en"))
    assert PdfReader(io.BytesIO(whole)).pages[0].extract_text().strip() == words


def test_letters_are_written_as_the_fonts_have_them() -> None:
    assert encoded("Ñandú ’–×") == "Ñandú ’–×".encode("cp1252")
    assert encoded("ũĩ ŋ 牛\n\x00") == b"ui ? ?  "
    assert encoded("\N{MINUS SIGN}5") == b"\x815"
    assert encoded("e\u0301") == b"e"


def test_a_minus_is_a_minus_when_it_is_read() -> None:
    whole = b"".join(pdf([page("\N{MINUS SIGN}6,400.00")], "Debt", "en"))
    assert PdfReader(io.BytesIO(whole)).pages[0].extract_text().strip() == "\N{MINUS SIGN}6,400.00"


def test_figures_are_of_one_width_so_that_columns_are_straight() -> None:
    assert len({width(figure, 8) for figure in "0123456789"}) == 1
    assert width("\N{MINUS SIGN}", 8) == width("+", 8)
    assert width("10", 8, bold=True) == pytest.approx(width("10", 8))


def test_what_is_too_wide_is_shortened_wrapped_or_set_smaller() -> None:
    assert fitted("short", 100, 8) == "short"
    assert fitted("a very long name indeed", 40, 8).endswith("…")
    assert width(fitted("a very long name indeed", 40, 8), 8) <= 40
    lines = wrapped("milk in the morning and in the evening " + "x" * 90, 80, 8)
    assert all(width(line, 8) <= 80 for line in lines)
    assert lines[0] == "milk in the morning"
    assert wrapped("", 80, 8) == []
    assert largest("name", 500, (11, 9)) == 11
    assert largest("name" * 50, 100, (11, 9)) == 9


def test_nothing_of_a_page_is_kept_once_it_is_written() -> None:
    """The file is written in parts whose size does not grow with the pages before them."""

    def many() -> Iterator[Page]:
        for _ in range(300):
            yield page("the same")

    sizes = [len(part) for part in pdf(many(), "Same", "en")][1:301]
    assert max(sizes) - min(sizes) < 40
