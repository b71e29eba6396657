"""A person before the browser: signing in, being offline, what axe finds, what is never on the console.

sign_in(page, "manager")            and the door of that person is open
with offline(page.context): ...     no network inside
settle(page)                        what was on its way has come; axe and overflows do so by themselves
walk(page, "prices", "charges")     each of these screens as a whole: axe finds nothing
axe(page)                           fails with the violations in words
may_answer(page, 409, 422)          refusals that this test brings about on purpose
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, expect

from tests.browser.house import WHO, password_of

WIDE = {"width": 1280, "height": 800}
NARROW = {"width": 320, "height": 640}
"""An office's screen, and the smallest phone."""
AXE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"
STEADY = 0.1
"""How much of a page may move after it was first seen: what Chromium itself calls good (layout shift)."""
NOTES_SHIFTS = """(window.shifts = []) && new PerformanceObserver((told) => window.shifts.push(
    ...told.getEntries().filter((one) => !one.hadRecentInput).map((one) => ({
        value: one.value, moved: one.sources.map(({node}) => (node?.outerHTML ?? node?.data ?? "")),
    })),
)).observe({type: "layout-shift", buffered: true})"""
WAITS = '[aria-busy="true"], .mantine-Skeleton-root, .mantine-Loader-root'
"""What stands in the place of something that is still on its way."""
PATIENCE_MS, LOOKS_AGAIN = 30_000, 5
STILL, ENOUGH = 300, 20_000
"""Milliseconds without a change that are called stillness, and when it is not waited for any longer."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NOT_ASKED = ("region",)
"""Dialogs and passing notices lie beside the landmarks, at the end of the document, as they should."""
REFUSED = re.compile(r"Failed to load resource: the server responded with a status of (\d{3})")
NO_NETWORK = re.compile(r"net::ERR_(INTERNET_DISCONNECTED|FAILED|NETWORK_CHANGED)|Failed to fetch")
"""What Chromium itself says of each answer that refuses, and of each request without a network."""


@dataclass
class Watch:
    """What the pages of one context said on the console, and what of it the test brings about on purpose."""

    base: str
    answers: set[int] = field(default_factory=lambda: {401})
    """Not to be signed in is an ordinary thing."""
    was_offline: bool = False
    heard: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            place = message.location
            self.heard.append(f"{message.text} ({place.get('url', '')}:{place.get('lineNumber', '')})")

    def hear_error(self, error: Error) -> None:
        self.heard.append(f"an error nobody caught: {error.stack or error.message}")

    def wrong(self) -> list[str]:
        return [said for said in self.heard if not self._is_meant(said)]

    def _is_meant(self, said: str) -> bool:
        refused = REFUSED.match(said)
        if refused and int(refused[1]) in self.answers and "/api/" in said:
            return True
        return self.was_offline and bool(NO_NETWORK.search(said))


_watches: WeakKeyDictionary[BrowserContext, Watch] = WeakKeyDictionary()


def watch(context: BrowserContext, base: str) -> Watch:
    """From now on everything is heard that this context's pages say."""
    watching = _watches[context] = Watch(base)
    context.add_init_script(NOTES_SHIFTS)
    context.on("console", watching.hear)
    context.on("weberror", lambda web_error: watching.hear_error(web_error.error))
    return watching


def may_answer(page: Page, *statuses: int) -> None:
    """This test brings about answers that refuse with these statuses; any other on the console fails it."""
    _watches[page.context].answers.update(statuses)


def hear_out(page: Page) -> list[str]:
    """What was wrong on the console so far; it is forgotten with this."""
    watching = _watches[page.context]
    wrong = watching.wrong()
    watching.heard.clear()
    return wrong


def sign_in(page: Page, who: str, *, at: str | None = None) -> None:
    """Signs in by the API, as the page's own form does, and opens the person's door (or the address `at`).
    `who` is what the person is (see house.WHO), or a login."""
    login = WHO.get(who, who)
    door = "office" if login.startswith("S") else "farmer"
    body = {
        "login": login,
        "password": password_of(login),
        "channel": "office" if door == "office" else "app",
        "cookie": True,
    }
    own_page = {"Origin": _watches[page.context].base}
    answer = page.context.request.post("/api/v1/sessions", data=body, headers=own_page)
    assert answer.status == 201, answer.text()
    # As the form does, for no script can see the cookie: without this mark nobody is asked who is signed in.
    page.goto(f"/{door}/icon.svg")
    page.evaluate("localStorage.setItem('imbuto-signed-in', 'yes')")
    page.goto(at or f"/{door}/")


