"""Creditors, and the standing charges of everybody: a levy or transport a litre, a fee in each run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from imbuto.aggregates.base import Fact
from imbuto.aggregates.charge_terms import (
    CHARGE_KINDS,
    LENT_KINDS,
    OWN_KINDS,
    PRIORITIES,
    require_basis,
    require_creditor_fits,
    require_kind,
    require_priority,
    require_words,
)
from imbuto.aggregates.deductions import Standing
from imbuto.aggregates.founding import COOPERATIVE_ID, Founding
from imbuto.errors import BadValue, Contradiction, DifferentContent, SamePerson, Unknown, WrongState
from imbuto.values import By

CREDITOR_KINDS = tuple(kind for kind in CHARGE_KINDS if kind not in OWN_KINDS)
STANDING_BASES = ("litre", "run")


@dataclass(frozen=True)
class Creditor:
    """Somebody else to whom members owe: a SACCO, a bank, an agrovet's shop, an insurer."""

    code: str
    name: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class StandingTerms:
    """A standing charge as an official states it: `rate` cents a litre ("litre") or a run ("run"), of one
    centre's milk or (None) of all, for periods that end on or after `effective_from`."""

    kind: str
    text: str
    basis: str
    rate: int
    effective_from: date
    creditor: str | None = None
    priority: int | None = None
    centre: str | None = None

    @property
    def order(self) -> int:
        return PRIORITIES[self.kind] if self.priority is None else self.priority

    def require_plausible(self) -> None:
        require_kind(self.kind)
        if self.kind in LENT_KINDS:
            raise BadValue(
                "kind", self.kind, "Nobody lends to everybody.", "Make a charge of the member who borrowed."
            )
        require_creditor_fits(self.kind, self.creditor)
        require_words("text", self.text, 120)
        if self.basis not in STANDING_BASES:
            raise BadValue(
                "basis", self.basis, "A standing charge is taken by the litre or by the run.",
                "Choose litre or run.",
            )  # fmt: skip
        require_basis(self.basis, self.rate)
        require_priority(self.priority)


@dataclass(frozen=True)
class StandingCharge:
    """A standing charge and how it stands: proposed, approved or refused; `order` is when it was proposed."""

    id: UUID
    terms: StandingTerms
    order: int
    proposed_by: str
    proposed_at: datetime
    state: str = "proposed"
    decided_by: str | None = None
    refusal: str | None = None
    last_day: date | None = None

    def holds_on(self, day: date) -> bool:
        return (
            self.state == "approved"
            and self.terms.effective_from <= day
            and (self.last_day is None or day <= self.last_day)
        )

    def awaits(self, decision: str) -> bool:
        """Whether it still waits to be `approved` or `refused`; not when just that was decided before."""
        if self.state not in ("proposed", decision):
            raise WrongState(
                f"This standing charge was already {self.state}.", "Propose a new one.", state=self.state
            )
        return self.state == "proposed"

    @property
    def as_deducted(self) -> Standing:
        terms = self.terms
        return Standing(
            self.id, terms.kind, terms.creditor, terms.text, terms.basis, terms.rate, terms.order,
            terms.centre, self.order,
        )  # fmt: skip


