"""The facts of limits and samples in plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from imbuto.values import Money

_UNITS = {
    "lactometer": "lactometer {}",
    "temperature_c": "{} °C",
    "density": "density {}",
    "alcohol": "alcohol {}",
    "organoleptic": "organoleptic {}",
    "fat_percent": "fat {}%",
    "snf_percent": "SNF {}%",
    "protein_percent": "protein {}%",
    "added_water_percent": "added water {}%",
    "resazurin": "resazurin {}",
    "antibiotic": "antibiotic {}",
    "plate_count": "plate count {}",
}


def _readings(fact: Any) -> str:
    read = {name: getattr(fact, name) for name in _UNITS}
    found = [_UNITS[name].format(value) for name, value in read.items() if value is not None]
    return ", ".join(found) or "nothing read"


def _sample(fact: Any) -> str:
    where, count = f"{fact.centre} {fact.date:%-d %b %Y} {fact.shift}", fact.deliveries
    if fact.container:
        return f"sample of can {fact.container}, {where}, {count} deliveries: {_readings(fact)}"
    return f"sample of one delivery, {where}, {count} deliveries: {_readings(fact)}"


def _sampled(fact: Any) -> str:
    found = f"{_readings(fact)}, grade {fact.grade}" if fact.grade else _readings(fact)
    found = f"{found} ({fact.judged})" if fact.judged else found
    if not fact.counted:
        effect = "the money stays"
    elif fact.rejection_reason:
        effect = f"rejected: {fact.rejection_reason}, {Money(fact.change_cents)}"
    else:
        effect = f"{fact.litres} l at {Money(fact.price_cents_per_litre)}, {Money(fact.change_cents)}"
    return f"milk {fact.date:%-d %b %Y} sampled: {found}; {effect}"


def _proposed(fact: Any) -> str:
    day = f"{fact.effective_from:%-d %b %Y}"
    return f"limits {fact.name} from {day} proposed, {len(fact.limits)} limits, formula {fact.formula.name}"


QUALITY_WORDS: dict[str, Callable[[Any], str]] = {
    "cooperative.limits_proposed": _proposed,
    "cooperative.limits_approved": lambda f: "limits approved",
    "cooperative.limits_refused": lambda f: f"limits refused: {f.reason}",
    "sample.recorded": _sample,
    "delivery.sampled": _sampled,
}
