"""Registers, books and lists from files: looked at first, then recorded whole, or not at all."""

from __future__ import annotations

from typing import Any

from imbuto.api.access import permit
from imbuto.api.blueprint import Blueprint
from imbuto.api.importing import bring_in, preview
from imbuto.api.incoming import LARGEST_BATCH_BYTES
from imbuto.api.schemas.imports import (
    BulkToRecord,
    ChargesToRecord,
    DeliveriesToRecord,
    FileOfBulk,
    FileOfCharges,
    FileOfDeliveries,
    FileOfMembers,
    FileOfOpening,
    Imported,
    ImportPreview,
    MembersToRecord,
    OpeningToRecord,
)

blueprint = Blueprint("imports", "Members, deliveries, charges and figures from files.")
_REGISTER, _RECORD, _CHARGE = "members.register", "deliveries.record", "charges.make"
_BULK, _PROPOSE = "bulk.record", "adjustments.propose"


@blueprint.route("/imports/members/preview", methods=["POST"])
@permit(_REGISTER)
@blueprint.arguments(FileOfMembers, location="upload", largest_bytes=LARGEST_BATCH_BYTES)
@blueprint.response(200, ImportPreview)
def preview_members(given: dict[str, Any]) -> Any:
    """See what a register of members holds and every fault of it; nothing is recorded"""
    return preview("members", _REGISTER, given)


@blueprint.route("/imports/members", methods=["POST"])
@permit(_REGISTER)
@blueprint.arguments(MembersToRecord, location="upload", largest_bytes=LARGEST_BATCH_BYTES)
@blueprint.response(200, Imported)
def import_members(given: dict[str, Any]) -> Any:
    """Register the members of a file, all of them or none"""
    return bring_in("members", _REGISTER, given)


@blueprint.route("/imports/deliveries/preview", methods=["POST"])
@permit(_RECORD)
@blueprint.arguments(FileOfDeliveries, location="upload", largest_bytes=LARGEST_BATCH_BYTES)
@blueprint.response(200, ImportPreview)
def preview_deliveries(given: dict[str, Any]) -> Any:
    """See what a delivery book holds and every fault of it; nothing is recorded"""
    return preview("deliveries", _RECORD, given)


@blueprint.route("/imports/deliveries", methods=["POST"])
@permit(_RECORD)
@blueprint.arguments(DeliveriesToRecord, location="upload", largest_bytes=LARGEST_BATCH_BYTES)
@blueprint.response(200, Imported)
def import_deliveries(given: dict[str, Any]) -> Any:
    """Record the deliveries of a file, all of them or none"""
    return bring_in("deliveries", _RECORD, given)


@blueprint.route("/imports/charges/preview", methods=["POST"])
@permit(_CHARGE)
@blueprint.arguments(FileOfCharges, location="upload", largest_bytes=LARGEST_BATCH_BYTES)
@blueprint.response(200, ImportPreview)
def preview_charges(given: dict[str, Any]) -> Any:
    """See what a list of charges holds and every fault of it; nothing is recorded"""
    return preview("charges", _CHARGE, given)


@blueprint.route("/imports/charges", methods=["POST"])
@permit(_CHARGE)
@blueprint.arguments(ChargesToRecord, location="upload", largest_bytes=LARGEST_BATCH_BYTES)
@blueprint.response(200, Imported)
def import_charges(given: dict[str, Any]) -> Any:
    """Make the charges of a file, all of them or none"""
    return bring_in("charges", _CHARGE, given)


@blueprint.route("/imports/bulk/preview", methods=["POST"])
@permit(_BULK)
@blueprint.arguments(FileOfBulk, location="upload", largest_bytes=LARGEST_BATCH_BYTES)
@blueprint.response(200, ImportPreview)
def preview_bulk(given: dict[str, Any]) -> Any:
    """See what a list of bulk figures holds and every fault of it; nothing is recorded"""
    return preview("bulk", _BULK, given)


@blueprint.route("/imports/bulk", methods=["POST"])
@permit(_BULK)
@blueprint.arguments(BulkToRecord, location="upload", largest_bytes=LARGEST_BATCH_BYTES)
@blueprint.response(200, Imported)
def import_bulk(given: dict[str, Any]) -> Any:
    """Record the bulk figures of a file, all of them or none"""
    return bring_in("bulk", _BULK, given)


@blueprint.route("/imports/opening/preview", methods=["POST"])
@permit(_PROPOSE)
@blueprint.arguments(FileOfOpening, location="upload", largest_bytes=LARGEST_BATCH_BYTES)
@blueprint.response(200, ImportPreview)
def preview_opening(given: dict[str, Any]) -> Any:
    """See what a list of opening balances holds and every fault of it; nothing is recorded"""
    return preview("opening", _PROPOSE, given)


@blueprint.route("/imports/opening", methods=["POST"])
@permit(_PROPOSE)
@blueprint.arguments(OpeningToRecord, location="upload", largest_bytes=LARGEST_BATCH_BYTES)
@blueprint.response(200, Imported)
def import_opening(given: dict[str, Any]) -> Any:
    """Propose the opening balances of a file as one batch; another official approves them"""
    return bring_in("opening", _PROPOSE, given)
