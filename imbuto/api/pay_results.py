"""A bank's result file that is uploaded: read, held against the file of payments, and shown or taken over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from imbuto.api.access import by
from imbuto.api.parts import ledger, views
from imbuto.api.problems import NotUnderstood
from imbuto.ledger import Saved

SHOWN_FAULTS = 100


def preview(id: UUID, upload: Any) -> dict[str, Any]:
    """What the file says and every fault of it; nothing is recorded."""
    read = _read(id, upload)
    return {
        "name": read.name,
        "digest": read.digest,
        "rows": read.reading.rows_read,
        "new": len(read.new),
        **vars(read.sums),
        "faults": read.reading.problems[:SHOWN_FAULTS],
        "notes": read.reading.notes[:SHOWN_FAULTS],
    }


def read_in(id: UUID, upload: Any) -> Saved:
    """Proposes what the file says, or a problem that names every bad row."""
    from imbuto.imports.pay_results import take_over

    read = _read(id, upload)
    if read.reading.problems:
        raise NotUnderstood(
            422,
            f"{read.reading.bad_rows} rows of these results do not fit. Nothing was recorded.",
            "Look at each row named under errors, and send the mended file.",
            [
                {"field": f"row {one.row}, {one.column}", "sentence": f"{one.sentence} {one.remedy}"}
                for one in read.reading.problems[:SHOWN_FAULTS]
            ],
        )
    return take_over(ledger(), id, read, by())


def _read(id: UUID, upload: Any) -> Any:
    from imbuto.imports.pay_results import held_against, results_of

    form = ledger().pay_file(id).form
    read = results_of(upload.filename or "results.csv", upload.read(), form)
    return held_against(ledger(), id, read, views().pay_files.files_of)
