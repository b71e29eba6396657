"""What these tests hear: a test in a browser that hears nothing proves nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.begun import Begun
from tests.browser.conftest import OpenPage
from tests.browser.page import NARROW, axe, hear_out, may_answer, offline, overflows

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def demo(begun: Begun) -> Begun:
    """Whose pages are looked at is all one here."""
    return begun


@pytest.fixture
def office(page: Page) -> Page:
    page.goto("/office/")
    expect(page.locator("input[type=password]")).to_be_visible()
    return page


@pytest.mark.parametrize(
    ("event", "done", "heard"),
    [
        ("console", "console.error('spilt')", "spilt"),
        ("pageerror", "setTimeout(() => { throw new Error('milk') })", "an error nobody caught"),
        ("console", "document.body.append(script)", "Content Security Policy"),
        ("console", "document.body.append(style)", "Content Security Policy"),
        ("console", "fetch('/api/v1/nowhere')", "404"),
    ],
)
def test_what_is_wrong_on_a_page_is_heard(office: Page, event: str, done: str, heard: str) -> None:
    inline = "Object.assign(document.createElement('{0}'), {{textContent: ' '}})"
    with office.expect_event(event):  # type: ignore[call-overload]
        office.evaluate(
            f"() => {{ const script = {inline.format('script')}, style = {inline.format('style')}; {done} }}"
        )

    assert heard in "".join(hear_out(office))


def test_a_refusal_that_is_meant_is_no_fault(office: Page) -> None:
    may_answer(office, 404)
    with office.expect_event("console"):
        office.evaluate("() => fetch('/api/v1/nowhere').then(() => undefined)")

    assert hear_out(office) == []


def test_without_a_network_a_page_is_told_and_nothing_comes(office: Page) -> None:
    with offline(office.context):
        assert office.evaluate("() => navigator.onLine") is False
        assert office.evaluate("() => fetch('/healthz').then(() => 'came', () => 'lost')") == "lost"
    assert office.evaluate("() => fetch('/healthz').then(() => 'came', () => 'lost')") == "came"


def test_a_picture_without_words_is_found_and_named(office: Page) -> None:
    office.evaluate("() => document.body.append(new Image())")

    with pytest.raises(AssertionError, match="image-alt"):
        axe(office)


def test_what_is_too_wide_for_a_phone_is_named(open_page: OpenPage) -> None:
    page = open_page(viewport=NARROW)
    page.goto("/farmer/")
    page.evaluate(
        "() => document.body.append(Object.assign(document.createElement('hr'), {style: 'width: 999px'}))"
    )

    assert "<hr" in "".join(overflows(page))
