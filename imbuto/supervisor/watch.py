"""Everything that runs under one supervisor: started in order, watched, restarted, stopped in reverse."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

from imbuto.redis_server import RedisServer
from imbuto.supervisor import readiness
from imbuto.supervisor.child import Child, Patience
from imbuto.supervisor.logs import Log
from imbuto.supervisor.panel import Terminal
from imbuto.supervisor.processes import Process, arguments, launch_prefix, launched, simulator_folder
from imbuto.supervisor.remains import MARK, RUN_FILE, STOP_SECONDS, RunFile, end_all, marked, send

READY_SECONDS = 60.0
SEED_SECONDS = 600.0
BEAT_SECONDS = 0.1


class GaveUp(Exception):
    """A process does not come up, or crashes again and again. The message says why."""


class Household:
    """The Redis and the children of one start. `callbacks` are filled into the stand-ins' options. `pause`
    waits and may raise to end the start or the watch."""

    def __init__(
        self,
        data: Path,
        host: str,
        port: int,
        environ: dict[str, str],
        callbacks: Mapping[str, str],
        terminal: Terminal,
    ) -> None:
        self._data, self._host, self._port = data, host, port
        self._environ = environ
        self._callbacks = callbacks
        self._terminal = terminal
        self._children: list[Child] = []
        self._redis: RedisServer | None = None
        self._redis_patience = Patience()
        self._run_file = RunFile(data / RUN_FILE, environ[MARK])
        self.pause: Callable[[float], None] = time.sleep

    def start_redis(self, url: str) -> None:
        self._run_file.write()
        self._redis = RedisServer(self._data, url, prefix=launch_prefix(os.getpid()), environ=self._environ)
        self._environ["REDIS_URL"] = self._redis.start()
        self._terminal.step("redis", "answers, as REDIS_URL says" if url else "answers")

    def start(self, processes: list[Process]) -> None:
        for process in processes:
            self._begin(self._make(process))
            if not process.ready:
                self._terminal.step(process.name, "started")

    def run_once(self, process: Process) -> None:
        """Runs a process to its end. Raises GaveUp when it fails."""
        child = self._make(process)
        self._begin(child)
        until = time.monotonic() + SEED_SECONDS
        while child.is_running and time.monotonic() < until:
            self.pause(BEAT_SECONDS)
        code = child.exit_code()
        child.drain()
        if code != 0:
            self._give_up(
                child, "did not finish in time" if code is None else f"failed ({child.how_it_ended()})"
            )
        self._children.remove(child)
        self._terminal.step(process.name, "ready")

    def wait_until_ready(self) -> None:
        """Raises GaveUp, naming what did not come up, after a minute or as soon as one has ended."""
        waiting = [child for child in self._children if child.process.ready]
        until = time.monotonic() + READY_SECONDS
        while waiting:
            self.pause(BEAT_SECONDS)
            for child in self._children:
                if not child.is_running:
                    self._give_up(child, f"ended at its start ({child.how_it_ended()})")
            for child in filter(self._answers, list(waiting)):
                waiting.remove(child)
                self._terminal.step(child.name, "answers")
            if waiting and time.monotonic() > until:
                self._give_up(waiting[0], f"did not answer within {READY_SECONDS:.0f} seconds")

    def watch(self) -> NoReturn:
        """Starts again what crashes, until `pause` raises or a process has crashed too often."""
        while True:
            self.pause(BEAT_SECONDS)
            self._look_after_redis()
            for child in self._children:
                self._look_after(child)

    def stop(self) -> None:
        """The reverse of the start; nobody is left."""
        for child in reversed(self._children):
            child.stop(STOP_SECONDS)
        if self._redis is not None:
            self._redis.stop()
        end_all(lambda: marked(self._run_file.mark), seconds=1.0)
        self._run_file.remove()

    def kill_at_once(self) -> None:
        for child in self._children:
            child.send_kill()
        if self._redis is not None:
            self._redis.kill()
        send(marked(self._run_file.mark), signal.SIGKILL)

    def _answers(self, child: Child) -> bool:
        return readiness.answers(child.process.host(self._host), child.port, child.process.ready)

    def _make(self, process: Process) -> Child:
        port = self._port + process.port_after
        folder = simulator_folder(self._data, process.name)
        if "{data}" in process.options:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        values = {"port": str(port), "data": str(folder), **self._callbacks}
        log = Log(process.name, self._data / "log", self._terminal.alarm)
        return Child(process, launched(os.getpid(), arguments(process, values)), port, log)

    def _begin(self, child: Child) -> None:
        if child not in self._children:
            self._children.append(child)
        self._run_file.born(child.name, child.start(self._environ, self._data))

    def _look_after(self, child: Child) -> None:
        if child.start_again_at is not None:
            if time.monotonic() >= child.start_again_at:
                self._begin(child)
            return
        if child.is_running:
            return
        how = child.how_it_ended()
        pause = child.crashed()
        if pause is None:
            self._give_up(child, f"crashed again and again, at last with {how}")
        self._terminal.alarm(child.name, f"ended with {how}; starts again in {pause:g} s")

    def _look_after_redis(self) -> None:
        if self._redis is None or not self._redis.is_ours or self._redis.is_running():
            return
        pause = self._redis_patience.pause_after_crash(time.monotonic())
        if pause is None:
            raise GaveUp(f"Redis ended again and again. Its log is {self._redis.log}.")
        self._terminal.alarm("redis", "ended; starts again")
        self.pause(pause)
        self._redis.start()

    def _give_up(self, child: Child, why: str) -> NoReturn:
        child.drain()
        last = "\n".join(f"    {line}" for line in child.log.tail())
        raise GaveUp(
            f"{child.name} {why}. Everything is stopped. The last lines of {child.log.path}:\n{last}"
        )
