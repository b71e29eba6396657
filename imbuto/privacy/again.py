"""After a backup: whom an older copy of the keys brought back is erased again, before anything is opened with
them. Cheap where nothing was put back: only facts that are newer than the keys are looked at."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from imbuto.ledger import Ledger, member_id
from imbuto.privacy.witness import Witness
from imbuto.security.key_care import look_on_from, looked_until, not_erased
from imbuto.security.keys import Keyring
from imbuto.security.store import PeopleStore

ERASED = "member.erased"
AT_ONCE = 500

log = logging.getLogger("imbuto.privacy")


def destroy_again(
    key_store: PeopleStore,
    keyring: Keyring,
    ledger: Ledger,
    witness: Witness,
    *,
    from_the_beginning: bool = False,
) -> list[str]:
    """Destroys the keys of those who are erased by the facts or by the witness; whose key had come back."""
    position = ledger.position()
    for number in erased_since(ledger, 0 if from_the_beginning else since(key_store, position)):
        witness.note(member_id(number).hex)
    there = not_erased(key_store, witness.subjects())
    back = [subject for subject in there if keyring.erase(subject)]
    if looked_until(key_store) != position:
        look_on_from(key_store, position)
    for subject in back:
        log.warning("an erased person's key had come back and was destroyed again: %s", subject)
    return back


def since(store: PeopleStore, position: int) -> int:
    """From where to look: where the store was left, or the beginning when the ledger is behind that."""
    seen = looked_until(store)
    return seen if seen <= position else 0


def erased_since(ledger: Ledger, position: int) -> Iterator[str]:
    """The numbers of the members who were erased behind that position."""
    while found := ledger.facts_of_topic(ERASED, position, AT_ONCE):
        yield from (str(vars(fact)["number"]) for _, fact in found)
        position = found[-1][0]
