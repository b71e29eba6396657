"""What only a real process shows: lines that are closed or silent, pages of HTML, scripts in files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import requests

from .helpers import FARMER, Cooperative

if TYPE_CHECKING:
    from .conftest import Listener

pytestmark = pytest.mark.journey

PROGRAM = [sys.executable, "-m", "imbuto.simulators.daraja"]


@pytest.mark.parametrize(("fault", "taken"), [("closed_before", False), ("closed_after", True)])
def test_a_dropped_line_is_closed_without_a_word(
    daraja: Cooperative, listener: Listener, fault: str, taken: bool
) -> None:
    daraja.behave(fault)
    with pytest.raises(requests.ConnectionError, match=r"closed|aborted|reset"):
        daraja.pay()
    if taken:
        listener.wait_for(1, "/result")
    assert daraja.state()["wallets"] == ({FARMER: 1200} if taken else {})


def test_a_silent_line_outlasts_the_caller_s_patience(daraja: Cooperative, listener: Listener) -> None:
    daraja.behave("hang_after:30")
    url = f"{daraja.simulator.url}/mpesa/b2c/v3/paymentrequest"
    headers = {"Authorization": f"Bearer {daraja.token}"}
    with pytest.raises(requests.ReadTimeout):
        requests.post(url, json=daraja.payment(), headers=headers, timeout=(60, 0.3))
    listener.wait_for(1, "/result")
    assert daraja.state()["wallets"] == {FARMER: 1200}


def test_a_page_of_html_is_a_page_of_html(daraja: Cooperative) -> None:
    daraja.behave("html:503")
    answer = daraja.pay()
    assert (answer.status_code, answer.headers["Content-Type"]) == (503, "text/html; charset=utf-8")


def test_an_early_result_is_posted_before_the_answer(daraja: Cooperative, listener: Listener) -> None:
    daraja.behave("early")
    daraja.pay()
    assert len(listener.received) == 1


def test_the_page_offers_every_fault(daraja: Cooperative) -> None:
    page = daraja.simulator.get("/").text
    for words in (
        "contradict_after",
        "hang_before",
        "float_gone",
        "status",
        "Script for everybody",
        "statement.xlsx",
    ):
        assert words in page


@pytest.mark.parametrize("content", ["{", json.dumps({"rules": [{"do": "dance"}]})])
def test_a_script_that_is_not_understood_starts_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "script.json").write_text(content)
    arguments = ["--port", "0", "--data", str(tmp_path), "--script", str(tmp_path / "script.json")]
    ended = subprocess.run([*PROGRAM, *arguments], capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert "script.json: " in ended.stderr


def test_the_vocabulary_is_printed() -> None:
    ended = subprocess.run([*PROGRAM, "--explain"], capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    for words in (
        "THE SCRIPT",
        "timeout_after",
        "status.lost",
        "500.002.1001/duplicate",
        "SFC_IC0003",
        "misprint",
    ):
        assert words in ended.stdout
