"""The schema that every body and query is read by: what is wrong is said in the words of the house.

marshmallow's messages name its types; people need what to do instead. One table turns them, in one place,
because fields are made long before anything could tell each of them another message.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import marshmallow
from marshmallow import ValidationError

UNKNOWN = "Unknown field."
NOT_AN_ID = "Not a valid UUID."

SENTENCES: tuple[tuple[str, str], ...] = (
    (r"Missing data for required field\.", "This field is needed."),
    (r"Field may not be null\.", "Give a value: null says nothing here."),
    (r"Not a valid string\.", 'This is a text. Write it in quotes, like "…".'),
    (r"Not a valid integer\.", "Write a whole number."),
    (r"Not a valid boolean\.", "Write true or false."),
    (r"Not a valid list\.", "Write a list, like […]."),
    (r"Not a valid mapping type\.|Invalid (input )?type\.", "Write an object with its fields, like {…}."),
    (r"Not a valid date\.", "There is no such day. Write it like 2026-11-03."),
    (
        r"Not a valid (aware |naive )?(aware_)?datetime\.",
        "Write the instant with its zone, like 2026-11-03T06:15:00+03:00.",
    ),
    (r"Not a valid UUID\.", "This is not an id. Give it as it was answered: a UUID."),
    (r"Must be one of: (.*)\.", r"Write one of: \1."),
    (r"Must be equal to (.*)\.", r"Write \1: there is no other."),
    (
        r"Must be greater than or equal to (.*) and less than or equal to (.*)\.",
        r"Write a number from \1 to \2.",
    ),
    (r"Shorter than minimum length (.*)\.", r"This is too short: at least \1."),
    (r"Longer than maximum length (.*)\.", r"This is too long: at most \1."),
    (r"Length must be between (.*) and (.*)\.", r"The length is from \1 to \2."),
    (r"String does not match expected pattern\.", "Write letters and figures only, without spaces."),
)
_TABLE = tuple((re.compile(pattern, re.DOTALL), sentence) for pattern, sentence in SENTENCES)


class _OwnFieldsFirst(marshmallow.schema.SchemaMeta):
    """What a schema declares comes before what it inherits, in sentences and in the API's description."""

    @classmethod
    def get_declared_fields(
        cls,
        klass: marshmallow.schema.SchemaMeta,
        cls_fields: list[tuple[str, marshmallow.fields.Field[Any]]],
        inherited_fields: list[tuple[str, marshmallow.fields.Field[Any]]],
        dict_cls: type[dict[Any, Any]] = dict,
    ) -> dict[str, marshmallow.fields.Field[Any]]:
        own = dict_cls(cls_fields)
        own.update((name, field) for name, field in inherited_fields if name not in own)
        return own


class Schema(marshmallow.Schema, metaclass=_OwnFieldsFirst):
    """Says which fields there are when one is not, and the rest in plain words."""

    def handle_error(self, error: ValidationError, data: Any, *, many: bool, **kwargs: Any) -> None:
        """Called by marshmallow with everything that it found, nested schemas first."""
        error.messages = _plain(error.messages, "", self._names())

    def _names(self) -> str:
        names = [field.data_key or name for name, field in self.load_fields.items()]
        return f"The fields are: {', '.join(names)}." if names else "This takes no fields."


def in_plain_words(message: str, field: str = "") -> str:
    """A message of marshmallow's for a person; other messages stay as they are."""
    if message == NOT_AN_ID and field == "id":
        return "This is not a UUID. The device makes it: any UUID v4."
    for pattern, sentence in _TABLE:
        if found := pattern.fullmatch(message):
            return found.expand(sentence)
    return message


def _plain(messages: Any, field: str, names: str) -> Any:
    if isinstance(messages, Mapping):
        return {name: _plain(inner, str(name), names) for name, inner in messages.items()}
    if isinstance(messages, list):
        return [_plain(inner, field, names) for inner in messages]
    if messages == UNKNOWN:
        return f"There is no such field. {names}"
    return in_plain_words(str(messages), field)
