"""An official of the cooperative: a number, roles, and the centres a clerk works at.

A clerk is made by one admin. Every other role is proposed by one official and approved by another, for with
it one approves, pays, lets others in or reads everything. The operator founds a cooperative on its own
machine, where nobody else is yet: what an operator gives holds at once, and the ledger says who it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self
from uuid import UUID

from imbuto.aggregates.staff_story import StaffStory
from imbuto.errors import BadValue, DifferentContent, NotPermitted, SamePerson, WrongState
from imbuto.values import By, Personal, derive_id

STAFF_ROLES = ("clerk", "manager", "treasurer", "admin", "auditor")
ROLES_OF_ONE = frozenset({"clerk"})
"""What one official gives alone; every other role waits for a second."""
LONGEST_ROLE_REASON = 200


def staff_id(number: str) -> UUID:
    return derive_id("staff", number)


class Staff(StaffStory):
    """Joins, is given roles, leaves, comes back."""

    @classmethod
    def join(
        cls,
        number: str,
        name: str,
        roles: Sequence[str],
        by: By,
        *,
        phone: str | None = None,
        centres: Sequence[str] = (),
    ) -> Self:
        """An official starts. `centres` limits a clerk to them; empty means all. Roles that need a second
        official wait: there may be none that hold at once."""
        if not 1 <= len(name.strip()) <= 100:
            raise BadValue("name", name, "A name has 1 to 100 characters.", "Give the official's name.")
        staff = cls(staff_id(number))
        at_once, waiting = _parted(_checked(roles), (), by)
        staff._record(
            cls.Joined,
            by,
            number=number,
            name=Personal(staff.id.hex, name.strip()),
            phone=Personal(staff.id.hex, phone) if phone else None,
            roles=at_once,
            centres=tuple(sorted(set(centres))),
        )
        staff._propose(waiting, by)
        return staff

    def require_same_joining(self, other: Staff) -> None:
        """The same joining again is quiet, also after roles changed; other content is refused by name. Raises
        WrongState for who has left: coming back is not joining."""
        mine, theirs = self.joined, other.joined
        assert mine is not None
        assert theirs is not None
        differs = {
            name: [_shown(getattr(mine, name)), _shown(getattr(theirs, name))]
            for name in ("name", "phone", "centres")
            if getattr(mine, name) != getattr(theirs, name)
        }
        if self.first_roles != other.first_roles:
            differs["roles"] = [_shown(self.first_roles), _shown(other.first_roles)]
        if differs:
            raise DifferentContent("staff", self.number, differs)
        if not self.active:
            raise WrongState(
                f"Official {self.number} has left.",
                f"Take them back: POST /api/v1/staff/{self.number}/readmission.",
            )

    def rejoin(
        self, roles: Sequence[str], by: By, *, phone: str | None = None, centres: Sequence[str] = ()
    ) -> None:
        """An official who left is back; the phone on file stays unless another is given. The same again is
        quiet. Raises WrongState for one who works here."""
        asked, limited = _checked(roles), tuple(sorted(set(centres)))
        on_file = Personal(self.id.hex, phone) if phone else self.phone
        if self.active:
            if self.began is self.joined or (asked, limited) != (self.asked_roles, self.began_centres):
                raise WrongState(f"Official {self.number} works here.", "Change the roles instead.")
            return
        self._refuse_self(by, "take themselves back")
        at_once, waiting = _parted(asked, (), by)
        self._record(self.Rejoined, by, number=self.number, phone=on_file, roles=at_once, centres=limited)
        self._propose(waiting, by)

    @property
    def began_centres(self) -> tuple[str, ...]:
        return self.began.centres if self.began else ()

    def set_roles(self, roles: Sequence[str], centres: Sequence[str], by: By) -> None:
        """The official shall have these roles and no others. What is taken away is gone at once; of what is
        new, all but a clerk's role waits for another official. Nobody changes their own."""
        self._refuse_self(by, "change their own roles")
        if not self.active:
            raise WrongState(f"Official {self.number} has left.", "Take them back first.")
        at_once, waiting = _parted(_checked(roles), self.roles, by)
        wanted = (at_once, tuple(sorted(set(centres))))
        taken_back = bool(self.proposed_roles) and not waiting
        if wanted != (self.roles, self.centres) or taken_back:
            self._record(self.RolesSet, by, number=self.number, roles=wanted[0], centres=wanted[1])
        self._propose(waiting, by)

    def approve_roles(self, seen: Sequence[str], by: By, *, shares_phone: str | None = None) -> None:
        """Another official agrees to the roles that wait, naming those that were seen. `shares_phone`: with
        whom of those concerned the approver has one phone (None: with nobody). Again is quiet.

        Raises SamePerson, NotPermitted for oneself and for a shared phone, WrongState.
        """
        named = tuple(sorted(set(seen)))
        if not self.proposed_roles:
            if self.roles_decision == ("approved", by.who) and set(named) <= set(self.roles):
                return
            raise WrongState(f"No roles wait for approval for {self.number}.", "Propose them first.")
        if named != self.proposed_roles:
            raise WrongState(
                "These are not the roles that are proposed for this official.",
                "Look at the official again, and approve the roles you see there.",
            )
        if by.who == self.roles_proposed_by:
            raise SamePerson("approve", "proposed", self._remedy())
        if by.who == f"staff:{self.number}":
            raise NotPermitted("Nobody may approve their own roles.", self._remedy())
        if shares_phone:
            raise NotPermitted(
                f"You have the same phone as {shares_phone}: two accounts on one phone are one person here.",
                self._remedy(),
            )
        self._record(self.RolesApproved, by, number=self.number, roles=named)

    def refuse_roles(self, reason: str, by: By) -> None:
        """What waits is declined, or taken back by who proposed it. Again is quiet."""
        words = reason.strip()
        if not 1 <= len(words) <= LONGEST_ROLE_REASON:
            raise BadValue(
                "reason", reason, f"This has 1 to {LONGEST_ROLE_REASON} characters.", "Say it in a few words."
            )
        if self.proposed_roles:
            why, roles = Personal(self.id.hex, words), self.proposed_roles
            self._record(self.RolesRefused, by, number=self.number, roles=roles, reason=why)
        elif self.roles_decision != ("refused", by.who):
            raise WrongState(f"No roles wait for approval for {self.number}.", "There is nothing to refuse.")

    def leave(self, by: By) -> None:
        if by.who == f"staff:{self.number}":
            raise NotPermitted("Nobody may end their own service.", "Ask another admin.")
        if self.active:
            self._record(self.Left, by, number=self.number)

    def _propose(self, waiting: tuple[str, ...], by: By) -> None:
        if waiting and waiting != self.proposed_roles:
            self._record(self.RolesProposed, by, number=self.number, roles=waiting)

    def _refuse_self(self, by: By, act: str) -> None:
        if by.who == f"staff:{self.number}":
            raise NotPermitted(f"Nobody may {act}.", "Ask another admin.")

    def _remedy(self) -> str:
        return (
            "Ask another manager or admin. Where there is none, whoever runs the machine can agree: "
            f"imbuto staff approve {self.number}"
        )


def _parted(asked: tuple[str, ...], has: tuple[str, ...], by: By) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The roles that hold at once, and those that wait for a second official."""
    if by.who.startswith("operator:"):
        return asked, ()
    free = ROLES_OF_ONE | set(has)
    return tuple(role for role in asked if role in free), tuple(role for role in asked if role not in free)


def _checked(roles: Sequence[str]) -> tuple[str, ...]:
    wanted = tuple(sorted(set(roles)))
    if unknown := [role for role in wanted if role not in STAFF_ROLES]:
        raise BadValue(
            "roles", ", ".join(unknown), "There is no such role.", f"Choose of {', '.join(STAFF_ROLES)}."
        )
    if not wanted:
        raise BadValue(
            "roles", "", "An official has at least one role.", f"Choose of {', '.join(STAFF_ROLES)}."
        )
    return wanted


def _shown(value: Any) -> str:
    """A field in a refusal: personal words are named, never repeated."""
    return "(personal)" if isinstance(value, Personal) else ", ".join(value or ())
