"""The data folder of a start: made private, held by one supervisor, set up as a demo where allowed."""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from imbuto.settings import DEMO_CREDENTIALS, SETTINGS_FILE
from imbuto.supervisor.processes import simulator_folder

LOCK_FILE = "imbuto.lock"
FOUNDED_MARK = "demo-is-founded"
BOOKS = {".db", ".sqlite", ".sqlite3"}


class StartRefused(Exception):
    """`imbuto up` cannot go on. The message says why and what to do next."""


def prepare(data: Path) -> None:
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        (data / "log").mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise StartRefused(
            f"The data folder {data} cannot be made ({error.strerror}). Choose another with IMBUTO_DATA."
        ) from error


@contextmanager
def held(data: Path) -> Iterator[None]:
    """Only one supervisor per folder. The system lets go of the lock however the holder ends."""
    path = data / LOCK_FILE
    with open(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StartRefused(
                f"Imbuto already runs on {data} (process {file.read().strip() or 'unknown'}). "
                "Stop it there with Ctrl-C, or choose another folder with IMBUTO_DATA and another --port."
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def set_up_demo(data: Path, port: int, demo: bool | None, environ: Mapping[str, str]) -> None:
    """Writes the demo's settings file when nothing was set up yet and a demo is allowed."""
    path = data / SETTINGS_FILE
    if path.exists():
        return
    configured = environ.get("IMBUTO_SECRET") or environ.get("IMBUTO_MODE") == "production"
    if demo is None and not configured:
        if has_books(data):
            raise StartRefused(
                f"{data} holds books, but its {SETTINGS_FILE} is gone. Put it back, or choose another folder "
                "with IMBUTO_DATA: a demo is never written over books."
            )
        demo = True
    if demo:
        _write_private(path, demo_settings(data, port))
    elif not configured:
        raise StartRefused(f"Nothing is set up in {data} yet. Run `imbuto init`, or `imbuto up` for a demo.")


def has_books(data: Path) -> bool:
    """Whether facts may be in the folder already."""
    return any(file.suffix in BOOKS for file in data.iterdir())


def is_founded(data: Path) -> bool:
    """Whether the books here are known to be whole: then no start needs to look through them for it."""
    return has_books(data) and (data / FOUNDED_MARK).exists()


def mark_founded(data: Path) -> None:
    (data / FOUNDED_MARK).touch(mode=0o600)


def refuse_other_mode(data: Path, environ: Mapping[str, str]) -> None:
    """Raises StartRefused where the environment would make a demo of real books, or the other way round.

    Elsewhere the environment comes before the settings file; what a folder holds it cannot change.
    """
    path, asked = data / SETTINGS_FILE, environ.get("IMBUTO_MODE")
    if not asked or not path.exists():
        return
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    for mode, kind in (("demo", "a demo"), ("production", "a real cooperative")):
        if asked != mode and f"IMBUTO_MODE={mode}" in lines:
            raise StartRefused(
                f"{data} is set up for {kind}, and the environment says IMBUTO_MODE={asked}. Leave "
                "IMBUTO_MODE out, or choose another folder with IMBUTO_DATA."
            )


def demo_settings(data: Path, port: int) -> str:
    """The settings file of a demo: a secret of its own, and the simulators in the place of the partners."""
    values = {
        "IMBUTO_MODE": "demo",
        "IMBUTO_SECRET": secrets.token_hex(32),
        "DARAJA_CERTIFICATE": str(simulator_folder(data, "daraja") / "daraja-certificate.pem"),
        **demo_addresses(port),
        **DEMO_CREDENTIALS,
    }
    lines = "".join(f"{name}={value}\n" for name, value in values.items())
    return f"# A demo: no real money and no real messages. Made by `imbuto up`.\n{lines}"


def demo_addresses(port: int) -> dict[str, str]:
    """Where everybody is found when the API listens on `port`."""
    return {
        "IMBUTO_PORT": str(port),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "DARAJA_BASE_URL": f"http://127.0.0.1:{port + 1}",
        "SMS_BASE_URL": f"http://127.0.0.1:{port + 2}",
    }


def sms_callbacks(public_url: str, secret: str) -> str:
    """Where the SMS gateway reports: the address holds a keyed token, so that nobody else can guess it."""
    return _gateway_callbacks(public_url, secret, "sms")


def ussd_callbacks(public_url: str, secret: str) -> str:
    """Where the USSD gateway posts each step of a session."""
    return _gateway_callbacks(public_url, secret, "ussd")


def _gateway_callbacks(public_url: str, secret: str, name: str) -> str:
    token = hmac.new(secret.encode(), name.encode(), hashlib.sha256).hexdigest()[:32]
    return f"{public_url}/api/v1/callbacks/{name}/{token}"


def _write_private(path: Path, text: str) -> None:
    """Written beside and moved into place, so that no crash leaves half a file."""
    beside = path.with_suffix(".new")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
