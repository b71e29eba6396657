"""What becomes of a member's personal data: leaving, restriction, and erasure after the lawful time.

A cooperative's books are kept by law for years after the last money moved, so that nobody is erased before.
Until then the data can be restricted: kept, and shown to hardly anybody. Erasing and the end of a restriction
take two officials. No fact here holds a free word but the reason of leaving, which is sealed: what speaks of
an erasure must be readable after it, and must not speak of the person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.errors import BadValue, NotPermitted, SamePerson, WrongState
from imbuto.values import By, Personal, business_date

LEAST_RETENTION_YEARS = 5
"""Tax Procedures Act 2015, section 23: records are kept for five years after the reporting period."""
ERASURE_GROUNDS = ("asked", "ended")
"""The member asked for it; or nobody asked, and the time for which the books are kept has ended."""
RESTRICTION_GROUNDS = ("asked", "disputed", "claim", "unlawful", "left")
"""The member objects, or asked to be erased too early; says that the data is wrong; needs it for a claim;
the processing is unlawful; or the member left, and only the books are kept. Data Protection Act 2019, s. 34.
"""


@dataclass(frozen=True)
class Standing:
    """How a member stands with the cooperative, as the views tell: `last_money_on` is the business date on
    which milk or money was last booked for the member, and `unsettled` names in words what is still open."""

    last_money_on: date | None
    unsettled: tuple[str, ...] = ()


def erasable_on(left_on: date, last_money_on: date | None, retention_years: int) -> date:
    """The first day on which a member may be erased: so many years after the end of the calendar year in
    which the member left or money last moved. Raises BadValue for fewer years than the law asks for."""
    if retention_years < LEAST_RETENTION_YEARS:
        raise BadValue(
            "retention_years",
            retention_years,
            f"Books are kept for {LEAST_RETENTION_YEARS} years at least (Tax Procedures Act, section 23).",
            "Set IMBUTO_RETENTION_YEARS to 5 or more.",
        )
    last = max(left_on, last_money_on or left_on)
    return date(last.year + 1 + retention_years, 1, 1)


class Privacy(Aggregate):
    """The part of a member that says who may still know the person."""

    number: str

    @dataclass(frozen=True, kw_only=True)
    class Left(Fact):
        TOPIC = "member.left"
        number: str
        reason: Personal | None

        def apply(self, aggregate: Privacy) -> None:
            aggregate.left_on = business_date(self.happened_at)

    @dataclass(frozen=True, kw_only=True)
    class Readmitted(Fact):
        TOPIC = "member.readmitted"
        number: str

        def apply(self, aggregate: Privacy) -> None:
            aggregate.left_on = None
            aggregate.erasure_proposed_by = None

    @dataclass(frozen=True, kw_only=True)
    class Restricted(Fact):
        TOPIC = "member.restricted"
        number: str
        ground: str

        def apply(self, aggregate: Privacy) -> None:
            aggregate.restricted = True
            aggregate.lift_refused = False

    @dataclass(frozen=True, kw_only=True)
    class UnrestrictionProposed(Fact):
        TOPIC = "member.unrestriction_proposed"
        number: str

        def apply(self, aggregate: Privacy) -> None:
            aggregate.lift_proposed_by = self.who
            aggregate.lift_refused = False

    @dataclass(frozen=True, kw_only=True)
    class UnrestrictionRefused(Fact):
        TOPIC = "member.unrestriction_refused"
        number: str

        def apply(self, aggregate: Privacy) -> None:
            aggregate.lift_proposed_by = None
            aggregate.lift_refused = True

    @dataclass(frozen=True, kw_only=True)
    class Unrestricted(Fact):
        TOPIC = "member.unrestricted"
        number: str
        proposed_by: str

        def apply(self, aggregate: Privacy) -> None:
            aggregate.restricted = False
            aggregate.lift_proposed_by = None
            aggregate.lifted_by = self.who

    @dataclass(frozen=True, kw_only=True)
    class ErasureProposed(Fact):
        TOPIC = "member.erasure_proposed"
        number: str
        ground: str

        def apply(self, aggregate: Privacy) -> None:
            aggregate.erasure_ground = self.ground
            aggregate.erasure_proposed_by = self.who
            aggregate.erasure_refused = False

    @dataclass(frozen=True, kw_only=True)
    class ErasureRefused(Fact):
        TOPIC = "member.erasure_refused"
        number: str

        def apply(self, aggregate: Privacy) -> None:
            aggregate.erasure_proposed_by = None
            aggregate.erasure_refused = True

    @dataclass(frozen=True, kw_only=True)
    class Erased(Fact):
        """From here on the person's key is to be destroyed wherever it is met again."""

        TOPIC = "member.erased"
        number: str
        ground: str
        proposed_by: str
        last_money_on: date | None
        retention_years: int

        def apply(self, aggregate: Privacy) -> None:
            aggregate.erased = True
            aggregate.erasure_proposed_by = None

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.left_on: date | None = None
        self.restricted = False
        self.lift_proposed_by: str | None = None
        self.lift_refused = False
        self.lifted_by: str | None = None
        self.erasure_ground = ""
        self.erasure_proposed_by: str | None = None
        self.erasure_refused = False
        self.erased = False

    # ------------------------------------------------------------- leaving

    def leave(self, reason: str | None, by: By) -> None:
        """The member brings no more milk. What is owed is still paid. Again is quiet."""
        if self.left_on is None:
            said = Personal(self.id.hex, reason.strip()) if reason and reason.strip() else None
            self._record(self.Left, by, number=self.number, reason=said)

    def readmit(self, by: By) -> None:
        """The member is back under the same number; a proposed erasure falls. Again is quiet."""
        if self.left_on is not None:
            self._record(self.Readmitted, by, number=self.number)

    def require_here(self) -> None:
        """Raises NotPermitted for who left or was erased."""
        if self.left_on is not None:
            raise NotPermitted(
                f"Member {self.number} left the cooperative on {self.left_on}.",
                "A manager can readmit the member.",
                member=self.number,
            )

    # --------------------------------------------------------- restriction

    def restrict(self, ground: str, by: By) -> None:
        """Keeps the data and shows it to hardly anybody. Again is quiet."""
        if ground not in RESTRICTION_GROUNDS:
            choices = ", ".join(RESTRICTION_GROUNDS)
            raise BadValue("ground", ground, "This is no ground for a restriction.", f"Choose of: {choices}.")
        if not self.restricted:
            self._record(self.Restricted, by, number=self.number, ground=ground)

    def propose_unrestriction(self, by: By) -> None:
        """An official wants the restriction to end. Again is quiet."""
        if not self.restricted:
            raise WrongState("This member's data is not restricted.", "There is nothing to lift.")
        if self.lift_proposed_by is None:
            self._record(self.UnrestrictionProposed, by, number=self.number)

    def approve_unrestriction(self, by: By) -> None:
        """Another official agrees. The same approval again is quiet."""
        if not self.restricted and self.lifted_by == by.who:
            return
        if self.lift_proposed_by is None:
            raise WrongState("Nobody has proposed to lift this restriction.", "Propose it first.")
        if self.lift_proposed_by == by.who:
            raise SamePerson("approve", "proposed")
        self._record(self.Unrestricted, by, number=self.number, proposed_by=self.lift_proposed_by)

    def refuse_unrestriction(self, by: By) -> None:
        """The proposal is declined or withdrawn. Again is quiet."""
        if self.lift_proposed_by is not None:
            self._record(self.UnrestrictionRefused, by, number=self.number)
        elif not self.lift_refused:
            raise WrongState("Nobody has proposed to lift this restriction.", "There is nothing to refuse.")

    # ------------------------------------------------------------- erasure

    def propose_erasure(self, ground: str, standing: Standing, retention_years: int, by: By) -> None:
        """An official wants the person forgotten. Raises WrongState with what stands in the way, and the day
        from which it is allowed. Again is quiet."""
        if ground not in ERASURE_GROUNDS:
            choices = ", ".join(ERASURE_GROUNDS)
            raise BadValue("ground", ground, "This is no ground for an erasure.", f"Choose of: {choices}.")
        if self.erased or (self.erasure_proposed_by, self.erasure_ground) == (by.who, ground):
            return
        self._require_erasable(standing, retention_years, by)
        if self.erasure_proposed_by is None:
            self._record(self.ErasureProposed, by, number=self.number, ground=ground)

    def approve_erasure(self, standing: Standing, retention_years: int, by: By) -> None:
        """Another official agrees: the person is to be forgotten now. Again is quiet."""
        if self.erased:
            return
        if self.erasure_proposed_by is None:
            raise WrongState("Nobody has proposed to erase this member.", "Propose it first.")
        if self.erasure_proposed_by == by.who:
            raise SamePerson("approve", "proposed")
        self._require_erasable(standing, retention_years, by)
        self._record(
            self.Erased,
            by,
            number=self.number,
            ground=self.erasure_ground,
            proposed_by=self.erasure_proposed_by,
            last_money_on=standing.last_money_on,
            retention_years=retention_years,
        )

    def refuse_erasure(self, by: By) -> None:
        """The proposal is declined or withdrawn. Again is quiet."""
        if self.erasure_proposed_by is not None:
            self._record(self.ErasureRefused, by, number=self.number)
        elif not self.erasure_refused:
            raise WrongState("Nobody has proposed to erase this member.", "There is nothing to refuse.")

    def _require_erasable(self, standing: Standing, retention_years: int, by: By) -> None:
        if self.left_on is None:
            raise WrongState(
                f"Member {self.number} has not left the cooperative.",
                "Record that the member left; until then the data can be restricted.",
            )
        if standing.unsettled:
            raise WrongState(
                f"Not all is settled with member {self.number}: {'; '.join(standing.unsettled)}.",
                "Settle it first; until then the data can be restricted.",
                unsettled=list(standing.unsettled),
            )
        free_on = erasable_on(self.left_on, standing.last_money_on, retention_years)
        if business_date(by.at) < free_on:
            raise WrongState(
                f"The books about member {self.number} are kept until {free_on}, {retention_years} years "
                "after the year in which money last moved.",
                f"Restrict the data until then, and erase from {free_on} on.",
                erasable_on=free_on.isoformat(),
            )

    def _record(self, fact: type[Fact], by: By, happened_at: Any = None, **fields: Any) -> None:
        """Of a person who was erased nothing is recorded any more: it would make a new key for the person."""
        if self.erased:
            raise WrongState(
                f"Member {self.number} was erased.", "Who comes back is registered under a new number."
            )
        super()._record(fact, by, happened_at, **fields)
