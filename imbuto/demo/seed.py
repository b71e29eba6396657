"""The whole history, day by day, from the founding to yesterday evening."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from enum import Enum

from imbuto.demo import house, milk
from imbuto.demo.cooler import Cooler
from imbuto.demo.desk import Desk
from imbuto.demo.diary import Diary, by, moment, require
from imbuto.demo.dues import Dues
from imbuto.demo.parts import Parts
from imbuto.demo.payday import Payday
from imbuto.demo.quarrels import Answers, Can
from imbuto.demo.sms import tell_of_phone
from imbuto.errors import WrongState
from imbuto.ledger import Ledger
from imbuto.values import Period

FOLLOWER = "reactions"
"""The follower that turns facts into work: it is not to follow a history that is made up."""
_MARK = "demo until "
_LAST_FACT = "cooperative.messaging_set"


class Standing(Enum):
    """What there is in a ledger: nothing, a demo that was not finished, a whole demo, something else."""

    EMPTY = "empty"
    UNFINISHED = "unfinished"
    COMPLETE = "complete"
    OTHER = "other"


def standing(ledger: Ledger) -> Standing:
    """How far a demo has come in this ledger."""
    end = _end_of(ledger)
    if end is None:
        return Standing.EMPTY if ledger.position() == 0 else Standing.OTHER
    story = ledger.story(ledger.cooperative().id)
    return Standing.COMPLETE if any(fact.TOPIC == _LAST_FACT for _, fact in story) else Standing.UNFINISHED


def seed(parts: Parts, today: date) -> None:
    """Records the demo's history up to the evening before `today`.

    One that was interrupted is completed, up to the evening it was begun for; a whole one stays as it is.
    Raises WrongState where another cooperative is.
    """
    found = standing(parts.ledger)
    if found is Standing.COMPLETE:
        return
    if found is Standing.OTHER:
        raise WrongState("There is another cooperative in this ledger.", "A demo needs an empty data folder.")
    end = _end_of(parts.ledger) or today - timedelta(days=1)
    parts.people.keyring.prepare(house.key_subjects())
    with _views_at_rest(parts):
        _History(parts, end, resumed=found is Standing.UNFINISHED).tell()
    for one in house.STAFF:
        parts.people.accounts.set_password(f"staff:{one.number}", one.number, one.phone, one.password)
    for number in house.MEMBERS_WITH_PASSWORD:
        login = (f"member:{number}", number, house.phone_of(number))
        parts.people.accounts.set_password(*login, house.MEMBER_PASSWORD)
    parts.views.catch_up()
    parts.ledger.advance_bookmark(FOLLOWER, parts.ledger.position())
    parts.ledger.set_messaging(True, by(house.ADMIN, moment(end, 20, 30)), sms_statements=True)


def _end_of(ledger: Ledger) -> date | None:
    """The last day of the demo that was begun in this ledger."""
    try:
        founding = ledger.story(ledger.cooperative().id)[0][1]
    except WrongState:
        return None
    is_demo = founding.request.startswith(_MARK)
    return date.fromisoformat(founding.request.removeprefix(_MARK)) if is_demo else None


@contextmanager
def _views_at_rest(parts: Parts) -> Iterator[None]:
    """Without a catch-up after each of thousands of saves; whoever asks the views brings them up first."""
    after_save = parts.ledger.after_save
    parts.ledger.after_save = lambda position: None
    try:
        yield
    finally:
        parts.ledger.after_save = after_save


class _History:
    """The acts of each day in the order of its hours."""

    def __init__(self, parts: Parts, end: date, *, resumed: bool) -> None:
        third = Period.containing(end + timedelta(days=1)).previous
        self._first, self._second, self._third = third.previous.previous, third.previous, third
        self._ledger = parts.ledger
        self._end = end
        self._diary = Diary(parts.ledger, resumed=resumed)
        self._answers = Answers(self._diary, (self._first, self._second, self._third), end)
        self._paydays = [
            Payday(parts, self._diary, self._answers, period, number)
            for number, period in enumerate((self._first, self._second), start=1)
        ]
        self._desk = Desk(parts, self._diary, (self._first, self._second, self._third))
        self._dues = Dues(parts, self._diary, self._second, self._third)
        self._cooler = Cooler(parts, self._diary, self._third.start, end)
        self._members: list[str] = []

    def tell(self) -> None:
        self._found(self._first.start - timedelta(days=3))
        day = self._first.start
        while day <= self._end:
            self._day(day)
            day += timedelta(days=1)

    # ------------------------------------------------------------ one day

    def _day(self, day: date) -> None:
        paydays = [payday for payday in self._paydays if payday.day == day]
        for payday in paydays:
            payday.prepare()
        self._join_late(day)
        morning = self._collect(day, "AM", 8)
        for payday in paydays:
            payday.pay()
        self._cooler.sample(day, morning)
        self._offices(day)
        self._answers.resolve(day)
        self._answers.morning(day, morning)
        evening = self._collect(day, "PM", 18)
        self._answers.evening(day, evening)
        self._cooler.evening(day)
        self._answers.lapse(moment(day, 20))

    def _collect(self, day: date, shift: str, hour: int) -> list[Can]:
        """Each clerk sends what the scales of two centres have shown."""
        at = moment(day, hour, 45)
        cans = milk.weighings(day, shift, self._members)
        for clerk in house.CLERKS:
            own = [can for can in cans if can[1].centre in clerk.centres]
            require(self._ledger.record_deliveries(own, by(f"staff:{clerk.number}", at)))
        self._diary.told(id for id, _ in cans)
        self._answers.recorded(cans, at)
        return cans

    # --------------------------------------------------------- the office

    def _found(self, day: date) -> None:
        founding = by(house.ADMIN, moment(day, 8))
        marked = replace(founding, request=f"{_MARK}{self._end.isoformat()}")
        self._ledger.found_cooperative(house.NAME, marked, sms_receipts=False, sms_statements=False)
        for code, name in house.CENTRES.items():
            self._ledger.open_centre(code, name, founding)
        for code, (name, centre) in house.ROUTES.items():
            self._ledger.open_route(code, name, centre, founding)
        founder = by(house.FOUNDER, moment(day, 8))
        for one in house.STAFF:
            self._ledger.join_staff(
                one.number, one.name, (one.role,), founder, phone=one.phone, centres=one.centres
            )
        self._propose(day, self._first.start)
        self._approve(day + timedelta(days=1), self._first.start)
        self._register([n for n in house.numbers() if n not in house.LATE_JOINERS], day + timedelta(days=2))
        self._desk.on(self._first.start - timedelta(days=1))

    def _offices(self, day: date) -> None:
        """What officials decide now and then, two of them for each price and each phone."""
        self._desk.on(day)
        self._dues.on(day)
        if day == self._third.start - timedelta(days=5):
            self._propose(day, self._third.start)
        if day == self._third.start - timedelta(days=4):
            self._approve(day, self._third.start)
        if day == self._second.start + timedelta(days=4):
            self._change_phone(house.NEW_PHONE, day)

    def _propose(self, day: date, effective_from: date) -> None:
        for price in self._prices(effective_from):
            treasurer = by(house.TREASURER, moment(day, 10, 40))
            self._ledger.propose_price(
                price.id, price.centre, price.cents_per_litre, price.effective_from, treasurer, price.rules
            )

    def _approve(self, day: date, effective_from: date) -> None:
        for price in self._prices(effective_from):
            self._ledger.approve_price(price.id, by(house.MANAGER, moment(day, 10, 45)))

    def _prices(self, effective_from: date) -> list[house.Price]:
        known = house.prices(self._first, self._third)
        return [price for price in known if price.effective_from == effective_from]

    def _change_phone(self, number: str, day: date) -> None:
        phone = self._ledger.member(number).phone
        if phone is None or phone.text != house.NEW_PHONE_NUMBER:
            clerk = by(f"staff:{house.clerk_of(house.centre_of(number)).number}", moment(day, 10, 50))
            self._ledger.propose_phone(number, house.NEW_PHONE_NUMBER, clerk)
            manager = by(house.MANAGER, moment(day, 10, 55))
            self._ledger.approve_phone(number, house.NEW_PHONE_NUMBER, manager)
        tell_of_phone(self._ledger, number)

    def _join_late(self, day: date) -> None:
        if day == self._second.start:
            self._register(list(house.LATE_JOINERS), day)

    def _register(self, numbers: list[str], day: date) -> None:
        clerk = by(f"staff:{house.CLERKS[0].number}", moment(day, 7))
        entries = [house.registration(number, day) for number in numbers]
        require(self._ledger.register_members(entries, clerk))
        self._members = sorted({*self._members, *numbers})
