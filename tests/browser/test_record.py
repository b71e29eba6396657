"""A clerk at the scale: three by keyboard alone, without a network, with lost answers, doubles and slips."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, Route, expect

from imbuto.values import business_date, utc_now
from tests.browser.conftest import OpenPage
from tests.browser.house import Demo
from tests.browser.page import axe, may_answer, offline, overflows, settle, sign_in, steady
from tests.browser.serial_port import says, with_serial_port

pytestmark = pytest.mark.journey
WORKERS = "allow"
TABLET = {"width": 820, "height": 1180}
SMALL = {"width": 320, "height": 640}


def open_sheet(page: Page, shift: str, centre: str = "C1", member: str = "1") -> None:
    """Each test has a sheet of its own: a shift of today."""
    sign_in(page, "clerk", at=f"/office/record?centre={centre}&shift={shift}&date={today()}")
    expect(page.get_by_label("Member: number")).to_be_focused()
    steady(page)
    # The page can go without a network once its worker stands and the members are known.
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.keyboard.type(member)
    expect(page.get_by_text(f"Demo Farmer {member.zfill(4)}")).to_be_visible()
    page.keyboard.press("Escape")


def today() -> str:
    return business_date(utc_now()).isoformat()


def weigh(page: Page, number: str, litres: str) -> None:
    """Number, litres, Enter; and the hand is at the next number."""
    page.keyboard.type(f"{number} {litres}")
    page.keyboard.press("Enter")


def sheet(page: Page) -> Any:
    return page.get_by_role("region", name="This shift").get_by_role("listitem")


def book(demo: Demo, shift: str, centre: str = "C1") -> list[tuple[str, str]]:
    """What the ledger has of the sheet, the newest first."""
    found = demo.get("S004", f"/deliveries?centre={centre}&from={today()}&to={today()}&shift={shift}")
    return [(one["member"], one["litres"]) for one in found["items"] if one["state"] != "voided"]


def test_three_farmers_are_recorded_by_keyboard_alone(page: Page, demo: Demo) -> None:
    open_sheet(page, "AM")
    weigh(page, "3", "8,5")
    weigh(page, "0004", "9.25")
    page.keyboard.type("farmer 0005")
    expect(page.get_by_role("option", name=re.compile("0005"))).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Member: number")).to_be_focused()
    expect(page.get_by_text(re.compile(r"Recorded, no\. \d+"))).to_have_count(3)
    expect(page.get_by_text("24.75 L")).to_be_visible()
    assert book(demo, "AM") == [("0005", "7.00"), ("0004", "9.25"), ("0003", "8.50")]
    axe(page)

    # A slip seen at once: mended with a reason, and one that never was is taken back.
    page.get_by_role("button", name="Undo the weighing of 0005").click()
    page.get_by_label("Litres that are right").fill("7.5")
    page.get_by_label("Why").fill("Typed wrong")
    axe(page)
    page.keyboard.press("Enter")
    expect(sheet(page).first).to_contain_text("7.5 L")
    page.get_by_role("button", name="Undo the weighing of 0003").click()
    page.get_by_text("It never was").click()
    page.get_by_label("Why").fill("Wrong member")
    page.keyboard.press("Enter")
    expect(sheet(page).last).to_contain_text("Taken back")
    expect(page.get_by_text("16.75 L")).to_be_visible()
    assert book(demo, "AM") == [("0005", "7.50"), ("0004", "9.25")]


def test_without_a_network_nothing_is_lost_and_all_is_sent_once(page: Page, demo: Demo) -> None:
    open_sheet(page, "MID")
    with offline(page.context):
        for number in ("7", "8", "9"):
            weigh(page, number, "6.5")
        page.keyboard.type("10 5")
        expect(page.get_by_text("Waits on this device")).to_have_count(3)
        page.reload()
        expect(page.get_by_text("Waits on this device")).to_have_count(3)
        # The line that was being typed is still there, and the member is known without a network.
        expect(page.get_by_label("Litres", exact=True)).to_have_value("5")
        expect(page.get_by_text("Demo Farmer 0010")).to_be_visible()
        page.get_by_role("button", name="Undo the weighing of 0008").click()
        expect(page.get_by_text("Waits on this device")).to_have_count(2)
        assert book(demo, "MID") == []
        axe(page)
    expect(page.get_by_text(re.compile(r"Recorded, no\. \d+"))).to_have_count(2)
    assert book(demo, "MID") == [("0009", "6.50"), ("0007", "6.50")]


def test_a_lost_answer_makes_no_second_fact(page: Page, demo: Demo) -> None:
    open_sheet(page, "PM", "C2", "22")
    lost: list[int] = []

    def lose(route: Route) -> None:
        """The ledger takes it, and the network loses what it says."""
        lost.append(route.fetch().status)
        route.abort()

    page.context.route("**/api/v1/deliveries", lose, times=1)
    unheard = page.expect_event("requestfailed", lambda asked: asked.url.endswith("/api/v1/deliveries"))
    with unheard, offline(page.context):
        weigh(page, "22", "6.5")
        expect(page.get_by_text("Waits on this device")).to_be_visible()
    expect(page.get_by_text("On its way")).to_be_visible()
    assert lost == [201]
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text(re.compile(r"Recorded, no\. \d+"))).to_have_count(1)
    assert book(demo, "PM", "C2") == [("0022", "6.50")]


def test_two_windows_of_one_clerk_send_all_that_waits_once(page: Page, demo: Demo) -> None:
    open_sheet(page, "MID", "C2", "22")
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.get_by_label("Member: number")).to_be_focused()
    sent: list[str] = []
    page.context.on("request", lambda asked: sent.append(asked.post_data or ""))
    with offline(page.context):
        for window, number in ((page, "23"), (other, "24"), (page, "25"), (other, "26")):
            window.bring_to_front()
            window.get_by_label("Member: number").focus()
            weigh(window, number, "5.5")
        # Each window knows what waits in the other one.
        for window in (page, other):
            expect(window.get_by_text("Waits on this device")).to_have_count(4)
    for window in (page, other):
        expect(window.get_by_text(re.compile(r"Recorded, no\. \d+"))).to_have_count(4)
    assert sorted(book(demo, "MID", "C2")) == [(f"00{number}", "5.50") for number in (23, 24, 25, 26)]
    bodies = " ".join(sent)
    assert [bodies.count(f'"member":"00{number}"') for number in (23, 24, 25, 26)] == [1, 1, 1, 1]


def test_who_signs_in_next_is_told_whose_milk_waits_here(page: Page, demo: Demo) -> None:
    open_sheet(page, "MID", "C2", "22")
    tried: list[str] = []

    def loses(route: Route) -> None:
        tried.append(route.request.post_data or "")
        route.abort()

    page.context.route("**/api/v1/deliveries", loses)
    with offline(page.context):
        weigh(page, "27", "5.5")
        expect(page.get_by_text("Waits on this device")).to_be_visible()
    page.goto("about:blank")
    tried.clear()
    sign_in(page, "manager")
    expect(page.get_by_text("One entry of S001 waits on this device.")).to_be_visible()
    axe(page)
    assert tried == [], "nobody sends what another one recorded"
    page.context.unroute("**/api/v1/deliveries")
    assert ("0027", "5.50") not in book(demo, "MID", "C2")
    sign_in(page, "clerk", at=f"/office/record?centre=C2&shift=MID&date={today()}")
    expect(sheet(page).first).to_contain_text("Recorded, no.")
    assert book(demo, "MID", "C2")[0] == ("0027", "5.50")


def test_doubles_and_unusual_weights_are_decided_by_a_person(page: Page, demo: Demo) -> None:
    may_answer(page, 409)
    open_sheet(page, "PM")
    weigh(page, "1", "85")
    question = page.get_by_role("alertdialog")
    expect(question).to_contain_text("Is 85.0 L meant?")
    axe(page)
    # A blind Enter says no.
    page.keyboard.press("Enter")
    expect(page.get_by_label("Litres", exact=True)).to_be_focused()
    assert book(demo, "PM") == []
    page.keyboard.press("Enter")
    page.keyboard.press("y")
    expect(page.get_by_text("Unusual, meant")).to_be_visible()

    # A second can is known here and asked about; what another device has just recorded, the ledger knows.
    weigh(page, "1", "2")
    expect(question).to_contain_text("Already has 85.0 L")
    page.keyboard.press("y")
    expect(page.get_by_text("Can 2")).to_be_visible()
    place = {"centre": "C1", "date": today(), "shift": "PM"}
    elsewhere = {"id": str(uuid4()), "member": "0004", "litres": "4", **place}
    with offline(page.context):
        weigh(page, "4", "4.5")
        demo.post("S001", "/deliveries", elsewhere)
    decide = page.get_by_role("group", name="To be decided")
    expect(decide).to_contain_text("already has 4")
    axe(page)
    decide.get_by_role("button", name="Mine is another can").click()
    expect(page.get_by_text(re.compile(r"Recorded, no\. \d+"))).to_have_count(4)
    assert book(demo, "PM") == [("0004", "4.50"), ("0004", "4.00"), ("0001", "2.00"), ("0001", "85.00")]


def test_a_scale_and_an_analyser_on_a_serial_port_fill_the_line(page: Page, demo: Demo) -> None:
    with_serial_port(page)
    open_sheet(page, "AM", "C2", "22")
    page.get_by_role("button", name="This centre").click()
    page.get_by_label("A scale or analyser is connected").check()
    page.get_by_role("button", name="Done").click()
    scale = page.get_by_role("region", name="Scale")
    litres = page.get_by_label("Litres", exact=True)
    scale.get_by_role("button", name="Connect").click()
    scale.get_by_role("button", name="Choose the port").click()
    expect(scale).to_contain_text("Connected; nothing heard yet")
    assert page.evaluate("device.opened") == [{"baudRate": 9600}]
    page.get_by_label("Member: number").fill("28")
    says(page, "US,GS,+0000", "3.10kg\r\n")
    expect(scale).to_contain_text("3.10 Lmoving")
    expect(litres).to_have_value("")
    says(page, "ST,GS,+00008.50kg\r\n")
    expect(litres).to_have_value("8.50")
    axe(page)

    # Who pulls the cable is told; what was read stays, and the port is opened again once it is closed.
    page.evaluate("device.unplug()")
    expect(scale).to_contain_text("The scale is gone: check its cable")
    expect(litres).to_have_value("8.50")
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_text(re.compile(r"Recorded, no\. \d+"))).to_be_visible()
    scale.get_by_role("button", name="Connect").click()
    expect(scale).to_contain_text("Connected; nothing heard yet")

    # Another device speaks another line: it is connected anew, and its readings go along with the milk.
    page.get_by_role("button", name="This centre").click()
    page.get_by_label("It is", exact=True).select_option("A milk analyser")
    page.get_by_role("button", name="Done").click()
    scale.get_by_role("button", name="Connect").click()
    expect(scale).to_contain_text("Connected; nothing heard yet")
    assert len(page.evaluate("device.opened")) == 3
    weigh_with(page, "29", "6.25")
    says(page, "FAT=3.85 SNF=8.42 DEN=28.1 TEMP=19.0 AW=0.0\r\n")
    expect(scale).to_contain_text("Fat % 3.85 · SNF % 8.42")
    expect(scale).not_to_contain_text("reads nothing")
    page.keyboard.press("F9")
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_text(re.compile(r"Recorded, no\. \d+"))).to_have_count(2)
    assert book(demo, "AM", "C2") == [("0029", "6.25"), ("0028", "8.50")]
    milk = demo.get("S004", f"/deliveries?centre=C2&from={today()}&to={today()}&shift=AM")["items"][0]
    assert (milk["fat_percent"], milk["snf_percent"], milk["lactometer"]) == ("3.85", "8.42", "28.1")


def weigh_with(page: Page, number: str, litres: str) -> None:
    """Number and litres by hand; not recorded yet."""
    page.get_by_label("Member: number").fill(number)
    page.get_by_label("Litres", exact=True).fill(litres)


def test_narrow_screens_a_simulated_scale_and_the_book(open_page: OpenPage) -> None:
    page = open_page(viewport=TABLET)
    open_sheet(page, "AM", "C2", "22")
    assert overflows(page) == []
    page.get_by_role("button", name="This centre").click()
    page.get_by_label("A scale or analyser is connected").check()
    page.get_by_label("Kilograms").check()
    axe(page)
    page.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Try with a simulated scale").click()
    page.get_by_label("Member: number").fill("22")
    expect(page.get_by_label("Kilograms")).to_have_value(re.compile(r"^\d+\.\d\d$"))
    settle(page)

    small = open_page(viewport=SMALL)
    sign_in(small, "clerk", at="/office/record?centre=C1&shift=AM")
    expect(small.get_by_label("Member: number")).to_be_visible()
    assert overflows(small) == []
    small.goto("/office/deliveries?centre=C1&rejected=yes")
    small.get_by_role("row").nth(1).get_by_role("link").click()
    expect(small.get_by_text("Rejected because").first).to_be_visible()
    expect(small.get_by_text("Milk recorded")).to_be_visible()
    assert overflows(small) == []
    axe(small)
