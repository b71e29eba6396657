"""Whether this process lives, and whether it can work."""

from __future__ import annotations

import logging
from typing import Any

from flask import current_app
from marshmallow import fields

from imbuto.api.access import open_to_all
from imbuto.api.blueprint import Blueprint
from imbuto.api.parts import ledger, parts
from imbuto.api.schemas.base import Answer

log = logging.getLogger(__name__)
health = Blueprint("health", "For those who keep the service running.")


class Health(Answer):
    """The process answers."""

    status = fields.String(metadata={"example": "ok"})


class Readiness(Answer):
    """Whether facts can be recorded and read; `degraded` when only queued work stands still."""

    status = fields.String(metadata={"example": "ready"})
    position = fields.Integer(metadata={"description": "The ledger's last position."})
    views_behind = fields.Integer(
        metadata={"description": "How many facts the slowest view has yet to fold."}
    )
    redis = fields.String(metadata={"example": "answers"})


@health.route("/healthz")
@open_to_all
@health.response(200, Health)
def healthz() -> Any:
    """This process lives"""
    return {"status": "ok"}


@health.route("/readyz")
@open_to_all
@health.response(200, Readiness)
def readyz() -> Any:
    """The stores answer. Without Redis recording goes on: only messages and payouts wait"""
    position = ledger().position()
    behind = max((view.lag for view in parts().views.status()), default=0)
    redis = _redis()
    status = "degraded" if redis == "silent" else "ready"
    return {"status": status, "position": position, "views_behind": behind, "redis": redis}


def _redis() -> str:
    answers = current_app.extensions["redis_answers"]
    if answers is None:
        return "not asked"
    return "answers" if answers() else "silent"
