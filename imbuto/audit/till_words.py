"""The till, top-ups and payment rules in plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from imbuto.values import Money


def _money(cents: int | None) -> str:
    return "(not said)" if cents is None else str(Money(cents))


def _seen(fact: Any) -> str:
    if fact.code != "0":
        return f"question {fact.question} about the float was not answered: {fact.code}"
    return f"float seen: {_money(fact.available_cents)} can be paid out (question {fact.question})"


def _resumed(fact: Any) -> str:
    if fact.anyway:
        return f"payments go again though the float is short: {fact.reason}"
    return f"payments go again: {fact.reason}"


def _rules(fact: Any) -> str:
    run = _money(fact.most_per_run_cents) if fact.most_per_run_cents is not None else "no limit"
    return (
        f"payment rules proposed: {_money(fact.most_per_payment_cents)} a payment, "
        f"{_money(fact.most_per_member_day_cents)} a member and day, {run} a run, a new number rests "
        f"{fact.cooling_days} days"
    )


TILL_WORDS: dict[str, Callable[[Any], str]] = {
    "till.stopped": lambda f: f"payments stopped ({f.cause} {f.code}): {f.reason}",
    "till.paused": lambda f: (
        f"payments wait: {_money(f.needed_cents)} needed, {_money(f.available_cents)} in the float"
    ),
    "till.resumed": _resumed,
    "till.float_asked": lambda f: f"question {f.question} about the float put to M-Pesa",
    "till.float_seen": _seen,
    "till.credential_seen": lambda f: f"M-Pesa credential in use: {f.fingerprint}",
    "top_up.proposed": lambda f: f"top-up of the float by {_money(f.cents)} proposed ({f.reference})",
    "top_up.approved": lambda f: f"top-up of the float by {_money(f.cents)} approved",
    "top_up.refused": lambda f: f"top-up of the float refused: {f.reason}",
    "top_up.submitted": lambda f: "top-up of the float about to be sent to M-Pesa",
    "top_up.accepted": lambda f: f"top-up of the float taken by M-Pesa ({f.conversation_id})",
    "top_up.done": lambda f: f"float topped up by {_money(f.cents)}, receipt {f.receipt or '(none)'}",
    "top_up.failed": lambda f: f"top-up of the float failed: {f.code} {f.reason}",
    "top_up.outcome_unknown": lambda f: f"top-up of the float: outcome unknown ({f.code} {f.reason})",
    "top_up.contradicted": lambda f: f"M-Pesa contradicts itself about a top-up: {f.reason}",
    "top_up.outcome_proposed": lambda f: f"top-up proposed as {f.outcome}: {f.evidence}",
    "top_up.outcome_approved": lambda f: f"top-up of {_money(f.cents)} approved as {f.outcome}: {f.evidence}",
    "cooperative.payment_rules_proposed": _rules,
    "cooperative.payment_rules_approved": lambda f: "payment rules approved",
    "cooperative.payment_rules_refused": lambda f: f"payment rules refused: {f.reason}",
}
