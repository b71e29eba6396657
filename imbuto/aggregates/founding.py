"""The cooperative's founding, its collection centres with what each reads of the milk, and whether it sends
messages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.aggregates.quality import SCALE_READINGS
from imbuto.errors import BadValue, Contradiction, DifferentContent, Unknown
from imbuto.values import By, derive_id

COOPERATIVE_ID = derive_id("cooperative")
"""There is one cooperative per installation."""


class Founding(Aggregate):
    """Founded once; the ground on which the other parts of the cooperative stand."""

    KIND = "cooperative"

    @dataclass(frozen=True, kw_only=True)
    class Founded(Fact):
        TOPIC = "cooperative.founded"
        name: str
        confirmation_hours: int
        minimum_payable_cents: int
        sms_receipts: bool
        sms_statements: bool = True

        def apply(self, aggregate: Founding) -> None:
            aggregate.name = self.name
            aggregate.confirmation_hours = self.confirmation_hours
            aggregate.minimum_payable_cents = self.minimum_payable_cents
            aggregate.sms_receipts = self.sms_receipts
            aggregate.sms_statements = self.sms_statements

    @dataclass(frozen=True, kw_only=True)
    class MessagingSet(Fact):
        TOPIC = "cooperative.messaging_set"
        sms_receipts: bool
        sms_statements: bool = True

        def apply(self, aggregate: Founding) -> None:
            aggregate.sms_receipts = self.sms_receipts
            aggregate.sms_statements = self.sms_statements

    @dataclass(frozen=True, kw_only=True)
    class CentreOpened(Fact):
        TOPIC = "cooperative.centre_opened"
        code: str
        name: str

        def apply(self, aggregate: Founding) -> None:
            aggregate.centres[self.code] = self.name

    @dataclass(frozen=True, kw_only=True)
    class CentreReadingsSet(Fact):
        TOPIC = "cooperative.centre_readings_set"
        code: str
        readings: tuple[str, ...]

        def apply(self, aggregate: Founding) -> None:
            aggregate.readings[self.code] = self.readings

    def __init__(self, id: UUID = COOPERATIVE_ID) -> None:
        super().__init__(id)
        self.name = ""
        self.confirmation_hours = 72
        self.minimum_payable_cents = 1000
        self.sms_receipts = True
        self.sms_statements = True
        self.centres: dict[str, str] = {}
        self.readings: dict[str, tuple[str, ...]] = {}

    @classmethod
    def found(
        cls,
        name: str,
        by: By,
        *,
        confirmation_hours: int = 72,
        minimum_payable_cents: int = 1000,
        sms_receipts: bool = True,
        sms_statements: bool = True,
    ) -> Self:
        """Starts the ledger. M-Pesa pays no less than KES 10, so neither does the cooperative."""
        if not 1 <= len(name.strip()) <= 100:
            raise BadValue("name", name, "A cooperative's name has 1 to 100 characters.", "Shorten it.")
        if not 1 <= confirmation_hours <= 24 * 14:
            raise BadValue("confirmation_hours", confirmation_hours, "Choose 1 to 336 hours.", "72 is usual.")
        if minimum_payable_cents < 1000:
            raise BadValue(
                "minimum_payable_cents",
                minimum_payable_cents,
                "M-Pesa pays no less than KES 10.",
                "Use 1000 or more.",
            )
        cooperative = cls()
        cooperative._record(
            cls.Founded,
            by,
            name=name.strip(),
            confirmation_hours=confirmation_hours,
            minimum_payable_cents=minimum_payable_cents,
            sms_receipts=sms_receipts,
            sms_statements=sms_statements,
        )
        return cooperative

    def require_same_founding(self, other: Founding) -> None:
        """The same founding again is quiet, also after messaging was changed; another is refused by name."""
        differs = {
            name: [str(getattr(self, name)), str(getattr(other, name))]
            for name in ("name", "confirmation_hours", "minimum_payable_cents")
            if getattr(self, name) != getattr(other, name)
        }
        if differs:
            raise DifferentContent("cooperative", self.name, differs)

    def set_messaging(self, sms_receipts: bool, by: By, *, sms_statements: bool | None = None) -> None:
        """Turns the SMS about milk and payments, and those about statements, on or off from now on. None
        leaves the statements as they are."""
        statements = self.sms_statements if sms_statements is None else sms_statements
        if (sms_receipts, statements) != (self.sms_receipts, self.sms_statements):
            self._record(self.MessagingSet, by, sms_receipts=sms_receipts, sms_statements=statements)

    def open_centre(self, code: str, name: str, by: By) -> None:
        """Opens a collection centre; the same code and name again is quiet."""
        if self.centres.get(code) == name:
            return
        if code in self.centres:
            raise Contradiction(
                f"Centre {code} is already open as {self.centres[code]}.", "Choose another code.", code=code
            )
        self._record(self.CentreOpened, by, code=code, name=name)

    def set_readings(self, code: str, readings: Collection[str], by: By) -> None:
        """Sets what is read of each weighing at a centre, from now on; none at all is a choice too. The same
        again is quiet."""
        self.require_centre(code)
        if unknown := [name for name in readings if name not in SCALE_READINGS]:
            raise BadValue(
                "readings", unknown[0], "That is not read at a scale.", "Choose among the readings."
            )
        chosen = tuple(name for name in SCALE_READINGS if name in readings)
        if chosen != self.readings.get(code, ()):
            self._record(self.CentreReadingsSet, by, code=code, readings=chosen)

    def require_centre(self, code: str) -> None:
        if code not in self.centres:
            raise Unknown("centre", code)
