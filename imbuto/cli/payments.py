"""payments status, stop, resume: the till from the command line, for the hour when nothing else answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from imbuto.cli import speech
from imbuto.cli.options import data_option, opened_founded, operator

if TYPE_CHECKING:
    from imbuto.ledger import Till

WORDS = {
    "open": "Payments go out.",
    "paused": "Payments wait: the float is short. They go on by themselves when there is enough.",
    "stopped": "Payments are stopped until a person resumes them.",
}


@click.group(short_help="See whether payments go out, stop them, let them go.")
def payments() -> None:
    """Whether payments go out by M-Pesa: see it, stop all of them at once, let them go again."""


@payments.command()
@data_option
def status(data: Path | None) -> None:
    """Whether payments go out, why not, what is in the float and what waits to be paid."""
    from imbuto.values import Money, utc_now

    with opened_founded(data) as parts:
        parts.views.catch_up()
        till, seen = parts.ledger.till(), parts.views.till.get()
        waiting = parts.views.payouts.waiting(utc_now())
    _say_state(till)
    if seen.float_cents is None or seen.float_at is None:
        speech.say("The float is not known.")
    else:
        speech.say(f"Float: {Money(seen.float_cents)}, as of {seen.float_at:%-d %b %Y %H:%M} UTC.")
    speech.say(f"{waiting.count} payments wait: {Money(waiting.cents)} without M-Pesa's fees.")


@payments.command()
@click.option("--reason", required=True, metavar="WORDS", help="Why, for the record.")
@data_option
def stop(reason: str, data: Path | None) -> None:
    """No payment is sent from now on. What M-Pesa has already taken it still pays."""
    with opened_founded(data) as parts:
        parts.ledger.stop_payments("kill", "", reason, operator("cli", "payments-stop"))
        _say_state(parts.ledger.till())


@payments.command()
@click.option("--reason", required=True, metavar="WORDS", help="What was mended, for the record.")
@click.option("--anyway", is_flag=True, help="Though the float does not cover all that waits.")
@click.option("--seen", default="", metavar="CAUSE", help="What stopped them: `restored` has to be named.")
@data_option
def resume(reason: str, anyway: bool, seen: str, data: Path | None) -> None:
    """Payments go again. First M-Pesa is asked for the float, which tries our credential once."""
    with opened_founded(data) as parts:
        parts.ledger.resume_payments(reason, operator("cli", "payments-resume"), anyway, seen)
        _say_state(parts.ledger.till())


def _say_state(till: Till) -> None:
    speech.say(WORDS[till.state])
    if till.state == "stopped":
        speech.say(f"Why: {till.reason}{f' (M-Pesa code {till.code})' if till.code else ''}")
