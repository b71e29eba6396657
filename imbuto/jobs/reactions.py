"""From fact to work: one visible table, and the follower that reads the ledger through it.

The follower's bookmark lies with the facts and is never rewound. It moves only when the jobs of all facts
before it are queued; a job that is queued twice is done once. Two followers at once are harmless.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from imbuto.aggregates import (
    Delivery,
    Fact,
    Member,
    Message,
    PayFile,
    Payout,
    PortalStatement,
    PriceDifference,
    Settlement,
    Statement,
    Till,
    TopUp,
)
from imbuto.aggregates.payee_story import hearers_of
from imbuto.aggregates.till import is_machine
from imbuto.errors import Busy
from imbuto.gateways.daraja_codes import result_meaning
from imbuto.jobs import specs
from imbuto.jobs.queues import JobSpec, Queues
from imbuto.ledger import Ledger

FOLLOWER = "reactions"
BATCH = 200

log = logging.getLogger(__name__)

Reaction = Callable[[Any, int], list[JobSpec]]


def _tell(kind: str) -> Reaction:
    def reaction(fact: Any, position: int) -> list[JobSpec]:
        return [specs.tell(kind, fact.originator_id, fact.originator_version, fact.member)]

    return reaction


def _perhaps_tell_choice(fact: Member.MessagesChosen, position: int) -> list[JobSpec]:
    about = fact.originator_id, fact.originator_version, fact.number
    return [specs.tell("messages-chosen", *about)] if fact.is_news else []


def _perhaps_send_message(fact: Message.Requested, position: int) -> list[JobSpec]:
    """Whoever asked without being a job waits for it: a farmer for an answer, an official for a code."""
    return [] if fact.begun else [specs.resend(fact.originator_id, urgent=True)]


def _send(fact: Fact, position: int) -> list[JobSpec]:
    return [specs.send(fact.originator_id)]


def _send_due(fact: Fact, position: int) -> list[JobSpec]:
    """Not one job for each of a run's thousands: as many are queued as may go."""
    return [specs.send_due()]


def _prepare(fact: Fact, position: int) -> list[JobSpec]:
    return [specs.prepare(fact.originator_id)]


def _reconcile_statement(fact: Fact, position: int) -> list[JobSpec]:
    return [specs.reconcile_statement(fact.originator_id)]


def _grant_difference(fact: Fact, position: int) -> list[JobSpec]:
    return [specs.grant_difference(fact.originator_id)]


def _pay_file(fact: Fact, position: int) -> list[JobSpec]:
    return [specs.pay_file(fact.originator_id, fact.originator_version)]


def _settle_statements(fact: Fact, position: int) -> list[JobSpec]:
    return [specs.settle_statements(fact.originator_id)]


def _recorded(fact: Delivery.Recorded, position: int) -> list[JobSpec]:
    """Milk that a device sends late may come after its can's sample."""
    late = [_count_samples(fact)] if fact.container is not None else []
    return _tell("receipt")(fact, position) + late


def _resolved(fact: Delivery.DisputeResolved, position: int) -> list[JobSpec]:
    """A sample that came during the dispute counts from now on."""
    return [*_tell("dispute-outcome")(fact, position), _count_samples(fact)]


def _count_samples(fact: Fact) -> JobSpec:
    return specs.count_samples(fact.originator_id, fact.originator_version)


def _perhaps_tell_sample(fact: Delivery.Sampled, position: int) -> list[JobSpec]:
    return _tell("sample")(fact, position) if fact.is_news else []


def _perhaps_tell_pay_terms(fact: Member.PayChosen, position: int) -> list[JobSpec]:
    about = fact.originator_id, fact.originator_version, fact.number
    return [specs.tell("pay-terms", *about)] if fact.is_news else []


def _perhaps_tell_payment(fact: Payout.OutcomeApproved, position: int) -> list[JobSpec]:
    return _tell("payment")(fact, position) if fact.outcome == "paid" else []


def _perhaps_tell_statement(fact: Statement.Settled, position: int) -> list[JobSpec]:
    return _tell("statement")(fact, position) if fact.moves_money else []


def _answered(
    fact: Payout.FailureReported | Payout.StatusAnswered | Payout.Failed, position: int
) -> list[JobSpec]:
    """M-Pesa said something: the next may go, unless it concerns all."""
    if result_meaning(fact.code).stops_batch:
        return [specs.heed_result(fact.originator_id, fact.originator_version)]
    return [specs.send_due()]


def _paid(fact: Payout.Paid, position: int) -> list[JobSpec]:
    return [*_tell("payment")(fact, position), specs.send_due()]


