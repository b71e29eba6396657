"""Finding a member by a name or a phone. What is searched lies in the body: addresses are written into the
logs of browsers and proxies, and names and phones belong in none of them."""

from __future__ import annotations

from typing import Any

from imbuto.api.access import centres_to_list, permit
from imbuto.api.blueprint import Blueprint
from imbuto.api.looking import looked_at_the_only_one
from imbuto.api.parts import views
from imbuto.api.private import entries_as_seen
from imbuto.api.restriction import sees_restricted
from imbuto.api.schemas.members import MemberPage, MemberSearch

blueprint = Blueprint("member-search", "Finding a member.")


@blueprint.route("/members/search", methods=["POST"])
@permit("members.read")
@blueprint.arguments(MemberSearch)
@blueprint.response(200, MemberPage)
def search_members(asked: dict[str, Any]) -> Any:
    """Members by the beginning of a number, a name or a phone"""
    centres = centres_to_list("members.read", asked.pop("centre", None))
    found = views().members.page(centre=centres, finds_restricted=sees_restricted(), **asked)
    looked_at_the_only_one(member.number for member in found.items)
    page = entries_as_seen(found)
    return {"items": page.items, "next": page.next}
