"""The till: whether payments go out at all, what is in M-Pesa's account, and whether our credential is known
to be right. There is one per installation.

    open → paused  (the float is short)          → open, by itself once there is enough
    open | paused → stopped (a person; M-Pesa says that our credential is wrong; an older copy of the
                             ledger was put back) → open, by a person only

Nothing here is about one payment. A question about the float is recorded before it is put, and its age counts
from there: an answer that comes late tells of an old float.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.errors import BadValue, NotPermitted, WrongState
from imbuto.values import By, derive_id

TILL_ID = derive_id("till")
RESTORED = "restored"
STOP_CAUSES = ("kill", "credential", RESTORED)
"""A person's hand on the switch, M-Pesa saying that the fault is ours, or an older copy of the ledger that
was put back: payments made since are missing from it."""
ANSWERED = "0"
"""The code of a balance query that M-Pesa answered."""
LEAST_WAIT, LONGEST_WAIT = timedelta(seconds=60), timedelta(seconds=300)
"""Between two questions: longer after each that stays unanswered, for each is a try with our password."""
LONGEST_REASON = 500


class Till(Aggregate):
    """Open, paused or stopped."""

    KIND = "till"

    @dataclass(frozen=True, kw_only=True)
    class Stopped(Fact):
        TOPIC = "till.stopped"
        cause: str
        code: str
        reason: str

        def apply(self, aggregate: Till) -> None:
            aggregate.state = "stopped"
            if not aggregate.is_put_back:
                aggregate.code, aggregate.reason = self.code, self.reason
            aggregate.causes |= {self.cause}
            aggregate.anyway = False

    @dataclass(frozen=True, kw_only=True)
    class Paused(Fact):
        TOPIC = "till.paused"
        cause: str
        needed_cents: int
        available_cents: int | None

        def apply(self, aggregate: Till) -> None:
            aggregate.state, aggregate.causes = "paused", frozenset({self.cause})
            aggregate.code, aggregate.reason, aggregate.anyway = "", "", False

    @dataclass(frozen=True, kw_only=True)
    class Resumed(Fact):
        TOPIC = "till.resumed"
        reason: str
        anyway: bool

        def apply(self, aggregate: Till) -> None:
            aggregate.state, aggregate.causes = "open", frozenset()
            aggregate.code, aggregate.reason, aggregate.anyway = "", self.reason, self.anyway
            aggregate.opened_at = self.recorded_at
            if not is_machine(self.who):
                aggregate.trusted_at = self.recorded_at
                aggregate.put_at, aggregate.unanswered = None, 0

    @dataclass(frozen=True, kw_only=True)
    class FloatAsked(Fact):
        TOPIC = "till.float_asked"
        question: int

        def apply(self, aggregate: Till) -> None:
            aggregate.asked = self.question
            aggregate.asked_at[self.question] = self.recorded_at
            if is_machine(self.who):
                aggregate.put_at = self.recorded_at
                aggregate.unanswered += 1
            else:
                aggregate.wished_at = self.recorded_at

    @dataclass(frozen=True, kw_only=True)
    class FloatSeen(Fact):
        TOPIC = "till.float_seen"
        question: int
        available_cents: int | None
        charges_cents: int | None
        code: str

        def apply(self, aggregate: Till) -> None:
            aggregate.seen = self.question
            aggregate.unanswered = 0
            asked_at = aggregate.asked_at.get(self.question)
            aggregate.asked_at = {n: at for n, at in aggregate.asked_at.items() if n > self.question}
            if self.code == ANSWERED:
                aggregate.proven_at = asked_at

    @dataclass(frozen=True, kw_only=True)
    class CredentialSeen(Fact):
        TOPIC = "till.credential_seen"
        fingerprint: str

        def apply(self, aggregate: Till) -> None:
            aggregate.fingerprint = self.fingerprint
            aggregate.changed_at = self.recorded_at
            aggregate.credentials.setdefault(self.fingerprint, self.recorded_at)

    def __init__(self, id: UUID = TILL_ID) -> None:
        super().__init__(id)
        self.state = "open"
        self.causes: frozenset[str] = frozenset()
        self.code = ""
        self.reason = ""
        self.anyway = False
        """Whether people let payments go although the float does not cover them all."""
        self.opened_at: datetime | None = None
        """When payments were last let go, by people or because there was enough in the float again."""
        self.trusted_at: datetime | None = None
        """When people last let them go: they say that our credential is mended, if it was wrong."""
        self.asked = 0
        self.asked_at: dict[int, datetime] = {}
        self.put_at: datetime | None = None
        self.wished_at: datetime | None = None
        self.unanswered = 0
        self.seen = 0
        self.proven_at: datetime | None = None
        """When that question was put whose answer last showed that our credential is right."""
        self.fingerprint = ""
        self.changed_at: datetime | None = None
        self.credentials: dict[str, datetime] = {}
        """Each credential that was ever used, by its fingerprint, and since when."""

    @property
    def may_pay(self) -> bool:
        """Whether a payment may be sent at all."""
        return self.state == "open"

    @property
    def may_ask(self) -> bool:
        """Whether M-Pesa may be asked: not with a credential that it called wrong, for each try brings its
        lock nearer."""
        return "credential" not in self.causes

    @property
    def is_put_back(self) -> bool:
        """Whether an older copy of the ledger was put back, and nobody said since that it was compared."""
        return RESTORED in self.causes

    def require_compared(self) -> None:
        """Raises WrongState while payments that were made may be missing from the ledger."""
        if self.is_put_back:
            raise WrongState(
                "An older copy of the ledger was put back: payments made since are missing from it.",
                "Compare each day since with M-Pesa and the bank, hold what was paid; then resume payments,"
                f" naming what stopped them: {RESTORED}.",
                state=self.state,
            )

    @property
    def credential_since(self) -> datetime | None:
        """Since when the present credential is in use here, as far as we know."""
        return self.credentials.get(self.fingerprint)

    def is_old_news(self, called_at: datetime) -> bool:
        """Whether a call of that time was made before people last let payments go, or with another
        credential: what it was answered says nothing of now."""
        since = [at for at in (self.trusted_at, self.changed_at) if at is not None]
        return bool(since) and called_at < max(since)

    def is_old_shortage(self, called_at: datetime) -> bool:
        """Whether payments were let go since that call found the float short."""
        return self.opened_at is not None and called_at < self.opened_at

    def may_put_question(self, now: datetime) -> bool:
        """Whether the house may ask M-Pesa for the float now, and nobody has just asked."""
        return self.may_ask and (self.put_at is None or now - self.put_at >= self._wait)

    def stop(self, cause: str, code: str, reason: str, by: By) -> None:
        """Stops every payment until a person lets them go; the same cause again is quiet. Raises
        BadValue."""
        if cause not in STOP_CAUSES:
            raise BadValue("cause", cause, "This is no cause to stop.", f"One of {', '.join(STOP_CAUSES)}.")
        _require_reason(reason)
        if cause not in self.causes:
            self._record(self.Stopped, by, cause=cause, code=code, reason=reason.strip())

    def pause(self, needed_cents: int, available_cents: int | None, by: By) -> None:
        """The float is short: payments wait until there is enough. Quiet while they wait already."""
        if self.state == "open":
            self._record(
                self.Paused, by, cause="float", needed_cents=needed_cents, available_cents=available_cents
            )

    def resume(self, reason: str, by: By, anyway: bool = False, seen: str = "") -> None:
        """Lets payments go. What is stopped is resumed by people alone. `anyway`: pay as far as the float
        reaches. `seen`: what stopped them, which is named where an older copy of the ledger was put back, so
        that nobody resumes them for another reason. Quiet when it is so already. Raises WrongState."""
        _require_reason(reason)
        if self.state == "open" and (self.anyway or not anyway):
            return
        if is_machine(by.who) and (self.state == "stopped" or anyway):
            raise NotPermitted("Only people let stopped payments go again.", "Ask the treasurer.")
        if seen != RESTORED:
            self.require_compared()
        self._record(self.Resumed, by, reason=reason.strip(), anyway=anyway)

    def ask_float(self, by: By) -> int | None:
        """Records that M-Pesa is about to be asked for the float, and gives the question's number; None when
        one was put a moment ago, or may not be put. A person's question is a wish: the house then puts its
        own. Raises WrongState when a person asks while our credential is wrong."""
        if is_machine(by.who):
            may = self.may_put_question(by.at)
        else:
            self._require_may_ask()
            may = self.wished_at is None or by.at - self.wished_at >= LEAST_WAIT
        if not may:
            return None
        self._record(self.FloatAsked, by, question=self.asked + 1)
        return self.asked

    def _require_may_ask(self) -> None:
        if not self.may_ask:
            raise WrongState(
                "M-Pesa called our credential wrong, and each further question brings its lock nearer.",
                "Mend it, then resume payments.",
                state=self.state,
            )

    @property
    def _wait(self) -> timedelta:
        doubled: int = 2 ** min(max(self.unanswered - 1, 0), 8)
        return min(LEAST_WAIT * doubled, LONGEST_WAIT)

    def see_float(
        self, question: int, available_cents: int | None, charges_cents: int | None, code: str, by: By
    ) -> None:
        """M-Pesa answered a question. `code` other than 0 means that it did not say. An answer that comes
        twice, or after a later one, is quiet. Raises WrongState for a question that nobody put."""
        if question > self.asked or question < 1:
            raise WrongState(f"Question {question} about the float was never put.", "Ask for it anew.")
        if question > self.seen:
            told = code == ANSWERED
            self._record(
                self.FloatSeen,
                by,
                question=question,
                available_cents=available_cents if told else None,
                charges_cents=charges_cents if told else None,
                code=code,
            )

    def see_credential(self, fingerprint: str, by: By) -> None:
        """The house uses this credential from now on. An earlier one is taken back only after people let
        payments go: else a process that nobody restarted would bring the old password back."""
        if not fingerprint:
            raise BadValue("fingerprint", fingerprint, "A fingerprint has letters.", "Set the password.")
        if fingerprint == self.fingerprint:
            return
        if fingerprint in self.credentials and not self._was_resumed_since():
            return
        self._record(self.CredentialSeen, by, fingerprint=fingerprint)

    def _was_resumed_since(self) -> bool:
        return (
            self.trusted_at is not None and self.changed_at is not None and self.trusted_at > self.changed_at
        )


def is_machine(who: str) -> bool:
    """Whether no person acts: a job of the house, or a partner's callback."""
    return who.startswith(("job:", "gateway:"))


def _require_reason(reason: str) -> None:
    if not 1 <= len(reason.strip()) <= LONGEST_REASON:
        raise BadValue("reason", reason, f"A reason has 1 to {LONGEST_REASON} letters.", "Say why.")
