"""What of a member lies in the people store, table by table, and how it goes when the member is erased.

One visible table: a table of the people store that is missing here fails a test. The same lines say what is
held about a member while the member is one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, func, or_, select, update

from imbuto.security import tables as t
from imbuto.security.key_tables import keys
from imbuto.security.names import LoginNames
from imbuto.security.store import PeopleStore

AT_ONCE = 400


@dataclass(frozen=True)
class Person:
    """A member as the people store knows one. `logins` are the keyed hashes of number and phones, `payouts`
    and `messages` the ids of what was paid and told."""

    number: str
    subject: str
    key_id: str | None = None
    logins: tuple[str, ...] = ()
    payouts: tuple[str, ...] = ()
    messages: tuple[str, ...] = field(default=(), repr=False)

    @property
    def principal(self) -> str:
        return f"member:{self.number}"


Where = Callable[[Person], list[ColumnElement[bool]]]


@dataclass(frozen=True)
class Rule:
    """Which rows of a table are about a person, and what becomes of them: None deletes them, else these
    columns are emptied. `all_that` are further rows that go at an erasure, because nobody can tell whom
    they speak of."""

    what: str
    where: Where
    emptied: Mapping[str, Any] | None = None
    all_that: Callable[[], ColumnElement[bool]] | None = None


def _own(table: Table) -> Where:
    return lambda person: [table.c.principal == person.principal]


def _by_login(column: Any) -> Where:
    return lambda person: [column.in_(person.logins)]


def _callbacks(person: Person) -> list[ColumnElement[bool]]:
    """In parts, because a member of many years has many payouts."""
    column = t.callbacks.c.about
    found: list[ColumnElement[bool]] = [column.in_(some) for some in _in_parts(person.payouts)]
    return found if person.key_id is None else [*found, t.callbacks.c.key_id == person.key_id]


def _letters(person: Person) -> list[ColumnElement[bool]]:
    return [t.letters.c.message.in_(some) for some in _in_parts(person.messages)]


PURGES: Mapping[Table, Rule] = {
    t.accounts: Rule("a password, as a hash", _own(t.accounts)),
    t.invitations: Rule("an open invitation", _own(t.invitations)),
    t.sessions: Rule("devices that are signed in", _own(t.sessions)),
    t.access_tokens: Rule("access tokens", _own(t.access_tokens)),
    t.known_devices: Rule("devices that signed in before", _own(t.known_devices)),
    t.known_sources: Rule("places that signed in before, as hashes", _own(t.known_sources)),
    t.recoveries: Rule("an open link to a new password", _own(t.recoveries)),
    t.second_factors: Rule("a second factor, sealed", _own(t.second_factors)),
    t.recovery_codes: Rule("codes in the place of a second factor, as hashes", _own(t.recovery_codes)),
    t.pins: Rule("a PIN, as a hash", _own(t.pins)),
    # Tries from one place have names that nobody can list; they go by themselves within a day.
    t.failed_sign_ins: Rule("failed sign-ins", _by_login(t.failed_sign_ins.c.login_hash)),
    t.sign_in_codes: Rule("an open sign-in code, as a hash", _by_login(t.sign_in_codes.c.phone_hash)),
    t.codes_asked: Rule("when sign-in codes were asked for", _by_login(t.codes_asked.c.phone_hash)),
    t.looks: Rule(
        "which officials looked at this member's data", lambda person: [t.looks.c.member == person.number]
    ),
    # Any official's kept answer may speak of the member. They are a courtesy of two days: all of them go.
    t.idempotency: Rule(
        "answers to repeated requests, sealed",
        _own(t.idempotency),
        all_that=lambda: t.idempotency.c.answer.is_not(None),
    ),
    # The row stays: that a message came, when, and what became of it, is a part of the payment's story.
    t.callbacks: Rule(
        "M-Pesa's messages about payouts, sealed",
        _callbacks,
        emptied={"body": b"", "note": "", "key_id": None},
    ),
    t.letters: Rule("secrets on their way in an SMS, sealed", _letters),
    t.ussd_sessions: Rule("a menu left open on the phone, sealed", _by_login(t.ussd_sessions.c.phone_hash)),
    t.push_subscriptions: Rule("browsers that show messages, sealed", _own(t.push_subscriptions)),
    t.marks: Rule("how far erasures were carried out", lambda person: []),
}
"""Each table of the people store. What M-Pesa's access token in Redis opens is the cooperative's own account:
it is nobody's personal data."""


def person_of(
    store: PeopleStore,
    names: LoginNames,
    number: str,
    subject: str,
    phones: tuple[str, ...],
    payouts: tuple[str, ...],
    messages: tuple[str, ...],
) -> Person:
    """The member with what is known of it. `store` is the key store."""
    logins = (names.of_number(number), *(names.of_phone(phone) for phone in phones))
    with store.reading() as connection:
        key_id = connection.scalar(select(keys.c.key_id).where(keys.c.subject == subject))
    return Person(number, subject, key_id, logins, payouts, messages)


def held(people: PeopleStore, person: Person) -> dict[str, int]:
    """How many rows of each table are about the person, in words; tables with none are left out."""
    found: dict[str, int] = {}
    with people.reading() as connection:
        for table, rule in PURGES.items():
            if count := sum(_count(connection, table, one) for one in rule.where(person)):
                found[rule.what] = count
    return found


def rows_of(people: PeopleStore, person: Person) -> dict[str, list[dict[str, Any]]]:
    """The rows about the person by table, in words, for the person to see: without hashes, keys and what is
    sealed."""
    found: dict[str, list[dict[str, Any]]] = {}
    with people.reading() as connection:
        for table, rule in PURGES.items():
            shown = [column for column in table.columns if not _is_secret(column.name)]
            rows = [
                dict(row)
                for which in rule.where(person)
                for row in connection.execute(select(*shown).where(which)).mappings()
            ]
            if rows:
                found[rule.what] = rows
    return found


def _is_secret(name: str) -> bool:
    return name.endswith("_hash") or name in ("answer", "body", "digest", "fingerprint", "key_id", "sealed")


def purge(people: PeopleStore, person: Person) -> None:
    """Takes the person out of every table, in one transaction. Done before, it is quiet."""
    with people.writing() as connection:
        for table, rule in PURGES.items():
            conditions = rule.where(person)
            if rule.all_that is not None:
                conditions.append(rule.all_that())
            if conditions:
                _take_out(connection, table, rule, or_(*conditions))


def _take_out(connection: Connection, table: Table, rule: Rule, which: ColumnElement[bool]) -> None:
    if rule.emptied is None:
        connection.execute(delete(table).where(which))
    else:
        connection.execute(update(table).where(which).values(dict(rule.emptied)))


def _count(connection: Connection, table: Table, which: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).select_from(table).where(which)) or 0


def _in_parts(ids: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
