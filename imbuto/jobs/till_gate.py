"""The gate before every call to M-Pesa: may a payment be sent now, may M-Pesa be asked now, and what its
answer means for all the calls after it.

Proof before payment. A call with a wrong password brings the lock of the credential nearer, and every payment
is such a call. So nothing is sent or asked before M-Pesa has answered, within the last quarter of an hour and
since people let payments go, in a way that shows our credential is right; until then it is asked for the
balance, one question at a time. A wrong credential thus costs one try and no payment. And because the balance
tells nothing of the right to pay, the first payment goes alone: only as answers come do more go at once.

The rules are facts and can lose nothing with Redis, which keeps the pace and short pauses alone.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from redis.exceptions import RedisError

from imbuto.aggregates import Payout
from imbuto.bootstrap import PACE_KEY, Parts
from imbuto.errors import Busy
from imbuto.gateways.daraja_blame import is_about_token, is_float_short, is_ours
from imbuto.gateways.daraja_outcomes import (
    Accepted,
    AlreadyAccepted,
    NotSent,
    SendOutcome,
    Stopped,
    Throttled,
)
from imbuto.jobs import witness
from imbuto.jobs.held import by_job
from imbuto.jobs.pace import Pace, Pause, Places
from imbuto.jobs.till_look import Look, look, needed_cents, own_fingerprint, payment_cents
from imbuto.projections.till_book import SERIES_SECONDS

LONGEST_WAIT_SECONDS = 20
UNREACHABLE_SECONDS = 30
TOKEN_SECONDS, TOKEN_TRIES = 60, 3
"""A refused token is tried again after a while; refused so often without a good answer, it is our fault."""
MOST_UNANSWERED = 100
"""More payments than these are never under way without an answer."""
ANSWER_WITHIN = timedelta(minutes=2)
"""What is unanswered for longer is asked about, and keeps no place."""
PLACE_SECONDS = 30
WEIGHED_SECONDS = 60
PAUSE_KEY, PLACES_KEY = "imbuto:pay:pause", "imbuto:pay:places"
WEIGHED_KEY, REFUSED_KEY = "imbuto:pay:weighed", "imbuto:pay:token-refused"

log = logging.getLogger(__name__)


# ------------------------------------------------------------------ before a call


def may_pay(parts: Parts, payout: Payout) -> bool:
    """Whether this payment may be submitted now. Waits for its turn; False while payments wait for anything.
    Raises errors.Busy when the turn does not come."""
    if not witness.is_whole(parts):
        return False
    if not parts.ledger.till().may_pay or pause(parts).left_seconds():
        return False
    seen = look(parts)
    if not _is_sound(parts, seen):
        return False
    if not _is_proven(parts) or not _is_covered(parts, seen, payout):
        return False
    return _has_place(parts, seen, payout) and _turn_comes(parts) and parts.ledger.till().may_pay


def may_ask(parts: Parts) -> bool:
    """Whether M-Pesa may be asked about a payment now, which tries our credential as a payment does. Raises
    errors.Busy when the turn does not come."""
    return _may_try(parts) and _is_proven(parts) and _turn_comes(parts)


def put_question(parts: Parts) -> None:
    """Asks M-Pesa for the balance, unless it was asked a moment ago or may not be asked. The question is
    recorded before the call, so that however many want to know, one asks."""
    if _may_try(parts):
        _ask_balance(parts)


def heed_news(parts: Parts) -> bool:
    """Makes of what M-Pesa last said what must be made of it, and says whether calls may go on."""
    return _is_sound(parts, look(parts))


def weigh_float(parts: Parts) -> None:
    """Pauses payments when the float does not reach for all that waits, and lets them go when it does."""
    seen = look(parts)
    left = seen.float_cents
    if not _is_sound(parts, seen) or left is None:
        return
    needed = needed_cents(parts)
    if seen.till.may_pay and not seen.till.anyway and left < needed:
        pause_for_float(parts, needed, left)
    elif seen.till.state == "paused" and left >= needed and seen.is_float_seen_since_paused:
        parts.ledger.resume_payments("There is enough in the float.", by_job(parts, "till", "float"))


def _may_try(parts: Parts) -> bool:
    """Whether our credential may be tried at all."""
    seen = look(parts)
    return seen.till.may_ask and not pause(parts).left_seconds() and _is_sound(parts, seen)


def _is_sound(parts: Parts, seen: Look) -> bool:
    """Whether nothing that M-Pesa said since payments were let go forbids the next call. What a job should
    have made of it is made here, if that job was lost."""
    if blame := seen.blame:
        heed_result(parts, blame.code, blame.reason)
        return False
    if seen.till.state == "open" and (shortage := seen.shortage):
        heed_result(parts, shortage.code, shortage.reason)
        return False
    return _is_own_credential(parts)


def _is_own_credential(parts: Parts) -> bool:
    """Notes the credential of this process. One that was replaced since is not used: the process that holds
    it still was not restarted."""
    own = own_fingerprint(parts)
    if parts.ledger.till().fingerprint == own:
        return True
    parts.ledger.see_credential(own, by_job(parts, "till", f"credential-{own}"))
    if parts.ledger.till().fingerprint == own:
        return True
    log.error("PAYMENTS WAIT: this process has an older M-Pesa password than the others. Restart it.")
    return False


def _is_proven(parts: Parts) -> bool:
    """Whether our credential is known to be right. If not, M-Pesa is asked for the balance, and the caller
    comes again when the answer is there."""
    if look(parts).is_proven:
        return True
    _ask_balance(parts)
    return False


def _is_covered(parts: Parts, seen: Look, payout: Payout) -> bool:
    """Whether the float is known and reaches: for everything that waits, or, if people let payments go
    anyway, for this one."""
    left = seen.float_cents
    if left is None and not seen.till.anyway:
        _ask_balance(parts)
        return False
    if left is None:
        return True
    needed = payment_cents(parts, payout.amount_cents)
    if not seen.till.anyway and _is_to_be_weighed(parts):
        needed = max(needed, needed_cents(parts))
    if left >= needed:
        return True
    pause_for_float(parts, needed, left)
    return False


def _is_to_be_weighed(parts: Parts) -> bool:
    """Once a minute: a new run may have been approved since the float was seen."""
    now = int(parts.clock().timestamp())
    try:
        before = parts.redis.get(WEIGHED_KEY)
        if isinstance(before, bytes) and 0 <= now - int(before) < WEIGHED_SECONDS:
            return False
        parts.redis.set(WEIGHED_KEY, now, ex=24 * 60 * 60)
    except RedisError as error:
        raise Busy("Redis, which keeps the pace of payments, does not answer.") from error
    return True


def free_places(parts: Parts, seen: Look) -> int:
    """How many payments may be under way beside those that M-Pesa has not answered."""
    return _most_at_once(seen) - len(_unanswered(parts, seen))


def _has_place(parts: Parts, seen: Look, payout: Payout) -> bool:
    if payout.state != "requested":
        return True  # it is under way already, and is only sent again under its own id
    told = _unanswered(parts, seen)
    free = _most_at_once(seen) - len(told)
    places = Places(parts.redis, PLACES_KEY, parts.clock)
    return free > 0 and places.take(str(payout.id), free, told, PLACE_SECONDS)


def _unanswered(parts: Parts, seen: Look) -> list[str]:
    began = (seen.till.opened_at, seen.till.changed_at, seen.now - ANSWER_WITHIN)
    since = max(at for at in began if at is not None)
    return [str(id) for id in parts.views.till.unanswered(since, 2 * MOST_UNANSWERED)]


def _most_at_once(seen: Look) -> int:
    """One, and twice as many with each answer; one again after a quarter of an hour without any."""
    at = seen.seen.result_at
    is_going_on = at is not None and (seen.now - at).total_seconds() <= SERIES_SECONDS
    return min(2 ** min(seen.seen.results, 10), MOST_UNANSWERED) if is_going_on else 1


def _turn_comes(parts: Parts) -> bool:
    """Waits for this call's turn; False when payments are paused meanwhile."""
    paces, until = pace(parts), parts.clock() + timedelta(seconds=LONGEST_WAIT_SECONDS)
    while not pause(parts).left_seconds():
        wait_seconds = paces.wait_seconds()
        if not wait_seconds:
            return True
        if parts.clock() + timedelta(seconds=wait_seconds) > until:
            raise Busy("Too many payments wait for their turn.")
        parts.sleep(wait_seconds)
    return False


