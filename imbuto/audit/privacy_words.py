"""The facts about a member's personal data, in plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

PRIVACY_WORDS: dict[str, Callable[[Any], str]] = {
    "member.left": lambda f: f"left the cooperative: {f.reason}" if f.reason else "left the cooperative",
    "member.readmitted": lambda f: "is a member again",
    "member.restricted": lambda f: f"personal data restricted ({f.ground})",
    "member.unrestriction_proposed": lambda f: "proposed to lift the restriction",
    "member.unrestriction_refused": lambda f: "the restriction stays",
    "member.unrestricted": lambda f: f"restriction lifted, proposed by {f.proposed_by}",
    "member.erasure_proposed": lambda f: f"erasure proposed ({f.ground})",
    "member.erasure_refused": lambda f: "erasure refused",
    "member.erased": lambda f: (
        f"erased ({f.ground}), proposed by {f.proposed_by}; kept {f.retention_years} years after "
        f"{f.last_money_on or 'leaving'}"
    ),
}
