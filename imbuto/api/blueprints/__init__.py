"""One blueprint per concern. An endpoint parses, permits, calls one verb or asks one question, answers."""

from __future__ import annotations

from imbuto.api.blueprint import Blueprint
from imbuto.api.blueprints import (
    accounts,
    adjustments,
    cooperative,
    dashboard,
    deliveries,
    disputes,
    journal,
    members,
    messages,
    payout_callbacks,
    payouts,
    projections,
    sessions,
    settlements,
    sms_callbacks,
    staff,
)

BLUEPRINTS: tuple[Blueprint, ...] = (
    sessions.blueprint,
    staff.blueprint,
    cooperative.blueprint,
    members.blueprint,
    accounts.blueprint,
    adjustments.blueprint,
    deliveries.blueprint,
    disputes.blueprint,
    settlements.blueprint,
    payouts.blueprint,
    messages.blueprint,
    journal.blueprint,
    dashboard.blueprint,
    projections.blueprint,
    payout_callbacks.blueprint,
    sms_callbacks.blueprint,
)
