"""The token of a request: from the Authorization header, else from the browser's cookie, and then only when
the browser says that our own page is asking.

A browser sends a cookie along whoever asks (OWASP: Cross-Site Request Forgery Prevention). Fetch Metadata
says who asks, and no page can write it; without it Origin or Referer must be ours. A bearer token is sent by
nobody who does not have it, so it needs no such proof.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from flask import Response, after_this_request, request

from imbuto.api.alerts import tell
from imbuto.api.idempotency import tells_a_secret
from imbuto.api.incoming import UNSAFE_METHODS
from imbuto.api.parts import now, parts
from imbuto.errors import AnotherPerson, CrossSite, NotSignedIn

ELSEWHERE = ("cross-site", "same-site")
"""Who asks so is another site, or another name of our domain: it does not even read with our cookie."""
EXPECTED = "Expected-Principal"
View = TypeVar("View", bound=Callable[..., Any])


def is_secure() -> bool:
    """Whether people reach this installation by https."""
    return parts().settings.public_url.startswith("https://")


def cookie_name() -> str:
    """Browsers take `__Host-` only with Secure, Path=/ and no Domain: no other host can set or see it."""
    return "__Host-imbuto" if is_secure() else "imbuto"


def token_of_request() -> str:
    """What the caller shows. Raises NotSignedIn, and CrossSite for a cookie that another site's page uses.

    Whoever sends an Authorization header means it: the cookie beside it is not looked at.
    """
    header = request.headers.get("Authorization")
    if header is not None:
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise NotSignedIn
        return token.strip()
    token = request.cookies.get(cookie_name(), "")
    if not token:
        raise NotSignedIn
    if request.method in UNSAFE_METHODS or request.headers.get("Sec-Fetch-Site") in ELSEWHERE:
        require_own_page()
    return token


def require_the_expected(principal: str) -> None:
    """Raises AnotherPerson where a device sends what someone else did: its windows share one cookie, and
    a page may not have heard yet who signed in. `Expected-Principal: staff:S001` says who did it."""
    if request.headers.get(EXPECTED, principal) != principal:
        raise AnotherPerson


def require_own_page() -> None:
    """Raises CrossSite unless the browser says that a page of ours is asking."""
    if not _is_own_page():
        tell("security.cross_site", site=request.headers.get("Sec-Fetch-Site", "")[:20])
        raise CrossSite


def signs_in(view: View) -> View:
    """The view answers a new session. With `cookie` in the body the browser keeps the token, and the body of
    the answer has none; a page of another site is refused before anybody is signed in."""

    @wraps(view)
    def answer(given: dict[str, Any]) -> Any:
        if not given.pop("cookie", False):
            return view(given)
        require_own_page()
        answered = _as_dict(view(given))
        session = _as_dict(answered["session"]) if "session" in answered else answered
        keep_own_cookie(session.pop("token"), session["expires_at"])
        return {**answered, "session": session} if "session" in answered else session

    return tells_a_secret(cast(View, answer))


def _as_dict(answer: Any) -> dict[str, Any]:
    return dict(answer) if isinstance(answer, Mapping) else dict(vars(answer))


def keep_own_cookie(token: str, expires_at: datetime) -> None:
    """The answer to this request gives the browser the token so that no script can read it."""

    def give(response: Response) -> Response:
        seconds = int((expires_at - now()).total_seconds())
        response.set_cookie(
            cookie_name(),
            token,
            max_age=seconds,
            path="/",
            secure=is_secure(),
            httponly=True,
            samesite="Strict",
        )
        return response

    after_this_request(give)


def drop_own_cookie() -> None:
    """The answer to this request takes the cookie back, where the browser sent one."""

    def drop(response: Response) -> Response:
        if cookie_name() in request.cookies:
            response.delete_cookie(
                cookie_name(), path="/", secure=is_secure(), httponly=True, samesite="Strict"
            )
        return response

    after_this_request(drop)


def _is_own_page() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    told = request.headers.get("Origin") or request.headers.get("Referer", "")
    return _origin(told) in _own_origins()


def _own_origins() -> set[str]:
    """Where our pages are: PUBLIC_URL, and the host that the browser asked, by the same scheme.

    A page cannot choose the Host of its visitor's requests, and the cookie belongs to that host alone.
    """
    public = parts().settings.public_url
    return {_origin(public), _origin(f"{urlsplit(public).scheme}://{request.host}")} - {""}


def _origin(url: str) -> str:
    """Scheme, host and port of an address, in small letters; empty for `null` and what is no web address."""
    try:
        split = urlsplit(url)
        port = split.port or {"http": 80, "https": 443}.get(split.scheme)
    except ValueError:
        return ""
    if split.scheme not in ("http", "https") or not split.hostname or split.username is not None:
        return ""
    return f"{split.scheme}://{split.hostname}:{port}"
