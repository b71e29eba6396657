"""What one may do, in plain words, and which role may do it. Source: design, "Who".

A permission is needed and not always enough: nobody approves what they prepared (errors.SamePerson),
and a member's permissions reach only what is the member's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

PERMISSIONS: Mapping[str, str] = MappingProxyType(
    {
        "sessions.own": "See and end one's own session.",
        "staff.read": "See the officials and their roles.",
        "staff.manage": "Add officials, change their roles, invite and suspend them.",
        "centres.read": "See the collection points.",
        "centres.manage": "Open, rename and close collection points.",
        "prices.read": "See prices, approved and proposed.",
        "prices.propose": "Propose a price from a date on.",
        "prices.approve": "Approve a price that another official proposed.",
        "differences.propose": "Propose a retro price or a bonus on milk that was priced already.",
        "differences.approve": "Approve a price difference that another official proposed.",
        "members.read": "See the members' directory with names and numbers.",
        "members.register": "Register a member.",
        "members.change": "Change a member's details, and ask for another payout number.",
        "members.approve_number_change": "Approve another payout number that another official asked for.",
        "members.suspend": "Suspend a member, and reinstate one.",
        "members.access": "Invite a member to the app, and take the access away.",
        "deliveries.read": "See all deliveries.",
        "deliveries.record": "Record a delivery.",
        "deliveries.correct": "Correct or void a delivery before the cut-off.",
        "deliveries.answer": "Confirm or dispute one's own delivery.",
        "disputes.resolve": "Decide a dispute about a delivery that another recorded.",
        "routes.manage": "Open collectors' rounds.",
        "bulk.record": "Record and void what reached the cooler and the processor, or was lost on the way.",
        "variance.read": "See what was collected, cooled and accepted, the differences and their alarms.",
        "variance.explain": "Answer the alarm of a difference of milk that another measured.",
        "variance.limit": "Set from which difference of milk on there is an alarm.",
        "balances.read": "See any member's balance and account.",
        "own.read": "See one's own deliveries, balance, statements and profile.",
        "own.change": "Choose one's own language, and how one is paid.",
        "adjustments.read": "See adjustments of members' accounts.",
        "adjustments.propose": "Propose an adjustment of a member's account.",
        "adjustments.approve": "Approve or refuse adjustments that another official proposed.",
        "runs.read": "See pay runs and their statements.",
        "runs.open": "Open, prepare or discard a pay run.",
        "runs.approve": "Approve a pay run that another official prepared.",
        "payouts.read": "See payouts and the float.",
        "payouts.release": "Hold, resume or retry payouts, and propose what became of one.",
        "payouts.approve_outcome": "Approve what another official proposed became of a payout.",
        "messages.read": "See what members were told, and when it reached them.",
        "dashboard.read": "See the totals of the day, trends and participation.",
        "journal.read": "See the double-entry journal and the trial balance, and export the books.",
        "projections.read": "See how far each view has followed the facts.",
        "settings.manage": "Switch messages on and off, and set the rhythm of pay runs.",
    }
)

ROLES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "clerk": frozenset(
            {
                "sessions.own",
                "bulk.record",
                "variance.read",
                "centres.read",
                "prices.read",
                "members.read",
                "members.register",
                "members.change",
                "deliveries.read",
                "deliveries.record",
                "deliveries.correct",
                "dashboard.read",
            }
        ),
        "manager": frozenset(
            {
                "sessions.own",
                "bulk.record",
                "variance.read",
                "variance.explain",
                "variance.limit",
                "staff.read",
                "centres.read",
                "prices.read",
                "prices.propose",
                "prices.approve",
                "differences.propose",
                "differences.approve",
                "members.read",
                "members.approve_number_change",
                "members.suspend",
                "members.access",
                "deliveries.read",
                "disputes.resolve",
                "balances.read",
                "adjustments.read",
                "adjustments.propose",
                "adjustments.approve",
                "runs.read",
                "runs.approve",
                "payouts.read",
                "payouts.approve_outcome",
                "messages.read",
                "dashboard.read",
                "journal.read",
            }
        ),
        "treasurer": frozenset(
            {
                "sessions.own",
                "variance.read",
                "centres.read",
                "prices.read",
                "prices.propose",
                "differences.propose",
                "members.read",
                "deliveries.read",
                "balances.read",
                "adjustments.read",
                "adjustments.propose",
                "runs.read",
                "runs.open",
                "payouts.read",
                "payouts.release",
                "messages.read",
                "dashboard.read",
                "journal.read",
            }
        ),
        "admin": frozenset(
            {
                "sessions.own",
                "routes.manage",
                "staff.read",
                "staff.manage",
                "centres.read",
                "centres.manage",
                "prices.read",
                "members.read",
                "members.suspend",
                "members.access",
                "messages.read",
                "dashboard.read",
                "projections.read",
                "settings.manage",
            }
        ),
        "auditor": frozenset(
            {
                "sessions.own",
                "variance.read",
                "staff.read",
                "centres.read",
                "prices.read",
                "members.read",
                "deliveries.read",
                "balances.read",
                "adjustments.read",
                "runs.read",
                "payouts.read",
                "messages.read",
                "dashboard.read",
                "journal.read",
                "projections.read",
            }
        ),
        "member": frozenset({"sessions.own", "own.read", "own.change", "deliveries.answer"}),
    }
)


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """All that these roles together may do. A role that no longer exists may do nothing."""
    return frozenset[str]().union(*(ROLES.get(role, frozenset()) for role in roles))
