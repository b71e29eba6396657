"""`./dev` and the pages: built with the Node that is there or is brought, and worked on by Vite."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def builder(
    dev: ModuleType, tmp_path: Path, installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], None]:
    """A builder of the pages that does what it is told, in the place of the real one."""
    dev.make_environment(dev.RUNTIME)
    installed.clear()
    program = tmp_path / "builder.py"
    monkeypatch.setattr(dev, "BUILDER", str(program))
    return lambda code: program.write_text(code) and None


def test_the_pages_are_built_without_a_word_where_a_node_is(
    dev: ModuleType,
    builder: Callable[[str], None],
    installed: list[str],
    capfd: pytest.CaptureFixture[str],
) -> None:
    builder("")

    dev.build_doors()

    assert (installed, capfd.readouterr().out) == ([], "")


def test_node_is_brought_only_where_none_is_new_enough(
    dev: ModuleType, builder: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    brought: list[str] = []

    def install(lock: str) -> None:
        brought.append(lock)
        builder("print('built')")

    monkeypatch.setattr(dev, "install", install)
    builder("raise SystemExit(3)")

    dev.build_doors()

    assert brought == [dev.NODE]


@pytest.mark.parametrize(("code", "said"), [("1", "not built"), ("3", "Node 22.22 or newer")])
def test_pages_that_cannot_be_built_stop_nobody(
    dev: ModuleType,
    builder: Callable[[str], None],
    capfd: pytest.CaptureFixture[str],
    code: str,
    said: str,
) -> None:
    builder(f"raise SystemExit({code})")

    dev.build_doors()

    shown = capfd.readouterr().out
    assert said in shown
    assert "the API starts" in shown


@pytest.mark.parametrize("words", [["shop"], ["--api"], ["office", "farmer"], ["--help"]])
def test_working_on_no_door_is_refused_with_an_example(
    dev: ModuleType, installed: list[str], words: list[str]
) -> None:
    with pytest.raises(dev.Trouble, match=r"\./dev web office"):
        dev.web(words)


def test_working_on_a_door_becomes_vite_before_that_api(
    dev: ModuleType, builder: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    became: list[list[str]] = []
    for name in ("IMBUTO_DOOR", "IMBUTO_API"):
        monkeypatch.setenv(name, "")
    monkeypatch.setattr(dev.os, "execv", lambda program, arguments: became.append(arguments))
    builder("")

    dev.web(["farmer", "--api", "http://127.0.0.1:9000"])

    assert became == [[str(dev.PYTHON), dev.BUILDER, "npm", "run", "dev"]]
    assert (os.environ["IMBUTO_DOOR"], os.environ["IMBUTO_API"]) == ("farmer", "http://127.0.0.1:9000")
