"""A farmer's phone before the browser: what is pressed, what it keeps, and what the house knows of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import requests
from playwright.sync_api import BrowserContext, Locator, Page, expect

from imbuto.periods import business_date, utc_now
from tests.browser.house import Demo

TRIES = 400
"""Of 50 ms, until the browser has told of the app's worker: Playwright hears of it only while it waits."""

A_PUSH_SERVICE = """(() => {
    const inLetters = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)))
        .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    let kept = null;
    PushManager.prototype.getSubscription = async () => kept;
    PushManager.prototype.subscribe = async (asked) => {
        const curve = {name: "ECDH", namedCurve: "P-256"};
        const {publicKey} = await crypto.subtle.generateKey(curve, true, ["deriveBits"]);
        const keys = {
            p256dh: inLetters(await crypto.subtle.exportKey("raw", publicKey)),
            auth: inLetters(crypto.getRandomValues(new Uint8Array(16))),
        };
        window.askedOfPush = asked;
        kept = {
            toJSON: () => ({endpoint: "ENDPOINT", keys}),
            unsubscribe: async () => { kept = null; return true; },
        };
        return kept;
    };
})()"""
"""Chromium without a window refuses `subscribe`: this stands in for it, with keys such as a browser makes."""

# ------------------------------------------------------------------ the phone


def too_small(page: Page) -> list[str]:
    """What is smaller than a thumb. A small box is pressed by its words too."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("a, button, input, select, summary")].filter((one) => {
            const {width, height} = (one.closest("label") ?? one).getBoundingClientRect();
            return width > 0 && (width < 44 || height < 44);
        }).map((one) => one.outerHTML.slice(0, 120))"""
    )
    return found


def torn(page: Page) -> list[str]:
    """Words and figures that go on in the next line, and cards out of which something sticks."""
    found: list[str] = page.evaluate(
        """() => {
            const found = [...document.querySelectorAll("main section, main ul, main dd")]
                .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0)
                .map((one) => one.outerHTML.slice(0, 120));
            const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            const part = document.createRange();
            while (texts.nextNode()) {
                const node = texts.currentNode;
                if (node.parentElement.closest(".only-read")) continue;
                for (const {0: word, index} of node.data.matchAll(/[^\\s\\u00ad-]+/g)) {
                    part.setStart(node, index);
                    part.setEnd(node, index + word.length);
                    const seen = [...part.getClientRects()].filter(({width}) => width > 1);
                    if (new Set(seen.map(({top}) => Math.round(top))).size > 1) found.push(word);
                }
            }
            return found;
        }"""
    )
    return found


def in_english(page: Page) -> Page:
    """Chosen on this phone: else the app speaks as the member's messages do, which is mostly Kiswahili."""
    page.context.add_init_script("localStorage['imbuto-language'] ??= 'en'")
    return page


def dispute(card: Locator, litres: str) -> None:
    card.get_by_role("button", name="Dispute").click()
    card.get_by_role("button", name="Send").click()
    expect(card.get_by_role("alert")).to_contain_text("Write how many litres")
    card.get_by_label("How many litres do you say?").fill(litres)
    card.get_by_role("button", name="Send").click()
    expect(card).to_contain_text("Kept on this phone")


def sign_out(page: Page) -> None:
    """Until the app has opened anew: the way in is seen a moment before."""
    page.get_by_role("link", name="Me", exact=True).click()
    page.get_by_role("button", name="Sign out").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").click()


def sign_in_at(page: Page, base: str) -> None:
    page.goto(f"{base}/farmer/")
    sign_in_again(page)


def sign_in_again(page: Page) -> None:
    """Where the door stands open already."""
    page.get_by_role("button", name="With number and password").click()
    page.get_by_label("Member number or phone").fill("0001")
    page.get_by_label("Password").fill("demo-password-member")
    page.get_by_role("button", name="Enter").click()


