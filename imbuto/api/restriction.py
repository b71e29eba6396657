"""Whom a restriction hides: of a member whose data is restricted, other officials see the number and no more.

The member, and who may read restricted data, see it as before. Statements and payment papers keep the name:
the law wants them, and money must reach the right person. Data Protection Act 2019, section 34.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from imbuto.api.access import caller
from imbuto.api.parts import views
from imbuto.projections.deliveries import DeliveryAnswer
from imbuto.projections.members import MemberAnswer
from imbuto.projections.pages import Page

READ_RESTRICTED = "members.read_restricted"
HIDDEN = (
    "name",
    "phone",
    "payout_phone",
    "proposed_phone",
    "suspended_reason",
    "account_bank",
    "account_number",
    "account_name",
    "proposed_payout_phone",
    "proposed_account_bank",
    "proposed_account_number",
    "proposed_account_name",
    "payee_name",
    "acceptance_reason",
)
"""The fields of a member's answer that speak of the person."""
Told = TypeVar("Told")


def sees_restricted() -> bool:
    """Whether whoever asks sees restricted data: by permission, or because it is the member's own."""
    return caller().is_member or READ_RESTRICTED in caller().permissions


def is_hidden(member: MemberAnswer | None) -> bool:
    """Whether whoever asks sees the number alone."""
    return member is not None and member.restricted and not sees_restricted()


def milk_as_seen(milk: DeliveryAnswer, member: MemberAnswer | None) -> DeliveryAnswer:
    """A member's milk without what was said about it, where the restriction hides that."""
    if not is_hidden(member):
        return milk
    dispute = replace(milk.dispute, explanation=None) if milk.dispute else None
    return replace(milk, changed_reason=None, dispute=dispute)


def as_seen(member: MemberAnswer) -> MemberAnswer:
    """The member as whoever asks may see it."""
    if not is_hidden(member):
        return member
    nothing: dict[str, Any] = dict.fromkeys(HIDDEN)
    return replace(member, **nothing)


def messages_as_seen(page: Page[Any]) -> Page[Any]:
    """Messages to restricted members without their words and numbers."""
    if sees_restricted():
        return page
    restricted = _restricted({message.member for message in page.items if message.member})
    return replace(page, items=[_unread(one) if one.member in restricted else one for one in page.items])


def _restricted(numbers: set[str]) -> set[str]:
    found = views().members.many(sorted(numbers))
    return {number for number, member in found.items() if member.restricted}


def _unread(message: Any) -> Any:
    return replace(message, to=None, text=None)


__all__: Sequence[str] = ("as_seen", "is_hidden", "messages_as_seen", "milk_as_seen", "sees_restricted")
