"""What is outside the gateway, and what every door does alike: answer badly, post later."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from imbuto.simulators.book import Book
from imbuto.simulators.clock import Clock
from imbuto.simulators.errands import Later
from imbuto.simulators.posting import Post
from imbuto.simulators.serving import DroppedConnection

from . import refusals
from .faults import Fault, Plan, ScriptError
from .forgeries import Forgery
from .rules import KEPT
from .script import Asked, Script, read_script
from .shapes import deform
from .story import Story


@dataclass(frozen=True)
class World:
    """The time, hands for later, the way to the listener.

    ``delay_ms`` passes between accepting a request and its result.
    """

    clock: Clock
    errands: Later
    post: Post
    delay_ms: int


class Adversary:
    """Holds the script, counts the tries, and spoils answers."""

    def __init__(
        self, book: Book, story: Story, world: World, seed: int, script: dict[str, Any] | None
    ) -> None:
        """A script that is given now replaces the one from the last start."""
        self._book = book
        self._story = story
        self._world = world
        self._seed = seed
        self.end_token: Callable[[], None] = lambda: None
        self._start = script or {}
        self.script = read_script(self._start, seed)
        if script is not None:
            book.note("script", "")
        self.forget()

    def forget(self) -> None:
        """Read the script anew: the book was emptied or opened."""
        try:
            kept = self._book.noted("script")
            self.script = read_script(json.loads(kept) if kept else self._start, self._seed)
        except ScriptError:  # one that an older version understood
            self.script = read_script(self._start, self._seed)

    def follow(self, source: Any) -> Script:
        """Follow another script from now on. Raises ScriptError, and keeps the old one."""
        self.script = read_script(source, self._seed)
        self._book.note("script", json.dumps(source))
        return self.script

    def asked(self, door: str, about: str, msisdn: str = "", shillings: int = 0) -> Asked:
        """This request as the script sees it; asking counts it as one more try."""
        nth, tries = self._story.count_try(door, about)
        return Asked(door, about, self._world.clock(), nth, tries, msisdn, shillings)

    def asked_again(self, door: str) -> Asked:
        """A request that concerns nothing in particular: each is one more of its door."""
        _, times = self._story.count_try(door, door)
        return Asked(door, f"{door} {times}", self._world.clock(), times)

    def refuse(self, fault: Fault, door: str) -> refusals.Refusal:
        """The answer in the place of the right one. Raises DroppedConnection when there is none at all."""
        if fault.name.startswith(("closed", "hang")):
            silent = int(fault.argument) if fault.name.startswith("hang") else 0
            raise DroppedConnection(fault.moment == "reply", silent)
        if fault.name == "token_ended":
            self.end_token()
            return refusals.invalid_token(door)
        return _refusal(fault)

    def spoil(self, fault: Fault | None, door: str, answer: dict[str, Any]) -> dict[str, Any]:
        """The right answer, or what comes in its place although the request was taken."""
        if fault is None:
            return answer
        if fault.name == "garbled_after":
            raise refusals.Garbled(answer)
        if (fault.name, fault.argument) == ("response", KEPT):
            return answer | {"ResponseCode": KEPT, "ResponseDescription": refusals.RESPONSES[KEPT]}
        raise self.refuse(fault, door)

    def answer_later(
        self, plan: Plan, urls: tuple[str, str], make: Callable[[], dict[str, Any]], echo: dict[str, Any]
    ) -> None:
        """Post the answer to a query as the plan has it: (result, time-out) addresses, and what was asked."""

        def post() -> None:
            if (notice := plan.argument("queue_timeout")) is not None:
                self._world.post(urls[1], {"Result": echo} if notice == "wrapped" else echo)
            elif "lost" not in plan:
                self._world.post(urls[0], self.shaped(plan, make()))

        if "early" in plan:
            post()
            return
        first = self._world.delay_ms + plan.number("late")
        for again in range(max(plan.number("duplicate"), 1)):
            self._world.errands.after(first + again * self._world.delay_ms, post)

    def forge_later(self, forgery: Forgery) -> None:
        """A stranger posts this before the true answer comes."""
        self._world.errands.after(self._world.delay_ms // 2, lambda: self._post(forgery))

    def _post(self, forgery: Forgery) -> None:
        self._world.post(forgery.url, forgery.body)

    @staticmethod
    def shaped(plan: Plan, body: dict[str, Any]) -> dict[str, Any]:
        shape = plan.argument("shape")
        return deform(shape, body) if shape else body


def taken(fault: Fault | None) -> bool:
    """Whether a request is taken in spite of this fault."""
    return fault is None or fault.moment == "after" or (fault.name, fault.argument) == ("response", KEPT)


def _refusal(fault: Fault) -> refusals.Refusal:
    name, argument = fault.name, fault.argument
    if name == "refusal":
        return refusals.by_code(argument)
    if name == "envelope":
        return refusals.enveloped(argument)
    if name == "apigee":
        http_status, words, code = refusals.APIGEE[argument]
        return refusals.Fault(http_status, code, words)
    if name == "response":
        return refusals.Said(200, argument, refusals.RESPONSES[argument])
    if name == "throttled":
        return refusals.Throttled(int(argument))
    if name in ("html", "html_after"):
        return refusals.Page(int(argument))
    return refusals.GatewayTimeout() if name.startswith("timeout") else refusals.system_error()
