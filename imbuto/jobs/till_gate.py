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
from imbuto.jobs.pace import Entrance, Keys, Pace, Pause, Place
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
NO_PLACE_NEEDED = Place("", 0)
PAUSE_KEY, REFUSED_KEY = "imbuto:pay:pause", "imbuto:pay:token-refused"
KEYS = Keys(PACE_KEY, PAUSE_KEY, "imbuto:pay:places", "imbuto:pay:weighed")

log = logging.getLogger(__name__)


# ------------------------------------------------------------------ before a call


def may_pay(parts: Parts, payout: Payout) -> bool:
    """Whether this payment may be submitted now. Waits for its turn; False while payments wait for anything.
    Raises errors.Busy when the turn does not come."""
    if is_braked(parts) or not witness.is_whole(parts):
        return False
    seen = _sound_look(parts)
    if seen is None or not seen.till.may_pay or not _is_proven(parts, seen):
        return False
    if not _is_covered(parts, seen, payment_cents(parts, payout.amount_cents)):
        return False
    place = _place_for(parts, seen, payout)
    return place is not None and _turn_comes(parts, seen, place) and parts.ledger.till().may_pay


def may_ask(parts: Parts) -> bool:
    """Whether M-Pesa may be asked about a payment now, which tries our credential as a payment does. Raises
    errors.Busy when the turn does not come."""
    if is_braked(parts):
        return False
    seen = _triable_look(parts)
    return seen is not None and _is_proven(parts, seen) and _turn_comes(parts, seen)


def is_braked(parts: Parts) -> bool:
    """Whether nobody calls just now because M-Pesa asked for a pause, or is not reached. This is looked at
    first, for then dozens of queued payments come to nothing."""
    return pause(parts).left_seconds() > 0


def put_question(parts: Parts) -> None:
    """Asks M-Pesa for the balance, unless it was asked a moment ago or may not be asked. The question is
    recorded before the call, so that however many want to know, one asks."""
    if seen := _triable_look(parts):
        _ask_balance(parts, seen)


def heed_news(parts: Parts) -> bool:
    """Makes of what M-Pesa last said what must be made of it, and says whether calls may go on."""
    return _sound_look(parts) is not None


def weigh_float(parts: Parts) -> None:
    """Pauses payments when the float does not reach for all that waits, and lets them go when it does."""
    seen = _sound_look(parts)
    if seen is None or (left := seen.float_cents) is None:
        return
    needed = needed_cents(parts)
    if seen.till.may_pay and not seen.till.anyway and left < needed:
        pause_for_float(parts, needed, left)
    elif seen.till.state == "paused" and left >= needed and seen.is_float_seen_since_paused:
        parts.ledger.resume_payments("There is enough in the float.", by_job(parts, "till", "float"))


def _triable_look(parts: Parts) -> Look | None:
    """A look after which our credential may be tried; None when it may not."""
    seen = _sound_look(parts)
    return seen if seen is not None and seen.till.may_ask else None


def _sound_look(parts: Parts) -> Look | None:
    """A look in which nothing that M-Pesa said since payments were let go forbids the next call. What a job
    should have made of it is made here, if that job was lost."""
    seen = look(parts)
    if blame := seen.blame:
        heed_result(parts, blame.code, blame.reason)
        return None
    if seen.till.state == "open" and (shortage := seen.shortage):
        heed_result(parts, shortage.code, shortage.reason)
        return None
    return seen if seen.till.fingerprint == own_fingerprint(parts) else _look_with_own_credential(parts)


def _look_with_own_credential(parts: Parts) -> Look | None:
    """Notes the credential of this process. One that was replaced since is not used: the process that holds
    it still was not restarted."""
    own = own_fingerprint(parts)
    parts.ledger.see_credential(own, by_job(parts, "till", f"credential-{own}"))
    seen = look(parts)
    if seen.till.fingerprint == own:
        return seen
    log.error("PAYMENTS WAIT: this process has an older M-Pesa password than the others. Restart it.")
    return None


def _is_proven(parts: Parts, seen: Look) -> bool:
    """Whether our credential is known to be right. If not, M-Pesa is asked for the balance, and the caller
    comes again when the answer is there."""
    if seen.is_proven:
        return True
    _ask_balance(parts, seen)
    return False


def _is_covered(parts: Parts, seen: Look, needed: int) -> bool:
    """Whether the float is known and reaches for so much, or people let payments go without
    knowing it."""
    left = seen.float_cents
    if left is None and not seen.till.anyway:
        _ask_balance(parts, seen)
        return False
    if left is None or left >= needed:
        return True
    pause_for_float(parts, needed, left)
    return False


def free_places(parts: Parts, seen: Look) -> int:
    """How many payments may be under way beside those that M-Pesa has not answered."""
    return _most_at_once(seen) - len(_unanswered(parts, seen))


def _place_for(parts: Parts, seen: Look, payout: Payout) -> Place | None:
    """The wish for a place; None when all are taken by what M-Pesa has not answered."""
    if payout.state != "requested":
        return NO_PLACE_NEEDED  # it is under way already, and is only sent again under its own id
    told = _unanswered(parts, seen)
    free = _most_at_once(seen) - len(told)
    return Place(str(payout.id), free, told) if free > 0 else None


def _unanswered(parts: Parts, seen: Look) -> list[str]:
    began = (seen.till.opened_at, seen.till.changed_at, seen.now - ANSWER_WITHIN)
    since = max(at for at in began if at is not None)
    return [str(id) for id in parts.views.till.unanswered(since, 2 * MOST_UNANSWERED)]


def _most_at_once(seen: Look) -> int:
    """One, and twice as many with each answer; one again after a quarter of an hour without any."""
    at = seen.seen.result_at
    is_going_on = at is not None and (seen.now - at).total_seconds() <= SERIES_SECONDS
    return min(2 ** min(seen.seen.results, 10), MOST_UNANSWERED) if is_going_on else 1


def _turn_comes(parts: Parts, seen: Look, place: Place = NO_PLACE_NEEDED) -> bool:
    """Waits for this call's turn; False when payments are paused meanwhile, or no place is left."""
    entrance = Entrance(parts.redis, KEYS, parts.settings.calls_per_second, parts.clock)
    until = parts.clock() + timedelta(seconds=LONGEST_WAIT_SECONDS)
    while (turn := entrance.ask(place)).verdict != "go":
        if turn.verdict in ("paused", "full"):
            return False
        # Once a minute: a new run may have been approved since the float was seen.
        if turn.verdict == "weigh" and not seen.till.anyway:
            if not _is_covered(parts, seen, needed_cents(parts)):
                return False
        elif parts.clock() + timedelta(seconds=turn.wait_seconds) > until:
            raise Busy("Too many payments wait for their turn.")
        parts.sleep(turn.wait_seconds)
    return True


def _ask_balance(parts: Parts, seen: Look) -> None:
    """One question at a time, and none while one waits for its answer."""
    if not seen.till.may_put_question(parts.clock()) or not _turn_comes(parts, seen):
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
            pace(parts).went_well(REFUSED_KEY)
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


def pace(parts: Parts) -> Pace:
    return Pace(parts.redis, PACE_KEY, parts.settings.calls_per_second, parts.clock)


def pause(parts: Parts) -> Pause:
    return Pause(parts.redis, PAUSE_KEY, parts.clock)
