"""A register, a book or a list that is uploaded: shown with every fault, or recorded whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from imbuto.api.access import by, caller
from imbuto.api.parts import ledger, parts
from imbuto.api.problems import NotUnderstood
from imbuto.errors import Contradiction

if TYPE_CHECKING:
    from imbuto.imports.kinds import House
    from imbuto.imports.uploaded import Sent

SHOWN = 200
"""So many faults and notes are told; all of them are counted."""
SHOWN_WHEN_REFUSED = 100


def preview(kind: str, permission: str, given: dict[str, Any]) -> dict[str, Any]:
    """What the file holds and every fault of it; nothing is recorded."""
    from imbuto.imports.uploaded import preview

    found = preview(_sent(kind, given), _house(permission), by())
    return {
        **vars(found),
        "columns": [{"heading": heading, "meaning": meaning} for heading, meaning in found.columns],
        "problems": found.problems[:SHOWN],
        "problem_count": len(found.problems),
        "notes": found.notes[:SHOWN],
        "note_count": len(found.notes),
        "sample": [
            {"row": row, "cells": [{"heading": heading, "value": value} for heading, value in cells]}
            for row, cells in found.sample
        ],
        "totals": {
            **vars(found.totals),
            "amounts": [{"name": name, "cents": cents} for name, cents in found.totals.amounts.items()],
        },
    }


def bring_in(kind: str, permission: str, given: dict[str, Any]) -> dict[str, Any]:
    """Records every row, or a problem that names every bad one."""
    from imbuto.imports.uploaded import bring_in

    sent = _sent(kind, given)
    saved = bring_in(sent, given["digest"], _house(permission), by())
    if saved.problems and saved.begun:
        first = saved.problems[0]
        raise Contradiction(
            f"Of {saved.total} rows {saved.recorded} were recorded before the ledger changed under this "
            f"import. Row {first.row}: {first.sentence}",
            "Look at a new preview of the same file: what is recorded is not recorded twice.",
            recorded=saved.recorded,
        )
    if saved.problems:
        raise _refused(saved.problems)
    return {"recorded": saved.recorded, "already": saved.unchanged, "batch": _batch(sent)}


def _refused(problems: list[Any]) -> NotUnderstood:
    bad_rows = len({one.row for one in problems})
    return NotUnderstood(
        422,
        f"Rows that cannot be recorded: {bad_rows}. Nothing was recorded.",
        "Mend the rows named under errors, or take them out, and look at a new preview.",
        [
            {"field": f"row {one.row}, {one.column}", "sentence": f"{one.sentence} {one.remedy}"}
            for one in problems[:SHOWN_WHEN_REFUSED]
        ],
    )


def _sent(kind: str, given: dict[str, Any]) -> Sent:
    from imbuto.imports.kinds import Beside
    from imbuto.imports.uploaded import Sent

    upload = given["file"]
    with upload.stream:
        content = upload.read()
    said = {name: value for name, value in given.items() if name not in ("file", "digest")}
    return Sent(kind, upload.filename or "file.csv", content, Beside(**said))


def _house(permission: str) -> House:
    """Whoever records reads what the views say: they are brought up to the last fact first."""
    from imbuto.imports.kinds import House

    parts().views.catch_up()
    keys = parts().people.keyring.prepare
    return House.of(ledger(), parts().views, keys, caller().centres_for(permission))


def _batch(sent: Sent) -> str | None:
    return sent.beside.batch_name if sent.kind == "opening" else None
