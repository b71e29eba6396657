"""The books for plain-text accounting: hledger and Beancount, as their strict checks want them.

Accounts and the commodity are declared, names are hierarchical and valid in both, each entry names its event,
the position of its fact. Formats: hledger.org/hledger.html (1.25), beancount.github.io/docs (version 3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from imbuto.papers.books import Extract, amount
from imbuto.projections.books import ACCOUNTS, Posting
from imbuto.values import CURRENCY, EARLIEST_DATE

_COMPONENT = re.compile(r"[A-Z0-9][A-Z0-9-]*", re.ASCII)
_OPENING = "opening balances"
_EVENTS = "; event: the position of the entry's fact in the ledger, for `imbuto audit event`"


def account_name(account: str, creditor: str | None) -> str:
    """`Assets:Mpesa:Float`, `Liabilities:Creditors:SACCO-1`."""
    path = ACCOUNTS[account].path
    return f"{path}:{_component(creditor)}" if creditor else path


def _component(code: str) -> str:
    """A creditor's code as a part of an account's name. What would not be valid is spelt in hexadecimals."""
    return code if _COMPONENT.fullmatch(code) else f"Hex{code.encode().hex()}"


def declared(books: Extract) -> Iterator[tuple[str, str, str]]:
    """Name, code and title of every account that may occur: those of the chart, and one for each creditor."""
    for account in ACCOUNTS.values():
        yield account.path, account.code, account.name
        if account.by == "creditor":
            for one in books.journal.creditors():
                yield account_name(account.code, one.creditor), account.code, f"Creditor {one.creditor}"


# -------------------------------------------------------------- hledger


def hledger_lines(books: Extract) -> Iterator[str]:
    """A journal for hledger. `hledger check --strict` passes on it."""
    yield f"; {_one_line(books.heading)}\n{_EVENTS}\n\ndecimal-mark .\ncommodity {CURRENCY} 1000.00\n\n"
    for name, code, title in declared(books):
        yield f"account {name}  ; code:{code}, name:{title}\n"
    if books.openings and books.from_day:
        yield f"\n{books.from_day.isoformat()} {_OPENING}\n"
        for opening in books.openings:
            yield _hledger_line(account_name(opening.account, opening.creditor), opening.cents, "")
    for entry in books.entries():
        text = entry.lines[0].text
        yield f"\n{entry.day.isoformat()} ({entry.position}) {_plain(text)}  ; event:{entry.position}\n"
        for line in _moved(entry.lines):
            yield _hledger_line(account_name(line.account, line.creditor), line.cents, _tags(line, text))


def _hledger_line(name: str, cents: int, tags: str) -> str:
    return f"    {name}  {CURRENCY} {amount(cents)}{tags}\n"


def _tags(line: Posting, text: str) -> str:
    tags = [f"member:{line.member}"] if line.member else []
    if line.text != text:
        tags.append(f"text:{_plain(line.text)}")
    return f"  ; {', '.join(tags)}" if tags else ""


def _plain(text: str) -> str:
    """Without what ends a description, a tag or a line in hledger. A day in square brackets would move a
    posting to that day."""
    return re.sub(r"[;|,\s]+", " ", text.replace("[", "(").replace("]", ")")).strip() or "-"


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


# ------------------------------------------------------------ Beancount


def beancount_lines(books: Extract) -> Iterator[str]:
    """A ledger for Beancount. `bean-check` passes on it."""
    yield f"; {_one_line(books.heading)}\n{_EVENTS}\n\n"
    yield f'option "title" {_quoted(books.title)}\noption "operating_currency" "{CURRENCY}"\n\n'
    opened = EARLIEST_DATE.isoformat()
    for name, code, title in declared(books):
        yield f'{opened} open {name} {CURRENCY}\n  code: "{code}"\n  name: {_quoted(title)}\n'
    if books.openings and books.from_day:
        yield f'\n{books.from_day.isoformat()} * "{_OPENING}"\n'
        for opening in books.openings:
            yield _beancount_line(account_name(opening.account, opening.creditor), opening.cents)
    for entry in books.entries():
        text = entry.lines[0].text
        yield f'\n{entry.day.isoformat()} * {_quoted(text)}\n  event: "{entry.position}"\n'
        for line in _moved(entry.lines):
            yield _beancount_line(account_name(line.account, line.creditor), line.cents)
            if line.member:
                yield f'    member: "{line.member}"\n'
            if line.text != text:
                yield f"    text: {_quoted(line.text)}\n"


def _beancount_line(name: str, cents: int) -> str:
    return f"  {name}  {amount(cents)} {CURRENCY}\n"


def _quoted(text: str) -> str:
    plain = _one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


def _moved(lines: Iterable[Posting]) -> list[Posting]:
    """Without the lines of litres alone, which move no money."""
    return [line for line in lines if line.cents]
