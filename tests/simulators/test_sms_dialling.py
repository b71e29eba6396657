"""A phone that dials: the gateway's forms, what it would not show, and the terminal."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest

from imbuto.simulators.clock import now
from imbuto.simulators.errands import VirtualErrands
from imbuto.simulators.sms.dialling import CODE, KEPT_SESSIONS, Closed, Dialling

from .helpers import Simulator

PHONE = "+254712345678"


class Cooperative:
    """Answers the steps as it is told to."""

    def __init__(self, *answers: tuple[int, str] | None) -> None:
        self.answers = list(answers)
        self.asked: list[dict[str, str]] = []

    def urls(self) -> dict[str, str]:
        return {"ussd_url": "http://127.0.0.1:1/ussd", "ussd_ended_url": ""}

    def __call__(self, url: str, fields: Mapping[str, str]) -> tuple[int, str] | None:
        self.asked.append(dict(fields))
        return self.answers.pop(0)


def dialling(cooperative: Cooperative) -> Dialling:
    return Dialling(cooperative, VirtualErrands(now), cooperative)


def test_each_step_sends_all_that_was_typed() -> None:
    cooperative = Cooperative((200, "CON Menu"), (200, "CON Milk"), (200, "CON Milk"), (200, "END Thanks"))
    phone = dialling(cooperative)
    session = phone.dial(PHONE, CODE)
    phone.press(session.id, "1", times=2)
    phone.press(session.id, "9.5")
    assert [step["text"] for step in cooperative.asked] == ["", "1", "1", "1*9.5"]
    assert cooperative.asked[0] == {
        "sessionId": session.id,
        "serviceCode": CODE,
        "phoneNumber": PHONE,
        "networkCode": "63902",
        "text": "",
    }
    assert (session.state, session.shown()["screen"]) == ("Success", "Thanks")
    with pytest.raises(Closed):
        phone.press(session.id, "1")


def test_what_stands_behind_the_code_is_typed_at_once() -> None:
    cooperative = Cooperative((200, "CON Milk"))
    dialling(cooperative).dial(PHONE, "*384*22384*1*2#")
    assert cooperative.asked[0]["text"] == "1*2"
    with pytest.raises(ValueError, match="nobody answers"):
        dialling(Cooperative()).dial(PHONE, "*100#")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (None, "nobody answered in time"),
        ((404, "CON Menu"), "it was answered with 404"),
        ((200, "Menu"), "does not begin with CON or END"),
        ((200, "CON " + "x" * 183), "the screen has 183 letters"),
        ((200, "CON naïve 牛"), "letters that no phone shows"),
    ],
)
def test_what_the_gateway_would_not_show_ends_the_session(answer: Any, why: str) -> None:
    session = dialling(Cooperative(answer)).dial(PHONE, CODE)
    assert session.state == "Failed"
    assert why in session.why
    assert session.shown()["screen"] == "Connection problem or invalid MMI code."


def test_without_an_address_nobody_is_asked_and_old_sessions_go() -> None:
    cooperative = Cooperative(*[(200, "CON Menu")] * (KEPT_SESSIONS + 1))
    phone = dialling(cooperative)
    first = phone.dial(PHONE, CODE)
    for _ in range(KEPT_SESSIONS):
        phone.dial(PHONE, CODE)
    with pytest.raises(Closed):
        phone.press(first.id, "1")
    cooperative.urls = lambda: {"ussd_url": "", "ussd_ended_url": ""}  # type: ignore[method-assign]
    assert phone.dial(PHONE, CODE).why == "no address is set"


def test_odd_requests_are_refused_by_name(sms: Simulator) -> None:
    assert "Whose phone" in sms.get("/ussd").text
    for path, body, word in (
        ("dial", {"from": "cow"}, "Kenyan"),
        ("dial", {"from": "0712345678", "code": 5}, "nobody answers"),
        ("dial", [], "JSON object"),
        ("press", {"session": "x", "input": ""}, "input"),
        ("press", {"session": "x", "input": "1", "times": 0}, "times"),
        ("press", {"session": "x", "input": "1"}, "over"),
        ("hang-up", {"session": "x"}, "over"),
    ):
        answer = sms.post(f"/control/ussd/{path}", body)
        assert (answer.status_code, word in answer.json()["error"]) == (400, True), (path, answer.text)


def test_a_terminal_dials_too(sms: Simulator) -> None:
    """The listener of these tests answers nothing that a phone could show, and the terminal says why."""
    sms.post("/control/urls", {"ussd_url": "", "ussd_ended_url": ""})
    command = [sys.executable, "-m", "imbuto.simulators.sms.dial", "--phone", "0712345678", "--simulator"]
    done = subprocess.run([*command, sms.url], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, "no address is set" in done.stdout) == (1, True)
    done = subprocess.run(
        [*command, "http://127.0.0.1:9"], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, "No simulator answers" in done.stderr) == (1, True)
