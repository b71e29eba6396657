"""Who may push: a sender shows a token signed with the key for which the browser subscribed (RFC 8292)."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from .browser import CURVE, from_text

LONGEST = timedelta(hours=24)


def refusal(authorization: str, origin: str, key: str, now: datetime) -> tuple[int, str] | None:
    """The status and words with which the sender is turned away; None for one who may. `key` is the one that
    the browser named when it subscribed."""
    scheme, _, rest = authorization.partition(" ")
    fields = dict(part.strip().partition("=")[::2] for part in rest.split(","))
    if scheme.lower() != "vapid" or not fields.get("t") or not fields.get("k"):
        return 401, "an Authorization header of the scheme vapid is needed, with t and k"
    if fields["k"] != key:
        return 403, "the browser subscribed for another sender's key"
    try:
        claims = _claims(fields["t"], fields["k"])
        expires_at = datetime.fromtimestamp(int(claims["exp"]), now.tzinfo)
        audience, subject = str(claims["aud"]), str(claims["sub"])
    except (InvalidSignature, KeyError, TypeError, ValueError, OverflowError):
        return 403, "the token is not signed with that key, or says too little"
    if audience != origin:
        return 403, f"the token is for {audience[:100]}, and this is {origin}"
    if not now < expires_at <= now + LONGEST:
        return 403, "the token has expired, or lasts longer than a day"
    if not subject.startswith(("mailto:", "https://", "http://")):
        return 403, "the token's sub is no address"
    return None


def _claims(token: str, key: str) -> dict[str, Any]:
    """What the token says. Raises InvalidSignature, ValueError."""
    head, claims, signature = token.split(".")
    if json.loads(from_text(head)).get("alg") != "ES256":
        raise ValueError("another algorithm")
    raw = from_text(signature)
    if len(raw) != 64:
        raise ValueError("not two numbers of 32 bytes")
    numbers = int.from_bytes(raw[:32]), int.from_bytes(raw[32:])
    public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, from_text(key))
    public.verify(encode_dss_signature(*numbers), f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    told = json.loads(from_text(claims))
    if not isinstance(told, dict):
        raise ValueError("no claims")
    return told