@contextmanager
def offline(context: BrowserContext) -> Iterator[None]:
    """No network inside; the browser is told, and what Chromium says of it is no fault."""
    _watches[context].was_offline = True
    context.set_offline(True)
    try:
        yield
    finally:
        context.set_offline(False)


def settle(page: Page) -> None:
    """Until nothing is on its way any more and the page holds still, or has had time enough for it."""
    page.evaluate(
        """([still, enough]) => new Promise((done) => {
            let waiting;
            const until = performance.now() + enough;
            const again = () => { clearTimeout(waiting); waiting = setTimeout(look, still); };
            const look = () => {
                const busy = document.querySelector('[aria-busy="true"]');
                if (busy && performance.now() < until) return again();
                watching.disconnect();
                done();
            };
            const watching = new MutationObserver(() => performance.now() < until && again());
            const all = {subtree: true, childList: true, attributes: true, characterData: true};
            watching.observe(document, all);
            again();
        })""",
        [STILL, ENOUGH],
    )


def loaded(page: Page) -> None:
    """Until the screen has its name and all that it shows, in its own letters, and holds still. The network
    is never silent: the page asks every few seconds what has changed."""
    expect(page.get_by_role("heading").first).to_be_visible(timeout=PATIENCE_MS)
    page.evaluate("document.fonts.ready.then(() => true)")
    for _ in range(LOOKS_AGAIN):
        expect(page.locator(WAITS)).to_have_count(0, timeout=PATIENCE_MS)
        settle(page)
        if page.locator(WAITS).count() == 0:
            return
    message = f"{page.url} goes on loading"
    raise AssertionError(message)


def walk(page: Page, *places: str, door: str = "office") -> None:
    """Each of these addresses until all of it is there: the first half light and in English, the rest dark
    and in Kiswahili. Each half is opened once and led on inside, as by a link: to open a page costs most."""
    half = (len(places) + 1) // 2
    for colour, language, some in (("light", "en", places[:half]), ("dark", "sw", places[half:])):
        page.emulate_media(color_scheme="dark" if colour == "dark" else "light")
        page.evaluate("(to) => localStorage.setItem('imbuto-language', to)", language)
        for turn, place in enumerate(some):
            if turn:
                lead(page, f"/{door}/{place}")
            else:
                page.goto(f"/{door}/{place}")
            loaded(page)
            if not turn:
                steady(page)
            axe(page)
    page.evaluate("localStorage.setItem('imbuto-language', 'en')")


def lead(page: Page, address: str) -> None:
    """To another screen of the same door without opening the page anew, as a link does."""
    page.evaluate(
        "(to) => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')); }", address
    )


def steady(page: Page) -> None:
    """Fails with what moved under the eyes of whoever began to read this page when it was opened."""
    shifts: list[dict[str, Any]] = page.evaluate("window.shifts")
    moved = "\n".join(f"  {one['value']:.3f} {[node[:120] for node in one['moved']]}" for one in shifts)
    assert sum(one["value"] for one in shifts) < STEADY, f"{page.url} jumps about:\n{moved}"


def axe(page: Page, *, within: str | None = None, without: tuple[str, ...] = ()) -> None:
    """Fails with what axe finds on the page as it is now, in words: the rule, the remedy and the elements.
    `without` names rules that this page has a reason to break."""
    settle(page)
    if not page.evaluate("'axe' in window"):
        session = page.context.new_cdp_session(page)
        # By the debugger: our content security policy lets no script in, and no eval.
        session.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
        session.detach()
    found = page.evaluate(
        """([within, tags, without]) => axe.run(within ?? document, {
            runOnly: {type: "tag", values: tags},
            resultTypes: ["violations"],
            rules: Object.fromEntries(without.map((rule) => [rule, {enabled: false}])),
        }).then(({violations}) => violations)""",
        [within, RULES, [*NOT_ASKED, *without]],
    )
    assert not found, "\n" + "\n".join(_in_words(violation) for violation in found)


def _in_words(violation: dict[str, Any]) -> str:
    elements = "".join(
        f"\n    {' '.join(map(str, node['target']))}\n      {node['html'][:160]}\n      "
        + node["failureSummary"].replace("\n", "\n      ")
        for node in violation["nodes"][:10]
    )
    return f"axe: {violation['id']} ({violation['impact']}): {violation['help']}{elements}"


def overflows(page: Page) -> list[str]:
    """What is wider than the page: nobody scrolls sideways on a phone."""
    settle(page)
    said: list[str] = page.evaluate(
        """() => {
            const wide = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= wide) return [];
            return [...document.querySelectorAll("body *")]
                .filter((one) => one.getBoundingClientRect().right > wide + 1)
                .map((one) => one.outerHTML.slice(0, 120));
        }"""
    )
    return said
