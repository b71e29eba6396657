"""Examples of the verbs about people's access."""

from __future__ import annotations

from datetime import timedelta

from imbuto.errors import BadValue, NotPermitted, SamePerson, Unknown, WrongState
from imbuto.ledger import Ledger
from imbuto.values import By
from tests.ledger.examples import CLERK, MANAGER, NOW, farmer
from tests.ledger.verbs import Example

MEMBER = "member:0001"
OFFICIAL = "staff:S009"
NOBODY = "member:9999"
UNTIL = NOW + timedelta(days=90)


def invite(ledger: Ledger) -> None:
    ledger.record_invitation(MEMBER, MANAGER, by_sms=True)


def second_factor(ledger: Ledger) -> None:
    ledger.set_second_factor(MEMBER, "own", farmer())


def official_with_factor(ledger: Ledger) -> None:
    ledger.join_staff("S009", "Akinyi Atieno", ["clerk"], MANAGER)
    ledger.set_second_factor(OFFICIAL, "own", By(OFFICIAL, "office", "r-9", NOW))


def propose_removal(ledger: Ledger) -> None:
    ledger.propose_factor_removal(OFFICIAL, "her phone fell into the river", CLERK)


def codes(ledger: Ledger) -> None:
    ledger.make_recovery_codes(MEMBER, 10, farmer())


def sign_in(ledger: Ledger, way: str = "code") -> None:
    ledger.open_session(MEMBER, "5e55", "Simu ya Wanjiku", way, farmer())


def token(ledger: Ledger, name: str = "the SACCO") -> None:
    ledger.make_token(MEMBER, "70ce", name, ["own.read"], UNTIL, farmer())


def pin(ledger: Ledger) -> None:
    ledger.set_pin(MEMBER, "own", farmer())


def propose(ledger: Ledger) -> None:
    ledger.propose_recovery(MEMBER, "her phone fell into the river", CLERK)


ACCESS = [
    Example(
        "record_invitation",
        (),
        invite,
        lambda ledger: ledger.record_invitation(NOBODY, MANAGER, by_sms=True),
        Unknown,
        ("access.invited",),
    ),
    Example(
        "record_entry",
        (invite,),
        lambda ledger: ledger.record_entry(MEMBER, farmer()),
        lambda ledger: ledger.record_entry("staff:S999", farmer()),
        Unknown,
        ("access.entered",),
    ),
    Example(
        "record_password_change",
        (),
        lambda ledger: ledger.record_password_change(MEMBER, "own", farmer()),
        lambda ledger: ledger.record_password_change(MEMBER, "magic", farmer()),
        BadValue,
        ("access.password_changed",),
    ),
    Example(
        "ask_recovery",
        (),
        lambda ledger: ledger.ask_recovery(MEMBER, farmer()),
        lambda ledger: ledger.ask_recovery("0001", farmer()),
        BadValue,
        ("access.recovery_asked",),
    ),
    Example(
        "slow_sign_ins",
        (),
        lambda ledger: ledger.slow_sign_ins(MEMBER, MANAGER),
        lambda ledger: ledger.slow_sign_ins(NOBODY, MANAGER),
        Unknown,
        ("access.slowed",),
    ),
    Example(
        "set_second_factor",
        (),
        second_factor,
        lambda ledger: ledger.set_second_factor(MEMBER, " ", farmer()),
        BadValue,
        ("access.second_factor_set",),
    ),
    Example(
        "remove_second_factor",
        (second_factor,),
        lambda ledger: ledger.remove_second_factor(MEMBER, "own", farmer()),
        lambda ledger: ledger.remove_second_factor(MEMBER, "x" * 201, farmer()),
        BadValue,
        ("access.second_factor_removed",),
    ),
    Example(
        "propose_factor_removal",
        (official_with_factor,),
        propose_removal,
        lambda ledger: ledger.propose_factor_removal(MEMBER, "lost", CLERK),
        NotPermitted,
        ("access.factor_removal_proposed",),
    ),
    Example(
        "approve_factor_removal",
        (official_with_factor, propose_removal),
        lambda ledger: ledger.approve_factor_removal(OFFICIAL, MANAGER),
        lambda ledger: ledger.approve_factor_removal(OFFICIAL, CLERK),
        SamePerson,
        ("access.second_factor_removed",),
    ),
    Example(
        "refuse_factor_removal",
        (official_with_factor, propose_removal),
        lambda ledger: ledger.refuse_factor_removal(OFFICIAL, "I do not know of it", MANAGER),
        lambda ledger: ledger.refuse_factor_removal(OFFICIAL, "I do not know of it", CLERK),
        SamePerson,
        ("access.factor_removal_refused",),
    ),
    Example(
        "make_recovery_codes",
        (second_factor,),
        codes,
        lambda ledger: ledger.make_recovery_codes(MEMBER, 0, farmer()),
        BadValue,
        ("access.recovery_codes_made",),
    ),
    Example(
        "use_recovery_code",
        (codes,),
        lambda ledger: ledger.use_recovery_code(MEMBER, 9, farmer()),
        lambda ledger: ledger.use_recovery_code(MEMBER, 11, farmer()),
        WrongState,
        ("access.recovery_code_used",),
    ),
    Example(
        "open_session",
        (),
        sign_in,
        lambda ledger: sign_in(ledger, way="window"),
        BadValue,
        ("access.session_opened",),
    ),
    Example(
        "end_sessions",
        (sign_in,),
        lambda ledger: ledger.end_sessions(MEMBER, ["5e55"], "signed-out", farmer()),
        lambda ledger: ledger.end_sessions(MEMBER, ["5e55"], "boredom", farmer()),
        BadValue,
        ("access.sessions_ended",),
    ),
    Example(
        "make_token",
        (),
        token,
        lambda ledger: token(ledger, name=""),
        BadValue,
        ("access.token_made",),
    ),
    Example(
        "revoke_token",
        (token,),
        lambda ledger: ledger.revoke_token(MEMBER, "70ce", farmer()),
        lambda ledger: ledger.revoke_token(MEMBER, "0000", farmer()),
        Unknown,
        ("access.token_revoked",),
    ),
    Example(
        "set_pin",
        (),
        pin,
        lambda ledger: ledger.set_pin(MEMBER, "", farmer()),
        BadValue,
        ("access.pin_set",),
    ),
    Example(
        "remove_pin",
        (pin,),
        lambda ledger: ledger.remove_pin(MEMBER, "own", farmer()),
        lambda ledger: ledger.remove_pin(NOBODY, "own", farmer()),
        Unknown,
        ("access.pin_removed",),
    ),
    Example(
        "propose_recovery",
        (),
        propose,
        lambda ledger: ledger.propose_recovery("staff:S999", "lost", CLERK),
        Unknown,
        ("access.recovery_proposed",),
    ),
    Example(
        "approve_recovery",
        (propose,),
        lambda ledger: ledger.approve_recovery(MEMBER, MANAGER),
        lambda ledger: ledger.approve_recovery(MEMBER, CLERK),
        SamePerson,
        ("access.recovery_approved",),
    ),
    Example(
        "refuse_recovery",
        (propose,),
        lambda ledger: ledger.refuse_recovery(MEMBER, "she was not seen", MANAGER),
        lambda ledger: ledger.refuse_recovery("member:0002", "nothing there", MANAGER),
        WrongState,
        ("access.recovery_refused",),
    ),
]
RENEWED = {"record_invitation", "record_entry", "record_password_change", "make_recovery_codes", "set_pin"}
"""Each of these replaces what was before, so each is a fact."""
