"""Two officials settle a run to the last payment; what M-Pesa leaves open is decided by two
on its statement."""

from __future__ import annotations

import re
from urllib.parse import urlsplit
from uuid import UUID

import pytest
import requests
from playwright.sync_api import FilePayload, Locator, Page, Route, expect

from imbuto.bootstrap import build
from imbuto.settings import Settings
from imbuto.values import business_date, utc_now
from tests.browser.conftest import OpenPage
from tests.browser.house import Demo
from tests.browser.page import axe, may_answer, overflows, sign_in, walk
from tests.journeys.house import operator

pytestmark = pytest.mark.journey
SWEEPS = 200_000
"""Milliseconds in which the clock's sweep has come round, on a busy machine too."""
MOST_STOPS = 80
"""Of the tab key on one page."""
TABLET = {"width": 820, "height": 1180}
PAYDAY = 180_000
"""Milliseconds within which the simulator has paid a hundred members, however busy the machine is."""


def test_two_officials_settle_a_run_one_without_a_mouse_and_the_money_arrives(
    page: Page, open_page: OpenPage
) -> None:
    treasurer, manager = page, open_page()
    sign_in(treasurer, "treasurer", at="/office/settlements")
    treasurer.get_by_role("row", name="Prepared").get_by_role("link").click()
    _stands_at(treasurer, "Review")
    expect(treasurer.get_by_role("note")).to_contain_text("You cannot approve this run")
    expect(treasurer.get_by_role("button", name="Approve and pay")).to_have_count(0)
    axe(treasurer)
    _asks_why(treasurer)

    sign_in(manager, "manager", at=_place(treasurer))
    net = manager.locator("aside dd").last.inner_text()
    _reach(manager.get_by_role("button", name="Approve and pay"))
    manager.keyboard.press("Enter")
    asked = manager.get_by_role("dialog")
    expect(asked).to_contain_text(net)
    expect(asked).to_contain_text("Members paid")
    expect(asked).to_contain_text("Prepared by")
    axe(manager)
    _approves_although_the_answer_is_lost(manager)

    expect(treasurer.get_by_text("Approved by").locator("..")).to_contain_text("S004")
    _all_are_paid(treasurer)
    _all_are_paid(manager)
    axe(treasurer)
    assert _approvals(treasurer) == 1

    run = treasurer.url
    treasurer.get_by_role("row", name="Paid").get_by_role("link").click()
    treasurer.get_by_role("region", name="Paid").get_by_role("link").first.click()
    expect(treasurer.get_by_text("Paid, and there is a receipt.")).to_be_visible()
    axe(treasurer)

    treasurer.goto(run)
    treasurer.get_by_role("row", name="Held").get_by_role("link").click()
    treasurer.get_by_role("region", name="Held").get_by_role("link").click()
    _is_said_to_be_paid(treasurer, by="cash", receipt="V-0113", evidence="The cash list, voucher V-0113")
    _agrees(manager, _place(treasurer), receipt="V-0113")
    treasurer.goto(run)
    # The run is ended by the clock's sweep, which comes once a minute.
    expect(treasurer.get_by_text("Every payment has ended.")).to_be_visible(timeout=SWEEPS)
    axe(treasurer)


def test_on_paper_all_statements_of_a_run_are_there(page: Page) -> None:
    sign_in(page, "treasurer", at="/office/settlements")
    run = page.request.get("/api/v1/settlements").json()["items"][-1]["id"]
    page.goto(f"/office/settlements/{run}/statements")
    table = page.get_by_role("table", name="Statements")
    expect(table).to_have_attribute("aria-rowcount", re.compile(r"\d+"))
    many = int(table.get_attribute("aria-rowcount") or 0)
    rows = table.locator("tbody tr:not([aria-hidden])")
    assert 100 < many > rows.count()
    page.emulate_media(media="print")
    expect(rows).to_have_count(many)
    frame = table.locator("..")
    assert frame.evaluate("frame => frame.scrollHeight <= frame.clientHeight")
    page.emulate_media(media="screen")
    expect(rows).not_to_have_count(many)


def test_what_m_pesa_never_told_is_settled_on_its_statement_by_two_officials(
    page: Page, open_page: OpenPage, demo: Demo
) -> None:
    treasurer, manager = page, open_page()
    demo.behave(demo.get("S006", "/members/0027")["phone"], "lost+status.lost")
    sign_in(treasurer, "treasurer", at="/office/payouts/work")
    axe(treasurer)
    treasurer.get_by_role("region", name="Failed").get_by_role("link", name="0027").click()
    treasurer.get_by_role("button", name="Try again").click()
    treasurer.get_by_role("dialog").get_by_role("button", name="Try again").click()
    # As long as M-Pesa can still answer, nothing that anybody could do would be safe.
    expect(treasurer.get_by_text("There is nothing to do: M-Pesa answers")).to_be_visible()
    payout = treasurer.url
    _a_day_passes_without_an_answer(demo, UUID(payout.rpartition("/")[2]))
    expect(treasurer.get_by_text("Two officials decide on its statement.")).to_be_visible()
    expect(treasurer.get_by_role("button", name="Say what became of it")).to_be_visible()
    expect(treasurer.get_by_role("button", name=re.compile("Try again|Release|Hold"))).to_have_count(0)

    receipt, evidence = _is_found_on_the_statement(treasurer, demo, "0027")
    treasurer.goto(payout)
    _is_said_to_be_paid(treasurer, by="mpesa", receipt=receipt, evidence=evidence)
    expect(treasurer.get_by_role("note")).to_contain_text("You proposed it")
    sign_in(manager, "manager")
    _agrees(manager, _place(treasurer), receipt=receipt)
    expect(treasurer.get_by_text("Paid, and there is a receipt.")).to_be_visible()


