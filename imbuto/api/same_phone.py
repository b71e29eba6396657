"""One phone, one official; and nobody becomes another by an invitation.

Two accounts on one phone may be one person, who would then approve what they prepared. It is no proof that
two accounts are two people: a second telephone costs little. It stops the careless, and what a careful one
does stands in the ledger under both names.
"""

from __future__ import annotations

from imbuto.api.parts import views
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
    official = views().staff.get(number)
    if official.phone is None and set(official.roles) - {"clerk"}:
        raise NotPermitted(
            f"Official {number} has no phone on file, and may approve: the code would be shown to you.",
            f"Whoever runs the machine invites them: imbuto invite {number}",
        )
