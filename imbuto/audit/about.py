"""Whom and what a fact is about: the member, and the part of the cooperative that has a story of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, cast
from uuid import UUID

from imbuto.aggregates import AGGREGATES, Fact
from imbuto.aggregates.access import access_id
from imbuto.aggregates.cooperative import COOPERATIVE_ID
from imbuto.aggregates.member import member_id
from imbuto.aggregates.staff import staff_id
from imbuto.aggregates.till import TILL_ID
from imbuto.errors import Unknown
from imbuto.ledger.looking_back import LookingBack, Stored

KINDS: Mapping[str, type[Any]] = MappingProxyType({kind.KIND: kind for kind in AGGREGATES})
PARTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "price": ("cooperative.price_", "price_id"),
        "limits": ("cooperative.limits_", "limits_id"),
        "payment_rules": ("cooperative.payment_rules_", "rules_id"),
        "deduction_rules": ("cooperative.deduction_rules_", "rules_id"),
        "standing_charge": ("cooperative.standing_charge_", "charge_id"),
        "centre": ("cooperative.centre_", "code"),
        "creditor": ("cooperative.creditor_", "code"),
        "route": ("cooperative.route_", "code"),
    }
)
"""What stands in the cooperative's own story and is asked for by itself: how its facts' topics begin, and
which field names it."""
MEMBER = "member:"


def kind_of(topic: str) -> str:
    """The word for the thing that has a fact of this topic."""
    return topic.partition(".")[0]


def thing_id(kind: str, id: str) -> UUID:
    """The thing of that kind: by its id, a member or an official by number too. Raises Unknown."""
    if kind in PARTS or kind == "cooperative":
        return COOPERATIVE_ID
    if kind not in KINDS:
        raise Unknown("kind of story", kind)
    if (found := _uuid(id)) is not None:
        return found
    by_number = {"member": member_id, "staff": staff_id, "access": access_id}
    if kind == "till":
        return TILL_ID
    if kind not in by_number:
        raise Unknown(kind, id)
    return by_number[kind](id.upper() if kind == "member" else id)


def is_part(fact: Fact, kind: str, id: str) -> bool:
    """Whether a fact of the cooperative is about this price, centre or other part."""
    beginning, field = PARTS[kind]
    wanted = str(_uuid(id) or id)
    return fact.TOPIC.startswith(beginning) and str(getattr(fact, field, None)) == wanted


def names(fact: Fact, id: UUID) -> bool:
    """Whether a fact of the cooperative names this id."""
    return any(getattr(fact, field, None) == id for _, field in PARTS.values())


def member_of(topic: str, said: Mapping[str, Any]) -> str | None:
    """The member whom a fact names, from its fields or from the JSON that is stored."""
    kind = kind_of(topic)
    if kind == "member":
        return str(said["number"])
    if kind == "access":
        principal = str(said["principal"])
        return principal.removeprefix(MEMBER) if principal.startswith(MEMBER) else None
    found = said.get("member")
    return None if not found else str(found)


def members_of(log: LookingBack, stored: Iterable[Stored]) -> dict[int, str]:
    """By position, whom each of these facts is about. What became of a message names nobody: it is about the
    one whom its first fact names."""
    found: dict[int, str] = {}
    nameless: dict[int, UUID] = {}
    for one in stored:
        if (member := member_of(one.topic, json.loads(one.state))) is not None:
            found[one.id] = member
        elif kind_of(one.topic) == "message":
            nameless[one.id] = cast(UUID, one.originator_id)
    if nameless:
        firsts = log.firsts(sorted(set(nameless.values()), key=str))
        told = {one.originator_id: member_of(one.topic, json.loads(one.state)) for one in firsts}
        found.update({position: who for position, id in nameless.items() if (who := told.get(id))})
    return found


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
