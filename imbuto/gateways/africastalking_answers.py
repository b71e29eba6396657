"""What Africa's Talking posts to us, read without any network: delivery reports, texts from phones, and the
steps of a menu session.

All are unsigned forms; the secret in the path of the address is what they are known by.
Source: Africa's Talking SMS, delivery reports and incoming messages; USSD, sessions and notifications.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from imbuto.errors import BadValue
from imbuto.gateways.redaction import shorten
from imbuto.values import NAIROBI, parse_msisdn

ReportStatus = Literal["delivered", "undelivered", "pending"]

REPORT_STATUSES: dict[str, ReportStatus] = {
    "Success": "delivered",
    "Failed": "undelivered",
    "Rejected": "undelivered",
    "Sent": "pending",
    "Submitted": "pending",
    "Buffered": "pending",
}
"""The gateway's words. One that is not listed is not final."""

NETWORKS = {
    "63902": "Safaricom",
    "63903": "Airtel",
    "63907": "Telkom",
    "63999": "Equitel",
    "99999": "sandbox",
}
LONGEST_TEXT = 1_000


@dataclass(frozen=True)
class Report:
    """What became of one text. `reason` is the gateway's word for a failure, else empty."""

    message_id: str
    status: ReportStatus
    reason: str
    network: str


@dataclass(frozen=True)
class Inbound:
    """A text from a phone. `at` is the gateway's instant in UTC, None when it cannot be read."""

    id: str
    msisdn: str = field(repr=False)
    text: str = field(repr=False)
    at: datetime | None


@dataclass(frozen=True)
class UssdStep:
    """One step of a menu session: everything typed in it so far, joined by stars. A PIN may be among it."""

    session: str
    msisdn: str = field(repr=False)
    typed: str = field(repr=False)

    @property
    def inputs(self) -> list[str]:
        return self.typed.split("*") if self.typed else []


@dataclass(frozen=True)
class UssdEnd:
    """How a session ended, as the gateway tells afterwards. `cost` is its word, such as `KES 0.6`."""

    status: str
    hops: str
    milliseconds: str
    cost: str


def read_report(form: Mapping[str, str]) -> Report:
    """Reads a delivery report. Raises BadValue when the message or the status is not named."""
    status = _needed(form, "status")
    known = REPORT_STATUSES.get(status)
    code = form.get("networkCode", "").strip()
    reason = form.get("failureReason", "").strip() or ("" if known else status)
    return Report(_needed(form, "id"), known or "pending", shorten(reason), NETWORKS.get(code, shorten(code)))


def read_inbound(form: Mapping[str, str]) -> Inbound:
    """Reads a text that a phone sent to our shortcode. Raises BadValue naming what is wrong."""
    text = form.get("text", "").strip()
    if len(text) > LONGEST_TEXT:
        raise BadValue("text", text, "This text is longer than an SMS can be.", "Send a shorter one.")
    sender = parse_msisdn(_needed(form, "from"), "from")
    return Inbound(_needed(form, "id"), sender, text, _instant(form.get("date", "")))


def read_ussd(form: Mapping[str, str]) -> UssdStep:
    """Reads one step of a session. Raises BadValue naming what is wrong, and never what was typed."""
    typed = form.get("text", "").strip()
    if len(typed) > LONGEST_TEXT:
        raise BadValue("text", "(not shown)", "More was typed than a session can hold.", "Dial again.")
    return UssdStep(
        _needed(form, "sessionId"), parse_msisdn(_needed(form, "phoneNumber"), "phoneNumber"), typed
    )


def read_ussd_end(form: Mapping[str, str]) -> UssdEnd:
    """Reads the notification that a session ended; whose it was and what was typed is left alone."""
    _needed(form, "sessionId")
    told = (form.get(name, "").strip() for name in ("hopsCount", "durationInMillis", "cost"))
    return UssdEnd(shorten(_needed(form, "status")), *(shorten(word) for word in told))


def _needed(form: Mapping[str, str], name: str) -> str:
    value = form.get(name, "").strip()
    if not value:
        raise BadValue(name, "(missing)", f"The gateway's form needs {name}.", "Send the form unchanged.")
    return value


def _instant(text: str) -> datetime | None:
    """An ISO instant, or `2026-11-03 08:15:30` without a zone, which is read as East Africa Time."""
    try:
        given = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return (given if given.tzinfo else given.replace(tzinfo=NAIROBI)).astimezone(UTC)
