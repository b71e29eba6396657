"""What every answer tells browsers, caches and other sites."""

from __future__ import annotations

from dataclasses import replace

import pytest

from .dairy import Dairy, weighing


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("clerk", "/centres", 200),
        (None, "/centres", 401),
        ("clerk", "/nowhere", 404),
        (None, "/healthz", 200),
    ],
)
def test_every_answer_may_be_used_by_our_own_pages_alone(
    shared: Dairy, who: str | None, path: str, status: int
) -> None:
    answer = shared.ask(who, "GET", path)
    headers = answer.headers
    assert answer.status_code == status
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; frame-ancestors 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"] == "no-store"
    assert "payment=()" in headers["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in headers
    assert "Strict-Transport-Security" not in headers


def test_with_https_a_browser_never_comes_without_again(dairy: Dairy) -> None:
    settings = dairy.parts.settings
    dairy.parts.settings = replace(settings, public_url="https://dairy.example.org")
    assert dairy.ask(None, "GET", "/centres").headers["Strict-Transport-Security"] == "max-age=63072000"


@pytest.mark.parametrize("path", ["/api/docs", "/enter"])
def test_pages_run_their_own_scripts_and_no_inline_ones(shared: Dairy, path: str) -> None:
    answer = shared.app.test_client().get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert answer.status_code == 200
    assert "script-src 'self';" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "<script>" not in answer.text
    assert " onclick=" not in answer.text


def test_no_answer_names_the_host_that_the_caller_named(dairy: Dairy) -> None:
    for host in ("evil.example", "evil.example:1", "[::1]"):
        body = weighing(member="0002", shift="PM")
        answer = dairy.ask("clerk", "POST", "/deliveries", body, headers={"Host": host})
        assert "evil" not in str(answer.headers) + answer.text
        listed = dairy.ask("clerk", "GET", "/members?limit=1", headers={"Host": host})
        assert listed.headers["Link"].startswith("</api/v1/members")


@pytest.mark.parametrize("path", ["/api/v1//members", "/enter//evil.example", "/api/docs//x"])
def test_two_slashes_are_no_address_and_nobody_is_sent_elsewhere(shared: Dairy, path: str) -> None:
    answer = shared.app.test_client().get(path, headers={"Host": "evil.example"})
    assert answer.status_code == 404
    assert "Location" not in answer.headers
    assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize("path", ["//enter", "//evil.example/", "//evil.example/office", "///evil.example"])
def test_slashes_at_the_front_send_nobody_elsewhere(shared: Dairy, path: str) -> None:
    # As it stands in the request's first line: a client would take what follows two slashes for a host.
    answer = shared.app.test_client().get("/", environ_overrides={"PATH_INFO": path})
    assert answer.status_code in (200, 404)
    assert "Location" not in answer.headers


def test_another_sites_page_is_given_nothing_by_a_preflight(shared: Dairy) -> None:
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    answer = shared.ask(None, "OPTIONS", "/deliveries", headers=asked)
    assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]
