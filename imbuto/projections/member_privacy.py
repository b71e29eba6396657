"""How leaving, restriction and erasure change the members' directory.

An erased member's row keeps its number and says that somebody was here. It ends up as a rebuild without the
person's key would make it: so a rebuild finds no difference, and no name stays behind.
"""

from __future__ import annotations

from typing import Any

from imbuto.aggregates.member import Member
from imbuto.projections.member_tables import members, payees
from imbuto.projections.rows import Row, Rows
from imbuto.values import business_date

NOT_RESTRICTED: dict[str, Any] = {
    "left_on": None,
    "restricted": False,
    "restriction_ground": None,
    "lift_proposed_by": None,
    "erasure_ground": None,
    "erasure_proposed_by": None,
    "erased": False,
}
PERSONAL = (
    "name",
    "search_name",
    "phone",
    "payout_phone",
    "proposed_phone",
    "phone_proposed_by",
    "suspended_reason",
    "payee_changed_at",
    "account_bank",
    "account_number",
    "account_name",
    "account_changed_at",
    "proposed_payout_phone",
    "payout_phone_proposed_by",
    "proposed_channel",
    "proposed_account_bank",
    "proposed_account_number",
    "proposed_account_name",
    "channel_proposed_by",
    "payee_name",
    "payee_match",
    "acceptance_reason",
    "acceptance_proposed_by",
)
"""The columns of a member's row that speak of the person."""


def left(fact: Member.Left, position: int, rows: Rows) -> None:
    _change(fact.number, rows, left_on=business_date(fact.happened_at).isoformat())


def readmitted(fact: Member.Readmitted, position: int, rows: Rows) -> None:
    _change(fact.number, rows, left_on=None, erasure_ground=None, erasure_proposed_by=None)


def restricted(fact: Member.Restricted, position: int, rows: Rows) -> None:
    _change(fact.number, rows, restricted=True, restriction_ground=fact.ground)


def unrestriction_proposed(fact: Member.UnrestrictionProposed, position: int, rows: Rows) -> None:
    _change(fact.number, rows, lift_proposed_by=fact.who)


def unrestriction_refused(fact: Member.UnrestrictionRefused, position: int, rows: Rows) -> None:
    _change(fact.number, rows, lift_proposed_by=None)


def unrestricted(fact: Member.Unrestricted, position: int, rows: Rows) -> None:
    _change(fact.number, rows, restricted=False, restriction_ground=None, lift_proposed_by=None)


def erasure_proposed(fact: Member.ErasureProposed, position: int, rows: Rows) -> None:
    _change(fact.number, rows, erasure_ground=fact.ground, erasure_proposed_by=fact.who)


def erasure_refused(fact: Member.ErasureRefused, position: int, rows: Rows) -> None:
    _change(fact.number, rows, erasure_ground=None, erasure_proposed_by=None)


def erased(fact: Member.Erased, position: int, rows: Rows) -> None:
    for told in rows.table(payees).where(number=fact.number):
        rows.table(payees).delete(told["number"], told["msisdn"])
    nobody = dict.fromkeys(PERSONAL)
    _change(fact.number, rows, **nobody, payee_accepted=False, erased=True, erasure_proposed_by=None)


def _change(number: str, rows: Rows, **changes: object) -> None:
    row: Row | None = rows.table(members).get(number)
    if row is None:
        raise LookupError(f"member {number} was never registered")
    row.update(changes)
    rows.table(members).put(row)
