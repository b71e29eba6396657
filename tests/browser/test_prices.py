"""Prices by two officials, a matrix by keyboard and from a spreadsheet, charts that can be taken along."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from python_calamine import load_workbook

from tests.browser.conftest import OpenPage
from tests.browser.page import NARROW, axe, overflows, sign_in, walk

pytestmark = pytest.mark.journey
PNG = b"\x89PNG\r\n\x1a\n"
BLOCK = "fat / snf\t8.0\t8.5\n3.0\t45\t46.50\n3.5\t47\t48\n"
"""What a spreadsheet puts on the clipboard: SNF across, fat down."""
PARTS = (
    "standing", "standing/new", "vouchers", "vouchers/new", "adjustments", "adjustments/new",
    "creditors/AGROVET",
)  # fmt: skip
RULES = ("limits", "limits/new", "differences", "differences/new", "quote")
PASTE = """(field, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    field.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
}"""


def heading(page: Page, name: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def test_a_treasurer_proposes_a_price_after_what_if_and_a_manager_approves_it(open_page: OpenPage) -> None:
    treasurer, manager = open_page(), open_page()
    sign_in(treasurer, "treasurer", at="/office/prices/new")
    treasurer.get_by_label("Price per litre", exact=True).fill("53.25")
    treasurer.get_by_role("button", name="Work it out").click()
    expect(treasurer.get_by_text("It would cost")).to_be_visible()
    axe(treasurer)
    treasurer.get_by_role("button", name="Propose", exact=True).click()
    dialog = treasurer.get_by_role("dialog", name="Propose this price?")
    expect(dialog.get_by_text("KES 53.25")).to_be_visible()
    dialog.get_by_role("button", name="Propose", exact=True).click()
    heading(treasurer, "Price: All centres")
    expect(treasurer.get_by_text("You proposed it: another official decides.")).to_be_visible()
    expect(treasurer.get_by_role("button", name="Approve", exact=True)).to_have_count(0)

    sign_in(manager, "manager", at="/office/prices?state=proposed")
    expect(manager.get_by_text("KES 53.25")).to_be_visible()
    axe(manager)
    manager.get_by_role("button", name="Approve", exact=True).click()
    manager.get_by_role("dialog").get_by_role("button", name="Approve", exact=True).click()
    expect(manager.get_by_text("No price waits for approval")).to_be_visible()
    manager.get_by_text("To come", exact=True).click()
    expect(manager.get_by_role("cell", name="KES 53.25")).to_be_visible()
    expect(treasurer.get_by_text("Approved", exact=True)).to_be_visible()


def test_a_matrix_is_pasted_mended_by_the_keyboard_and_refused_with_a_reason(
    page: Page, open_page: OpenPage
) -> None:
    sign_in(page, "treasurer", at="/office/prices/new")
    page.get_by_role("button", name="Write a matrix").click()
    page.get_by_label("SNF step 1", exact=True).evaluate(PASTE, BLOCK)
    expect(page.get_by_text("Pasted. Fat steps: 2; SNF steps: 2.")).to_be_visible()
    page.get_by_label("Fat 3.0, SNF 8.0").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Fat 3.5, SNF 8.5")).to_be_focused()
    page.keyboard.type("x")
    expect(page.get_by_label(re.compile("Fat 3.5, SNF 8.5: write an amount"))).to_have_attribute(
        "aria-invalid", "true"
    )
    page.keyboard.press("Backspace")
    page.keyboard.type("49.75")
    page.get_by_label("Price per litre", exact=True).fill("44")
    axe(page)
    page.reload()
    expect(page.get_by_label("Fat 3.5, SNF 8.5")).to_have_value("49.75")
    page.get_by_role("button", name="Propose", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Propose", exact=True).click()
    heading(page, "Price: All centres")
    expect(page.get_by_role("cell", name="49.75")).to_be_visible()
    _refuses(open_page(), page.url, "The step to 3.5 is too steep.")
    seats = page.get_by_role("complementary")
    expect(seats).to_contain_text("Refused by")
    expect(seats).to_contain_text("S004")
    expect(page.get_by_text("The step to 3.5 is too steep.")).to_be_visible()
    axe(page)


def _refuses(manager: Page, price: str, reason: str) -> None:
    """Not without saying why: the proposer reads it."""
    sign_in(manager, "manager", at=price)
    manager.get_by_role("button", name="Refuse", exact=True).click()
    asked = manager.get_by_role("dialog")
    asked.get_by_role("textbox").fill(reason)
    axe(manager)
    asked.get_by_role("button", name="Refuse", exact=True).click()
    expect(asked).to_be_hidden()


def test_insights_are_seen_as_a_chart_and_a_table_and_taken_along(page: Page) -> None:
    sign_in(page, "manager", at="/office/insights")
    chart = page.get_by_role("region", name="Milk collected")
    expect(chart.locator("svg .recharts-bar-rectangle").first).to_be_visible()
    axe(page)
    chart.locator("svg .recharts-bar-rectangle").first.hover()
    expect(chart.get_by_text(re.compile(r"^Litres: [1-9][\d,]*\.\d+\sL$"))).to_be_visible()
    with page.expect_download() as picture:
        chart.get_by_role("button", name="PNG: Milk collected").click()
    assert Path(picture.value.path()).read_bytes().startswith(PNG)
    with page.expect_download() as sheet:
        chart.get_by_role("link", name="CSV: Milk collected").click()
    assert "litres" in Path(sheet.value.path()).read_text(encoding="utf-8")
    with page.expect_download() as workbook:
        chart.get_by_role("link", name="Excel: Milk collected").click()
    assert len(load_workbook(workbook.value.path()).get_sheet_by_index(0).to_python()) > 2
    chart.get_by_role("button", name="Table").click()
    expect(chart.get_by_role("columnheader", name="Litres")).to_be_visible()
    chart.get_by_role("link").nth(-2).click()
    heading(page, "Delivery book")
    walk(page, *(f"insights/{part}" for part in ("seasons", "quality", "variance", "members", "timeliness")))


def test_a_clerk_on_a_small_screen_sees_prices_and_proposes_none(open_page: OpenPage) -> None:
    page = open_page(viewport=NARROW)
    sign_in(page, "clerk", at="/office/prices")
    expect(page.get_by_role("link", name="All centres").first).to_be_visible()
    expect(page.get_by_role("link", name="Propose a price")).to_have_count(0)
    assert overflows(page) == []
    page.goto("/office/prices/new")
    heading(page, "You may not see this")
    page.goto("/office/insights")
    heading(page, "Milk over time")
    assert overflows(page) == []
    axe(page)


def test_the_treasurers_charges_and_books_are_sound(page: Page) -> None:
    sign_in(page, "treasurer", at="/office/charges")
    expect(page.get_by_role("link", name="Registration").first).to_be_visible()
    axe(page)
    for way, name in (
        ("Creditors", "Creditors"),
        ("How much may be taken", "How much may be taken"),
        ("Books", "The books"),
    ):
        page.get_by_role("navigation", name="Parts of charges").get_by_role("link", name=way).click()
        heading(page, name)
        axe(page)
    page.get_by_role("link", name=re.compile("^1010 ")).click()
    expect(page.get_by_role("columnheader", name="Balance")).to_be_visible()
    walk(page, *(f"charges/{part}" for part in PARTS), *(f"prices/{part}" for part in RULES))
