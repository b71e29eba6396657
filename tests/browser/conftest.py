"""A real Chromium before a running demo cooperative.

demo       `imbuto up` on a copy of the seeded demo, one per file of tests
begun      the API alone, over a cooperative on its first day; a file of tests may take it as its `demo`
browser    Debian's Chromium, one per file of tests
page       a fresh context at the demo's address, wide; the test fails on anything wrong on its console
open_page  more such pages, each with a context of its own: another person, a narrow screen, another language
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.begun import Begun
from tests.browser.house import Demo, seed_once
from tests.browser.page import WIDE, watch

BUILD = Path(__file__).parents[2] / "web/imbuto_build.py"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
"""The browser asks nobody but the page: its own errands are refused here and only fill the console."""
AS_IT_IS = "IMBUTO_WEB_AS_IT_IS"
"""Set, the doors are tested as they were built last; else they are built where web/ changed since."""
# A page's worker fetches and keeps the whole app before anything is looked at: only where a file of tests
# says WORKERS = "allow", because it is about them, do they stand.
STILL = {"reduced_motion": "reduce"}
"""What fades in and pulses is drawn sixty times a second, here without a graphics card."""
OpenPage = Callable[..., Page]
PATIENCE = 30_000
"""Milliseconds: how busy the machine is decides no test."""
expect.set_options(timeout=PATIENCE)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report: Any = yield
    if call.when == "call":
        item.stash[FAILED] = report.failed
    return report


FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def doors() -> None:
    """Both doors, built from web/ as it is now."""
    if not os.environ.get(AS_IT_IS):
        done = subprocess.run([sys.executable, str(BUILD)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeded demo, which nobody starts: workers share it and take copies."""
    base = tmp_path_factory.getbasetemp()
    return seed_once(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)


@pytest.fixture(scope="module")
def demo(doors: None, seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    house = Demo(tmp_path_factory.mktemp("demo") / "data", seeded)
    try:
        house.start()
        yield house
    finally:
        house.stop()


@pytest.fixture(scope="module")
def begun(doors: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Begun]:
    house = Begun(tmp_path_factory.mktemp("begun") / "data")
    house.begin()
    try:
        house.start()
        yield house
    finally:
        house.stop()


def find_chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Not for the whole run: while Playwright runs, no other test of this process can run an event loop."""
    chromium = find_chromium()
    if chromium is None:
        pytest.skip("Chromium is not installed (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, headless=True, args=FLAGS)
        try:
            yield launched
        finally:
            launched.close()


@pytest.fixture
def open_page(
    demo: Demo, browser: Browser, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[OpenPage]:
    """Opens pages, each in a fresh context; takes what `new_context` takes, as `viewport` or `locale`."""
    opened: list[tuple[Page, Any]] = []

    def opens(**options: Any) -> Page:
        given = {"viewport": WIDE, "locale": "en-KE", "timezone_id": "Africa/Nairobi", **STILL, **options}
        given.setdefault("service_workers", getattr(request.module, "WORKERS", "block"))
        context = browser.new_context(base_url=demo.base, **given)
        context.set_default_timeout(PATIENCE)
        opened.append((context.new_page(), watch(context, demo.base)))
        return opened[-1][0]

    yield opens
    failed = request.node.stash.get(FAILED, False)
    wrong = []
    for number, (page, watching) in enumerate(opened):
        if failed and not page.is_closed():
            page.screenshot(path=tmp_path / f"page-{number}.png")
            print(f"what page {number} showed, at {page.url}: {tmp_path / f'page-{number}.png'}")
        wrong += watching.wrong()
        page.context.close()
    assert not wrong, "the console said:\n" + "\n".join(wrong)


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page()
