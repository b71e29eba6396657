"""The replay: every fact with its amount and running balance, figures by hand, up to a day or a position."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from imbuto.aggregates import FACTS
from imbuto.audit import Line, Replay, Until, printed
from imbuto.audit.words import WORDS
from imbuto.bootstrap import Parts
from imbuto.errors import BadValue, Unknown
from imbuto.stores import read_only


def booked(replay: Replay) -> list[tuple[int | None, int | None, int]]:
    """Litres, cents and balance of the lines that booked something."""
    return [(one.centilitres, one.cents, one.balance_cents) for one in replay if one.cents is not None]


def test_a_member_s_lines_carry_litres_amount_and_running_balance(dairy: Parts) -> None:
    assert booked(Replay(dairy.ledger, "0001")) == [
        (1000, 50000, 50000),
        (850, 42500, 92500),
        (50, 2500, 95000),
        (None, -95000, 0),
    ]


def test_a_dispute_holds_its_part_and_gives_back_what_was_right(dairy: Parts) -> None:
    assert booked(Replay(dairy.ledger, "0002")) == [
        (1200, 60000, 60000),
        (-200, -10000, 50000),
        (0, 0, 50000),
        (100, 5000, 55000),
        (None, -50000, 5000),
    ]


def test_the_balance_of_all_is_the_journal_s_members_account(dairy: Parts) -> None:
    replay = Replay(dairy.ledger)
    lines = list(replay)
    assert len(lines) == dairy.ledger.position()
    assert lines[-1].balance_cents == 5000 == -dairy.views.journal.account_balances()["2100"]
    totals = replay.totals
    assert (totals.deliveries, totals.centilitres, totals.milk_cents) == (4, 3000, 150000)
    assert (totals.requested_cents, totals.paid_cents, totals.unpaid_cents) == (145000, 95000, 50000)


def test_the_balance_is_the_views_at_every_line(dairy: Parts) -> None:
    for member in ("0001", "0002"):
        account = {line.position: line for line in dairy.views.balances.account(member, limit=100).items}
        for line in Replay(dairy.ledger, member):
            if line.cents is not None:
                assert account[line.position].balance_cents == line.balance_cents
                assert account[line.position].cents == line.cents


def test_until_a_position_stops_behind_it(dairy: Parts) -> None:
    everything = list(Replay(dairy.ledger))
    assert list(Replay(dairy.ledger, until=Until(position=9))) == everything[:9]


def test_until_a_day_ends_with_that_day_in_nairobi(dairy: Parts) -> None:
    replay = Replay(dairy.ledger, until=Until(day=date(2026, 10, 2)))
    assert list(replay)[-1].what.startswith("milk 2 Oct 2026 disputed")
    assert replay.totals.owed_cents == 100000


@pytest.mark.parametrize(
    ("text", "until"), [("1500", Until(position=1500)), ("2026-11-15", Until(day=date(2026, 11, 15)))]
)
def test_until_is_a_date_or_a_position(text: str, until: Until) -> None:
    assert Until.parse(text) == until


@pytest.mark.parametrize("text", ["yesterday", "-1", "2026-13-01", "1.5", "٣", ""])
def test_until_refuses_anything_else(text: str) -> None:
    with pytest.raises(BadValue):
        Until.parse(text)


def test_a_member_of_whom_there_is_no_fact_is_unknown(dairy: Parts) -> None:
    with pytest.raises(Unknown):
        Replay(dairy.ledger, "0099")


def test_every_fact_there_is_has_its_words() -> None:
    assert set(WORDS) == set(FACTS)


def test_a_line_says_who_when_and_what(dairy: Parts) -> None:
    (line,) = [one for one in Replay(dairy.ledger) if one.what.startswith("paid")]
    assert (line.who, line.member) == ("gateway:daraja", "0001")
    assert line.what == "paid KES 950.00 for 2026-10-A, receipt RCPT1"


def test_it_prints_one_line_for_each_fact_and_the_totals(dairy: Parts) -> None:
    lines = list(printed(Replay(dairy.ledger)))
    end = dairy.ledger.position()
    assert lines[0].split()[:3] == ["position", "when", "(Nairobi)"]
    assert lines[1].split()[:4] == ["1", "2026-10-01", "07:00", "staff:S002"]
    assert lines[end + 1] == ""
    assert all("\n" not in line for line in lines)
    said = "\n".join(lines[end + 2 :])
    for figure in ("30.00", "1,500.00", "1,450.00", "950.00", "500.00", "50.00"):
        assert figure in said
    assert "2 agree, 0 differ" in said


def test_what_a_person_wrote_cannot_command_the_terminal(dairy: Parts) -> None:
    line = Line(1, dairy.ledger.facts(0, 1)[0][1].recorded_at, "x", "a\x1b[2J\nb", None, None, None, 0)

    class One(Replay):
        def __iter__(self):  # type: ignore[no-untyped-def]
            yield line

    assert "\x1b" not in "".join(printed(One(dairy.ledger)))


def test_a_copy_tells_the_same_and_without_keys_nobody_s_name(dairy: Parts, copy: Path) -> None:
    with read_only(copy / "events.sqlite", copy / "keys.sqlite") as log:
        assert list(printed(Replay(log))) == list(printed(Replay(dairy.ledger)))
    with read_only(copy / "events.sqlite") as log:
        said = "\n".join(printed(Replay(log)))
    assert "Farmer" not in said
    assert "254700" not in said
    assert "registered: (erased)" in said
    assert "2 agree, 0 differ" in said
