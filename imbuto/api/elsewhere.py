"""What a clerk of one centre hears where an id or a number is recorded at another: where, and no more.

A member's number is guessed, and ids of what came from a file are made of what its rows say: who answers a
guess with what differs answers what is recorded. Imports do the same (imports/objections.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from imbuto.api.access import caller
from imbuto.errors import DifferentContent, Refusal


def as_heard(refusal: Refusal, permission: str) -> Refusal:
    """The refusal, as whoever asks by that permission may hear it."""
    own, differs = caller().centres_for(permission), refusal.details.get("differs", {})
    if own is None or "centre" not in differs or differs["centre"][0] in own:
        return refusal
    return DifferentContent(
        refusal.details["kind"], refusal.details["key"], {"centre": list(differs["centre"])}
    )


@contextmanager
def heard(permission: str) -> Iterator[None]:
    """Raises what is refused inside as whoever asks may hear it."""
    try:
        yield
    except DifferentContent as refusal:
        raise as_heard(refusal, permission) from None