def test_payments_are_stopped_and_resumed_on_a_tablet(open_page: OpenPage) -> None:
    page = open_page(viewport=TABLET)
    sign_in(page, "treasurer", at="/office/payouts")
    page.get_by_role("button", name="Stop all payments").click()
    page.get_by_label("Why?").fill("The list is looked through once more.")
    page.get_by_role("button", name="Stop them now").click()
    expect(page.get_by_text("Nothing is sent until a person resumes them.")).to_be_visible()
    axe(page)
    assert overflows(page) == []
    page.get_by_role("button", name="Let payments go").click()
    page.get_by_label("Why?").fill("Looked through.")
    page.get_by_role("button", name="Let them go").click()
    expect(page.get_by_text("Payments go out as they are due.")).to_be_visible()
    for place in ("float", "files", "comparison", "messages", "codes"):
        walk(page, f"payouts/{place}")
        assert overflows(page) == [], place


def _place(page: Page) -> str:
    """The address of a page without its host, as another person's browser is sent there."""
    return urlsplit(page.url).path


def _a_day_passes_without_an_answer(demo: Demo, payout: UUID) -> None:
    """What the clock records then, recorded now."""
    parts = build(Settings.from_env(demo.data))
    try:
        parts.ledger.put_payout_to_review(payout, "M-Pesa did not say what became of it.", operator())
    finally:
        parts.close()


def _is_found_on_the_statement(page: Page, demo: Demo, member: str) -> tuple[str, str]:
    """The receipt that M-Pesa's own statement has for that member's payment, and where it stands in it."""
    today = business_date(utc_now()).isoformat()
    printed = requests.get(f"{demo.daraja}/control/statement.csv", timeout=30)
    page.goto("/office/payouts/comparison")
    file: FilePayload = {"name": "portal.csv", "mimeType": "text/csv", "buffer": printed.content}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name=re.compile(r"^Bring in \d+ rows?$")).click()
    expect(page.get_by_role("region", name="Statements brought in")).to_contain_text("portal.csv")
    axe(page)
    page.goto(f"/office/payouts/comparison/{today}")
    differs = page.get_by_role("region", name="Not known here, paid there")
    expect(differs.get_by_role("link", name=member)).to_be_visible()
    offered = re.search(r"receipt (\w+), (.+)\. Open the payment", differs.inner_text())
    assert offered is not None, differs.inner_text()
    axe(page)
    return offered[1], offered[2]


def _is_said_to_be_paid(page: Page, *, by: str, receipt: str, evidence: str) -> None:
    page.get_by_role("button", name="Say what became of it").click()
    form = page.get_by_role("dialog")
    form.get_by_label("By", exact=True).select_option(by)
    form.get_by_label(re.compile("Receipt|Voucher")).fill(receipt)
    form.get_by_label("Evidence").fill(evidence)
    axe(page)
    form.get_by_role("button", name="Propose it").click()
    expect(form).to_have_count(0)


def _agrees(page: Page, place: str, *, receipt: str) -> None:
    """The second official sees the receipt and who proposed it before the payment ends."""
    page.goto(place)
    page.get_by_role("button", name="Look and approve").click()
    asked = page.get_by_role("dialog")
    expect(asked).to_contain_text(receipt)
    expect(asked).to_contain_text("S006")
    asked.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_text("Paid, and there is a receipt.")).to_be_visible()


def _stands_at(page: Page, step: str) -> None:
    expect(
        page.get_by_role("list", name="Where the run stands").locator("[aria-current=step]")
    ).to_contain_text(step)


def _asks_why(page: Page) -> None:
    """From the total to its statements, from one to its weighings, from a price to the rule that gave it."""
    run = page.url
    page.get_by_label("Totals").get_by_role("link").first.click()
    page.get_by_role("link", name="0001").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("0001")
    page.get_by_role("region", name="Milk").get_by_role("button").first.click()
    expect(page.get_by_role("button", expanded=True).locator("..")).to_contain_text("Price of a litre")
    axe(page)
    page.goto(run)


def _reach(wanted: Locator) -> None:
    """By the keyboard alone, as one who has no mouse."""
    expect(wanted).to_be_enabled()
    for _ in range(MOST_STOPS):
        if wanted.evaluate("(one) => one === document.activeElement"):
            return
        wanted.page.keyboard.press("Tab")
    expect(wanted).to_be_focused()


def _approves_although_the_answer_is_lost(page: Page) -> None:
    """The first press reached the ledger and its answer did not come back; the second is the same act."""
    may_answer(page, 503)

    def loses_the_answer(route: Route) -> None:
        assert route.fetch().ok
        route.fulfill(status=503, body="")

    page.route("**/approval", loses_the_answer, times=1)
    press = page.get_by_role("dialog").get_by_role("button", name="Approve, pay now")
    _reach(press)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("No answer")
    _reach(press)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)


def _all_are_paid(page: Page) -> None:
    """Nothing is left to send or to hear of, and the five groups add up."""
    sums = page.get_by_role("table", name="Where the money is")
    for group in ("Not sent yet", "Not known yet"):
        expect(sums.get_by_role("row", name=group).get_by_role("cell").first).to_have_text(
            "0", timeout=PAYDAY
        )


def _approvals(page: Page) -> int:
    told = page.context.request.get(page.url.replace("/office/", "/api/v1/")).json()
    return [chapter["fact"] for chapter in told["story"]].count("settlement.approved")
