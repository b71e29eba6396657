"""A picture of each screen of the demo, made in a real browser: `./dev run python -m tests.browser.screens`.

Each screen in four looks, so that light and dark, wide and narrow, English and Kiswahili are each seen twice:
docs/screens/NAME.LOOK.webp. Names of screens given as arguments make only those.
"""

from __future__ import annotations

import base64
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import FLAGS, find_chromium
from tests.browser.house import Demo, seed_once
from tests.browser.page import sign_in, watch

FOLDER = Path(__file__).parents[2] / "docs/screens"
QUALITY = 80
TALLEST = 2400
"""Pixels: a longer page is cut there."""
SETTLING_MS = 1200


@dataclass(frozen=True)
class Look:
    """How a screen is looked at."""

    name: str
    width: int
    height: int
    scheme: str
    language: str


@dataclass(frozen=True)
class Screen:
    """One screen: who looks at it, where it is, and what is pressed before the picture."""

    name: str
    who: str | None
    path: str | Callable[[Demo], str]
    act: Callable[[Page], None] | None = None

    @property
    def door(self) -> str:
        return self.name.split("-")[0]


OFFICE = (
    Look("wide-light-en", 1280, 800, "light", "en"),
    Look("wide-dark-sw", 1280, 800, "dark", "sw"),
    Look("narrow-light-sw", 390, 844, "light", "sw"),
    Look("narrow-dark-en", 390, 844, "dark", "en"),
)
FARMER = (
    Look("narrow-light-sw", 360, 720, "light", "sw"),
    Look("narrow-dark-en", 360, 720, "dark", "en"),
    Look("wide-light-en", 900, 800, "light", "en"),
    Look("wide-dark-sw", 900, 800, "dark", "sw"),
)


def _run(demo: Demo) -> str:
    return str(demo.get("S006", "/settlements?limit=1")["items"][0]["id"])


def _delivery(demo: Demo) -> str:
    return str(demo.get("S004", "/deliveries?limit=1&state=resolved")["items"][0]["id"])


SCREENS = (
    Screen("office-sign-in", None, "/office/"),
    Screen("office-home", "manager", "/office/home"),
    Screen("office-missing", "manager", "/office/home/missing"),
    Screen("office-record", "clerk", "/office/record"),
    Screen("office-deliveries", "manager", "/office/deliveries"),
    Screen("office-delivery", "manager", lambda demo: f"/office/deliveries/{_delivery(demo)}"),
    Screen("office-disputes", "manager", "/office/disputes"),
    Screen("office-members", "manager", "/office/members"),
    Screen("office-member", "manager", "/office/members/0001"),
    Screen("office-register", "clerk", "/office/members/register"),
    Screen("office-import", "clerk", "/office/members/import"),
    Screen("office-messages", "manager", "/office/messages"),
    Screen("office-prices", "manager", "/office/prices"),
    Screen("office-new-price", "treasurer", "/office/prices/new"),
    Screen("office-limits", "manager", "/office/prices/limits"),
    Screen("office-charges", "treasurer", "/office/charges"),
    Screen("office-settlements", "treasurer", "/office/settlements"),
    Screen("office-settlement", "manager", lambda demo: f"/office/settlements/{_run(demo)}"),
    Screen("office-statement", "manager", lambda demo: f"/office/settlements/{_run(demo)}/statements/0001"),
    Screen("office-payouts", "treasurer", "/office/payouts"),
    Screen("office-payouts-work", "manager", "/office/payouts/work"),
    Screen("office-float", "treasurer", "/office/payouts/float"),
    Screen("office-comparison", "treasurer", "/office/payouts/comparison"),
    Screen("office-insights", "manager", "/office/insights"),
    Screen("office-audit", "auditor", "/office/audit"),
    Screen("office-story", "auditor", lambda demo: f"/office/audit/stories/delivery/{_delivery(demo)}"),
    Screen("office-verification", "auditor", "/office/audit/verification"),
    Screen("office-settings", "admin", "/office/settings"),
    Screen("office-staff", "admin", "/office/settings/staff"),
    Screen("office-account", "manager", "/office/account"),
    Screen("office-forbidden", "clerk", "/office/payouts"),
    Screen("office-search", "manager", "/office/home", lambda page: page.keyboard.press("/")),
    Screen("farmer-sign-in", None, "/farmer/"),
    Screen("farmer-today", "member", "/farmer/"),
    Screen("farmer-milk", "member", "/farmer/milk"),
    Screen("farmer-money", "member", "/farmer/money"),
    Screen("farmer-statements", "member", "/farmer/money/statements"),
    Screen("farmer-me", "member", "/farmer/me"),
    Screen("farmer-help", "member", "/farmer/help"),
)


@contextmanager
def running(folder: Path) -> Iterator[Demo]:
    demo = Demo(folder / "data", seed_once(folder))
    try:
        demo.start()
        yield demo
    finally:
        demo.stop()


def take(demo: Demo, browser: Browser, screen: Screen, look: Look) -> None:
    page = _open(demo, browser, look)
    path = screen.path if isinstance(screen.path, str) else screen.path(demo)
    if screen.who is None:
        page.goto(path)
    else:
        sign_in(page, screen.who, at=path)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(SETTLING_MS)
    if screen.act is not None:
        screen.act(page)
        page.wait_for_timeout(SETTLING_MS)
    (FOLDER / f"{screen.name}.{look.name}.webp").write_bytes(_picture(page, look))
    page.context.close()


def _open(demo: Demo, browser: Browser, look: Look) -> Page:
    context = browser.new_context(
        base_url=demo.base,
        viewport={"width": look.width, "height": look.height},
        color_scheme="dark" if look.scheme == "dark" else "light",
        locale="sw-KE" if look.language == "sw" else "en-KE",
        timezone_id="Africa/Nairobi",
        reduced_motion="reduce",
    )
    context.add_init_script(f"localStorage.setItem('imbuto-language', '{look.language}')")
    watch(context, demo.base)
    return context.new_page()


def _picture(page: Page, look: Look) -> bytes:
    """The whole page, as WebP, which Playwright itself does not write."""
    high = min(TALLEST, max(look.height, page.evaluate("document.documentElement.scrollHeight")))
    page.set_viewport_size({"width": look.width, "height": high})
    page.wait_for_timeout(SETTLING_MS // 4)
    session = page.context.new_cdp_session(page)
    taken: dict[str, Any] = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    return base64.b64decode(taken["data"])


def main(names: Sequence[str]) -> None:
    FOLDER.mkdir(exist_ok=True)
    wanted = [screen for screen in SCREENS if not names or screen.name in names]
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder)) as demo,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for screen in wanted:
            for look in OFFICE if screen.door == "office" else FARMER:
                take(demo, browser, screen, look)
            print(screen.name, flush=True)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
