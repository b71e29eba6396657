"""The command `imbuto` on a data folder of the test's own, without anything that the surroundings say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from imbuto.bootstrap import Parts, build
from imbuto.cli.main import cli
from imbuto.settings import Settings
from imbuto.supervisor.folder import demo_settings
from imbuto.values import By, utc_now
from tests.cli.importing import REGISTER, written

Run = Callable[..., Result]
SURROUNDINGS = ("IMBUTO_", "DARAJA_", "SMS_", "PUBLIC_URL", "DATABASE_URL", "REDIS_URL")
FOUNDING = (
    "init", "--yes", "--name", "Kibet Dairy", "--centre", "KB=Kibet", "--centre", "CH=Chepsir",
    "--price", "45.50", "--price-from", "2026-01-01", "--admin-name", "An Admin",
    "--public-url", "https://dairy.example.org",
)  # fmt: skip


@pytest.fixture(autouse=True)
def quiet_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in list(os.environ):
        if name.startswith(SURROUNDINGS):
            monkeypatch.delenv(name)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("IMBUTO_DATA", str(folder))
    return folder


@pytest.fixture
def run(data: Path) -> Run:
    """Runs `imbuto …`; what it says is in `output`, standard error included."""

    def running(*words: str | Path, typed: str | None = None) -> Result:
        return CliRunner().invoke(cli, [str(word) for word in words], input=typed)

    return running


@pytest.fixture
def founded(data: Path, run: Run) -> Path:
    """A real cooperative of two centres, whose first price a manager has approved."""
    result = run(*FOUNDING)
    assert result.exit_code == 0, result.output
    for parts in opened(data):
        (price,) = parts.ledger.cooperative().prices
        parts.ledger.approve_price(price, By("staff:S002", "office", "test", utc_now()))
    return data


@pytest.fixture
def demo_folder(data: Path) -> Path:
    """A folder that `imbuto up` has set up for a demo."""
    data.mkdir()
    (data / "imbuto.env").write_text(demo_settings(data, 8000))
    return data


@pytest.fixture
def with_members(run: Run, founded: Path, tmp_path: Path) -> Path:
    """The cooperative with two members, imported from a file."""
    result = run("import", "members", written(tmp_path, REGISTER), "--yes")
    assert result.exit_code == 0, result.output
    return founded


def opened(data: Path) -> Iterator[Parts]:
    """For one round of a loop: the parts of the installation, closed after it."""
    parts = build(Settings.from_env(data, partners=False))
    try:
        yield parts
    finally:
        parts.close()


def facts(data: Path) -> int:
    for parts in opened(data):
        return parts.ledger.position()
    return 0
