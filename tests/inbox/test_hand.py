"""The thread that applies what came in: in order, through errors, and again after a fork."""

from __future__ import annotations

import os
import threading

from imbuto.inbox.hand import Hand


def test_it_applies_in_order_and_an_error_stops_nothing() -> None:
    applied: list[int] = []
    done = threading.Event()

    def apply(number: int) -> None:
        applied.append(number)
        if number == 2:
            raise ValueError("not this one")
        if number == 3:
            done.set()

    hand = Hand(apply)
    for number in (1, 2, 3):
        hand.give(number)
    assert done.wait(60)
    hand.stop()
    assert applied == [1, 2, 3]


def test_it_ends_what_it_was_given_and_begins_again_when_given_more() -> None:
    applied: list[int] = []
    hand = Hand(applied.append)
    for number in (1, 2):
        hand.give(number)
        hand.stop()
    hand.stop()
    assert applied == [1, 2]


def test_a_forked_process_has_a_thread_of_its_own() -> None:
    """Threads do not cross a fork: what the parent began does not serve the child."""
    applied: list[int] = []
    hand = Hand(applied.append)
    hand.give(1)
    hand.stop()
    hand.give(2)
    hand._process = os.getpid() + 1  # as a child finds it
    hand.give(3)
    hand.stop()
    assert applied[-1] == 3
