"""The browser's cookie: kept from scripts and from other sites, and gone when one signs out."""

from __future__ import annotations

import pytest

from .browser import Browser
from .dairy import Dairy

HTTPS = "https://dairy.example.org"


def test_the_cookie_is_for_our_host_alone_and_no_script_reads_it(dairy: Dairy) -> None:
    browser = Browser(dairy, HTTPS)
    answer = browser.sign_in()
    assert (answer.status_code, "token" in answer.json) == (201, False)
    given = answer.headers["Set-Cookie"]
    assert given.startswith("__Host-imbuto=imb_")
    words = {word.strip() for word in given.split(";")[1:]}
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Strict", "Max-Age=43200"} <= words
    assert "Domain" not in given
    assert browser.ask("GET", "/sessions/own").json["number"] == "S001"


def test_a_demo_without_https_has_a_cookie_too(dairy: Dairy) -> None:
    browser = Browser(dairy)
    given = browser.sign_in().headers["Set-Cookie"]
    assert given.startswith("imbuto=imb_")
    assert "Secure" not in given
    assert browser.ask("GET", "/sessions/own").status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec_Fetch_Site": "same-origin"}, 200),
        ({"Sec_Fetch_Site": "same-origin", "Origin": "null"}, 200),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "cross-site", "Origin": HTTPS}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Sec_Fetch_Site": "none"}, 403),
        ({"Sec_Fetch_Site": ""}, 403),
        ({"Sec_Fetch_Site": "same-origin, cross-site"}, 403),
        ({"Origin": HTTPS}, 200),
        ({"Origin": "https://DAIRY.example.org:443"}, 200),
        ({"Referer": f"{HTTPS}/office/members"}, 200),
        ({"Origin": "null"}, 403),
        ({"Origin": "null", "Referer": f"{HTTPS}/office"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "https://evil.example", "Referer": f"{HTTPS}/office"}, 403),
        ({"Origin": "http://dairy.example.org"}, 403),
        ({"Origin": "https://dairy.example.org.evil.example"}, 403),
        ({"Origin": "https://dairy.example.org@evil.example"}, 403),
        ({"Origin": "https://dairy.example.org:8443"}, 403),
        ({"Origin": "https://[bad"}, 403),
        ({"Referer": f"https://evil.example/?{HTTPS}"}, 403),
        ({"X_Forwarded_Host": "evil.example", "Origin": "https://evil.example"}, 403),
        ({}, 403),
    ],
)
def test_only_our_own_page_may_change_something_with_the_cookie(
    dairy: Dairy, headers: dict[str, str], status: int
) -> None:
    browser = Browser(dairy, HTTPS)
    browser.sign_in()
    before = dairy.position()
    answer = browser.ask("DELETE", "/sessions", **headers)
    assert answer.status_code == status
    if status == 403:
        assert answer.json["type"] == "/problems/cross-site"
        assert dairy.position() == before
    assert browser.ask("GET", "/sessions/own").status_code == 200


@pytest.mark.parametrize(
    ("site", "status"), [("same-origin", 200), ("none", 200), ("same-site", 403), ("cross-site", 403)]
)
def test_another_site_reads_nothing_with_the_cookie(dairy: Dairy, site: str, status: int) -> None:
    browser = Browser(dairy, HTTPS)
    browser.sign_in()
    assert browser.ask("GET", "/members/0001", Sec_Fetch_Site=site).status_code == status


def test_a_host_that_only_resolves_here_has_no_cookie_of_ours(dairy: Dairy) -> None:
    browser = Browser(dairy, HTTPS)
    browser.sign_in()
    browser.base = "https://evil.example"
    assert browser.ask("DELETE", "/sessions", Origin="https://evil.example").status_code == 401


def test_nobody_is_signed_in_by_another_sites_page(dairy: Dairy) -> None:
    browser = Browser(dairy)
    answer = browser.sign_in(Sec_Fetch_Site="cross-site")
    assert (answer.status_code, "Set-Cookie" in answer.headers) == (403, False)
    assert len(dairy.get("clerk", "/sessions")["items"]) == 1


def test_a_bearer_token_needs_no_page_and_goes_before_the_cookie(dairy: Dairy) -> None:
    browser = Browser(dairy)
    browser.sign_in("S001")
    manager = f"Bearer {dairy.tokens['manager']}"
    assert browser.ask("GET", "/sessions/own", Authorization=manager).json["number"] == "S002"
    cross = {"Sec_Fetch_Site": "cross-site", "Authorization": manager}
    assert browser.ask("DELETE", "/sessions", **cross).status_code == 200
    for worthless in ("Bearer imb_forged", "Bearer ", "Basic abc", ""):
        assert browser.ask("GET", "/sessions/own", Authorization=worthless).status_code == 401


def test_signing_out_takes_the_cookie_and_an_old_one_opens_nothing(dairy: Dairy) -> None:
    browser = Browser(dairy)
    browser.sign_in()
    stolen = browser.cookie
    assert stolen
    gone = browser.ask("DELETE", "/sessions/own", Sec_Fetch_Site="same-origin")
    assert (gone.status_code, "imbuto=;" in gone.headers["Set-Cookie"]) == (204, True)
    assert browser.cookie is None
    browser.client.set_cookie("imbuto", stolen, domain="127.0.0.1")
    assert browser.ask("GET", "/sessions/own").status_code == 401
    assert browser.ask("GET", "/sessions/own", Authorization=f"Bearer {stolen}").status_code == 401
