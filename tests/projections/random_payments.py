"""Whatever may be tried on a payday: sending, hearing, deciding, other ways of payment, files, top-ups."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from imbuto.aggregates import TopUp
from imbuto.aggregates.payout import ASKED_ABOUT
from imbuto.values import derive_id
from tests.projections.random_pay_files import answer, fill, let_out
from tests.projections.random_payday import MEMBERS, Payday, Step, choose

RECEIPTS = ("SKB7AAAA01", "SKB7AAAA02", "skb7aaaa01", "SKB7AAAA03", "V-1")
WAYS = ("mpesa", "bank", "cash")
CODES = ("1", "8", "2001", "26", "17")


# ------------------------------------------------------------ sending


def send(day: Payday, one: int, two: int) -> None:
    payout, ledger = day.payout(one), day.ledger
    if two % 3:
        ledger.resume_payments("go on", day.official(one))
    if ledger.submit_payout(payout.id, day.by(), member_day_cents=two % 2 * 30_000_000) is None:
        return
    answers: tuple[Callable[[], object], ...] = (
        lambda: ledger.accept_payout(payout.id, f"AG_{two}", day.by()),
        lambda: ledger.lose_sight_of_payout(payout.id, "timeout", "silence", day.by()),
        lambda: ledger.defer_payout(payout.id, "500.003.02", "busy", day.by()),
        lambda: ledger.record_payment_failure(
            payout.id, payout.attempt_id, CODES[two % 5], "refused", day.by(), evidence="reply"
        ),
        lambda: None,
    )
    answers[two % 5]()


def hear(day: Payday, one: int, two: int) -> None:
    """A callback of this attempt or of the first one, about this payment or what cannot be of it."""
    payout = day.payout(one)
    if payout.state not in ASKED_ABOUT and two % 8:
        return
    attempt = payout.attempt_numbered(1 + two % payout.attempt) or payout.attempt_id
    receipt, evidence = RECEIPTS[two % 5], ("callback", "status")[two % 7 == 0]
    says: tuple[Callable[[], object], ...] = (
        lambda: day.ledger.record_payment(
            payout.id, attempt, f"SKB{one:02}P{two:04}", 1_100, None, evidence, day.by(), float_cents=two
        ),
        lambda: day.ledger.record_payment(
            payout.id, attempt, receipt, 1_100, day.by().at, evidence, day.by()
        ),
        lambda: day.ledger.record_payment_failure(
            payout.id, attempt, CODES[two % 5], "no", day.by(), evidence=evidence
        ),
        lambda: day.ledger.contradict_payout(payout.id, "paid", "0", receipt, "another sum", day.by()),
    )
    says[two % 11 % 4]()


def ask(day: Payday, one: int, two: int) -> None:
    payout = day.payout(one)
    day.ledger.ask_about_payout(payout.id, payout.questions + 1, day.by())
    code = ("2001", "0", "17")[two % 3]
    if two % 4:
        day.ledger.answer_status(
            payout.id, payout.attempt_id, payout.questions + 1, code, None, "nothing", day.by()
        )
    elif two % 8 == 0:
        day.ledger.put_payout_to_review(payout.id, "silence", day.by())


# ------------------------------------------------------------ people


def keep_back(day: Payday, one: int, two: int) -> None:
    payout, ledger = day.payout(one), day.ledger
    acts: tuple[Callable[[], object], ...] = (
        lambda: ledger.hold_payout(payout.id, "wait", day.official(two)),
        lambda: ledger.propose_release(payout.id, day.official(two)),
        lambda: ledger.release_payout(payout.id, day.official(two + 1)),
        lambda: ledger.retry_payout(payout.id, day.official(two)),
        lambda: ledger.retry_payout(payout.id, day.by(), not_before=day.by().at + timedelta(minutes=15)),
    )
    acts[two % 5]()


def decide(day: Payday, one: int, two: int) -> None:
    payout = day.payout(one)
    if payout.proposed is None or two % 5 == 0:
        outcome = ("paid", "not_paid", "paid", "stands")[two % 4]
        channel, receipt = WAYS[two % 3], f"{RECEIPTS[two % 5]}{two % 2}"
        fee = two if outcome == "paid" else 0
        day.ledger.propose_payout_outcome(
            payout.id, outcome, receipt if outcome == "paid" else None, "page 3", day.official(two),
            channel=channel, fee_cents=fee,
        )  # fmt: skip
        return
    seen = payout.proposed
    day.ledger.approve_payout_outcome(
        payout.id, seen.outcome, seen.receipt, day.official(two), channel=seen.channel,
        fee_cents=seen.fee_cents,
    )  # fmt: skip


def change_way(day: Payday, one: int, two: int) -> None:
    choose(day.ledger, MEMBERS[one % 7], WAYS[two % 3], day.tries / 131 - two % 3 * 30)


def pause(day: Payday, one: int, two: int) -> None:
    ledger = day.ledger
    acts: tuple[Callable[[], object], ...] = (
        lambda: ledger.stop_payments("kill", "", "enough", day.official(one)),
        lambda: ledger.resume_payments("go on", day.official(one), anyway=two % 3 == 0),
        lambda: ledger.pause_payments(500, 400, day.by()),
        lambda: ledger.resume_payments("there is enough", day.official(one)),
        lambda: _float(day, two),
    )
    acts[two % 5]()


# ------------------------------------------------------------ the float


def _float(day: Payday, two: int) -> None:
    question = day.ledger.ask_float(day.by())
    if question is not None:
        day.ledger.see_float(question, two * 100_000 or None, -two, "0" if two else "1", day.by())


def top_up(day: Payday, one: int, two: int) -> None:
    """A new one, or a step of one that is there: mostly its next."""
    ledger = day.ledger
    if not day.top_ups or one % 9 == 0:
        day.top_ups.append(derive_id("top-up", len(day.top_ups)))
        ledger.propose_top_up(day.top_ups[-1], 5_000_000, "T", day.official(one))
    id = day.top_ups[one % len(day.top_ups)]
    told: TopUp = ledger.top_up(id)
    first, other = two % 2, two // 2 % 2
    verdict, outcome = ("done", "failed")[first], ("done", "not_done")[other]
    acts: dict[str, Callable[[], object]] = {
        "proposed": lambda: ledger.approve_top_up(id, day.official(two)),
        "approved": lambda: ledger.submit_top_up(id, day.by()),
        "submitted": lambda: ledger.lose_sight_of_top_up(id, "timeout", "silence", day.by()),
        "said": lambda: ledger.record_top_up_result(id, verdict, "0", "said", "SKT1", day.by()),
        "outcome_unknown": lambda: ledger.propose_top_up_outcome(id, outcome, "p. 3", day.official(one)),
        "settled": lambda: ledger.approve_top_up_outcome(
            id, told.outcome[0] if told.outcome else "", day.official(two)
        ),
    }
    usual = "settled" if told.outcome else told.state
    acts[("said" if two % 5 == 0 else usual) if usual in acts else "said"]()


STEPS: tuple[Step, ...] = (
    *(send, hear) * 5,
    *(ask, decide, keep_back) * 4,
    *(let_out, answer) * 4,
    *(fill, pause, top_up, change_way) * 2,
)
tried: st.SearchStrategy[list[tuple[Any, int, int]]] = st.lists(
    st.tuples(st.sampled_from(STEPS), st.integers(0, 99), st.integers(0, 99)), min_size=10, max_size=80
)
