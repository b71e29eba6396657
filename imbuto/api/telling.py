"""Facts as whoever asks may see them: masked, with names where there are any, and noted as a look where they
are about one member."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from imbuto.api.access import caller
from imbuto.api.looking import looked_at
from imbuto.api.masks import for_whoever_asks
from imbuto.api.parts import ledger, views
from imbuto.api.restriction import sees_restricted
from imbuto.audit.about import kind_of, members_of
from imbuto.audit.story import Numbered
from imbuto.audit.veil import Mask, Told, veiled
from imbuto.audit.words import words_of
from imbuto.errors import Unknown
from imbuto.ledger.looking_back import LookingBack
from imbuto.projections.members import MemberAnswer


def log() -> LookingBack:
    return LookingBack(ledger())


def look_at_thing(id: UUID) -> str | None:
    """The member whom a thing belongs to, if any: who asks for its facts looks at that member."""
    member = next(iter(members_of(log(), log().firsts([id])).values()), None)
    if member is not None:
        looked_at(member)
    return member


def look_at_author(principal: str) -> None:
    """Who asks what a member did looks at that member."""
    number = principal.removeprefix("member:")
    if number != principal and number in views().members.many([number]):
        looked_at(number)


def look_at_the_only_one(members: Iterable[str]) -> None:
    """A page that speaks of one member is a look, however it was asked for; of many it is none."""
    if len(numbers := set(members)) == 1:
        looked_at(*numbers)


class Curtain:
    """What may be seen of these members' facts."""

    def __init__(self, members: Iterable[str | None]) -> None:
        numbers = sorted({number for number in members if number})
        self.known: Mapping[str, MemberAnswer] = views().members.many(numbers)

    def is_drawn(self, member: str | None) -> bool:
        """Whether nothing of the person is shown: erased, or restricted and not for whoever asks."""
        known = self.known.get(member or "")
        return known is not None and (known.erased or (known.restricted and not sees_restricted()))

    def mask(self, member: str | None) -> Mask:
        return _nothing if self.is_drawn(member) else for_whoever_asks

    def told(self, numbered: Numbered, member: str | None) -> Told:
        position, fact = numbered
        return Told(position, veiled(fact, self.mask(member)), member)


def story_as_seen(id: UUID, member: str) -> list[Numbered]:
    """All facts of one thing of that member, as whoever asks may see them."""
    curtain = Curtain([member])
    return [curtain.told(numbered, member)[:2] for numbered in ledger().story(id)]


def _nothing(field: str, words: str) -> None:
    return None


def items(told: Sequence[Told]) -> list[dict[str, Any]]:
    """Each fact in words."""
    names = _names({one.fact.who for one in told})
    return [
        {
            "position": position,
            "at": fact.recorded_at,
            "topic": fact.TOPIC,
            "kind": kind_of(fact.TOPIC),
            "id": fact.originator_id,
            "version": fact.originator_version,
            "words": words_of(fact),
            "who": {"principal": fact.who, "name": names.get(fact.who)},
            "channel": fact.channel,
            "request": fact.request,
            "member": member,
        }
        for position, fact, member in told
    ]


def _names(principals: set[str]) -> dict[str, str | None]:
    """Of officials for who may read their list, of members who may be seen."""
    numbers = [one.removeprefix("member:") for one in principals if one.startswith("member:")]
    curtain = Curtain(numbers)
    names = {
        f"member:{number}": None if curtain.is_drawn(number) else known.name
        for number, known in curtain.known.items()
    }
    if caller().may("staff.read"):
        names |= {one: _official(one) for one in principals if one.startswith("staff:")}
    return names


def _official(principal: str) -> str | None:
    try:
        return views().staff.get(principal.removeprefix("staff:")).name
    except Unknown:
        return None