def _perhaps_ask_float(fact: Till.FloatAsked, position: int) -> list[JobSpec]:
    """What a person wants to know is asked; the house's own questions are on their way."""
    return [] if is_machine(fact.who) else [specs.ask_float(fact.question)]


def _weigh_float(fact: Till.FloatSeen, position: int) -> list[JobSpec]:
    return [specs.weigh_float(fact.question)]


def _go_on(fact: Till.Resumed, position: int) -> list[JobSpec]:
    return [specs.ask_float(position), specs.send_due()]


def _top_up(fact: TopUp.Approved, position: int) -> list[JobSpec]:
    return [specs.top_up(fact.originator_id)]


def _topped_up(fact: TopUp.Done | TopUp.OutcomeApproved, position: int) -> list[JobSpec]:
    """Money came in: what waits for it need not wait for the next look."""
    return [specs.ask_float(position)]


def _tell_hearers(fact: Any, position: int) -> list[JobSpec]:
    """Each number that a change of payment names is told, the old ones as well."""
    about = fact.originator_id, fact.originator_version, fact.number
    return [specs.tell(kind, *about) for kind in hearers_of(fact)]


REACTIONS: dict[type[Fact], Reaction] = {
    Delivery.Recorded: _recorded,
    Delivery.Corrected: _tell("correction"),
    Delivery.Sampled: _perhaps_tell_sample,
    Delivery.Voided: _tell("void"),
    Delivery.DisputeResolved: _resolved,
    Member.PhoneChangeProposed: _tell_hearers,
    Member.PhoneChangeApproved: _tell_hearers,
    Member.PayoutPhoneChangeProposed: _tell_hearers,
    Member.PayoutPhoneChangeApproved: _tell_hearers,
    Member.ChannelProposed: _tell_hearers,
    Member.ChannelApproved: _tell_hearers,
    Member.PayChosen: _perhaps_tell_pay_terms,
    Member.MessagesChosen: _perhaps_tell_choice,
    Message.Requested: _perhaps_send_message,
    Statement.Settled: _perhaps_tell_statement,
    PriceDifference.Approved: _grant_difference,
    PortalStatement.Imported: _reconcile_statement,
    Settlement.Opened: _prepare,
    Settlement.Approved: _settle_statements,
    PayFile.Opened: _pay_file,
    PayFile.Approved: _pay_file,
    PayFile.Cancelled: _pay_file,
    PayFile.ResultsRead: _pay_file,
    PayFile.ResultsApproved: _pay_file,
    Payout.Requested: _send_due,
    Payout.Released: _send,
    Payout.Retried: _send,
    Payout.TakenBack: _send,
    Payout.Paid: _paid,
    Payout.OutcomeApproved: _perhaps_tell_payment,
    Payout.FailureReported: _answered,
    Payout.StatusAnswered: _answered,
    Payout.Failed: _answered,
    Till.FloatAsked: _perhaps_ask_float,
    Till.FloatSeen: _weigh_float,
    Till.Resumed: _go_on,
    TopUp.Approved: _top_up,
    TopUp.Done: _topped_up,
    TopUp.OutcomeApproved: _topped_up,
}
"""What follows from each fact. Facts that are not named lead to nothing by themselves."""


def jobs_of(fact: Fact, position: int) -> list[JobSpec]:
    """The work that follows from one fact."""
    reaction = REACTIONS.get(type(fact))
    return reaction(fact, position) if reaction else []


class Follower:
    """Queues the work of each fact once it is read, in the ledger's order."""

    def __init__(self, ledger: Ledger, queues: Queues) -> None:
        self._ledger = ledger
        self._queues = queues
        self._waiting = False

    def step(self) -> int:
        """Follows up to one batch of facts. Returns how many; 0 at the end, or while Redis is away."""
        facts = self._ledger.facts(self._ledger.bookmark(FOLLOWER), BATCH)
        followed = 0
        for position, fact in facts:
            if not self._queue(jobs_of(fact, position)):
                break
            followed = position
        if followed:
            self._ledger.advance_bookmark(FOLLOWER, followed)
        return 0 if self._waiting else len(facts)

    def _queue(self, jobs: list[JobSpec]) -> bool:
        """False while Redis is away, which is said once per outage: the fact keeps its place."""
        try:
            for spec in jobs:
                self._queues.put(spec)
        except Busy as busy:
            if not self._waiting:
                log.warning("facts wait to be followed: %s", busy.sentence)
            self._waiting = True
            return False
        if jobs and self._waiting:
            log.warning("Redis answers again: facts are followed from where they waited.")
            self._waiting = False
        return True
