"""What is held about a member, in numbers: the answer to "what do you have of me?" at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from imbuto.ledger import Ledger, Standing, erasable_on, member_id
from imbuto.privacy.standing import standing_of
from imbuto.privacy.stories import stories_of
from imbuto.projections import Views
from imbuto.values import Personal


@dataclass(frozen=True)
class HeldAnswer:
    """`personal`: which personal words the register holds (never the words themselves). `facts`: how many
    facts tell of the member by kind of thing. `people`: rows of the people store in words. `erasable_on`: the
    first day on which the member may be erased; None while the member has not left. `unsettled`: what stands
    in the way of that, in words."""

    number: str
    personal: tuple[str, ...]
    facts: Mapping[str, int]
    messages: int
    people: Mapping[str, int]
    restricted: bool
    left_on: date | None
    erased: bool
    erasable_on: date | None
    unsettled: tuple[str, ...]
    retention_years: int


def held_about(
    ledger: Ledger, views: Views, number: str, people: Mapping[str, int], retention_years: int
) -> HeldAnswer:
    """Raises Unknown."""
    member = views.members.get(number)
    standing = standing_of(views, number)
    facts: dict[str, int] = {}
    for _, fact in stories_of(ledger, views, number):
        kind = fact.TOPIC.partition(".")[0]
        facts[kind] = facts.get(kind, 0) + 1
    return HeldAnswer(
        number=number,
        personal=_personal(ledger, number),
        facts=dict(sorted(facts.items())),
        messages=facts.get("message", 0),
        people=people,
        restricted=member.restricted,
        left_on=member.left_on,
        erased=member.erased,
        erasable_on=_free_on(member.left_on, standing, retention_years),
        unsettled=standing.unsettled,
        retention_years=retention_years,
    )


def _free_on(left_on: date | None, standing: Standing, retention_years: int) -> date | None:
    return None if left_on is None else erasable_on(left_on, standing.last_money_on, retention_years)


def _personal(ledger: Ledger, number: str) -> tuple[str, ...]:
    words = {
        name
        for _, fact in ledger.story(member_id(number))
        for name, word in vars(fact).items()
        if isinstance(word, Personal) and word.text
    }
    return tuple(sorted(words))
