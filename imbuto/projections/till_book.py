"""The till's tables, and how each fact is written into them: its own, and what payments and answers tell of
our credential and of the float.

A call tells of the moment when it was made: what comes late is news of that moment, not of now.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, Table

from imbuto.aggregates.base import Fact
from imbuto.aggregates.payout import Payout
from imbuto.aggregates.till import ANSWERED, RESTORED, Till, is_machine
from imbuto.projections.columns import Id, Instant, stored_instant, word
from imbuto.projections.rows import Row, Rows

METADATA = MetaData()
THE_TILL = 1
SERIES_SECONDS = 15 * 60
"""After so long without a result the next payment goes out alone again."""

tills = Table(
    "till",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("state", word(), nullable=False),
    Column("cause", word(), nullable=False),
    Column("code", word(), nullable=False),
    Column("reason", word(), nullable=False),
    Column("anyway", Boolean, nullable=False),
    Column("since", Instant),
    Column("by_whom", word()),
    Column("needed_cents", BigInteger),
    Column("opened_at", Instant),
    Column("changed_at", Instant),
    Column("fingerprint", word(), nullable=False),
    Column("credential_since", Instant),
    Column("asked", Integer, nullable=False),
    Column("put_at", Instant),
    Column("unanswered", Integer, nullable=False),
    Column("unanswered_since", Instant),
    Column("seen", Integer, nullable=False),
    Column("seen_at", Instant),
    Column("seen_code", word(), nullable=False),
    Column("float_cents", BigInteger),
    Column("float_at", Instant),
    Column("charges_cents", BigInteger),
    Column("results", Integer, nullable=False),
    Column("result_at", Instant),
)
"""One row. `float_at` is when the float was as it says; `results` counts those since payments last began."""

sends = Table(
    "till_sends",
    METADATA,
    Column("payout", Id, primary_key=True),
    Column("sent_at", Instant, nullable=False),
    Column("asked_at", Instant),
    Column("answered", Boolean, nullable=False),
    Index("ix_till_sends_sent_at", "sent_at"),
)
"""The payments under way; `answered` is whether M-Pesa said anything about one yet."""

questions = Table(
    "till_questions",
    METADATA,
    Column("question", Integer, primary_key=True),
    Column("asked_at", Instant, nullable=False),
)

credentials = Table(
    "till_credentials",
    METADATA,
    Column("fingerprint", word(), primary_key=True),
    Column("since", Instant, nullable=False),
)

codes = Table(
    "till_codes",
    METADATA,
    Column("code", word(), primary_key=True),
    Column("called_at", Instant, nullable=False),
    Column("reason", word(), nullable=False),
)
"""Each code that an answer of M-Pesa had, with the latest call that it answered."""

TABLES = (tills, sends, questions, credentials, codes)
_UNTOUCHED: dict[str, Any] = {
    **{column.name: None for column in tills.columns},
    "id": THE_TILL,
    "state": "open",
    **dict.fromkeys(("cause", "code", "reason", "fingerprint", "seen_code"), ""),
    "anyway": False,
    **dict.fromkeys(("asked", "unanswered", "seen", "results"), 0),
}


def _till(rows: Rows) -> Row:
    return rows.table(tills).get(THE_TILL) or dict(_UNTOUCHED)


def _change(rows: Rows, **changes: object) -> None:
    rows.table(tills).put({**_till(rows), **changes})


# ----------------------------------------------------------------- the till's own facts

GRAVER = {"kill": 0, "credential": 1, RESTORED: 2}
"""Of several causes to stop, the gravest is shown until payments are let go."""


def stopped(fact: Till.Stopped, position: int, rows: Rows) -> None:
    told = {"cause": fact.cause, "code": fact.code, "reason": fact.reason}
    if GRAVER.get(_till(rows)["cause"], 0) > GRAVER.get(fact.cause, 0):
        told = {}
    _change(rows, state="stopped", anyway=False, needed_cents=None, **_since(fact), **told)


def paused(fact: Till.Paused, position: int, rows: Rows) -> None:
    changes = {"state": "paused", "cause": fact.cause, "code": "", "reason": "", "anyway": False}
    _change(rows, **changes, needed_cents=fact.needed_cents, **_since(fact))


def resumed(fact: Till.Resumed, position: int, rows: Rows) -> None:
    at = stored_instant(fact.recorded_at)
    changes = {"state": "open", "cause": "", "code": "", "reason": fact.reason, "anyway": fact.anyway}
    _change(rows, **changes, needed_cents=None, opened_at=at, results=0, **_since(fact))


def float_asked(fact: Till.FloatAsked, position: int, rows: Rows) -> None:
    at, row = stored_instant(fact.recorded_at), _till(rows)
    rows.table(questions).put({"question": fact.question, "asked_at": at})
    changes: dict[str, object] = {"asked": fact.question}
    if is_machine(fact.who):
        since = row["unanswered_since"] if row["unanswered"] else at
        changes |= {"put_at": at, "unanswered": row["unanswered"] + 1, "unanswered_since": since}
    _change(rows, **changes)


def float_seen(fact: Till.FloatSeen, position: int, rows: Rows) -> None:
    asked = rows.table(questions).get(fact.question)
    at, called_at = stored_instant(fact.recorded_at), asked["asked_at"] if asked else None
    changes: dict[str, object] = {
        "seen": fact.question,
        "seen_at": at,
        "seen_code": fact.code,
        "unanswered": 0,
        "unanswered_since": None,
    }
    if called_at is not None:
        rows.table(questions).delete(fact.question)
        _keep_code(rows, fact.code, called_at, "the answer to a question about the float")
    if fact.code == ANSWERED:
        changes |= {"float_cents": fact.available_cents, "float_at": called_at}
        changes |= {"charges_cents": fact.charges_cents}
    _change(rows, **changes)


def credential_seen(fact: Till.CredentialSeen, position: int, rows: Rows) -> None:
    at = stored_instant(fact.recorded_at)
    known = rows.table(credentials).get(fact.fingerprint)
    if known is None:
        known = {"fingerprint": fact.fingerprint, "since": at}
        rows.table(credentials).put(known)
    _change(rows, fingerprint=fact.fingerprint, credential_since=known["since"], changed_at=at, results=0)


def _since(fact: Fact) -> dict[str, object]:
    return {"since": stored_instant(fact.recorded_at), "by_whom": fact.who}


# ----------------------------------------------------------------- what payments tell


def submitted(fact: Payout.Submitted, position: int, rows: Rows) -> None:
    at, row = stored_instant(fact.recorded_at), _till(rows)
    rows.table(sends).put(
        {"payout": fact.originator_id.bytes, "sent_at": at, "asked_at": None, "answered": False}
    )
    quiet = row["result_at"] is None or at - row["result_at"] > _SERIES
    if row["results"] and quiet:
        _change(rows, results=0)


def asked_about(fact: Payout.StatusAsked, position: int, rows: Rows) -> None:
    if send := rows.table(sends).get(fact.originator_id.bytes):
        rows.table(sends).put({**send, "asked_at": stored_instant(fact.recorded_at)})


def taken_off(fact: Fact, position: int, rows: Rows) -> None:
    """Not sent after all, or decided by people: it is no answer of M-Pesa's."""
    if rows.table(sends).get(fact.originator_id.bytes):
        rows.table(sends).delete(fact.originator_id.bytes)


