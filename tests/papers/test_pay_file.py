"""A file of payments as a workbook, the letter that goes with it, and what is printed to pay in cash."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from pypdf import PdfReader
from python_calamine import load_workbook

from imbuto.aggregates.pay_lines import PayWords
from imbuto.ledger import PAY_PRESETS, PayColumn, PayFileContent
from imbuto.papers.cash_list import CashList, CashRow, cash_list_pdf, cash_receipts_pdf
from imbuto.papers.pay_file import PayFileLetter, grouped, letter_pdf, pay_file_xlsx
from imbuto.projections.pay_files import PayFileStanding

AT = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)
BAD = PayWords("7KQ2M9XWRT", "0042", "2026-11-A", 45_050, "254712000001", '=cmd|"x"', "KCB", "-0110")


def content(**changes: object) -> PayFileContent:
    return PayFileContent(replace(PAY_PRESETS["bank"], **changes), (BAD,))  # type: ignore[arg-type]


def sheet(of: PayFileContent) -> list[list[object]]:
    with load_workbook(io.BytesIO(pay_file_xlsx(of))) as book:
        return [list(row) for row in book.get_sheet_by_index(0).to_python()]


def words_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf), strict=True).pages]


def test_a_workbook_has_harmless_words_and_real_amounts() -> None:
    assert sheet(content())[1] == ["7KQ2M9XWRT", "KCB", "'-0110", '\'=cmd|"x"', 450.5, "2026-11-A"]
    assert sheet(content(headings=False))[0][4] == 450.5
    assert sheet(content(amounts="cents"))[1][4] == 45_050


def test_a_file_is_written_as_its_format_says() -> None:
    columns = (PayColumn("Simu", "phone"), PayColumn("Kiasi", "amount"), PayColumn("No", "row"))
    told = content(columns=columns, phones="0", delimiter="|", headings=False)
    assert told.as_csv == b"0712000001|450.50|1\r\n"


def standing(**changes: object) -> PayFileStanding:
    empty = dict.fromkeys(PayFileStanding.__dataclass_fields__)
    usual = {
        "id": UUID(int=71), "kind": "bank", "format": "bank", "state": "approved", "count": 1_234,
        "cents": 123_456_700, "digest": "0123456789abcdef" * 4, "bank": "KCB", "sealed_at": AT,
        "decided_at": AT,
    }  # fmt: skip
    return PayFileStanding(**{**empty, **usual, **changes})  # type: ignore[arg-type]


def test_the_letter_says_what_the_bank_asks_when_it_calls_back() -> None:
    letter = PayFileLetter("Kiambaa Dairy", standing(), "2026-11-A", "Njeri (S003)", "Otieno (S002)")
    (page,) = words_of(letter_pdf(letter))
    for words in (
        "Kiambaa Dairy", "1,234", "KES 1,234,567.00", "Njeri (S003)", "Otieno (S002)", "16 Nov 2026, 09:00",
        "01234567  89abcdef", "Received by the bank",
    ):  # fmt: skip
        assert words in page
    assert "".join(grouped("0123456789abcdef" * 4)) == "0123456789abcdef" * 4
    unsigned = replace(letter, approved_by="", period=None, file=standing(bank=None))
    assert "not yet" in words_of(letter_pdf(unsigned))[0]


def cash(count: int, held: int = 0) -> CashList:
    rows = [
        CashRow(UUID(int=n), f"{n:04}", f"Wanjiku wa Member number {n}", 45_000 + n * 100, n <= held)
        for n in range(1, count + 1)
    ]
    return CashList("Kiambaa Dairy", "2026-11-A", tuple(rows))


def test_the_cash_list_has_a_line_for_each_member_and_its_heads_on_each_page() -> None:
    pages = words_of(cash_list_pdf(cash(60, held=1)))
    assert len(pages) == 3
    assert all("Signature or thumb mark" in page for page in pages)
    whole = "".join(pages)
    assert whole.count("Wanjiku wa Member") == 60
    assert f"KES {(59 * 450 + sum(range(2, 61))):,}.00" in whole
    assert "1 held back" in whole
    assert "Witness (another official)" in pages[-1]
    assert "Nobody waits for cash" in words_of(cash_list_pdf(cash(0)))[0]


def test_there_is_a_receipt_to_sign_for_each_who_may_be_paid() -> None:
    pages = words_of(cash_receipts_pdf(cash(5, held=1)))
    assert len(pages) == 2
    whole = "".join(pages)
    assert whole.count("Cash receipt / Stakabadhi") == 4
    assert "0001" not in whole
    assert whole.count("Witness / Shahidi") == 4
    assert "nobody waits for cash" in words_of(cash_receipts_pdf(cash(1, held=1)))[0]
