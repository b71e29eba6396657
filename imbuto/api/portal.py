"""A statement of M-Pesa's portal that is uploaded: shown, or brought in whole."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from typing import Any

from imbuto.api.access import by
from imbuto.api.parts import ledger, now
from imbuto.api.problems import NotUnderstood
from imbuto.errors import Unknown
from imbuto.ledger import PortalFile, Saved, portal_statement_id

SHOWN_FAULTS = 100


def preview(upload: Any, headings: Mapping[str, str]) -> dict[str, Any]:
    """What the file holds and every fault of it; nothing is recorded."""
    digest, reading = _read(upload, headings)
    rows = reading.rows
    lines = [row.line for row in rows.rows]
    return {
        "name": rows.source,
        "digest": digest,
        "known": _is_known(digest),
        "rows": rows.rows_read,
        "first": reading.first,
        "last": reading.last,
        "kinds": dict(Counter(line.kind for line in lines)),
        "in_cents": sum(line.paid_in_cents for line in lines if line.status == "completed"),
        "out_cents": sum(line.withdrawn_cents for line in lines if line.status == "completed"),
        "faults": rows.problems[:SHOWN_FAULTS],
        "notes": rows.notes[:SHOWN_FAULTS],
    }


def bring_in(upload: Any, headings: Mapping[str, str]) -> Saved:
    """Records the statement, or a problem that names every bad row."""
    digest, reading = _read(upload, headings)
    rows = reading.rows
    if rows.problems:
        raise NotUnderstood(
            422,
            f"{rows.bad_rows} rows of the statement cannot be meant. Nothing was recorded.",
            "Export it again without changing it; or mend the rows named under errors.",
            [
                {"field": f"row {one.row}, {one.column}", "sentence": f"{one.sentence} {one.remedy}"}
                for one in rows.problems[:SHOWN_FAULTS]
            ],
        )
    file: PortalFile = reading.file(digest)
    return ledger().import_portal_statement(file, by())


def _read(upload: Any, headings: Mapping[str, str]) -> tuple[str, Any]:
    from imbuto.imports.portal import portal_of

    content, name = upload.read(), upload.filename or "statement.csv"
    return hashlib.sha256(content).hexdigest(), portal_of(name, content, now=now(), headings=headings)


def _is_known(digest: str) -> bool:
    try:
        ledger().portal_statement(portal_statement_id(digest))
    except Unknown:
        return False
    return True
