"""What would be refused if this were recorded now: the verbs' own decisions, with nothing saved.

For whole files, of which either every row is to be recorded or none.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from imbuto.aggregates import Delivery, Member
from imbuto.aggregates.weighing import Weighing
from imbuto.errors import Refusal
from imbuto.ledger import deliveries
from imbuto.ledger.deliveries import BATCH, DeliveryVerbs
from imbuto.ledger.members import MemberVerbs, Registration
from imbuto.values import By


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


def refusals_of_weighings(
    ledger: DeliveryVerbs, items: Sequence[tuple[UUID, Weighing]], by: By
) -> list[Refusal | None]:
    """Why each could not be recorded, in the order given; None where it could, or is already."""
    refusals: list[Refusal | None] = []
    for start in range(0, len(items), BATCH):
        batch = items[start : start + BATCH]
        known = ledger.facts_recorder.known_ids([id for id, _ in batch])
        taken = ledger.facts_recorder.claimed([deliveries._slot(weighing, 1) for _, weighing in batch])
        for id, weighing in batch:
            is_plain = id not in known and deliveries._slot(weighing, 1) not in taken
            refusals.append(_refusal_of_weighing(ledger, id, weighing, by, is_plain=is_plain))
    return refusals


def _refusal_of_weighing(
    ledger: DeliveryVerbs, id: UUID, weighing: Weighing, by: By, *, is_plain: bool
) -> Refusal | None:
    try:
        if is_plain:
            ledger._weighed(id, weighing, by, can=1)
        elif known := ledger._find(Delivery, id):
            known.require_same_content(weighing)
        else:
            ledger._weighed(id, weighing, by, ledger._next_can(id, weighing))
    except Refusal as refusal:
        return refusal
    return None
