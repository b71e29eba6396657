"""One phone, one official; and nobody becomes another by an invitation.

Two accounts on one phone may be one person, who would then approve what they prepared. It is no proof that
two accounts are two people: a second telephone costs little. It stops the careless, and what a careful one
does stands in the ledger under both names.
"""

from __future__ import annotations

from imbuto.api.parts import ledger, views
from imbuto.errors import NotPermitted, WrongState
from imbuto.security.roles import APPROVING


def refuse_anothers_phone(phone: str | None, number: str) -> None:
    """Raises WrongState when another official in service has this phone."""
    others = [one for one in views().staff.by_phone(phone) if one != number] if phone else []
    if others:
        raise WrongState(
            f"Official {others[0]} has this phone.",
            "Give each official a phone of their own: two accounts on one phone may be one person.",
        )


def refuse_approving_for_two(number: str, permission: str | None) -> None:
    """Raises NotPermitted for a second person who shares a phone with another official."""
    if permission not in APPROVING:
        return
    if others := views().staff.sharing_phone(number):
        raise NotPermitted(
            f"You have the same phone as official {others[0]}: two accounts on one phone approve nothing.",
            "Ask another official to approve. To put it right, one of you leaves and is taken back with "
            "a phone of their own: POST /api/v1/staff/NUMBER/readmission.",
        )


def refuse_takeover(number: str) -> None:
    """Raises NotPermitted where the code of an official who may more than a clerk would be shown to another:
    with it one would approve in that official's name."""
    if would_be_taken_over(number):
        raise NotPermitted(
            f"Official {number} has no phone on file, and may approve: the code would be shown to you.",
            f"Whoever runs the machine invites them: imbuto invite {number}",
        )


def would_be_taken_over(number: str) -> bool:
    """Whether an invitation would show whoever invites the code of an official who may more than a clerk, or
    will once another agrees."""
    official = ledger().staff(number)
    return official.phone is None and bool({*official.roles, *official.proposed_roles} - {"clerk"})


def refuse_unknown_hands(number: str) -> None:
    """Raises NotPermitted for roles of an official without a phone: whoever invited them was shown the code,
    and would approve in their name what the same person prepared."""
    official = ledger().staff(number)
    if official.proposed_roles and official.phone is None:
        raise NotPermitted(
            f"Official {number} has no phone on file: whoever invited them may have their password.",
            "Let them leave, and take them back with a phone of their own: POST "
            f"/api/v1/staff/{number}/readmission. Or whoever runs the machine agrees: "
            f"imbuto staff approve {number}",
        )
