"""A manager decides disputes, and the farmer is told; an auditor finds facts and goes back in time."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.house import Demo
from tests.browser.page import NARROW, axe, may_answer, overflows, sign_in

pytestmark = pytest.mark.journey
CODE = re.compile(r"·+$")
"""The place of the receipt's code in what the farmer will be told."""


def test_who_may_not_decide_sees_both_versions_and_why(open_page: OpenPage) -> None:
    page = open_page(viewport=NARROW)
    sign_in(page, "treasurer", at="/office/disputes")
    first = page.get_by_role("navigation", name="Disputes that wait").get_by_role("link").first
    expect(first).to_contain_text("Demo Farmer")
    first.click()
    expect(page.get_by_role("heading", name="The farmer says")).to_be_visible()
    expect(page.get_by_text(re.compile("^S00[123], Demo Clerk")).first).to_be_visible()
    expect(page.get_by_text("A manager decides about this.")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)
    assert overflows(page) == []
    axe(page)


def test_a_dispute_is_decided_in_three_clicks_and_the_farmer_is_told(
    page: Page, open_page: OpenPage, demo: Demo
) -> None:
    first, second = demo.get("S004", "/disputes")["items"]
    sign_in(page, "manager", at="/office/disputes")
    expect(page.get_by_role("heading", name="The farmer says")).to_be_visible()
    expect(page.get_by_text("Usual in the morning")).to_be_visible()
    axe(page)

    page.get_by_role("radio", name=re.compile("As the farmer says")).click()
    page.get_by_role("group", name="Ready explanations").get_by_role("button").first.click()
    told = CODE.sub("", page.locator("[data-told]").inner_text())
    axe(page)
    page.get_by_role("button", name=re.compile("^Decide")).click()

    done = page.get_by_role("status").filter(has_text=f"Decided: {first['member']}")
    expect(done).to_be_visible()
    assert page.url.endswith(f"/disputes/{second['id']}")
    _is_told(open_page(), demo, told)
    done.get_by_role("link", name="See the story").click()
    expect(page.get_by_role("heading", name="The litres were changed")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Dispute decided")).to_be_visible()
    axe(page)

    page.goto(f"/office/disputes/{second['id']}")
    expect(page.get_by_role("heading", name="The farmer says")).to_be_visible()
    _by_keyboard(page, second["member"])


def _is_told(phones: Page, demo: Demo, words: str) -> None:
    """The text on the farmer's phone is the one that was shown before."""
    phones.goto(demo.sms)
    expect(phones.get_by_text(words).first).to_be_visible()


def _by_keyboard(page: Page, member: str) -> None:
    page.keyboard.press("1")
    expect(page.get_by_role("radio", name=re.compile("The record stands"))).to_be_checked()
    page.get_by_label("Why", exact=True).fill("The can was weighed again: the book is right.")
    page.get_by_role("button", name=re.compile("stands$")).press("Enter")
    expect(page.get_by_text(f"of {member} stands. The farmer is told.")).to_be_visible()
    expect(page.get_by_text("No dispute waits")).to_be_visible()
    axe(page)


def test_an_auditor_finds_a_fact_reads_its_story_and_goes_back_in_time(page: Page) -> None:
    sign_in(page, "auditor", at="/office/audit")
    _choose(page, "Kind of thing", "Milk")
    _choose(page, "What happened", "Dispute decided")
    expect(page).to_have_url(re.compile(r"topic=delivery\.dispute_resolved"))
    rows = page.get_by_role("row").filter(has_text="Dispute decided")
    expect(rows.first).to_be_visible()
    axe(page)
    rows.first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="As it is stored")).to_be_visible()
    axe(page)

    page.get_by_role("link", name="Whole story").click()
    story = page.get_by_role("listitem")
    expect(story.filter(has_text="Milk recorded")).to_be_visible()
    expect(story.filter(has_text="Farmer disputed")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="As it stood").click()
    expect(page.get_by_text("Nothing has changed since")).to_be_visible()
    page.get_by_role("button", name="Fact before").click()
    expect(page.get_by_role("row").filter(has_text="State")).to_contain_text("Disputed")
    axe(page)
    page.get_by_role("slider").press("End")
    expect(page).to_have_url(re.compile(r"day=\d{4}-\d\d-\d\d"))

    page.get_by_role("link", name="Is it whole?").click()
    expect(page.get_by_text("The ledger is whole")).to_be_visible()
    expect(page.get_by_text("imbuto audit replay").first).to_be_visible()
    axe(page)


def _choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()


def test_a_phone_number_comes_into_no_address_and_a_narrow_screen_shows_all(open_page: OpenPage) -> None:
    page = open_page(viewport=NARROW)
    sign_in(page, "auditor", at="/office/audit")
    page.get_by_label("About").fill("0712345678")
    page.get_by_label("About").press("Enter")
    expect(page.get_by_text("Names and phones do not go into an address")).to_be_visible()
    assert "0712345678" not in page.url
    assert overflows(page) == []
    axe(page)
    page.goto("/office/audit/stories/member/0001/then")
    expect(page.get_by_role("slider")).to_be_visible()
    assert overflows(page) == []


def test_a_clerk_is_told_that_the_audit_is_not_theirs(page: Page) -> None:
    may_answer(page, 403)
    sign_in(page, "clerk", at="/office/audit")
    expect(page.get_by_role("heading", name="You may not see this")).to_be_visible()
    axe(page)
