"""What a column is, and how a heading is compared: without case, spaces, dots, brackets and underscores."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One thing that a file may tell, with the headings under which it is found."""

    name: str
    title: str
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class Columns:
    """All columns of one kind of file; of each group in `needed` at least one must be there."""

    kind: str
    columns: tuple[Column, ...]
    needed: tuple[tuple[str, ...], ...]

    def title(self, name: str) -> str:
        return next(column.title for column in self.columns if column.name == name)

    def needs(self, groups: Iterable[tuple[str, ...]]) -> str:
        """The groups in words: `Member No, Date, Shift, Litres or Kg`."""
        return ", ".join(" or ".join(map(self.title, group)) for group in groups)


def squeeze(heading: str) -> str:
    """The heading as it is compared: letters and digits only, lower case, without accents."""
    plain = unicodedata.normalize("NFKD", heading).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def spellings(text: str) -> frozenset[str]:
    """The words of a line, as a set to look others up in."""
    return frozenset(text.split())


def column(name: str, title: str, aliases: str) -> Column:
    return Column(name, title, tuple(dict.fromkeys(map(squeeze, aliases.split(",")))))
