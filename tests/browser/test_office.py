"""The office's frame: the home of each role, the search, the keys, languages, colours, small screens."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from imbuto.values import business_date, utc_now
from tests.browser.conftest import OpenPage
from tests.browser.house import Demo
from tests.browser.page import NARROW, axe, loaded, may_answer, overflows, sign_in, steady

pytestmark = pytest.mark.journey
SCREENS = {
    "manager": ("Home", "Disputes", "Settlement", "Payouts"),
    "admin": ("Home", "Settings"),
    "clerk": ("Home", "Record", "Delivery book", "Disputes", "Members", "Prices", "Insights", "Settings"),
    "treasurer": ("Charges", "Settlement", "Payouts", "Messages"),
    "auditor": ("Audit", "Settlement", "Payouts"),
}


def heading(page: Page, name: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def test_the_form_signs_in_and_the_menu_signs_out(page: Page) -> None:
    page.goto("/office/")
    page.get_by_label("Number or phone").fill("S004")
    axe(page)
    page.get_by_label("Password", exact=True).fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Password", exact=True).fill("demo-password-manager")
    page.keyboard.press("Enter")
    heading(page, "Today")
    page.get_by_role("button", name=re.compile("My menu")).click()
    page.get_by_role("menuitem", name="Sign out").click()
    heading(page, "Sign in")
    page.goto("/office/members")
    heading(page, "Sign in")


@pytest.mark.parametrize("who", SCREENS)
def test_each_role_sees_its_own_screens_and_no_others(page: Page, who: str) -> None:
    sign_in(page, who)
    loaded(page)
    steady(page)
    axe(page)
    menu = page.get_by_role("navigation", name="Menu")
    for name in SCREENS[who]:
        expect(menu.get_by_role("link", name=name, exact=True)).to_be_visible()
    if who == "admin":
        page.goto("/office/settings/nowhere")
        heading(page, "There is nothing here")
    if who == "clerk":
        expect(menu.get_by_role("link", name="Payouts", exact=True)).to_have_count(0)
        page.goto("/office/payouts")
        heading(page, "You may not see this")
        axe(page)


def test_the_home_says_what_waits_and_each_figure_leads_to_its_list(page: Page) -> None:
    sign_in(page, "manager")
    heading(page, "Today")
    expect(page.get_by_text("Disputes to decide")).to_be_visible()
    axe(page)
    page.get_by_role("link", name=re.compile("Members who delivered")).click()
    heading(page, "Usual members without milk")
    expect(page.get_by_role("link", name="0001")).to_be_visible()
    axe(page)
    page.go_back()
    page.get_by_role("link", name=re.compile("Disputes to decide")).click()
    heading(page, "Disputes")


def test_the_keyboard_finds_a_member_a_screen_and_its_own_help(page: Page) -> None:
    sign_in(page, "manager")
    heading(page, "Today")
    page.keyboard.press("/")
    page.get_by_role("textbox", name="Search").fill("0007")
    expect(page.get_by_role("option", name=re.compile("Demo Farmer 0007"))).to_be_visible()
    axe(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/office/members/0007**")
    page.keyboard.press("g")
    page.keyboard.press("h")
    heading(page, "Today")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")


def test_both_languages_and_both_colours_are_one_press_away(page: Page) -> None:
    sign_in(page, "manager")
    page.get_by_role("button", name="Badili lugha: Kiswahili").click()
    heading(page, "Leo")
    assert page.locator("html").get_attribute("lang") == "sw"
    page.get_by_role("button", name=re.compile("Menyu yangu")).click()
    page.get_by_role("menuitem", name="Rangi za giza").click()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    page.keyboard.press("Escape")
    axe(page)
    page.reload()
    heading(page, "Leo")
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")


def test_a_delivery_recorded_elsewhere_appears_by_itself(page: Page, demo: Demo) -> None:
    sign_in(page, "manager")
    heading(page, "Today")
    figure = page.get_by_role("link", name=re.compile("Milk collected"))
    expect(figure).to_contain_text("0.0 L")
    weighing = {"id": str(uuid4()), "member": "0003", "centre": "C1", "shift": "AM", "litres": "9.5"}
    demo.post("S001", "/deliveries", {**weighing, "date": business_date(utc_now()).isoformat()})
    expect(figure).to_contain_text("9.5 L")


def test_the_second_factor_is_set_up_with_a_code_that_is_drawn_here(page: Page) -> None:
    may_answer(page, 401, 422)
    sign_in(page, "second manager", at="/office/account?tab=factor")
    page.get_by_label("Your password").fill("demo-password-manager")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("img", name="QR code for the authenticator app")).to_be_visible()
    axe(page)


def test_a_session_that_ends_keeps_the_form_for_its_person_and_shows_another_nothing(page: Page) -> None:
    may_answer(page, 403)
    sign_in(page, "treasurer", at="/office/charges/new")
    what = page.get_by_label("What for")
    what.fill("Half a bag of salt")
    page.context.clear_cookies()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    heading(page, "Sign in")
    expect(what).to_be_hidden()
    axe(page)
    sign_in_by_form(page, "S006", "demo-password-treasurer")
    expect(what).to_be_visible()
    expect(what).to_have_value("Half a bag of salt")
    page.context.clear_cookies()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    heading(page, "Sign in")
    sign_in_by_form(page, "S001", "demo-password-clerk")
    heading(page, "You may not see this")
    expect(what).to_have_count(0)


def sign_in_by_form(page: Page, number: str, password: str) -> None:
    page.get_by_label("Number or phone").fill(number)
    page.get_by_label("Password", exact=True).fill(password)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("viewport", [NARROW, {"width": 640, "height": 400}], ids=["320 px", "200 % zoom"])
def test_a_small_or_magnified_screen_needs_no_scrolling_sideways(
    open_page: OpenPage, viewport: dict[str, int]
) -> None:
    page = open_page(viewport=viewport)
    sign_in(page, "manager")
    heading(page, "Today")
    assert overflows(page) == []
    page.get_by_role("button", name="Menu", exact=True).click()
    page.get_by_role("link", name="My account").click()
    heading(page, "My account")
    assert overflows(page) == []
    axe(page)


def test_two_people_have_two_sessions(open_page: OpenPage) -> None:
    one, two = open_page(), open_page()
    sign_in(one, "manager")
    sign_in(two, "treasurer")
    asked = (
        "() => fetch('/api/v1/sessions/own').then((answer) => answer.json()).then(({principal}) => principal)"
    )

    assert [page.evaluate(asked) for page in (one, two)] == ["staff:S004", "staff:S006"]
