"""A process that follows a history known to all: it catches up step by step in threads and asks."""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence

from imbuto.aggregates import Fact
from imbuto.projections import Views
from tests.history import History


class Growing:
    """A history of which only the first facts have happened yet."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.happened = 0

    def facts(self, after: int, limit: int) -> Sequence[tuple[int, Fact]]:
        return self.history.facts(after, max(min(limit, self.happened - after), 0))

    def position(self) -> int:
        return self.happened


def long_history(deliveries: int = 200) -> History:
    """The same facts in every process."""
    history = History()
    history.found()
    for number in range(10):
        history.member(f"{number:04}")
    for number in range(deliveries):
        delivery = history.delivery(f"{number % 10:04}", litres=f"{number % 17 + 1}")
        if number % 3 == 0:
            history.confirm(delivery)
    return history


def ask_while_following(views: Views, growing: Growing, threads: int) -> None:
    """Each thread catches up to every position in turn, as if each had just saved a fact there."""
    failures: list[BaseException] = []

    def follow() -> None:
        try:
            for position in range(1, growing.history.position() + 1):
                growing.happened = max(growing.happened, position)
                views.catch_up(position)
                assert views.status()[0].position >= position
        except BaseException as error:
            failures.append(error)
            raise

    followers = [threading.Thread(target=follow) for _ in range(threads)]
    for follower in followers:
        follower.start()
    for follower in followers:
        follower.join()
    assert failures == []


def main(path: str) -> None:
    growing = Growing(long_history())
    views = Views(path, growing)
    ask_while_following(views, growing, threads=2)
    views.close()


if __name__ == "__main__":
    main(sys.argv[1])
