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
    papers,
    payout_callbacks,
    payouts,
    price_differences,
    prices,
    projections,
    sessions,
    settlements,
    sms_callbacks,
    staff,
    variance,
)

BLUEPRINTS: tuple[Blueprint, ...] = (
    sessions.blueprint,
    staff.blueprint,
    cooperative.blueprint,
    prices.blueprint,
    price_differences.blueprint,
    members.blueprint,
    accounts.blueprint,
    adjustments.blueprint,
    deliveries.blueprint,
    disputes.blueprint,
    variance.blueprint,
    settlements.blueprint,
    papers.blueprint,
    payouts.blueprint,
    messages.blueprint,
    journal.blueprint,
    dashboard.blueprint,
    projections.blueprint,
    payout_callbacks.blueprint,
    sms_callbacks.blueprint,
)
