"""Examples of the verbs about deliveries and pay runs."""

from __future__ import annotations

from decimal import Decimal

from imbuto.errors import BadValue, NotPermitted, ProbableDouble, SamePerson, Unknown, WrongState
from tests.ledger.examples import CLERK, JOB, MANAGER, PERIOD, TREASURER, farmer, later, weighing
from tests.ledger.verbs import (
    APPROVED,
    MILK,
    NET,
    NOBODYS,
    OTHER,
    RUN,
    TOTALS,
    Example,
    approve,
    dispute,
    draw,
    milk,
    open_run,
    prepare,
)

DELIVERIES = [
    Example(
        "record_delivery",
        (lambda ledger: milk(ledger, OTHER),),
        lambda ledger: milk(ledger, shift="PM"),
        lambda ledger: milk(ledger),
        ProbableDouble,
        ("delivery.recorded",),
    ),
    Example(
        "record_deliveries",
        (),
        lambda ledger: ledger.record_deliveries(
            [(MILK, weighing()), (OTHER, weighing(member="0002"))], CLERK
        ),
        lambda ledger: milk(ledger, member="9999"),
        Unknown,
        ("delivery.recorded", "delivery.recorded"),
    ),
    Example(
        "confirm_delivery",
        (milk,),
        lambda ledger: ledger.confirm_delivery(MILK, farmer()),
        lambda ledger: ledger.confirm_delivery(MILK, farmer("0002")),
        NotPermitted,
        ("delivery.confirmed",),
    ),
    Example(
        "dispute_delivery",
        (milk,),
        dispute,
        lambda ledger: ledger.dispute_delivery(MILK, "weather", None, None, farmer()),
        BadValue,
        ("delivery.disputed",),
    ),
    Example(
        "resolve_dispute",
        (milk, dispute),
        lambda ledger: ledger.resolve_dispute(MILK, "upheld", None, "looked at it", MANAGER),
        lambda ledger: ledger.resolve_dispute(MILK, "upheld", None, "I know", CLERK),
        SamePerson,
        ("delivery.dispute_resolved",),
    ),
    Example(
        "correct_delivery",
        (milk,),
        lambda ledger: ledger.correct_delivery(MILK, Decimal(9), None, "slip", CLERK),
        lambda ledger: ledger.correct_delivery(MILK, Decimal(-9), None, "slip", CLERK),
        BadValue,
        ("delivery.corrected",),
    ),
    Example(
        "void_delivery",
        (milk,),
        lambda ledger: ledger.void_delivery(MILK, "recorded twice", CLERK),
        lambda ledger: ledger.void_delivery(NOBODYS, "recorded twice", CLERK),
        Unknown,
        ("delivery.voided",),
    ),
    Example(
        "lapse_deliveries",
        (milk,),
        lambda ledger: ledger.lapse_deliveries([MILK], later(JOB, hours=72)),
        lambda ledger: ledger.lapse_deliveries([NOBODYS], JOB),
        Unknown,
        ("delivery.confirmation_lapsed",),
    ),
]

RUNS = [
    Example(
        "open_settlement",
        (milk,),
        open_run,
        lambda ledger: ledger.open_settlement(PERIOD.next, JOB),
        WrongState,
        ("settlement.opened", "cooperative.run_opened"),
    ),
    Example(
        "draw_statements",
        (milk, open_run),
        draw,
        lambda ledger: draw(ledger, ledger.position() + 1),
        WrongState,
        ("statement.drawn",),
    ),
    Example(
        "prepare_settlement",
        (milk, open_run, draw),
        prepare,
        lambda ledger: ledger.prepare_settlement(NOBODYS, TOTALS, Decimal(0), "d", JOB),
        Unknown,
        ("settlement.prepared",),
    ),
    Example(
        "approve_settlement",
        (milk, open_run, draw, prepare),
        approve,
        lambda ledger: ledger.approve_settlement(RUN, JOB),
        NotPermitted,
        ("settlement.approved", "cooperative.run_approved"),
    ),
    Example(
        "discard_settlement",
        (milk, open_run, draw, prepare),
        lambda ledger: ledger.discard_settlement(RUN, "wrong price", TREASURER),
        lambda ledger: prepare(ledger, "another digest"),
        WrongState,
        ("settlement.discarded", "cooperative.run_discarded"),
    ),
    Example(
        "complete_settlement",
        APPROVED,
        lambda ledger: ledger.complete_settlement(RUN, 1, NET, 0, 0, JOB),
        lambda ledger: ledger.discard_settlement(RUN, "too late", TREASURER),
        WrongState,
        ("settlement.completed",),
    ),
]
