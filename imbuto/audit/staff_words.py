"""The facts about officials in plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def _joined(fact: Any) -> str:
    if fact.centres:
        centres = ", ".join(fact.centres)
        return f"official {fact.number} joined: {fact.name}, {_roles(fact)} at {centres}"
    return f"official {fact.number} joined: {fact.name}, {_roles(fact)}"


def _rejoined(fact: Any) -> str:
    if fact.centres:
        return f"official {fact.number} is back: {_roles(fact)} at {', '.join(fact.centres)}"
    return f"official {fact.number} is back: {_roles(fact)}"


def _roles(fact: Any) -> str:
    return ", ".join(fact.roles) or "no role yet"


STAFF_WORDS: dict[str, Callable[[Any], str]] = {
    "staff.joined": _joined,
    "staff.rejoined": _rejoined,
    "staff.roles_set": lambda f: f"official {f.number} is now {', '.join(f.roles) or 'without a role'}",
    "staff.roles_proposed": lambda f: f"roles proposed for official {f.number}: {', '.join(f.roles)}",
    "staff.roles_approved": lambda f: f"roles approved for official {f.number}: {', '.join(f.roles)}",
    "staff.roles_refused": lambda f: (
        f"roles refused for official {f.number}: {', '.join(f.roles)}: {f.reason}"
    ),
    "staff.left": lambda f: f"official {f.number} left",
}
