"""What is left to be done after the answer: in order, all of it, and never without end."""

from __future__ import annotations

import logging
import threading
from functools import partial

import pytest

from imbuto.errors import Busy
from imbuto.security.errands import Errands


def test_errands_are_done_in_the_order_they_came() -> None:
    errands, done = Errands(), list[int]()
    for number in range(20):
        errands.do(partial(done.append, number))
    errands.drain()
    assert done == list(range(20))


def test_an_errand_is_not_done_by_the_one_who_asks_for_it() -> None:
    errands, threads = Errands(), list[str]()
    errands.do(lambda: threads.append(threading.current_thread().name))
    errands.drain()
    assert threads == ["errands"]


def test_one_that_fails_stops_no_other_and_its_words_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    errands, done = Errands(), list[str]()

    def fails() -> None:
        raise ValueError("254712000001 is not known")

    with caplog.at_level(logging.INFO):
        errands.do(fails)
        errands.do(lambda: done.append("the next"))
        errands.drain()
    assert done == ["the next"]
    assert "ValueError in fails" in caplog.text
    assert "254712000001" not in caplog.text


def test_a_full_list_refuses_and_takes_more_when_there_is_room() -> None:
    errands, gate, begun = Errands(most_waiting=2), threading.Event(), threading.Event()

    def waits() -> None:
        begun.set()
        gate.wait()

    errands.do(waits)
    begun.wait()
    errands.do(lambda: None)
    errands.do(lambda: None)
    with pytest.raises(Busy):
        errands.do(lambda: None)
    with pytest.raises(TimeoutError):
        errands.drain(timeout_seconds=0.001)
    gate.set()
    errands.drain()
    errands.do(lambda: None)
    errands.drain()


def test_closing_does_what_waits_and_takes_nothing_more() -> None:
    errands, done = Errands(), list[int]()
    for number in range(5):
        errands.do(partial(done.append, number))
    errands.close()
    assert done == list(range(5))
    with pytest.raises(Busy):
        errands.do(lambda: None)


def test_closing_what_never_began_is_quiet() -> None:
    Errands().close()


def test_after_a_fork_the_child_begins_a_list_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    errands, done = Errands(), list[str]()
    errands.do(partial(done.append, "of the parent"))
    errands.drain()
    monkeypatch.setattr("os.getpid", lambda: 1)
    errands.do(partial(done.append, "of the child"))
    errands.drain()
    assert done == ["of the parent", "of the child"]
    monkeypatch.undo()
    errands.close()
