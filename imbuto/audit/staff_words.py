"""The facts about officials in plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def _joined(fact: Any) -> str:
    return f"official {fact.number} joined: {fact.name}, {_as(fact)}"


def _as(fact: Any) -> str:
    centres = f" at {', '.join(fact.centres)}" if fact.centres else ""
    return f"{', '.join(fact.roles) or 'no role yet'}{centres}"


STAFF_WORDS: dict[str, Callable[[Any], str]] = {
    "staff.joined": _joined,
    "staff.rejoined": lambda f: f"official {f.number} is back: {_as(f)}",
    "staff.roles_set": lambda f: f"official {f.number} is now {', '.join(f.roles) or 'without a role'}",
    "staff.roles_proposed": lambda f: f"roles proposed for official {f.number}: {', '.join(f.roles)}",
    "staff.roles_approved": lambda f: f"roles approved for official {f.number}: {', '.join(f.roles)}",
    "staff.roles_refused": lambda f: (
        f"roles refused for official {f.number}: {', '.join(f.roles)}: {f.reason}"
    ),
    "staff.left": lambda f: f"official {f.number} left",
}
