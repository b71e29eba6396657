"""Messages in the farmers' app by Web Push: who subscribes, and what was shown."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from werkzeug.exceptions import NotFound

from imbuto.api.access import by, by_gateway, caller, open_to_all, permit
from imbuto.api.blueprint import Blueprint
from imbuto.api.browsers import show_messages_in
from imbuto.api.parts import ledger, now, parts, secret
from imbuto.api.schemas.push import (
    NewSubscription,
    Noted,
    PushKey,
    Shown,
    Subscribed,
    Subscriptions,
    Unsubscribed,
)
from imbuto.gateways.push_devices import Device
from imbuto.security.callbacks import check

blueprint = Blueprint("push", "Messages in the farmers' app.")
_SUBSCRIPTIONS = "/members/<number:number>/push-subscriptions"


@blueprint.route("/push/key")
@open_to_all
@blueprint.response(200, PushKey)
def see_push_key() -> Any:
    """The key with which a browser subscribes for this cooperative's messages"""
    return {"public_key": parts().people.vapid.public}


@blueprint.route(_SUBSCRIPTIONS, methods=["POST"])
@permit("own.change", own="own.change")
@blueprint.arguments(NewSubscription)
@blueprint.response(201, Subscribed)
def subscribe(given: dict[str, Any], number: str) -> Any:
    """Show my messages in this browser, as long as this session lasts; the latest ten; I hear of a new one"""
    keys = given["keys"]
    Device.read(given["endpoint"], keys["p256dh"], keys["auth"], parts().push_services)
    told = given["endpoint"], keys["p256dh"], keys["auth"]
    return {"id": show_messages_in(parts(), number, caller().session, given["device"], told, by())}


@blueprint.route(_SUBSCRIPTIONS)
@permit("own.change", own="own.change")
@blueprint.response(200, Subscriptions)
def list_subscriptions(number: str) -> Any:
    """Which browsers show my messages"""
    return {"items": parts().people.push.of(caller().principal, now())}


@blueprint.route(f"{_SUBSCRIPTIONS}/<id>", methods=["DELETE"])
@permit("own.change", own="own.change")
@blueprint.response(200, Unsubscribed)
def unsubscribe(number: str, id: str) -> Any:
    """Show my messages in that browser no more; they come by SMS again"""
    return {"removed": parts().people.push.remove(caller().principal, id)}


@blueprint.route("/push/shown", methods=["POST"])
@open_to_all
@blueprint.arguments(Shown)
@blueprint.response(200, Noted)
def show_pushed(given: dict[str, Any]) -> Any:
    """A message is on the screen: by the token that came with it, which stands for this message on this
    device"""
    message, _, rest = given["token"].partition(".")
    device, _, token = rest.partition(".")
    if not check(token, secret(), "push", message, device):
        raise NotFound
    ledger().message_shown(UUID(message), by_gateway("push"))
    return {"status": "noted"}
