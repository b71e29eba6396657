"""One key per person. What it seals inside facts can be read as long as the key lives, and never after.

AES-256-GCM with a fresh random nonce for each text. The context (which fact, which field) is
authenticated with it, so that a sealed text cannot be moved to another place unnoticed. Of who was erased
nothing is sealed ever again: a new key would bring the person back by the side door.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterable, Iterator
from itertools import islice

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, delete, func, select

from imbuto.errors import BadValue, WrongState
from imbuto.security.key_tables import erased_keys, erased_people, keys
from imbuto.security.store import PeopleStore
from imbuto.values import utc_now

REMEMBERED_KEYS = 50_000
FORGET_WITHIN_SECONDS = 1.0
"""A key erased by one process is forgotten by the others within this time."""
_NONCE_BYTES = 12
_ROWS_AT_ONCE = 500


class BrokenSeal(Exception):
    """A sealed text does not fit its key or its place: it was altered or moved."""

    def __init__(self, key_id: str) -> None:
        super().__init__(f"The text sealed with key {key_id} was altered or moved.")


class Keyring:
    """Seals and opens texts about a person (`subject`: the hex id of a member or an official)."""

    def __init__(self, store: PeopleStore) -> None:
        """`store` is a key store: see store.open_keys."""
        self._store = store
        self._memory = _Memory()

    def seal(self, subject: str, text: str, context: bytes) -> tuple[str, bytes]:
        """The key's id, and nonce with ciphertext. A new person's key is durable before this returns.
        Raises WrongState for a person whose key was destroyed."""
        self._notice_erasures()
        found = self._memory.of(subject) or self._make([subject]).get(subject)
        if found is None:
            raise WrongState(
                "This person was erased: nothing more is written about who it was.",
                "Who comes back is registered under a new number.",
            )
        key_id, key = found
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return key_id, nonce + key.encrypt(nonce, _bytes_of(text), context)

    def open(self, key_id: str, sealed: bytes, context: bytes) -> str | None:
        """The text, or None when its key was destroyed. Raises BrokenSeal."""
        self._notice_erasures()
        key = self._memory.key(key_id) or self._fetch(key_id)
        if key is None:
            return None
        try:
            return key.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], context).decode()
        except (InvalidTag, ValueError) as error:
            raise BrokenSeal(key_id) from error

    def prepare(self, subjects: Iterable[str]) -> None:
        """Makes and remembers the keys of many people in one transaction; those who have one keep it, and who
        was erased gets none."""
        self._make(subjects)

    def erase(self, subject: str) -> bool:
        """Destroys a person's key. Nothing sealed with it can be read again, here or elsewhere. True when
        there was one; done before, or to a key that was put back with an old copy, it is the same."""
        with self._store.writing() as connection:
            key_id = connection.scalar(select(keys.c.key_id).where(keys.c.subject == subject))
            if key_id is not None:
                connection.execute(delete(keys).where(keys.c.subject == subject))
            if key_id is not None and not _is_counted(connection, key_id):
                connection.execute(erased_keys.insert().values(key_id=key_id, erased_at=utc_now()))
            if key_id is not None or not _erased_of(connection, [subject]):
                who = {"subject": subject, "erased_at": utc_now(), "scrubbed_at": None}
                self._store.put(connection, erased_people, who)
        self._memory.forget_all()
        self._store.scrub()
        return key_id is not None

    def _make(self, subjects: Iterable[str]) -> dict[str, tuple[str, AESGCM]]:
        """The key of each subject by its id, made where there is none; without those who were erased."""
        round_ = self._memory.round
        wanted = sorted(set(subjects))
        with self._store.writing() as connection:
            found = _rows_of(connection, wanted)
            missing = sorted(set(wanted) - {subject for subject, _, _ in found})
            erased = _erased_of(connection, missing)
            made = [
                (subject, secrets.token_hex(16), secrets.token_bytes(32))
                for subject in missing
                if subject not in erased
            ]
            if made:
                rows = [dict(zip(("subject", "key_id", "secret"), row, strict=True)) for row in made]
                connection.execute(keys.insert(), rows)
        return {
            subject: (key_id, self._memory.remember(subject, key_id, secret, round_))
            for subject, key_id, secret in found + made
        }

    def _fetch(self, key_id: str) -> AESGCM | None:
        round_ = self._memory.round
        with self._store.reading() as connection:
            row = connection.execute(select(keys).where(keys.c.key_id == key_id)).one_or_none()
        return None if row is None else self._memory.remember(row.subject, key_id, row.secret, round_)

    def _notice_erasures(self) -> None:
        """Another process may have erased a key: their number says so."""
        if self._memory.looked_lately():
            return
        with self._store.reading() as connection:
            self._memory.erasures_are(connection.scalar(select(func.count()).select_from(erased_keys)) or 0)


def _bytes_of(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:  # half a surrogate pair, which JSON can carry
        raise BadValue("text", "(not shown)", "One of the characters is broken.", "Type it again.") from error


def _rows_of(connection: Connection, subjects: list[str]) -> list[tuple[str, str, bytes]]:
    found: list[tuple[str, str, bytes]] = []
    for some in _some_at_once(subjects):
        rows = connection.execute(select(keys).where(keys.c.subject.in_(some)))
        found.extend((row.subject, row.key_id, row.secret) for row in rows)
    return found


def _erased_of(connection: Connection, subjects: list[str]) -> set[str]:
    found: set[str] = set()
    for some in _some_at_once(subjects):
        question = select(erased_people.c.subject).where(erased_people.c.subject.in_(some))
        found.update(connection.scalars(question))
    return found


def _is_counted(connection: Connection, key_id: str) -> bool:
    question = select(erased_keys.c.key_id).where(erased_keys.c.key_id == key_id)
    return connection.scalar(question) is not None


def _some_at_once(subjects: list[str]) -> Iterator[list[str]]:
    remaining = iter(subjects)
    while some := list(islice(remaining, _ROWS_AT_ONCE)):
        yield some


class _Memory:
    """The keys that this process used lately, oldest dropped first, shared by its threads.

    Each forgetting begins a new round. A key that was read in an earlier round is used but not
    remembered: it may be the very one that was erased meanwhile.
    """

    def __init__(self) -> None:
        self.round = 0
        self._lock = threading.Lock()
        self._keys: dict[str, AESGCM] = {}
        self._ids: dict[str, str] = {}
        self._erasures = 0
        self._looked_at = float("-inf")

    def key(self, key_id: str) -> AESGCM | None:
        return self._keys.get(key_id)

    def of(self, subject: str) -> tuple[str, AESGCM] | None:
        with self._lock:
            key_id = self._ids.get(subject)
            key = self._keys.get(key_id) if key_id else None
        return (key_id, key) if key_id and key else None

    def remember(self, subject: str, key_id: str, secret: bytes, read_in_round: int) -> AESGCM:
        key = AESGCM(secret)
        with self._lock:
            if read_in_round == self.round:
                self._keys[key_id] = key
                self._ids[subject] = key_id
            for kept in (self._keys, self._ids):
                while len(kept) > REMEMBERED_KEYS:
                    del kept[next(iter(kept))]
        return key

    def forget_all(self) -> None:
        with self._lock:
            self.round += 1
            self._keys.clear()
            self._ids.clear()

    def looked_lately(self) -> bool:
        return abs(time.monotonic() - self._looked_at) < FORGET_WITHIN_SECONDS

    def erasures_are(self, count: int) -> None:
        changed, self._erasures = count != self._erasures, count
        self._looked_at = time.monotonic()
        if changed:
            self.forget_all()
