"""Both doors open in a real browser: signed out and in, wide and narrow, with nothing wrong on the way."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.page import NARROW, axe, overflows, sign_in

pytestmark = pytest.mark.journey


def test_an_official_who_is_not_signed_in_is_asked_for_a_password(page: Page) -> None:
    page.goto("/office/")
    expect(page.locator("input[type=password]")).to_be_visible()
    axe(page)


def test_a_farmer_who_is_not_signed_in_is_asked_for_a_phone_or_a_password(page: Page) -> None:
    page.goto("/farmer/")
    expect(page.get_by_role("textbox", name="phone")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="password").click()
    expect(page.locator("input[type=password]")).to_be_visible()
    axe(page)


def test_without_a_door_one_comes_to_the_farmers(page: Page) -> None:
    page.goto("/")
    assert page.url.endswith("/farmer/")


@pytest.mark.parametrize("who", ["clerk", "manager", "treasurer", "admin", "auditor", "member"])
def test_each_person_finds_a_page_of_their_own(page: Page, who: str) -> None:
    sign_in(page, who)
    expect(page.locator("main h1").first).to_be_visible()
    axe(page)


@pytest.mark.parametrize("who", ["clerk", "member"])
def test_the_smallest_phone_needs_no_scrolling_sideways(open_page: OpenPage, who: str) -> None:
    page = open_page(viewport=NARROW)
    sign_in(page, who)
    expect(page.locator("main h1").first).to_be_visible()
    assert overflows(page) == []
