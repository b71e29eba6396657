"""A statement's arithmetic: milk + carried in = net + carried out, whole shillings, nothing lost."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imbuto.aggregates import Statement
from imbuto.aggregates.drawing import Drawing, RunTerms, draw_statement
from imbuto.aggregates.statement import Figures, Line, statement_id
from tests.aggregates.stories import last
from tests.ledger.examples import JOB, PERIOD

LINES = st.lists(
    st.builds(
        Line,
        st.integers(1, 10**6),
        st.integers(-9999, 9999),
        st.integers(-(10**6), 10**6),
        st.none(),
        st.just("milk"),
    ),
    max_size=30,
)


def figures_of(lines: list[Line], carried_in: int, minimum: int = 1000) -> Figures:
    return draw_statement(Drawing("0001", lines, carried_in), RunTerms(PERIOD, minimum))


@pytest.mark.parametrize(
    ("milk", "carried_in", "net", "carried_out"),
    [
        (125_000, 0, 125_000, 0),
        (125_099, 0, 125_000, 99),
        (125_050, 75, 125_100, 25),
        (999, 0, 0, 999),
        (1000, 0, 1000, 0),
        (950, 50, 1000, 0),
        (0, 0, 0, 0),
        (-500, 0, 0, -500),
        (5_000, -6_000, 0, -1_000),
        (5_050, -1, 5_000, 49),
        (-1, 1_100, 1_000, 99),
    ],
)
def test_whole_shillings_from_ten_on_are_paid_and_the_rest_is_carried(
    milk: int, carried_in: int, net: int, carried_out: int
) -> None:
    figures = figures_of([Line(1, 100, milk)], carried_in, 1000)
    assert (figures.net_cents, figures.carried_out_cents) == (net, carried_out)


@given(lines=LINES, carried_in=st.integers(-(10**7), 10**7), minimum=st.integers(1000, 100_000))
def test_nothing_is_lost_between_milk_net_and_carried(
    lines: list[Line], carried_in: int, minimum: int
) -> None:
    figures = figures_of(lines, carried_in, minimum)
    assert figures.milk_cents + figures.carried_in_cents == figures.net_cents + figures.carried_out_cents
    assert figures.net_cents == 0 or figures.net_cents >= minimum
    assert figures.net_cents % 100 == 0
    assert figures.carried_out_cents < minimum + 100
    assert figures.litres == Decimal(sum(line.centilitres for line in lines)) / 100
    assert figures.lines == len(lines)


@given(lines=LINES, random=st.randoms())
def test_the_digest_does_not_depend_on_the_order_of_the_lines(lines: list[Line], random: object) -> None:
    shuffled = list(lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert figures_of(shuffled, 0, 1000) == figures_of(lines, 0, 1000)


def test_the_digest_tells_every_line_and_what_was_carried_in() -> None:
    base = [Line(1, 100, 4500), Line(2, 200, 9000)]
    others = [
        ([Line(1, 100, 4500), Line(3, 200, 9000)], 0),
        ([Line(1, 101, 4500), Line(2, 199, 9000)], 0),
        ([Line(1, 100, 4501), Line(2, 200, 8999)], 0),
        (base, 1),
    ]
    digests = {figures_of(lines, carried_in, 1000).digest for lines, carried_in in [(base, 0), *others]}
    assert len(digests) == 5


def test_a_statement_is_known_by_its_run_and_member_and_says_what_was_drawn() -> None:
    run = UUID(int=8)
    statement = Statement.draw(run, "0001", "2026-11-A", 41, figures_of([Line(7, 850, 38_250)], 0, 1000), JOB)
    fact = last(statement)
    assert statement.id == statement_id(run, "0001")
    assert (fact.net_cents, fact.carried_out_cents, fact.cutoff_position) == (38_200, 50, 41)
