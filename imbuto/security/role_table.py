"""The tables of roles and permissions as they stand in docs/security.md, made from roles.py.

`python -m imbuto.security.role_table` writes them there; a test says when that has been forgotten.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from imbuto.security.roles import APPROVING, NEED_SECOND_FACTOR, PERMISSIONS, ROLES

DOCUMENT = Path(__file__).parents[2] / "docs" / "security.md"
BEGIN, END = "<!-- roles: begin -->", "<!-- roles: end -->"
WHY: Mapping[str, str] = MappingProxyType(
    {
        "clerk": "Stands at the scale: registers and records, limited to centres where that is said. No "
        "money, no approvals, numbers of people masked.",
        "manager": "The second person: approves what others prepared, decides disputes. Weighs no milk, "
        "prepares no run and sends no payment.",
        "treasurer": "Prepares what costs money and watches it go. Approves none of it.",
        "admin": "Lets people in and keeps the house: officials, centres, settings. No money, no milk.",
        "auditor": "Reads everything and writes nothing, so approves nothing either.",
        "member": "What is the member's own, and nothing of anybody else's.",
    }
)
"""Why each role is as it is, in one line."""
_GIVEN = {"clerk": "an admin", "member": "registration"}
_LETTERS = {"clerk": "C", "manager": "M", "treasurer": "T", "admin": "A", "auditor": "U", "member": "F"}


def tables() -> str:
    """Both tables, as they stand between the marks."""
    return "\n".join([*_roles(), "", *_permissions()])


def written_into(document: str) -> str:
    """The document with the tables between its marks. Raises ValueError where the marks are missing."""
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"The document has no {BEGIN} and {END}.")
    return f"{before}{BEGIN}\n{tables()}\n{END}{after}"


def write(path: Path = DOCUMENT) -> None:
    path.write_text(written_into(path.read_text("utf-8")), "utf-8")


def _roles() -> Iterator[str]:
    yield "| | role | given by | second factor | why |"
    yield "|---|---|---|---|---|"
    for role in ROLES:
        given = _GIVEN.get(role, "an admin, approved by another admin or a manager")
        factor = (
            "required"
            if role in NEED_SECOND_FACTOR
            else "by choice"
            if role != "member"
            else "PIN, by choice"
        )
        yield f"| {_LETTERS[role]} | {role} | {given} | {factor} | {WHY[role]} |"


def _permissions() -> Iterator[str]:
    yield "A permission marked ² makes one the second person: never for what one prepared oneself, and not"
    yield "for an official who shares a phone with another."
    yield ""
    yield "| permission | what it lets one do | who |"
    yield "|---|---|---|"
    for name, sentence in PERMISSIONS.items():
        who = "".join(_LETTERS[role] for role, may in ROLES.items() if name in may)
        yield f"| `{name}`{' ²' if name in APPROVING else ''} | {sentence} | {who} |"


if __name__ == "__main__":
    write(*map(Path, sys.argv[1:2]))
