"""Each place as a screen: its words, and what each key on it leads to.

What the keys mean is kept with the walk: a list that changes between two steps never makes a key mean
another delivery than the one that was shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from imbuto.api.ussd.desk import PAGE, Desk
from imbuto.api.ussd.walk import Place, Walk
from imbuto.projections.payout_answers import PayoutAnswer
from imbuto.values import Period, business_date
from imbuto.words import ussd

STANDINGS = {"paid": "paid", "failed": "failed", "held": "held", "needs_review": "held"}
"""How a payout stands, for who waits for it; whatever is not here is on its way."""
MOST_TRIES = 3


@dataclass(frozen=True)
class Screen:
    """`takes` is litres or pin where one types. With `ends` the gateway closes the session."""

    text: str
    choices: Mapping[str, Place] = field(default_factory=dict)
    takes: str = ""
    ends: bool = False


def show(walk: Walk, desk: Desk) -> Screen:
    """The screen of the place where somebody is; of a phone that is the member's no more, the end."""
    if walk.member and desk.member(walk.member) is None:
        walk = Walk((Place("unknown"),))
    return SCREENS[walk.place.at](walk, desk)


def _language(walk: Walk, desk: Desk) -> str:
    """The chosen member's; before, that of the first member with this phone."""
    known = desk.member(walk.member) if walk.member else next(iter(desk.members()), None)
    return known.language if known else "sw"


def _who(walk: Walk, desk: Desk) -> Screen:
    members, page = desk.members(), int(walk.place.cursor or 0)
    shown = members[page * PAGE :][:PAGE]
    choices = {str(key): Place("home", one.number) for key, one in enumerate(shown, start=1)}
    if more := len(members) > (page + 1) * PAGE:
        choices["9"] = Place("who", cursor=str(page + 1))
    named = [(one.number, one.name) for one in shown]
    return Screen(ussd.who(_language(walk, desk), named, walk.hint, more=more), choices)


def _resume(walk: Walk, desk: Desk) -> Screen:
    choices = {"1": Place("go-on"), "2": Place("anew")}
    return Screen(ussd.resume(_language(walk, desk), walk.hint), choices)


def _home(walk: Walk, desk: Desk) -> Screen:
    member = desk.member(walk.member)
    assert member is not None
    note = "gone" if member.left_on else "suspended" if member.suspended else ""
    names = ("today", "earlier", "balance", "statements", "payments", "language")
    choices = {str(key): Place(name) for key, name in enumerate(names, start=1)}
    nights = desk.nights(member.number)
    choices["7"] = Place("nights", "told" if nights == "quiet" else "quiet")
    shared = any(place.at == "who" for place in walk.trail)
    words = ussd.home(member.language, member.number, note, walk.hint, shared=shared, nights=nights)
    return Screen(words, choices)


def _deliveries(walk: Walk, desk: Desk) -> Screen:
    kind = walk.place.at
    page = desk.deliveries(walk.member, kind, walk.place.cursor)
    choices = {str(key): Place("milk", str(one.id)) for key, one in enumerate(page.items, start=1)}
    if page.next:
        choices["9"] = Place(kind, cursor=page.next)
    shown = [desk.milk(one) for one in page.items]
    words = ussd.milk_list(_language(walk, desk), kind, shown, walk.hint, more=bool(page.next))
    return Screen(words, choices)


def _milk(walk: Walk, desk: Desk) -> Screen:
    one = desk.milk(desk.delivery(walk.place.about))
    choices = {}
    if one.open_until is not None:
        id, litres = walk.place.about, str(one.litres)
        if one.state == "waits":
            choices["1"] = Place("confirm", id, litres=litres)
        choices["2"] = Place("claim", id, litres=litres)
    return Screen(ussd.milk(_language(walk, desk), one, walk.hint), choices)


def _claim(walk: Walk, desk: Desk) -> Screen:
    one = desk.milk(desk.delivery(walk.place.about))
    return Screen(ussd.claim(_language(walk, desk), one, walk.hint), takes="litres")


