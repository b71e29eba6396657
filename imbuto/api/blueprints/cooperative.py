"""The cooperative's own settings and its centres."""

from __future__ import annotations

from typing import Any

from imbuto.api.access import by, permit
from imbuto.api.answers import made, receipt
from imbuto.api.blueprint import Blueprint
from imbuto.api.parts import ledger
from imbuto.api.schemas.base import Receipt
from imbuto.api.schemas.cooperative import (
    CentreReadings,
    Centres,
    CooperativeAnswer,
    Messaging,
    NewCentre,
    Rhythm,
)

blueprint = Blueprint("cooperative", "The cooperative and its centres.")


@blueprint.route("/cooperative")
@permit("centres.read", own="own.read")
@blueprint.response(200, CooperativeAnswer)
def see_cooperative() -> Any:
    """The cooperative of this installation"""
    return ledger().cooperative()


@blueprint.route("/cooperative/messaging", methods=["PUT"])
@permit("settings.manage")
@blueprint.arguments(Messaging)
@blueprint.response(200, Receipt)
def set_messaging(given: dict[str, Any]) -> Any:
    """Switch the SMS about milk and payments, and those about statements, on or off"""
    chosen = given["sms_receipts"], by()
    return receipt(ledger().set_messaging(*chosen, sms_statements=given.get("sms_statements")))


@blueprint.route("/cooperative/rhythm", methods=["PUT"])
@permit("settings.manage")
@blueprint.arguments(Rhythm)
@blueprint.response(200, Receipt)
def set_rhythm(given: dict[str, Any]) -> Any:
    """Set how often there is a pay run, from the next one on"""
    return receipt(ledger().set_rhythm(given["rhythm"], by()))


@blueprint.route("/centres")
@permit("centres.read")
@blueprint.response(200, Centres)
def list_centres() -> Any:
    """All collection centres"""
    cooperative = ledger().cooperative()
    listed = [
        {"code": code, "name": name, "readings": cooperative.readings.get(code, ())}
        for code, name in sorted(cooperative.centres.items())
    ]
    return {"items": listed}


@blueprint.route("/centres", methods=["POST"])
@permit("centres.manage")
@blueprint.arguments(NewCentre)
@blueprint.already(Receipt, "Was open already.")
@blueprint.response(201, Receipt)
def open_centre(given: dict[str, Any]) -> Any:
    """Open a collection centre"""
    return made(ledger().open_centre(given["code"], given["name"], by()), "/api/v1/centres")


@blueprint.route("/centres/<code>/readings", methods=["PUT"])
@permit("centres.manage")
@blueprint.arguments(CentreReadings)
@blueprint.response(200, Receipt)
def set_readings(given: dict[str, Any], code: str) -> Any:
    """Set what is read of each weighing at a centre, beside its litres"""
    return receipt(ledger().set_readings(code, given["readings"], by()))
