"""Other processes that write into the same ledger: begun together, or killed in the middle of their work."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import randrange
from typing import Any
from uuid import UUID, uuid4

from imbuto.ledger import Ledger
from tests.ledger.examples import CLERK, DAY, opened, weighing

Work = Callable[[Ledger, int], Any]
PATIENCE_SECONDS = 60

# A clean process that has everything imported gives birth to the others quickly.
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["__main__", "tests.ledger.crew", "tests.ledger.tasks"])


def together(count: int, work: Work, folder: Path, environment: dict[str, str] | None = None) -> list[Any]:
    """What each of `count` processes returns from `work(ledger, number)`, all begun at one moment.

    An error in one of them is raised here.
    """
    barrier = processes.Barrier(count)
    with _started(count, _work, (barrier, work, folder, environment)) as pipes:
        answers = [_answer(pipe) for pipe in pipes]
    if wrong := [answer for answer in answers if isinstance(answer, Exception)]:
        raise wrong[0]
    return answers


@contextmanager
def _started(count: int, target: Callable[..., None], args: tuple[Any, ...]) -> Iterator[list[Connection]]:
    pairs = [processes.Pipe(duplex=False) for _ in range(count)]
    crew: list[BaseProcess] = []
    for number, (_, sending) in enumerate(pairs):
        crew.append(processes.Process(target=target, args=(sending, number, *args)))
        crew[-1].start()
        sending.close()
    try:
        yield [receiving for receiving, _ in pairs]
    finally:
        for process, (receiving, _) in zip(crew, pairs, strict=True):
            process.join(PATIENCE_SECONDS)
            process.kill()
            process.join()
            process.close()
            receiving.close()


def _answer(pipe: Connection) -> Any:
    try:
        return pipe.recv() if pipe.poll(PATIENCE_SECONDS) else TimeoutError("a process said nothing")
    except EOFError:
        return RuntimeError("a process ended without a word")


def _work(
    answer: Connection,
    number: int,
    barrier: Any,
    work: Work,
    folder: Path,
    environment: dict[str, str] | None,
) -> None:
    try:
        barrier.wait(PATIENCE_SECONDS)
        with opened(folder, environment) as ledger:
            answer.send(work(ledger, number))
    except Exception:  # noqa: BLE001 - it is raised where the answer is read
        answer.send(RuntimeError(traceback.format_exc()))


# ------------------------------------------------------------------- kill -9


def recorded_by_victims(
    count: int, folder: Path, environment: dict[str, str] | None, lifetimes: list[float]
) -> list[UUID]:
    """Lets `count` processes record until each is killed; the ids that a verb had acknowledged by then."""
    notes = [folder / f"acknowledged-{uuid4().hex}" for _ in range(count)]
    victims = [processes.Process(target=_record_for_ever, args=(note, folder, environment)) for note in notes]
    for victim in victims:
        victim.start()
    for note in notes:
        _wait_for(note)
    for victim, lifetime in zip(victims, lifetimes, strict=True):
        time.sleep(lifetime)
        assert victim.pid is not None
        os.kill(victim.pid, signal.SIGKILL)
    for victim in victims:
        victim.join()
        assert victim.exitcode == -signal.SIGKILL, "it had ended before it was killed"
        victim.close()
    return [UUID(line) for note in notes for line in note.read_text().splitlines() if len(line) == 36]


def _wait_for(note: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not note.exists() or note.stat().st_size == 0:
        assert time.monotonic() < until, "nothing was recorded"
        time.sleep(0.002)


def _record_for_ever(note: Path, folder: Path, environment: dict[str, str] | None) -> None:
    acknowledged = os.open(note, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    with opened(folder, environment) as ledger:
        while True:
            days = [DAY - timedelta(days=randrange(300)) for _ in range(3)]
            items = [(uuid4(), weighing(date=day, another_can=True)) for day in days]
            ledger.record_delivery(*items[0], CLERK)
            os.write(acknowledged, f"{items[0][0]}\n".encode())
            ledger.record_deliveries(items[1:], CLERK)
            os.write(acknowledged, "".join(f"{id}\n" for id, _ in items[1:]).encode())
