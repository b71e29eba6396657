"""The farmers' app in a real browser: in by a code, the answer with and without network, each screen on the
smallest phone, and the app as it is installed, renewed and pushed to."""

from __future__ import annotations

import pytest
import requests
from playwright.sync_api import expect

from imbuto.bootstrap import PUSH_SIMULATOR_AFTER
from tests.browser.between import Between
from tests.browser.conftest import OpenPage
from tests.browser.house import Demo
from tests.browser.page import NARROW, axe, lead, may_answer, offline, overflows, sign_in, steady
from tests.browser.phone import (
    ask,
    code_by_sms,
    dispute,
    facts_of,
    in_english,
    kept_here,
    notifications,
    push,
    shown_in,
    sign_in_again,
    sign_in_at,
    sign_out,
    statements_of,
    story,
    take_back,
    too_small,
    torn,
    under_the_worker,
    weighed,
    what_keeps_it_from_being_installed,
    with_push_service,
)
from tests.journeys.house import eventually

pytestmark = pytest.mark.journey
WORKERS = "allow"
PHONE = {"width": 390, "height": 844}
PLACES = (
    "", "milk", "milk/trend", "money", "money/statements", "money/payments", "money/charges", "money/account",
    "me", "me/look", "me/messages", "me/pay", "me/pin", "me/devices", "me/access", "me/held", "me/looks",
    "help",
)  # fmt: skip
COVERED = ("target-size",)
"""axe measures what is seen of a row that is just under the bar of places, and scrolls out from under it: the
sizes are measured here instead, and have to be larger than axe asks."""


