"""Facts about charges, creditors and what may be taken, in plain words."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from imbuto.values import Money


def _charge(fact: Any) -> str:
    amount = "open-ended" if fact.amount_cents is None else _money(fact.amount_cents)
    if fact.taken_before_cents:
        amount = f"{amount}, of which {_money(fact.taken_before_cents)} before"
    return f"charge {fact.kind}: {fact.text}, {amount}, to {_owed_to(fact)}, {_way(fact)}"


def _way(fact: Any) -> str:
    """How it is taken: at once, by the run, the litre or the share."""
    day = f"{fact.starts:%-d %b %Y}"
    if fact.basis == "all":
        return f"at once from {day}"
    if fact.basis == "share":
        return f"{Decimal(fact.rate).scaleb(-2)} % a share from {day}"
    if fact.basis == "litre":
        return f"{_money(fact.rate)} a litre from {day}"
    return f"{_money(fact.rate)} a run from {day}"


def _owed_to(fact: Any) -> str:
    return fact.creditor or "the cooperative"


def _charge_change(fact: Any) -> str:
    if fact.change == "extend":
        return f"extend, {_way(fact)} ({fact.reason})"
    amount = "the rest" if fact.cents is None else _money(fact.cents)
    if fact.change == "cancel":
        return f"cancel of {amount} ({fact.reason})"
    return f"write-off of {amount} ({fact.reason})"


def _standing(fact: Any) -> str:
    rate, day = _money(fact.rate), f"{fact.effective_from:%-d %b %Y}"
    if fact.centre:
        return (
            f"standing charge proposed: {fact.kind}, {fact.text}, {rate} a {fact.basis} at {fact.centre} "
            f"from {day}, to {_owed_to(fact)}"
        )
    return (
        f"standing charge proposed: {fact.kind}, {fact.text}, {rate} a {fact.basis} everywhere from {day}, "
        f"to {_owed_to(fact)}"
    )


def _rules(fact: Any) -> str:
    rules = [f"{_money(fact.minimum_take_home_cents)} left at least"]
    if fact.max_share_percent:
        rules.insert(0, f"at most {fact.max_share_percent} % of the gross")
    rules += [f"{cap.kind} at most {_money(cap.cents_per_litre)} a litre" for cap in fact.caps]
    return f"deduction rules proposed from {fact.effective_from:%-d %b %Y}: {', '.join(rules)}"


def _money(cents: int) -> str:
    return str(Money(cents))


CHARGE_WORDS: dict[str, Callable[[Any], str]] = {
    "cooperative.creditor_added": lambda f: f"creditor {f.code} added: {f.name} ({f.kind})",
    "cooperative.standing_charge_proposed": _standing,
    "cooperative.standing_charge_approved": lambda f: "standing charge approved",
    "cooperative.standing_charge_refused": lambda f: f"standing charge refused: {f.reason}",
    "cooperative.standing_charge_ended": lambda f: (
        f"standing charge ended with {f.last_day:%-d %b %Y} ({f.reason})"
    ),
    "cooperative.deduction_rules_proposed": _rules,
    "cooperative.deduction_rules_approved": lambda f: "deduction rules approved",
    "cooperative.deduction_rules_refused": lambda f: f"deduction rules refused: {f.reason}",
    "cooperative.statutory_cap_set": lambda f: (
        f"cap of the law entered: {f.kind} {_money(f.cents_per_litre)} a litre from "
        f"{f.effective_from:%-d %b %Y} ({f.source})"
    ),
    "charge.made": _charge,
    "charge.paid": lambda f: f"charge paid directly: {_money(f.cents)} by {f.how}, {f.reference}",
    "charge.change_proposed": lambda f: f"change of the charge proposed: {_charge_change(f)}",
    "charge.change_approved": lambda f: f"change of the charge approved: {_charge_change(f)}",
    "charge.change_refused": lambda f: f"change of the charge refused: {f.reason}",
    "charge.stopped": lambda f: f"charge stopped: {f.reason}",
    "remittance.paid": lambda f: f"handed over to {f.creditor}: {_money(f.cents)} by {f.how}, {f.reference}",
}
