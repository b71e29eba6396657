"""Examples of the verbs about a member's personal data."""

from __future__ import annotations

from datetime import date

from imbuto.errors import BadValue, SamePerson, Unknown, WrongState
from imbuto.ledger import Ledger, Saved, Standing
from imbuto.values import By
from tests.ledger.examples import CLERK, MANAGER, TREASURER, later
from tests.ledger.verbs import Example

SETTLED = Standing(date(2026, 11, 10))
YEARS = 5
TOO_EARLY, AFTER = later(MANAGER, days=1_800), later(MANAGER, days=1_880)
"""The books about who left in 2026 are kept until 1 January 2032."""
SECOND = later(TREASURER, days=1_880)


def leave(ledger: Ledger) -> Saved:
    return ledger.let_member_leave("0001", "moved to Eldoret", MANAGER)


def restrict(ledger: Ledger) -> Saved:
    return ledger.restrict_member("0001", "asked", MANAGER)


def propose_unrestriction(ledger: Ledger) -> Saved:
    return ledger.propose_unrestriction("0001", CLERK)


def propose_erasure(ledger: Ledger, by: By = AFTER) -> Saved:
    return ledger.propose_erasure("0001", "ended", SETTLED, YEARS, by)


def approve_erasure(ledger: Ledger, by: By = SECOND, standing: Standing = SETTLED) -> Saved:
    return ledger.approve_erasure("0001", standing, YEARS, by)


PRIVACY = [
    Example(
        "let_member_leave",
        (),
        leave,
        lambda ledger: ledger.let_member_leave("9999", None, MANAGER),
        Unknown,
        ("member.left",),
    ),
    Example(
        "readmit_member",
        (leave,),
        lambda ledger: ledger.readmit_member("0001", MANAGER),
        lambda ledger: ledger.readmit_member("9999", MANAGER),
        Unknown,
        ("member.readmitted",),
    ),
    Example(
        "restrict_member",
        (),
        restrict,
        lambda ledger: ledger.restrict_member("0001", "a whim", MANAGER),
        BadValue,
        ("member.restricted",),
    ),
    Example(
        "propose_unrestriction",
        (restrict,),
        propose_unrestriction,
        lambda ledger: ledger.propose_unrestriction("0002", CLERK),
        WrongState,
        ("member.unrestriction_proposed",),
    ),
    Example(
        "approve_unrestriction",
        (restrict, propose_unrestriction),
        lambda ledger: ledger.approve_unrestriction("0001", MANAGER),
        lambda ledger: ledger.approve_unrestriction("0001", CLERK),
        SamePerson,
        ("member.unrestricted",),
    ),
    Example(
        "refuse_unrestriction",
        (restrict, propose_unrestriction),
        lambda ledger: ledger.refuse_unrestriction("0001", MANAGER),
        lambda ledger: ledger.refuse_unrestriction("0002", MANAGER),
        WrongState,
        ("member.unrestriction_refused",),
    ),
    Example(
        "propose_erasure",
        (leave,),
        propose_erasure,
        lambda ledger: propose_erasure(ledger, TOO_EARLY),
        WrongState,
        ("member.erasure_proposed",),
    ),
    Example(
        "approve_erasure",
        (leave, propose_erasure),
        approve_erasure,
        lambda ledger: approve_erasure(ledger, AFTER),
        SamePerson,
        ("member.erased",),
    ),
    Example(
        "refuse_erasure",
        (leave, propose_erasure),
        lambda ledger: ledger.refuse_erasure("0001", SECOND),
        lambda ledger: ledger.refuse_erasure("0002", SECOND),
        WrongState,
        ("member.erasure_refused",),
    ),
]
