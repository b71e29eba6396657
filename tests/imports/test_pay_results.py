"""A bank's answer, as banks write it: its headings, its words and its amounts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from imbuto.errors import BadValue
from imbuto.imports import read_pay_results, read_results_in, read_table
from imbuto.imports.reading import Reading
from imbuto.imports.tables import table_of
from imbuto.ledger import PAY_PRESETS

BANK = PAY_PRESETS["bank"]


def reading(text: str, form: object = BANK) -> Reading[object]:
    return read_pay_results(table_of("answer.csv", text.encode()), form)  # type: ignore[arg-type,return-value]


def results(text: str, form: object = BANK) -> list[object]:
    return [row.result for row in reading(text, form).rows]  # type: ignore[attr-defined]


def test_banks_have_headings_and_words_of_their_own() -> None:
    paid, failed = results(
        "Bulk payment report;;;;\n"
        "Customer Reference;Transaction Status;Bank Ref;Amount Paid;Failure Reason\n"
        'abc234;SUCCESSFUL ;FT1;"1,450.50";\n'
        "XYZ567;  Returned;;KES 450;No such account\n"
        "Total;;;1900.50;\n"
    )
    assert (paid.reference, paid.outcome, paid.receipt, paid.cents) == ("ABC234", "paid", "FT1", 145_050)
    assert (failed.reference, failed.outcome, failed.receipt, failed.cents, failed.reason) == (
        "XYZ567",
        "not_paid",
        None,
        45_000,
        "No such account",
    )


def test_what_is_still_under_way_is_left_out_and_said_so() -> None:
    found = reading("Reference,Status,Receipt\nA1,pending,\nA2,paid,FT2\n")
    assert [row.number for row in found.rows] == ["A2"]  # type: ignore[attr-defined]
    assert [(note.row, "under way" in note.sentence) for note in found.notes] == [(2, True)]


@pytest.mark.parametrize("word", ["maybe", "0", "reversed", "sent"])
def test_a_word_that_the_format_does_not_know_is_a_fault_and_never_an_outcome(word: str) -> None:
    found = reading(f"Reference,Status\nA1,{word}\n")
    assert not found.rows
    assert found.problems[0].column == "Status"
    assert "add the word to the format" in found.problems[0].remedy
    taught = replace(BANK, paid_words=(*BANK.paid_words, word))
    assert results(f"Reference,Status,Receipt\nA1,{word},FT1\n", taught)[0].outcome == "paid"  # type: ignore[attr-defined]


def test_amounts_are_read_as_the_format_writes_them() -> None:
    in_cents = replace(BANK, amounts="cents")
    assert results("Reference,Status,Amount\nA1,failed,45000\n", in_cents)[0].cents == 45_000  # type: ignore[attr-defined]
    assert results("Reference,Status,Amount\nA1,failed,450\n")[0].cents == 45_000  # type: ignore[attr-defined]
    for amount, form in (("450.50", in_cents), ("450.505", BANK), ("-450", BANK), ("a lot", BANK)):
        assert reading(f"Reference,Status,Amount\nA1,failed,{amount}\n", form).problems[0].column == "Amount"


def test_a_reference_or_a_status_that_is_missing_is_named() -> None:
    found = reading("Reference,Status\n,paid\nA2,\n")
    assert [(one.row, one.column) for one in found.problems] == [(2, "Reference"), (3, "Status")]


def test_another_file_is_refused_by_its_headings(tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_text("Member No,Name\n0001,Wanjiku\n")
    with pytest.raises(BadValue, match="no column for Reference, Status"):
        read_pay_results(read_table(file), BANK)
    with pytest.raises(BadValue, match="no file"):
        read_results_in(tmp_path / "none.csv", BANK)


def test_the_digest_is_of_the_file_as_it_came(tmp_path: Path) -> None:
    file = tmp_path / "answer.csv"
    file.write_bytes(b"Reference,Status\nA1,failed\n")
    first = read_results_in(file, BANK).digest
    file.write_bytes(b"Reference,Status\r\nA1,failed\r\n")
    assert read_results_in(file, BANK).digest != first
