"""One dairy per test, on real stores: founded once, copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from imbuto.inbox import Inbox, Sources
from imbuto.security.callback_book import CallbackBook

from .dairy import SECRET, Dairy, found_dairy, open_dairy
from .kept_callbacks import M_PESA


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("founded")
    return folder, found_dairy(folder)


@pytest.fixture
def dairy(founded: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[Dairy]:
    yield from _copied(founded, tmp_path / "dairy")


@pytest.fixture
def guarded(dairy: Dairy) -> Dairy:
    """A dairy that takes callbacks from M-Pesa's addresses alone, and whose inbox applies when it is told."""
    parts = dairy.parts
    book = CallbackBook(parts.people.store, parts.people.keyring, SECRET)
    inbox = Inbox(book, parts.ledger, Sources.of([M_PESA, "196.201.212.0/24"]), lambda: dairy.now)
    inbox.applies_by_itself = False
    parts.inbox = inbox
    return dairy


@pytest.fixture(scope="module")
def shared(founded: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dairy]:
    """One dairy for tests that leave nothing behind."""
    yield from _copied(founded, tmp_path_factory.mktemp("shared") / "dairy")


def _copied(founded: tuple[Path, dict[str, str]], folder: Path) -> Iterator[Dairy]:
    shutil.copytree(founded[0], folder)
    opened = open_dairy(folder, founded[1])
    yield opened
    opened.close()
