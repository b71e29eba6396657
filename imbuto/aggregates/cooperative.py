"""The cooperative itself, put together from its books. There is one per installation.

founding    name, centres, messages
prices      what a litre is worth, dated, proposed by one and approved by another
calendar    the pay runs, one at a time
"""

from __future__ import annotations

from imbuto.aggregates.calendar import Run, RunCalendar
from imbuto.aggregates.founding import COOPERATIVE_ID
from imbuto.aggregates.prices import PriceBook


class Cooperative(PriceBook, RunCalendar):
    """Founded once; decides for everybody."""


__all__ = ["COOPERATIVE_ID", "Cooperative", "Run"]
