"""The facts one after the other: who, when, what, and what it did to the account. A pure fold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from imbuto.aggregates import Delivery, Fact, Message, Payout, Statement
from imbuto.aggregates.entries import Entry, entry_of
from imbuto.aggregates.member import member_id
from imbuto.audit.statements import StatementCheck
from imbuto.audit.words import words_of
from imbuto.errors import BadValue, Unknown
from imbuto.values import business_date

BATCH = 2_000


class Log(Protocol):
    """The reading side of a ledger."""

    def facts(self, after: int, limit: int) -> list[tuple[int, Fact]]: ...
    def story(self, id: UUID) -> list[tuple[int, Fact]]: ...


@dataclass(frozen=True)
class Until:
    """Where to stop: behind a position, or with the last fact recorded on a day in Nairobi."""

    position: int | None = None
    day: date | None = None

    @classmethod
    def parse(cls, text: str) -> Until:
        """A position such as 1500, or a date such as 2026-11-15."""
        if text.isascii() and text.isdecimal() and len(text) <= 18:
            return cls(position=int(text))
        try:
            return cls(day=date.fromisoformat(text))
        except ValueError:
            raise BadValue(
                "until", text, f"{text!r} is neither a date nor a position.", "Write 2026-11-15 or 1500."
            ) from None


@dataclass(frozen=True)
class Line:
    """One fact. Litres (hundredths) and cents are what it changed on the member's account, None where
    nothing; `balance_cents` is what is owed after it, to the one member asked for or to all."""

    position: int
    recorded_at: datetime
    who: str
    what: str
    member: str | None
    centilitres: int | None
    cents: int | None
    balance_cents: int


@dataclass
class Totals:
    """Sums over the facts that were read, in cents and hundredths of litres. owed = milk + adjustments +
    premium − deducted − saved − requested; of the requested some is paid, the rest held, failed or on the
    way."""

    facts: int = 0
    last_position: int = 0
    members: set[str] = field(default_factory=set)
    deliveries: int = 0
    centilitres: int = 0
    milk_cents: int = 0
    adjustments_cents: int = 0
    premium_cents: int = 0
    deducted_cents: int = 0
    saved_cents: int = 0
    requested_cents: int = 0
    paid_cents: int = 0
    statements: StatementCheck = field(default_factory=StatementCheck)

    @property
    def owed_cents(self) -> int:
        earned = self.milk_cents + self.adjustments_cents + self.premium_cents
        return earned - self.deducted_cents - self.saved_cents - self.requested_cents

    @property
    def unpaid_cents(self) -> int:
        return self.requested_cents - self.paid_cents


class Replay:
    """Iterate once; then `totals` is complete. With `member` only the facts about that member are told.

    Raises Unknown for a member of whom there is no fact.
    """

    def __init__(self, log: Log, member: str | None = None, until: Until | None = None) -> None:
        if member is not None and not log.story(member_id(member)):
            raise Unknown("member", member)
        self._log = log
        self._member = member
        self._until = until or Until()
        self._told: dict[UUID, str] = {}
        self.totals = Totals(statements=StatementCheck.of_one_member()) if member else Totals()

    def __iter__(self) -> Iterator[Line]:
        position = 0
        while facts := self._log.facts(position, BATCH):
            for position, fact in facts:
                if self._until.position is not None and position > self._until.position:
                    return
                if self._is_in_time(fact) and (line := self._fold(position, fact)):
                    yield line

    def _is_in_time(self, fact: Fact) -> bool:
        return self._until.day is None or business_date(fact.recorded_at) <= self._until.day

    def _fold(self, position: int, fact: Fact) -> Line | None:
        """The fact as a line; None for one about another member, or about nobody where one is asked for."""
        member = self._member_of(fact)
        if self._member is not None and member not in (None, self._member):
            return None
        totals = self.totals
        totals.statements.feed(position, fact)
        if self._member is not None and member is None:
            return None
        totals.facts += 1
        totals.last_position = position
        if member is not None:
            totals.members.add(member)
        entry = entry_of(fact)
        cents = self._book(position, fact, entry)
        hundredths = entry.centilitres if entry else None
        what = words_of(fact)
        return Line(position, fact.recorded_at, fact.who, what, member, hundredths, cents, totals.owed_cents)

    def _book(self, position: int, fact: Fact, entry: Entry | None) -> int | None:
        """What the fact changed on the account in cents; None where it is no booking."""
        totals = self.totals
        if entry:
            totals.statements.enter(position, entry)
            totals.deliveries += isinstance(fact, Delivery.Recorded)
            totals.centilitres += entry.centilitres
            if entry.kind == "milk":
                totals.milk_cents += entry.cents
            else:
                totals.adjustments_cents += entry.cents
            return entry.cents
        if isinstance(fact, Statement.Settled):
            return self._settle(fact)
        if isinstance(fact, Payout.Requested):
            totals.requested_cents += fact.amount_cents
            return -fact.amount_cents
        if isinstance(fact, Payout.Paid) or (
            isinstance(fact, Payout.OutcomeApproved) and fact.outcome == "paid"
        ):
            totals.paid_cents += fact.amount_cents
        return None

    def _settle(self, fact: Statement.Settled) -> int | None:
        """What a statement takes and adds beside the milk and the payout."""
        totals = self.totals
        totals.premium_cents += fact.premium_cents
        totals.deducted_cents += fact.deductions_cents
        totals.saved_cents += fact.saved_cents
        return fact.premium_cents - fact.deductions_cents - fact.saved_cents or None

    def _member_of(self, fact: Fact) -> str | None:
        """Whom the fact is about. What became of a message is about the one it was meant for."""
        if isinstance(fact, Message.Requested):
            self._told[fact.originator_id] = fact.member
        if fact.TOPIC.startswith("member."):
            return str(vars(fact)["number"])
        found = vars(fact).get("member") or self._told.get(fact.originator_id)
        return None if found is None else str(found)