def test_a_farmer_enters_by_the_code_of_an_sms_and_confirms_the_milk(demo: Demo, open_page: OpenPage) -> None:
    page = in_english(open_page(viewport=PHONE))
    milk = weighed(demo, "0003", "7.5", "AM")
    page.goto("/")
    assert page.url.endswith("/farmer/"), "who names no door is a farmer"
    page.get_by_role("button", name="password").click()
    expect(page.locator("input[type=password]")).to_be_visible()
    axe(page)
    page.goto("/farmer/")
    page.get_by_label("Your phone number").fill("0700 000 003")
    axe(page)
    page.get_by_role("button", name="Send me a code").click()
    code = page.get_by_label("Code from the SMS")
    expect(code).to_be_focused()
    axe(page)
    code.fill("000000")
    page.get_by_role("button", name="Enter").click()
    expect(page.get_by_role("alert")).to_contain_text("not right")
    code.fill(eventually(lambda: code_by_sms(demo, "0700000003")))
    page.get_by_role("button", name="Enter").click()
    card = page.get_by_role("article", name="Morning 7.50 L")
    card.get_by_role("button", name="Confirm").click()
    expect(card).to_contain_text("Confirmed")
    assert facts_of(demo, milk) == ["delivery.recorded", "delivery.confirmed"]
    axe(page, without=COVERED)
    sign_out(page)
    expect(page.get_by_label("Your phone number")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Your phone number")).to_be_visible()
    assert kept_here(page) == []


def test_what_is_said_without_network_is_kept_arrives_once_and_is_decided(
    demo: Demo, open_page: OpenPage
) -> None:
    page = in_english(open_page(viewport=PHONE))
    may_answer(page, 409)
    right, wrong = weighed(demo, "0001", "8.5", "AM"), weighed(demo, "0001", "6.25", "PM")
    gone = weighed(demo, "0001", "4.5", "PM", another_can=True)
    sign_in(page, "member")
    expect(page.get_by_role("article", name="Morning 8.50 L")).to_be_visible()
    under_the_worker(page)
    with offline(page.context):
        page.reload()
        expect(page.locator(".only-read, main h1").first).to_be_visible()
        page.get_by_role("article", name="Morning 8.50 L").get_by_role("button", name="Confirm").click()
        evening = page.get_by_role("article", name="Evening 6.25 L")
        dispute(evening, "5,5")
        third = page.get_by_role("article", name="Evening 4.50 L")
        dispute(third, "3")
        expect(page.get_by_text("3 answers are kept on this phone")).to_be_visible()
        page.reload()
        expect(evening).to_contain_text("You say 5.5 L. Kept on this phone, will be sent.")
        axe(page, without=COVERED)
        take_back(demo, gone)
    expect(page.get_by_role("article", name="Morning 8.50 L")).to_contain_text("Confirmed")
    expect(evening).to_contain_text("The office decides by")
    told = page.get_by_text("this milk was answered or changed meanwhile")
    expect(told).to_be_visible()
    page.get_by_role("button", name="I have seen it").click()
    expect(told).to_have_count(0)
    assert facts_of(demo, right) == ["delivery.recorded", "delivery.confirmed"]
    assert facts_of(demo, wrong) == ["delivery.recorded", "delivery.disputed"]
    assert facts_of(demo, gone) == ["delivery.recorded", "delivery.voided"]
    assert story(demo, wrong)[1]["details"]["claimed_litres"] == "5.5"
    why = "The can was weighed again with you: 5.5 litres."
    decided = {"outcome": "adjusted", "litres": "5.5", "explanation": why}
    ask(demo, "S004", requests.post, f"/deliveries/{wrong}/dispute/resolution", json=decided)
    page.goto(f"/farmer/milk/weighing/{wrong}")
    expect(page.get_by_text("The office decided: the litres were mended.")).to_be_visible()
    expect(page.get_by_role("region", name="What was done")).to_contain_text(why)
    axe(page, without=COVERED)


def test_every_screen_fits_the_smallest_phone_in_both_languages_and_with_large_letters(
    demo: Demo, open_page: OpenPage
) -> None:
    milk = weighed(demo, "0002", "9.5", "AM")
    page = open_page(viewport=NARROW, locale="sw-KE", color_scheme="dark")
    page.context.add_init_script("localStorage['imbuto-language'] ??= 'sw'")
    sign_in(page, "second member")
    run = statements_of(demo, "0002")[0]["run"]
    for place in (*PLACES, f"milk/weighing/{milk}", f"money/statement/{run}"):
        page.evaluate("document.documentElement.style.fontSize = ''")
        lead(page, f"/farmer/{place}")
        expect(page.locator("main h1")).to_be_visible()
        axe(page, without=COVERED)
        if place == "":
            steady(page)
        assert too_small(page) == [], place
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert overflows(page) == [], place
        assert torn(page) == [], place
    page.goto("/farmer/me/look")
    page.get_by_role("group", name="Lugha ya programu hii").get_by_label("English").check()
    expect(page.locator("main h1")).to_have_text("Language and look")


def test_the_app_is_installed_renewed_and_shows_what_is_pushed(demo: Demo, open_page: OpenPage) -> None:
    with Between(demo.base) as between:
        page = in_english(open_page(viewport=PHONE, permissions=["notifications"]))
        with_push_service(page, f"http://127.0.0.1:{demo.port + PUSH_SIMULATOR_AFTER}/push/phone")
        page.goto(f"{between.base}/farmer/")
        under_the_worker(page)
        assert what_keeps_it_from_being_installed(page.context, page) == []
        push(page, between.base, '{"id": "m1", "text": "Maziwa: lita 8.5", "token": "m1.d1.secret"}')
        eventually(lambda: notifications(page) == ["Maziwa: lita 8.5"])
        assert eventually(lambda: between.posted("/api/v1/push/shown")) == [b'{"token":"m1.d1.secret"}']
        between.is_newer = True
        page.evaluate("navigator.serviceWorker.ready.then((one) => one.update())")
        sign_in_at(page, between.base)
        with page.expect_navigation():
            page.get_by_role("button", name="Open it").click()
        under_the_worker(page)
        expect(page.get_by_text("A newer app is ready.")).to_have_count(0)

        # The switch of the phone: on, off, and what the browser does not allow.
        lead(page, "/farmer/me/messages")
        here = page.get_by_role("region", name="Messages on this phone")
        here.get_by_role("button", name="Show messages here").click()
        expect(here).to_contain_text("This phone shows your messages.")
        assert page.evaluate("askedOfPush") == {"userVisibleOnly": True, "applicationServerKey": key_of(demo)}
        assert len(shown_in(demo, "0001")) == 1
        here.get_by_role("button", name="No more messages here").click()
        expect(here.get_by_role("button", name="Show messages here")).to_be_visible()
        assert shown_in(demo, "0001") == []
        page.context.clear_permissions()
        here.get_by_role("button", name="Show messages here").click()
        expect(here).to_contain_text("This phone does not let us show messages.")
        assert shown_in(demo, "0001") == []


def test_a_session_that_ends_takes_nothing_of_what_the_farmer_typed(demo: Demo, open_page: OpenPage) -> None:
    page = in_english(open_page(viewport=PHONE))
    milk = weighed(demo, "0001", "9.25", "PM", another_can=True)
    weighed(demo, "0001", "9.75", "AM", another_can=True)
    sign_in(page, "member")
    card = page.get_by_role("article", name="Morning 9.75 L")
    evening = page.get_by_role("article", name="Evening 9.25 L")
    card.get_by_role("button", name="Dispute").click()
    card.get_by_label("How many litres do you say?").fill("11")
    card.get_by_label("note").fill("My own scale")
    page.context.clear_cookies()
    evening.get_by_role("button", name="Confirm").click()
    expect(page.get_by_label("Your phone number")).to_be_visible()
    expect(card).to_be_hidden()
    expect(page.get_by_text("What you were writing is kept")).to_be_visible()
    axe(page)
    sign_in_again(page)
    expect(card.get_by_label("How many litres do you say?")).to_have_value("11")
    expect(evening).to_contain_text("Confirmed")
    assert facts_of(demo, milk) == ["delivery.recorded", "delivery.confirmed"]
    page.reload()
    expect(card.get_by_label("note")).to_have_value("My own scale")
    page.goto("/farmer/me/pin")
    pin = page.get_by_label("Choose a PIN")
    pin.fill("2580")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Your phone number")).to_be_visible()
    sign_in_again(page)
    expect(pin).to_have_value("2580")
    assert "2580" not in page.evaluate("JSON.stringify({...sessionStorage, ...localStorage})")


def test_who_leaves_without_network_is_out_at_the_office_too_once_there_is_one(open_page: OpenPage) -> None:
    page = in_english(open_page(viewport=PHONE))
    sign_in(page, "member")
    under_the_worker(page)
    kept = page.context.cookies()
    with offline(page.context):
        sign_out(page)
        expect(page.get_by_text("The office does not know yet")).to_be_visible()
        assert page.context.cookies() == kept
    expect(page.get_by_text("The office does not know yet")).to_be_hidden(timeout=30_000)
    assert page.context.request.get("/api/v1/sessions/own").status == 401


def key_of(demo: Demo) -> str:
    """Of the cooperative, with which browsers subscribe for its messages alone."""
    return str(requests.get(f"{demo.base}/api/v1/push/key", timeout=30).json()["public_key"])
