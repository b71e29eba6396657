"""The second factor of an official: an authenticator app, and recovery codes for when it is lost."""

from __future__ import annotations

from typing import Any

from imbuto.api import officials_door
from imbuto.api.access import by, caller, permit
from imbuto.api.answers import receipt
from imbuto.api.blueprint import Blueprint
from imbuto.api.idempotency import tells_a_secret
from imbuto.api.parts import accounts, ledger, now, parts
from imbuto.api.schemas.base import Receipt
from imbuto.api.schemas.second_factor import Confirmed, GivenCode, Proof, Standing, Started
from imbuto.errors import NotPermitted

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
@blueprint.response(201, Started)
@tells_a_secret
def start_second_factor() -> Any:
    """Begin: the secret for the authenticator app, which counts once a code of it confirms it"""
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
    ledger().set_second_factor(who, "own", by())
    ledger().make_recovery_codes(who, len(codes), by())
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
    ledger().make_recovery_codes(who, len(codes), by())
    return {"recovery_codes": codes}


@blueprint.route("/second-factor", methods=["DELETE"])
@permit("second_factor.own")
@blueprint.arguments(Proof)
@blueprint.response(200, Receipt)
def remove_second_factor(given: dict[str, Any]) -> Any:
    """Do without it, for the password and a code of it; where it is required, set up another at once"""
    who = caller().principal
    if not accounts().is_own_password(who, given["password"], now()):
        raise NotPermitted("The password is not right.", "Give the one you sign in with.")
    if parts().people.second_factors.is_set(who):
        _require_second_factor(given["code"])
    parts().people.second_factors.remove(who)
    return receipt(ledger().remove_second_factor(who, "own", by()))


@blueprint.route("/staff/<number>/second-factor", methods=["DELETE"])
@permit("staff.manage")
@blueprint.response(200, Receipt)
def remove_second_factor_of(number: str) -> Any:
    """Remove the second factor of another official who lost it; where required, a new one comes first"""
    ledger().staff(number)
    if number == caller().number:
        raise NotPermitted("Nobody may remove their own so.", "Ask another admin, or use a code.")
    parts().people.second_factors.remove(f"staff:{number}")
    return receipt(ledger().remove_second_factor(f"staff:{number}", "another admin", by()))


def _require_second_factor(code: str) -> None:
    """Raises NotPermitted, TooManyTries."""
    who = caller().principal
    used = accounts().spend_second_factor(who, code, now())
    if used is None:
        raise NotPermitted("The code is not right, or was used before.", "Wait for the next one.")
    if used == "recovery":
        officials_door.tell_recovery_code(parts(), who, by())
