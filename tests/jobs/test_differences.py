"""A price difference is granted by a job: once to each member, for milk as it stood, wherever it stops."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from imbuto.errors import Busy
from imbuto.jobs import differences
from imbuto.ledger import Difference, GradeStep, PriceRules
from imbuto.projections import bookmarks

from .house import PERIOD, RUN_AT, House, by
from .kills import Killed, tripped_ledger

ID = UUID(int=0xD1F)
BONUS = Difference(
    name="Bonus",
    way="per-litre",
    kind="bonus",
    date_from=PERIOD.start,
    date_to=PERIOD.end,
    cents_per_litre=150,
)


@pytest.fixture(autouse=True)
def two_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(differences, "CHUNK", 2)


def approved(house: House, terms: Difference = BONUS) -> None:
    house.parts.ledger.propose_price_difference(ID, terms, by("staff:T1", RUN_AT))
    house.parts.ledger.approve_price_difference(ID, by("staff:M1", RUN_AT))


def granted(house: House) -> dict[str, int]:
    return {fact.member: fact.cents for fact in house.facts("adjustment.granted")}


def test_each_member_gets_one_adjustment_for_all_milk_of_the_days(herd: House) -> None:
    approved(herd)
    herd.do_twice("grant-difference", ID)
    # Twice 1.1 l × 1.50 = 1.65 each, twice 2.2 l × 1.50 = 3.30 each, …
    assert granted(herd) == {f"{n:04d}": 2 * 165 * n for n in range(1, 8)}
    (completed,) = herd.facts("price_difference.completed")
    assert (completed.members, completed.litres, completed.cents) == (7, Decimal("61.6"), 9240)
    first = herd.facts("adjustment.granted")[0]
    assert (first.kind, first.day, first.litres, first.source) == ("bonus", PERIOD.end, 0, ID)
    assert first.text == "Bonus: 2.2 l"


def test_it_follows_from_the_approval_and_the_sweep_finds_it_again(herd: House) -> None:
    approved(herd)
    herd.follow()
    (queued,) = [id for id in herd.queues.held_ids() if "grant-difference" in id]
    herd.parts.redis.flushall()
    assert queued in herd.sweep()
    herd.do("grant-difference", ID)
    herd.parts.redis.flushall()
    assert queued not in herd.sweep()


@pytest.mark.parametrize("calls", [1, 2, 4])
def test_stopped_anywhere_it_goes_on_to_the_same_end(
    herd: House, monkeypatch: pytest.MonkeyPatch, calls: int
) -> None:
    approved(herd)
    with monkeypatch.context() as killed:
        killed.setattr(herd.parts, "ledger", tripped_ledger(herd.parts.ledger, "grant_adjustments", calls))
        with pytest.raises(Killed):
            herd.do("grant-difference", ID)
    assert len(granted(herd)) < 7
    herd.do("grant-difference", ID)
    assert granted(herd) == {f"{n:04d}": 2 * 165 * n for n in range(1, 8)}
    (completed,) = herd.facts("price_difference.completed")
    assert (completed.members, completed.cents) == (7, 9240)


def test_what_is_recorded_corrected_or_voided_after_the_approval_changes_nothing(house: House) -> None:
    house.register("0001")
    corrected, voided = house.deliver("0001", "10"), house.deliver("0001", "5", shift="PM")
    approved(house)
    ledger = house.parts.ledger
    ledger.correct_delivery(corrected, Decimal(20), None, "a slip", by())
    ledger.void_delivery(voided, "twice", by())
    house.deliver("0001", "7", day=PERIOD.end)
    house.do("grant-difference", ID)
    assert granted(house) == {"0001": 15 * 150}


def test_rejected_milk_other_days_and_what_a_dispute_holds_are_left_out(house: House) -> None:
    for number in ("0001", "0002", "0003", "0004"):
        house.register(number)
    house.deliver("0001", "10", rejection_reason="sour")
    house.deliver("0002", "10", day=PERIOD.end + timedelta(days=1))
    disputed = house.deliver("0003", "10")
    house.parts.ledger.dispute_delivery(disputed, "quantity", Decimal(12), None, by("member:0003"))
    house.deliver("0004", "10")
    voided = house.deliver("0004", "10", shift="PM")
    house.parts.ledger.void_delivery(voided, "twice", by())
    approved(house)
    house.do("grant-difference", ID)
    assert granted(house) == {"0003": 1500, "0004": 1500}


def test_milk_is_priced_again_and_a_member_whose_sum_is_nothing_gets_nothing(house: House) -> None:
    price = uuid4()
    # A litre was KES 50 on the first day, and by the new price 52 on the last: (52 − 50) × 10.25.
    rules = PriceRules.of(grades=[GradeStep("B", -300)])
    ledger = house.parts.ledger
    ledger.propose_price(price, None, 5200, PERIOD.end, by("staff:T1"), rules)
    ledger.approve_price(price, by("staff:M1"))
    for number, day in (("0001", PERIOD.start), ("0002", PERIOD.end)):
        house.register(number)
        house.deliver(number, "10.25", day)
    approved(
        house,
        Difference(
            name="Retro",
            way="reprice",
            kind="retro",
            date_from=PERIOD.start,
            date_to=PERIOD.end,
            price_id=price,
        ),
    )
    house.do("grant-difference", ID)
    assert granted(house) == {"0001": 2050}


def test_milk_priced_again_under_another_id_is_not_paid_again(house: House) -> None:
    """10 l at KES 50: to 52 adds 20; a retro of +1 adds 10 and a bonus of +1 adds 10; to 52 again takes the
    retro back, for the litre costs 52; to 55 adds 30 more. Of 2 l that a dispute held it makes up all."""
    house.register("0001")
    house.register("0002")
    house.deliver("0001", "10")
    held = house.deliver("0002", "10")
    ledger = house.parts.ledger
    ledger.dispute_delivery(held, "quantity", Decimal(8), None, by("member:0002"))

    def grant(**terms: object) -> None:
        usual = {"name": "N", "kind": "retro", "date_from": PERIOD.start, "date_to": PERIOD.end}
        id = uuid4()
        difference = Difference(**{**usual, **terms})  # type: ignore[arg-type]
        ledger.propose_price_difference(id, difference, by("staff:T1", RUN_AT), another=True)
        ledger.approve_price_difference(id, by("staff:M1", RUN_AT))
        house.do_twice("grant-difference", id)

    def price(cents: int) -> UUID:
        id = uuid4()
        ledger.propose_price(id, None, cents, PERIOD.end, by("staff:T1"))
        ledger.approve_price(id, by("staff:M1"))
        return id

    higher, highest = price(5200), price(5500)
    grant(way="reprice", price_id=higher)
    grant(way="reprice", price_id=higher)
    grant(way="per-litre", cents_per_litre=100)
    grant(way="per-litre", cents_per_litre=100, kind="bonus")
    grant(way="reprice", price_id=higher, kind="bonus")
    ledger.resolve_dispute(held, "upheld", None, "weighed again", by("staff:M1"))
    grant(way="reprice", price_id=highest)
    added: dict[str, list[int]] = {"0001": [], "0002": []}
    for fact in house.facts("adjustment.granted"):
        added[fact.member].append(fact.cents)
    assert added == {"0001": [2000, 1000, 1000, -1000, 3000], "0002": [1600, 800, 800, -800, 3400]}


def test_a_lower_price_takes_back_and_says_so(house: House) -> None:
    house.register("0001")
    house.deliver("0001", "10")
    lower = Difference(
        name="Processor's cut",
        way="per-litre",
        kind="retro",
        date_from=PERIOD.start,
        date_to=PERIOD.end,
        cents_per_litre=-100,
    )
    approved(house, lower)
    house.do("grant-difference", ID)
    assert granted(house) == {"0001": -1000}
    house.parts.views.catch_up()
    shown = house.parts.views.price_differences.get(ID)
    assert (shown.takes_back, shown.state, shown.members, shown.cents) == (True, "completed", 1, -1000)


def test_the_next_run_pays_it_as_an_adjustment(house: House) -> None:
    house.register("0001", "254712345678")
    house.deliver("0001", "10")
    first = house.approved_run()
    house.do("settle-statements", first)
    approved(house)
    house.do("grant-difference", ID)
    house.deliver("0001", "4", PERIOD.next.start)
    house.later(days=16)
    house.parts.views.catch_up()
    second = house.open_run(PERIOD.next)
    house.do("prepare", second)
    drawn = [fact for fact in house.facts("statement.drawn") if fact.run == second]
    # 4 l × KES 50 and the bonus of 10 l × 1.50; the litres of the bonus are not brought again.
    assert [(one.milk_cents, one.adjustments_cents, one.litres) for one in drawn] == [(20_000, 1_500, 4)]


def test_without_milk_it_is_completed_with_nothing(house: House) -> None:
    approved(house)
    house.do("grant-difference", ID)
    (completed,) = house.facts("price_difference.completed")
    assert (completed.members, completed.litres, completed.cents) == (0, 0, 0)


def test_while_the_delivery_book_has_stopped_nothing_is_granted(herd: House) -> None:
    approved(herd)
    with herd.parts.views._store.writing() as writing:
        bookmarks.stop(writing, "deliveries", 1, "a.topic", "for the test")
    with pytest.raises(Busy, match="deliveries"):
        herd.do("grant-difference", ID)
    assert granted(herd) == {}
