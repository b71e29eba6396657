"""Who may be forgotten, and when: after leaving, with nothing open, and years after the last money."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from imbuto.aggregates.member import Member
from imbuto.aggregates.privacy import Standing, erasable_on
from imbuto.errors import BadValue, NotPermitted, SamePerson, WrongState
from imbuto.values import By

LEFT_AT = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)
FREE = datetime(2034, 1, 1, 6, 0, tzinfo=UTC)
SETTLED = Standing(date(2026, 11, 10))


def by(who: str, at: datetime = LEFT_AT) -> By:
    return By(f"staff:{who}", "office", "r", at)


@pytest.fixture
def wanjiku() -> Member:
    member = Member.register("0042", "Wanjiku Kamau", "KIA", by("K1"), phone="254712345678")
    member.leave("moved away", by("M1"))
    return member


def erase(member: Member, standing: Standing = SETTLED, years: int = 7, at: datetime = FREE) -> None:
    member.propose_erasure("ended", standing, years, by("M1", at))
    member.approve_erasure(standing, years, by("T1", at))


@pytest.mark.parametrize(
    ("left", "money", "years", "free"),
    [
        (date(2026, 11, 16), date(2026, 11, 10), 7, date(2034, 1, 1)),
        (date(2026, 11, 16), None, 5, date(2032, 1, 1)),
        (date(2026, 12, 31), date(2027, 1, 1), 7, date(2035, 1, 1)),
        (date(2026, 1, 1), date(2020, 1, 1), 5, date(2032, 1, 1)),
    ],
)
def test_books_are_kept_for_years_after_the_year_of_the_last_money(
    left: date, money: date | None, years: int, free: date
) -> None:
    assert erasable_on(left, money, years) == free


def test_no_setting_makes_the_time_shorter_than_the_law(wanjiku: Member) -> None:
    with pytest.raises(BadValue, match="5 years at least"):
        erase(wanjiku, years=4)


def test_a_day_too_early_is_refused_with_the_day(wanjiku: Member) -> None:
    with pytest.raises(WrongState, match="until 2034-01-01") as refused:
        erase(wanjiku, at=datetime(2033, 12, 31, 20, 59, tzinfo=UTC))
    assert refused.value.details["erasable_on"] == "2034-01-01"
    assert "Restrict" in refused.value.remedy
    erase(wanjiku, at=datetime(2033, 12, 31, 21, 0, tzinfo=UTC))  # midnight in Nairobi
    assert wanjiku.erased


def test_who_is_still_owed_something_is_not_forgotten(wanjiku: Member) -> None:
    with pytest.raises(WrongState, match=r"KES 12\.00 is owed"):
        erase(wanjiku, Standing(SETTLED.last_money_on, ("KES 12.00 is owed to the member",)))


def test_what_opens_between_proposal_and_approval_is_seen(wanjiku: Member) -> None:
    wanjiku.propose_erasure("asked", SETTLED, 7, by("M1", FREE))
    with pytest.raises(WrongState, match="a payout"):
        wanjiku.approve_erasure(Standing(SETTLED.last_money_on, ("a payout",)), 7, by("T1", FREE))


def test_who_did_not_leave_is_not_erased() -> None:
    member = Member.register("0042", "Wanjiku Kamau", "KIA", by("K1"))
    with pytest.raises(WrongState, match="has not left"):
        erase(member)


def test_nobody_erases_alone(wanjiku: Member) -> None:
    wanjiku.propose_erasure("ended", SETTLED, 7, by("M1", FREE))
    with pytest.raises(SamePerson):
        wanjiku.approve_erasure(SETTLED, 7, by("M1", FREE))


def test_nobody_lifts_a_restriction_alone(wanjiku: Member) -> None:
    wanjiku.restrict("left", by("M1"))
    wanjiku.propose_unrestriction(by("M1"))
    with pytest.raises(SamePerson):
        wanjiku.approve_unrestriction(by("M1"))
    assert wanjiku.restricted


def test_of_an_erased_person_nothing_is_recorded_any_more(wanjiku: Member) -> None:
    erase(wanjiku)
    erase(wanjiku)  # quiet
    with pytest.raises(WrongState, match="new number"):
        wanjiku.readmit(by("M1", FREE))
    with pytest.raises(WrongState, match="was erased"):
        wanjiku.propose_phone("254700000000", by("M1", FREE))


def test_milk_of_who_left_is_not_taken_until_readmitted(wanjiku: Member) -> None:
    with pytest.raises(NotPermitted, match="left the cooperative on 2026-11-16"):
        wanjiku.require_active()
    wanjiku.readmit(by("M1"))
    wanjiku.require_active()


def test_a_readmitted_member_is_not_erased_by_an_old_proposal(wanjiku: Member) -> None:
    wanjiku.propose_erasure("ended", SETTLED, 7, by("M1", FREE))
    wanjiku.readmit(by("M1", FREE))
    wanjiku.leave(None, by("M1", FREE))
    with pytest.raises(WrongState, match="Nobody has proposed"):
        wanjiku.approve_erasure(SETTLED, 7, by("T1", FREE))
