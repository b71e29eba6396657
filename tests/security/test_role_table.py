"""The tables of roles in docs/security.md are those of the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from imbuto.security.role_table import BEGIN, DOCUMENT, END, WHY, tables, write, written_into
from imbuto.security.roles import APPROVING, PERMISSIONS, ROLES


def test_the_document_says_what_the_code_does() -> None:
    """Where it does not: `python -m imbuto.security.role_table`."""
    document = DOCUMENT.read_text("utf-8")
    assert written_into(document) == document


def test_every_role_has_its_reason_and_every_permission_its_line() -> None:
    assert set(WHY) == set(ROLES)
    for name, sentence in PERMISSIONS.items():
        assert f"| `{name}`{' ²' if name in APPROVING else ''} | {sentence} |" in tables()


def test_they_are_written_between_the_marks_and_what_is_around_them_stays(tmp_path: Path) -> None:
    document = tmp_path / "security.md"
    document.write_text(f"above\n{BEGIN}\nold\n{END}\nbelow\n", "utf-8")
    write(document)
    assert document.read_text("utf-8") == f"above\n{BEGIN}\n{tables()}\n{END}\nbelow\n"


def test_a_document_without_the_marks_is_left_alone() -> None:
    with pytest.raises(ValueError, match="roles: begin"):
        written_into("# Security")
