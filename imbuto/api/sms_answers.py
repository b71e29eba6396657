"""A farmer's answer by SMS: which weighing it means, and what is recorded.

A code says which. Without one it is the milk of the last text that went out, also where that was a correction
of older milk; where it told of several together, a yes means all of them, and a no must say which. A yes is
never one to litres of which the member was not told yet. Nobody's milk is answered by a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from imbuto.api.parts import ledger, now, views
from imbuto.api.phones import Answer
from imbuto.api.sms_replies import Sender, tell, write_back
from imbuto.errors import WindowClosed, WrongState
from imbuto.projections.deliveries import DeliveryAnswer
from imbuto.projections.message_answers import MessageAnswer
from imbuto.values import receipt_code
from imbuto.words import answers, replies, together

RECENT = 100
"""So many of a member's weighings an answer may mean: several weeks of them."""
RECENT_TEXTS = 20
TOGETHER = ("digest", "reminder")
ANSWERABLE = ("receipt", "correction", "sample", *TOGETHER)
"""The kinds of texts that end with how to answer."""
CHANGES = ("correction", "sample")
"""The kinds of texts that tell of other litres, or another value, than an earlier one did."""
WENT = ("sent", "delivered", "shown", "pushed")
"""The states of a message that a phone may have."""


@dataclass(frozen=True)
class Meant:
    """The weighings of one member that an answer may mean, newest first. `together`: one text told of all."""

    member: str
    deliveries: Sequence[DeliveryAnswer]
    together: bool = False


def answer(sender: Sender, given: Answer) -> None:
    """Records what a member with this phone says, or asks which is meant. A no that comes to nothing is told
    so; a yes is not, because silence is a yes as well."""
    found = [_meant(member, given) for member in sender.members]
    meant = [one for one in found if one.deliveries]
    if not meant:
        _not_heard(sender, given, "nothing-open")
    elif len(meant) > 1:
        _ask_whose(sender, [one.deliveries[0] for one in meant])
    elif not given.agrees and len(meant[0].deliveries) > 1:
        _ask_which(sender, meant[0])
    else:
        _record(sender, meant[0].deliveries, given)


def _record(sender: Sender, deliveries: Sequence[DeliveryAnswer], given: Answer) -> None:
    """The last of several takes the text's own claim: a text that was worked on, as far as it got before a
    crash, is never taken for an answer about other milk when it comes again."""
    for place, delivery in enumerate(deliveries, start=1):
        alone = f"sms:{sender.key}"
        once = alone if place == len(deliveries) else f"{alone}:{delivery.id}"
        try:
            _answer(sender, delivery, given, once)
        except WindowClosed:
            _not_heard(sender, given, "too-late")
        except WrongState:
            _not_heard(sender, given, "nothing-open")


def _not_heard(sender: Sender, given: Answer, kind: str) -> None:
    if not given.agrees:
        write_back(sender, kind)


def _answer(sender: Sender, delivery: DeliveryAnswer, given: Answer, once: str) -> None:
    by = sender.by(delivery.member)
    if given.agrees:
        ledger().confirm_delivery(delivery.id, by, once=once)
        return
    reason = "other" if given.litres is None else "quantity"
    ledger().dispute_delivery(delivery.id, reason, given.litres, None, by, once=once)
    _note_dispute(sender, delivery)


def _note_dispute(sender: Sender, delivery: DeliveryAnswer) -> None:
    """One SMS for one dispute, with what was heard and until when it is looked at."""
    disputed = ledger().delivery(delivery.id)
    if disputed.state != "disputed" or disputed.dispute is None:
        return
    words = replies.dispute_noted(
        views().members.get(delivery.member).language,
        delivery.member,
        delivery.id,
        delivery.day,
        disputed.litres,
        disputed.dispute.claimed_litres,
        disputed.dispute.resolve_by,
    )
    fact_version = disputed.dispute.originator_version
    tell(sender, "dispute-noted", delivery.id, fact_version, delivery.member, words)


# ----------------------------------------------------------------- which


def _meant(member: str, given: Answer) -> Meant:
    texts = _texts(member)
    meant = _with_code(member, given.code, texts) if given.code is not None else _last(member, given, texts)
    if not given.agrees:
        return meant
    unseen = _untold(member, CHANGES, texts)
    return replace(meant, deliveries=[one for one in meant.deliveries if one.id not in unseen])


