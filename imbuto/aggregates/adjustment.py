"""An adjustment: litres or money put right on a member's account, in the next run, by two officials.

    proposed → approved | refused
    granted             by an approved price difference, which two officials have decided for everybody

What is on a statement is never changed: what was wrong with it is put right here, in sight.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Self
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.errors import BadValue, Contradiction, DifferentContent, SamePerson, WrongState
from imbuto.values import (
    CENTS_PER_SHILLING,
    EARLIEST_DATE,
    MAX_LITRES,
    By,
    FreeWords,
    Money,
    business_date,
    derive_id,
)

ADJUSTMENT_KINDS = ("correction", "retro", "bonus", "savings", "opening", "opening-savings", "other")
"""correction: of milk after its run was cut off. retro, bonus: a price that came later. savings: what was
saved, paid out. opening: owed when the cooperative moved in. opening-savings: saved by then."""
OPENING_SAVINGS = "opening-savings"
"""Held for the member beside the milk account: no entry on it."""
MAX_ADJUSTMENT_CENTS = 1_000_000 * CENTS_PER_SHILLING
_BATCH_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,59}", re.ASCII)
_WITH_LITRES = ("correction", "other")
_ONLY_MORE = ("savings", OPENING_SAVINGS)


def granted_id(source: UUID, member: str) -> UUID:
    """One adjustment of a price difference per member, however often it is made."""
    return derive_id("adjustment", source, member)


@dataclass(frozen=True)
class AdjustmentContent:
    """What is to be put right: litres and cents are signed, `day` is the day it belongs to.

    `about` is the delivery it corrects, `batch` the name under which many are decided together.
    """

    member: str
    kind: str
    litres: Decimal
    cents: int
    day: date
    reason: str
    about: UUID | None = None
    batch: str | None = None

    def require_plausible(self, today: date) -> None:
        """Raises BadValue naming the field."""
        if self.kind not in ADJUSTMENT_KINDS:
            raise BadValue("kind", self.kind, "This is no kind of adjustment.", "Choose a listed kind.")
        if abs(self.cents) > MAX_ADJUSTMENT_CENTS:
            limit = Money(MAX_ADJUSTMENT_CENTS)
            raise BadValue("amount", self.cents, f"One adjustment is at most {limit}.", "Check the amount.")
        if self.kind in _ONLY_MORE and self.cents <= 0:
            raise BadValue("amount", self.cents, "Savings are more than zero.", "Check the amount.")
        if not self.cents and not self.litres:
            raise BadValue("amount", self.cents, "This changes nothing.", "Give an amount or litres.")
        self._require_plausible_litres()
        if not 1 <= len(self.reason.strip()) <= 500:
            raise BadValue("reason", self.reason, "A reason has 1 to 500 characters.", "Say why.")
        if self.batch is not None and not _BATCH_NAME.fullmatch(self.batch):
            raise BadValue("batch", self.batch, "This is no name of a batch.", "Write it like opening-2026.")
        if not EARLIEST_DATE <= self.day <= today:
            raise BadValue("day", self.day, "The day is in the future or long ago.", "Check the day.")

    def _require_plausible_litres(self) -> None:
        if self.litres and self.kind not in _WITH_LITRES:
            raise BadValue("litres", self.litres, f"{self.kind} changes no litres.", "Leave the litres out.")
        if abs(self.litres) > MAX_LITRES or self.litres != self.litres.quantize(Decimal("0.01")):
            raise BadValue("litres", self.litres, "At most 2,000 litres, to 0.01.", "Check the litres.")


@dataclass(frozen=True)
class Savings:
    """A member's savings as the views know them: held now, and released ever, in cents.

    `released_cents` tells two looks apart: of two releases decided on the same look one is too late.
    """

    saved_cents: int
    released_cents: int
    waiting_cents: int = 0
    """In proposals of release that nobody has decided yet."""

    def require(self, cents: int, *, waiting: bool) -> None:
        """Raises Contradiction when more is to be released than there is."""
        free = self.saved_cents - (self.waiting_cents if waiting else 0)
        if cents > free:
            raise Contradiction(
                f"The member has {Money(max(free, 0))} of savings that can be released.",
                "Release no more than that.",
                saved_cents=self.saved_cents,
                waiting_cents=self.waiting_cents,
            )


class Adjustment(Aggregate):
    """Decided once; a wrong one is put right by another."""

    KIND = "adjustment"

    @dataclass(frozen=True, kw_only=True)
    class Proposed(Fact):
        TOPIC = "adjustment.proposed"
        member: str
        kind: str
        litres: Decimal
        cents: int
        day: date
        about: UUID | None
        batch: str | None
        reason: FreeWords

        def apply(self, aggregate: Adjustment) -> None:
            aggregate.content = _content_of(self)
            aggregate.proposed_by = self.who
            aggregate.state = "proposed"

    @dataclass(frozen=True, kw_only=True)
    class Approved(Fact):
        TOPIC = "adjustment.approved"
        member: str
        kind: str
        litres: Decimal
        cents: int
        day: date
        about: UUID | None
        batch: str | None
        reason: FreeWords

        def apply(self, aggregate: Adjustment) -> None:
            aggregate.state = "approved"

    @dataclass(frozen=True, kw_only=True)
    class Refused(Fact):
        TOPIC = "adjustment.refused"
        member: str
        reason: FreeWords

        def apply(self, aggregate: Adjustment) -> None:
            aggregate.state = "refused"

    @dataclass(frozen=True, kw_only=True)
    class Granted(Fact):
        TOPIC = "adjustment.granted"
        member: str
        kind: str
        litres: Decimal
        cents: int
        day: date
        source: UUID
        text: str

        def apply(self, aggregate: Adjustment) -> None:
            aggregate.content = AdjustmentContent(
                self.member, self.kind, self.litres, self.cents, self.day, self.text
            )
            aggregate.state = "granted"

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.state = "new"
        self.content: AdjustmentContent | None = None
        self.proposed_by = ""

    @classmethod
    def propose(cls, id: UUID, content: AdjustmentContent, by: By, savings: Savings | None = None) -> Self:
        """Proposes to put something right. `savings` are asked for when the kind is savings."""
        content.require_plausible(business_date(by.at))
        if content.kind == "savings":
            _known(savings).require(content.cents, waiting=True)
        adjustment = cls(id)
        adjustment._record(cls.Proposed, by, **asdict(content))
        return adjustment

    @classmethod
    def grant(
        cls, source: UUID, member: str, kind: str, litres: Decimal, cents: int, day: date, text: str, by: By
    ) -> Self:
        """What an approved price difference gives one member. Its id follows from both."""
        adjustment = cls(granted_id(source, member))
        adjustment._record(
            cls.Granted,
            by,
            member=member,
            kind=kind,
            litres=litres,
            cents=cents,
            day=day,
            source=source,
            text=text,
        )
        return adjustment

    def require_same_proposal(self, content: AdjustmentContent) -> None:
        """The same proposal again is quiet, by whomever; another under its id is refused by its fields."""
        mine, theirs = asdict(self._proposed()), asdict(content)
        differs = {name: [str(mine[name]), str(theirs[name])] for name in mine if mine[name] != theirs[name]}
        if differs:
            raise DifferentContent("adjustment", self.id, differs)

    def approve(self, by: By, savings: Savings | None = None) -> None:
        """Another official than its proposer puts it on the account. Quiet when it was approved before."""
        if self.state == "approved":
            return
        self._require_proposed()
        if self.proposed_by == by.who:
            raise SamePerson("approve", "proposed")
        content = self._proposed()
        if content.kind == "savings":
            _known(savings).require(content.cents, waiting=False)
        self._record(self.Approved, by, **asdict(content))

    def refuse(self, reason: str, by: By) -> None:
        """The proposal is declined, with the reason; its proposer may take it back so. Quiet when it was."""
        if self.state == "refused":
            return
        self._require_proposed()
        self._record(self.Refused, by, member=self._proposed().member, reason=reason)

    def _require_proposed(self) -> None:
        if self.state != "proposed":
            raise WrongState(
                f"This adjustment is {self.state}.", "Propose another that puts it right.", state=self.state
            )

    def _proposed(self) -> AdjustmentContent:
        assert self.content is not None
        return self.content


def _content_of(fact: Adjustment.Proposed) -> AdjustmentContent:
    return AdjustmentContent(
        fact.member, fact.kind, fact.litres, fact.cents, fact.day, fact.reason, fact.about, fact.batch
    )


def _known(savings: Savings | None) -> Savings:
    """Savings nobody has looked up count as none."""
    return savings or Savings(0, 0)
