"""Everything that is held about one member, as one file to take along: a ZIP of plain text, JSON and PDF.

JSON for whoever brings the data elsewhere (portability), words and PDF for the member. What is only a hash or
a key is named and not handed out: it would tell nobody anything, and a thief too much.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from imbuto.aggregates import Fact
from imbuto.audit.words import words_of
from imbuto.ledger import Ledger
from imbuto.papers.books import extract
from imbuto.papers.ledger import LedgerPapers
from imbuto.papers.ledger_pdf import ledger_pdf
from imbuto.papers.statement_pdf import statements_pdf
from imbuto.papers.statements import StatementPapers
from imbuto.privacy.held import HeldAnswer
from imbuto.privacy.stories import all_of, stories_of
from imbuto.projections import Views
from imbuto.security.callback_book import CallbackBook
from imbuto.values import NAIROBI, Personal

READ_ME = """\
Data held by {cooperative} about member {number}, as of {now} in Nairobi.
Data ambazo {cooperative} inazo kuhusu mwanachama {number}, tarehe {now}.

register.json    the entry in the register of members: name, phones, national ID, next of kin, account
facts.txt        everything that was recorded about you, in words, in the order in which it happened
facts.json       the same, field by field
messages.json    the SMS to you
callbacks.json   what M-Pesa told us about your payments
people.json      devices that are signed in, who of the officials looked at your data, and the like
held.json        a summary, and when the data may be erased
ledger.pdf       your personal ledger
statements.pdf   your statements

Something wrong? Ask the office to correct it; it must answer within 14 days.
Kuna kosa? Iombe ofisi irekebishe.
"""
_HEADER = ("originator_id", "originator_version")


@dataclass(frozen=True)
class Sources:
    """Where the data is taken from."""

    ledger: Ledger
    views: Views
    callbacks: CallbackBook


def export(
    sources: Sources,
    number: str,
    held: HeldAnswer,
    people: Mapping[str, Sequence[Mapping[str, Any]]],
    now: datetime,
) -> bytes:
    """The ZIP. Raises Unknown."""
    facts = stories_of(sources.ledger, sources.views, number)
    cooperative = sources.ledger.cooperative().name
    when = f"{now.astimezone(NAIROBI):%Y-%m-%d %H:%M}"
    payouts = [fact.originator_id for _, fact in facts if fact.TOPIC == "payout.requested"]
    files: dict[str, bytes] = {
        "read-me.txt": READ_ME.format(cooperative=cooperative, number=number, now=when).encode(),
        "register.json": _json(_register(sources.ledger, number)),
        "facts.txt": "".join(f"{_line(position, fact)}\n" for position, fact in facts).encode(),
        "facts.json": _json([_plain_fact(position, fact) for position, fact in facts]),
        "messages.json": _json([vars(m) for m in all_of(sources.views.messages.page, member=number)]),
        "callbacks.json": _json(list(_callbacks(sources.callbacks, payouts))),
        "people.json": _json(people),
        "held.json": _json(asdict(held)),
        "ledger.pdf": _ledger(sources, number, cooperative),
        "statements.pdf": _statements(sources, number, cooperative),
    }
    return _zipped(files, now)


def _zipped(files: Mapping[str, bytes], now: datetime) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, now.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def _register(ledger: Ledger, number: str) -> dict[str, Any]:
    """The register's entry as it stands, with what was said at the registration."""
    member = ledger.member(number)
    said = _plain_fact(0, member.registration)["fields"] if member.registration else {}
    now = {
        "phone": member.phone,
        "payout_phone": member.payout_phone,
        "language": member.language,
        "pay_channel": member.way.channel,
        "account_bank": member.way.bank,
        "account_number": member.way.number,
        "account_name": member.way.name,
        "pay_rhythm": member.pay_rhythm,
        "saved_percent": member.saved_percent,
        "suspended": member.suspended,
        "left_on": member.left_on,
        "restricted": member.restricted,
    }
    return {**said, **now}


def _line(position: int, fact: Fact) -> str:
    at = f"{fact.recorded_at.astimezone(NAIROBI):%Y-%m-%d %H:%M}"
    said = " ".join(words_of(fact).split())
    return f"{at}  {fact.who}  {said}  (event {position})"


def _plain_fact(position: int, fact: Fact) -> dict[str, Any]:
    return {
        "position": position,
        "topic": fact.TOPIC,
        "fields": {name: value for name, value in vars(fact).items() if name not in _HEADER},
    }


def _callbacks(book: CallbackBook, payouts: Sequence[UUID]) -> Iterator[dict[str, Any]]:
    for payout in payouts:
        cursor: int | None = None
        while True:
            page = book.page(about=str(payout), cursor=cursor, limit=100)
            for callback in page.items:
                body = book.open(callback.number).body
                text = None if body is None else body.decode("utf-8", "replace")
                yield {"payout": payout, "received_at": callback.received_at, "body": text}
            if page.next is None:
                break
            cursor = int(page.next)


def _ledger(sources: Sources, number: str, cooperative: str) -> bytes:
    papers = LedgerPapers(sources.views, extract(sources.views.journal, cooperative))
    document = papers.document(number)
    return b"".join(ledger_pdf(document, document.language))


def _statements(sources: Sources, number: str, cooperative: str) -> bytes:
    papers = StatementPapers(sources.views, sources.ledger.cooperative())
    statements = all_of(sources.views.settlements.statements_of_member, number)
    documents = (papers.document(statement.run, number) for statement in statements)
    language = sources.ledger.member(number).language
    parts = statements_pdf(((one, one.language) for one in documents), f"{cooperative}, {number}", language)
    return b"".join(parts)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, default=_as_json).encode()


def _as_json(value: Any) -> Any:
    if isinstance(value, Personal):
        return value.text
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, bytes):
        return None
    return dict(vars(value)) if hasattr(value, "__dict__") else str(value)
