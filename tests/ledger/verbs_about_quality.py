"""Examples of the verbs about limits and samples."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from imbuto.errors import BadValue, SamePerson, Unknown
from imbuto.ledger import (
    KS_EAS_67,
    KS_EAS_67_FORMULA,
    KS_EAS_67_NAME,
    Ledger,
    Limit,
    Readings,
    SampleOf,
)
from tests.ledger.examples import CLERK, DAY, MANAGER
from tests.ledger.verbs import MILK, NOBODYS, OTHER, Example, milk

SAMPLE, LIMIT_SET = UUID(int=61), UUID(int=62)
CAN = SampleOf("KIA", DAY, "AM", container="C-1")


def propose_limits(ledger: Ledger, id: UUID = LIMIT_SET, limits: tuple[Limit, ...] = KS_EAS_67) -> None:
    ledger.propose_limits(id, KS_EAS_67_NAME, date(2026, 1, 1), KS_EAS_67_FORMULA, limits, CLERK)


SAMPLES = [
    Example(
        "record_sample",
        (lambda ledger: milk(ledger, container="C-1"), lambda ledger: milk(ledger, OTHER, member="0002")),
        lambda ledger: ledger.record_sample(SAMPLE, CAN, Readings(fat_percent=Decimal(4)), [MILK], CLERK),
        lambda ledger: ledger.record_sample(SAMPLE, CAN, Readings(fat_percent=Decimal(4)), [OTHER], CLERK),
        BadValue,
        ("sample.recorded", "delivery.sampled"),
    ),
    Example(
        "count_samples",
        (
            lambda ledger: milk(ledger, container="C-1"),
            lambda ledger: ledger.record_sample(SAMPLE, CAN, Readings(fat_percent=Decimal(4)), [MILK], CLERK),
            lambda ledger: milk(ledger, OTHER, member="0002", container="C-1"),
        ),
        lambda ledger: ledger.count_samples(OTHER, [SAMPLE], CLERK),
        lambda ledger: ledger.count_samples(OTHER, [NOBODYS], CLERK),
        Unknown,
        ("delivery.sampled",),
    ),
]

LIMITS = [
    Example(
        "propose_limits",
        (),
        propose_limits,
        lambda ledger: propose_limits(ledger, limits=()),
        BadValue,
        ("cooperative.limits_proposed",),
    ),
    Example(
        "approve_limits",
        (propose_limits,),
        lambda ledger: ledger.approve_limits(LIMIT_SET, MANAGER),
        lambda ledger: ledger.approve_limits(LIMIT_SET, CLERK),
        SamePerson,
        ("cooperative.limits_approved",),
    ),
    Example(
        "refuse_limits",
        (propose_limits,),
        lambda ledger: ledger.refuse_limits(LIMIT_SET, "too strict", MANAGER),
        lambda ledger: ledger.refuse_limits(NOBODYS, "too strict", MANAGER),
        Unknown,
        ("cooperative.limits_refused",),
    ),
]
