"""How far each view has followed the facts."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from imbuto.api.access import permit
from imbuto.api.blueprint import Blueprint
from imbuto.api.parts import ledger, views
from imbuto.api.schemas.base import Answer
from imbuto.api.tongues import Sentence

blueprint = Blueprint("projections", "The views, and how far they are.")


class Projection(Answer):
    """One view. `state` is live, behind, stopped or absent."""

    name = fields.String(metadata={"example": "balances"})
    version = fields.Integer()
    position = fields.Integer(metadata={"description": "The last fact folded."})
    lag = fields.Integer(metadata={"description": "How many facts are to be folded."})
    state = fields.String(metadata={"example": "live"})
    reason = Sentence(allow_none=True, metadata={"description": "Why it stopped."})


class Projections(Answer):
    """All views."""

    position = fields.Integer(metadata={"description": "The ledger's last position."})
    items = fields.List(fields.Nested(Projection))


@blueprint.route("/projections")
@permit("projections.read")
@blueprint.response(200, Projections)
def list_projections() -> Any:
    """The views and how far each is"""
    return {"position": ledger().position(), "items": views().status()}
