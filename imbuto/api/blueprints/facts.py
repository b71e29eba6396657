"""The ledger fact by fact: found, told as stories, as things stood, proven whole; and what has changed."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from flask import Response, request

from imbuto.api.access import caller, permit
from imbuto.api.blueprint import Blueprint
from imbuto.api.looking import looked_at
from imbuto.api.paging import link_to_next
from imbuto.api.parts import ledger, now, views
from imbuto.api.schemas.facts import (
    FURTHEST,
    AsOf,
    AsOfArgs,
    Changes,
    ChangesArgs,
    FactArgs,
    FactInFull,
    FactPage,
    StoryArgs,
    StoryPage,
    Verification,
)
from imbuto.api.telling import Curtain, items, log, look_at_author, look_at_the_only_one, look_at_thing
from imbuto.audit.about import PARTS, is_part, members_of, thing_id
from imbuto.audit.explorer import END, Asked, find
from imbuto.audit.families import changes
from imbuto.audit.readable import fields_of
from imbuto.audit.story import Numbered, standing, steps_of
from imbuto.audit.veil import Told, stored_as_seen
from imbuto.audit.verification import HOW, verify
from imbuto.errors import BadValue, Unknown
from imbuto.privacy.stories import ids_of_member
from imbuto.values import parse_member_number

blueprint = Blueprint("facts", "The ledger fact by fact, and what has changed in it.")
_STORY = "/stories/<kind>/<id>"
_KNOWN = "The answer's ETag: while nothing has changed, 304 without a body."


@blueprint.route("/facts")
@permit("facts.read")
@blueprint.arguments(FactArgs, location="query")
@blueprint.response(200, FactPage)
def list_facts(asked: dict[str, Any]) -> Any:
    """Facts, the newest first, in words"""
    before = min(asked.pop("before", END), int(asked.pop("cursor", END)))
    look_at_author(asked.get("who", ""))
    found = find(log(), Asked(things=_things(asked.pop("about", None)), before=before, **asked))
    about = members_of(log(), [stored for stored, _ in found.facts])
    look_at_the_only_one(about.values())
    curtain = Curtain(about.values())
    told = [curtain.told((stored.id, fact), about.get(stored.id)) for stored, fact in found.facts]
    next = None if found.next is None else str(found.next)
    return {"items": items(told), "next": next, "scanned_to": found.scanned_to}, 200, link_to_next(next)


@blueprint.route("/facts/<int:position>")
@permit("facts.read")
@blueprint.response(200, FactInFull)
def see_fact(position: int) -> Any:
    """One fact with all it says, and as it is stored"""
    if not 0 < position <= FURTHEST:
        raise Unknown("fact", position)
    found = log().at(position)
    id = found.fact.originator_id
    member = look_at_thing(id)
    curtain = Curtain([member])
    told = curtain.told((position, found.fact), member)
    places = log().positions_of(id)
    here = places.index(position)
    return {
        **items([told])[0],
        "happened_at": found.fact.happened_at,
        "stored": stored_as_seen(found.topic, found.stored, curtain.mask(member)),
        "fields": fields_of(told.fact),
        "previous": places[here - 1] if here else None,
        "next": places[here + 1] if here + 1 < len(places) else None,
    }


@blueprint.route(_STORY)
@permit("facts.read")
@blueprint.arguments(StoryArgs, location="query")
@blueprint.response(200, StoryPage)
def see_story(asked: dict[str, Any], kind: str, id: str) -> Any:
    """One thing's story, the oldest fact first, with what each fact changed"""
    facts, member = _story(kind, id)
    after, limit = int(asked.get("cursor", 0)), asked["limit"]
    steps = [step for step in steps_of(kind, facts) if step.position > after]
    told = items([Told(step.position, step.fact, member) for step in steps[:limit]])
    changed = [{**item, "changed": step.changed} for item, step in zip(told, steps, strict=False)]
    next = str(steps[limit - 1].position) if len(steps) > limit else None
    return {"kind": kind, "id": id, "items": changed, "next": next}, 200, link_to_next(next)


@blueprint.route(f"{_STORY}/as-of")
@permit("facts.read")
@blueprint.arguments(AsOfArgs, location="query")
@blueprint.response(200, AsOf)
def see_as_of(asked: dict[str, Any], kind: str, id: str) -> Any:
    """How one thing stood on a day or at a position, and what has changed since"""
    facts, _ = _story(kind, id)
    found = standing(kind, facts, **asked)
    as_of = str(next(iter(asked.values())))
    if found is None:
        raise Unknown(kind, f"{id} yet as of {as_of}")
    return {**vars(found), "kind": kind, "id": id, "as_of": as_of, "at": found.fact.recorded_at}


@blueprint.route("/verification")
@permit("facts.read")
@blueprint.response(200, Verification)
def see_verification() -> Any:
    """Whether the ledger is whole, and how to check that without us"""
    balances = views().journal.account_balances()
    return {
        **vars(verify(log())),
        "views": views().status(),
        "trial_balance_zero": sum(balances.values()) == 0,
        "checked_at": now(),
        "how": HOW,
    }


@blueprint.route("/changes")
@permit("sessions.own")
@blueprint.arguments(ChangesArgs, location="query")
@blueprint.response(200, Changes, headers={"ETag": {"schema": {"type": "string"}}})
@blueprint.doc(responses={304: {"description": _KNOWN}})
def see_changes(asked: dict[str, Any]) -> Any:
    """What has changed since a position, in words: for screens that keep up"""
    after = asked.get("after")
    etag = f"{after}-{log().position()}"
    if request.if_none_match.contains_weak(etag):
        return _with_etag(Response(status=304), etag)
    whose = caller().number if caller().is_member else None
    found = changes(log(), after, whose)
    # Who has no role yet has no screen to keep up.
    is_shown = caller().is_member or caller().may("centres.read")
    families = found.families if is_shown else []
    return {"position": found.position, "families": families}, 200, {"ETag": f'"{after}-{found.position}"'}


def _with_etag(response: Response, etag: str) -> Response:
    response.set_etag(etag)
    return response


def _things(about: str | None) -> list[UUID] | None:
    """The ids of what is asked about: a thing, or a member with all that is the member's. Raises Unknown."""
    if about is None:
        return None
    with suppress(ValueError):
        id = UUID(about)
        look_at_thing(id)
        return [id]
    try:
        number = parse_member_number(about)
    except BadValue as refusal:
        raise BadValue("about", about, "This is neither a number nor an id.", refusal.remedy) from refusal
    ledger().member(number)
    looked_at(number)
    return ids_of_member(views(), number)


def _story(kind: str, id: str) -> tuple[list[Numbered], str | None]:
    """The facts of one thing as they may be seen, and the member whom it belongs to. Raises Unknown."""
    thing = thing_id(kind, id)
    facts = log().story(thing)
    if kind in PARTS:
        facts = [(position, fact) for position, fact in facts if is_part(fact, kind, id)]
    if not facts or (kind not in PARTS and not facts[0][1].TOPIC.startswith(f"{kind}.")):
        raise Unknown(kind, id)
    member = look_at_thing(thing)
    curtain = Curtain([member])
    return [curtain.told(numbered, member)[:2] for numbered in facts], member
