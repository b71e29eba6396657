"""The cooperative: its centres, prices and officials."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from marshmallow import fields, validate

from imbuto.api.fields import Instant, Money, Parsed, PersonName, Phone, Text, YesNo
from imbuto.api.paging import PageArgs
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer, Chapter, Receipt
from imbuto.api.schemas.sessions import Invitation
from imbuto.errors import BadValue
from imbuto.ledger import LONGEST_ROLE_REASON, SCALE_READINGS, STAFF_ROLES
from imbuto.values import RHYTHMS


def read_code(text: str) -> str:
    """A centre's code or an official's number: up to 16 capitals, figures and dashes."""
    code = text.strip().upper()
    if not (1 <= len(code) <= 16 and code.isascii() and code.replace("-", "").isalnum() and code[0] != "-"):
        raise BadValue("code", text, "This is not a code.", "Use up to 16 letters, figures and dashes.")
    return code


class Code(Parsed):
    """A centre's code or an official's number."""

    def __init__(
        self, example: str = "KIM", *, metadata: Mapping[str, Any] = MappingProxyType({}), **options: Any
    ) -> None:
        super().__init__(read_code, metadata={"example": example, **metadata}, **options)


class CooperativeAnswer(Answer):
    """The cooperative of this installation."""

    name = fields.String(metadata={"example": "Kimende Dairy Farmers"})
    confirmation_hours = fields.Integer(
        metadata={"description": "How long a member may answer.", "example": 72}
    )
    minimum_payable = Money(attribute="minimum_payable_cents")
    rhythm = fields.String(validate=validate.OneOf(RHYTHMS))
    variance_limit_percent = fields.String(metadata={"example": "2"})
    sms_receipts = fields.Boolean()
    sms_statements = fields.Boolean()


class Messaging(Schema):
    """Whether members get an SMS for each delivery and payment, and one for each statement."""

    sms_receipts = YesNo(required=True)
    sms_statements = YesNo(metadata={"description": "Left out: it stays as it is."})


class Rhythm(Schema):
    """How often there is a pay run."""

    rhythm = fields.String(required=True, validate=validate.OneOf(RHYTHMS))


class NewCentre(Schema):
    """A collection centre to open."""

    code = Code(required=True)
    name = PersonName(required=True, metadata={"example": "Kimende"})


class Centre(Answer):
    """A collection centre."""

    code = fields.String(metadata={"example": "KIM"})
    name = fields.String(metadata={"example": "Kimende"})
    readings = fields.List(
        fields.String(validate=validate.OneOf(SCALE_READINGS)),
        metadata={
            "description": "What is read of each weighing here, beside its litres.",
            "example": ["lactometer"],
        },
    )


class CentreReadings(Schema):
    """What is read of each weighing at a centre, beside its litres; none: nothing."""

    readings = fields.List(
        fields.String(validate=validate.OneOf(SCALE_READINGS)),
        required=True,
        validate=validate.Length(0, len(SCALE_READINGS)),
        metadata={"example": ["lactometer", "alcohol"]},
    )


class Centres(Answer):
    """All collection centres."""

    items = fields.List(fields.Nested(Centre))


class Roles(Schema):
    """What an official is; `centres` limits a clerk to them."""

    roles = fields.List(
        fields.String(validate=validate.OneOf(STAFF_ROLES)), required=True, validate=validate.Length(1, 5)
    )
    centres = fields.List(Code(), load_default=list, validate=validate.Length(0, 50))


class NewOfficial(Roles):
    """An official who joins."""

    number = Code("S007", required=True)
    name = PersonName(required=True, metadata={"example": "Wanjiru Kamau"})
    phone = Phone(load_default=None, allow_none=True)


class GivenRoles(Receipt):
    """The receipt, and which roles wait until another official approves them."""

    waiting_roles = fields.List(fields.String(), metadata={"example": ["manager"]})


class Joined(GivenRoles):
    """The receipt, and the invitation by which the official chooses a password: only the first time, and none
    for who is to approve and has no phone on file (`imbuto invite NUMBER` on the machine)."""

    invitation = fields.Nested(Invitation, allow_none=True)


class Readmission(Roles):
    """An official who left comes back. Without a phone the one on file stays."""

    phone = Phone(load_default=None, allow_none=True)


class SeenRoles(Schema):
    """The roles that wait, as they were seen: others that were put in their place are not approved."""

    roles = fields.List(
        fields.String(validate=validate.OneOf(STAFF_ROLES)), required=True, validate=validate.Length(1, 5)
    )


class RefusedRoles(Schema):
    """Why roles are not given."""

    reason = Text(LONGEST_ROLE_REASON, required=True, metadata={"example": "Two managers are enough."})


class StaffArgs(PageArgs):
    """All officials, or those whose roles wait for another official."""

    proposed = fields.Boolean(
        truthy={"true"}, falsy={"false"}, metadata={"description": "Roles wait for another official."}
    )


class Official(Answer):
    """An official of the cooperative."""

    number = fields.String(metadata={"example": "S001"})
    name = fields.String(allow_none=True)
    phone = fields.String(allow_none=True)
    roles = fields.List(fields.String())
    centres = fields.List(fields.String())
    active = fields.Boolean()
    joined_at = Instant(allow_none=True)
    proposed_roles = fields.List(
        fields.String(), metadata={"description": "Wait until another official approves them."}
    )
    roles_proposed_by = fields.String(allow_none=True, metadata={"example": "staff:S004"})
    roles_given_by = fields.String(
        allow_none=True,
        metadata={
            "description": "Who asked for the roles that hold; `operator:` for whoever runs the machine."
        },
    )
    roles_approved_by = fields.String(
        allow_none=True, metadata={"description": "Who agreed; null where nobody had to."}
    )


class StaffName(Answer):
    """An official's number and name, and no more."""

    number = fields.String(metadata={"example": "S001"})
    name = fields.String(allow_none=True, metadata={"example": "Grace Njeri"})


class StaffNames(Answer):
    """Every official's name, of those who left too."""

    items = fields.List(fields.Nested(StaffName))


class OfficialWithStory(Official):
    """An official, and all that became of them here: who gave which role, and who agreed."""

    story = fields.List(fields.Nested(Chapter))
