"""The second factor of an official: an authenticator app, and recovery codes for when it is lost."""

from __future__ import annotations

from typing import Any

from imbuto.api import officials_door
from imbuto.api.access import by, caller, permit
from imbuto.api.answers import receipt
from imbuto.api.blueprint import Blueprint
from imbuto.api.idempotency import tells_a_secret
from imbuto.api.parts import accounts, ledger, now, parts
from imbuto.api.schemas.base import Reason, Receipt
from imbuto.api.schemas.second_factor import (
    Confirmed,
    GivenCode,
    OwnersPassword,
    Proof,
    Standing,
    Started,
)
from imbuto.errors import NotPermitted, WrongState
from imbuto.ledger import Saved, access_id

blueprint = Blueprint("second-factor", "The second factor of officials.")


@blueprint.route("/second-factor")
@permit("second_factor.own")
@blueprint.response(200, Standing)
def see_second_factor() -> Any:
    """Whether I have a second factor, and how many recovery codes are left"""
    who, factors = caller(), parts().people.second_factors
    return {
        "is_set": factors.is_set(who.principal),
        "must_set": officials_door.must_set_second_factor(parts(), who.principal, who.roles),
        "recovery_codes_left": factors.codes_left(who.principal),
    }


@blueprint.route("/second-factor", methods=["POST"])
@permit("second_factor.own")
@blueprint.arguments(OwnersPassword)
@blueprint.response(201, Started)
@tells_a_secret
def start_second_factor(given: dict[str, Any]) -> Any:
    """Begin, for the password: the secret for the app, which counts once a code of it confirms it"""
    _require_password(given["password"])
    return parts().people.second_factors.start(caller().principal)


@blueprint.route("/second-factor/confirmation", methods=["POST"])
@permit("second_factor.own")
@blueprint.arguments(GivenCode)
@blueprint.response(201, Confirmed)
@tells_a_secret
def confirm_second_factor(given: dict[str, Any]) -> Any:
    """Confirm with a code of the app: from now on signing in needs one; with ten recovery codes, told once"""
    who = caller().principal
    codes = parts().people.second_factors.confirm(who, given["code"], now())
    if codes is None:
        raise NotPermitted(
            "This is not the code of this moment.", "Check the phone's clock, and try the next."
        )
    saved = ledger().set_second_factor(who, "own", by())
    ledger().make_recovery_codes(who, len(codes), by())
    _tell(who, "factor-set", saved)
    return {"recovery_codes": codes}


@blueprint.route("/second-factor/recovery-codes", methods=["POST"])
@permit("second_factor.own")
@blueprint.arguments(GivenCode)
@blueprint.response(201, Confirmed)
@tells_a_secret
def renew_recovery_codes(given: dict[str, Any]) -> Any:
    """Ten new recovery codes, told once, for a code of the app; the earlier ones no longer hold"""
    who = caller().principal
    _require_second_factor(given["code"])
    codes = parts().people.second_factors.renew_codes(who)
    _tell(who, "recovery-codes-made", ledger().make_recovery_codes(who, len(codes), by()))
    return {"recovery_codes": codes}


@blueprint.route("/second-factor", methods=["DELETE"])
@permit("second_factor.own")
@blueprint.arguments(Proof)
@blueprint.response(200, Receipt)
def remove_second_factor(given: dict[str, Any]) -> Any:
    """Do without it, for the password and a code of it; where it is required, set up another at once"""
    who = caller().principal
    _require_password(given["password"])
    if parts().people.second_factors.is_set(who):
        _require_second_factor(given["code"])
    parts().people.second_factors.remove(who)
    saved = ledger().remove_second_factor(who, "own", by())
    _tell(who, "factor-removed", saved)
    return receipt(saved)


@blueprint.route("/staff/<number>/second-factor", methods=["DELETE"])
@permit("staff.manage")
@blueprint.arguments(Reason)
@blueprint.response(200, Receipt)
def propose_factor_removal(given: dict[str, Any], number: str) -> Any:
    """Propose to remove the second factor of an official who lost it; it holds until another agrees"""
    ledger().staff(number)
    principal = f"staff:{number}"
    if number != caller().number and not parts().people.second_factors.is_set(principal):
        raise WrongState(f"Official {number} has no second factor.", "There is nothing to remove.")
    saved = ledger().propose_factor_removal(principal, given["reason"], by())
    _tell(principal, "factor-removal-proposed", saved)
    return receipt(saved)


@blueprint.route("/staff/<number>/second-factor/removal/approval", methods=["POST"])
@permit("staff.approve")
@blueprint.response(200, Receipt)
def approve_factor_removal(number: str) -> Any:
    """Agree that an official whom you have seen does without the second factor; where required, a new one
    comes first"""
    ledger().staff(number)
    principal = f"staff:{number}"
    saved = ledger().approve_factor_removal(principal, by())
    story = ledger().story(access_id(principal))
    approved = [fact for _, fact in story if fact.TOPIC == "access.second_factor_removed"][-1]
    # Asked again, because the machine stopped in between, this takes no factor that was set since.
    parts().people.second_factors.remove_set_before(principal, approved.recorded_at)
    _tell(principal, "factor-removed", saved)
    return receipt(saved)


@blueprint.route("/staff/<number>/second-factor/removal/refusal", methods=["POST"])
@permit("staff.approve")
@blueprint.arguments(Reason)
@blueprint.response(200, Receipt)
def refuse_factor_removal(given: dict[str, Any], number: str) -> Any:
    """Refuse that an official does without the second factor: it goes on counting"""
    ledger().staff(number)
    return receipt(ledger().refuse_factor_removal(f"staff:{number}", given["reason"], by()))


def _require_password(password: str) -> None:
    """Raises NotPermitted for a wrong one, which counts as a try, and TooManyTries."""
    if not accounts().is_own_password(caller().principal, password, now()):
        raise NotPermitted("The password is not right.", "Give the one you sign in with.")


def _tell(principal: str, what: str, saved: Saved) -> None:
    officials_door.tell_official(parts(), principal, what, saved, by())


def _require_second_factor(code: str) -> None:
    """Raises NotPermitted, TooManyTries."""
    who = caller().principal
    used = accounts().spend_second_factor(who, code, now())
    if used is None:
        raise NotPermitted("The code is not right, or was used before.", "Wait for the next one.")
    if used == "recovery":
        officials_door.tell_recovery_code(parts(), who, by())
