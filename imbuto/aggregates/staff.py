"""An official of the cooperative: a number, roles, and the centres a clerk works at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.errors import BadValue, DifferentContent, NotPermitted
from imbuto.values import By, Personal, derive_id

STAFF_ROLES = ("clerk", "manager", "treasurer", "admin", "auditor")


def staff_id(number: str) -> UUID:
    return derive_id("staff", number)


class Staff(Aggregate):
    """Joins, is given roles, leaves. Passwords and tokens are not facts and live in the people store."""

    KIND = "staff"

    @dataclass(frozen=True, kw_only=True)
    class Joined(Fact):
        TOPIC = "staff.joined"
        number: str
        name: Personal
        phone: Personal | None
        roles: tuple[str, ...]
        centres: tuple[str, ...]

        def apply(self, aggregate: Staff) -> None:
            aggregate.number = self.number
            aggregate.name = self.name
            aggregate.phone = self.phone
            aggregate.roles = self.roles
            aggregate.centres = self.centres
            aggregate.active = True
            aggregate.joined = self

    @dataclass(frozen=True, kw_only=True)
    class RolesSet(Fact):
        TOPIC = "staff.roles_set"
        number: str
        roles: tuple[str, ...]
        centres: tuple[str, ...]

        def apply(self, aggregate: Staff) -> None:
            aggregate.roles = self.roles
            aggregate.centres = self.centres

    @dataclass(frozen=True, kw_only=True)
    class Left(Fact):
        TOPIC = "staff.left"
        number: str

        def apply(self, aggregate: Staff) -> None:
            aggregate.active = False

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.number = ""
        self.name = Personal(id.hex, None)
        self.phone: Personal | None = None
        self.roles: tuple[str, ...] = ()
        self.centres: tuple[str, ...] = ()
        self.active = False
        self.joined: Staff.Joined | None = None

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
        """An official starts. `centres` limits a clerk to them; empty means all."""
        if not 1 <= len(name.strip()) <= 100:
            raise BadValue("name", name, "A name has 1 to 100 characters.", "Give the official's name.")
        staff = cls(staff_id(number))
        staff._record(
            cls.Joined,
            by,
            number=number,
            name=Personal(staff.id.hex, name.strip()),
            phone=Personal(staff.id.hex, phone) if phone else None,
            roles=_checked(roles),
            centres=tuple(sorted(set(centres))),
        )
        return staff

    def require_same_joining(self, other: Staff) -> None:
        """The same joining again is quiet, also after roles changed; other content is refused by name."""
        mine, theirs = self.joined, other.joined
        assert mine is not None
        assert theirs is not None
        differs = {
            name: [_shown(getattr(mine, name)), _shown(getattr(theirs, name))]
            for name in ("name", "phone", "roles", "centres")
            if getattr(mine, name) != getattr(theirs, name)
        }
        if differs:
            raise DifferentContent("staff", self.number, differs)

    def set_roles(self, roles: Sequence[str], centres: Sequence[str], by: By) -> None:
        """Gives the official these roles and no others. Nobody changes their own."""
        if by.who == f"staff:{self.number}":
            raise NotPermitted("Nobody may change their own roles.", "Ask another admin.")
        wanted = (_checked(roles), tuple(sorted(set(centres))))
        if wanted != (self.roles, self.centres):
            self._record(self.RolesSet, by, number=self.number, roles=wanted[0], centres=wanted[1])

    def leave(self, by: By) -> None:
        if by.who == f"staff:{self.number}":
            raise NotPermitted("Nobody may end their own service.", "Ask another admin.")
        if self.active:
            self._record(self.Left, by, number=self.number)


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
