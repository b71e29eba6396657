"""Where milk went between the farmers' cans and the processor: the arithmetic, and what is an alarm.

    difference at the cooler       collected − cooler
    difference at the processor    cooler − accepted (from the collected litres, where no cooler is measured)

Milk that a later sample condemned was on its way like the rest, and counts as collected here.
Litres said to be spilled or kept explain the first difference as far as it goes; what is left of them, and
what was rejected in bulk, explains the second. So the two unexplained rests sum to
collected − accepted − rejected − spilled − kept. A rest beyond the limit is an alarm, too much milk as well
as too little: somebody's milk is missing, or somebody's can was filled with water.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal

_HUNDREDTH = Decimal("0.01")
WHOLE_DAY = ""
"""The shift of a figure that is of a whole day."""


@dataclass(frozen=True)
class Flow:
    """The milk of one place, and day or shift, in hundredths of a litre. `collected` were accepted from the
    farmers, `refused` were not; `condemned` were rejected by a later sample, when they were poured in.
    A figure that nobody measured is None."""

    deliveries: int = 0
    collected: int = 0
    refused: int = 0
    cooler: int | None = None
    processor: int | None = None
    rejected: int = 0
    spilled: int = 0
    kept: int = 0
    condemned: int = 0

    def __add__(self, other: Flow) -> Flow:
        return Flow(
            self.deliveries + other.deliveries,
            self.collected + other.collected,
            self.refused + other.refused,
            _sum(self.cooler, other.cooler),
            _sum(self.processor, other.processor),
            self.rejected + other.rejected,
            self.spilled + other.spilled,
            self.kept + other.kept,
            self.condemned + other.condemned,
        )

    @property
    def poured(self) -> int:
        """What went on its way, credited to a farmer or not: every difference is a part of it."""
        return self.collected + self.condemned

    @property
    def cooler_loss(self) -> int | None:
        """Poured in less delivered at the cooler; negative when there is too much."""
        return None if self.cooler is None else self.poured - self.cooler

    @property
    def processor_loss(self) -> int | None:
        """Delivered at the cooler less accepted by the processor."""
        if self.processor is None:
            return None
        return (self.poured if self.cooler is None else self.cooler) - self.processor

    @property
    def cooler_rest(self) -> int | None:
        """The difference at the cooler that nothing recorded explains."""
        loss = self.cooler_loss
        return None if loss is None else loss - self._gone_before_the_cooler

    @property
    def processor_rest(self) -> int | None:
        """The difference at the processor that nothing recorded explains."""
        loss = self.processor_loss
        if loss is None:
            return None
        return loss - (self.rejected + self.spilled + self.kept - self._gone_before_the_cooler)

    @property
    def cooler_loss_percent(self) -> Decimal | None:
        return self.percent(self.cooler_loss)

    @property
    def processor_loss_percent(self) -> Decimal | None:
        return self.percent(self.processor_loss)

    @property
    def _gone_before_the_cooler(self) -> int:
        return min(self.spilled + self.kept, max(self.cooler_loss or 0, 0))

    def percent(self, centilitres: int | None) -> Decimal | None:
        """A part of the collected litres in percent, to 0.01 half even; None when nothing was collected."""
        if centilitres is None or not self.poured:
            return None
        return (Decimal(100 * centilitres) / self.poured).quantize(_HUNDREDTH, rounding=ROUND_HALF_EVEN)

    def is_beyond(self, centilitres: int, limit_percent: Decimal) -> bool:
        """Whether so much is more than the limit, exactly: 20 of 1,000 litres are not beyond 2 percent."""
        return 100 * abs(centilitres) > limit_percent * self.poured


@dataclass(frozen=True)
class Alarm:
    """A difference that an official must explain. `kind` is cooler, processor, spilled, can (what came out of
    a can is not what was poured in) or no-cooler-figure; `centilitres` are missing, or negative: too much."""

    kind: str
    centilitres: int
    percent: Decimal | None
    shift: str = WHOLE_DAY
    container: str | None = None

    @property
    def litres(self) -> Decimal:
        return Decimal(self.centilitres).scaleb(-2)

    @property
    def code(self) -> str:
        """Names the alarm with its figure, so that an explanation answers this one and not a later one."""
        figure = "" if self.kind == "no-cooler-figure" else f"{self.litres:.2f}"
        return ":".join(word for word in (self.kind, self.shift, self.container, figure) if word)


def alarms_of(
    shifts: Mapping[str, Flow], limit: Decimal, *, needs_cooler: bool, own: Flow | None = None
) -> Iterator[Alarm]:
    """The alarms of one place and day, whose flows lie by shift (whole-day figures under WHOLE_DAY).

    The cooler is compared by shift where all its figures are, else by day; the processor always by day,
    because a tanker takes several shifts. `needs_cooler` says that a missing figure is an alarm. Where the
    flows are a sum over places, `own` are the figures measured for all of them together: only those alarm.
    """
    day = total(shifts)
    if own is None or own.cooler is not None:
        yield from _cooler_alarms(shifts, day, limit, needs_cooler)
    measured = own or day
    if measured.processor is not None and day.is_beyond(day.processor_rest or 0, limit):
        yield _alarm("processor", day.processor_rest or 0, day)
    if measured.spilled and day.is_beyond(day.spilled, limit):
        yield _alarm("spilled", day.spilled, day)


def can_alarm(poured: int, measured: int, limit: Decimal, container: str, shift: str) -> Alarm | None:
    """The alarm of a can out of which came more, or less, than the farmers poured into it."""
    flow = Flow(collected=poured, cooler=measured)
    if not flow.is_beyond(poured - measured, limit):
        return None
    return replace(_alarm("can", poured - measured, flow), shift=shift, container=container)


def total(shifts: Mapping[str, Flow]) -> Flow:
    """The whole day."""
    has_whole_day = shifts.get(WHOLE_DAY, Flow()).cooler is not None
    return (added if has_whole_day else combined)(shifts.values())


def added(flows: Iterable[Flow]) -> Flow:
    """The sum, where one figure of the cooler may be of all the milk."""
    return sum(flows, Flow())


def combined(flows: Iterable[Flow]) -> Flow:
    """The sum of flows of which each has its own milk: when one of them was not measured at the cooler, what
    the others brought there is not the whole, and so it is None."""
    each = list(flows)
    measured = all(flow.cooler is not None for flow in each if flow.poured)
    return added(each) if measured else replace(added(each), cooler=None)


def _cooler_alarms(
    shifts: Mapping[str, Flow], day: Flow, limit: Decimal, needs_cooler: bool
) -> Iterator[Alarm]:
    whole = shifts.get(WHOLE_DAY, Flow())
    by_shift = any(flow.cooler is not None for flow in shifts.values()) and not (
        whole.cooler is not None or whole.spilled or whole.kept
    )
    for shift, flow in shifts.items() if by_shift else [(WHOLE_DAY, day)]:
        if flow.cooler is None:
            if needs_cooler and flow.poured:
                yield Alarm("no-cooler-figure", flow.poured, None, shift)
        elif flow.is_beyond(flow.cooler_rest or 0, limit):
            yield replace(_alarm("cooler", flow.cooler_rest or 0, flow), shift=shift)


def _alarm(kind: str, centilitres: int, flow: Flow) -> Alarm:
    return Alarm(kind, centilitres, flow.percent(centilitres))


def _sum(one: int | None, other: int | None) -> int | None:
    return other if one is None else one + (other or 0)
