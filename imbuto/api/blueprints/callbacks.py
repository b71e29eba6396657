"""The inbox for people: what M-Pesa posted, what of it is held, and taking a held one for M-Pesa's own."""

from __future__ import annotations

from typing import Any

from imbuto.api.access import caller, permit
from imbuto.api.blueprint import Blueprint
from imbuto.api.paging import link_to_next
from imbuto.api.parts import parts
from imbuto.api.schemas.callbacks import Callback, CallbackArgs, CallbackPage, CallbackWithBody
from imbuto.inbox import Callback as Kept

blueprint = Blueprint("inbox", "What M-Pesa posted, kept as it came.")


@blueprint.route("/callbacks")
@permit("callbacks.read")
@blueprint.arguments(CallbackArgs, location="query")
@blueprint.response(200, CallbackPage)
def list_callbacks(asked: dict[str, Any]) -> Any:
    """What M-Pesa posted, the latest first"""
    about, cursor = asked.pop("about", None), asked.pop("cursor", None)
    if about is not None:
        asked["about"] = str(about)
    if cursor is not None:
        asked["cursor"] = int(cursor)
    page = parts().inbox.page(**asked)
    return {"items": list(map(shown, page.items)), "next": page.next}, 200, link_to_next(page.next)


@blueprint.route("/callbacks/<int:callback>")
@permit("callbacks.read")
@blueprint.response(200, CallbackWithBody)
def see_callback(callback: int) -> Any:
    """One callback with its body, names hidden and numbers cut short"""
    kept, body = parts().inbox.see(callback)
    return {**shown(kept), "body": body}


@blueprint.route("/callbacks/<int:callback>/acceptance", methods=["POST"])
@permit("callbacks.accept")
@blueprint.response(200, Callback)
def accept_callback(callback: int) -> Any:
    """Take a held callback for M-Pesa's own, which applies it"""
    return shown(parts().inbox.accept(callback, caller().principal))


def shown(kept: Kept) -> dict[str, Any]:
    """A callback as the schemas know it."""
    address = vars(kept.address)
    return {**vars(kept), **address, "about": kept.address.about or None}