class StandingBook(Founding):
    """The part of the cooperative that knows its creditors and what it takes from everybody."""

    @dataclass(frozen=True, kw_only=True)
    class CreditorAdded(Fact):
        TOPIC = "cooperative.creditor_added"
        code: str
        name: str
        kind: str

        def apply(self, aggregate: StandingBook) -> None:
            aggregate.creditors[self.code] = Creditor(self.code, self.name, self.kind)

    @dataclass(frozen=True, kw_only=True)
    class StandingChargeProposed(Fact):
        TOPIC = "cooperative.standing_charge_proposed"
        charge_id: UUID
        kind: str
        creditor: str | None
        text: str
        basis: str
        rate: int
        priority: int
        centre: str | None
        effective_from: date

        def apply(self, aggregate: StandingBook) -> None:
            terms = StandingTerms(
                kind=self.kind,
                creditor=self.creditor,
                text=self.text,
                basis=self.basis,
                rate=self.rate,
                priority=self.priority,
                centre=self.centre,
                effective_from=self.effective_from,
            )
            aggregate.standing_charges[self.charge_id] = StandingCharge(
                self.charge_id, terms, self.originator_version, self.who, self.recorded_at
            )

    @dataclass(frozen=True, kw_only=True)
    class StandingChargeApproved(Fact):
        TOPIC = "cooperative.standing_charge_approved"
        charge_id: UUID

        def apply(self, aggregate: StandingBook) -> None:
            aggregate._put(self.charge_id, state="approved", decided_by=self.who)

    @dataclass(frozen=True, kw_only=True)
    class StandingChargeRefused(Fact):
        TOPIC = "cooperative.standing_charge_refused"
        charge_id: UUID
        reason: str

        def apply(self, aggregate: StandingBook) -> None:
            aggregate._put(self.charge_id, state="refused", decided_by=self.who, refusal=self.reason)

    @dataclass(frozen=True, kw_only=True)
    class StandingChargeEnded(Fact):
        TOPIC = "cooperative.standing_charge_ended"
        charge_id: UUID
        last_day: date
        reason: str

        def apply(self, aggregate: StandingBook) -> None:
            aggregate._put(self.charge_id, last_day=self.last_day)

    def __init__(self, id: UUID = COOPERATIVE_ID) -> None:
        super().__init__(id)
        self.creditors: dict[str, Creditor] = {}
        self.standing_charges: dict[UUID, StandingCharge] = {}

    def _put(self, charge_id: UUID, **changes: object) -> None:
        known = self.standing_charges[charge_id]
        self.standing_charges[charge_id] = replace(known, **changes)  # type: ignore[arg-type]

    def add_creditor(self, code: str, name: str, kind: str, by: By) -> None:
        """Enters a creditor; the same again is quiet, other content under the code is refused."""
        require_words("name", name, 100)
        if kind not in CREDITOR_KINDS:
            raise BadValue(
                "kind", kind, "This is not a kind of creditor.", f"Choose one of {', '.join(CREDITOR_KINDS)}."
            )
        added = Creditor(code, name.strip(), kind)
        known = self.creditors.get(code)
        if known and known != added:
            raise Contradiction(f"Creditor {code} is {known.name} ({known.kind}).", "Choose another code.")
        if known is None:
            self._record(self.CreditorAdded, by, **vars(added))

    def require_creditor(self, code: str | None) -> None:
        """Raises Unknown. None, the cooperative itself, is always known."""
        if code is not None and code not in self.creditors:
            raise Unknown("creditor", code)

    def propose_standing_charge(self, charge_id: UUID, terms: StandingTerms, by: By) -> None:
        """Proposes a charge of everybody; the same again is quiet, another under its id is refused."""
        terms.require_plausible()
        self.require_creditor(terms.creditor)
        if terms.centre is not None:
            self.require_centre(terms.centre)
        meant = replace(terms, priority=terms.order, text=terms.text.strip())
        if known := self.standing_charges.get(charge_id):
            differs = {
                name: [str(value), str(getattr(meant, name))]
                for name, value in vars(known.terms).items()
                if value != getattr(meant, name)
            }
            if differs:
                raise DifferentContent("standing charge", charge_id, differs)
            return
        self._record(self.StandingChargeProposed, by, charge_id=charge_id, **vars(meant))

    def approve_standing_charge(self, charge_id: UUID, by: By) -> None:
        """A second official approves: it is taken in every run opened from now on that it reaches."""
        charge = self._standing_charge(charge_id)
        if charge.awaits("approved"):
            if charge.proposed_by == by.who:
                raise SamePerson("approve", "proposed")
            self._record(self.StandingChargeApproved, by, charge_id=charge_id)

    def refuse_standing_charge(self, charge_id: UUID, reason: str, by: By) -> None:
        """The proposal is declined, with the reason."""
        require_words("reason", reason, 200)
        if self._standing_charge(charge_id).awaits("refused"):
            self._record(self.StandingChargeRefused, by, charge_id=charge_id, reason=reason)

    def end_standing_charge(self, charge_id: UUID, last_day: date, reason: str, by: By) -> None:
        """Ends it with a day; periods that end later are free of it. The same end again is quiet."""
        charge = self._standing_charge(charge_id)
        if charge.last_day == last_day:
            return
        require_words("reason", reason, 200)
        if charge.state != "approved":
            raise WrongState(
                f"This standing charge is {charge.state}.",
                "Only an approved one is ended.",
                state=charge.state,
            )
        if charge.last_day is not None:
            raise WrongState(f"It already ends on {charge.last_day:%d %b %Y}.", "Propose a new one.")
        self._record(
            self.StandingChargeEnded, by, charge_id=charge_id, last_day=last_day, reason=reason
        )  # fmt: skip

    def _standing_charge(self, charge_id: UUID) -> StandingCharge:
        charge = self.standing_charges.get(charge_id)
        if charge is None:
            raise Unknown("standing charge", charge_id)
        return charge

    def standing_on(self, day: date) -> tuple[Standing, ...]:
        """The standing charges in force on a day, in the order of taking."""
        found = [charge.as_deducted for charge in self.standing_charges.values() if charge.holds_on(day)]
        return tuple(sorted(found, key=lambda one: (one.priority, one.position_order)))
