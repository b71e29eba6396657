"""Examples of the verbs about prices and price differences."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from imbuto.errors import SamePerson, Unknown, WrongState
from imbuto.ledger import Difference, Ledger
from tests.ledger.examples import CLERK, DAY, JOB, MANAGER, PRICE
from tests.ledger.verbs import NOBODYS, P2, Example, propose

DIFFERENCE = UUID(int=0xD1F)
BONUS = Difference(
    name="Half-year bonus", way="per-litre", kind="bonus", date_from=DAY, date_to=DAY, cents_per_litre=150
)


def propose_difference(ledger: Ledger) -> None:
    ledger.propose_price_difference(DIFFERENCE, BONUS, CLERK)


def approve_difference(ledger: Ledger) -> None:
    ledger.approve_price_difference(DIFFERENCE, MANAGER)


def reprice_by(price: UUID) -> Difference:
    return Difference(name="Retro", way="reprice", kind="retro", date_from=DAY, date_to=DAY, price_id=price)


PRICES = [
    Example(
        "propose_price",
        (),
        propose,
        lambda ledger: ledger.propose_price(P2, "NYE", 4600, DAY, CLERK),
        Unknown,
        ("cooperative.price_proposed",),
    ),
    Example(
        "approve_price",
        (propose,),
        lambda ledger: ledger.approve_price(P2, MANAGER),
        lambda ledger: ledger.approve_price(P2, CLERK),
        SamePerson,
        ("cooperative.price_approved",),
    ),
    Example(
        "refuse_price",
        (propose,),
        lambda ledger: ledger.refuse_price(P2, "too dear", MANAGER),
        lambda ledger: ledger.refuse_price(NOBODYS, "too dear", MANAGER),
        Unknown,
        ("cooperative.price_refused",),
    ),
]

DIFFERENCES = [
    Example(
        "propose_price_difference",
        (propose,),
        lambda ledger: ledger.propose_price_difference(DIFFERENCE, reprice_by(PRICE), CLERK),
        lambda ledger: ledger.propose_price_difference(DIFFERENCE, reprice_by(P2), CLERK),
        WrongState,
        ("price_difference.proposed",),
    ),
    Example(
        "approve_price_difference",
        (propose_difference,),
        lambda ledger: ledger.approve_price_difference(DIFFERENCE, MANAGER),
        lambda ledger: ledger.approve_price_difference(DIFFERENCE, CLERK),
        SamePerson,
        ("price_difference.approved",),
    ),
    Example(
        "refuse_price_difference",
        (propose_difference,),
        lambda ledger: ledger.refuse_price_difference(DIFFERENCE, "not now", MANAGER),
        lambda ledger: ledger.refuse_price_difference(NOBODYS, "not now", MANAGER),
        Unknown,
        ("price_difference.refused",),
    ),
    Example(
        "complete_price_difference",
        (propose_difference, approve_difference),
        lambda ledger: ledger.complete_price_difference(DIFFERENCE, 1, Decimal("8.5"), 1275, JOB),
        lambda ledger: ledger.complete_price_difference(NOBODYS, 1, Decimal("8.5"), 1275, JOB),
        Unknown,
        ("price_difference.completed",),
    ),
]
