"""Every order of what workers, M-Pesa and officials may do to one payout, to a depth, and not by chance.

What M-Pesa did is fixed first: it took the first attempt and paid it, or took it and did not. Its replies to
our own requests and its answers to our own questions are true, officials look at its statement; callbacks say
whatever they like. So what the first attempt was paid, nothing else may pay again.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from imbuto.aggregates import Payout
from imbuto.aggregates.payout import attempt_id
from imbuto.errors import Refusal
from tests.aggregates.stories import CASH, FILE, MPESA, PHONE, payout
from tests.ledger.examples import JOB, MANAGER, TREASURER

FIRST = attempt_id(payout().id, 1)
MOST_QUESTIONS = 4
WALKS, STEPS = 500, 40


@dataclass
class Play:
    """A payout, and what is still on its way about its first attempt."""

    payout: Payout
    is_paid: bool
    taken: bool = False
    """Whether M-Pesa has taken the first attempt by now."""
    minutes: int = 0
    steps: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()
    """What the worker of the last first send may hear: nothing before, and nothing after it was heard."""
    again: bool = False
    """Whether another worker has sent it again, and waits for its reply."""
    facts: list[Any] = field(default_factory=list)

    def after(self, name: str, step: Step) -> Play:
        found = replace(self, payout=_copied(self.payout), steps=(*self.steps, name), facts=[])
        with suppress(Refusal):
            step(found)
        found.facts = list(found.payout.collect_events())
        return found

    def key(self) -> tuple[Any, ...]:
        """What decides about everything that may follow."""
        one = self.payout
        told = (one.state, one.attempt, one.questions, one.reported, one.reported_after, one.unclear)
        asked = tuple(sorted(one.answers.items())), tuple(sorted(one.asked_at.items()))
        doubted = frozenset(one.doubts), frozenset(one.contradictions), one.told_receipt, one.receipt
        people = one.proposed, one.decided_by, one.released_by, one.retried_by, one.channel, one.cause
        world = self.taken, self.again, self.replies, self.minutes
        return (told, asked, doubted, people, world, one.reported_at)


Step = Callable[[Play], object]


def _copied(one: Payout) -> Payout:
    found = copy.copy(one)
    held = {name: copy.copy(it) for name, it in vars(one).items() if isinstance(it, set | dict | list)}
    vars(found).update(held)
    return found


def _at(play: Play, by: Any) -> Any:
    return replace(by, at=by.at + timedelta(minutes=play.minutes))


def _ask(minutes: int) -> Step:
    def ask(play: Play) -> None:
        play.minutes += minutes
        if play.payout.questions < MOST_QUESTIONS:
            play.payout.ask_status(play.payout.questions + 1, _at(play, JOB))

    return ask


def _answer(question: int, code: str, status: str | None) -> Step:
    return lambda play: play.payout.answer_status(FIRST, question, code, status, "", _at(play, MPESA))


def _send(play: Play, taken: bool) -> None:
    """For the first time, or after it was certainly not taken."""
    if play.payout.submit(_at(play, JOB)) and play.payout.attempt == 1:
        play.taken, play.again = play.taken or taken, False
        play.replies = ("accepted", "unknown") if taken else ("not taken", "refused", "unknown")


def _send_again(play: Play) -> None:
    """By another worker, who knows nothing of the first. It is noted before, as jobs/pay.py does."""
    play.payout.lose_sight("no-answer", "the send was never answered", JOB)
    play.taken = play.again = True


def _reply(play: Play, name: str, again: bool = False) -> None:
    play.replies, play.again = (play.replies, False) if again else ((), play.again)
    if name == "accepted":
        play.payout.accept("AG_1", JOB)
    elif name == "unknown":
        play.payout.lose_sight("timeout", "no answer", JOB)
    elif name == "not taken":
        play.payout.defer("not-sent", "no line", JOB)
    else:
        play.payout.fail(FIRST, "400.002.02", "bad request", MPESA, "reply")


def _paid(receipt: str, evidence: str = "callback") -> Step:
    return lambda play: play.payout.pay(FIRST, receipt, 0, None, evidence, _at(play, MPESA))


def _agreed(outcome: str, receipt: str | None = None, channel: str = "mpesa") -> Step:
    def agree(play: Play) -> None:
        play.payout.approve_outcome(outcome, receipt, _at(play, MANAGER), channel)

    return agree


def _proposed(outcome: str, receipt: str | None = None, channel: str = "mpesa") -> Step:
    return lambda play: play.payout.propose_outcome(
        outcome, receipt, "statement", _at(play, TREASURER), channel
    )


def _steps(play: Play) -> Iterator[tuple[str, Step]]:
    """What may happen next."""
    for name in play.replies:
        yield f"reply {name}", lambda play, name=name: _reply(play, name)
    yield "send", lambda play: _send(play, taken=True)
    yield "send in vain", lambda play: _send(play, taken=False)
    if _may_be_sent_again(play.payout) and not play.again:
        yield "send again", _send_again
    if play.again:
        yield "reply again accepted", lambda play: _reply(play, "accepted", again=True)
        yield "reply again unknown", lambda play: _reply(play, "unknown", again=True)
    yield "callback failed", lambda play: play.payout.fail(FIRST, "1", "no float", _at(play, MPESA))
    yield "callback unclear", lambda play: play.payout.hear_unclear(FIRST, "17", "", _at(play, MPESA))
    yield "callback paid", _paid("SKX1")
    yield "callback invents", _paid("ZZ9")
    yield "callback strange", lambda play: play.payout.contradict("paid", "0", None, "", MPESA)
    yield "time-out", lambda play: play.payout.lose_sight("queue-timeout", "", JOB)
    yield "ask at once", _ask(0)
    yield "ask later", _ask(6)
    for question in range(1, play.payout.questions + 1):
        yield f"answer {question} under way", _answer(question, "0", "Initiated")
        too_soon = play.payout.attempt == 1 and play.payout.asked_at.get(question) == JOB.at
        if not (play.is_paid and play.taken) or too_soon:
            yield f"answer {question} empty", _answer(question, "2032", None)
    if play.payout.questions or play.payout.attempt > 1:
        if play.is_paid and play.taken:
            yield "answer paid", _paid("SKX1", "status")
        elif play.taken:
            yield "answer failed", lambda play: play.payout.fail(FIRST, "Declined", "", MPESA, "status")
    yield "review", lambda play: play.payout.put_to_review("", JOB)
    yield "hold", lambda play: play.payout.hold("", TREASURER)
    yield "release", lambda play: play.payout.release(PHONE, MANAGER)
    yield "to cash", lambda play: play.payout.release(None, MANAGER, way=CASH)
    yield "try again", lambda play: play.payout.retry(PHONE, TREASURER)
    yield "tries itself", lambda play: play.payout.retry(PHONE, JOB)
    yield "hand over", lambda play: play.payout.hand_over(FILE, "mpesa", "0001-A", TREASURER)
    yield "take back", lambda play: play.payout.take_back(FILE, "", TREASURER)
    yield "propose stands", _proposed("stands")
    yield "agree stands", _agreed("stands")
    if not play.is_paid:
        yield "propose not paid", _proposed("not_paid")
        yield "agree not paid", _agreed("not_paid")


def _may_be_sent_again(one: Payout) -> bool:
    open_yet = one.state == "submitted" or (one.state == "outcome_unknown" and not one.needs_answer)
    return one.attempt == 1 and open_yet


def _broken(before: Play, play: Play) -> str | None:
    """What is wrong about the facts of the last step."""
    was = before.payout
    for fact in play.facts:
        sends = isinstance(fact, Payout.Submitted | Payout.HandedOver)
        if sends and (was.proposed is not None or was.may_be_paid):
            return "money goes out while a proposal or a doubt is open"
        if isinstance(fact, Payout.Submitted) and was.state != "requested":
            return f"sent while {was.state}"
        if not (play.is_paid and before.taken):
            continue
        if sends and fact.attempt_id != FIRST:
            return "paid under a second id"
        if isinstance(fact, Payout.HandedOver):
            return "paid by a file too"
        if isinstance(fact, Payout.Released | Payout.Retried):
            return "let go to be paid elsewhere"
        if isinstance(fact, Payout.Failed):
            return "shown failed, and paid"
    for fact in play.facts:
        if isinstance(fact, Payout.Paid) and not play.is_paid and was.needs_answer:
            return "a lie is believed that a question could have told"
    return None


@pytest.mark.parametrize(("is_paid", "depth"), [(True, 5), (False, 5)])
def test_no_order_pays_twice(is_paid: bool, depth: int) -> None:
    plays = [Play(payout(), is_paid)]
    seen: set[Any] = set()
    for _ in range(depth):
        following = []
        for before in plays:
            for name, step in _steps(before):
                play = before.after(name, step)
                assert (wrong := _broken(before, play)) is None, (wrong, play.steps)
                moved = (play.taken, play.again, play.replies) != (before.taken, before.again, before.replies)
                if (play.facts or moved) and (key := play.key()) not in seen:
                    seen.add(key)
                    following.append(play)
        plays = following


@pytest.mark.parametrize("is_paid", [True, False])
def test_no_long_story_pays_twice(is_paid: bool) -> None:
    """Deeper than every order can be tried."""
    for seed in range(WALKS):
        random, play = Random(seed), Play(payout(), is_paid)
        for _ in range(STEPS):
            name, step = random.choice(list(_steps(play)))
            before, play = play, play.after(name, step)
            assert (wrong := _broken(before, play)) is None, (seed, wrong, play.steps)
