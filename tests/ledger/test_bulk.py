"""Milk after the scale: what is measured, what is refused, what explains a difference."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from imbuto.errors import BadValue, Contradiction, DifferentContent, SamePerson, Unknown
from imbuto.ledger import Ledger
from tests.ledger.examples import CLERK, DAY, MANAGER, NOW, by
from tests.ledger.verbs_about_bulk import ALARMS, FIGURE, STANDING, explain, figure, open_route, record


@pytest.fixture
def routes(dairy: Ledger) -> Ledger:
    open_route(dairy)
    open_route(dairy, "R2", None)
    return dairy


def test_a_routes_figure_is_of_the_routes_centre_too(routes: Ledger) -> None:
    record(routes)
    recorded = routes.bulk(FIGURE).recorded
    assert recorded is not None
    assert (recorded.route, recorded.centre, recorded.litres) == ("R1", "KIA", Decimal(980))
    assert record(routes, centre="KIA").new is False


@pytest.mark.parametrize(
    ("kilograms", "density", "litres"),
    [
        ("1030", None, "1000.00"),  # 1,030 kg / 1.03 kg per litre, the usual density
        ("1030", "1.028", "1001.95"),  # 1001.9455…
        ("1.0249", "1.0249", "1.00"),
        ("0.5100", "1.02", "0.50"),
        ("4.64985", "1.03", "4.51"),  # 4.5144… : rounded to the nearer hundredth
    ],
)
def test_kilograms_give_litres_by_their_density(
    routes: Ledger, kilograms: str, density: str | None, litres: str
) -> None:
    given = {"kilograms": Decimal(kilograms), "density": Decimal(density) if density else None}
    record(routes, litres=None, **given)
    recorded = routes.bulk(FIGURE).recorded
    assert recorded is not None
    assert (recorded.litres, recorded.kilograms) == (Decimal(litres), Decimal(kilograms))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"what": "drunk"}, "what"),
        ({"shift": "NIGHT"}, "shift"),
        ({"what": "spilled"}, "reason"),
        ({"what": "rejected", "reason": " "}, "reason"),
        ({"what": "kept"}, "reason"),
        ({"day": DAY + timedelta(days=30)}, "day"),
        ({"day": date(1999, 12, 31)}, "day"),
        ({"litres": None}, "litres"),
        ({"litres": Decimal("-1")}, "litres"),
        ({"litres": Decimal("1.001")}, "litres"),
        ({"litres": Decimal(60_001)}, "litres"),
        ({"what": "spilled", "reason": "a can fell", "litres": Decimal(0)}, "litres"),
        ({"kilograms": Decimal(0)}, "kilograms"),
        ({"kilograms": Decimal(900_000)}, "kilograms"),
        ({"litres": None, "kilograms": Decimal(10), "density": Decimal(3)}, "density"),
    ],
)
def test_what_cannot_have_been_measured_is_refused_by_name(
    routes: Ledger, change: dict[str, Any], field: str
) -> None:
    before = routes.position()
    with pytest.raises(BadValue) as refused:
        record(routes, **change)
    assert refused.value.field == field
    assert routes.position() == before


def test_a_processor_may_accept_nothing(routes: Ledger) -> None:
    assert record(routes, what="processor", litres=Decimal(0)).new


def test_the_same_id_with_another_figure_is_refused_by_name(routes: Ledger) -> None:
    record(routes)
    with pytest.raises(DifferentContent) as refused:
        record(routes, litres=Decimal(981))
    assert refused.value.details["differs"] == {"litres": ["980", "981"]}


def test_a_place_that_does_not_exist_is_refused(routes: Ledger) -> None:
    for change in ({"route": "R9"}, {"route": None, "centre": "NYE"}):
        with pytest.raises(Unknown):
            record(routes, **change)
    with pytest.raises(Unknown):
        open_route(routes, "R3", "NYE")
    with pytest.raises(Unknown):
        routes.explain_variance(DAY, None, "R9", "x", ALARMS, MANAGER, **STANDING)


def test_a_voided_figure_needs_its_reason(routes: Ledger) -> None:
    record(routes)
    with pytest.raises(BadValue):
        routes.void_bulk(FIGURE, " ", CLERK)
    assert routes.void_bulk(FIGURE, "the wrong day", CLERK).new
    assert routes.bulk(FIGURE).state == "voided"
    assert routes.void_bulk(FIGURE, "said again", CLERK).new is False


def test_an_explanation_needs_an_alarm_words_and_a_day_that_was(routes: Ledger) -> None:
    with pytest.raises(Contradiction):
        routes.explain_variance(DAY, "KIA", None, "nothing happened", (), MANAGER, **STANDING)
    with pytest.raises(BadValue):
        routes.explain_variance(DAY, "KIA", None, "  ", ALARMS, MANAGER, **STANDING)
    tomorrow = NOW.date() + timedelta(days=2)
    with pytest.raises(BadValue):
        routes.explain_variance(tomorrow, "KIA", None, "x", ALARMS, MANAGER, **STANDING)


def test_an_alarm_whose_figure_has_changed_is_another_one(routes: Ledger) -> None:
    explain(routes)
    assert explain(routes, standing=frozenset()).new is False  # said before: quiet, whatever stands now
    with pytest.raises(Contradiction) as refused:
        explain(routes, by("staff:S009"), reason="again", standing=frozenset({"cooler:26.00"}))
    assert refused.value.details["standing"] == ["cooler:26.00"]


def test_nobody_explains_what_they_measured(routes: Ledger) -> None:
    with pytest.raises(SamePerson):
        explain(routes, CLERK, measured_by=frozenset({CLERK.who, "staff:S009"}))
    assert explain(routes, MANAGER, measured_by=frozenset({CLERK.who})).new


def test_a_limit_is_a_small_share(routes: Ledger) -> None:
    for wrong in ("0", "-1", "20.01", "1.555"):
        with pytest.raises(BadValue):
            routes.set_variance_limit(Decimal(wrong), MANAGER)
    routes.set_variance_limit(Decimal("0.25"), MANAGER)
    assert routes.cooperative().variance_limit_percent == Decimal("0.25")


def test_a_route_has_a_name(routes: Ledger) -> None:
    for name in (" ", "x" * 101):
        with pytest.raises(BadValue):
            routes.open_route("R5", name, None, MANAGER)


def test_litres_that_follow_are_the_same_content_as_litres_given() -> None:
    by_weight = figure(litres=None, kilograms=Decimal("1009.40"))
    assert by_weight.content == replace(by_weight, litres=Decimal("980.00")).content
