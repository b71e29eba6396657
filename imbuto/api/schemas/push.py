"""Messages in the farmers' app: browsers that show them, and what was shown."""

from __future__ import annotations

from marshmallow import fields

from imbuto.api.fields import Instant, Text
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer
from imbuto.gateways.push_devices import LONGEST_ENDPOINT
from imbuto.security.sessions import LONGEST_DEVICE

_SECRET = {"format": "password"}


class PushKey(Answer):
    """What a browser needs to subscribe."""

    public_key = fields.String(
        metadata={"description": "For PushManager.subscribe as applicationServerKey.", "example": "BA1Hxz…"}
    )


class PushKeys(Schema):
    """The browser's own."""

    p256dh = Text(200, required=True, metadata={"example": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV…"})
    auth = Text(100, required=True, metadata={**_SECRET, "example": "BTBZMqHH6r4Tts7J_aSIgg"})


class NewSubscription(Schema):
    """What the browser's PushSubscription says, and the device's name."""

    endpoint = Text(
        LONGEST_ENDPOINT, required=True, metadata={"example": "https://fcm.googleapis.com/fcm/send/…"}
    )
    keys = fields.Nested(PushKeys, required=True)
    device = Text(LONGEST_DEVICE, required=True, metadata={"example": "Tecno Spark"})


class Subscribed(Answer):
    """The same browser again has the same id."""

    id = fields.String(metadata={"example": "9f86d081884c7d65"})


class Subscription(Answer):
    """A browser that shows this member's messages. Its address is not told again."""

    id = fields.String()
    device = fields.String(metadata={"example": "Tecno Spark"})
    made_at = Instant()


class Subscriptions(Answer):
    """The latest first."""

    items = fields.List(fields.Nested(Subscription))


class Unsubscribed(Answer):
    """Whether there was one."""

    removed = fields.Boolean()


class Shown(Schema):
    """Sent by the app's service worker once the message is on the screen."""

    token = Text(200, required=True, metadata={**_SECRET, "description": "As it came with the message."})


class Noted(Answer):
    """It is known; no SMS follows unless one is on its way."""

    status = fields.String(metadata={"example": "noted"})
