"""Differences of milk, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imbuto.aggregates.losses import WHOLE_DAY, Alarm, Flow, alarms_of, can_alarm, combined, total

LIMIT = Decimal(2)


def flow(**litres: int) -> Flow:
    """A flow of whole litres."""
    return Flow(deliveries=1, **{name: 100 * value for name, value in litres.items()})


def alarms(flows: Flow | dict[str, Flow], limit: Decimal = LIMIT, **options: object) -> list[Alarm]:
    shifts = {WHOLE_DAY: flows} if isinstance(flows, Flow) else flows
    return list(alarms_of(shifts, limit, **{"needs_cooler": True, **options}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("collected", "cooler", "limit", "beyond"),
    [
        (1000, 980, "2", False),  # 20 of 1,000 are 2.0 %: at the limit, not beyond
        (1000, 979, "2", True),  # 21 of 1,000 are 2.1 %
        (1000, 1020, "2", False),  # 20 too much: at the limit
        (1000, 1021, "2", True),  # 21 too much: water, or a wrong weighing
        (300, 294, "2", False),  # 6 of 300 are 2.0 %
        (301, 294, "2", True),  # 7 of 301 are 2.3 %
        (1000, 995, "0.5", False),  # 5 of 1,000 are 0.5 %
        (1000, 994, "0.5", True),  # 6 of 1,000 are 0.6 %
        (1000, 0, "20", True),  # everything is gone
    ],
)
def test_a_difference_is_an_alarm_when_it_is_beyond_the_limit(
    collected: int, cooler: int, limit: str, beyond: bool
) -> None:
    found = alarms(flow(collected=collected, cooler=cooler), Decimal(limit))
    assert [alarm.kind for alarm in found] == (["cooler"] if beyond else [])


def test_the_limit_is_held_to_a_hundredth_of_a_litre_and_not_to_the_rounded_percent() -> None:
    """20.01 of 1,000 litres are 2.001 %: shown as 2.00 %, and yet beyond 2 %."""
    one = Flow(collected=100_000, cooler=97_999)
    assert one.cooler_loss_percent == Decimal("2.00")
    assert [alarm.code for alarm in alarms(one)] == ["cooler:20.01"]


def test_each_step_has_its_litres_and_its_percent_of_what_was_collected() -> None:
    """1,000 collected, 985 at the cooler (15 less: 1.5 %), 960 accepted (25 less: 2.5 % of the 1,000)."""
    one = flow(collected=1000, cooler=985, processor=960)
    assert (one.cooler_loss, one.cooler_loss_percent) == (1500, Decimal("1.50"))
    assert (one.processor_loss, one.processor_loss_percent) == (2500, Decimal("2.50"))
    assert [alarm.code for alarm in alarms(one)] == ["processor:25.00"]


def test_what_was_rejected_spilled_or_kept_explains_a_difference() -> None:
    """1,000 − 950 = 50 at the cooler, of which 10 were spilled and 30 kept: 10 unexplained, 1.0 %.
    950 − 900 = 50 at the processor, of which 45 were rejected: 5 unexplained, 0.5 %."""
    one = flow(collected=1000, cooler=950, processor=900, rejected=45, spilled=10, kept=30)
    assert (one.cooler_rest, one.processor_rest) == (1000, 500)
    assert alarms(one) == []


def test_what_explains_more_than_the_first_difference_explains_the_second() -> None:
    """1,000 − 990 = 10 at the cooler; 40 were kept: 10 of them before it, 30 after.
    990 − 960 = 30 at the processor: nothing is unexplained."""
    one = flow(collected=1000, cooler=990, processor=960, kept=40)
    assert (one.cooler_rest, one.processor_rest) == (0, 0)


def test_saying_that_more_was_rejected_than_is_missing_is_an_alarm_too() -> None:
    """980 − 950 = 30 at the processor, and 60 said to be rejected: 30 too much, 3.0 % of 1,000."""
    found = alarms(flow(collected=1000, cooler=980, processor=950, rejected=60))
    assert [(alarm.code, alarm.percent) for alarm in found] == [("processor:-30.00", Decimal("-3.00"))]


def test_much_spilled_milk_is_an_alarm_of_its_own() -> None:
    """40 of 1,000 spilled: 4.0 %. It explains the difference, and must itself be explained."""
    found = alarms(flow(collected=1000, cooler=960, spilled=40))
    assert [alarm.code for alarm in found] == ["spilled:40.00"]


def test_without_a_cooler_the_processor_is_held_against_what_was_collected() -> None:
    one = flow(collected=1000, processor=970)
    assert (one.cooler_loss, one.processor_loss) == (None, 3000)
    assert [alarm.kind for alarm in alarms(one, needs_cooler=False)] == ["processor"]


def test_a_missing_cooler_figure_is_an_alarm_where_one_is_expected() -> None:
    one = flow(collected=1000)
    assert [alarm.code for alarm in alarms(one)] == ["no-cooler-figure"]
    assert alarms(one, needs_cooler=False) == []
    assert alarms(Flow(deliveries=1, refused=500)) == []


def test_figures_by_shift_are_compared_by_shift() -> None:
    """500 − 480 = 20 missing (4 %) in the morning, 20 too much in the evening: the day would hide it."""
    morning, evening = flow(collected=500, cooler=480), flow(collected=500, cooler=520)
    found = alarms({"AM": morning, "PM": evening})
    assert [alarm.code for alarm in found] == ["cooler:AM:20.00", "cooler:PM:-20.00"]


def test_a_shift_without_its_figure_is_named_and_the_rest_is_not_taken_for_the_whole() -> None:
    shifts = {"AM": flow(collected=500, cooler=495), "PM": flow(collected=500)}
    assert [alarm.code for alarm in alarms(shifts)] == ["no-cooler-figure:PM"]
    assert total(shifts).cooler is None


def test_one_figure_of_the_whole_day_covers_its_shifts() -> None:
    shifts = {"AM": flow(collected=500), "PM": flow(collected=500), WHOLE_DAY: flow(cooler=990)}
    assert total(shifts).cooler == 99_000
    assert alarms(shifts) == []


def test_of_all_places_together_only_what_was_measured_of_all_is_compared() -> None:
    whole = flow(collected=1000, cooler=900, processor=900)
    assert alarms(whole, own=Flow()) == []
    assert [one.kind for one in alarms(whole, own=flow(processor=900))] == []
    assert [one.kind for one in alarms(whole, own=flow(cooler=900))] == ["cooler"]


@pytest.mark.parametrize(
    ("poured", "measured", "code"),
    [
        (4000, 4080, None),  # 0.8 of 40 litres are 2.0 %
        (4000, 4100, "can:AM:K7:-1.00"),  # 1 too much: 2.5 %
        (4000, 3900, "can:AM:K7:1.00"),  # 1 missing
        (0, 100, "can:AM:K7:-1.00"),  # milk out of a can into which nobody poured any that counts
    ],
)
def test_a_can_gives_what_was_poured_into_it(poured: int, measured: int, code: str | None) -> None:
    alarm = can_alarm(poured, measured, LIMIT, "K7", "AM")
    assert (alarm.code if alarm else None) == code


AMOUNTS = st.integers(min_value=0, max_value=100_000)


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_the_unexplained_rests_sum_to_what_is_nowhere(
    collected: int, cooler: int, processor: int, rejected: int, spilled: int, kept: int
) -> None:
    one = Flow(1, collected, 0, cooler, processor, rejected, spilled, kept)
    assert one.cooler_rest is not None
    assert one.processor_rest is not None
    assert one.cooler_rest + one.processor_rest == collected - processor - rejected - spilled - kept
    without = replace(one, cooler=None)
    assert without.processor_rest == collected - processor - rejected - spilled - kept


@given(st.lists(st.builds(Flow, AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS), min_size=1, max_size=5))
def test_flows_add_up(flows: list[Flow]) -> None:
    whole = combined(flows)
    assert whole.collected == sum(one.collected for one in flows)
    assert whole.cooler == sum(one.cooler or 0 for one in flows)
