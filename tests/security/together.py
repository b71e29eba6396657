"""Many at once: threads of one process, and processes of their own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

_SPAWN = multiprocessing.get_context("spawn")


def in_threads(count: int, act: Callable[[int], Any]) -> list[Any]:
    """What `act(0)` … `act(count - 1)` return when all of them start at the same moment."""
    gate = Barrier(count)

    def one(number: int) -> Any:
        gate.wait(60)
        return act(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def in_processes(count: int, act: Callable[..., Any], *args: Any) -> list[Any]:
    """What `act(*args)` returns in each of as many new processes, started at the same moment."""
    gate, answers = _SPAWN.Barrier(count), _SPAWN.Queue()
    processes = [_SPAWN.Process(target=_answer, args=(gate, answers, act, args)) for _ in range(count)]
    for process in processes:
        process.start()
    found = [answers.get(timeout=120) for _ in processes]
    for process in processes:
        process.join(60)
    answers.close()
    answers.join_thread()
    for answer in found:
        if isinstance(answer, BaseException):
            raise answer
    return found


def _answer(gate: Any, answers: Any, act: Callable[..., Any], args: tuple[Any, ...]) -> None:
    gate.wait(60)
    try:
        answers.put(act(*args))
    except Exception as error:  # noqa: BLE001 - carried to the test, which raises it
        answers.put(RuntimeError(repr(error)))
