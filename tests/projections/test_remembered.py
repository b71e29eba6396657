"""What is kept in memory holds only as long as its sums, and there is never more of it than allowed."""

from __future__ import annotations

from collections.abc import Callable

from imbuto.projections.remembered import Remembered


def counting(found: list[int]) -> Callable[[], int]:
    def find() -> int:
        found.append(len(found))
        return len(found)

    return find


def test_the_same_question_at_the_same_sums_is_answered_once() -> None:
    remembered, found = Remembered(2), list[int]()
    assert [remembered.answer("a", 1, counting(found)) for _ in range(3)] == [1, 1, 1]


def test_other_sums_are_looked_at_anew() -> None:
    remembered, found = Remembered(2), list[int]()
    assert [remembered.answer("a", sums, counting(found)) for sums in (1, 2, 2, 1)] == [1, 2, 2, 3]


def test_the_oldest_answer_gives_way() -> None:
    remembered, found = Remembered(2), list[int]()
    for asked in ("a", "b", "c", "b", "a"):
        remembered.answer(asked, 1, counting(found))
    assert len(found) == 4
