"""The acts of an erasure, in an order that may be cut short anywhere: the fact first, then the witness, the
people store, the key, and the files. Whatever is missing is done at the next start, or in the next night."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from imbuto.errors import Unknown
from imbuto.ledger import Ledger, Saved, Standing, member_id
from imbuto.privacy.again import destroy_again, erased_since, since
from imbuto.privacy.exporting import Sources, export
from imbuto.privacy.held import HeldAnswer, held_about
from imbuto.privacy.standing import standing_of
from imbuto.privacy.witness import Witness
from imbuto.projections import Views
from imbuto.security import purging
from imbuto.security.callback_book import CallbackBook
from imbuto.security.key_care import are_scrubbed, look_on_from, looked_until, unscrubbed
from imbuto.security.keys import Keyring
from imbuto.security.names import LoginNames
from imbuto.security.store import PeopleStore
from imbuto.values import By, Personal

AT_ONCE = 500
LATEST_MESSAGES = 400
"""Secrets on their way are minutes old: they belong to the latest messages."""

log = logging.getLogger("imbuto.privacy")


class Privacy:
    """The desk of one process. `folder` is the data folder; `key_store` and `people` are the two stores."""

    def __init__(
        self,
        people: PeopleStore,
        key_store: PeopleStore,
        keyring: Keyring,
        ledger: Ledger,
        views: Views,
        secret: str,
        folder: Path,
        retention_years: int,
        clock: Callable[[], datetime],
    ) -> None:
        self._people = people
        self._key_store = key_store
        self._keyring = keyring
        self._ledger = ledger
        self._views = views
        self._names = LoginNames(secret)
        self._callbacks = CallbackBook(people, keyring, secret)
        self._witness = Witness(folder, ledger)
        self.retention_years = retention_years
        self._clock = clock

    # ------------------------------------------------------------- erasure

    def standing(self, number: str) -> Standing:
        """What is still open with a member, and since when nothing moves. Raises Unknown."""
        self._views.catch_up()
        return standing_of(self._views, number)

    def propose_erasure(self, number: str, ground: str, by: By) -> Saved:
        """One official wants a member forgotten. Raises Unknown, WrongState with the day it is allowed."""
        standing = self.standing(number)
        return self._ledger.propose_erasure(number, ground, standing, self.retention_years, by)

    def approve_erasure(self, number: str, by: By) -> Saved:
        """Another official agrees, and the member is forgotten at once: the key is destroyed when this
        returns. Again is quiet, and ends what was cut short. Raises SamePerson, WrongState."""
        standing = self.standing(number)
        saved = self._ledger.approve_erasure(number, standing, self.retention_years, by)
        self.forget(number)
        return saved

    def forget(self, number: str) -> None:
        """Destroys the key of a member who was erased, and takes the person out of every store."""
        self._views.catch_up()
        subject = member_id(number).hex
        self._witness.note(subject)
        purging.purge(self._people, self._person(number))
        self._keyring.erase(subject)
        self._ledger.forget_peeked()
        log.info("a member was erased", extra={"member": number})
        if self._views.scrub_is_short():
            self.scrub()
        else:
            self._people.scrub()

    def scrub(self) -> bool:
        """Makes what was deleted unreadable in the stores' files, for all who were erased lately: at once
        where the views are small, else in the coming night. False when others were in the way: the next night
        tries again. Quiet when there is nothing to do."""
        waiting = unscrubbed(self._key_store)
        if not waiting:
            return True
        done = [self._people.scrub(), self._key_store.scrub(), self._views.scrub()]
        if all(done):
            are_scrubbed(self._key_store, waiting, self._clock())
        return all(done)

    # ------------------------------------------------------- after a backup

    def reapply(self, *, from_the_beginning: bool = False) -> list[str]:
        """Erases again whom older copies of the keys or of the people brought back, and answers the ids of
        those whose key was there. Each start has done it before anything is served."""
        back = destroy_again(
            self._key_store,
            self._keyring,
            self._ledger,
            self._witness,
            from_the_beginning=from_the_beginning,
        )
        self.take_out_again(back, from_the_beginning=from_the_beginning)
        return back

    def take_out_again(self, back: Sequence[str], *, from_the_beginning: bool = False) -> None:
        """The people store and the views after keys were destroyed again: an older copy of them may hold
        words of the erased."""
        position = self._ledger.position()
        first = 0 if from_the_beginning else since(self._people, position)
        for number in erased_since(self._ledger, first):
            purging.purge(self._people, self._person(number))
        if looked_until(self._people) != position:
            look_on_from(self._people, position)
        if back:
            self._ledger.forget_peeked()
            self._views.forget_persons()
            self.scrub()

    # -------------------------------------------------------------- what is held

    def held(self, number: str) -> HeldAnswer:
        """What is held about a member, in numbers. Raises Unknown."""
        self._views.catch_up()
        rows = purging.held(self._people, self._person(number))
        return held_about(self._ledger, self._views, number, rows, self.retention_years)

    def export(self, number: str) -> bytes:
        """Everything that is held about a member, as one ZIP. Raises Unknown."""
        held = self.held(number)
        rows = purging.rows_of(self._people, self._person(number))
        sources = Sources(self._ledger, self._views, self._callbacks)
        return export(sources, number, held, rows, self._clock())

    def _person(self, number: str) -> purging.Person:
        id = member_id(number)
        return purging.person_of(
            self._key_store,
            self._names,
            number,
            id.hex,
            self._phones(id),
            tuple(str(payout) for payout in self._payouts(number)),
            tuple(one.id.hex for one in self._views.messages.page(number, limit=LATEST_MESSAGES).items),
        )

    def _phones(self, id: UUID) -> tuple[str, ...]:
        """Every phone that the member ever had, as far as the facts can still be read. Raises Unknown."""
        story = self._ledger.story(id)
        if not story:
            raise Unknown("member", id)
        said = {
            word.text
            for _, fact in story
            for name, word in vars(fact).items()
            if isinstance(word, Personal) and word.text and name in _PHONES
        }
        return tuple(sorted(said))

    def _payouts(self, number: str) -> Iterator[UUID]:
        cursor: str | None = None
        while True:
            page = self._views.payouts.page(member=number, cursor=cursor, limit=AT_ONCE)
            yield from (payout.id for payout in page.items)
            if (cursor := page.next) is None:
                return


_PHONES = ("phone", "payout_phone", "msisdn", "told_phone", "told_payee", "told_new")
