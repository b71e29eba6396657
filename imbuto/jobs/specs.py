"""Each kind of job: its queue, its arguments, and the natural key from which its id is made."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from imbuto.jobs.queues import PAY, SETTLE, TELL, JobSpec


def tell(kind: str, about: UUID, about_version: int, member: str) -> JobSpec:
    """Tell a member of the fact with that version in the story of `about`."""
    key = f"{kind}-{about}-{about_version}"
    return JobSpec(TELL, "tell", (kind, str(about), str(about_version), member), key)


def tell_together(member: str, position: int) -> JobSpec:
    """Tell a member in one text of the receipts that wait; `position` is that of the last of them."""
    return JobSpec(TELL, "tell-together", (member,), f"{member}-{position}")


def remind(member: str) -> JobSpec:
    """Remind a member of milk whose window closes soon."""
    return JobSpec(TELL, "remind", (member,), member)


def resend(message: UUID, *, urgent: bool = False) -> JobSpec:
    """Send a message that was requested and has not left; `urgent` while somebody is waiting for it."""
    return JobSpec(TELL, "resend", (str(message),), str(message), urgent=urgent)


def lapse(slot: str) -> JobSpec:
    """Record the silence about every delivery whose window has closed."""
    return JobSpec(SETTLE, "lapse", (), slot)


def prepare(run: UUID) -> JobSpec:
    return JobSpec(SETTLE, "prepare", (str(run),), str(run))


def settle_statements(run: UUID) -> JobSpec:
    return JobSpec(SETTLE, "settle-statements", (str(run),), str(run))


def complete(run: UUID) -> JobSpec:
    return JobSpec(SETTLE, "complete", (str(run),), str(run))


def grant_difference(difference: UUID) -> JobSpec:
    """Grant every member what an approved price difference gives."""
    return JobSpec(SETTLE, "grant-difference", (str(difference),), str(difference))


def pay_file(file: UUID, version: int) -> JobSpec:
    """Do whatever is to be done about a file of payments since the fact with that version."""
    return JobSpec(SETTLE, "pay-file", (str(file),), f"{file}-{version}")


def count_samples(delivery: UUID, version: int) -> JobSpec:
    """Let the samples of this milk count that did not yet; `version` is that of the fact since which they
    can."""
    return JobSpec(SETTLE, "count-samples", (str(delivery),), f"{delivery}-{version}")


def send(payout: UUID) -> JobSpec:
    return JobSpec(PAY, "send", (str(payout),), str(payout))


def send_again(payout: UUID) -> JobSpec:
    """Send the same attempt again under its own id, because nobody knows whether it arrived.
    Before new payments: it may be made within the hour only."""
    return JobSpec(PAY, "send-again", (str(payout),), str(payout), urgent=True)


def ask(payout: UUID, question: int) -> JobSpec:
    """Ask M-Pesa the nth question about a payout, before new payments."""
    return JobSpec(PAY, "ask", (str(payout), str(question)), f"{payout}-{question}", urgent=True)


def give_up(payout: UUID) -> JobSpec:
    """Every question stayed unanswered: people decide."""
    return JobSpec(PAY, "give-up", (str(payout),), str(payout))


def again(payout: UUID, attempt: int) -> JobSpec:
    """Make a new attempt after the nth one failed by nobody's fault."""
    return JobSpec(PAY, "again", (str(payout), str(attempt)), f"{payout}-{attempt}")


def heed_result(payout: UUID, version: int) -> JobSpec:
    """M-Pesa said of a payout what the next payments would meet too."""
    return JobSpec(PAY, "heed-result", (str(version),), f"{payout}-{version}", urgent=True)


def ask_float(question: int) -> JobSpec:
    """Ask M-Pesa what can be paid out; `question` is the wish that leads to it, or what tells it apart."""
    return JobSpec(PAY, "ask-float", (str(question),), str(question), urgent=True)


def weigh_float(question: int) -> JobSpec:
    """The float was seen: pause what it does not reach for, let go what it does."""
    return JobSpec(PAY, "weigh-float", (str(question),), str(question), urgent=True)


def send_due() -> JobSpec:
    """Queue as many payments as may go now. One such job waits at a time."""
    return JobSpec(PAY, "send-due", (), "now", urgent=True)


def cooled(payout: UUID) -> JobSpec:
    """Let a payout go that waited for its number to cool, or for its name to be accepted."""
    return JobSpec(PAY, "cooled", (str(payout),), str(payout))


def top_up(id: UUID) -> JobSpec:
    """Send an approved top-up of the float, once."""
    return JobSpec(PAY, "top-up", (str(id),), str(id))


def top_up_silent(id: UUID) -> JobSpec:
    """Nothing was heard of a top-up: people decide."""
    return JobSpec(PAY, "top-up-silent", (str(id),), str(id))


def apply_callbacks(slot: str) -> JobSpec:
    """Apply the callbacks that were acknowledged and not applied: their process was killed, or the ledger
    was busy."""
    return JobSpec(PAY, "apply-callbacks", (), slot, urgent=True)


def reconcile_statement(statement: UUID) -> JobSpec:
    """Compare the days that a statement of M-Pesa covers."""
    return JobSpec(SETTLE, "reconcile-statement", (str(statement),), str(statement))


def slot(name: str, job: str, queue: str, at: datetime, kept_seconds: int) -> JobSpec:
    """The job of one slot of the clock; `at` is its instant in UTC, and its id stays taken for a while."""
    stamp = at.strftime("%Y%m%dT%H%MZ")
    return JobSpec(queue, job, (at.isoformat(),), f"cron-{name}-{stamp}", kept_seconds)
