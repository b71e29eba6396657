"""The two doors: what of the build is served, how it is packed and kept, and what runs on it."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from imbuto.api.web import doors

from .dairy import Dairy

SCRIPT = b"console.log('milk');" * 100
BUILT = {
    "index.html": b'<!doctype html><meta name="nonce" content="__NONCE__"><title>Imbuto</title>',
    "sw.js": b"self.skipWaiting()",
    "manifest.webmanifest": b"{}",
    "icon-192.png": b"\x89PNG",
    "assets/a-1234abcd.js": SCRIPT,
    "assets/a-1234abcd.js.gz": gzip.compress(SCRIPT, mtime=0),
    "assets/a-1234abcd.js.br": b"as brotli packs it",
    "assets/inter-Dx4kXJAl.woff2": b"wOF2",
    "assets/plain.css": b"body{}",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("web")
    for door in ("office", "farmer"):
        for name, content in BUILT.items():
            path = folder / door / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    (folder / "secret.txt").write_text("not of a door")
    return folder


@pytest.fixture
def browser(shared: Dairy, built: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    monkeypatch.setitem(shared.app.extensions, "doors", doors(built))
    with shared.app.test_client() as client:
        yield client


def get(browser: FlaskClient, path: str, **headers: str) -> TestResponse:
    return browser.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})


def nonce_of(answer: TestResponse) -> str:
    match = re.search(r'content="([^"]*)"', answer.text)
    assert match is not None
    return match[1]


@pytest.mark.parametrize("path", ["/office/", "/office/index.html", "/office/members/0001", "/office/a/b/c"])
def test_every_address_of_a_door_opens_its_page(browser: FlaskClient, path: str) -> None:
    answer = get(browser, path)
    assert answer.status_code == 200
    assert answer.content_type == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "<!doctype html>" in answer.text


def test_who_names_no_door_is_a_farmer_and_a_door_has_its_slash(browser: FlaskClient) -> None:
    assert (get(browser, "/").status_code, get(browser, "/").headers["Location"]) == (302, "/farmer/")
    for door in ("/office", "/farmer"):
        assert get(browser, door, Host="evil.example").headers["Location"] == f"{door}/"


def test_only_styles_with_the_nonce_of_this_answer_and_own_scripts_run(browser: FlaskClient) -> None:
    first, second = get(browser, "/office/"), get(browser, "/office/")
    nonce = nonce_of(first)
    policy = first.headers["Content-Security-Policy"]

    assert len(nonce) >= 20
    assert nonce != nonce_of(second)
    assert f"style-src 'self' 'nonce-{nonce}';" in policy
    assert "script-src 'self';" in policy
    assert policy.startswith("default-src 'none';")
    for rule in ("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'", "worker-src 'self'"):
        assert rule in policy
    assert "unsafe" not in policy
    assert "ETag" not in first.headers


def test_a_worker_is_held_to_the_same_policy_without_a_nonce(browser: FlaskClient) -> None:
    answer = get(browser, "/farmer/sw.js")
    assert answer.headers["Service-Worker-Allowed"] == "/farmer/"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.content_type == "text/javascript; charset=utf-8"
    assert "style-src 'self';" in answer.headers["Content-Security-Policy"]
    assert "connect-src 'self';" in answer.headers["Content-Security-Policy"]


def test_a_scale_on_a_cable_may_be_read_at_the_office_alone(browser: FlaskClient) -> None:
    assert "serial=(self)" in get(browser, "/office/").headers["Permissions-Policy"]
    for path in ("/farmer/", "/healthz", "/enter"):
        assert "serial=()" in get(browser, path).headers["Permissions-Policy"]


@pytest.mark.parametrize(
    ("name", "kind", "kept"),
    [
        ("assets/a-1234abcd.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"),
        ("assets/inter-Dx4kXJAl.woff2", "font/woff2", "public, max-age=31536000, immutable"),
        ("assets/plain.css", "text/css; charset=utf-8", "no-cache"),
        ("manifest.webmanifest", "application/manifest+json", "no-cache"),
        ("icon-192.png", "image/png", "no-cache"),
    ],
)
def test_what_has_its_hash_in_its_name_is_kept_for_ever(
    browser: FlaskClient, name: str, kind: str, kept: str
) -> None:
    answer = get(browser, f"/office/{name}")
    assert (answer.status_code, answer.content_type) == (200, kind)
    assert answer.headers["Cache-Control"] == kept
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.data == BUILT[name]


@pytest.mark.parametrize(
    ("takes", "packed", "ending"),
    [
        ("gzip, deflate, br, zstd", "br", ".br"),
        ("gzip", "gzip", ".gz"),
        ("br;q=0, gzip", "gzip", ".gz"),
        ("identity", None, ""),
        ("", None, ""),
    ],
)
def test_a_file_comes_as_small_as_the_browser_takes_it(
    browser: FlaskClient, takes: str, packed: str | None, ending: str
) -> None:
    answer = get(browser, "/office/assets/a-1234abcd.js", Accept_Encoding=takes)
    assert answer.headers.get("Content-Encoding") == packed
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.data == BUILT["assets/a-1234abcd.js" + ending]


def test_what_a_browser_has_already_is_not_sent_again(browser: FlaskClient) -> None:
    path = "/farmer/sw.js"
    mark = get(browser, path).headers["ETag"]
    again = get(browser, path, If_None_Match=mark)
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == "no-cache"
    assert get(browser, path, If_None_Match='"another"').status_code == 200


def test_each_packing_has_its_own_mark(browser: FlaskClient) -> None:
    path = "/office/assets/a-1234abcd.js"
    marks = {get(browser, path, Accept_Encoding=takes).headers["ETag"] for takes in ("br", "gzip", "")}
    assert len(marks) == 3


@pytest.mark.parametrize(
    "path",
    [
        "/office/assets/gone-1234abcd.js",
        "/office/assets/a-1234abcd.js.br",
        "/office/../secret.txt",
        "/office/%2e%2e/secret.txt",
        "/office/..%2fsecret.txt",
        "/office/assets/..%2f..%2f..%2fsecret.txt",
        "/office//secret.txt",
        "/office/%2fetc/passwd.txt",
        "/office/a//b",
        "/kitchen/",
    ],
)
def test_what_is_no_file_of_a_door_is_nowhere(browser: FlaskClient, path: str) -> None:
    answer = get(browser, path)
    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_browser_that_asks_for_an_icon_is_given_one(browser: FlaskClient) -> None:
    assert get(browser, "/favicon.ico").content_type.startswith("image/svg+xml")


def test_nothing_is_taken_at_a_door(browser: FlaskClient) -> None:
    assert browser.post("/office/", json={}).status_code == 405
    assert browser.head("/office/sw.js").status_code == 200


def test_a_door_that_is_not_built_says_how_to_build_it(
    shared: Dairy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(shared.app.extensions, "doors", doors(tmp_path))
    client = shared.app.test_client()
    for path in ("/office/", "/farmer/", "/farmer/milk"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "./dev up" in answer.text
        assert answer.headers["Cache-Control"] == "no-store"
    assert client.get("/farmer/sw.js").status_code == 404


def test_no_door_is_in_the_description_of_the_api(shared: Dairy) -> None:
    described: Any = shared.app.test_client().get("/api/openapi.json").json
    assert not [path for path in described["paths"] if path == "/" or "office" in path or "farmer" in path]
