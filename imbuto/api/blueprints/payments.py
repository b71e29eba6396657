"""Payments as a whole: how they stand, the hand that stops them, and the hand that lets them go."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from imbuto.api.access import by, permit
from imbuto.api.answers import receipt
from imbuto.api.blueprint import Blueprint
from imbuto.api.parts import ledger, now, parts, views
from imbuto.api.schemas.base import OpenReason, Receipt
from imbuto.api.schemas.payments import AskFloatIn, FloatAsked, Payments, ResumeIn
from imbuto.gateways.daraja_blame import proves_credential
from imbuto.gateways.daraja_tariff import cost_cents
from imbuto.projections.till_alarms import alarms_of
from imbuto.values import business_date

blueprint = Blueprint("payments", "The till: whether payments go out, the float, what is wrong.")


@blueprint.route("/payments")
@permit("payouts.read")
@blueprint.response(200, Payments)
def see_payments() -> Any:
    """Whether payments go out, what is in the float and what is needed, and what people should know"""
    till, at = views().till.get(), now()
    waiting = views().payouts.waiting(at)
    needed = cost_cents(waiting.amounts, business_date(at))
    under_way = views().payouts.in_flight().count
    confirmed = [one.called_at for one in views().till.codes() if proves_credential(one.code)]
    since = till.credential_since
    return {
        "till": till,
        "float": {
            **vars(till), "waiting": waiting.count, "needed_cents": needed, "under_way": under_way,
        },
        "credential": {
            "since": since,
            "days": (at - since).days if since else None,
            "confirmed_at": max(confirmed, default=None),
            "certificate_ends_at": parts().certificate_ends_at(),
        },
        "calls_per_second": f"{parts().calls_per_second():.2f}",
        "most_calls_per_second": f"{parts().settings.calls_per_second:.2f}",
        "alarms": alarms_of(till, at, needed, len(views().top_ups.undecided())),
    }  # fmt: skip


@blueprint.route("/payments/stop", methods=["POST"])
@permit("payments.stop")
@blueprint.arguments(OpenReason)
@blueprint.response(200, Receipt)
def stop_payments(given: dict[str, Any]) -> Any:
    """Stop all payments at once, until a person resumes them"""
    return receipt(ledger().stop_payments("kill", "", given["reason"], by()))


@blueprint.route("/payments/resume", methods=["POST"])
@permit("payments.resume")
@blueprint.arguments(ResumeIn)
@blueprint.response(200, Receipt)
def resume_payments(given: dict[str, Any]) -> Any:
    """Let payments go again: the cause is mended; or anyway, though the float does not cover them all"""
    return receipt(ledger().resume_payments(given["reason"], by(), given["anyway"], given["seen"]))


@blueprint.route("/payments/float", methods=["POST"])
@permit("payouts.release")
@blueprint.arguments(AskFloatIn)
@blueprint.response(200, FloatAsked)
def ask_float(given: dict[str, Any]) -> Any:
    """Have M-Pesa asked for the float; the answer shows in GET /payments"""
    seen_at = views().till.get().float_at
    is_young = seen_at is not None and now() - seen_at < timedelta(seconds=given["older_than_seconds"])
    return {"question": None if is_young else ledger().ask_float(by())}
