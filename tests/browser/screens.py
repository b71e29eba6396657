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
from tests.browser.page import LOOKS_AGAIN, lead, loaded, settle, sign_in, watch

FOLDER = Path(__file__).parents[2] / "docs/screens"
QUALITY = 80
TALLEST = 2400
"""Pixels: a longer page is cut there."""


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


def _first(demo: Demo, login: str, path: str, name: str = "id") -> str:
    """The id (or what is named) of the first thing of a list."""
    return str(demo.get(login, path)["items"][0][name])


def _of(before: str, login: str, path: str, after: str = "", name: str = "id") -> Callable[[Demo], str]:
    """The address of the first thing that a list has: its id differs from demo to demo."""
    return lambda demo: f"/office/{before}/{_first(demo, login, path, name)}{after}"


def _delivery(state: str, before: str = "deliveries", after: str = "") -> Callable[[Demo], str]:
    return _of(before, "S004", f"/deliveries?limit=1&state={state}", after)


def _own(before: str, path: str, name: str = "id") -> Callable[[Demo], str]:
    return lambda demo: f"/farmer/{before}/{_first(demo, '0001', f'/members/0001/{path}?limit=1', name)}"


def _run(after: str = "") -> Callable[[Demo], str]:
    return _of("settlements", "S006", "/settlements?limit=1", after)


def _tab(name: str) -> str:
    return f"/office/members/0001?tab={name}"


