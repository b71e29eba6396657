"""Members' names in lists about milk, as whoever asks may see them."""

from __future__ import annotations

from collections.abc import Mapping

from imbuto.api.access import caller
from imbuto.api.private import as_seen
from imbuto.projections.members import MemberAnswer


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
