"""`./dev` as a module on a checkout of its own, where nothing is really installed."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
DEV = ROOT / "dev"


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, on a checkout of its own."""
    loader = importlib.machinery.SourceFileLoader("dev_script", str(DEV))
    spec = importlib.util.spec_from_loader("dev_script", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader.exec_module(module)
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-web.lock", "pyproject.toml"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    for name, path in (
        ("ROOT", tmp_path),
        ("VENV", tmp_path / ".venv"),
        ("PYTHON", tmp_path / ".venv/bin/python"),
        ("STAMP", tmp_path / ".venv/imbuto-lock"),
    ):
        monkeypatch.setattr(module, name, path)
    return module


@pytest.fixture
def installed(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which locks were installed; the registry is the edge that is not crossed here."""
    locks: list[str] = []
    monkeypatch.setattr(dev, "install", locks.append)
    return locks
