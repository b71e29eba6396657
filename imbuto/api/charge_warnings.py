"""What an official may want to look at before money follows: warned of, never refused."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from imbuto.api.parts import ledger, views
from imbuto.errors import Unknown
from imbuto.ledger import ChargeTerms, StandingTerms
from imbuto.values import Money


def warnings_of_charge(member: str, terms: ChargeTerms) -> list[str]:
    """An advance over the milk that is not yet paid, and a charge a litre over the law's cap."""
    found = _over_the_milk(member, terms)
    if terms.basis == "litre":
        found += ledger().cooperative().cap_warnings(terms.kind, terms.rate, terms.starts)
    return found


def warnings_of_standing(id: UUID, terms: StandingTerms) -> list[str]:
    """A standing charge a litre that passes the law's cap with the others in force."""
    if terms.basis != "litre":
        return []
    where: dict[str, Any] = {"centre": terms.centre, "apart_from": id}
    return ledger().cooperative().cap_warnings(terms.kind, terms.rate, terms.effective_from, **where)


def warnings_of_rules(caps: dict[str, int], day: date) -> list[str]:
    """Own caps above those of the law."""
    lawful = ledger().cooperative().statutory_caps_on(day)
    return [
        f"The cap on {kind} of {Money(cents)} a litre is above the law's {Money(lawful[kind])}."
        for kind, cents in caps.items()
        if kind in lawful and cents > lawful[kind]
    ]


def warnings_of_payment() -> list[str]:
    """A pay run that was cut off before the payment takes its part all the same."""
    run = ledger().cooperative().unfinished_run
    if run is None:
        return []
    return [
        (
            f"The pay run of {run.period.code} was cut off before this payment and may take its part all the "
            "same; the run after it gives back what was paid twice."
        )
    ]


def _over_the_milk(member: str, terms: ChargeTerms) -> list[str]:
    if terms.kind != "advance" or terms.opening or terms.amount_cents is None:
        return []
    try:
        owed = views().balances.get(member).owed_cents
    except Unknown:
        return []
    if terms.amount_cents <= owed:
        return []
    return [f"The advance of {Money(terms.amount_cents)} is more than the milk not yet paid: {Money(owed)}."]
