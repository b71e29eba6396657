"""The documentation of payouts says what the tables say: codes, differences, causes to hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from imbuto.gateways.daraja_codes import ERROR_CODES, RESULT_CODES
from imbuto.gateways.daraja_table import as_markdown, code_rows
from imbuto.projections.payout_work_words import CAUSES
from imbuto.projections.reconciling_words import KINDS

DOCS = (Path(__file__).parents[2] / "docs" / "payments.md").read_text(encoding="utf-8")


def test_the_documentation_has_the_table_of_codes_as_it_is() -> None:
    begins = DOCS.index("<!-- codes:")
    table = DOCS[DOCS.index("\n", begins) + 1 : DOCS.index("\n<!-- /codes -->")]
    assert table == as_markdown()


def test_every_code_is_in_the_table_once_and_says_what_to_do() -> None:
    rows = code_rows()
    assert {row.code for row in rows if row.of == "payment"} == {*RESULT_CODES, "any other"}
    assert set(ERROR_CODES) < {row.code for row in rows if row.of == "request"}
    assert len({(row.of, row.code) for row in rows}) == len(rows)
    assert all(row.sees.endswith(".") and row.do.endswith(".") for row in rows)


def test_the_documentation_has_every_difference_and_every_cause() -> None:
    for kind, (means, todo) in KINDS.items():
        assert f"| `{kind}` | {means} | {todo} |" in DOCS
    for cause, todo in CAUSES.items():
        assert f"| {cause} | {todo} |" in DOCS


def test_the_table_prints_itself() -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "imbuto.gateways.daraja_table"], capture_output=True, text=True, check=True
    )
    assert printed.stdout.strip() == as_markdown()
