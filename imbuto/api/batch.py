"""Batches: every item has an outcome of its own, in the order sent. Above all a device's queue of
deliveries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from imbuto.api.access import by, require_centre
from imbuto.api.elsewhere import as_heard
from imbuto.api.parts import ledger, views
from imbuto.api.problems import HTTP, field_errors, problem, problem_of
from imbuto.errors import Refusal
from imbuto.ledger import Saved, Weighing

Item = tuple[Any, dict[str, Any] | None]
"""(id and weighing, None), or (the id as sent, what is wrong with the item)."""


def record_each(items: Sequence[Item]) -> dict[str, Any]:
    """Records the deliveries that can be recorded and says of each item what became of it."""
    return answer_each(items, _recorded, _require_own_centre)


def answer_each(
    items: Sequence[Item],
    record: Callable[[list[Any]], list[Saved | Refusal]],
    require: Callable[[Any], None] = lambda item: None,
) -> dict[str, Any]:
    """Hands to `record` what could be read, as pairs of id and content, and says of each item what became of
    it. `require` may refuse an item before."""
    refused = {place: found for place, item in enumerate(items) if (found := _refusal(item, require))}
    clean = [item for place, (item, _) in enumerate(items) if place not in refused]
    saved = iter(record(clean))
    outcomes = [
        refused.get(place) or _outcome(items[place][0][0], next(saved)) for place in range(len(items))
    ]
    counts = [outcome["status"] for outcome in outcomes]
    return {
        "outcomes": outcomes,
        "recorded": counts.count("recorded"),
        "already_recorded": counts.count("already-recorded"),
        "refused": counts.count("refused"),
    }


def _recorded(items: Sequence[tuple[UUID, Weighing]]) -> list[Saved | Refusal]:
    """Unusual litres of any member must be said to be meant, as when they are recorded one by one."""
    members = {weighing.member for _, weighing in items}
    usual = {member: views().deliveries.usual_litres(member) for member in members}
    saved = ledger().record_deliveries(items, by(), usual_litres=usual)
    return [as_heard(one, "deliveries.record") if isinstance(one, Refusal) else one for one in saved]


def _require_own_centre(item: tuple[UUID, Weighing]) -> None:
    require_centre("deliveries.record", item[1].centre)


def _refusal(item: Item, require: Callable[[Any], None]) -> dict[str, Any] | None:
    """The outcome of an item that never reaches the ledger."""
    loaded, wrong = item
    if wrong is not None:
        code, title, sentence, remedy = HTTP[422]
        errors = field_errors({"item": wrong})
        return _refused(loaded, problem(code, 422, title, sentence, remedy, errors=errors))
    try:
        require(loaded)
    except Refusal as refusal:
        return _refused(loaded[0], problem_of(refusal))
    return None


def _outcome(id: UUID, result: Saved | Refusal) -> dict[str, Any]:
    if isinstance(result, Refusal):
        return _refused(id, problem_of(result))
    status = "recorded" if result.new else "already-recorded"
    return {"id": id, "status": status, "position": result.position, "problem": None}


def _refused(id: object, told: dict[str, Any]) -> dict[str, Any]:
    shown = None if id is None else str(id)[:60]
    return {"id": shown, "status": "refused", "position": None, "problem": told}
