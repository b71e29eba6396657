"""Facts to stored bytes and back: plain JSON an auditor can read, personal words sealed.

Dates, instants, ids and decimals are strings in their standard forms; the fact class says how to read
each back. A field may hold parts (flat frozen dataclasses, or a tuple of them), stored as objects. A field
that an older fact lacks has the default of its class. A personal word is {"k": key id, "s": sealed bytes}
bound to its fact and field, and so are free words about a member (free_words.py).
"""

from __future__ import annotations

import base64
import json
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent

from imbuto.aggregates import FACTS, Fact
from imbuto.errors import BadValue
from imbuto.ledger.free_words import FreeWordsOf
from imbuto.ledger.personal import Keyring
from imbuto.values import Personal

_HEADER = ("originator_id", "originator_version")


class FactMapper(Mapper[UUID]):
    """The library's mapper, with our own topics, types and sealing."""

    def __init__(self, keyring: Keyring) -> None:
        super().__init__(JSONTranscoder())
        self.keyring = keyring

    def to_stored_event(self, domain_event: Any) -> StoredEvent:
        """A fact as it is stored."""
        fact: Fact = domain_event
        state = {
            name: value if type(value) in _AS_IT_IS else self._plain(fact, name, value)
            for name, value in vars(fact).items()
            if name not in _HEADER
        }
        if (words := _WORDS.get(type(fact))) is not None:
            words.seal(state, partial(self._sealed, fact))
        if fact.class_version > 1:
            state["class_version"] = fact.class_version
        return StoredEvent(
            originator_id=fact.originator_id,
            originator_version=fact.originator_version,
            topic=fact.TOPIC,
            state=_bytes_of(_ENCODER.encode(state)),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> Any:
        """A stored fact as its class, brought up to the class's present version."""
        cls = FACTS[stored_event.topic]
        state: dict[str, Any] = json.loads(stored_event.state)
        version = state.pop("class_version", 1)
        while version < cls.class_version:
            getattr(cls, f"upcast_v{version}_v{version + 1}")(state)
            version += 1
        if (words := _WORDS.get(cls)) is not None:
            words.open(state, partial(self._opened, stored_event))
        readers, personal = _FIELDS[cls]
        for name, read in readers:
            if (value := state.get(name)) is not None:
                state[name] = read(value)
        for name in personal:
            if state.get(name) is not None:
                state[name] = self._open(stored_event, name, state[name])
        state["originator_id"] = stored_event.originator_id
        state["originator_version"] = stored_event.originator_version
        fact = object.__new__(cls)
        fact.__dict__.update(state)
        return fact

    def _plain(self, fact: Fact, name: str, value: Any) -> Any:
        if isinstance(value, Personal):
            if value.text is None:
                raise ValueError(f"{fact.TOPIC}.{name} is erased and cannot be written again.")
            return self._sealed(fact, value.subject, name, value.text)
        return _plain_value(value)

    def _sealed(self, fact: Fact, subject: str, place: str, text: str) -> dict[str, str]:
        context = _context(fact.originator_id, fact.originator_version, fact.TOPIC, place)
        key_id, sealed = self.keyring.seal(subject, text, context)
        return {"p": subject, "k": key_id, "s": base64.b64encode(sealed).decode()}

    def _open(self, stored: StoredEvent, name: str, value: dict[str, str]) -> Personal:
        return Personal(value["p"], self._opened(stored, name, value))

    def _opened(self, stored: StoredEvent, place: str, value: dict[str, str]) -> str | None:
        context = _context(stored.originator_id, stored.originator_version, stored.topic, place)
        return self.keyring.open(value["k"], base64.b64decode(value["s"]), context)


def _bytes_of(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:  # half a surrogate pair, which a request's JSON can carry
        raise BadValue("text", "(not shown)", "One of the characters is broken.", "Type it again.") from error


def _context(originator_id: UUID | str, version: int, topic: str, name: str) -> bytes:
    """What a sealed word is bound to: moved to another fact or field it does not open."""
    return f"{UUID(str(originator_id)).hex}:{version}:{topic}:{name}".encode()


def _plain_value(value: Any) -> Any:
    """A value as JSON has it; a part of a fact (a flat frozen dataclass) is an object of its fields."""
    if type(value) in _AS_IT_IS:
        return value
    write = _WRITERS.get(type(value))
    if write is not None:
        return write(value)
    if is_dataclass(value):
        return {
            name: part if type(part) in _AS_IT_IS else _plain_value(part)
            for name, part in vars(value).items()
        }
    return value


_ENCODER = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False)
_AS_IT_IS = {str, int, bool, type(None)}
_WRITERS: dict[type, Callable[[Any], Any]] = {
    UUID: str,
    datetime: datetime.isoformat,
    date: date.isoformat,
    Decimal: str,
    tuple: lambda parts: [_plain_value(part) for part in parts],
}
_READERS: dict[type, Callable[[Any], Any]] = {
    # One run, price or charge is named by thousands of facts in a row; making its id is most of reading it.
    UUID: lru_cache(maxsize=4_096)(UUID),
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    Decimal: Decimal,
}


def _fields_of(cls: type[Fact]) -> tuple[tuple[tuple[str, Callable[[Any], Any]], ...], tuple[str, ...]]:
    """How to read each field of a class that is not plain JSON, and which fields are personal."""
    hints = {name: hint for name, hint in get_type_hints(cls).items() if name not in _HEADER}
    readers = tuple((name, read) for name, hint in hints.items() if (read := _reader(hint)) is not None)
    return readers, tuple(name for name, hint in hints.items() if _present(hint) is Personal)


def _reader(hint: Any) -> Callable[[Any], Any] | None:
    """What makes a stored value into the type of its field; None where JSON has it already."""
    hint = _present(hint)
    if get_origin(hint) is tuple:
        read = _reader(get_args(hint)[0])
        return tuple if read is None else lambda parts: tuple(map(read, parts))
    if is_dataclass(hint) and hint is not Personal:
        return _part_reader(cast(type, hint))
    return _READERS.get(hint)


def _part_reader(cls: type) -> Callable[[Any], Any]:
    """A part of a fact: fields that an older one lacks have their defaults."""
    hints = get_type_hints(cls)
    readers = {field.name: read for field in fields(cls) if (read := _reader(hints[field.name])) is not None}

    def read_part(stored: dict[str, Any]) -> Any:
        return cls(
            **{
                name: readers[name](value) if name in readers and value is not None else value
                for name, value in stored.items()
            }
        )

    return read_part


def _present(hint: Any) -> Any:
    """`X | None` is X."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(part for part in get_args(hint) if part is not type(None))
    return hint


_FIELDS = {cls: _fields_of(cls) for cls in FACTS.values()}
_WORDS = {cls: words for cls in FACTS.values() if (words := FreeWordsOf(cls)).has_any}
