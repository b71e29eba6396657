"""The table of M-Pesa's codes for people: what the treasurer sees, and what to do.

`python -m imbuto.gateways.daraja_table` prints it as it stands in docs/payments.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from imbuto.gateways.daraja_codes import (
    ADVICE,
    DUPLICATE_ADVICE,
    ERROR_CODES,
    RESULT_CODES,
    error_advice,
    result_meaning,
)

UNLISTED = "any other"
_AGAIN = {
    "": "no",
    "topped-up": "when the float is topped up",
    "tomorrow": "the next morning",
    "soon": "in a quarter of an hour",
    "mended": "when it is mended and payments are resumed",
}
_PAYMENT, _REQUEST = "payment", "request"
_DUPLICATE = "500.002.1001 “Duplicate OriginatorConversationID.”"
_INTERNAL = "500.002.1001, 500.001.1001, 500.003.1001 with any other message; HTTP 5xx; a time-out; HTML"


@dataclass(frozen=True)
class CodeRow:
    """One code. `of` is payment (what became of one) or request (what M-Pesa answered when we sent it);
    `verdict` what is believed of the money; `again` when a failure is tried again by itself."""

    code: str
    of: str
    meaning: str
    verdict: str
    stops: bool
    again: str
    sees: str
    do: str


def code_rows() -> list[CodeRow]:
    """Every code that is known, and what is done about one that is not."""
    return [*_results(), *_requests()]


def _results() -> Iterator[CodeRow]:
    for code in (*RESULT_CODES, UNLISTED):
        means = result_meaning(code)
        again = _AGAIN[means.again]
        yield CodeRow(
            code, _PAYMENT, means.meaning, means.verdict, means.stops_batch, again, means.sees, means.do
        )


def _requests() -> Iterator[CodeRow]:
    verdicts = {"accepted": "unknown", "rejected": "failed", "unknown": "unknown"}
    for code, treatment in ERROR_CODES.items():
        said = error_advice(code)
        verdict, stops = verdicts.get(treatment, "not sent"), treatment == "stopped"
        yield CodeRow(code, _REQUEST, treatment, verdict, stops, "", said.sees, said.do)
    unknown = ADVICE["unknown"]
    yield CodeRow(
        _DUPLICATE, _REQUEST, "sent before", "unknown", False, "", DUPLICATE_ADVICE.sees, DUPLICATE_ADVICE.do
    )
    yield CodeRow(_INTERNAL, _REQUEST, "unknown", "unknown", False, "", unknown.sees, unknown.do)


def as_markdown() -> str:
    """The two tables of docs/payments.md."""
    payments = [row for row in code_rows() if row.of == _PAYMENT]
    requests = [row for row in code_rows() if row.of == _REQUEST]
    first = [
        (row.code, row.meaning, "yes" if row.stops else "", row.again, row.sees, row.do) for row in payments
    ]
    second = [(row.code, "yes" if row.stops else "", row.sees, row.do) for row in requests]
    return "\n".join(
        (
            "**What M-Pesa says became of a payment**",
            "",
            *_table(
                ("code", "it means", "stops all", "again by itself", "the treasurer sees", "what to do"),
                first,
            ),
            "",
            "**What M-Pesa answers when a payment is sent**",
            "",
            *_table(("code", "stops all", "the treasurer sees", "what to do"), second),
        )
    )


def _table(headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    yield _row(headings)
    yield _row(("---",) * len(headings))
    yield from map(_row, rows)


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


if __name__ == "__main__":
    print(as_markdown())
