"""What members were told, and when it reached them."""

from __future__ import annotations

from typing import Any

from imbuto.api.access import permit
from imbuto.api.blueprint import Blueprint
from imbuto.api.paging import answer_page
from imbuto.api.parts import views
from imbuto.api.restriction import messages_as_seen
from imbuto.api.schemas.payouts import MessageArgs, MessagePage

blueprint = Blueprint("messages", "What members were told.")


@blueprint.route("/messages")
@permit("messages.read")
@blueprint.arguments(MessageArgs, location="query")
@blueprint.response(200, MessagePage)
def list_messages(asked: dict[str, Any]) -> Any:
    """Messages, the latest first"""
    return answer_page(messages_as_seen(views().messages.page(**asked)))