def _sure(walk: Walk, desk: Desk) -> Screen:
    place = walk.place
    one = desk.milk(desk.delivery(place.about), place.claimed)
    sending = Place("dispute", place.about, litres=place.litres, claimed=place.claimed)
    return Screen(ussd.sure(_language(walk, desk), one, walk.hint), {"1": sending})


def _outcome(walk: Walk, desk: Desk) -> Screen:
    place = walk.place
    one = desk.milk(desk.delivery(place.about), place.claimed)
    return Screen(ussd.outcome(_language(walk, desk), place.at, one))


def _pin(walk: Walk, desk: Desk) -> Screen:
    left = MOST_TRIES - walk.tries if walk.tries else None
    return Screen(ussd.pin(_language(walk, desk), left), takes="pin")


def _balance(walk: Walk, desk: Desk) -> Screen:
    found = desk.balance(walk.member)
    words = ussd.balance(
        _language(walk, desk),
        desk.today,
        owed_cents=found.owed_cents,
        held_cents=found.held_cents,
        on_way_cents=found.on_way_cents,
        saved_cents=found.saved_cents,
        hint=walk.hint,
    )
    return Screen(words)


def _statements(walk: Walk, desk: Desk) -> Screen:
    """What is drawn and not yet approved may still be thrown away: it is not shown."""
    page = desk.statements(walk.member, walk.place.cursor)
    settled = [one for one in page.items if one.settled_at is not None]
    choices = {str(key): Place("statement", str(one.run)) for key, one in enumerate(settled, start=1)}
    if page.next:
        choices["9"] = Place("statements", cursor=page.next)
    shown = [(Period.parse(one.period), one.net_cents) for one in settled]
    words = ussd.statements(_language(walk, desk), shown, walk.hint, more=bool(page.next))
    return Screen(words, choices)


def _statement(walk: Walk, desk: Desk) -> Screen:
    found = desk.statement(walk.place.about, walk.member)
    words = ussd.statement(
        _language(walk, desk),
        Period.parse(found.period),
        Decimal(found.centilitres).scaleb(-2),
        found.milk_cents,
        walk.hint,
        other=found.adjustments_cents + found.premium_cents + found.carried_in_cents,
        deductions=found.deductions_cents,
        saved=found.saved_cents,
        net=found.net_cents,
        carried=found.carried_out_cents,
    )
    return Screen(words)


def _payments(walk: Walk, desk: Desk) -> Screen:
    page, language = desk.payouts(walk.member, walk.place.cursor), _language(walk, desk)
    if not page.items:
        return Screen(ussd.no_payments(language, walk.hint))
    choices = {"9": Place("payments", cursor=page.next)} if page.next else {}
    return Screen(_payment(language, page.items[0], walk.hint, more=bool(page.next)), choices)


def _payment(language: str, payout: PayoutAnswer, hint: str, *, more: bool) -> str:
    return ussd.payment(
        language,
        Period.parse(payout.period),
        payout.amount_cents,
        STANDINGS.get(payout.state, "on-way"),
        way=payout.channel,
        paid_on=business_date(payout.paid_at) if payout.paid_at else None,
        receipt=payout.receipt or "",
        hint=hint,
        more=more,
    )


def _end(walk: Walk, desk: Desk) -> Screen:
    """The last screen: `cursor` are the minutes for which a PIN is blocked."""
    place = walk.place
    return Screen(ussd.text(_language(walk, desk), place.at, minutes=place.cursor), ends=True)


SCREENS: Mapping[str, Callable[[Walk, Desk], Screen]] = {
    "who": _who,
    "resume": _resume,
    "home": _home,
    "today": _deliveries,
    "earlier": _deliveries,
    "milk": _milk,
    "claim": _claim,
    "sure": _sure,
    "confirmed": _outcome,
    "disputed": _outcome,
    "closed": _outcome,
    "pin": _pin,
    "balance": _balance,
    "statements": _statements,
    "statement": _statement,
    "payments": _payments,
    "goodbye": _end,
    "unknown": _end,
    "pin-ended": _end,
    "pin-blocked": _end,
}