def _with_code(member: str, code: str, texts: Sequence[MessageAnswer]) -> Meant:
    """A weighing's own code, or that of a text about several."""
    recent = views().deliveries.page(member=member, limit=RECENT).items
    if found := [delivery for delivery in recent if receipt_code(delivery.id) == code]:
        return Meant(member, found[:1])
    several = [told for told in texts if told.kind in TOGETHER and receipt_code(told.id) == code]
    return Meant(member, _open_of(several[0]), together=True) if several else Meant(member, ())


def _last(member: str, given: Answer, texts: Sequence[MessageAnswer]) -> Meant:
    """What the last text told of; the newest milk where that came after it and no text will. A no may also be
    one to milk that was answered before: while its window is open it is none to other milk, as a yes may be.
    """
    newest = _newest_open(member)
    told = next((one for one in texts if one.kind in ANSWERABLE and _went(one)), None)
    if told is None:
        return Meant(member, newest)
    unseen = _untold(member, ("receipt", *CHANGES), texts)
    later = [one for one in newest if one.position > told.position and one.id not in unseen]
    if later:
        return Meant(member, later)
    if waiting := _open_of(told):
        return Meant(member, waiting, together=told.kind in TOGETHER)
    answered = [] if given.agrees else [one for one in _told_of(told) if one.confirm_by >= now()]
    return Meant(member, answered or newest, together=told.kind in TOGETHER and bool(answered))


def _newest_open(member: str) -> list[DeliveryAnswer]:
    """The newest that waits for an answer; not one of which the evening's text has yet to tell."""
    recent = views().deliveries.page(member=member, state="recorded", limit=RECENT).items
    untold = {one.delivery for one in views().messages.waiting(member)}
    waiting = [one for one in recent if one.confirm_by >= now() and one.id not in untold]
    return waiting[:1]


def _untold(member: str, kinds: Sequence[str], texts: Sequence[MessageAnswer]) -> set[UUID]:
    """The weighings of which something is still to be told: held back, or not taken by a gateway yet."""
    due = {one.about for one in views().messages.untold(member) if one.kind in kinds}
    return due | {
        one.about for one in texts if one.kind in kinds and not _went(one) and one.state != "refused"
    }


def _went(told: MessageAnswer) -> bool:
    """Whether the phone may have it: a send that is just beginning counts, one that failed does not."""
    return told.state in WENT or (told.state == "requested" and not told.failed_sends)


def _open_of(told: MessageAnswer) -> list[DeliveryAnswer]:
    """What still waits for an answer of the weighings that one text told of, newest first."""
    return [one for one in _told_of(told) if one.state == "recorded" and one.confirm_by >= now()]


def _told_of(told: MessageAnswer) -> list[DeliveryAnswer]:
    """The weighings that one text told of, newest first."""
    ids = views().messages.covered(told.id) if told.kind in TOGETHER else [told.about]
    found = [views().deliveries.get(id) for id in ids]
    return sorted(found, key=lambda one: (one.day, one.position), reverse=True)


def _texts(member: str) -> list[MessageAnswer]:
    return views().messages.page(member=member, limit=RECENT_TEXTS).items


# ---------------------------------------------------------------- asking


def _ask_whose(sender: Sender, newest: Sequence[DeliveryAnswer]) -> None:
    """Several members have this phone: one SMS with the codes, and no second one until something changes."""
    last = max(newest, key=lambda delivery: (delivery.day, delivery.position))
    language = views().members.get(last.member).language
    words = answers.which_milk(language, [(one.member, one.id) for one in newest])
    tell(sender, "which-milk", last.id, last.version, last.member, words)


def _ask_which(sender: Sender, meant: Meant) -> None:
    """A no to a text about several weighings."""
    milk = [
        together.Weighed(one.id, one.day, one.shift, one.litres, one.rejection_reason is not None)
        for one in meant.deliveries
    ]
    last = meant.deliveries[0]
    words = together.which_of(views().members.get(meant.member).language, milk)
    tell(sender, "which-milk", last.id, last.version, meant.member, words)
