"""What must be true of every payday, whatever went wrong on it. Each check answers with sentences about what
is not; none means that it holds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from imbuto.aggregates import Payout
from imbuto.aggregates.payout_story import PayoutStory
from imbuto.audit.replay import Replay
from imbuto.simulators.daraja.forgeries import INVENTED_RECEIPT
from tests.payments_world.payday import number_of, phone_of
from tests.payments_world.world import World

ENDS_WITHIN = timedelta(hours=24)
"""After the send, or after M-Pesa's first report of a failure, which may come hours later and is asked about
anew, so long may a payout be open before it has ended or is before people."""
NOBODY = "nobody"
SENT = ("submitted", "accepted", "outcome_unknown", "failure_reported")


@dataclass(frozen=True)
class Moved:
    """A payment as M-Pesa itself knows it."""

    originator_id: UUID
    msisdn: str
    shillings: int
    receipt: str


@dataclass
class Seen:
    """A payout as its facts tell it, and what M-Pesa truly moved for it."""

    id: UUID
    member: str = ""
    cents: int = 0
    state: str = ""
    receipt: str | None = None
    attempts: set[UUID] = field(default_factory=set)
    sent_at: datetime | None = None
    longest: timedelta = timedelta(0)
    warned: bool = False
    """Whether M-Pesa had said something else of this attempt before it said that it was paid."""
    moved: list[Moved] = field(default_factory=list)


def truth(world: World) -> list[Moved]:
    """Every payment that M-Pesa has made: not what it said, but what it did."""
    rows = world.desk.payments._book.rows(
        "SELECT originator_id, msisdn, shillings, receipt FROM payments WHERE state = 'paid'"
    )
    return [
        Moved(UUID(row["originator_id"]), row["msisdn"], row["shillings"], row["receipt"]) for row in rows
    ]


def story(world: World) -> dict[UUID, Seen]:
    """All payouts as the facts tell them, each with what M-Pesa moved for any of its attempts."""
    found: dict[UUID, Seen] = {}
    position = 0
    while facts := world.parts.ledger.facts(position, 5_000):
        for _, fact in facts:
            if isinstance(fact, Payout.Requested):
                found[fact.originator_id] = Seen(fact.originator_id, fact.member, fact.amount_cents)
            if seen := found.get(fact.originator_id):
                _follow(seen, fact)
        position = facts[-1][0]
    of_attempt = {attempt: seen for seen in found.values() for attempt in seen.attempts}
    for moved in truth(world):
        if seen := of_attempt.get(moved.originator_id):
            seen.moved.append(moved)
        else:
            found[moved.originator_id] = Seen(
                moved.originator_id, "nobody", state="unknown here", moved=[moved]
            )
    return found


def _follow(seen: Seen, fact: Any) -> None:
    _heed_warning(seen, fact)
    match fact:
        case PayoutStory.Paid() | PayoutStory.OutcomeApproved(outcome="paid"):
            seen.state, seen.receipt = "paid", fact.receipt
        case PayoutStory.Failed() | PayoutStory.OutcomeApproved(outcome="not_paid"):
            seen.state = "failed"
        case PayoutStory.PutToReview():
            seen.state = "needs_review"
        case Payout.Held():
            seen.state = "held"
        case PayoutStory.Submitted():
            seen.state, seen.sent_at = "submitted", fact.recorded_at
        case PayoutStory.FailureReported() if seen.sent_at is not None:
            seen.sent_at = fact.recorded_at
        case PayoutStory.Deferred() | Payout.Released():
            seen.state = "requested"
        case Payout.Requested() | Payout.Retried():
            seen.state = "requested"
            seen.attempts.add(fact.attempt_id)
    if seen.sent_at is not None and seen.state != "submitted":
        seen.longest = max(seen.longest, fact.recorded_at - seen.sent_at)
        seen.sent_at = None


def _heed_warning(seen: Seen, fact: Any) -> None:
    match fact:
        case Payout.Requested() | Payout.Retried():
            seen.warned = False
        case PayoutStory.OutcomeUnknown(evidence="callback") | PayoutStory.PaymentReported():
            seen.warned = True
        case PayoutStory.FailureReported() | PayoutStory.Contradicted() if seen.state != "paid":
            seen.warned = True


# ------------------------------------------------------------------ the checks


def nothing_is_paid_twice(world: World, seen: dict[UUID, Seen]) -> Iterator[str]:
    for one in seen.values():
        if len(one.moved) > 1:
            yield f"payout {one.id} of member {one.member} was paid {len(one.moved)} times: {one.moved}"


def nothing_shown_failed_was_paid(world: World, seen: dict[UUID, Seen]) -> Iterator[str]:
    for one in seen.values():
        if one.state == "failed" and one.moved:
            yield f"payout {one.id} of member {one.member} is shown failed and was paid: {one.moved}"


def believed_lies(seen: dict[UUID, Seen]) -> list[Seen]:
    """Payouts that are shown paid by a receipt that M-Pesa invented: told at the secret address, with the
    right amount and payee, before anything else. Nobody can know that; the comparison with M-Pesa's own
    statement finds it (tests/jobs/test_reconcile.py)."""
    return [one for one in seen.values() if one.state == "paid" and _is_invented(one)]


def _is_invented(one: Seen) -> bool:
    return not one.moved and (one.receipt or "").startswith(INVENTED_RECEIPT)


def no_lie_is_believed_that_a_question_could_tell(world: World, seen: dict[UUID, Seen]) -> Iterator[str]:
    """Once M-Pesa had said anything else, its own answer decides: and that is true."""
    for one in seen.values():
        if one.state == "paid" and _is_invented(one) and one.warned:
            yield f"payout {one.id} is shown paid by {one.receipt}, and M-Pesa had said something else before"


def what_is_shown_paid_was_paid(world: World, seen: dict[UUID, Seen]) -> Iterator[str]:
    for one in seen.values():
        if one.state != "paid" or _is_invented(one):
            continue
        if not one.moved:
            yield f"payout {one.id} of member {one.member} is shown paid and was not"
        elif (one.moved[0].shillings * 100, one.moved[0].receipt) != (one.cents, one.receipt):
            yield f"payout {one.id} says {one.cents} cents, {one.receipt}; M-Pesa did {one.moved[0]}"


def phones_have_what_the_statements_say(world: World, seen: dict[UUID, Seen]) -> Iterator[str]:
    """To the shilling: what each phone received is what is shown paid or not ended yet for its members."""
    shown: dict[str, int] = defaultdict(int)
    open_yet: dict[str, int] = defaultdict(int)
    for one in seen.values():
        if one.member == NOBODY:
            yield f"M-Pesa paid {one.moved}, of which nothing is known here"
            continue
        phone = phone_of(int(one.member))
        assert number_of(int(one.member)) == one.member
        if one.state == "paid" and not _is_invented(one):
            shown[phone] += one.cents // 100
        elif one.state != "failed" and one.moved:
            open_yet[phone] += one.cents // 100
    for phone in shown | open_yet:
        wallet = world.desk.accounts.wallet(phone)
        if wallet != shown[phone] + open_yet[phone]:
            yield f"{phone} has {wallet} shillings; {shown[phone]} are shown paid, {open_yet[phone]} are open"


def nothing_stays_unknown(world: World, seen: dict[UUID, Seen]) -> Iterator[str]:
    for one in seen.values():
        waited = max(one.longest, world.time.now() - one.sent_at if one.sent_at else one.longest)
        if waited > ENDS_WITHIN or one.state in SENT:
            yield f"payout {one.id} is {one.state} and was open for {waited}"


def the_run_adds_up(world: World, seen: dict[UUID, Seen]) -> Iterator[str]:
    views = world.parts.views
    for run in (*views.settlements.in_state("approved"), *views.settlements.in_state("completed")):
        by_state = views.payouts.summary(run.id)
        if sum(told.cents for told in by_state.values()) != run.net_cents:
            yield f"run {run.id}: {by_state} is not what was approved, {run.net_cents} cents"
    told, shown = Counter(one.state for one in seen.values()), world.states()
    for state in ("paid", "failed", "needs_review", "held"):
        if told[state] != shown[state]:
            yield f"{told[state]} payouts are {state} by the facts, and {shown[state]} by the view"


def the_books_balance(world: World, seen: dict[UUID, Seen]) -> Iterator[str]:
    journal = world.parts.views.journal
    if (position := journal.check()) is not None:
        yield f"the books do not balance at position {position}"
    paid = sum(one.cents for one in seen.values() if one.state == "paid")
    fees = journal.account_balances().get("5400", 0)
    float_cents = journal.account_balances().get("1010", 0)
    if -float_cents != paid + fees:
        yield f"the float's account says {float_cents}, but {paid} were paid and {fees} are fees"


def the_replay_agrees(world: World, seen: dict[UUID, Seen]) -> Iterator[str]:
    replay = Replay(world.parts.ledger)
    for _ in replay:
        pass
    paid = sum(one.cents for one in seen.values() if one.state == "paid")
    if replay.totals.paid_cents != paid:
        yield f"the replay says {replay.totals.paid_cents} cents are paid, the payouts say {paid}"
    yield from replay.totals.statements.problems if hasattr(replay.totals.statements, "problems") else ()


CHECKS: tuple[Callable[[World, dict[UUID, Seen]], Iterator[str]], ...] = (
    nothing_is_paid_twice,
    nothing_shown_failed_was_paid,
    no_lie_is_believed_that_a_question_could_tell,
    what_is_shown_paid_was_paid,
    phones_have_what_the_statements_say,
    nothing_stays_unknown,
    the_run_adds_up,
    the_books_balance,
    the_replay_agrees,
)


def broken(world: World) -> list[str]:
    """Every sentence that is not true of this world, with the check that says so."""
    world.parts.views.catch_up()
    seen = story(world)
    return [f"{check.__name__}: {sentence}" for check in CHECKS for sentence in check(world, seen)]
