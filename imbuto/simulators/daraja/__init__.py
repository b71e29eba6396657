"""Safaricom's Daraja B2C gateway, pretended: payouts, status and balance queries over the real protocol.

app (doors) -> desk (what happens when) -> payments, accounts (what is remembered) -> rules, tariff (what
M-Pesa decides); bodies prints the answers, fields reads the questions, control and the page are for people
and tests.
"""

from imbuto.simulators.errands import VirtualErrands
from imbuto.simulators.serving import DroppedConnection

from .building import DEMO_CREDENTIALS, build
from .desk import Desk
from .doorkeeper import Credentials

__all__ = ["DEMO_CREDENTIALS", "Credentials", "Desk", "DroppedConnection", "VirtualErrands", "build"]
