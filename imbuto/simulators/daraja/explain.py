"""The vocabulary of trouble in words, for the command line and the page."""

from __future__ import annotations

import textwrap
from typing import Any

from . import faults, script
from .forgeries import FORGERIES
from .rules import DESCRIPTIONS
from .shapes import SHAPES

MOMENTS = {
    "reply": "In the place of the answer; nothing is taken",
    "after": "In the place of the answer, although the request was taken",
    "later": "After it was taken (at the door token: with it)",
}


def vocabulary() -> list[dict[str, Any]]:
    """Every fault with its moment, doors, argument and meaning."""
    return [
        {
            "name": kind.name,
            "moment": kind.moment,
            "doors": list(kind.doors),
            "argument": list(kind.allowed) if isinstance(kind.allowed, tuple) else bool(kind.allowed),
            "default": kind.default,
            "words": kind.words,
        }
        for kind in faults.KINDS
    ]


def explained() -> str:
    """The whole reference as text."""
    parts = [faults.__doc__ or "", "THE SCRIPT\n\n" + (script.__doc__ or "")]
    for moment, heading in MOMENTS.items():
        kinds = [kind for kind in faults.KINDS if kind.moment == moment]
        parts.append(f"{heading.upper()}\n\n" + "\n".join(map(_line, kinds)))
    parts.append(
        "SHAPES OF A RESULT\n\n" + _table({name: make.__doc__ or "" for name, make in SHAPES.items()})
    )
    parts.append("FORGERIES\n\n" + _table(FORGERIES))
    parts.append("RESULT CODES (any other is undocumented, and may be used)\n\n" + _table(DESCRIPTIONS))
    parts.append("PLAINER NAMES, FOR A NUMBER'S BEHAVIOUR\n\n" + _table(faults.OLD_NAMES))
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _line(kind: faults.Kind) -> str:
    argument = ""
    if isinstance(kind.allowed, tuple):
        argument = " One of: " + ", ".join(kind.allowed) + "."
    elif kind.default:
        argument = f" Such as {kind.default}."
    doors = "" if kind.doors == faults.PAYMENT else f" [{', '.join(kind.doors)}]"
    return _wrapped(kind.name, f"{kind.words}.{argument}{doors}")


def _table(rows: dict[str, str]) -> str:
    return "\n".join(_wrapped(name, words) for name, words in rows.items())


def _wrapped(name: str, words: str) -> str:
    """The name in front, the words beside it, at most a hundred columns."""
    beside = textwrap.wrap(" ".join(words.split()), 72, break_on_hyphens=False)
    return "\n".join(f"  {'' if number else name:<24}{line}" for number, line in enumerate(beside))
