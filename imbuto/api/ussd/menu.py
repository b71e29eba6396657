"""What a pressed key makes of a walk. `0` leads back, `00` home; what cannot be meant stays where it is, with
a hint."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from imbuto.api.ussd.desk import Desk
from imbuto.api.ussd.screens import MOST_TRIES, Screen
from imbuto.api.ussd.walk import ROOTS, Place, Walk
from imbuto.errors import BadValue, TooManyTries, WindowClosed, WrongState
from imbuto.values import parse_litres

BEHIND_A_PIN = ("balance", "statements", "statement", "payments")
_LITRES = re.compile(r"(\d{1,4}(?:[.,*]\d{1,2})?)\s*(?:L|LT|LTRS?|LITA|LITRES?|LITERS?)?\.?", re.ASCII)
_PIN = re.compile(r"\d{4,6}", re.ASCII)


def begin(desk: Desk, left: str = "") -> Walk:
    """The first place of a session: home, or who is meant, or whether to go on with what was left."""
    before = Walk.read(left) if left else None
    trail = () if before is None or before.is_over else before.left or before.trail
    if trail and trail[-1].at not in ROOTS and desk.member(Walk(trail).member):
        return Walk((Place("resume"),), left=trail)
    return Walk((_start(desk),))


def shown(walk: Walk, screen: Screen) -> Walk:
    """The walk with what the keys of its screen mean."""
    answer = f"{'END' if screen.ends else 'CON'} {screen.text}"
    return replace(walk, choices=dict(screen.choices), takes=screen.takes, answer=answer, is_over=screen.ends)


def press(walk: Walk, typed: str, desk: Desk, step: int) -> Walk:
    """Where this input leads. `step` is its place among all inputs of the session."""
    key = typed.strip()
    walk = replace(walk, hint="")
    if walk.is_over:
        return walk
    if walk.member and desk.member(walk.member) is None:
        return replace(walk, trail=(Place("unknown"),))
    if key == "0":
        return _back(walk)
    if key == "00":
        return _home(walk, desk)
    if walk.takes:
        return TYPED[walk.takes](walk, key, desk)
    target = walk.choices.get(key)
    if target is None:
        return replace(walk, hint="choose")
    if target.at in ACTS:
        return ACTS[target.at](walk, target, desk, step)
    return _enter(walk, target, desk)


def joined(walk: Walk, inputs: list[str]) -> list[str]:
    """`8*5` typed for 8.5 comes as two inputs, because the gateway parts them by the star."""
    if walk.takes == "litres" and len(inputs) == 2 and all(one.isdecimal() for one in inputs):
        return ["*".join(inputs)]
    return inputs


# ------------------------------------------------------------------ moving


def _start(desk: Desk) -> Place:
    members = desk.members()
    if len(members) > 1:
        return Place("who")
    return Place("home", members[0].number) if members else Place("unknown")


def _enter(walk: Walk, target: Place, desk: Desk) -> Walk:
    """Goes on to a place; past the PIN where the member has one."""
    number = target.about if target.at == "home" else walk.member
    if target.at in BEHIND_A_PIN and walk.proven != number and desk.has_pin(number):
        target = Place("pin", then=target)
    return replace(walk, trail=(*walk.trail, target))


def _back(walk: Walk) -> Walk:
    trail = walk.trail[:-1]
    return replace(walk, trail=trail or (Place("goodbye"),))


def _home(walk: Walk, desk: Desk) -> Walk:
    """Home of the member who was chosen; before that, the beginning."""
    for index, place in enumerate(walk.trail):
        if place.at == "home":
            return replace(walk, trail=walk.trail[: index + 1])
    return replace(walk, trail=(_start(desk),))


def _to_list(walk: Walk, outcome: Place) -> Walk:
    """After an answer the way back leads to the list, not to the question."""
    kept = [index for index, place in enumerate(walk.trail) if place.at in ("home", "today", "earlier")]
    return replace(walk, trail=(*walk.trail[: kept[-1] + 1], outcome))


# -------------------------------------------------------------------- acts


def _confirm(walk: Walk, target: Place, desk: Desk, step: int) -> Walk:
    return _answered(walk, target, desk, lambda: desk.confirm(walk.member, target.about, step), "confirmed")


def _dispute(walk: Walk, target: Place, desk: Desk, step: int) -> Walk:
    claimed = Decimal(target.claimed)
    return _answered(
        walk, target, desk, lambda: desk.dispute(walk.member, target.about, claimed, step), "disputed"
    )


def _answered(walk: Walk, target: Place, desk: Desk, act: Callable[[], None], outcome: str) -> Walk:
    """What is answered is what was shown: of a record that changed meanwhile the new one is shown first."""
    if desk.delivery(target.about).litres != Decimal(target.litres):
        return _look_again(walk)
    try:
        act()
    except WindowClosed:
        return _to_list(walk, Place("closed", target.about))
    except WrongState:
        desk.catch_up()
        return _look_again(walk)
    desk.catch_up()
    return _to_list(walk, Place(outcome, target.about, claimed=target.claimed))


def _look_again(walk: Walk) -> Walk:
    """Back at the delivery, which is another than it was."""
    trail = [place for place in walk.trail if place.at not in ("claim", "sure")]
    return replace(walk, trail=tuple(trail), hint="changed")


def _language(walk: Walk, target: Place, desk: Desk, step: int) -> Walk:
    member = desk.member(walk.member)
    assert member is not None, "press has looked"
    desk.choose_language(walk.member, "en" if member.language == "sw" else "sw")
    return walk


def _nights(walk: Walk, target: Place, desk: Desk, step: int) -> Walk:
    """What the screen offered, so that a step that comes twice does not take it back."""
    desk.choose_nights(walk.member, target.about)
    return walk


def _go_on(walk: Walk, target: Place, desk: Desk, step: int) -> Walk:
    """Where the session before broke off. A PIN is asked for anew: another may have the phone in hand."""
    trail = walk.left
    going = replace(walk, trail=trail, left=())
    if trail[-1].at in BEHIND_A_PIN and desk.has_pin(going.member):
        kept = [place for place in trail if place.at not in BEHIND_A_PIN]
        return replace(going, trail=(*kept, Place("pin", then=trail[-1])))
    return going


def _anew(walk: Walk, target: Place, desk: Desk, step: int) -> Walk:
    return Walk((_start(desk),))


ACTS: Mapping[str, Callable[[Walk, Place, Desk, int], Walk]] = {
    "confirm": _confirm,
    "dispute": _dispute,
    "language": _language,
    "nights": _nights,
    "go-on": _go_on,
    "anew": _anew,
}


# ------------------------------------------------------------------- typed


def _litres(walk: Walk, typed: str, desk: Desk) -> Walk:
    place, match = walk.place, _LITRES.fullmatch(typed.upper())
    try:
        claimed = parse_litres(re.sub("[,*]", ".", match[1]), allow_zero=True) if match else None
    except BadValue:
        claimed = None
    if claimed is None:
        return replace(walk, hint="litres")
    if claimed == desk.delivery(place.about).litres:
        return replace(walk, hint="same")
    sure = Place("sure", place.about, litres=place.litres, claimed=str(claimed))
    return replace(walk, trail=(*walk.trail, sure))


def _pin(walk: Walk, typed: str, desk: Desk) -> Walk:
    """Three tries in a session; the PIN itself is blocked after five wrong ones."""
    then = walk.place.then
    assert then is not None
    try:
        is_right = bool(_PIN.fullmatch(typed)) and desk.pin_is_right(walk.member, typed)
    except TooManyTries as blocked:
        minutes = math.ceil(int(blocked.details["retry_after_seconds"]) / 60)
        return replace(walk, trail=(*walk.trail[:-1], Place("pin-blocked", cursor=str(minutes))))
    if is_right:
        return replace(walk, trail=(*walk.trail[:-1], then), proven=walk.member, tries=0)
    if walk.tries + 1 >= MOST_TRIES:
        return replace(walk, trail=(*walk.trail[:-1], Place("pin-ended")), tries=MOST_TRIES)
    return replace(walk, tries=walk.tries + 1)


TYPED: Mapping[str, Callable[[Walk, str, Desk], Walk]] = {"litres": _litres, "pin": _pin}