def _ask_balance(parts: Parts) -> None:
    """One question at a time, and none while one waits for its answer."""
    if not parts.ledger.till().may_put_question(parts.clock()) or not _turn_comes(parts):
        return
    question = parts.ledger.ask_float(by_job(parts, "till", "float"))
    if question is None:
        return
    outcome = parts.daraja.ask_balance(
        "Float before payments",
        parts.float_callback(question, "result"),
        parts.float_callback(question, "timeout"),
    )
    log.info("M-Pesa is asked for the float, question %d: %s", question, outcome)
    heed(parts, outcome)


# ------------------------------------------------------------------ after a call


def heed(parts: Parts, outcome: SendOutcome) -> None:
    """Whatever the next call would meet too slows, pauses or stops all of them."""
    match outcome:
        case Accepted() | AlreadyAccepted():
            pace(parts).went_well()
            _forget_refusals(parts)
        case Stopped(code, reason) if is_about_token(code):
            _heed_refused_token(parts, code, reason)
        case Stopped(code, reason):
            _stop(parts, code, reason)
        case Throttled(code, reason, seconds):
            rate = pace(parts).slow_down()
            log.warning("M-Pesa is busy (%s): %d s of pause, then %.2f calls a second", code, seconds, rate)
            pause(parts).begin(seconds, f"{code} {reason}")
        case NotSent(reason):
            log.error("no payment goes out for %d s: %s", UNREACHABLE_SECONDS, reason)
            pause(parts).begin(UNREACHABLE_SECONDS, reason)


