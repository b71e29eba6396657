"""From which IP address a request came: the one we see, or the one that our own proxies saw."""

from __future__ import annotations

from flask import request

from imbuto.api.parts import parts


def source_of_request() -> str:
    """The sender's IP address; empty when it cannot be told.

    IMBUTO_TRUSTED_PROXIES says how many proxies of ours stand before us. Each adds at the end of
    X-Forwarded-For who called it, so that many from the end is the first that no stranger could write.
    """
    hops = parts().settings.trusted_proxies
    if not hops:
        return request.remote_addr or ""
    told = [one.strip() for one in ",".join(request.headers.getlist("X-Forwarded-For")).split(",")]
    return told[-hops] if len(told) >= hops else ""
