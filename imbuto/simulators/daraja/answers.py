"""What is told of a payment, and when: the true result, and whatever contradicts, forges or loses it."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from . import bodies
from .faults import Plan, planned
from .forgeries import forge, pretended
from .payments import Payments
from .rules import DONE, KEPT
from .story import Story
from .world import Adversary, World

KEPT_MS = 600_000
"""How long M-Pesa keeps a payment that it has cached."""
AFTER_TIMEOUT_MS = 60_000
"""How long after its time-out notice a payment is paid all the same."""


class Answers:
    """Settles payments when their time has come, and posts what is to be posted."""

    def __init__(self, payments: Payments, story: Story, adversary: Adversary, world: World) -> None:
        self._payments = payments
        self._story = story
        self._adversary = adversary
        self._world = world

    def expect(self, originator_id: str, plan: Plan) -> None:
        """See to it that this payment is settled and answered."""
        if "forged" in plan:
            self._later(self._world.delay_ms // 2, self._forge, originator_id)
        if "early" in plan:
            self.settle_and_answer(originator_id)
        else:
            self._later(self._world.delay_ms + plan.number("slow"), self.settle_and_answer, originator_id)

    def resume(self) -> None:
        """After a start: take up the payments that the last process left unanswered."""
        for number, originator_id in enumerate(self._payments.waiting()):
            self._later(self._world.delay_ms + number, self.settle_and_answer, originator_id)

    def settle(self, originator_id: str) -> None:
        """Decide now, whatever is told later."""
        if words := self._payments.settle(originator_id):
            self._story.tell(originator_id, words)

    def settle_and_answer(self, originator_id: str) -> None:
        payment = self._payments.find(originator_id)
        if payment is None:  # a reset came in between
            return
        plan = planned(payment["behaviour"])
        if "stuck" in plan:
            return
        if plan.argument("result") == KEPT and payment["state"] == "accepted":
            self._extra(payment["result_url"], bodies.kept_notice(payment), originator_id, "that it waits")
            self._later(KEPT_MS, self._decide, originator_id)
        elif "queue_timeout" in plan:
            self._give_notice(originator_id, payment, plan)
        else:
            self._decide(originator_id)

    def _give_notice(self, originator_id: str, payment: bodies.Payment, plan: Plan) -> None:
        """The flat echo of the request; one kind of notice comes although the payment is made later."""
        notice, echo = plan.argument("queue_timeout"), json.loads(payment["echo"] or "{}")
        body = {"Result": echo} if notice == "wrapped" else echo
        if notice == "paid":
            self._extra(payment["timeout_url"], body, originator_id, "that it timed out")
            self._later(AFTER_TIMEOUT_MS, self._decide, originator_id)
            return
        self.settle(originator_id)
        self._deliver(originator_id, payment["timeout_url"], body, "that it expired")

    def _decide(self, originator_id: str) -> None:
        self.settle(originator_id)
        payment = self._payments.find(originator_id)
        if payment is None:
            return
        plan = planned(payment["behaviour"])
        if (code := plan.argument("contradict_before")) and payment["state"] == "paid":
            self._contradict(originator_id, code)
        self._tell(originator_id, plan)
        wait_ms = plan.number("late") + self._world.delay_ms * max(plan.number("duplicate"), 1)
        if (code := plan.argument("contradict_after")) and payment["state"] == "paid":
            self._later(wait_ms, partial(self._contradict, code=code), originator_id)
        if "paid_after" in plan and payment["state"] == "failed":
            self._later(wait_ms, partial(self._contradict, code=DONE), originator_id)

    def _tell(self, originator_id: str, plan: Plan) -> None:
        """The true result: at once or late, once or several times, or never."""
        if "lost" in plan:
            self._payments.callback_came_to(originator_id, "lost", None)
            self._story.tell(originator_id, "We told Imbuto of the result, but the message got lost")
            return
        for again in range(max(plan.number("duplicate"), 1)):
            wait_ms = plan.number("late") + again * self._world.delay_ms
            if wait_ms:
                self._later(wait_ms, self._send_result, originator_id)
            else:
                self._send_result(originator_id)

    def _send_result(self, originator_id: str) -> None:
        payment = self._payments.find(originator_id)
        if payment is not None:
            plan = planned(payment["behaviour"])
            body = self._adversary.shaped(plan, bodies.payment_result(payment))
            self._deliver(originator_id, payment["result_url"], body, "of the result")

    def _contradict(self, originator_id: str, code: str) -> None:
        payment = self._payments.find(originator_id)
        if payment is not None:
            body = bodies.payment_result(pretended(payment, code, self._world.clock()))
            self._extra(payment["result_url"], body, originator_id, f"the opposite, result {code}")

    def _forge(self, originator_id: str) -> None:
        payment = self._payments.find(originator_id)
        if payment is None:
            return
        kind = planned(payment["behaviour"]).argument("forged") or ""
        paid = bodies.payment_result(pretended(payment, DONE, self._world.clock()))
        failed = bodies.payment_result(pretended(payment, "2040", self._world.clock()))
        forgery = forge(kind, payment["result_url"], paid, failed)
        said = _answered(self._world.post(forgery.url, forgery.body))
        self._story.tell(originator_id, f"A stranger posted a forged result ({kind}); {said}")

    def _deliver(self, originator_id: str, url: str, body: dict[str, Any], what: str) -> None:
        status = self._world.post(url, body)
        taken = "refused" if status is None or not 200 <= status < 300 else "sent"
        callback = "unreachable" if status is None else taken
        self._payments.callback_came_to(originator_id, callback, status)
        self._story.tell(originator_id, f"We told Imbuto {what}; {_answered(status)}")

    def _extra(self, url: str, body: dict[str, Any], originator_id: str, what: str) -> None:
        """Posted besides the result, which is still to come or was there before."""
        said = _answered(self._world.post(url, body))
        self._story.tell(originator_id, f"We told Imbuto {what}; {said}")

    def _later(self, delay_ms: int, errand: Any, originator_id: str) -> None:
        self._world.errands.after(delay_ms, partial(errand, originator_id))


def _answered(status: int | None) -> str:
    if status is None:
        return "nobody answered"
    return "it answered" if 200 <= status < 300 else f"it refused with {status}"