def paid(fact: Payout.Paid, position: int, rows: Rows) -> None:
    if fact.evidence in ("callback", "status"):
        _answered(fact, rows, ANSWERED, "", asked=fact.evidence == "status")
    else:
        taken_off(fact, position, rows)
    if fact.float_cents is None or fact.completed_at is None:
        return
    at = stored_instant(min(fact.completed_at, fact.recorded_at))
    if (_till(rows)["float_at"] or 0) <= at:
        _change(rows, float_cents=fact.float_cents, float_at=at)


def failed(fact: Payout.Failed, position: int, rows: Rows) -> None:
    """The code is that of the send, however it was confirmed. A refusal in Daraja's own reply came from its
    front door, which does not look at our credential."""
    if fact.evidence in ("callback", "status"):
        _answered(fact, rows, fact.code, fact.reason, asked=False)
    else:
        taken_off(fact, position, rows)


def failure_reported(fact: Payout.FailureReported, position: int, rows: Rows) -> None:
    """The window and the credential have their answer; the payment is asked about, and has none."""
    _answered(fact, rows, fact.code, fact.reason, asked=False)


def status_answered(fact: Payout.StatusAnswered, position: int, rows: Rows) -> None:
    """The code is that of our question: a wrong credential shows here too."""
    _answered(fact, rows, fact.code, fact.reason, asked=True)


def _answered(fact: Fact, rows: Rows, code: str, reason: str, *, asked: bool) -> None:
    send = rows.table(sends).get(fact.originator_id.bytes)
    if send is None:
        return
    called_at = send["asked_at"] if asked and send["asked_at"] is not None else send["sent_at"]
    _keep_code(rows, code, called_at, reason)
    if not send["answered"]:
        row = _till(rows)
        _change(rows, results=row["results"] + 1, result_at=stored_instant(fact.recorded_at))
    if isinstance(fact, Payout.Paid | Payout.Failed):
        rows.table(sends).delete(fact.originator_id.bytes)
    else:
        rows.table(sends).put({**send, "answered": True})


def _keep_code(rows: Rows, code: str, called_at: int, reason: str) -> None:
    known = rows.table(codes).get(code)
    if known is None or known["called_at"] < called_at:
        rows.table(codes).put({"code": code, "called_at": called_at, "reason": reason})


_SERIES = SERIES_SECONDS * 1_000_000
