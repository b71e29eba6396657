"""A price that is only thought of, held against the milk of some days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from imbuto.api.access import by, caller
from imbuto.api.names import names_as_seen
from imbuto.api.parts import ledger, now, parts, views
from imbuto.errors import BadValue, NotPermitted
from imbuto.ledger.what_if import Sums, WhatIf, thought_of, worth_under
from imbuto.values import Period, business_date, round_half_even

READ_DELIVERIES = "deliveries.read"
READ_SUMS = "dashboard.read"
MOST_DAYS = 31
_PER_LITRE = 100


def answer(given: dict[str, Any]) -> dict[str, Any]:
    """What the milk was priced at, and would be; nothing is recorded. Clerks who are limited to centres see
    those alone, and members by name only who may read deliveries."""
    _require_sums()
    first, last = _days(given)
    price = thought_of(ledger(), **given["price"], by=by())
    parts().views.catch_up()
    milk = views().deliveries.priced(first, last, caller().centres_for(READ_DELIVERIES))
    found = worth_under(ledger(), price, milk, first, last)
    return {
        **_told(found),
        "from": first,
        "to": last,
        "biggest": _named(found) if caller().may(READ_DELIVERIES) else [],
        "warning": price.warning,
    }


def _require_sums() -> None:
    """Raises NotPermitted for an access token that carries the prices alone: this tells how much milk there
    was, and what it cost."""
    if not caller().may(READ_SUMS):
        raise NotPermitted(
            "This tells how much milk there was, which this access token does not carry.",
            f"Make a token that carries {READ_SUMS} too.",
            permission=READ_SUMS,
        )


def _told(found: WhatIf) -> dict[str, Any]:
    total = found.total
    return {
        **vars(found),
        "centilitres": total.centilitres,
        "now": total.now,
        "then": total.then,
        "difference": total.then - total.now,
        "per_litre_now": _per_litre(total.now, total),
        "per_litre_then": _per_litre(total.then, total),
        "members": {"more": found.more, "less": found.less, "same": found.same},
        "by_centre": [{"centre": centre, **vars(sums)} for centre, sums in found.by_centre.items()],
    }


def _days(given: dict[str, Any]) -> tuple[date, date]:
    """Those asked for; else the last period that has ended."""
    if given["period"] is not None:
        period: Period = given["period"]
    elif given["first"] is not None:
        period = Period(given["first"], given["last"])
    else:
        period = Period.containing(business_date(now()), ledger().cooperative().rhythm).previous
    if period.end < period.start:
        raise BadValue("to", period.end, "It ends before it begins.", "Check the days.")
    if (period.end - period.start).days >= MOST_DAYS:
        raise BadValue("to", period.end, f"These are more than {MOST_DAYS} days.", "Ask for a month at most.")
    return period.start, period.end


def _per_litre(cents: int, total: Sums) -> int | None:
    """To the cent; of no milk there is none."""
    if not total.centilitres:
        return None
    return round_half_even(Decimal(cents * _PER_LITRE) / total.centilitres)


def _named(found: WhatIf) -> list[dict[str, Any]]:
    members = views().members.many([member for member, _ in found.biggest])
    names = names_as_seen(members)
    return [{"member": number, "name": names.get(number), **vars(sums)} for number, sums in found.biggest]
