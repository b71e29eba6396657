"""One search for whatever has an id, a number or a code. What is searched lies in the body:
somebody may have pasted more than a number, and addresses are written into logs."""

from __future__ import annotations

from typing import Any

from imbuto.api.access import permit
from imbuto.api.blueprint import Blueprint
from imbuto.api.finding import find
from imbuto.api.schemas.search import Hits, SearchIn

blueprint = Blueprint("search", "Finding whatever has an id, a number or a code.")
_NOTHING = dict.fromkeys(("run", "member", "period", "date", "state", "of"))


@blueprint.route("/search", methods=["POST"])
@permit("members.read")
@blueprint.arguments(SearchIn)
@blueprint.response(200, Hits)
def search(asked: dict[str, Any]) -> Any:
    """What an id, a number, a period's code or a payment's receipt or reference belongs to

    Only what whoever asks may see, each kind by its own permission."""
    return {"items": [{**_NOTHING, **one} for one in find(asked["query"].strip())]}
