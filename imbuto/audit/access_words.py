"""The facts about people's access in plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_HOW = {"own": "by its owner", "recovery": "by a recovery link", "operator": "by the operator"}


def _opened(fact: Any) -> str:
    if fact.device:
        return f"{fact.principal} signed in by {fact.way} on {fact.device} (session {fact.session})"
    return f"{fact.principal} signed in by {fact.way} (session {fact.session})"


def _ended(fact: Any) -> str:
    return f"sessions of {fact.principal} ended ({fact.reason}): {', '.join(fact.sessions)}"


def _invited(fact: Any) -> str:
    if fact.by_sms:
        return f"{fact.principal} invited to choose a password by SMS"
    return f"{fact.principal} invited to choose a password, the code shown once"


def _token(fact: Any) -> str:
    return (
        f"access token {fact.token} “{fact.name}” made for {fact.principal} "
        f"until {fact.expires_at:%-d %b %Y}: {', '.join(fact.permissions)}"
    )


ACCESS_WORDS: dict[str, Callable[[Any], str]] = {
    "access.invited": _invited,
    "access.entered": lambda f: f"{f.principal} chose a password by an invitation",
    "access.password_changed": lambda f: f"password of {f.principal} changed {_HOW.get(f.how, f.how)}",
    "access.recovery_asked": lambda f: f"somebody asked for a new password of {f.principal} (unproven)",
    "access.second_factor_set": lambda f: f"second factor of {f.principal} set up ({f.reason})",
    "access.second_factor_removed": lambda f: f"second factor of {f.principal} removed ({f.reason})",
    "access.factor_removal_proposed": lambda f: (
        f"second factor of {f.principal} proposed to be removed: {f.reason}"
    ),
    "access.factor_removal_refused": lambda f: f"second factor of {f.principal} not removed: {f.reason}",
    "access.recovery_codes_made": lambda f: f"{f.left} recovery codes made for {f.principal}",
    "access.recovery_code_used": lambda f: f"{f.principal} used a recovery code, {f.left} left",
    "access.session_opened": _opened,
    "access.sessions_ended": _ended,
    "access.token_made": _token,
    "access.token_revoked": lambda f: f"access token {f.token} of {f.principal} revoked",
    "access.pin_set": lambda f: f"PIN of {f.principal} set ({f.reason})",
    "access.pin_removed": lambda f: f"PIN of {f.principal} removed ({f.reason})",
    "access.slowed": lambda f: f"sign-ins as {f.principal} slowed: somebody guesses",
    "access.recovery_proposed": lambda f: f"access of {f.principal} proposed to be given back: {f.reason}",
    "access.recovery_approved": lambda f: (
        f"access of {f.principal} given back; sessions, PIN, password ended"
    ),
    "access.recovery_refused": lambda f: f"access of {f.principal} not given back: {f.reason}",
}
