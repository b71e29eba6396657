"""What the ledger objects to, in the file's own terms: which column, what stands there, what is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from imbuto.errors import DifferentContent, ProbableDouble, Refusal, UnusualLitres
from imbuto.imports.members import MemberRow
from imbuto.imports.reading import FileRow, RowProblem
from imbuto.imports.weighings import DeliveryRow

COLUMNS = {
    "member": "Member No",
    "number": "Member No",
    "happened_at": "Time",
    "kilograms": "Kg",
    "temperature_c": "Temperature",
    "fat_percent": "Fat",
    "snf_percent": "SNF",
    "rejection_reason": "Reason",
    "protein_percent": "Protein",
    "added_water_percent": "Added Water",
    "plate_count": "Plate Count",
    "container": "Bulk Can",
    "national_id": "National ID",
    "payout_phone": "Payout Phone",
    "pay_channel": "Paid By",
    "account_bank": "Bank Code",
    "account_number": "Account No",
    "account_name": "Account Name",
    "next_of_kin_name": "Next of Kin",
    "next_of_kin_phone": "Next of Kin Phone",
    "amount_cents": "Amount",
    "rate": "Instalment",
    "taken_before": "Taken Before",
    "taken_before_cents": "Taken Before",
}
"""The ledger's word → the column's title, where they are not one word."""
PERSONAL = "(personal)"
_OTHER_CAN = (
    "Take the row out. If it is another can, record it with another_can=true: POST /api/v1/deliveries."
)
_MEANT = "Correct it; or, if all unusual litres in the file are right, say so beside it (--meant)."
_CORRECTION = (
    "If the file is right, correct what is recorded (POST /api/v1/deliveries/{id}/correction) "
    "and take the row out."
)
_MEMBERS = "Write what is recorded, or take the row out; an official changes what is recorded of a member."
_AS_RECORDED = "Write what is recorded, or take the row out."
_CORRECTABLE = frozenset(("litres", "kilograms", "rejection_reason"))


def title(field: str) -> str:
    """The column's title."""
    return COLUMNS.get(field, field.capitalize())


def objections(row: FileRow, refusal: Refusal, only_centres: Sequence[str] | None = None) -> list[RowProblem]:
    """One fault for a refusal; for other content than recorded, one for each column that differs. Of what is
    recorded elsewhere than at `only_centres` no more is told than where."""
    if isinstance(refusal, DifferentContent):
        return _changed(row, _seen(refusal.details["differs"], only_centres))
    details = refusal.details
    if isinstance(refusal, UnusualLitres):
        column = "Kg" if isinstance(row, DeliveryRow) and row.measured == "kg" else "Litres"
        return [RowProblem(row.row, column, details["litres"], refusal.sentence, _MEANT)]
    field = "date" if "date" in details else str(details.get("field") or details.get("kind") or "member")
    remedy = _OTHER_CAN if isinstance(refusal, ProbableDouble) else refusal.remedy
    return [RowProblem(row.row, title(field), _value(row, details), refusal.sentence, remedy)]


def _value(row: FileRow, details: dict[str, Any]) -> str:
    """What stands in the cell that is refused; the member's number where the refusal names no value."""
    named = [details[name] for name in ("value", "date", "key") if name in details]
    return _shown(str(named[0])) if named else row.number


def _changed(row: FileRow, differs: dict[str, list[str]]) -> list[RowProblem]:
    return [
        RowProblem(row.row, title(field), _shown(new), _said(row, recorded), _remedy(row, field))
        for field, (recorded, new) in differs.items()
        if not _follows(row, field, differs)
    ]


def _seen(differs: dict[str, list[str]], only_centres: Sequence[str] | None) -> dict[str, list[str]]:
    """The ids are made of what the rows say: who may look into one centre alone could ask for all others."""
    is_elsewhere = "centre" in differs and differs["centre"][0] not in (only_centres or ())
    return {"centre": differs["centre"]} if only_centres is not None and is_elsewhere else differs


def _follows(row: FileRow, field: str, differs: dict[str, list[str]]) -> bool:
    """Litres that were made of kilograms differ because those do: one fault, not two."""
    is_weighed = isinstance(row, DeliveryRow) and row.kilograms is not None
    return is_weighed and field in ("litres", "density") and "kilograms" in differs


def _said(row: FileRow, recorded: str) -> str:
    """Personal words are named, never repeated: a report is a file that is passed around."""
    if recorded == PERSONAL:
        return f"Member {row.number} is recorded with another one."
    if recorded == "None":
        return "Recorded already, with nothing here."
    return f"Recorded already as {recorded}."


def _shown(value: str) -> str:
    return "" if value == "None" else value


def _remedy(row: FileRow, field: str) -> str:
    if isinstance(row, MemberRow):
        return _MEMBERS
    return _CORRECTION if field in _CORRECTABLE else _AS_RECORDED


def in_one_sentence(problems: Sequence[RowProblem]) -> str:
    """For a row that is refused while rows are being written."""
    if len(problems) == 1:
        return problems[0].sentence
    return " ".join(f"{problem.column}: {problem.sentence}" for problem in problems)
