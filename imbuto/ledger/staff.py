"""Verbs about officials: join, roles by two people, leave, come back."""

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
        """These roles and no others: taken away at once, given once another official agrees (a clerk's and
        what an operator gives, at once). Raises NotPermitted for oneself, WrongState for who has left."""
        for code in centres:
            self._peek_cooperative().require_centre(code)
        return self._change(
            Staff, staff_id(number), lambda staff: staff.set_roles(roles, centres, by), number
        )

    def approve_roles(self, number: str, roles: Sequence[str], by: By) -> Saved:
        """Another official agrees to the roles that were seen. Raises SamePerson and
        NotPermitted, WrongState."""

        def act(staff: Staff) -> None:
            staff.approve_roles(roles, by, shares_phone=self._who_shares_phone(by.who, staff))

        return self._change(Staff, staff_id(number), act, number)

    def refuse_roles(self, number: str, reason: str, by: By) -> Saved:
        """What was proposed is declined, or taken back. Raises WrongState when nothing waits."""
        return self._change(Staff, staff_id(number), lambda staff: staff.refuse_roles(reason, by), number)

    def leave_staff(self, number: str, by: By) -> Saved:
        return self._change(Staff, staff_id(number), lambda staff: staff.leave(by), number)

    def rejoin_staff(
        self,
        number: str,
        roles: Sequence[str],
        by: By,
        *,
        phone: str | None = None,
        centres: Sequence[str] = (),
    ) -> Saved:
        """An official who left is back, with roles as if new. Raises WrongState for one who works here."""
        for code in centres:
            self._peek_cooperative().require_centre(code)
        return self._change(
            Staff,
            staff_id(number),
            lambda staff: staff.rejoin(roles, by, phone=phone, centres=centres),
            number,
        )

    def _who_shares_phone(self, approver: str, staff: Staff) -> str | None:
        """Whoever of the official concerned and the proposer has the approver's phone on file."""
        mine = self._phone_of(approver)
        if mine is None:
            return None
        concerned = (f"staff:{staff.number}", staff.roles_proposed_by or "")
        return next((one for one in concerned if one != approver and self._phone_of(one) == mine), None)

    def _phone_of(self, who: str) -> str | None:
        kind, _, number = who.partition(":")
        known = self._peek(Staff, staff_id(number)) if kind == "staff" else None
        return known.phone.text if known and known.phone else None
