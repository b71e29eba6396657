"""Two officials settle a run to the last payment; what M-Pesa leaves open is decided by two as well."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.page import axe, may_answer, overflows, sign_in

pytestmark = pytest.mark.journey
SWEEPS = 200_000
"""Milliseconds in which the clock's sweep has come round, on a busy machine too."""
TABLET = {"width": 820, "height": 1180}
PAYDAY = 180_000
"""Milliseconds within which the simulator has paid a hundred members, however busy the machine is."""


def test_two_officials_settle_a_run_and_the_money_arrives(page: Page, open_page: OpenPage) -> None:
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
    manager.get_by_role("button", name="Approve and pay").click()
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


def test_what_became_of_a_payment_is_said_by_one_and_approved_by_another(
    page: Page, open_page: OpenPage
) -> None:
    treasurer, manager = page, open_page()
    sign_in(treasurer, "treasurer", at="/office/payouts/work")
    axe(treasurer)
    treasurer.get_by_role("region", name="Failed").get_by_role("link", name="0027").click()
    expect(treasurer.get_by_role("button", name="Try again")).to_be_visible()
    _is_said_to_be_paid(treasurer, by="mpesa", receipt="SKG1AB2C3D", evidence="M-Pesa statement, row 17")
    expect(treasurer.get_by_role("note")).to_contain_text("You proposed it")
    expect(treasurer.get_by_role("button", name="Try again")).to_have_count(0)
    sign_in(manager, "manager")
    _agrees(manager, _place(treasurer), receipt="SKG1AB2C3D")
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
        page.goto(f"/office/payouts/{place}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        axe(page)
        assert overflows(page) == [], place


def _place(page: Page) -> str:
    """The address of a page without its host, as another person's browser is sent there."""
    return urlsplit(page.url).path


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


def _approves_although_the_answer_is_lost(page: Page) -> None:
    """The first press reached the ledger and its answer did not come back; the second is the same act."""
    may_answer(page, 503)

    def loses_the_answer(route: Route) -> None:
        assert route.fetch().ok
        route.fulfill(status=503, body="")

    page.route("**/approval", loses_the_answer, times=1)
    press = page.get_by_role("dialog").get_by_role("button", name="Approve, pay now")
    press.click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("No answer")
    press.click()
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
