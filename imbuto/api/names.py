"""Members' names in lists about milk, as whoever asks may see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from imbuto.api.access import caller
from imbuto.api.parts import views
from imbuto.api.private import as_seen
from imbuto.api.restriction import milk_as_seen
from imbuto.projections.deliveries import DeliveryAnswer
from imbuto.projections.members import MemberAnswer
from imbuto.projections.pages import Page


def names_as_seen(members: Mapping[str, MemberAnswer]) -> dict[str, str | None]:
    """None where a restriction hides the name, where whoever asks may not read the register, and where the
    member is of a centre at which a clerk does not work."""
    if not caller().may("members.read"):
        return dict.fromkeys(members)
    own = caller().centres_for("members.read")
    return {
        number: as_seen(member).name if own is None or member.centre in own else None
        for number, member in members.items()
    }


def with_names(page: Page[DeliveryAnswer]) -> Page[dict[str, Any]]:
    """Milk of many members, each with the member's name: all names of the page are looked up at once."""
    members = views().members.many(_members(page.items))
    names = names_as_seen(members)
    seen = [milk_as_seen(one, members.get(one.member)) for one in page.items]
    return Page([{**vars(one), "member_name": names.get(one.member)} for one in seen], page.next)


def _members(milk: Sequence[DeliveryAnswer]) -> list[str]:
    return sorted({one.member for one in milk})
