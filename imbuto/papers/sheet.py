"""Sheets of a paper: a place that moves down the page, onto the next page where one is full.

One accent, a warm warning, red for what is lost or owed, and greys; figures end in straight columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from imbuto.papers.pdf import MM, Colour, Page, fitted, width, wrapped

INK: Colour = (0.11, 0.13, 0.12)
GREY: Colour = (0.38, 0.41, 0.39)
RULE: Colour = (0.82, 0.84, 0.82)
GREEN: Colour = (0.05, 0.36, 0.20)
PALE: Colour = (0.93, 0.96, 0.93)
WARM: Colour = (0.62, 0.35, 0.02)
RED: Colour = (0.70, 0.11, 0.11)

A5 = (148 * MM, 210 * MM)
A4 = (210 * MM, 297 * MM)
MARGIN = 26.0
_TITLE = 16.5
FOOT = 12.0
"""Kept free below for the page's number."""


@dataclass(frozen=True)
class Cell:
    """A text that begins at x, or ends there, and has so much room."""

    x: float
    words: str
    room: float
    right: bool = False
    bold: bool = False
    colour: Colour = INK


class Sheets:
    """The pages of one paper while it is drawn."""

    def __init__(self, heading: str, size: tuple[float, float] = A5) -> None:
        self._heading = heading
        self._size = size
        self.pages: list[Page] = []
        self.left = MARGIN
        self.right = size[0] - MARGIN
        self.y = 0.0
        self._turn()

    @property
    def page(self) -> Page:
        return self.pages[-1]

    @property
    def wide(self) -> float:
        return self.right - self.left

    def room(self, high: float) -> None:
        """Turns the page where less than this is left."""
        if self.y + high > self._size[1] - MARGIN - FOOT:
            self._turn()

    def down(self, high: float) -> None:
        self.y += high

    def row(self, cells: Sequence[Cell], size: float = 8, high: float = 11.5) -> None:
        """One row of a table; what is too wide for its room is shortened."""
        self.room(high)
        self.y += high
        for cell in cells:
            words = fitted(cell.words, cell.room, size, bold=cell.bold)
            self.page.text(cell.x, self.y - 3, words, size, cell.colour, bold=cell.bold, right=cell.right)

    def rule(self, colour: Colour = RULE, thick: float = 0.5) -> None:
        self.page.line(self.left, self.y, self.right, colour, thick)

    def title(self, words: str, beside: str = "", keep: float = 30) -> None:
        """The name of a part, with something beside it; some of what follows stays on its page."""
        self.room(_TITLE + keep)
        self.y += _TITLE
        self.page.text(self.left, self.y - 3.5, words, 9, GREEN, bold=True)
        self.page.text(self.right, self.y - 3.5, beside, 8, GREY, right=True)
        self.rule()

    def note(
        self, words: str, size: float = 6.8, colour: Colour = GREY, *, indent: float = 0, number: str = ""
    ) -> None:
        """Some words that may take several lines, with the number by which they are found."""
        for line in wrapped(words, self.wide - indent, size):
            self.room(size + 2)
            self.y += size + 2
            self.page.text(self.left, self.y - 2, number, size, GREEN, bold=True)
            self.page.text(self.left + indent, self.y - 2, line, size, colour)
            number = ""

    def finish(self, foot: str, below: str, numbering: str) -> list[Page]:
        """The pages, each with its foot of two lines: `numbering` names {page} and {pages}."""
        y = self._size[1] - MARGIN + 2
        for number, page in enumerate(self.pages, start=1):
            page.line(self.left, y - 10, self.right, RULE)
            words = numbering.format(page=number, pages=len(self.pages))
            room = self.wide - width(words, 6.5) - 10
            page.text(self.left, y, fitted(foot, room, 6.5), 6.5, GREY)
            page.text(self.right, y, words, 6.5, GREY, right=True)
            page.text(self.left, y + 7.5, fitted(below, self.wide, 5.2), 5.2, GREY)
        return self.pages

    def _turn(self) -> None:
        self.pages.append(Page(*self._size))
        self.y = MARGIN
        if len(self.pages) > 1:
            self.page.text(self.left, self.y + 6, fitted(self._heading, self.wide, 7.5), 7.5, GREY)
            self.page.line(self.left, self.y + 11, self.right, RULE)
            self.y += 14
