"""The facts about where a member's money goes, in plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def _way(fact: Any) -> str:
    if fact.pay_channel != "bank":
        return "in cash" if fact.pay_channel == "cash" else "by M-Pesa"
    return f"by bank {fact.account_bank}, account {fact.account_number} of {fact.account_name}"


PAYEE_WORDS: dict[str, Callable[[Any], str]] = {
    "member.phone_change_refused": lambda f: f"new phone refused: {f.reason}",
    "member.payout_phone_change_proposed": lambda f: f"new payout phone proposed: {f.payout_phone or 'none'}",
    "member.payout_phone_change_approved": lambda f: f"new payout phone approved: {f.payout_phone or 'none'}",
    "member.payout_phone_change_refused": lambda f: f"new payout phone refused: {f.reason}",
    "member.payee_seen": lambda f: f"M-Pesa told the name {f.name} of {f.msisdn}; match: {f.match}",
    "member.payee_acceptance_proposed": lambda f: f"proposed to accept the name of {f.msisdn}: {f.reason}",
    "member.payee_accepted": lambda f: f"accepted the name of {f.msisdn}: {f.reason}",
    "member.channel_proposed": lambda f: f"to be paid {_way(f)}: proposed",
    "member.channel_approved": lambda f: f"to be paid {_way(f)}: approved",
    "member.channel_refused": lambda f: f"other way of payment ({f.pay_channel}) refused: {f.reason}",
}
