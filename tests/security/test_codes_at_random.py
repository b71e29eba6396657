"""Random histories of one phone's codes, beside a plain account of what must come of them."""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from imbuto.security.codes import Codes
from imbuto.security.store import open_people

from .conftest import NOW, SECRET

PHONE = "254712000001"
ACTS = st.sampled_from(["ask", "ask", "wrong", "wrong", "wrong", "look", "enter", "old"])
PAUSES = st.sampled_from([0, 1, 60, 299, 300, 599, 600, 601, 1200, 3599, 3600])


class Account:
    """What a clerk would write down: the open code, when it was made, wrong tries, and when codes were."""

    def __init__(self) -> None:
        self.code, self.made_at, self.wrong = "", NOW, 0
        self.asked: list[datetime] = []

    def holds(self, now: datetime) -> bool:
        return bool(self.code) and self.wrong < 5 and (now - self.made_at).total_seconds() < 600

    def may_ask(self, now: datetime) -> bool:
        return sum((now - one).total_seconds() < 3600 for one in self.asked) < 3

    def make(self, code: str, now: datetime) -> None:
        self.code, self.made_at, self.wrong = code, now, 0
        self.asked.append(now)


@settings(max_examples=25, derandomize=True, deadline=None, database=None)
@given(history=st.lists(st.tuples(ACTS, PAUSES), min_size=4, max_size=25))
def test_whatever_happens_to_a_phones_codes_they_hold_as_they_should(history: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        people = open_people(Path(folder) / "people.sqlite")
        codes, account, now, old = Codes(people, SECRET), Account(), NOW, "none"
        for act, pause in history:
            now += timedelta(seconds=pause)
            if act == "ask":
                code, may = codes.make(PHONE, now), account.may_ask(now)
                assert (code is not None) is may
                if code is not None:
                    old = account.code if account.code not in ("", code) else old
                    account.make(code, now)
            elif act == "enter":
                entered = codes.enter(PHONE, account.code, "member:0001", now)
                assert (entered is not None) is account.holds(now)
                account.code = "" if entered else account.code
            else:
                tried = {"wrong": "12345", "look": account.code, "old": old}[act]
                fits = act == "look" and account.holds(now)
                assert codes.fits(PHONE, tried, now) is fits
                account.wrong += not fits
        people.close()
