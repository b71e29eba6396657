"""messages costs, addresses: what messages cost, and what is entered at the gateways."""

from __future__ import annotations

from pathlib import Path

import click

from imbuto.cli import speech
from imbuto.cli.options import data_option, opened_founded


@click.group(short_help="See what messages cost; the addresses for the SMS and USSD gateways.")
def messages() -> None:
    """The SMS that members get: what a month costs, and where the gateways report."""


@messages.command()
@click.option("--month", metavar="YYYY-MM", default="", help="The present month without it.")
@data_option
def costs(month: str, data: Path | None) -> None:
    """What a month's messages cost, by kind, beside what they may, with its alarms."""
    from imbuto.ledger import month_of
    from imbuto.values import NAIROBI, Money, utc_now

    shown = month or month_of(utc_now())
    with opened_founded(data) as parts:
        parts.views.catch_up()
        kinds = parts.views.messages.costs_by_kind(shown)
        alarms = parts.views.messages.cost_alarms(shown)
        cap_cents = parts.ledger.cooperative().message_rules.cap_cents
    for kind in kinds:
        speech.say(f"{kind.kind:20} {kind.messages:7} {Money(kind.cost_cents)}")
    limit = f" of {Money(cap_cents)}" if cap_cents else ", without a limit"
    speech.say(f"{shown}: {Money(sum(kind.cost_cents for kind in kinds))}{limit}.")
    for alarm in alarms:
        at = alarm.at.astimezone(NAIROBI)
        speech.say(f"{alarm.percent}% was spent on {at:%-d %b %Y at %H:%M}.")


@messages.command()
@data_option
def addresses(data: Path | None) -> None:
    """What is entered at the SMS and USSD gateways. Show it to nobody else: who has it can post in their
    name."""
    with opened_founded(data) as parts:
        for name, address in parts.message_addresses().items():
            speech.say(f"{name}: {address}")
