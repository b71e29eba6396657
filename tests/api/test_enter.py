"""The page where one chooses a password: only its own script runs on it, and no secret reaches a log."""

from __future__ import annotations

import re

from imbuto.api.documentation import PAGES

from .dairy import Dairy

SCRIPT = (PAGES / "enter.js").read_text(encoding="utf-8")


def test_it_is_open_to_all_and_only_its_own_parts_run(shared: Dairy) -> None:
    answer = shared.app.test_client().get("/enter")
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"


def test_no_script_and_no_style_is_inline_and_nothing_comes_from_elsewhere(shared: Dairy) -> None:
    page = shared.app.test_client().get("/enter").text
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page)
    asked = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert sorted(asked) == ["/enter/enter.css", "/enter/enter.js", "/enter/icon.svg"]
    for address in asked:
        assert shared.app.test_client().get(address).status_code == 200
    assert "http://" not in SCRIPT
    assert "https://" not in SCRIPT


def test_nothing_else_of_the_folder_is_served(shared: Dairy) -> None:
    for name in ("docs.html", "enter.html", "../enter.py", "%2e%2e/enter.py"):
        assert shared.app.test_client().get(f"/enter/{name}").status_code == 404


def test_the_secret_leaves_the_address_and_is_kept_nowhere() -> None:
    assert 'history.replaceState(null, "", location.pathname)' in SCRIPT
    for keeper in ("localStorage", "sessionStorage", "cookie", "indexedDB", "innerHTML", "eval("):
        assert keeper not in SCRIPT


def test_both_languages_say_everything() -> None:
    english, swahili = re.findall(r"\n  (?:en|sw): \{\n(.*?)\n  \},", SCRIPT, flags=re.DOTALL)
    names = [re.findall(r"^    (\w+):", words, flags=re.MULTILINE) for words in (english, swahili)]
    assert names[0] == names[1]
    page = (PAGES / "enter.html").read_text(encoding="utf-8")
    assert set(re.findall(r'data-words="(\w+)"', page)) <= set(names[0])
