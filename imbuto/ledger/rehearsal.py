"""What would be refused if this were recorded now: the verbs' own decisions, with nothing saved.

For whole files, of which either every row is to be recorded or none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from imbuto.aggregates import Adjustment, Bulk, Charge, Delivery, Member
from imbuto.aggregates.adjustment import AdjustmentContent
from imbuto.aggregates.bulk import BulkFigure
from imbuto.aggregates.weighing import Weighing
from imbuto.errors import Refusal
from imbuto.ledger import deliveries
from imbuto.ledger.adjustments import AdjustmentVerbs
from imbuto.ledger.book import Book
from imbuto.ledger.bulk import BulkVerbs
from imbuto.ledger.charges import ChargeVerbs, NewCharge
from imbuto.ledger.deliveries import BATCH, NOTHING_USUAL, DeliveryVerbs
from imbuto.ledger.members import MemberVerbs, Registration
from imbuto.values import By


def known_among(ledger: Book, ids: Sequence[UUID]) -> set[UUID]:
    """Which of these are recorded already, by this content or another."""
    known: set[UUID] = set()
    for start in range(0, len(ids), BATCH):
        known |= ledger.facts_recorder.known_ids(ids[start : start + BATCH])
    return known


def refusals_of_registrations(
    ledger: MemberVerbs, registrations: Sequence[Registration], by: By
) -> list[Refusal | None]:
    """Why each could not be registered, in the order given; None where it could, or is already."""
    return [_refusal_of_registration(ledger, registration, by) for registration in registrations]


def _refusal_of_registration(ledger: MemberVerbs, registration: Registration, by: By) -> Refusal | None:
    try:
        ledger._peek_cooperative().require_centre(registration.centre)
        member = Member.register(by=by, **vars(registration))
        if known := ledger._find(Member, member.id):
            known.require_same_registration(member)
    except Refusal as refusal:
        return refusal
    return None


def refusals_of_charges(ledger: ChargeVerbs, charges: Sequence[NewCharge], by: By) -> list[Refusal | None]:
    """Why each could not be made, in the order given; None where it could, or is already."""
    return [_refusal_of_charge(ledger, new, by) for new in charges]


def _refusal_of_charge(ledger: ChargeVerbs, new: NewCharge, by: By) -> Refusal | None:
    try:
        charge = Charge.make(new.id, new.member, new.terms, by)
        if known := ledger._find(Charge, new.id):
            known.require_same_making(charge)
        else:
            ledger._require_may_owe(new)
    except Refusal as refusal:
        return refusal
    return None


def refusals_of_adjustments(
    ledger: AdjustmentVerbs, items: Sequence[tuple[UUID, AdjustmentContent]], by: By
) -> list[Refusal | None]:
    """Why each could not be proposed, in the order given; None where it could, or is already."""
    return [_refusal_of_adjustment(ledger, id, content, by) for id, content in items]


def _refusal_of_adjustment(
    ledger: AdjustmentVerbs, id: UUID, content: AdjustmentContent, by: By
) -> Refusal | None:
    try:
        if known := ledger._find(Adjustment, id):
            known.require_same_proposal(content)
        else:
            ledger._require_about_member(content)
            Adjustment.propose(id, content, by)
    except Refusal as refusal:
        return refusal
    return None


def refusals_of_figures(
    ledger: BulkVerbs, items: Sequence[tuple[UUID, BulkFigure]], by: By
) -> list[Refusal | None]:
    """Why each bulk figure could not be recorded, in the order given; None where it could, or is already."""
    return [_refusal_of_figure(ledger, id, figure, by) for id, figure in items]


def _refusal_of_figure(ledger: BulkVerbs, id: UUID, figure: BulkFigure, by: By) -> Refusal | None:
    try:
        placed = ledger._placed(figure)
        if known := ledger._find(Bulk, id):
            known.require_same_content(placed)
        else:
            Bulk.record(id, placed, by)
    except Refusal as refusal:
        return refusal
    return None


def refusals_of_weighings(
    ledger: DeliveryVerbs,
    items: Sequence[tuple[UUID, Weighing]],
    by: By,
    usual_litres: Mapping[str, Decimal | None] = NOTHING_USUAL,
) -> list[Refusal | None]:
    """Why each could not be recorded, in the order given; None where it could, or is already. Unusual litres
    of a member in `usual_litres` must be meant."""
    refusals: list[Refusal | None] = []
    for start in range(0, len(items), BATCH):
        batch = items[start : start + BATCH]
        known = ledger.facts_recorder.known_ids([id for id, _ in batch])
        taken = ledger.facts_recorder.claimed([deliveries._slot(weighing, 1) for _, weighing in batch])
        for id, weighing in batch:
            is_plain = id not in known and deliveries._slot(weighing, 1) not in taken
            usual = usual_litres.get(weighing.member)
            refusals.append(_refusal_of_weighing(ledger, id, weighing, by, usual, is_plain=is_plain))
    return refusals


def _refusal_of_weighing(
    ledger: DeliveryVerbs, id: UUID, weighing: Weighing, by: By, usual: Decimal | None, *, is_plain: bool
) -> Refusal | None:
    try:
        if is_plain:
            ledger._weighed(id, weighing, by, 1, usual)
        elif known := ledger._find(Delivery, id):
            known.require_same_content(weighing)
        else:
            ledger._weighed(id, weighing, by, ledger._next_can(id, weighing), usual)
    except Refusal as refusal:
        return refusal
    return None
