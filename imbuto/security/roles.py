"""What one may do, in plain words, and which role may do it. Source: design, "Who".

A permission is needed and not always enough: nobody approves what they prepared (errors.SamePerson),
and a member's permissions reach only what is the member's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from imbuto.security.permissions import PERMISSIONS as PERMISSIONS

ROLES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "clerk": frozenset(
            {
                "sessions.own",
                "staff_names.read",
                "second_factor.own",
                "tokens.own",
                "quality.read",
                "quality.sample",
                "bulk.record",
                "variance.read",
                "centres.read",
                "prices.read",
                "members.read",
                "payees.read",
                "members.register",
                "members.change",
                "members.recover_access",
                "deliveries.read",
                "deliveries.record",
                "deliveries.correct",
                "dashboard.read",
            }
        ),
        "manager": frozenset(
            {
                "sessions.own",
                "staff_names.read",
                "access.read",
                "second_factor.own",
                "tokens.own",
                "quality.read",
                "quality.sample",
                "limits.propose",
                "limits.approve",
                "bulk.record",
                "variance.read",
                "variance.explain",
                "variance.limit",
                "staff.read",
                "staff.approve",
                "centres.read",
                "prices.read",
                "prices.propose",
                "prices.approve",
                "differences.propose",
                "differences.approve",
                "members.read",
                "payees.read",
                "members.approve_number_change",
                "members.read_private",
                "members.read_restricted",
                "privacy.read",
                "privacy.propose",
                "privacy.approve",
                "members.suspend",
                "members.access",
                "members.recover_access",
                "members.approve_access",
                "deliveries.read",
                "disputes.resolve",
                "balances.read",
                "adjustments.read",
                "adjustments.propose",
                "adjustments.approve",
                "charges.read",
                "charges.approve",
                "runs.read",
                "runs.approve",
                "reconciliation.read",
                "payouts.read",
                "pay_files.approve",
                "payouts.approve_outcome",
                "payments.stop",
                "payments.resume",
                "payment_rules.approve",
                "top_ups.approve",
                "callbacks.read",
                "callbacks.accept",
                "messages.read",
                "dashboard.read",
                "journal.read",
                "facts.read",
                "vouchers.approve",
            }
        ),
        "treasurer": frozenset(
            {
                "sessions.own",
                "staff_names.read",
                "second_factor.own",
                "tokens.own",
                "quality.read",
                "variance.read",
                "centres.read",
                "prices.read",
                "prices.propose",
                "differences.propose",
                "members.read",
                "payees.read",
                "deliveries.read",
                "balances.read",
                "adjustments.read",
                "adjustments.propose",
                "charges.read",
                "charges.make",
                "charges.propose_change",
                "creditors.manage",
                "remittances.record",
                "runs.read",
                "runs.open",
                "reconciliation.read",
                "reconciliation.make",
                "payouts.read",
                "pay_files.make",
                "payouts.release",
                "payments.stop",
                "payments.resume",
                "payment_rules.propose",
                "top_ups.propose",
                "callbacks.read",
                "messages.read",
                "dashboard.read",
                "journal.read",
                "vouchers.propose",
            }
        ),
        "admin": frozenset(
            {
                "sessions.own",
                "staff_names.read",
                "access.read",
                "second_factor.own",
                "tokens.own",
                "looks.read",
                "quality.read",
                "routes.manage",
                "staff.read",
                "staff.manage",
                "staff.approve",
                "centres.read",
                "centres.manage",
                "prices.read",
                "members.read",
                "privacy.propose",
                "privacy.approve",
                "members.suspend",
                "members.access",
                "members.recover_access",
                "messages.read",
                "dashboard.read",
                "projections.read",
                "settings.manage",
                "payments.stop",
            }
        ),
        "auditor": frozenset(
            {
                "sessions.own",
                "staff_names.read",
                "access.read",
                "second_factor.own",
                "tokens.own",
                "looks.read",
                "quality.read",
                "variance.read",
                "staff.read",
                "centres.read",
                "prices.read",
                "members.read_private",
                "members.read_restricted",
                "privacy.read",
                "members.read",
                "payees.read",
                "deliveries.read",
                "balances.read",
                "adjustments.read",
                "charges.read",
                "runs.read",
                "reconciliation.read",
                "payouts.read",
                "callbacks.read",
                "messages.read",
                "dashboard.read",
                "journal.read",
                "facts.read",
                "projections.read",
            }
        ),
        "member": frozenset({"sessions.own", "own.read", "own.change", "deliveries.answer"}),
    }
)


TOKEN_PERMISSIONS = frozenset(
    {
        "centres.read",
        "prices.read",
        "members.read",
        "quality.read",
        "quality.sample",
        "deliveries.read",
        "deliveries.record",
        "bulk.record",
        "variance.read",
        "balances.read",
        "adjustments.read",
        "charges.read",
        "runs.read",
        "reconciliation.read",
        "payouts.read",
        "messages.read",
        "dashboard.read",
        "journal.read",
        "projections.read",
    }
)
"""All that an access token may carry: what is read, and what a scale, a laboratory or a cooler measures.
Nothing by which somebody is paid, charged, approved or let in."""


APPROVING = frozenset(name for name in PERMISSIONS if ".approve" in name) | {
    "disputes.resolve",
    "callbacks.accept",
}
"""By which an official is the second person. Whoever shares a phone with another official is none: two
accounts on one phone may be one person."""


WITHOUT_ROLE = frozenset({"sessions.own"})
"""All that an official may do whose roles still wait for a second official."""


NEED_SECOND_FACTOR = frozenset({"treasurer", "manager", "admin"})
"""Whoever approves, pays, or lets others in: their password alone would be too little."""


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """All that these roles together may do. A role that no longer exists may do nothing."""
    return frozenset[str]().union(*(ROLES.get(role, frozenset()) for role in roles))
