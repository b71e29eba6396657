"""What the README tells a newcomer to type is typed here, against a running demo."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from imbuto.supervisor.folder import demo_settings
from tests.journeys.house import House, eventually

README = Path(__file__).parents[2] / "README.md"

pytestmark = pytest.mark.journey


def executed_block() -> str:
    """The commands of "A first delivery", as written."""
    match = re.search(r"<!-- executed by [^>]*-->\n```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.S)
    assert match is not None
    return match[1]


def test_the_first_delivery_of_the_readme_is_recorded_and_told(house: House) -> None:
    house.data.mkdir()
    (house.data / "imbuto.env").write_text(demo_settings(house.data, house.port), encoding="utf-8")
    house.start()
    commands = executed_block().replace("http://127.0.0.1:8000", house.base)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert '"status":"recorded"' in done.stdout
    assert "delivery.recorded" in done.stdout
    assert '"owed"' in done.stdout
    eventually(lambda: [m for m in house.messages() if "3.5" in m["text"]])
