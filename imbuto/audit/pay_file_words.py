"""Files of payments in plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from imbuto.values import Money


def _opened(fact: Any) -> str:
    kind, bank, form = fact.kind, fact.bank, fact.form.name
    if fact.run and bank:
        return f"pay file opened: {kind} to {bank} of run {fact.run}, format {form}"
    if fact.run:
        return f"pay file opened: {kind} of run {fact.run}, format {form}"
    if bank:
        return f"pay file opened: {kind} to {bank}, format {form}"
    return f"pay file opened: {kind}, format {form}"


def _filled(fact: Any) -> str:
    return f"{len(fact.lines)} payouts put in: {Money(sum(line.cents for line in fact.lines))}"


def _sums(fact: Any) -> str:
    return f"{fact.paid} paid ({Money(fact.paid_cents)}), {fact.failed} failed ({Money(fact.failed_cents)})"


PAY_FILE_WORDS: dict[str, Callable[[Any], str]] = {
    "cooperative.pay_format_set": lambda f: (
        f"format {f.form.name} of {f.form.kind} files set from {f.form.effective_from:%-d %b %Y}: "
        f"{', '.join(column.heading for column in f.form.columns)}"
    ),
    "pay_file.opened": _opened,
    "pay_file.filled": _filled,
    "pay_file.sealed": lambda f: (
        f"pay file made whole: {f.count} payments, {Money(f.total_cents)}, SHA-256 {f.digest}"
    ),
    "pay_file.approved": lambda f: (
        f"pay file approved: {f.count} payments, {Money(f.total_cents)}, SHA-256 {f.digest}"
    ),
    "pay_file.cancelled": lambda f: f"pay file cancelled: {f.reason}",
    "pay_file.downloaded": lambda f: f"pay file taken as {f.file_form}, SHA-256 {f.digest}",
    "pay_file.results_read": lambda f: f"results {f.results} read from {f.name!r}: {_sums(f)}",
    "pay_file.result_lines_read": lambda f: f"{len(f.lines)} rows of results {f.results}",
    "pay_file.results_approved": lambda f: f"results {f.results} of {f.read_by} approved: {_sums(f)}",
    "pay_file.results_refused": lambda f: f"results {f.results} refused: {f.reason}",
    "pay_file.closed": lambda f: f"pay file closed: {_sums(f)}",
}
