"""What becomes of an official: joins, is given roles, leaves, comes back. Passwords and tokens are not facts
and live in the people store."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.values import Personal


class StaffStory(Aggregate):
    """The facts of one official, and what they amount to."""

    KIND = "staff"

    @dataclass(frozen=True, kw_only=True)
    class Joined(Fact):
        """`roles` are those that hold at once; what waits for a second official is a fact of its own."""

        TOPIC = "staff.joined"
        number: str
        name: Personal
        phone: Personal | None
        roles: tuple[str, ...]
        centres: tuple[str, ...]

        def apply(self, aggregate: StaffStory) -> None:
            aggregate.number = self.number
            aggregate.name = self.name
            aggregate.phone = self.phone
            aggregate.joined = self
            aggregate.first_roles = self.roles
            aggregate._begin(self)

    @dataclass(frozen=True, kw_only=True)
    class Rejoined(Fact):
        """An official who had left is back under the same number; `phone` is the one on file from now on."""

        TOPIC = "staff.rejoined"
        number: str
        phone: Personal | None
        roles: tuple[str, ...]
        centres: tuple[str, ...]

        def apply(self, aggregate: StaffStory) -> None:
            aggregate.phone = self.phone
            aggregate._begin(self)

    @dataclass(frozen=True, kw_only=True)
    class RolesSet(Fact):
        """These roles hold, and no others. What waited before waits no longer."""

        TOPIC = "staff.roles_set"
        number: str
        roles: tuple[str, ...]
        centres: tuple[str, ...]

        def apply(self, aggregate: StaffStory) -> None:
            aggregate.roles = self.roles
            aggregate.centres = self.centres
            aggregate._nothing_waits()

    @dataclass(frozen=True, kw_only=True)
    class RolesProposed(Fact):
        """These roles come on top once another official agrees; in the place of what was proposed before."""

        TOPIC = "staff.roles_proposed"
        number: str
        roles: tuple[str, ...]

        def apply(self, aggregate: StaffStory) -> None:
            aggregate.proposed_roles = self.roles
            aggregate.roles_proposed_by = self.who
            if self._came_with(aggregate.joined):
                aggregate.first_roles = _together(aggregate.first_roles, self.roles)
            if self._came_with(aggregate.began):
                aggregate.asked_roles = _together(aggregate.asked_roles, self.roles)

        def _came_with(self, other: Fact | None) -> bool:
            """Whether this was asked for together with that joining."""
            return other is not None and (self.originator_version, self.request, self.who) == (
                other.originator_version + 1,
                other.request,
                other.who,
            )

    @dataclass(frozen=True, kw_only=True)
    class RolesApproved(Fact):
        TOPIC = "staff.roles_approved"
        number: str
        roles: tuple[str, ...]

        def apply(self, aggregate: StaffStory) -> None:
            aggregate.roles = _together(aggregate.roles, self.roles)
            aggregate._nothing_waits()
            aggregate.roles_decision = ("approved", self.who)

    @dataclass(frozen=True, kw_only=True)
    class RolesRefused(Fact):
        TOPIC = "staff.roles_refused"
        number: str
        roles: tuple[str, ...]
        reason: Personal

        def apply(self, aggregate: StaffStory) -> None:
            aggregate._nothing_waits()
            aggregate.roles_decision = ("refused", self.who)

    @dataclass(frozen=True, kw_only=True)
    class Left(Fact):
        TOPIC = "staff.left"
        number: str

        def apply(self, aggregate: StaffStory) -> None:
            aggregate.active = False
            aggregate._nothing_waits()

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.number = ""
        self.name = Personal(id.hex, None)
        self.phone: Personal | None = None
        self.roles: tuple[str, ...] = ()
        self.centres: tuple[str, ...] = ()
        self.active = False
        self.joined: StaffStory.Joined | None = None
        self.began: StaffStory.Joined | StaffStory.Rejoined | None = None
        self.first_roles: tuple[str, ...] = ()
        self.asked_roles: tuple[str, ...] = ()
        self.proposed_roles: tuple[str, ...] = ()
        self.roles_proposed_by: str | None = None
        self.roles_decision: tuple[str, str] | None = None

    def _begin(self, fact: StaffStory.Joined | StaffStory.Rejoined) -> None:
        self.roles = self.asked_roles = fact.roles
        self.centres = fact.centres
        self.active = True
        self.began = fact
        self._nothing_waits()

    def _nothing_waits(self) -> None:
        self.proposed_roles = ()
        self.roles_proposed_by = None
        self.roles_decision = None


def _together(some: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*some, *more}))
