"""What happens when: a request is taken or turned away, settled a little later, its callback sent or not."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from imbuto.simulators.book import Book
from imbuto.simulators.clock import Clock
from imbuto.simulators.errands import Later
from imbuto.simulators.posting import Post

from . import bodies, refusals
from .accounts import Accounts, Initiator
from .fields import PaymentRequest, Query
from .payments import Payments, conversation_id
from .rules import DONE

TOLD_NOTHING = ("throttled_once", "system_error", "timeout_before_accept")


@dataclass(frozen=True)
class World:
    """What is outside the gateway: the time, hands for later, the way to the listener.

    ``delay_ms`` passes between accepting a request and its result.
    """

    clock: Clock
    errands: Later
    post: Post
    delay_ms: int


class Desk:
    """The whole gateway behind its doors."""

    def __init__(
        self,
        book: Book,
        accounts: Accounts,
        initiator: Initiator,
        shortcode: str,
        world: World,
    ) -> None:
        self._book = book
        self.accounts = accounts
        self.initiator = initiator
        self.clock = world.clock
        self.payments = Payments(book, accounts, shortcode, world.clock)
        self._errands = world.errands
        self._post = world.post
        self._shortcode = shortcode
        self._delay_ms = world.delay_ms

    def take_payment(self, asked: PaymentRequest, body: dict[str, Any]) -> dict[str, Any]:
        """Accept a payment and answer "0", or raise the refusal that this number's behaviour calls for."""
        manner = self.accounts.behaviour(asked.msisdn)
        self._perhaps_refuse(asked, manner[0])
        if self.payments.find(asked.originator_id):
            raise self._turned_away(asked, refusals.duplicate())
        initiator_code = self.initiator.check(asked.initiator, asked.credential)
        if not self.payments.accept(asked, initiator_code, json.dumps(body), manner):
            raise self._turned_away(asked, refusals.duplicate())
        if manner[0] == "timeout_after_accept":
            self.payments.settle(asked.originator_id)
            self.payments.tell(
                asked.originator_id, "Imbuto heard only of a time-out (504), although we had taken it"
            )
        self._errands.after(self._delay_ms, lambda: self._settle_and_answer(asked.originator_id))
        if manner[0] == "timeout_after_accept":
            raise refusals.GatewayTimeout
        payment = self.payments.find(asked.originator_id)
        return bodies.accepted(asked.originator_id, payment["conversation_id"] if payment else "")

    def ask_status(self, query: Query) -> dict[str, Any]:
        """Answer later, on the query's own ResultURL, what became of a payment."""
        code = self._query_code(query)

        def answer(ids: tuple[str, str]) -> dict[str, Any]:
            found = self.payments.find(query.originator_id, query.receipt) if code == DONE else None
            if found:
                self.payments.tell(found["originator_id"], "Imbuto asked what became of it")
            # Safaricom does not document "not found"; any code but zero leaves the payment's outcome open.
            outcome = "R000002" if code == DONE and found is None else code
            return bodies.status_result(found, outcome, ids, query.occasion)

        return self._answer_later(query, answer)

    def ask_balance(self, query: Query) -> dict[str, Any]:
        """Answer later, on the query's own ResultURL, what is in the accounts."""
        code = self._query_code(query)
        return self._answer_later(
            query,
            lambda ids: bodies.balance_result(
                self.accounts.float_cents, self.accounts.charges_cents, code, ids, self.clock()
            ),
        )

    def resume(self) -> None:
        """After a start: take up the payments that the last process left unanswered."""
        for number, originator_id in enumerate(self.payments.waiting()):
            self._errands.after(self._delay_ms + number, partial(self._settle_and_answer, originator_id))

    def reset(self) -> None:
        """Forget all but the certificate: wallets, payments, used ids, behaviours, the lock, the float."""
        with self._book.writing():
            for table in ("payments", "story", "turned_away", "wallets", "behaviours", "notes"):
                self._book.empty(table)

    def close(self) -> None:
        self._book.close()

    def _perhaps_refuse(self, asked: PaymentRequest, behaviour: str) -> None:
        if self._errands.full():
            raise self._turned_away(asked, refusals.busy())
        if behaviour not in TOLD_NOTHING:
            return
        if behaviour == "throttled_once":
            self.accounts.behave(asked.msisdn, "ok", 0)
            raise self._turned_away(asked, refusals.throttled())
        if behaviour == "system_error":
            raise self._turned_away(asked, refusals.system_error())
        raise self._turned_away(asked, refusals.GatewayTimeout())

    def _turned_away(self, asked: PaymentRequest, refusal: refusals.Refusal) -> refusals.Refusal:
        self.payments.turn_away(asked.originator_id, asked.msisdn, f"{refusal.http_status} {refusal.message}")
        return refusal

    def _settle_and_answer(self, originator_id: str) -> None:
        self.payments.settle(originator_id)
        payment = self.payments.find(originator_id)
        if payment is None:  # a reset came in between
            return
        if payment["behaviour"] == "late_callback":
            self._errands.after(payment["delay_ms"], lambda: self._send_result(originator_id))
        elif payment["behaviour"] == "lost_callback":
            self.payments.callback_came_to(
                originator_id, "lost", None, "We told Imbuto of the result, but the message got lost"
            )
        elif payment["behaviour"] == "queue_timeout":
            echo = json.loads(payment["echo"] or "{}")
            self._deliver(originator_id, payment["timeout_url"], echo, "that it expired")
        else:
            self._send_result(originator_id)
            if payment["behaviour"] == "duplicate_callback":
                self._errands.after(self._delay_ms, lambda: self._send_result(originator_id))

    def _send_result(self, originator_id: str) -> None:
        payment = self.payments.find(originator_id)
        if payment is not None:
            self._deliver(
                originator_id, payment["result_url"], bodies.payment_result(payment), "of the result"
            )

    def _deliver(self, originator_id: str, url: str, body: dict[str, Any], what: str) -> None:
        status = self._post(url, body)
        if status is None:
            self.payments.callback_came_to(
                originator_id, "unreachable", None, f"We told Imbuto {what}; nobody answered"
            )
            return
        callback = "sent" if 200 <= status < 300 else "refused"
        answer = "it answered" if callback == "sent" else f"it refused with {status}"
        self.payments.callback_came_to(originator_id, callback, status, f"We told Imbuto {what}; {answer}")

    def _query_code(self, query: Query) -> str:
        if self._errands.full():
            raise refusals.busy()
        code = self.initiator.check(query.initiator, query.credential)
        return "2028" if code == DONE and query.party_a != self._shortcode else code

    def _answer_later(
        self, query: Query, body: Callable[[tuple[str, str]], dict[str, Any]]
    ) -> dict[str, Any]:
        ids = (
            f"{secrets.randbelow(90000) + 10000}-{secrets.randbelow(10**8)}-1",
            conversation_id(self.clock()),
        )
        self._errands.after(self._delay_ms, lambda: self._answer(query.result_url, body(ids)))
        return bodies.accepted(*ids)

    def _answer(self, url: str, body: dict[str, Any]) -> None:
        """A query's result is sent once; whether anybody took it is not written down."""
        self._post(url, body)