def heed_result(parts: Parts, code: str, reason: str) -> None:
    """What a result's code says about the payments after it: ours is wrong, or the float is empty."""
    if is_ours(code):
        _stop(parts, code, reason)
    elif is_float_short(code):
        pause_for_float(parts, needed_cents(parts), look(parts).float_cents)


def pause_for_float(parts: Parts, needed: int, left: int | None) -> None:
    """Payments wait until there is enough in the float. Quiet while they wait already."""
    saved = parts.ledger.pause_payments(needed, left, by_job(parts, "till", "float"))
    if saved.new:
        log.error("PAYMENTS WAIT: the float is short. Needed: %d cents, there: %s. Top up.", needed, left)


def _stop(parts: Parts, code: str, reason: str) -> None:
    words = reason.strip() or "M-Pesa says that the fault is ours."
    saved = parts.ledger.stop_payments("credential", code, words[:500], by_job(parts, "till", f"stop-{code}"))
    if saved.new:
        log.error("PAYMENTS STOPPED: %s %s. Mend it, then resume.", code, words)


def _heed_refused_token(parts: Parts, code: str, reason: str) -> None:
    """Once may be Daraja's own stumbling; again and again it is our key."""
    try:
        tries = int(parts.redis.incr(REFUSED_KEY))
        parts.redis.expire(REFUSED_KEY, 60 * 60)
    except RedisError as error:
        raise Busy("Redis, which keeps the brake of payments, does not answer.") from error
    if tries >= TOKEN_TRIES:
        _stop(parts, code, reason)
    else:
        log.error("no payment goes out for %d s: %s %s", TOKEN_SECONDS, code, reason)
        pause(parts).begin(TOKEN_SECONDS, f"{code} {reason}")


def _forget_refusals(parts: Parts) -> None:
    try:
        parts.redis.delete(REFUSED_KEY)
    except RedisError as error:
        raise Busy("Redis, which keeps the brake of payments, does not answer.") from error


def pace(parts: Parts) -> Pace:
    return Pace(parts.redis, PACE_KEY, parts.settings.calls_per_second, parts.clock)


def pause(parts: Parts) -> Pause:
    return Pause(parts.redis, PAUSE_KEY, parts.clock)
