"""The door from a file into the ledger: rows become registrations and weighings, refusals become problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any

from imbuto.errors import Refusal
from imbuto.imports.members import MemberRow
from imbuto.imports.objections import in_one_sentence, objections, title
from imbuto.imports.reading import RowProblem
from imbuto.imports.save import Outcome, Result
from imbuto.imports.weighings import DeliveryRow, id_for
from imbuto.ledger import Ledger, Registration, Saved, Weighing, member_id
from imbuto.ledger.rehearsal import refusals_of_registrations, refusals_of_weighings
from imbuto.values import NAIROBI, By

USUAL_TIME = {"AM": time(6, 30), "MID": time(12, 30), "PM": time(17, 0)}
"""When milk is taken in where the book has no time, by the clock in Nairobi."""


class IntoLedger:
    """One import: who does it, and which file it comes from, is in `by`.

    `prepare_keys` makes the personal keys of many people at once. `usual_litres` says what a member mostly
    brings: three times as much is a fault, unless the file is `meant` as it is; then it is flagged. Rows of
    other centres than `only_centres` are faults, and the ledger is not asked about them.
    """

    def __init__(
        self,
        ledger: Ledger,
        by: By,
        prepare_keys: Callable[[Iterable[str]], None],
        *,
        usual_litres: Callable[[str], Decimal | None] = lambda member: None,
        meant: bool = False,
        only_centres: tuple[str, ...] | None = None,
    ) -> None:
        self._ledger = ledger
        self._by = by
        self._prepare_keys = prepare_keys
        self._usual_litres = cache(usual_litres)
        self._meant = meant
        self._only_centres = only_centres
        centres = ledger.cooperative().centres
        self._only_centre = next(iter(centres)) if len(centres) == 1 else None
        self._centres = {name.casefold(): code for code, name in centres.items()}
        self._centres |= {code.casefold(): code for code in centres}

    def check(self, rows: Sequence[MemberRow] | Sequence[DeliveryRow]) -> list[RowProblem]:
        """Every reason why a row could not be written as the ledger stands; nothing is written."""
        problems = [problem for row in rows if (problem := self._centre_problem(row))]
        placed = [row for row in rows if self._is_placed(row)]
        members = [row for row in placed if isinstance(row, MemberRow)]
        deliveries = [row for row in placed if isinstance(row, DeliveryRow)]
        entries = [self._registration(row) for row in members]
        for member, refusal in zip(
            members, refusals_of_registrations(self._ledger, entries, self._by), strict=True
        ):
            problems += objections(member, refusal, self._only_centres) if refusal else []
        items = [(id_for(row), self._weighing(row)) for row in deliveries]
        for delivery, refusal in zip(
            deliveries,
            refusals_of_weighings(self._ledger, items, self._by, self._usual(deliveries)),
            strict=True,
        ):
            problems += objections(delivery, refusal, self._only_centres) if refusal else []
        return sorted(problems, key=lambda problem: problem.row)

    def register_members(self, rows: Sequence[MemberRow]) -> list[Outcome]:
        """One outcome for each row, in order."""
        self._prepare_keys(member_id(row.number).hex for row in rows)
        entries = [self._registration(row) for row in rows]
        return self._outcomes(rows, self._ledger.register_members(entries, self._by))

    def record_deliveries(self, rows: Sequence[DeliveryRow]) -> list[Outcome]:
        """One outcome for each row, in order; each under the id that `id_for` gives."""
        items = [(id_for(row), self._weighing(row)) for row in rows]
        usual = self._usual(rows)
        return self._outcomes(rows, self._ledger.record_deliveries(items, self._by, usual_litres=usual))

    def _usual(self, rows: Sequence[DeliveryRow]) -> dict[str, Decimal | None]:
        """As it was when this import first looked: its own rows make no other row of it unusual."""
        return {row.number: self._usual_litres(row.number) for row in rows}

    # -------------------------------------------------------------- centres

    def _centre(self, row: MemberRow | DeliveryRow) -> str | None:
        """The code of the centre that the row names by code or by name."""
        return self._centres.get(row.centre.casefold()) if row.centre else self._only_centre

    def _is_placed(self, row: MemberRow | DeliveryRow) -> bool:
        centre = self._centre(row)
        return centre is not None and (self._only_centres is None or centre in self._only_centres)

    def _centre_problem(self, row: MemberRow | DeliveryRow) -> RowProblem | None:
        if self._is_placed(row):
            return None
        if (centre := self._centre(row)) is not None:
            theirs = f"Your centres are {', '.join(self._only_centres or ())}; take the row out."
            said = (f"You do not work at centre {centre}.", theirs)
            return RowProblem(row.row, title("centre"), row.centre or "", *said)
        known = ", ".join(sorted(set(self._centres.values()))) or "none yet"
        if row.centre:
            said = (f"There is no centre {row.centre}.", f"Write one of {known}, or its name.")
        else:
            said = (
                "No centre is named.",
                f"Give the file a column Centre, or name the centre beside it (--centre): {known}.",
            )
        return RowProblem(row.row, title("centre"), row.centre or "", *said)

    # ----------------------------------------------------------------- rows

    def _registration(self, row: MemberRow) -> Registration:
        return Registration(
            number=row.number,
            name=row.name,
            centre=self._centre(row) or "",
            phone=row.phone,
            payout_phone=row.payout_phone,
            national_id=row.national_id,
            next_of_kin_name=row.kin_name,
            next_of_kin_phone=row.kin_phone,
            language=row.language or "sw",
            joined=row.joined,
            pay_channel=row.way.channel,
            account_bank=row.way.bank,
            account_number=row.way.number,
            account_name=row.way.name,
        )

    def _weighing(self, row: DeliveryRow) -> Weighing:
        return Weighing(
            member=row.number,
            centre=self._centre(row) or "",
            date=row.on,
            shift=row.shift,
            litres=row.litres if row.measured == "litres" else None,
            kilograms=row.kilograms,
            density=row.density,
            lactometer=row.lactometer,
            temperature_c=row.temperature,
            fat_percent=row.fat,
            snf_percent=row.snf,
            protein_percent=row.protein,
            added_water_percent=row.water,
            alcohol=row.alcohol,
            organoleptic=row.organoleptic,
            resazurin=row.resazurin,
            antibiotic=row.antibiotic,
            plate_count=row.plate_count,
            route=row.route,
            container=row.container,
            meant=self._meant,
            rejection_reason=row.reason if row.rejected else None,
            happened_at=row.happened_at or self._usual_instant(row),
            another_can=row.another_can,
        )

    def _usual_instant(self, row: DeliveryRow) -> datetime:
        """Never later than now: this evening's milk may be in a file of this afternoon."""
        usual = datetime.combine(row.on, USUAL_TIME[row.shift], NAIROBI).astimezone(UTC)
        return min(usual, self._by.at)

    # ------------------------------------------------------------- outcomes

    def _outcomes(self, rows: Sequence[Any], saved: Sequence[Saved | Refusal]) -> list[Outcome]:
        return [self._outcome(row, one) for row, one in zip(rows, saved, strict=True)]

    def _outcome(self, row: MemberRow | DeliveryRow, saved: Saved | Refusal) -> Outcome:
        if isinstance(saved, Refusal):
            told = objections(row, saved, self._only_centres)
            return Outcome(row.row, Result.REFUSED, in_one_sentence(told), told[0].remedy)
        return Outcome(row.row, Result.RECORDED if saved.new else Result.UNCHANGED)
