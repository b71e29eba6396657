"""What is wrong with payments as a whole, in the treasurer's words: what it means and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from imbuto.aggregates.till import RESTORED
from imbuto.projections.till import TillAnswer
from imbuto.values import Money

PASSWORD_DAYS, WARN_DAYS = 90, 75
"""How long an initiator's password is valid (Daraja), and when it is time to change it."""
NO_ANSWER = timedelta(minutes=5)
FLOAT_TOLD = "0"


@dataclass(frozen=True)
class Alarm:
    """`code` is stable; the sentence says what it means, the remedy what to do."""

    code: str
    sentence: str
    remedy: str


def alarms_of(till: TillAnswer, now: datetime, needed_cents: int, undecided_top_ups: int = 0) -> list[Alarm]:
    """Everything people should know of at this instant; empty when all is well."""
    found = [_standstill(till), _float_answer(till, now), _short(till, needed_cents), _password(till, now)]
    if undecided_top_ups:
        found.append(
            Alarm(
                "top-up-undecided",
                f"Of {undecided_top_ups} top-up(s) nobody knows whether M-Pesa made them.",
                "Look at M-Pesa's statement; then two officials decide under top-ups.",
            )
        )
    return [alarm for alarm in found if alarm is not None]


def _standstill(till: TillAnswer) -> Alarm | None:
    if till.state == "stopped" and till.cause == "kill":
        return Alarm(
            "stopped", f"Payments were stopped by hand: {till.reason}", "Resume them when it is settled."
        )
    if till.state == "stopped" and till.cause == RESTORED:
        return Alarm(
            RESTORED,
            till.reason,
            "Do what docs/payments.md says under “After a backup is put back”; then resume payments, naming"
            f" what stopped them: {RESTORED}.",
        )
    if till.state == "stopped":
        return Alarm(
            "credential",
            f"M-Pesa says that our user, password or set-up is wrong ({till.code}): {till.reason}",
            "Mend it on the M-Pesa portal and in imbuto.env, restart, then resume payments. No try is made"
            " until then, because each one brings the lock of the password nearer.",
        )
    if till.state == "paused":
        return Alarm(
            "float",
            "Payments wait because the float is short.",
            "Top up the M-Pesa account that pays out. They go on by themselves when there is enough.",
        )
    return None


def _float_answer(till: TillAnswer, now: datetime) -> Alarm | None:
    since = till.unanswered_since
    if till.unanswered and since is not None and now - since > NO_ANSWER:
        return Alarm(
            "no-answer",
            f"M-Pesa has not answered {till.unanswered} question(s) about the float since"
            f" {since:%H:%M} UTC. Payments wait.",
            "Check that M-Pesa can reach our callback address. It is asked again by itself.",
        )
    if till.seen and till.seen_code != FLOAT_TOLD:
        return Alarm(
            "float-not-told",
            f"M-Pesa did not tell the float: code {till.seen_code}. Payments wait.",
            "It is asked again by itself; if it stays so, ask Safaricom about the code.",
        )
    if till.seen and till.float_cents is None:
        return Alarm(
            "no-utility-account",
            "M-Pesa's answer names no utility account, so the float is not known. Payments wait.",
            "Ask Safaricom whether the shortcode has a utility account; people may let payments go anyway.",
        )
    return None


def _short(till: TillAnswer, needed_cents: int) -> Alarm | None:
    if till.float_cents is None or till.float_cents >= needed_cents:
        return None
    missing = Money(needed_cents - till.float_cents)
    return Alarm(
        "float-short",
        f"{Money(needed_cents)} wait to be paid with their fees, and {Money(till.float_cents)} are in the"
        f" float: {missing} are missing.",
        "Top up the float.",
    )


def _password(till: TillAnswer, now: datetime) -> Alarm | None:
    if till.credential_since is None:
        return None
    days = (now - till.credential_since).days
    if days >= PASSWORD_DAYS:
        return Alarm(
            "password-expired",
            f"The initiator's password is in use for {days} days; M-Pesa lets one live for {PASSWORD_DAYS}.",
            "Set a new one on the M-Pesa portal and in imbuto.env, then restart.",
        )
    if days >= WARN_DAYS:
        return Alarm(
            "password-old",
            f"The initiator's password is in use for {days} days and ends after {PASSWORD_DAYS}.",
            "Set a new one on the M-Pesa portal and in imbuto.env before the next pay day.",
        )
    return None