SCREENS = (
    Screen("office-sign-in", None, "/office/"),
    Screen("office-home", "manager", "/office/home"),
    Screen("office-missing", "manager", "/office/home/missing"),
    Screen("office-record", "clerk", "/office/record"),
    Screen("office-deliveries", "manager", "/office/deliveries"),
    Screen("office-delivery", "manager", _delivery("resolved")),
    Screen("office-disputes", "manager", "/office/disputes"),
    Screen("office-dispute-decided", "manager", _delivery("resolved", "disputes")),
    Screen("office-members", "manager", "/office/members"),
    Screen("office-member", "manager", "/office/members/0001"),
    Screen("office-member-milk", "manager", _tab("milk")),
    Screen("office-member-statements", "manager", _tab("statements")),
    Screen("office-member-charges", "manager", _tab("charges")),
    Screen("office-member-account", "manager", _tab("account")),
    Screen("office-member-messages", "manager", _tab("messages")),
    Screen("office-member-access", "manager", _tab("access")),
    Screen("office-member-privacy", "manager", _tab("privacy")),
    Screen("office-member-story", "manager", _tab("story")),
    Screen("office-register", "clerk", "/office/members/register"),
    Screen("office-import", "clerk", "/office/members/import"),
    Screen("office-lost-access", "manager", "/office/members/access"),
    Screen("office-messages", "manager", "/office/messages"),
    Screen("office-prices", "manager", "/office/prices"),
    Screen("office-price", "manager", _of("prices", "S004", "/prices?limit=1")),
    Screen("office-new-price", "treasurer", "/office/prices/new"),
    Screen("office-matrix", "treasurer", "/office/prices/upload"),
    Screen("office-quote", "manager", "/office/prices/quote"),
    Screen("office-differences", "treasurer", "/office/prices/differences"),
    Screen("office-difference", "treasurer", _of("prices/differences", "S006", "/price-differences?limit=1")),
    Screen("office-new-difference", "treasurer", "/office/prices/differences/new"),
    Screen("office-limits", "manager", "/office/prices/limits"),
    Screen("office-new-limits", "manager", "/office/prices/limits/new"),
    Screen("office-charges", "treasurer", "/office/charges"),
    Screen("office-charge", "treasurer", _of("charges", "S006", "/charges?limit=1")),
    Screen("office-new-charge", "treasurer", "/office/charges/new"),
    Screen("office-standing", "treasurer", "/office/charges/standing"),
    Screen("office-new-standing", "treasurer", "/office/charges/standing/new"),
    Screen("office-deduction-rules", "treasurer", "/office/charges/rules"),
    Screen("office-creditors", "treasurer", "/office/charges/creditors"),
    Screen("office-creditor", "treasurer", _of("charges/creditors", "S006", "/creditors", name="code")),
    Screen("office-adjustments", "treasurer", "/office/charges/adjustments"),
    Screen("office-new-adjustment", "treasurer", "/office/charges/adjustments/new"),
    Screen("office-vouchers", "treasurer", "/office/charges/vouchers"),
    Screen("office-voucher", "treasurer", _of("charges/vouchers", "S006", "/vouchers?limit=1")),
    Screen("office-new-voucher", "treasurer", "/office/charges/vouchers/new"),
    Screen("office-books", "treasurer", "/office/charges/books"),
    Screen("office-account-of-books", "treasurer", "/office/charges/books/1040"),
    Screen("office-settlements", "treasurer", "/office/settlements"),
    Screen("office-new-settlement", "treasurer", "/office/settlements/new"),
    Screen("office-settlement", "manager", _run()),
    Screen("office-statements", "manager", _run("/statements")),
    Screen("office-statement", "manager", _run("/statements/0001")),
    Screen("office-payouts", "treasurer", "/office/payouts"),
    Screen("office-payout", "treasurer", _of("payouts", "S006", "/payouts?limit=1")),
    Screen("office-payouts-work", "manager", "/office/payouts/work"),
    Screen("office-float", "treasurer", "/office/payouts/float"),
    Screen("office-pay-files", "treasurer", "/office/payouts/files"),
    Screen("office-comparison", "treasurer", "/office/payouts/comparison"),
    Screen("office-mpesa-messages", "treasurer", "/office/payouts/messages"),
    Screen("office-mpesa-codes", "treasurer", "/office/payouts/codes"),
    Screen("office-insights", "manager", "/office/insights"),
    Screen("office-seasons", "manager", "/office/insights/seasons"),
    Screen("office-quality", "manager", "/office/insights/quality"),
    Screen("office-variance", "manager", "/office/insights/variance"),
    Screen("office-insights-members", "manager", "/office/insights/members"),
    Screen("office-timeliness", "manager", "/office/insights/timeliness"),
    Screen("office-audit", "auditor", "/office/audit"),
    Screen("office-fact", "auditor", _of("audit/facts", "S008", "/facts?limit=1", name="position")),
    Screen("office-stories", "auditor", "/office/audit/stories"),
    Screen("office-story", "auditor", _delivery("resolved", "audit/stories/delivery")),
    Screen("office-story-then", "auditor", _delivery("resolved", "audit/stories/delivery", "/then")),
    Screen("office-verification", "auditor", "/office/audit/verification"),
    Screen("office-settings", "admin", "/office/settings"),
    Screen("office-staff", "admin", "/office/settings/staff"),
    Screen("office-official", "admin", "/office/settings/staff/S001"),
    Screen("office-cooperative", "admin", "/office/settings/cooperative"),
    Screen("office-formats", "treasurer", "/office/settings/formats"),
    Screen("office-new-format", "treasurer", "/office/settings/formats/new"),
    Screen("office-views", "admin", "/office/settings/views"),
    Screen("office-account", "manager", "/office/account"),
    Screen("office-forbidden", "clerk", "/office/payouts"),
    Screen("office-search", "manager", "/office/home", lambda page: page.keyboard.press("/")),
    Screen("office-keys", "manager", "/office/home", lambda page: page.keyboard.press("?")),
    Screen("farmer-sign-in", None, "/farmer/"),
    Screen("farmer-today", "member", "/farmer/"),
    Screen("farmer-milk", "member", "/farmer/milk"),
    Screen("farmer-weighing", "member", _own("milk/weighing", "deliveries")),
    Screen("farmer-money", "member", "/farmer/money"),
    Screen("farmer-statements", "member", "/farmer/money/statements"),
    Screen("farmer-statement", "member", _own("money/statement", "statements", "run")),
    Screen("farmer-payments", "member", "/farmer/money/payments"),
    Screen("farmer-charges", "member", "/farmer/money/charges"),
    Screen("farmer-account", "member", "/farmer/money/account"),
    Screen("farmer-trend", "member", "/farmer/milk/trend"),
    Screen("farmer-me", "member", "/farmer/me"),
    Screen("farmer-look", "member", "/farmer/me/look"),
    Screen("farmer-messages", "member", "/farmer/me/messages"),
    Screen("farmer-pay", "member", "/farmer/me/pay"),
    Screen("farmer-pin", "member", "/farmer/me/pin"),
    Screen("farmer-devices", "member", "/farmer/me/devices"),
    Screen("farmer-access", "member", "/farmer/me/access"),
    Screen("farmer-held", "member", "/farmer/me/held"),
    Screen("farmer-looks", "member", "/farmer/me/looks"),
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


def take(demo: Demo, browser: Browser, screens: Sequence[Screen], look: Look) -> None:
    """The screens of one person: the page is opened once and led from one to the next."""
    page, before = _open(demo, browser, look), b""
    for turn, screen in enumerate(screens):
        path = screen.path if isinstance(screen.path, str) else screen.path(demo)
        page.set_viewport_size({"width": look.width, "height": look.height})
        if turn == 0 and screen.who is not None:
            sign_in(page, screen.who, at=path)
        elif screen.who is None or screen.act is not None:
            page.goto(path)
        else:
            lead(page, path)
        loaded(page)
        if screen.act is not None:
            screen.act(page)
            loaded(page)
        before = _another_picture(page, look, before)
        (FOLDER / f"{screen.name}.{look.name}.webp").write_bytes(before)
    page.context.close()


def _open(demo: Demo, browser: Browser, look: Look) -> Page:
    context = browser.new_context(
        base_url=demo.base,
        viewport={"width": look.width, "height": look.height},
        color_scheme="dark" if look.scheme == "dark" else "light",
        locale="sw-KE" if look.language == "sw" else "en-KE",
        timezone_id="Africa/Nairobi",
        reduced_motion="reduce",
        service_workers="block",
    )
    context.add_init_script(f"localStorage.setItem('imbuto-language', '{look.language}')")
    watch(context, demo.base)
    return context.new_page()


def _another_picture(page: Page, look: Look, before: bytes) -> bytes:
    """No two screens look alike: while they do, the next one is still on its way."""
    for _ in range(LOOKS_AGAIN):
        if (picture := _picture(page, look)) != before:
            return picture
        page.wait_for_timeout(500)
    message = f"{page.url} looks like the screen before it"
    raise AssertionError(message)


def _picture(page: Page, look: Look) -> bytes:
    """The whole page, as WebP, which Playwright itself does not write."""
    high = min(TALLEST, max(look.height, page.evaluate("document.documentElement.scrollHeight")))
    page.set_viewport_size({"width": look.width, "height": high})
    settle(page)
    session = page.context.new_cdp_session(page)
    taken: dict[str, Any] = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    return base64.b64decode(taken["data"])


def _by_person(screens: Sequence[Screen]) -> dict[tuple[str, str | None], list[Screen]]:
    found: dict[tuple[str, str | None], list[Screen]] = {}
    for screen in screens:
        found.setdefault((screen.door, screen.who), []).append(screen)
    return found


def main(names: Sequence[str]) -> None:
    FOLDER.mkdir(exist_ok=True)
    wanted = [screen for screen in SCREENS if not names or screen.name in names]
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder)) as demo,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for (door, who), screens in _by_person(wanted).items():
            for look in OFFICE if door == "office" else FARMER:
                take(demo, browser, screens, look)
                print(f"{who or 'nobody'}, {look.name}: {len(screens)}", flush=True)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
