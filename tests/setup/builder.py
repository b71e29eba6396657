"""web/imbuto_build.py as a module, and a web/ of its own whose Node and npm only pretend."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
FILE = ROOT / "web" / "imbuto_build.py"

NODE = '#!/bin/sh\n[ "$1" = --version ] && echo {version}\n'
NPM = """#!{python}
import json, os, pathlib, sys
web = pathlib.Path.cwd()
with (web.parent / "npm.txt").open("a") as said:
    said.write(" ".join(sys.argv[1:3]) + "\\n")
if sys.argv[1] == "ci":
    lock = json.loads((web / "package-lock.json").read_text())
    del lock["packages"][""]
    (web / "node_modules").mkdir(exist_ok=True)
    (web / "node_modules/.package-lock.json").write_text(json.dumps(lock))
if sys.argv[1:] == ["run", "build"]:
    if (web / "broken").exists():
        sys.exit("no such word: " + (web / "broken").read_text())
    for door in ("office", "farmer"):
        folder = pathlib.Path(os.environ["IMBUTO_WEB_OUT"]) / door
        folder.mkdir(parents=True)
        (folder / "index.html").write_text((web / "src.txt").read_text())
        (folder / "build-manifest.json").write_text("{{}}")
if sys.argv[1] == "fail":
    sys.exit(7)
"""
PACKAGES = '{{"packages": {{"": {{}}, "node_modules/milk": {{"version": "{version}"}}, \
"node_modules/other-system": {{"version": "1.0.0", "optional": true}}}}}}'


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("imbuto_build", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Checkout:
    """A checkout with the builder in it; npm notes what it is asked."""

    def __init__(self, root: Path) -> None:
        self.root, self.web, self.out = root, root / "web", root / "imbuto" / "_web"
        for folder in (self.web, self.out.parent, root / "bin"):
            folder.mkdir(parents=True)
        (self.web / "imbuto_build.py").write_bytes(FILE.read_bytes())
        (self.web / "package.json").write_text("{}")
        self.write("src.txt", "milk")
        self.lock("1.0.0")
        self.node("v24.1.0")
        self.program("npm", NPM.format(python=sys.executable))

    def program(self, name: str, text: str) -> None:
        path = self.root / "bin" / name
        path.write_text(text)
        path.chmod(0o755)

    def node(self, version: str) -> None:
        self.program("node", NODE.format(version=version))

    def lock(self, version: str) -> None:
        self.write("package-lock.json", PACKAGES.format(version=version))

    def write(self, name: str, text: str) -> None:
        path = self.web / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)

    @property
    def asked(self) -> list[str]:
        """What npm was asked, oldest first."""
        path = self.root / "npm.txt"
        return path.read_text().splitlines() if path.exists() else []

    @property
    def shown(self) -> str:
        return (self.out / "office" / "index.html").read_text()

    @property
    def path(self) -> str:
        return f"{self.root / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin"
