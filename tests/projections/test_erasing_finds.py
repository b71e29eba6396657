"""An erasure finds a member's rows by an index: it is done within the fold, while nobody else can write."""

from __future__ import annotations

from sqlalchemy import Table

from imbuto.aggregates import Member
from imbuto.projections.views import PROJECTIONS

HELD_WITHOUT_WORDS = {"charge_arrears"}
"""Numbers of a run: an erasure changes none of them."""
READ_WHOLE = {"journal_postings"}
"""An index on who each posting is of would be written at every weighing, for an act of a few times a year."""


def test_each_table_that_an_erasure_changes_has_an_index_on_its_member() -> None:
    found = {
        table.name
        for projection in PROJECTIONS
        if Member.Erased in projection.HANDLERS
        for table in projection.TABLES
        if "member" in table.c and not _leads_to_member(table)
    }
    assert found == HELD_WITHOUT_WORDS | READ_WHOLE


def _leads_to_member(table: Table) -> bool:
    keys = [table.primary_key, *(index for index in table.indexes if not index.info.get("where"))]
    return any(next(iter(key.columns)).name == "member" for key in keys)
