"""What happens when: a request is taken or turned away, settled a little later, its callback sent or not."""

from __future__ import annotations

import json
from typing import Any

from imbuto.simulators.book import Book

from . import bodies, refusals
from .accounts import Accounts, Initiator
from .answers import Answers
from .faults import Fault, Plan, read_faults
from .fields import PaymentRequest, Query, TopUp
from .forgeries import forge, pretended
from .payments import Payments, conversation_id
from .rules import DONE
from .story import Story
from .top_ups import TopUps
from .world import Adversary, World, taken

TABLES = (
    "payments",
    "story",
    "turned_away",
    "tries",
    "wallets",
    "identities",
    "behaviours",
    "lines",
    "top_ups",
)
NOT_FOUND = "R000002"
"""Safaricom does not document "not found"; any code but zero leaves the payment's outcome open."""
WRONG_IDENTITY = "SFC_IC0003"
"""What a payee of another national id is answered. Undocumented: verify before relying on it."""


class Desk:
    """The whole gateway behind its doors."""

    def __init__(
        self,
        book: Book,
        accounts: Accounts,
        initiator: Initiator,
        shortcode: str,
        world: World,
        seed: int,
        script: dict[str, Any] | None,
    ) -> None:
        self.book = book
        self.accounts = accounts
        self.initiator = initiator
        self.clock = world.clock
        self.story = Story(book, world.clock)
        self.adversary = Adversary(book, self.story, world, seed, script)
        self.payments = Payments(book, accounts, shortcode, world.clock, seed)
        self.top_ups = TopUps(book, accounts, shortcode, world.clock, seed)
        self._answers = Answers(self.payments, self.story, self.adversary, world)
        self._world = world
        self._shortcode = shortcode

    # ------------------------------------------------------------------ the four requests

    def take_payment(self, asked: PaymentRequest, body: dict[str, Any]) -> dict[str, Any]:
        """Accept a payment and answer "0", or raise what the script has for this try."""
        if self._world.errands.full():
            raise self._turned_away(asked, refusals.busy())
        met = self.adversary.asked("payment", asked.originator_id, asked.msisdn, asked.shillings)
        manner = self._manner(asked.msisdn)
        fault = self.adversary.script.at_the_door(met, manner)
        if fault and not taken(fault):
            self._note_trouble(asked, fault, "and took nothing")
            raise self.adversary.refuse(fault, "payment")
        if self.payments.knows(asked.originator_id):
            raise self._known(asked, fault)
        plan = Plan(self.adversary.script.later(met, manner))
        conversation = self.payments.accept(asked, self._known_code(asked), json.dumps(body), plan)
        if conversation is None:
            raise self._known(asked, fault)
        self._took(asked, plan, fault)
        return self.adversary.spoil(fault, "payment", bodies.accepted(asked.originator_id, conversation))

    def ask_status(self, query: Query, body: dict[str, Any]) -> dict[str, Any]:
        """Answer later, on the query's own ResultURL, what became of a payment."""
        found = self.payments.find(query.originator_id, query.receipt)
        originator_id = found["originator_id"] if found else query.originator_id or query.receipt
        met = self.adversary.asked("status", originator_id, *_of(found))
        fault, plan = self._meet(met.door, met, self._manner(met.msisdn))
        code = plan.argument("result") or self._query_code(query)
        ids = self._own_ids("status", f"{originator_id}|{met.tries}")

        def answer() -> dict[str, Any]:
            payment = self.payments.find(query.originator_id, query.receipt) if code == DONE else None
            outcome = NOT_FOUND if code == DONE and payment is None else code
            told = bodies.status_result(payment, outcome, ids, query.occasion, plan.argument("says"))
            self.story.tell(originator_id, f"Imbuto asked what became of it; we said {_said(told)}")
            return told

        if found and (kind := plan.argument("forged")):
            paid, failed = (pretended(found, code, self.clock()) for code in (DONE, "2040"))
            said = [bodies.status_result(one, DONE, ids, query.occasion) for one in (paid, failed)]
            self.adversary.forge_later(forge(kind, query.result_url, *said))
        self.adversary.answer_later(plan, (query.result_url, query.timeout_url), answer, body)
        return self.adversary.spoil(fault, "status", bodies.accepted(*ids))

    def ask_balance(self, query: Query, body: dict[str, Any]) -> dict[str, Any]:
        """Answer later, on the query's own ResultURL, what is in the accounts."""
        met = self.adversary.asked_again("balance")
        fault, plan = self._meet(met.door, met)
        code = plan.argument("result") or self._query_code(query)
        ids = self._own_ids("balance", met.about)

        def answer() -> dict[str, Any]:
            held = self.accounts
            cents = (held.working_cents, held.float_cents, held.charges_cents)
            return bodies.balance_result(cents, code, ids, self.clock())

        self.adversary.answer_later(plan, (query.result_url, query.timeout_url), answer, body)
        return self.adversary.spoil(fault, "balance", bodies.accepted(*ids))

    def take_top_up(self, asked: TopUp, body: dict[str, Any]) -> dict[str, Any]:
        """Move from the working to the utility account a little later. The same again moves it again."""
        met = self.adversary.asked_again("top_up")
        fault, plan = self._meet(met.door, met)
        row = self.top_ups.accept(asked, self.initiator.check(asked.initiator, asked.credential), plan)
        ids = (row["originator_id"], row["conversation_id"])

        def answer() -> dict[str, Any]:
            moved = self.top_ups.settle(row["number"], plan) or {"result_code": "17"}
            return bodies.top_up_result(moved["result_code"], ids, row["receipt"], moved, self.clock())

        if "queue_timeout" not in plan:
            self._world.errands.after(self._world.delay_ms, lambda: self._settle_top_up(row["number"], plan))
        self.adversary.answer_later(plan, (asked.result_url, asked.timeout_url), answer, body)
        return self.adversary.spoil(fault, "top_up", bodies.accepted(*ids))

    def ask_token(self) -> tuple[Fault | None, Plan]:
        """What the script has for this request for a token."""
        met = self.adversary.asked_again("token")
        return self._meet(met.door, met)

    # ------------------------------------------------------------------ the whole

    def resume(self) -> None:
        """After a start: take up what the last process left undone. The result of a top-up is lost."""
        self._answers.resume()
        for number, plan in self.top_ups.waiting():
            self._settle_top_up(number, plan)

    def reset(self) -> None:
        """Forget all but the certificate: wallets, payments, used ids, behaviours, script, lock, float."""
        with self.book.writing():
            for table in (*TABLES, "notes"):
                self.book.empty(table)
            self.payments.remember_numbers()
        for part in (self.accounts, self.initiator, self.story, self.adversary):
            part.forget()

    def close(self) -> None:
        self.book.close()

    # ------------------------------------------------------------------ inside

    def _meet(self, door: str, met: Any, manner: tuple[Fault, ...] = ()) -> tuple[Fault | None, Plan]:
        """What goes wrong with a query or a top-up. Raises what comes in the place of an answer."""
        if self._world.errands.full():
            raise refusals.busy()
        fault = self.adversary.script.at_the_door(met, manner)
        if fault and not taken(fault):
            raise self.adversary.refuse(fault, door)
        return fault, Plan(self.adversary.script.later(met, manner))

    def _manner(self, msisdn: str) -> tuple[Fault, ...]:
        """How this number behaves, as faults."""
        behaviour, delay_ms = self.accounts.behaviour(msisdn)
        return read_faults(f"late:{delay_ms}" if behaviour == "late_callback" else behaviour)

    def _known_code(self, asked: PaymentRequest) -> str:
        code = self.initiator.check(asked.initiator, asked.credential)
        if code == DONE and asked.id_number and not self.accounts.is_person(asked.msisdn, asked.id_number):
            return WRONG_IDENTITY
        return code

    def _took(self, asked: PaymentRequest, plan: Plan, fault: Fault | None) -> None:
        originator_id = asked.originator_id
        self.story.tell(originator_id, "Imbuto asked for it; we took it into the queue")
        if plan.faults:
            self.story.tell(originator_id, f"Trouble for it: {plan}")
        if fault:
            if not {"slow", "stuck", "queue_timeout"} & {one.name for one in plan.faults}:
                self._answers.settle(originator_id)
            self._note_trouble(asked, fault, "although we had taken it")
        self._answers.expect(originator_id, plan)

    def _known(self, asked: PaymentRequest, fault: Fault | None) -> refusals.Refusal:
        """An id that was used before; what spoils answers by chance spoils this one too."""
        if fault and fault not in self._manner(asked.msisdn):
            return self.adversary.refuse(fault, "payment")
        return self._turned_away(asked, refusals.duplicate())

    def _note_trouble(self, asked: PaymentRequest, fault: Fault, words: str) -> None:
        if self.accounts.behaviour(asked.msisdn)[0] == "throttled_once":
            self.accounts.behave(asked.msisdn, "ok", 0)
        self.story.turn_away(asked.originator_id, asked.msisdn, f"{fault}: {fault.words}")
        self.story.tell(asked.originator_id, f"Imbuto heard of trouble only ({fault}), {words}")

    def _turned_away(self, asked: PaymentRequest, refusal: refusals.Refusal) -> refusals.Refusal:
        words = f"{refusal.http_status} {refusal.message}"
        self.story.turn_away(asked.originator_id, asked.msisdn, words)
        return refusal

    def _settle_top_up(self, number: int, plan: Plan) -> None:
        self.top_ups.settle(number, plan)

    def _query_code(self, query: Query) -> str:
        code = self.initiator.check(query.initiator, query.credential)
        return "2028" if code == DONE and query.party_a != self._shortcode else code

    def _own_ids(self, door: str, about: str) -> tuple[str, str]:
        """The ids that a query is given; the same query in the same run has the same."""
        conversation = conversation_id(f"{door}|{about}", self.clock())
        return (
            f"{int(conversation[-6:], 16) % 90_000 + 10_000}-{int(conversation[-14:], 16) % 10**8}-1",
            conversation,
        )


def _of(payment: Any) -> tuple[str, int]:
    """Whom a payment is for, and how much; nobody and nothing when there is none."""
    return (payment["msisdn"], payment["shillings"]) if payment else ("", 0)


def _said(told: dict[str, Any]) -> str:
    """The status that was told; else the query's own code."""
    parameters = told["Result"].get("ResultParameters", {}).get("ResultParameter", [])
    statuses = [one["Value"] for one in parameters if one["Key"] == "TransactionStatus"]
    return statuses[0] if statuses else f"nothing (result {told['Result']['ResultCode']})"
