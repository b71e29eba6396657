"""Verbs about officials: join, roles, leave."""

from __future__ import annotations

from collections.abc import Sequence

from imbuto.aggregates import Staff
from imbuto.aggregates.staff import staff_id
from imbuto.ledger.book import Book, Saved
from imbuto.values import By


class StaffVerbs(Book):
    """Who works here, and as what."""

    def staff(self, number: str) -> Staff:
        """The official with that number. Raises Unknown."""
        return self._load(Staff, staff_id(number), number)

    def join_staff(
        self,
        number: str,
        name: str,
        roles: Sequence[str],
        by: By,
        *,
        phone: str | None = None,
        centres: Sequence[str] = (),
    ) -> Saved:
        """An official starts; the same again is quiet, other content under the number is refused by name."""

        def decision() -> Saved:
            for code in centres:
                self._peek_cooperative().require_centre(code)
            staff = Staff.join(number, name, roles, by, phone=phone, centres=centres)
            if known := self._find(Staff, staff.id):
                known.require_same_joining(staff)
                return self._keep(known)
            return self._keep(staff)

        return self._decide(decision)

    def set_roles(self, number: str, roles: Sequence[str], centres: Sequence[str], by: By) -> Saved:
        for code in centres:
            self._peek_cooperative().require_centre(code)
        return self._change(
            Staff, staff_id(number), lambda staff: staff.set_roles(roles, centres, by), number
        )

    def leave_staff(self, number: str, by: By) -> Saved:
        return self._change(Staff, staff_id(number), lambda staff: staff.leave(by), number)
