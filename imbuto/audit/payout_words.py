"""Facts about payouts, in plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from imbuto.values import Money


def _payout(fact: Any) -> str:
    amount, payee = _money(fact.amount_cents), _payee(fact)
    if fact.parts > 1:
        return f"payout {fact.period} requested, part {fact.part} of {fact.parts}: {amount} to {payee}"
    return f"payout {fact.period} requested: {amount} to {payee}"


def _payee(fact: Any) -> str:
    """Where the money is to go, as the fact names it."""
    if fact.pay_channel == "bank":
        return f"account {fact.account_number} of {fact.account_name} at {fact.account_bank}"
    if fact.pay_channel == "cash":
        return "the member, in cash"
    return f"{fact.msisdn or 'no phone'}"


def _released(fact: Any) -> str:
    if fact.proposed_by:
        return f"payout released to {_payee(fact)} although {fact.cause}, as {fact.proposed_by} proposed"
    return f"payout released to {_payee(fact)}"


_OUTCOMES = {"not_paid": "not paid", "stands": "it stands as it is"}


def _outcome(fact: Any) -> str:
    said = _OUTCOMES.get(fact.outcome) or f"paid by {fact.pay_channel}, receipt {fact.receipt}"
    said = f"{said}, {fact.signature}" if fact.signature else said
    return f"{said} ({fact.evidence})"


def _money(cents: int) -> str:
    return str(Money(cents))


PAYOUT_WORDS: dict[str, Callable[[Any], str]] = {
    "payout.requested": _payout,
    "payout.held": lambda f: f"payout held: {f.reason}",
    "payout.release_proposed": lambda f: (
        f"release of the payout proposed although {f.cause}, to {f.msisdn or 'no phone'}"
    ),
    "payout.released": _released,
    "payout.postponed": lambda f: f"payout postponed until {f.until:%-d %b %Y %H:%M} UTC: {f.reason}",
    "payout.handed_over": lambda f: f"payout put into pay file {f.file} by {f.pay_channel}, {f.reference}",
    "payout.taken_back": lambda f: f"payout taken back from pay file {f.file}: {f.reason}",
    "payout.submitted": lambda f: f"payout about to be sent, attempt {f.attempt}",
    "payout.deferred": lambda f: f"payout not taken by M-Pesa yet: {f.code} {f.reason}",
    "payout.accepted": lambda f: "payout queued by M-Pesa",
    "payout.outcome_unknown": lambda f: f"payout's outcome unknown: {f.code} {f.reason}",
    "payout.status_asked": lambda f: f"M-Pesa asked about the payout, question {f.question}",
    "payout.failure_reported": lambda f: f"a callback reported that the payout failed: {f.code} {f.reason}",
    "payout.payment_reported": lambda f: (
        f"a callback reported the payout paid, receipt {f.receipt}: {f.reason}"
    ),
    "payout.status_answered": lambda f: (
        f"M-Pesa answered question {f.question} about the payout: {f.code} {f.status or f.reason}"
    ),
    "payout.paid": lambda f: f"paid {_money(f.amount_cents)} for {f.period}, receipt {f.receipt}",
    "payout.failed": lambda f: f"payout of {_money(f.amount_cents)} failed: {f.code} {f.reason}",
    "payout.contradicted": lambda f: f"M-Pesa contradicted itself: {f.verdict} {f.code}, {f.reason}",
    "payout.put_to_review": lambda f: f"payout put to review: {f.reason}",
    "payout.retried": lambda f: f"payout tried again, attempt {f.attempt}, to {_payee(f)}",
    "payout.outcome_proposed": lambda f: f"outcome of the payout proposed: {_outcome(f)}",
    "payout.outcome_approved": lambda f: f"outcome of the payout approved: {_outcome(f)}",
}
"""By topic: what a fact about a payout says in one line."""
