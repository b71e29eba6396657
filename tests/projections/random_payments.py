"""A payday on which anything may be tried with payouts: parts, ways of payment, files, holds, reports of
failure, contradictions, top-ups. What the ledger refuses does not happen."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from hypothesis import strategies as st

from imbuto.aggregates import PayFile, Payout, TopUp
from imbuto.aggregates.adjustment import AdjustmentContent
from imbuto.aggregates.pay_results import PayResult
from imbuto.aggregates.payout import ASKED_ABOUT, parts_of, payout_id
from imbuto.aggregates.statement import statement_id
from imbuto.errors import Refusal
from imbuto.ledger import Ledger
from imbuto.values import By, derive_id
from tests.ledger.examples import (
    CLERK,
    JOB,
    MANAGER,
    NAMES,
    PERIOD,
    TREASURER,
    approve_run,
    found_dairy,
    later,
    registration,
)

OTHERS = ("0004", "0005", "0006", "0007")
MEMBERS = (*NAMES, *OTHERS)
CENTS = {
    "0001": 60_000_900,
    "0002": 30_000_000,
    "0003": 45_000,
    "0004": 25_000_100,
    "0005": 99_900,
    "0006": 10_000,
    "0007": 20_100,
}
"""Three parts; a whole one for the bank; cash; a shilling above what one payment carries; small ones, of
which the bank has two."""
RECEIPTS = ("SKB7AAAA01", "SKB7AAAA02", "skb7aaaa01", "SKB7AAAA03", "V-1")
WAYS = ("mpesa", "bank", "cash")
OFFICIALS = (TREASURER, MANAGER, CLERK)
CODES = ("1", "8", "2001", "26", "17")
Step = Callable[["Payday", int, int], object]
Thing = TypeVar("Thing")


def begin(ledger: Ledger) -> None:
    """Five members and an approved run, of which nothing is settled yet."""
    found_dairy(ledger)
    for member in OTHERS:
        ledger.register_member(registration(member, phone=f"25471200000{member[-1]}"), CLERK)
    for member, channel in (("0002", "bank"), ("0003", "cash"), ("0006", "bank"), ("0007", "bank")):
        choose(ledger, member, channel, -30)
    for member, cents in CENTS.items():
        content = AdjustmentContent(member, "correction", Decimal(0), cents, PERIOD.start, "Old milk.")
        ledger.propose_adjustment(derive_id("adjustment", member), content, TREASURER)
        ledger.approve_adjustment(derive_id("adjustment", member), MANAGER)
    run = approve_run(ledger)
    ledger.settle_statements(run, list(CENTS.items()), JOB)


def choose(ledger: Ledger, member: str, channel: str, days: float) -> None:
    """How a member is paid from now on: proposed by one, approved by another."""
    bank, number = ("KCB", f"0110{member}") if channel == "bank" else (None, None)
    name = f"Account {member}" if bank else None
    ledger.propose_channel(
        member, channel, later(CLERK, days=days), account_bank=bank, account_number=number, account_name=name
    )
    ledger.approve_channel(
        member, channel, later(MANAGER, days=days), account_bank=bank, account_number=number
    )


class Payday:
    """What may be tried, and the clock, which goes on with each try."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.run: UUID = ledger.cooperative().last_approved_run.id  # type: ignore[union-attr]
        self.payouts = [
            payout_id(statement_id(self.run, member), part)
            for member, cents in CENTS.items()
            for part in range(1, len(parts_of(cents, self._channel(member))) + 1)
        ]
        self.files: list[UUID] = []
        self.top_ups: list[UUID] = []
        self.tries = 0

    def _channel(self, member: str) -> str:
        return self.ledger.member(member).way.channel

    def attempt(self, step: Step, one: int, two: int) -> None:
        self.tries += 1
        with contextlib.suppress(Refusal):
            step(self, one, two)

    def by(self, who: By = JOB) -> By:
        return later(who, minutes=11 * self.tries)

    def official(self, number: int) -> By:
        return self.by(OFFICIALS[number % 3])

    def payout(self, number: int) -> Payout:
        return self.ledger.payout(self.payouts[number % len(self.payouts)])

    # ------------------------------------------------------------ sending

    def send(self, one: int, two: int) -> None:
        payout, ledger = self.payout(one), self.ledger
        if two % 3:
            ledger.resume_payments("go on", self.official(one))
        if ledger.submit_payout(payout.id, self.by(), member_day_cents=two % 2 * 30_000_000) is None:
            return
        answers: tuple[Callable[[], object], ...] = (
            lambda: ledger.accept_payout(payout.id, f"AG_{two}", self.by()),
            lambda: ledger.lose_sight_of_payout(payout.id, "timeout", "silence", self.by()),
            lambda: ledger.defer_payout(payout.id, "500.003.02", "busy", self.by()),
            lambda: ledger.record_payment_failure(
                payout.id, payout.attempt_id, CODES[two % 5], "refused", self.by(), evidence="reply"
            ),
            lambda: None,
        )
        answers[two % 5]()

    def hear(self, one: int, two: int) -> None:
        """A callback of this attempt or of the first one, about this payment or what cannot be of it."""
        payout = self.payout(one)
        if payout.state not in ASKED_ABOUT and two % 8:
            return
        attempt = payout.attempt_numbered(1 + two % payout.attempt) or payout.attempt_id
        receipt, evidence = RECEIPTS[two % 5], ("callback", "status")[two % 7 == 0]
        says: tuple[Callable[[], object], ...] = (
            lambda: self.ledger.record_payment(
                payout.id, attempt, f"SKB{one:02}P{two:04}", 1_100, None, evidence, self.by(), float_cents=two
            ),
            lambda: self.ledger.record_payment(
                payout.id, attempt, receipt, 1_100, self.by().at, evidence, self.by()
            ),
            lambda: self.ledger.record_payment_failure(
                payout.id, attempt, CODES[two % 5], "no", self.by(), evidence=evidence
            ),
            lambda: self.ledger.contradict_payout(payout.id, "paid", "0", receipt, "another sum", self.by()),
        )
        says[two % 11 % 4]()

    def ask(self, one: int, two: int) -> None:
        payout = self.payout(one)
        self.ledger.ask_about_payout(payout.id, payout.questions + 1, self.by())
        code = ("2001", "0", "17")[two % 3]
        if two % 4:
            self.ledger.answer_status(
                payout.id, payout.attempt_id, payout.questions + 1, code, None, "nothing", self.by()
            )
        elif two % 8 == 0:
            self.ledger.put_payout_to_review(payout.id, "silence", self.by())

    # ------------------------------------------------------------ people

    def keep_back(self, one: int, two: int) -> None:
        payout, ledger = self.payout(one), self.ledger
        acts: tuple[Callable[[], object], ...] = (
            lambda: ledger.hold_payout(payout.id, "wait", self.official(two)),
            lambda: ledger.propose_release(payout.id, self.official(two)),
            lambda: ledger.release_payout(payout.id, self.official(two + 1)),
            lambda: ledger.postpone_payout(
                payout.id, self.by().at + timedelta(minutes=30), "4", "tomorrow", self.by()
            ),
            lambda: ledger.retry_payout(payout.id, self.official(two)),
            lambda: ledger.retry_payout(
                payout.id, self.by(), not_before=self.by().at + timedelta(minutes=15)
            ),
        )
        acts[two % 6]()

    def decide(self, one: int, two: int) -> None:
        payout = self.payout(one)
        if payout.proposed is None or two % 5 == 0:
            outcome = ("paid", "not_paid", "paid", "stands")[two % 4]
            channel, receipt = WAYS[two % 3], f"{RECEIPTS[two % 5]}{two % 2}"
            fee = two if outcome == "paid" else 0
            self.ledger.propose_payout_outcome(
                payout.id, outcome, receipt if outcome == "paid" else None, "page 3", self.official(two),
                channel=channel, fee_cents=fee,
            )  # fmt: skip
            return
        seen = payout.proposed
        self.ledger.approve_payout_outcome(
            payout.id, seen.outcome, seen.receipt, self.official(two), channel=seen.channel,
            fee_cents=seen.fee_cents,
        )  # fmt: skip

    def choose(self, one: int, two: int) -> None:
        choose(self.ledger, MEMBERS[one % 7], WAYS[two % 3], self.tries / 131 - two % 3 * 30)

    def pause(self, one: int, two: int) -> None:
        ledger = self.ledger
        acts: tuple[Callable[[], object], ...] = (
            lambda: ledger.stop_payments("kill", "", "enough", self.official(one)),
            lambda: ledger.resume_payments("go on", self.official(one), anyway=two % 3 == 0),
            lambda: ledger.pause_payments(500, 400, self.by()),
            lambda: ledger.resume_payments("there is enough", self.official(one)),
            lambda: self._float(two),
        )
        acts[two % 5]()

    def _float(self, two: int) -> None:
        question = self.ledger.ask_float(self.by())
        if question is not None:
            self.ledger.see_float(question, two * 100_000 or None, -two, "0" if two else "1", self.by())

    # ------------------------------------------------------------ files

    def fill(self, one: int, two: int) -> None:
        """A new file of the bank, or of the portal while payments are stopped, with some payouts or all."""
        if two % 6 == 1:
            self.ledger.stop_payments("kill", "", "the portal today", self.official(one))
        file = derive_id("file", len(self.files))
        self.ledger.open_pay_file(file, ("bank", "mpesa-bulk")[two % 2], None, None, self.official(one))
        self.files.append(file)
        chosen = self.payouts if two % 3 else self.payouts[one % len(self.payouts) :]
        self.ledger.fill_pay_file(file, chosen, self.by())
        if two % 5:
            self.ledger.seal_pay_file(file, self.by())

    def file(self, number: int) -> PayFile:
        return self.ledger.pay_file(self.files[number % len(self.files)])

    def let_out(self, one: int, two: int) -> None:
        if not self.files:
            return
        file, ledger = self.file(one), self.ledger
        if two % 4 and file.state == "sealed":
            ledger.approve_pay_file(file.id, file.count, file.total_cents, file.digest, self.official(two))
        elif two % 4 == 0:
            ledger.cancel_pay_file(file.id, "the wrong bank", self.official(two))
            ledger.empty_pay_file(file.id, [line.payout for line in file.ordered][: 1 + two % 9], self.by())
        elif file.state == "opened":
            ledger.seal_pay_file(file.id, self.by())

    def answer(self, one: int, two: int) -> None:
        """The bank's answer in another order than the file, whole or in part; then what people make of it."""
        if not self.files:
            return
        file, ledger = self.file(one), self.ledger
        last = file.results.get(len(file.results))
        everyone = [line.payout for line in file.lines.values()]
        if last is None or (two % 4 == 0 and last.state != "waiting"):
            rows = [
                PayResult(
                    row, line.reference, ("paid", "not_paid")[(row + two) % 3 == 0], f"FT{one}{two}{row}", "",
                    (None, line.cents)[row % 2], two,
                )
                for row, line in enumerate(reversed(file.ordered), start=2)
            ]  # fmt: skip
            ledger.read_pay_results(file.id, "r.csv", f"{one}{two}", rows[two % 2 :], self.official(two))
        elif last.state == "waiting":
            ledger.propose_pay_results(file.id, last.number, everyone, self.by())
            if two % 5 == 0:
                ledger.refuse_pay_results(file.id, "no", self.official(two))
            else:
                ledger.approve_pay_results(file.id, last.sums, self.official(two))
        elif last.state == "approved":
            ledger.settle_pay_results(file.id, last.number, everyone[two % 2 :], self.by())

    # ------------------------------------------------------------ the float

    def top_up(self, one: int, two: int) -> None:
        """A new one, or a step of one that is there: mostly its next."""
        ledger = self.ledger
        if not self.top_ups or one % 9 == 0:
            self.top_ups.append(derive_id("top-up", len(self.top_ups)))
            ledger.propose_top_up(self.top_ups[-1], 5_000_000, "T", self.official(one))
        id = self.top_ups[one % len(self.top_ups)]
        told: TopUp = ledger.top_up(id)
        first, other = two % 2, two // 2 % 2
        verdict, outcome = ("done", "failed")[first], ("done", "not_done")[other]
        acts: dict[str, Callable[[], object]] = {
            "proposed": lambda: ledger.approve_top_up(id, self.official(two)),
            "approved": lambda: ledger.submit_top_up(id, self.by()),
            "submitted": lambda: ledger.lose_sight_of_top_up(id, "timeout", "silence", self.by()),
            "said": lambda: ledger.record_top_up_result(id, verdict, "0", "said", "SKT1", self.by()),
            "outcome_unknown": lambda: ledger.propose_top_up_outcome(id, outcome, "p. 3", self.official(one)),
            "settled": lambda: ledger.approve_top_up_outcome(
                id, told.outcome[0] if told.outcome else "", self.official(two)
            ),
        }
        usual = "settled" if told.outcome else told.state
        acts[("said" if two % 5 == 0 else usual) if usual in acts else "said"]()


STEPS: tuple[Step, ...] = (
    *(Payday.send, Payday.hear) * 5,
    *(Payday.ask, Payday.decide, Payday.keep_back) * 4,
    *(Payday.let_out, Payday.answer) * 4,
    *(Payday.fill, Payday.pause, Payday.top_up, Payday.choose) * 2,
)
tried: st.SearchStrategy[list[tuple[Any, int, int]]] = st.lists(
    st.tuples(st.sampled_from(STEPS), st.integers(0, 99), st.integers(0, 99)), min_size=10, max_size=80
)
