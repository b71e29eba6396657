"""The office of members: registering by keyboard, a number changed by two, files brought in, who may not."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.page import NARROW, axe, loaded, may_answer, overflows, sign_in, steady, walk

HEAD = "Member No,Name,Phone,Centre\n"


def test_a_clerk_registers_a_member_by_keyboard_and_finds_the_member_by_search(page: Page) -> None:
    sign_in(page, "clerk", at="/office/members/register")
    number = page.get_by_label("Number", exact=True)
    expect(number).to_have_value("0121")
    page.get_by_label("Name", exact=True).focus()
    page.keyboard.type("Achieng Odhiambo")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("+254 712-345 678")
    expect(page.get_by_text("Read as 0712 345 678")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("C2")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_label("Name", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("0121, Achieng Odhiambo, is registered")).to_be_visible()
    expect(number).to_have_value("0122")
    axe(page)
    page.goto("/office/members")
    page.get_by_role("searchbox", name="Search").fill("odhia")
    row = page.get_by_role("row", name="0121 Achieng Odhiambo")
    expect(row).to_contain_text("0712 345 678")
    assert "odhia" not in page.url
    axe(page)
    page.reload()
    expect(page.get_by_role("searchbox", name="Search")).to_have_value("odhia")
    loaded(page)
    steady(page)
    row.get_by_role("link").click()
    expect(page.get_by_role("heading", name="Achieng Odhiambo")).to_be_visible()
    # A clerk reads no statements: the milk of the months is there all the same.
    page.goto("/office/members/0001?tab=milk")
    expect(page.get_by_role("heading", name="Litres by month")).to_be_visible()
    axe(page)


def test_a_number_that_the_clerk_proposes_is_approved_by_the_manager(open_page: OpenPage) -> None:
    clerk, manager = open_page(), open_page()
    sign_in(clerk, "clerk", at="/office/members/0003")
    clerk.get_by_role("button", name="Propose another number").click()
    clerk.get_by_label("New number").fill("0799 000 111")
    clerk.get_by_role("button", name="Propose", exact=True).click()
    expect(clerk.get_by_text("You proposed it: another official decides.")).to_be_visible()
    axe(clerk)
    sign_in(manager, "manager", at="/office/members?attention=proposed")
    manager.get_by_role("link", name="0003").click()
    expect(manager.get_by_text("S001, Demo Clerk 1")).to_be_visible()
    axe(manager)
    manager.get_by_role("button", name="Approve", exact=True).click()
    dialog = manager.get_by_role("dialog", name="Approve the new number of 0003?")
    expect(dialog).to_contain_text("0799 000 111")
    axe(manager)
    dialog.get_by_role("button", name="Approve", exact=True).click()
    expect(dialog).to_be_hidden()
    expect(manager.get_by_text("Another number for messages and money")).to_be_hidden()
    expect(manager.get_by_role("main")).to_contain_text("0799 000 111")
    expect(clerk.get_by_text("You proposed it: another official decides.")).to_be_hidden()


def test_a_file_with_a_bad_row_is_told_of_and_the_mended_one_is_recorded(page: Page) -> None:
    sign_in(page, "clerk", at="/office/members/import?kind=members")
    file = page.get_by_label("Drop a file here, or choose one")
    file.set_input_files(a_register("0201,Chebet Koech,0712,C1\n0202,Otieno Okoth,0700111222,C1\n"))
    expect(page.get_by_role("heading", name="One fault")).to_be_visible()
    fault = page.get_by_role("table", name="One fault").get_by_role("row").nth(1)
    expect(fault).to_contain_text("0712")
    with page.expect_download() as coming:
        page.get_by_role("button", name="As a CSV file").click()
    assert "0712" in Path(coming.value.path()).read_text(encoding="utf-8-sig")
    axe(page)
    page.locator("input[type=file]").set_input_files(
        a_register("0201,Chebet Koech,0712000111,C1\n0202,Otieno Okoth,0700111222,C1\n")
    )
    page.get_by_role("button", name="Register 2 members").click()
    page.get_by_role("dialog").get_by_role("button", name="Record them").click()
    expect(page.get_by_text("2 rows are recorded")).to_be_visible()
    page.get_by_role("link", name="To the members").click()
    page.get_by_role("searchbox", name="Search").fill("chebet")
    expect(page.get_by_role("row", name="0201 Chebet Koech")).to_be_visible()


def a_register(rows: str) -> FilePayload:
    return {"name": "register.csv", "mimeType": "text/csv", "buffer": (HEAD + rows).encode()}


def test_a_treasurer_sees_why_and_every_tab_holds_on_a_narrow_screen(open_page: OpenPage) -> None:
    wide, narrow = open_page(), open_page(viewport=NARROW)
    sign_in(wide, "treasurer", at="/office/members/0001")
    expect(wide.get_by_text("A clerk asks for a change of number")).to_be_visible()
    expect(wide.get_by_role("button", name="Propose another number")).to_be_hidden()
    wide.goto("/office/members/register")
    expect(wide.get_by_role("heading", name="You may not see this")).to_be_visible()
    expect(wide.get_by_text("the right to register members")).to_be_visible()
    sign_in(narrow, "manager", at="/office/members/0001")
    loaded(narrow)
    steady(narrow)
    for tab in ("Milk", "Statements", "Charges", "Account", "Messages", "Access", "Privacy", "Story"):
        narrow.get_by_role("navigation", name="About this member").get_by_role("link", name=tab).click()
        loaded(narrow)
        assert overflows(narrow) == [], tab
        axe(narrow)
    narrow.set_viewport_size({"width": 390, "height": 844})
    narrow.goto("/office/messages?month=2026-10")
    loaded(narrow)
    _is_not_pushed(narrow.get_by_role("table", name="Messages, the newest first"))
    narrow.goto("/office/charges/books/1010")
    expect(narrow.get_by_role("row").nth(1).get_by_role("cell").last).to_be_in_viewport(ratio=1)


def _is_not_pushed(table: Locator) -> None:
    """All of it stands in its place: nobody pushes it sideways to read on."""
    expect(table).to_be_visible()
    beyond: int = table.evaluate("table => table.offsetWidth - table.parentElement.clientWidth")
    assert beyond <= 0


def test_settings_and_messages_are_in_order_for_whoever_looks(page: Page) -> None:
    sign_in(page, "admin", at="/office/settings")
    page.get_by_role("button", name="Open a centre").click()
    page.get_by_label("Code").fill("kim")
    page.get_by_label("Name", exact=True).fill("Kimende")
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.get_by_role("row", name="KIM Kimende")).to_be_visible()
    may_answer(page, 403)
    parts = ("staff", "staff/S006", "cooperative", "formats", "formats/new", "views")
    walk(page, "messages?month=2026-10", *(f"settings/{part}" for part in parts))