def under_the_worker(page: Page) -> None:
    """Until the worker answers for this page: from then on it opens without network."""
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("navigator.serviceWorker.controller !== null")


def kept_here(page: Page) -> list[str]:
    """The names of what was seen and is still on the phone."""
    found: list[str] = page.evaluate(
        """() => new Promise((done) => {
            const opening = indexedDB.open("imbuto-farmer");
            opening.onsuccess = () => {
                const asked = opening.result.transaction("kept").objectStore("kept").getAllKeys();
                asked.onsuccess = () => done(asked.result);
            };
        })"""
    )
    return found


def what_keeps_it_from_being_installed(context: BrowserContext, page: Page) -> list[str]:
    """In Chromium's own words, apart from that a private window never installs."""
    session = context.new_cdp_session(page)
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    session.detach()
    return [one["errorId"] for one in errors if one["errorId"] != "in-incognito"]


def notifications(page: Page) -> list[str]:
    shown: list[str] = page.evaluate(
        """() => navigator.serviceWorker.ready.then((worker) => worker.getNotifications())
            .then((all) => all.map((one) => one.body))"""
    )
    return shown


def push(page: Page, origin: str, text: str) -> None:
    """As the browser's push service does once it has opened the seal."""
    session = page.context.new_cdp_session(page)
    registrations: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: registrations.extend(one["registrationId"] for one in told["registrations"]),
    )
    session.send("ServiceWorker.enable")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    for _ in range(TRIES):
        if registrations:
            break
        page.wait_for_timeout(50)
    message = {"origin": origin, "registrationId": registrations[0], "data": text}
    session.send("ServiceWorker.deliverPushMessage", message)
    session.detach()


def with_push_service(page: Page, endpoint: str) -> None:
    """From the next page on, this browser subscribes at a push service, with this address."""
    page.context.add_init_script(A_PUSH_SERVICE.replace("ENDPOINT", endpoint))


# ------------------------------------------------------------------ the cooperative


def weighed(demo: Demo, member: str, litres: str, shift: str, **more: Any) -> str:
    id = str(uuid4())
    today = business_date(utc_now()).isoformat()
    given = {"id": id, "member": member, "centre": "C1", "date": today, "shift": shift, "litres": litres}
    ask(demo, "S001", requests.post, "/deliveries", json={**given, "meant": True, **more})
    return id


def take_back(demo: Demo, delivery: str) -> None:
    """The clerk finds that it was recorded twice."""
    ask(demo, "S001", requests.post, f"/deliveries/{delivery}/void", json={"reason": "Recorded twice."})


def story(demo: Demo, delivery: str) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = ask(demo, "S004", requests.get, f"/deliveries/{delivery}")["story"]
    return told


def facts_of(demo: Demo, delivery: str) -> list[str]:
    return [chapter["fact"] for chapter in story(demo, delivery)]


def statements_of(demo: Demo, member: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask(demo, member, requests.get, f"/members/{member}/statements")["items"]
    return found


def shown_in(demo: Demo, member: str) -> list[str]:
    """The browsers that show this member's messages."""
    told = ask(demo, member, requests.get, f"/members/{member}/push-subscriptions")["items"]
    return [one["device"] for one in told]


def code_by_sms(demo: Demo, phone: str) -> str:
    """The code of the last text to this phone, or nothing yet."""
    said = requests.get(f"{demo.sms}/control/messages", params={"to": f"254{phone[1:]}"}, timeout=30).json()
    codes = (re.search(r"\b\d{6}\b", one["text"]) for one in said["messages"] if one["direction"] == "out")
    return next((found[0] for found in codes if found), "")


def ask(demo: Demo, login: str, how: Callable[..., requests.Response], path: str, **given: Any) -> Any:
    headers = {"Authorization": f"Bearer {demo.token(login)}"}
    answer = how(f"{demo.base}/api/v1{path}", headers=headers, timeout=30, **given)
    assert answer.ok, answer.text
    return answer.json()
