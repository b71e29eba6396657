"""What people typed about one member is sealed inside the fact, as names are, and opened when it is read.

A fact names such fields by their type (values.FreeWords), of its own or of its parts; the member it belongs
to says whose key seals them. Whoever uses the fact has text: the words, or "(erased)" without the key. A fact
that was stored before words were sealed has them in the clear, and reads as it always did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from imbuto.aggregates import Fact
from imbuto.aggregates.member import member_id
from imbuto.errors import WrongState
from imbuto.values import ERASED, FreeWords

Stored = dict[str, str]
Seal = Callable[[str, str, str], Stored]
"""Seals for this subject, bound to this place in the fact, this text."""
Open = Callable[[str, Stored], str | None]
"""Opens what is bound to this place in the fact; None without the key."""


class FreeWordsOf:
    """Where in the facts of one class somebody's words stand."""

    def __init__(self, cls: type[Fact]) -> None:
        hints = get_type_hints(cls, include_extras=True)
        self._own = tuple(name for name, hint in hints.items() if _is_words(hint))
        self._in_parts = tuple(
            (name, words) for name, hint in hints.items() if (words := _words_of_part(hint))
        )
        self._whose = "member" if "member" in hints else "number"
        self.has_any = bool(self._own or self._in_parts)
        if self.has_any and self._whose not in hints:
            raise TypeError(f"{cls.TOPIC} has words about one member and names none.")

    @property
    def fields(self) -> dict[str, tuple[str, ...]]:
        """The fields with such words; of a field that holds parts, which fields of theirs."""
        return dict.fromkeys(self._own, ()) | dict(self._in_parts)

    def seal(self, state: dict[str, Any], seal: Seal) -> None:
        """Seals the words in a fact's state. Of who was erased no words are kept: what M-Pesa or an official
        still has to tell of the money is recorded without them. Empty words stay empty."""
        subject = member_id(state[self._whose]).hex
        for place, holder, name in self._places(state):
            if text := holder[name]:
                try:
                    holder[name] = seal(subject, place, text)
                except WrongState:
                    holder[name] = ERASED

    def open(self, state: dict[str, Any], open: Open) -> None:
        """Opens them in the state that was stored."""
        for place, holder, name in self._places(state):
            if isinstance(kept := holder.get(name), dict):
                text = open(place, kept)
                holder[name] = ERASED if text is None else text

    def _places(self, state: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], str]]:
        """The name of each place, and where it lies."""
        for name in self._own:
            yield name, state, name
        for field, words in self._in_parts:
            for number, part in enumerate(state.get(field) or ()):
                for name in words:
                    yield f"{field}.{number}.{name}", part, name


def _is_words(hint: Any) -> bool:
    return hint == FreeWords or FreeWords in get_args(hint)


def _words_of_part(hint: Any) -> tuple[str, ...]:
    """The words in each part of a field that holds a tuple of them."""
    if get_origin(hint) is not tuple:
        return ()
    part = get_args(hint)[0]
    if get_origin(part) is Annotated or not hasattr(part, "__dataclass_fields__"):
        return ()
    hints = get_type_hints(part, include_extras=True)
    return tuple(name for name, of in hints.items() if _is_words(of))
