"""A cooperative on its first day: each screen says why it is empty; the first steps lead to a can of milk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.begun import Begun
from tests.browser.conftest import OpenPage
from tests.browser.page import axe, lead, loaded, may_answer, sign_in
from tests.browser.phone import in_english

pytestmark = pytest.mark.journey
FEATURES = Path(__file__).parents[2] / "web/src/office/features"
PHONE = {"width": 390, "height": 844}
EMPTY = {
    "home": "home:begin.title",
    "home/missing": "home:missingList.none",
    "record": "record:noCentre.none",
    "deliveries": "deliveries:none",
    "disputes": "disputes:none",
    "members": "members:none.members",
    "members/register": "members:new.noCentre",
    "members/access": "members:recovery.none",
    "messages": "messages:none",
    "prices": "prices:none",
    "prices/differences": "prices:difference.none",
    "prices/limits": "prices:limits.none",
    "charges": "charges:none",
    "charges/standing": "charges:standing.none",
    "charges/rules": "charges:rules.none",
    "charges/creditors": "charges:creditors.none",
    "charges/adjustments": "charges:adjustment.none",
    "charges/vouchers": "charges:voucher.none",
    "settlements": "settlement:list.none",
    "payouts": "payouts:board.none",
    "payouts/work": "payouts:work.none",
    "payouts/float": "payouts:topUp.none",
    "payouts/files": "payouts:file.none",
    "payouts/comparison": "payouts:compare.none",
    "insights": "insights:none",
    "insights/seasons": "insights:seasons.none",
    "insights/quality": "insights:none",
    "insights/variance": "insights:none",
    "insights/members": "insights:people.none",
    "insights/timeliness": "insights:pay.none",
    "settings": "settings:noCentres",
}
"""Where the office goes, and which of its words says that nothing is there yet."""
NO_LIST = ("members/import", "charges/books", "settlements/new", "payouts/messages", "audit/verification")
"""What has something to show, or to fill in, before there is any milk."""
FARMERS = {
    "": "No milk recorded today yet.",
    "milk": "No milk",
    "milk/trend": "With your first milk you see here how your milk goes.",
    "money": "KES 0.00",
    "money/statements": "Your first statement comes when a period ends.",
    "money/payments": "No payment yet.",
    "money/charges": "You owe nothing.",
    "money/account": "Your first milk stands here once it is weighed.",
    "me/looks": "Nobody looked.",
}
OTHER = {"en": "sw", "sw": "en"}
TURNS = {"en": "Badili lugha: Kiswahili", "sw": "Change language: English"}
"""The button that changes the language, as it is called while this one is spoken."""


@pytest.fixture(scope="module")
def demo(begun: Begun) -> Begun:
    """In the place of the demo, for the pages of this file."""
    return begun


def words(key: str, language: str) -> str:
    feature, _, path = key.partition(":")
    found: Any = json.loads((FEATURES / feature / f"words.{language}.json").read_text(encoding="utf-8"))
    for part in path.split("."):
        found = found[part]
    return str(found)


def test_each_screen_of_the_office_says_why_it_is_empty_in_both_languages(page: Page) -> None:
    sign_in(page, "manager")
    loaded(page)
    axe(page)
    language, main = "en", page.locator("main")
    for place, key in EMPTY.items():
        lead(page, f"/office/{place}")
        expect(main).to_contain_text(words(key, language))
        page.get_by_role("button", name=TURNS[language]).click()
        language = OTHER[language]
        expect(main).to_contain_text(words(key, language))
        axe(page, within="main")
    for place in NO_LIST:
        lead(page, f"/office/{place}")
        loaded(page)
        axe(page, within="main")


def test_the_first_steps_lead_from_the_home_to_the_first_can_which_asks_for_a_price(page: Page) -> None:
    may_answer(page, 409)
    sign_in(page, "manager")
    page.get_by_role("link", name="Open a centre").click()
    page.get_by_role("button", name="Open a centre").click()
    page.get_by_label("Code").fill("c1")
    page.get_by_label("Name", exact=True).fill("Kimende")
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.get_by_role("row", name="C1 Kimende")).to_be_visible()
    lead(page, "/office/members/register")
    page.get_by_label("Name", exact=True).fill("First Farmer")
    page.get_by_label("Number", exact=True).fill("0001")
    page.get_by_label("Phone", exact=True).fill("0700 000 001")
    page.get_by_role("button", name="Register a member").click()
    expect(page.get_by_text("0001, First Farmer, is registered")).to_be_visible()
    lead(page, "/office/record")
    page.get_by_label("Member: number").fill("1")
    expect(page.get_by_text("First Farmer")).to_be_visible()
    page.get_by_label("Litres", exact=True).fill("8.5")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No approved price covers centre C1")).to_be_visible()
    lead(page, "/office/home")
    expect(page.get_by_text("Kimende")).to_be_visible()
    axe(page)


def test_a_farmer_who_never_brought_milk_reads_what_will_stand_there(
    open_page: OpenPage, demo: Begun
) -> None:
    page = in_english(open_page(viewport=PHONE))
    demo.first_member()
    sign_in(page, "member")
    for place, said in FARMERS.items():
        lead(page, f"/farmer/{place}")
        expect(page.locator("main")).to_contain_text(said)
        axe(page)
