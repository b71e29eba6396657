"""Whatever is chosen, weighed, mended, forbidden and broken in whatever order: each delivery is told by one
text, or a fact says why it is not."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
import redis

from imbuto.aggregates import Cooperative, Delivery, Member, Message
from imbuto.aggregates.message_kinds import WAITING_KINDS
from imbuto.aggregates.weighing import Weighing
from imbuto.errors import Refusal
from imbuto.gateways.africastalking import NotSent, Refused, Sent, SmsOutcome, Unknown
from imbuto.ledger import MessageRules, QuietChoice

from .house import House, by

MEMBERS = {"0001": "254712000001", "0002": "254712000002", "0003": "254712000003"}
BEGIN = datetime(2026, 10, 26, 3, 0, tzinfo=UTC)
STEPS = 45
SHIFTS = ("AM", "MID", "PM")
NIGHTS = (
    None,
    None,
    QuietChoice(),
    QuietChoice(False),
    QuietChoice(True),
    QuietChoice(True, "18:30", "07:00"),
    QuietChoice(True, "12:00", "13:00"),
)


@dataclass
class Gateway:
    """The network, with its moods: it takes a text, loses the answer, is away, or knows no such phone."""

    chance: random.Random
    moods: tuple[str, ...] = ("taken",)
    taken: Counter[str] = field(default_factory=Counter)
    lost: set[str] = field(default_factory=set)

    def send(self, to_msisdn: str, text: str) -> SmsOutcome:
        mood = self.chance.choice(self.moods)
        if mood == "away":
            return NotSent("no line")
        if mood == "unknown-phone":
            return Refused("403", "InvalidPhoneNumber")
        if mood == "lost":
            self.lost.add(text)
            return Unknown("no answer")
        self.taken[text] += 1
        return Sent(str(uuid4()), 80, 1)


class Season:
    """Some days of a small dairy, with a plain account of what each member may expect."""

    def __init__(self, house: House, seed: int, memory: redis.Redis) -> None:
        self.house, self.chance, self.memory = house, random.Random(seed), memory
        self.gateway = Gateway(self.chance)
        house.parts.sms = self.gateway  # type: ignore[assignment]
        house.now = BEGIN
        for number, phone in MEMBERS.items():
            house.register(number, phone)
        self.milk: dict[UUID, str] = {}

    @property
    def who(self) -> str:
        return self.chance.choice(sorted(MEMBERS))

    def step(self) -> None:
        acts = (
            self.weigh,
            self.weigh,
            self.weigh,
            self.choose,
            self.rule,
            self.mend,
            self.weather,
            self.wait,
        )
        try:
            self.chance.choice(acts)()
        except Refusal:
            return
        if self.chance.random() < 0.6:
            self.work()

    def weigh(self) -> None:
        id, member = uuid4(), self.who
        day, shift = self.house.now.date(), self.chance.choice(SHIFTS)
        weighing = Weighing(member=member, centre="KIA", date=day, shift=shift, litres=Decimal("8.5"))
        self.house.parts.ledger.record_delivery(id, weighing, by(at=self.house.now))
        self.milk[id] = member

    def choose(self) -> None:
        receipts = self.chance.choice(("each", "day", "week", "off", None))
        number, nights = self.who, self.chance.choice(NIGHTS)
        who = by(f"member:{number}", self.house.now)
        self.house.parts.ledger.choose_messages(number, receipts, True, who, nights)

    def rule(self) -> None:
        rules = MessageRules(
            receipts=self.chance.choice(("each", "day", "week")),
            quiet=self.chance.random() < 0.7,
            quiet_until=self.chance.choice(("05:30", "12:00")),
            cap_cents=self.chance.choice((0, 0, 240, 800)),
            reminder_hours=self.chance.choice((0, 12)),
        )
        self.house.parts.ledger.set_message_rules(rules, by("staff:A1", self.house.now))

    def mend(self) -> None:
        if self.milk:
            id = self.chance.choice(list(self.milk))
            self.house.parts.ledger.void_delivery(id, "twice", by(at=self.house.now))

    def weather(self) -> None:
        self.gateway.moods = self.chance.choice(
            (("taken",), ("away",), ("taken", "lost"), ("taken", "away", "unknown-phone"))
        )
        if self.chance.random() < 0.3:
            self.memory.flushall()

    def wait(self) -> None:
        self.house.later(minutes=self.chance.choice((3, 61, 7 * 60, 13 * 60)))

    def work(self) -> None:
        self.house.follow()
        self.house.sweep()
        self.house.work()

    def settle_down(self) -> None:
        """Money, each hour of the day and a gateway that works, until nothing is left to do."""
        self.gateway.moods = ("taken",)
        self.house.parts.ledger.set_message_rules(MessageRules(), by("staff:A1", self.house.now))
        for _ in range(12):
            self.house.later(days=1, hours=5)
            self.memory.flushall()
            self.work()

    # ------------------------------------------------------------------ what must be so

    def told(self) -> Counter[UUID]:
        """How many texts were asked for of each delivery's receipt."""
        found: Counter[UUID] = Counter()
        for fact in self.house.facts("message.requested"):
            found.update([fact.about] if fact.kind == "receipt" else [])
            found.update(fact.covers if fact.kind == "digest" else [])
        return found

    def excused(self) -> set[UUID]:
        """Deliveries of which the facts say why their receipt need not be told: they were voided, or the
        member wanted no receipts when they were recorded, or afterwards."""
        off: set[str] = set()
        recorded: set[UUID] = set()
        excused: set[UUID] = set()
        for _, fact in self.house.parts.ledger.facts(0, 100_000):
            if isinstance(fact, Member.MessagesChosen):
                off = off | {fact.number} if fact.receipts == "off" else off - {fact.number}
            if isinstance(fact, Delivery.Voided):
                excused.add(fact.originator_id)
            if fact.originator_id in self.milk:
                recorded.add(fact.originator_id)
            excused |= {id for id in recorded if self.milk[id] in off}
        return excused

    def sent_in_quiet_hours(self) -> list[str]:
        """The kinds that should have waited, of the sends that were begun in the quiet hours of whom they
        tell, by the member's own word or the cooperative's."""
        rules, nights, found = MessageRules(), dict[str, QuietChoice](), list[str]()
        asked: dict[UUID, Message.Requested] = {}
        for _, fact in self.house.parts.ledger.facts(0, 100_000):
            if isinstance(fact, Cooperative.MessageRulesSet):
                rules = fact.rules
            if isinstance(fact, Member.MessagesChosen):
                nights[fact.number] = fact.nights
            if isinstance(fact, Message.Requested):
                asked[fact.originator_id] = fact
            if isinstance(fact, Message.Retried | Message.Requested):
                told = asked[fact.originator_id]
                if rules.is_quiet(fact.recorded_at, nights.get(told.member)):
                    found.append(told.kind)
        return [kind for kind in found if kind in WAITING_KINDS]


@pytest.mark.parametrize("seed", range(5))
def test_each_delivery_is_told_once_or_a_fact_says_why_not(
    house: House, redis_client: redis.Redis, seed: int
) -> None:
    season = Season(house, seed, redis_client)
    for _ in range(STEPS):
        season.step()
    season.settle_down()

    told = season.told()
    assert max(told.values(), default=0) <= 1, "no delivery is told by two texts"
    assert set(season.milk) - set(told) <= season.excused(), "what is not told has a reason"
    messages = house.parts.views.messages
    assert messages.due() == []
    assert [messages.waiting(number) for number in MEMBERS] == [[], [], []]
    states = {messages.get(fact.originator_id).state for fact in house.facts("message.requested")}
    assert states <= {"sent", "refused"}, "nothing is left half done"
    twice = {text for text, times in season.gateway.taken.items() if times > 1}
    assert twice <= season.gateway.lost, "sent again only where the gateway's answer was lost"
    assert not season.sent_in_quiet_hours()
