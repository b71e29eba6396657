"""Examples of the verbs about the cooperative, its members and its officials."""

from __future__ import annotations

from imbuto.errors import (
    BadValue,
    Contradiction,
    DifferentContent,
    NotPermitted,
    SamePerson,
    Unknown,
    WrongState,
)
from imbuto.ledger import Ledger
from tests.ledger.examples import CLERK, MANAGER, TREASURER, by, farmer, registration
from tests.ledger.verbs import Example, join, milk, propose_phone, suspend


def propose_roles(ledger: Ledger) -> None:
    ledger.set_roles("S009", ["clerk", "manager"], [], MANAGER)


COOPERATIVE = [
    Example(
        "found_cooperative",
        (),
        lambda ledger: ledger.found_cooperative("Kiambaa Dairy", CLERK),
        lambda ledger: ledger.found_cooperative("Limuru Dairy", CLERK),
        DifferentContent,
        (),
    ),
    Example(
        "set_messaging",
        (),
        lambda ledger: ledger.set_messaging(False, MANAGER),
        lambda ledger: ledger.open_centre("KIA", "Another", MANAGER),
        Contradiction,
        ("cooperative.messaging_set",),
    ),
    Example(
        "open_centre",
        (),
        lambda ledger: ledger.open_centre("LIM", "Limuru", CLERK),
        lambda ledger: ledger.open_centre("KIA", "Another", CLERK),
        Contradiction,
        ("cooperative.centre_opened",),
    ),
    Example(
        "set_readings",
        (),
        lambda ledger: ledger.set_readings("KIA", ["alcohol", "lactometer"], MANAGER),
        lambda ledger: ledger.set_readings("KIA", ["plate_count"], MANAGER),
        BadValue,
        ("cooperative.centre_readings_set",),
    ),
]

PEOPLE = [
    Example(
        "register_member",
        (),
        lambda ledger: ledger.register_member(registration("0009"), CLERK),
        lambda ledger: ledger.register_member(registration("0001", name="Another"), CLERK),
        DifferentContent,
        ("member.registered",),
    ),
    Example(
        "register_members",
        (),
        lambda ledger: ledger.register_members([registration("0009"), registration("0010")], CLERK),
        lambda ledger: ledger.register_member(registration("0009", centre="NYE"), CLERK),
        Unknown,
        ("member.registered", "member.registered"),
    ),
    Example(
        "choose_language",
        (),
        lambda ledger: ledger.choose_language("0001", "en", farmer()),
        lambda ledger: ledger.choose_language("0001", "fr", farmer()),
        BadValue,
        ("member.language_chosen",),
    ),
    Example(
        "propose_phone",
        (),
        propose_phone,
        lambda ledger: ledger.propose_phone("9999", "254712999999", CLERK),
        Unknown,
        ("member.phone_change_proposed",),
    ),
    Example(
        "approve_phone",
        (propose_phone,),
        lambda ledger: ledger.approve_phone("0001", "254712999999", MANAGER),
        lambda ledger: ledger.approve_phone("0001", "254712999999", CLERK),
        SamePerson,
        ("member.phone_change_approved",),
    ),
    Example(
        "refuse_phone",
        (propose_phone,),
        lambda ledger: ledger.refuse_phone("0001", "she did not ask for it", MANAGER),
        lambda ledger: ledger.refuse_phone("0002", "she did not ask for it", MANAGER),
        WrongState,
        ("member.phone_change_refused",),
    ),
    Example(
        "suspend_member",
        (),
        suspend,
        lambda ledger: ledger.suspend_member("9999", "unpaid shares", MANAGER),
        Unknown,
        ("member.suspended",),
    ),
    Example(
        "reinstate_member",
        (suspend,),
        lambda ledger: ledger.reinstate_member("0001", MANAGER),
        lambda ledger: milk(ledger),
        NotPermitted,
        ("member.reinstated",),
    ),
    Example(
        "join_staff",
        (),
        join,
        lambda ledger: join(ledger, roles=("king",)),
        BadValue,
        ("staff.joined",),
    ),
    Example(
        "set_roles",
        (join,),
        lambda ledger: ledger.set_roles("S009", ["manager"], ["KIA"], MANAGER),
        lambda ledger: ledger.set_roles("S009", ["manager"], ["NYE"], MANAGER),
        Unknown,
        ("staff.roles_set", "staff.roles_proposed"),
    ),
    Example(
        "approve_roles",
        (join, propose_roles),
        lambda ledger: ledger.approve_roles("S009", ["manager"], TREASURER),
        lambda ledger: ledger.approve_roles("S009", ["manager"], MANAGER),
        SamePerson,
        ("staff.roles_approved",),
    ),
    Example(
        "refuse_roles",
        (join, propose_roles),
        lambda ledger: ledger.refuse_roles("S009", "two managers are enough", TREASURER),
        lambda ledger: ledger.refuse_roles("S009", " ", TREASURER),
        BadValue,
        ("staff.roles_refused",),
    ),
    Example(
        "rejoin_staff",
        (join, lambda ledger: ledger.leave_staff("S009", MANAGER)),
        lambda ledger: ledger.rejoin_staff("S009", ["clerk"], MANAGER),
        lambda ledger: ledger.rejoin_staff("S009", ["clerk"], by("staff:S009")),
        NotPermitted,
        ("staff.rejoined",),
    ),
    Example(
        "leave_staff",
        (join,),
        lambda ledger: ledger.leave_staff("S009", MANAGER),
        lambda ledger: ledger.leave_staff("S009", by("staff:S009")),
        NotPermitted,
        ("staff.left",),
    ),
]
