"""Delivery reports and texts from phones, as the gateway posts them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from imbuto.errors import BadValue
from imbuto.gateways.africastalking_answers import Report, ReportStatus, read_inbound, read_report

REPORT = {"id": "ATXid_1", "status": "Success", "phoneNumber": "+254712345678", "networkCode": "63902"}
INBOUND = {
    "linkId": "L1",
    "text": " 2 8.5 ",
    "to": "22384",
    "id": "in-1",
    "date": "2026-11-03 11:45:50",
    "from": "+254712345678",
}


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Success", "delivered"),
        ("Failed", "undelivered"),
        ("Rejected", "undelivered"),
        ("Sent", "pending"),
        ("Submitted", "pending"),
        ("Buffered", "pending"),
    ],
)
def test_a_report_says_whether_the_text_arrived(word: str, status: ReportStatus) -> None:
    assert read_report({**REPORT, "status": word}) == Report("ATXid_1", status, "", "Safaricom")


def test_a_failure_keeps_the_gateway_s_reason() -> None:
    report = read_report({**REPORT, "status": "Failed", "failureReason": "UserInBlackList"})
    assert report.reason == "UserInBlackList"


def test_a_word_that_is_not_listed_is_not_final_and_is_kept() -> None:
    report = read_report({**REPORT, "status": "Resting", "networkCode": "12345"})
    assert (report.status, report.reason, report.network) == ("pending", "Resting", "12345")


@pytest.mark.parametrize("missing", ["id", "status"])
def test_a_report_of_nothing_is_refused_by_name(missing: str) -> None:
    with pytest.raises(BadValue) as refused:
        read_report({**REPORT, missing: ""})
    assert refused.value.field == missing


def test_a_text_from_a_phone_is_read() -> None:
    inbound = read_inbound(INBOUND)
    assert (inbound.id, inbound.msisdn, inbound.text) == ("in-1", "254712345678", "2 8.5")
    assert inbound.at == datetime(2026, 11, 3, 8, 45, 50, tzinfo=UTC)


@pytest.mark.parametrize(
    ("date", "at"),
    [
        ("2026-11-03T08:45:50Z", datetime(2026, 11, 3, 8, 45, 50, tzinfo=UTC)),
        ("2026-11-03T11:45:50+03:00", datetime(2026, 11, 3, 8, 45, 50, tzinfo=UTC)),
        ("yesterday", None),
        ("", None),
    ],
)
def test_the_instant_is_read_with_and_without_a_zone(date: str, at: datetime | None) -> None:
    assert read_inbound({**INBOUND, "date": date}).at == at


@pytest.mark.parametrize(
    ("field", "value"), [("id", ""), ("from", ""), ("from", "SAFARICOM"), ("text", "x" * 1_001)]
)
def test_a_text_that_cannot_be_one_is_refused_by_name(field: str, value: str) -> None:
    with pytest.raises(BadValue) as refused:
        read_inbound({**INBOUND, field: value})
    assert refused.value.field == field


def test_an_empty_text_is_still_a_text() -> None:
    assert read_inbound({**INBOUND, "text": ""}).text == ""


def test_who_wrote_what_does_not_show_in_a_log() -> None:
    shown = repr(read_inbound(INBOUND))
    assert "8.5" not in shown
    assert "712345678" not in shown
