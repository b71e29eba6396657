"""A statement of M-Pesa's portal is read as the portal prints it: times, kinds of lines, what it covers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from imbuto.errors import BadValue
from imbuto.imports import PortalReading, read_portal, read_table, table_of
from imbuto.ledger import PortalLine

from .files import spreadsheet, text_file

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
ABOVE = """Account Holder:,KIAMBU DAIRY
Short Code:,600997
Account:,Utility Account
Time Period:,From 16-11-2026 00:00:00 To 17-11-2026 23:59:59
"""
HEADING = (
    "Receipt No.,Completion Time,Initiation Time,Details,Transaction Status,Paid In,Withdrawn,Balance,"
    "Balance Confirmed,Reason Type,Other Party Info,Linked Transaction ID,A/C No."
)
PAID = (
    "SKG1AB2C3D,16-11-2026 09:15:04,16-11-2026 09:15:01,Business Payment to Customer via API. Original "
    'conversation ID is AG_20261116_0000c0ffee,Completed,,"-1,250.00","98,750.00",true,'
    "Business Payment to Customer via API,254712345678 - WANJIKU KAMAU,,"
)
FEE = (
    "SKG1AB2C3D,16-11-2026 09:15:04,,B2C Charge,Completed,,-5.00,98745.00,true,Fee For B2C Payment,,"
    "SKG1AB2C3D,"
)


def portal(text: str, **options: object) -> PortalReading:
    return read_portal(table_of("statement.csv", text.encode()), now=NOW, **options)  # type: ignore[arg-type]


def lines(reading: PortalReading) -> list[PortalLine]:
    assert reading.rows.problems == ()
    return [row.line for row in reading.rows.rows]


def one(
    *cells: str, heading: str = "Receipt No,Completion Time,Details,Paid In,Withdrawn,Status"
) -> PortalLine:
    return lines(portal(f"{heading}\n{','.join(cells)}\n"))[0]


def notes(reading: PortalReading) -> list[str]:
    return [note.sentence for note in reading.rows.notes]


def test_a_statement_is_read_as_the_portal_prints_it() -> None:
    reading = portal(f"{ABOVE}{HEADING}\n{PAID}\n{FEE}\n")
    payment, fee = lines(reading)
    assert payment == PortalLine(
        row=6,
        receipt="SKG1AB2C3D",
        completed_at=datetime(2026, 11, 16, 6, 15, 4, tzinfo=UTC),
        kind="payment",
        paid_in_cents=0,
        withdrawn_cents=1_250_00,
        balance_cents=98_750_00,
        status="completed",
        last_digits="678",
        conversation="AG_20261116_0000c0ffee",
    )
    assert (fee.kind, fee.withdrawn_cents, fee.linked, fee.last_digits) == ("fee", 5_00, "SKG1AB2C3D", None)


def test_nothing_of_a_person_is_kept_but_three_digits() -> None:
    file = portal(f"{ABOVE}{HEADING}\n{PAID}\n{FEE}\n").file("d" * 64)
    kept = repr(file)
    assert "WANJIKU" not in kept
    assert "712345" not in kept
    assert (file.in_cents, file.out_cents) == (0, 1_255_00)


def test_a_statement_covers_the_time_that_it_names() -> None:
    reading = portal(f"{ABOVE}{HEADING}\n{PAID}\n")
    assert (reading.first, reading.last) == (
        datetime(2026, 11, 15, 21, 0, tzinfo=UTC),
        datetime(2026, 11, 17, 20, 59, 59, tzinfo=UTC),
    )
    apart = ABOVE.replace(
        "Time Period:,From 16-11-2026 00:00:00 To 17-11-2026 23:59:59",
        "From Date:,16/11/2026\nTo Date:,17/11/2026",
    )
    reading = portal(f"{apart}{HEADING}\n{PAID}\n")
    assert (reading.first, reading.last) == (
        datetime(2026, 11, 15, 21, 0, tzinfo=UTC),
        datetime(2026, 11, 17, 20, 59, 59, tzinfo=UTC),
    )


def test_a_statement_of_today_covers_no_more_than_the_present() -> None:
    today = ABOVE.replace("17-11-2026", "20-11-2026")
    assert portal(f"{today}{HEADING}\n{PAID}\n").last == NOW


def test_a_statement_that_names_no_time_covers_from_its_first_line_to_its_last() -> None:
    later = PAID.replace("09:15:04", "10:00:00").replace("SKG1", "SKG2")
    reading = portal(f"{HEADING}\n{later}\n{PAID}\n")
    assert reading.first == datetime(2026, 11, 16, 6, 15, 4, tzinfo=UTC)
    assert reading.last == datetime(2026, 11, 16, 7, 0, tzinfo=UTC)
    assert any("taken to cover" in note for note in notes(reading))


@pytest.mark.parametrize(
    ("details", "paid_in", "withdrawn", "kind"),
    [
        ("Salary Payment via API to 254712345678 - A", "", "-100.00", "payment"),
        ("Business Payment to Customer Charge", "", "5.00", "fee"),
        ("Transfer from MMF to Utility", "5000.00", "", "top_up"),
        ("Deposit at bank", "5000", "", "top_up"),
        ("Organization Withdrawal to bank", "", "-5000", "withdrawal"),
        ("B2C Reversal", "100.00", "", "reversal"),
        ("Something new", "", "-7", "other"),
    ],
)
def test_what_a_line_is_about_is_told_by_its_words(
    details: str, paid_in: str, withdrawn: str, kind: str
) -> None:
    assert one("SKG1AB2C3D", "2026-11-16 09:00:00", details, paid_in, withdrawn, "Completed").kind == kind


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("Completed", "completed"),
        ("SUCCESS", "completed"),
        ("Declined", "failed"),
        ("Cancelled", "failed"),
        ("Expired", "failed"),
        ("Pending Authorized", "pending"),
        ("", "completed"),
    ],
)
def test_the_states_of_the_portal_are_three(word: str, state: str) -> None:
    assert one("SKG1AB2C3D", "2026-11-16 09:00", "Business Payment", "", "-10", word).status == state


@pytest.mark.parametrize(
    ("written", "cents"),
    [("-10", 10_00), ("10.00", 10_00), ("(10.50)", 10_50), ("KES 22.40", 22_40), ('"-1,234.00"', 1_234_00)],
)
def test_what_went_out_is_written_with_a_minus_or_without(written: str, cents: int) -> None:
    line = one("SKG1AB2C3D", "2026-11-16 09:00", "Business Payment", "", written, "Completed")
    assert (line.paid_in_cents, line.withdrawn_cents) == (0, cents)


def test_one_column_of_amounts_tells_by_its_sign_or_by_the_words() -> None:
    heading = "Receipt No,Completion Time,Details,Amount"
    for details, amount, expected in (
        ("Business Payment", "-100", (0, 100_00)),
        ("Business Payment", "100", (0, 100_00)),
        ("Deposit", "100", (100_00, 0)),
    ):
        line = one("SKG1AB2C3D", "2026-11-16 09:00", details, amount, heading=heading)
        assert (line.paid_in_cents, line.withdrawn_cents) == expected


@pytest.mark.parametrize(
    ("party", "digits"),
    [
        ("254712345678 - WANJIKU", "678"),
        ("2547*****678 - WANJIKU", "678"),
        ("0712345678 WANJIKU", "678"),
        ("254112345901", "901"),
        ("KIAMBU DAIRY 600997", None),
    ],
)
def test_a_number_is_known_by_its_last_three_digits(party: str, digits: str | None) -> None:
    heading = "Receipt No,Completion Time,Details,Withdrawn,Other Party Info"
    line = one("SKG1AB2C3D", "2026-11-16 09:00", "Business Payment", "-10", party, heading=heading)
    assert line.last_digits == digits


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (("??", "2026-11-16 09:00", "Business Payment", "", "-10", "Completed"), "Receipt No"),
        (("SKG1AB2C3D", "2026-11-16", "Business Payment", "", "-10", "Completed"), "Completion Time"),
        (("SKG1AB2C3D", "2026-11-27 09:00", "Business Payment", "", "-10", "Completed"), "Completion Time"),
        (("SKG1AB2C3D", "31/11/2026 09:00", "Business Payment", "", "-10", "Completed"), "Completion Time"),
        (("SKG1AB2C3D", "2026-11-16 09:00", "Business Payment", "", "ten", "Completed"), "Withdrawn"),
        (("SKG1AB2C3D", "2026-11-16 09:00", "Business Payment", "", "", "Completed"), "Withdrawn"),
        (("SKG1AB2C3D", "2026-11-16 09:00", "Business Payment", "5", "-10", "Completed"), "Withdrawn"),
        (("SKG1AB2C3D", "2026-11-16 09:00", "Business Payment", "", "-10", "sideways"), "Status"),
    ],
)
def test_what_cannot_be_meant_is_named(cells: tuple[str, ...], column: str) -> None:
    reading = portal("Receipt No,Completion Time,Details,Paid In,Withdrawn,Status\n" + ",".join(cells) + "\n")
    assert [problem.column for problem in reading.rows.problems] == [column]


def test_a_failed_payment_may_have_no_amount() -> None:
    line = one("SKG1AB2C3D", "2026-11-16 09:00", "Business Payment to 254712345678", "", "", "Declined")
    assert (line.kind, line.withdrawn_cents, line.status) == ("payment", 0, "failed")


def test_a_heading_that_nobody_knows_can_be_named() -> None:
    text = "Namba ya M,Completion Time,Details,Withdrawn\nSKG1AB2C3D,2026-11-16 09:00,Business Payment,-10\n"
    with pytest.raises(BadValue, match="no column for Receipt No"):
        portal(text)
    assert lines(portal(text, headings={"Receipt No": "Namba ya M"}))[0].receipt == "SKG1AB2C3D"
    for own in ({"Receipt No": "Nowhere"}, {"Weather": "Details"}):
        with pytest.raises(BadValue):
            portal(text, headings=own)


def test_a_balance_that_does_not_follow_is_told() -> None:
    heading = "Receipt No,Completion Time,Details,Paid In,Withdrawn,Balance"
    rows = [
        "SKG1AB2C31,2026-11-16 09:00,Business Payment,,-10,990",
        "SKG1AB2C32,2026-11-16 09:01,Business Payment,,-10,980",
        "SKG1AB2C34,2026-11-16 09:03,Business Payment,,-10,960",
    ]
    for order in (rows, rows[::-1]):
        said = [note for note in notes(portal("\n".join((heading, *order)))) if "balance" in note.lower()]
        assert said == ["The balance does not follow from the line before: a line may be missing."]
    whole = [*rows[:2], "SKG1AB2C33,2026-11-16 09:02,Business Payment,,-10,970", rows[2]]
    assert not [note for note in notes(portal("\n".join((heading, *whole)))) if "balance" in note.lower()]


def test_a_spreadsheet_is_read_as_well(tmp_path: Path) -> None:
    path = spreadsheet(
        tmp_path,
        [
            ["Time Period:", "From 2026-11-16 To 2026-11-16"],
            [
                "Receipt No.",
                "Completion Time",
                "Details",
                "Transaction Status",
                "Paid In",
                "Withdrawn",
                "Balance",
            ],
            [
                "SKG1AB2C3D",
                "2026-11-16 09:15:04",
                "Business Payment to 0712345678",
                "Completed",
                None,
                -1250,
                98750,
            ],
            ["Total", None, None, None, 0, -1250, None],
        ],
    )
    reading = read_portal(read_table(path), now=NOW)
    [line] = lines(reading)
    assert (line.withdrawn_cents, line.balance_cents, line.last_digits) == (1_250_00, 98_750_00, "678")
    assert reading.last == datetime(2026, 11, 16, 20, 59, 59, tzinfo=UTC)
    assert any("Taken for a total" in note for note in notes(reading))


def test_a_file_without_a_line_is_no_statement(tmp_path: Path) -> None:
    reading = read_portal(read_table(text_file(tmp_path, HEADING + "\n")), now=NOW)
    assert [problem.sentence for problem in reading.rows.problems] == ["There is no row under the headings."]


def test_a_line_that_two_pages_repeat_is_counted_once() -> None:
    reading = portal(f"{ABOVE}{HEADING}\n{PAID}\n{FEE}\n{HEADING}\n{PAID}\n{FEE}\n")
    assert [one.row for one in lines(reading)] == [6, 7]
    assert "This line stands in row 6 already; counted once." in notes(reading)


def test_one_receipt_with_another_amount_is_another_line() -> None:
    """Then the comparison tells it: one receipt on two lines."""
    other = PAID.replace("-1,250.00", "-1,251.00")
    assert len(lines(portal(f"{ABOVE}{HEADING}\n{PAID}\n{other}\n"))) == 2


@pytest.mark.parametrize(
    "word", ["Not Completed", "not paid", "Completed (Pending)", "Failed - Completed", "Never processed"]
)
def test_a_state_that_says_two_things_is_not_guessed(word: str) -> None:
    """Taken for completed it would be offered as evidence that the member has the money."""
    cells = f"SKG1AB2C3D,2026-11-16 09:00,Business Payment,,-10,{word}"
    reading = portal(f"Receipt No,Completion Time,Details,Paid In,Withdrawn,Status\n{cells}\n")
    assert [fault.value for fault in reading.rows.problems] == [word]


def test_a_statement_on_several_sheets_is_not_half_read(tmp_path: Path) -> None:
    """What is not on a statement that covers its time counts as not paid, so no page may be left out."""
    heading = ["Receipt No.", "Completion Time", "Details", "Withdrawn"]
    pages = [
        [heading, [f"SKG1AB2C3{n}", f"2026-11-16 09:1{n}:00", "Business Payment", -1250]] for n in (1, 2)
    ]
    whole = read_portal(read_table(spreadsheet(tmp_path, pages[0], Summary=[["Printed", "today"]])), now=NOW)
    assert whole.rows.ok
    half = read_portal(read_table(spreadsheet(tmp_path, pages[0], Page2=pages[1])), now=NOW)
    assert [(fault.value, fault.sentence) for fault in half.rows.problems] == [
        ("Page2", "The statement has lines on further sheets.")
    ]
