"""What a price would cost: computed on milk that was brought, with nothing recorded."""

from __future__ import annotations

from typing import Any

from imbuto.api.access import permit
from imbuto.api.blueprint import Blueprint
from imbuto.api.schemas.what_if import PriceThoughtOf, WhatIfAnswer
from imbuto.api.what_if import answer

blueprint = Blueprint("what_if", "What a price would cost.")


@blueprint.route("/prices/what-if", methods=["POST"])
@permit("prices.read")
@blueprint.arguments(PriceThoughtOf)
@blueprint.response(200, WhatIfAnswer)
def ask_what_if(given: dict[str, Any]) -> Any:
    """See what the milk of a period would have been worth under another price; nothing is recorded"""
    return answer(given)
