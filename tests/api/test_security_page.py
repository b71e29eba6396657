"""docs/security.md says what is so: its log events, the files it points to, what a token may carry."""

from __future__ import annotations

import re
from pathlib import Path

from imbuto.api.alerts import EVENTS
from imbuto.security.roles import TOKEN_PERMISSIONS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_every_event_of_the_log_is_explained_and_no_other() -> None:
    assert set(re.findall(r"^\| `(security\.\w+)` \|", PAGE, re.MULTILINE)) == set(EVENTS)


def test_every_file_that_it_points_to_is_there() -> None:
    named = set(
        re.findall(r"`((?:imbuto/|tests/|api/|security/|imports/|gateways/|docs/)[\w/]+\.\w+)`", PAGE)
    )
    missing = {name for name in named if not (ROOT / name).exists() and not (ROOT / "imbuto" / name).exists()}
    assert len(named) > 40
    assert not missing


def test_what_a_token_may_carry_is_told_in_full() -> None:
    told = PAGE.partition("An access token may carry")[2].partition("\n\n")[0]
    assert set(re.findall(r"`([\w.]+)`", told)) == TOKEN_PERMISSIONS


def test_each_line_of_the_standard_says_how_it_stands() -> None:
    rows = re.findall(r"^\| (\d+\.\d+\.\d+[^|]*) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", PAGE, re.MULTILINE)
    assert len(rows) > 60
    assert {held for _, _, held, _ in rows} == {"yes", "partly", "**no**"}
    items = [item for row in rows for item in re.findall(r"\d+\.\d+\.\d+", row[0])]
    assert len(items) == len(set(items))
