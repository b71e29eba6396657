"""One step of the gateway: taken once, worked on, kept, answered.

The gateway sends all inputs of the session with each step. Only what is new is looked at, so that a PIN
counts as one try, and what was typed is forgotten with the request. A step that comes twice gets its first
answer.
"""

from __future__ import annotations

import logging
import time

from imbuto.api.parts import Parts
from imbuto.api.ussd import menu
from imbuto.api.ussd.desk import Desk
from imbuto.api.ussd.screens import show
from imbuto.api.ussd.walk import Walk
from imbuto.errors import Busy, Refusal
from imbuto.gateways.africastalking_answers import UssdStep
from imbuto.security.ussd_sessions import Step
from imbuto.words import ussd

log = logging.getLogger(__name__)
PATIENCE_SECONDS = (0.1, 0.2, 0.4, 0.8, 1.5)
"""How long a step waits for the same one, which came a moment before. The gateway waits some seconds."""


def answer(house: Parts, given: UssdStep) -> str:
    """What the phone shows: `CON …` goes on, `END …` is the last screen. Raises nothing of the house's: a
    refusal that nobody foresaw ends the session kindly, and who dials again may go on."""
    try:
        step = _begin_patiently(house, given)
        if step.is_repeat:
            return Walk.read(step.state).answer
        return _work_on(house, given, step)
    except Refusal as refusal:
        log.warning("a step of a menu was refused: %s", refusal.code)
        return f"END {ussd.text('sw', 'sorry')}"


def _work_on(house: Parts, given: UssdStep, step: Step) -> str:
    try:
        walk = _walked(Desk(house, given.msisdn, step.id), given, step)
    except BaseException:
        house.people.ussd.abandon(step)
        raise
    house.people.ussd.finish(step, len(given.inputs), walk.write(), house.clock())
    return walk.answer


def _walked(desk: Desk, given: UssdStep, step: Step) -> Walk:
    """The walk after the inputs that are new in this step. Who dials with a shortcut (*384*1#) is not asked
    whether to go on with an earlier session."""
    worked_on = max(step.steps, 0)
    if step.state:
        walk = Walk.read(step.state)
    else:
        walk = menu.begin(desk, "" if given.inputs else step.left)
        walk = menu.shown(walk, show(walk, desk))
    inputs = menu.joined(walk, given.inputs[worked_on:])
    for place, typed in enumerate(inputs, start=worked_on + 1):
        walk = menu.press(walk, typed, desk, place)
        walk = menu.shown(walk, show(walk, desk))
    return walk


def _begin_patiently(house: Parts, given: UssdStep) -> Step:
    steps = len(given.inputs)
    for pause in PATIENCE_SECONDS:
        try:
            return house.people.ussd.begin(given.session, given.msisdn, steps, house.clock())
        except Busy:
            time.sleep(pause)
    return house.people.ussd.begin(given.session, given.msisdn, steps, house.clock())
