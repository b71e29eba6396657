"""Entries on a member's account always sum to what the delivery is worth, whatever was decided about it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from imbuto.aggregates import FACTS, Delivery, Fact
from imbuto.aggregates.entries import ENTRIES, entry_of
from imbuto.aggregates.quality import Readings
from imbuto.errors import Refusal
from imbuto.values import centilitres, milk_value_cents
from tests.aggregates.stories import correct, delivery, dispute, recorded, sample
from tests.ledger.examples import CLERK, DAY, JOB, MANAGER, farmer

LITRES = st.decimals("0.01", "60", places=2)
MAYBE_LITRES = st.none() | st.decimals("0", "60", places=2)
READINGS = st.builds(
    Readings,
    antibiotic=st.sampled_from([None, "negative", "positive"]),
    fat_percent=st.none() | st.decimals("2", "6", places=2),
    plate_count=st.none() | st.integers(0, 3_000_000),
)
REJECTION = st.none() | st.just("sour")

Act = Callable[[Delivery], None]


def _dispute(reason: str, claimed: Decimal | None) -> Act:
    return lambda found: dispute(found, reason, str(claimed) if claimed is not None else None)


def _resolve(outcome: str, litres: Decimal | None) -> Act:
    who = farmer() if outcome == "withdrawn" else MANAGER
    return lambda found: found.resolve_dispute(
        outcome, litres if outcome == "adjusted" else None, "looked at it", who
    )


def _sample(readings: Readings, price: int, id: int, closed: bool) -> Act:
    return lambda found: sample(found, readings, price=price, id=UUID(int=id), closed=closed)


def _correct(litres: Decimal, rejection: str | None) -> Act:
    return lambda found: correct(found, str(litres), rejection)


ACTS: st.SearchStrategy[Act] = st.one_of(
    st.builds(_dispute, st.sampled_from(["quantity", "quality", "not-mine", "other"]), MAYBE_LITRES),
    st.builds(_resolve, st.sampled_from(["upheld", "adjusted", "withdrawn"]), MAYBE_LITRES),
    st.builds(_correct, LITRES, REJECTION),
    st.builds(_sample, READINGS, st.integers(0, 9999), st.integers(1, 9), st.booleans()),
    st.just(lambda found: found.confirm(farmer())),
    st.just(lambda found: found.lapse(JOB, closed=True)),
    st.just(lambda found: found.void("recorded twice", CLERK, closed=False)),
)


@settings(max_examples=300, deadline=None)
@given(litres=LITRES, price=st.integers(1, 9999), rejection=REJECTION, acts=st.lists(ACTS, max_size=10))
def test_entries_sum_to_the_final_value_less_what_is_held(
    litres: Decimal, price: int, rejection: str | None, acts: list[Act]
) -> None:
    found = recorded(str(litres), price=price, rejection_reason=rejection)
    facts = list(found.collect_events())
    for act in acts:
        with suppress(Refusal):
            act(found)
        facts += found.collect_events()
        _require_balanced(found, facts)


def _require_balanced(found: Delivery, facts: list[Fact]) -> None:
    entries = [entry for entry in map(entry_of, facts) if entry is not None]
    held = found.dispute if found.state == "disputed" else None
    worth_litres = Decimal(0) if found.rejection_reason else found.litres
    held_litres, held_cents = (held.held_litres, held.held_cents) if held else (Decimal(0), 0)
    assert sum(entry.cents for entry in entries) == found.value_cents - held_cents
    assert sum(entry.centilitres for entry in entries) == centilitres(worth_litres - held_litres)
    assert 0 <= held_cents <= found.value_cents
    assert 0 <= held_litres <= worth_litres
    assert found.value_cents == milk_value_cents(worth_litres, found.price_cents_per_litre)


def test_an_entry_names_member_and_day() -> None:
    entry = entry_of(recorded("8.5", member="0002").collect_events()[0])
    assert entry is not None
    assert (entry.member, entry.date, entry.centilitres, entry.cents) == ("0002", DAY, 850, 38_250)


def test_answers_of_the_farmer_and_silence_are_no_entries() -> None:
    confirmed, lapsed = delivery(), delivery()
    confirmed.confirm(farmer())
    lapsed.lapse(JOB, closed=True)
    assert [entry_of(fact) for fact in (*confirmed.collect_events(), *lapsed.collect_events())] == [
        None,
        None,
    ]


def test_every_fact_of_milk_that_carries_a_change_of_litres_is_an_entry() -> None:
    moving = {"change_cents", "held_cents", "released_cents", "value_cents"}
    carrying = {fact for fact in FACTS.values() if moving & set(fact.__dataclass_fields__)}
    assert carrying == {fact for fact in ENTRIES if fact.TOPIC.startswith("delivery.")}
