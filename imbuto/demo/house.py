"""Who belongs to the demo: centres, officials, members, prices, and how they sign in. Nobody here is real."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from imbuto.ledger import FLAT, GradeStep, MatrixCell, PriceRules, Registration, Slab, member_id, staff_id
from imbuto.values import Period, derive_id

NAME = "Imbuto Demo Dairy (fictional)"
CREDENTIALS_FILE = "demo-credentials.txt"
CENTRES = {f"C{number}": f"Demo Centre {number}" for number in range(1, 7)}
MEMBERS = 120
MEMBERS_WITH_PASSWORD = ("0001", "0002")
LATE_JOINERS = ("0018", "0019", "0020", "0058", "0059", "0060", "0098", "0099", "0113", "0120")
"""They join with the second period."""
WITHOUT_PHONE = "0113"
"""A late joiner: the payout of the second period waits for a number."""
NOT_ON_MPESA = "0027"
"""M-Pesa refuses this phone for good (result 2040)."""
NEW_PHONE, NEW_PHONE_NUMBER = "0031", "254700080031"
OWN_PAYOUT_PHONE = "0045"


@dataclass(frozen=True)
class Official:
    """An official of the demo, with a password that everybody knows."""

    number: str
    name: str
    role: str
    centres: tuple[str, ...] = ()

    @property
    def phone(self) -> str:
        return f"2547000900{self.number[-2:]}"

    @property
    def password(self) -> str:
        return f"demo-password-{self.role}"


STAFF = (
    Official("S001", "Demo Clerk 1", "clerk", ("C1", "C2")),
    Official("S002", "Demo Clerk 2", "clerk", ("C3", "C4")),
    Official("S003", "Demo Clerk 3", "clerk", ("C5", "C6")),
    Official("S004", "Demo Manager 1", "manager"),
    Official("S005", "Demo Manager 2", "manager"),
    Official("S006", "Demo Treasurer", "treasurer"),
    Official("S007", "Demo Admin", "admin"),
    Official("S008", "Demo Auditor", "auditor"),
)
CLERKS = STAFF[:3]
MANAGER, SECOND_MANAGER, TREASURER, ADMIN = "staff:S004", "staff:S005", "staff:S006", "staff:S007"
FOUNDER = "operator:demo"
"""Who brings in the first officials: as in a real cooperative, whoever runs the machine."""
MEMBER_PASSWORD = "demo-password-member"  # noqa: S105 - everybody is meant to know it


@dataclass(frozen=True)
class Price:
    """A price per litre from a day on, for one centre or for all."""

    cents_per_litre: int
    effective_from: date
    centre: str | None = None
    rules: PriceRules = FLAT

    @property
    def id(self) -> UUID:
        return derive_id("demo-price", self.effective_from, self.centre)


BY_GRADE_AND_VOLUME = PriceRules.of(
    grades=[GradeStep("B", -200), GradeStep("C", -500)],
    slabs=[Slab(Decimal(100), 50), Slab(Decimal(180), 100)],
    text="Grade B 2.00 and C 5.00 less; 0.50 more for each litre beyond 100 in a run, 1.00 beyond 180",
)
BY_FAT_AND_SOLIDS = PriceRules.of(
    grades=[GradeStep("B", -200), GradeStep("C", -500)],
    matrix=[
        MatrixCell(Decimal(fat), Decimal(solids), cents)
        for fat, solids, cents in (
            ("3.2", "8.0", 4850), ("3.2", "8.5", 4900), ("3.8", "8.0", 4950), ("3.8", "8.5", 5050),
            ("4.2", "8.0", 5050), ("4.2", "8.5", 5150),
        )
    ],
    text="By fat and solids-not-fat where both were read",
)  # fmt: skip


def prices(first: Period, third: Period) -> tuple[Price, ...]:
    """What milk is worth: one price at first; more from the third period on, by grade and with a premium for
    much milk, and at the far centre by fat and solids where they were read."""
    return (
        Price(4500, first.start),
        Price(4800, third.start, rules=BY_GRADE_AND_VOLUME),
        Price(4900, third.start, "C6", BY_FAT_AND_SOLIDS),
    )


def numbers() -> list[str]:
    return [f"{number:04d}" for number in range(1, MEMBERS + 1)]


def centre_of(number: str) -> str:
    """Members 0001 to 0020 are of the first centre, and so on."""
    return f"C{(int(number) - 1) // 20 + 1}"


def clerk_of(centre: str) -> Official:
    return next(clerk for clerk in CLERKS if centre in clerk.centres)


ROUTES = {"R1": ("Upper round", "C3"), "R2": ("Lower round", "C3")}
CAN_CENTRE = "C1"
"""Where five members each share a can."""
WEIGHED_IN_KILOGRAMS = "C5"


def route_of(number: str) -> str | None:
    """The collector who fetches the member's milk, at the one centre that has collectors."""
    if centre_of(number) != "C3":
        return None
    return "R1" if int(number) % 2 else "R2"


def container_of(number: str) -> str | None:
    """The can that the member shares with four neighbours."""
    return f"K{(int(number) - 1) % 20 // 5 + 1}" if centre_of(number) == CAN_CENTRE else None


def phone_of(number: str) -> str | None:
    return None if number == WITHOUT_PHONE else f"2547000{int(number):05d}"


def registration(number: str, joined: date) -> Registration:
    """The member's entry in the register."""
    return Registration(
        number=number,
        name=f"Demo Farmer {number}",
        centre=centre_of(number),
        phone=phone_of(number),
        payout_phone=f"2547000{70000 + int(number):05d}" if number == OWN_PAYOUT_PHONE else None,
        national_id=f"DEMO{int(number):05d}",
        next_of_kin_name=f"Demo Kin {number}",
        language="en" if int(number) % 4 == 2 else "sw",
        joined=joined,
    )


def key_subjects() -> list[str]:
    """Everybody whose words will be sealed."""
    return [member_id(number).hex for number in numbers()] + [staff_id(one.number).hex for one in STAFF]


def credentials(members: tuple[str, ...] = MEMBERS_WITH_PASSWORD) -> str:
    """Whom to sign in as: one line each. A trial has the officials, and no members yet."""
    rows = [("login", "password", "who")]
    rows += [(one.number, one.password, _described(one)) for one in STAFF]
    rows += [(number, MEMBER_PASSWORD, f"Demo Farmer {number}") for number in members]
    return "".join(f"{login:<7}{password:<26}{who}\n" for login, password, who in rows)


def _described(one: Official) -> str:
    return f"{one.name}, centres {' and '.join(one.centres)}" if one.centres else one.name
