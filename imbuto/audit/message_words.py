"""The facts of messages and of what decides about them, each in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from imbuto.values import NAIROBI, Money


def _asked(fact: Any) -> str:
    """The text as it is kept: of a letter's secret it holds the place only."""
    if fact.covers:
        return f"SMS to {fact.to}, for {len(fact.covers)} deliveries: {fact.text}"
    return f"SMS to {fact.to}: {fact.text}"


def _pushed(fact: Any) -> str:
    at = fact.sms_at.astimezone(NAIROBI)
    return f"shown in the app on {fact.devices} device(s); by SMS at {at:%-d %b %H:%M} if nobody saw it"


def _rules(fact: Any) -> str:
    quiet = f"{fact.quiet_from}-{fact.quiet_until}" if fact.quiet else "off"
    cap = str(Money(fact.cap_cents)) if fact.cap_cents else "none"
    reminder = f"{fact.reminder_hours} h before" if fact.reminder_hours else "off"
    push = f"first, SMS after {fact.push_wait_minutes} min" if fact.push_first else "off"
    return (
        f"messages: receipts {fact.receipts} (at {fact.digest_at}), quiet hours {quiet}, "
        f"month's limit {cap}, reminders {reminder}, app {push}"
    )


def _chosen(fact: Any) -> str:
    """Facts of before members could choose their nights say nothing of them."""
    receipts, app = fact.receipts or "as the cooperative has it", "on" if fact.push else "off"
    if fact.quiet is None:
        return f"receipts: {receipts}, app: {app}"
    own = f"{fact.quiet_from}-{fact.quiet_until}" if fact.quiet_from else "on"
    return f"receipts: {receipts}, app: {app}, quiet hours {own if fact.quiet else 'off'}"


MESSAGE_WORDS: dict[str, Callable[[Any], str]] = {
    "message.requested": _asked,
    "message.not_sent": lambda f: f"SMS not sent: {f.reason}",
    "message.unreachable": lambda f: "no SMS: the person's phone cannot be read any more",
    "message.retried": lambda f: f"SMS is being sent, send {f.send}",
    "message.sent": lambda f: f"SMS sent, {Money(f.cost_cents)}",
    "message.refused": lambda f: f"SMS refused: {f.code} {f.reason}",
    "message.delivered": lambda f: "SMS arrived",
    "message.undelivered": lambda f: f"SMS did not arrive: {f.reason}",
    "message.pushed": _pushed,
    "message.not_pushed": lambda f: f"the app could not show it: {f.reason}",
    "message.shown": lambda f: "the app showed it",
    "cooperative.message_rules_set": _rules,
    "cooperative.message_money_spent": lambda f: (
        f"messages of {f.month}: {f.percent}% of {Money(f.cap_cents)} is spent ({Money(f.spent_cents)})"
    ),
    "member.messages_chosen": _chosen,
}
