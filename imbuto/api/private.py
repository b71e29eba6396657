"""The register as whoever asks may see it: restricted entries hidden, private numbers masked, and a phone
that is an official's pointed out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from imbuto.api.masks import for_whoever_asks
from imbuto.api.parts import ledger, views
from imbuto.api.restriction import as_seen as unless_restricted
from imbuto.projections.members import MemberAnswer
from imbuto.projections.pages import Page
from imbuto.values import Personal

ACCOUNTS = ("account_number", "proposed_account_number")
_OF_THE_FACTS = ("national_id", "next_of_kin_name", "next_of_kin_phone")


def as_seen(member: MemberAnswer) -> MemberAnswer:
    """The member as whoever asks may see it: restricted data hidden, private numbers masked."""
    shown = unless_restricted(member)
    kept: dict[str, Any] = {name: for_whoever_asks(name, getattr(shown, name)) for name in ACCOUNTS}
    return replace(shown, **kept)


def entries_as_seen(page: Page[MemberAnswer]) -> Page[dict[str, Any]]:
    """The register's entries, each with whether its phone is an official's."""
    officials = frozenset(views().staff.phones())
    return Page([_flagged(as_seen(one), officials) for one in page.items], page.next)


def entry_as_seen(member: MemberAnswer) -> dict[str, Any]:
    """One entry with the words that stand in no view: they are read from the member's own facts."""
    shown = as_seen(member)
    hidden = shown.restricted and shown.name is None
    said = None if hidden else ledger().member(member.number).registration
    words: dict[str, Personal | None] = {name: getattr(said, name, None) for name in _OF_THE_FACTS}
    private = {name: for_whoever_asks(name, word.text if word else None) for name, word in words.items()}
    return {**_flagged(shown, frozenset(views().staff.phones())), **private}


def _flagged(shown: MemberAnswer, officials: frozenset[str]) -> dict[str, Any]:
    return {**vars(shown), "phone_of_official": not officials.isdisjoint({shown.phone, shown.payout_phone})}
