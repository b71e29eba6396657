"""The cooperative itself, put together from its books. There is one per installation.

founding    name, centres, messages
prices      what a litre is worth, dated, proposed by one and approved by another
limits      what good milk is, dated, with the grade that each limit earns
calendar    the pay runs, one at a time
routes      the collectors' rounds, and how much milk may be lost on its way
standing_charges, charge_rules   creditors, what is taken from everybody, and how much may be taken
payment_rules   how much may leave by M-Pesa at once
messaging   how receipts come, quiet hours, what a month of messages may cost
pay_formats   how files of payments look to the banks that take them
"""

from __future__ import annotations

from imbuto.aggregates.calendar import Run, RunCalendar
from imbuto.aggregates.charge_rules import ChargeBook
from imbuto.aggregates.founding import COOPERATIVE_ID
from imbuto.aggregates.limits import LimitBook
from imbuto.aggregates.messaging import MessagingBook
from imbuto.aggregates.pay_formats import PayFormatBook
from imbuto.aggregates.payment_rules import PaymentRuleBook
from imbuto.aggregates.prices import PriceBook
from imbuto.aggregates.routes import RouteBook


class Cooperative(
    PriceBook, LimitBook, RunCalendar, RouteBook, ChargeBook, PaymentRuleBook, PayFormatBook, MessagingBook
):
    """Founded once; decides for everybody."""


__all__ = ["COOPERATIVE_ID", "Cooperative", "Run"]
