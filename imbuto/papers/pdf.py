"""PDF files that are written page by page: what is drawn is sent at once, however many pages follow.

Most libraries keep every page until the file is saved; a file with the statements of 26,000 members would
fill the memory. Here only the places of the objects are kept. The text stands in Helvetica, which every
reader has; its widths are reportlab's. Letters that it lacks are written without their marks, or as "?".
Source: ISO 32000-1 (PDF 1.7), 7.5 file structure, 9.6.6 character encoding.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from reportlab.pdfbase import pdfmetrics

MM = 72 / 25.4
"""Points in a millimetre."""
Colour = tuple[float, float, float]
_MINUS = 0x81
"""A place that the encoding leaves free; the fonts are told to show a real minus there."""
_KIDS = 100
"""Pages under one node of the page tree."""
_CATALOG, _TREE, _PLAIN, _BOLD, _ABOUT = range(1, 6)


def encoded(text: str) -> bytes:
    """The text in the fonts' encoding. ĩ becomes i; what no letter of ours is near to becomes a question
    mark."""
    return b"".join(_letter(letter) for letter in text)


@lru_cache(maxsize=4096)
def _letter(letter: str) -> bytes:
    if letter == "\N{MINUS SIGN}":
        return bytes([_MINUS])
    if unicodedata.category(letter)[0] == "C" or letter.isspace():
        return b" "
    for form in (letter, unicodedata.normalize("NFKD", letter)[0]):
        try:
            return form.encode("cp1252")
        except UnicodeEncodeError:
            continue
    return b"" if unicodedata.combining(letter) else b"?"


def _widths(font: str) -> tuple[int, ...]:
    """Thousandths of the size, by code."""
    widths = list(pdfmetrics.getFont(font).widths)
    widths[_MINUS] = pdfmetrics.getFont(font).widths[ord("+")]
    return tuple(width or 0 for width in widths)


_WIDTHS = {False: _widths("Helvetica"), True: _widths("Helvetica-Bold")}


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is, in points."""
    widths = _WIDTHS[bold]
    return sum(widths[code] for code in encoded(text)) * size / 1000


def fitted(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text, shortened with an ellipsis where it is wider than the room."""
    if width(text, size, bold=bold) <= room:
        return text
    while text and width(text + "…", size, bold=bold) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def largest(text: str, room: float, sizes: Sequence[float], *, bold: bool = False) -> float:
    """The first size in which the text has room, or the last."""
    return next((size for size in sizes if width(text, size, bold=bold) <= room), sizes[-1])


def wrapped(text: str, room: float, size: float) -> list[str]:
    """The text in lines of that width; a word that is wider than a line is cut."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and width(longer, size) > room:
            lines.append(line)
            longer = word
        line = fitted(longer, room, size)
    return [*lines, line] if line else lines


class Page:
    """One page as it is drawn. Places are in points from the top left corner."""

    def __init__(self, wide: float, high: float) -> None:
        self.wide = wide
        self.high = high
        self._acts: list[bytes] = []

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        colour: Colour,
        *,
        bold: bool = False,
        right: bool = False,
    ) -> None:
        """One line of text; y is its base line. `right` ends it at x."""
        if not words:
            return
        x -= width(words, size, bold=bold) if right else 0
        shown = encoded(words).replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
        font = b"/B" if bold else b"/P"
        self._acts.append(
            b"%s rg BT %s %s Tf %s %s Td (%s) Tj ET"
            % (_colour(colour), font, _number(size), _number(x), _number(self.high - y), shown)
        )

    def line(self, x: float, y: float, to_x: float, colour: Colour, thick: float = 0.5) -> None:
        """A level line."""
        level = _number(self.high - y)
        self._acts.append(
            b"%s RG %s w %s %s m %s %s l S"
            % (_colour(colour), _number(thick), _number(x), level, _number(to_x), level)
        )

    def box(self, x: float, y: float, wide: float, high: float, colour: Colour) -> None:
        """A filled box; y is its upper edge."""
        corner = b"%s %s" % (_number(x), _number(self.high - y - high))
        self._acts.append(b"%s rg %s %s %s re f" % (_colour(colour), corner, _number(wide), _number(high)))

    def drawn(self) -> bytes:
        return zlib.compress(b"\n".join(self._acts), 6)


def pdf(pages: Iterable[Page], title: str, language: str) -> Iterator[bytes]:
    """The file in parts, each as soon as its page is there. There must be one page at least."""
    return _Writing(title, language).parts(pages)


class _Writing:
    """Where each object of the file lies, and the tree of its pages."""

    def __init__(self, title: str, language: str) -> None:
        self._title = title
        self._language = language
        self._places: dict[int, int] = {}
        self._at = 0
        self._next = _ABOUT + 1
        self._nodes: list[tuple[int, list[int]]] = []

    def parts(self, pages: Iterable[Page]) -> Iterator[bytes]:
        yield self._count(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        for page in pages:
            yield self._page(page)
        yield from self._ending()

    def _page(self, page: Page) -> bytes:
        if not self._nodes or len(self._nodes[-1][1]) == _KIDS:
            self._nodes.append((self._new(), []))
        parent, kids = self._nodes[-1]
        content, one, drawn = self._new(), self._new(), page.drawn()
        kids.append(one)
        stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(drawn), drawn)
        about = (
            b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Contents %d 0 R"
            b"/Resources<</Font<</P %d 0 R/B %d 0 R>>>>>>"
            % (parent, _number(page.wide), _number(page.high), content, _PLAIN, _BOLD)
        )
        return self._object(content, stream) + self._object(one, about)

    def _ending(self) -> Iterator[bytes]:
        for node, kids in self._nodes:
            parent = b"/Parent %d 0 R" % _TREE
            yield self._object(node, b"<</Type/Pages%s%s>>" % (parent, _tree(kids, len(kids))))
        count = sum(len(kids) for _, kids in self._nodes)
        yield self._object(_TREE, b"<</Type/Pages%s>>" % _tree([node for node, _ in self._nodes], count))
        yield self._object(_PLAIN, _font(b"Helvetica"))
        yield self._object(_BOLD, _font(b"Helvetica-Bold"))
        yield self._object(_ABOUT, b"<</Title%s/Producer(Imbuto)>>" % _hex(self._title))
        catalog = b"<</Type/Catalog/Pages %d 0 R/Lang(%s)" % (_TREE, self._language.encode())
        yield self._object(_CATALOG, catalog + b"/ViewerPreferences<</DisplayDocTitle true>>>>")
        yield self._table()

    def _table(self) -> bytes:
        """Where each object begins, by which a reader finds a page without reading those before it."""
        begins = self._at
        rows = b"".join(b"%010d 00000 n \n" % self._places[number] for number in range(1, self._next))
        return (
            b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root %d 0 R/Info %d 0 R>>\n"
            b"startxref\n%d\n%%%%EOF\n" % (self._next, rows, self._next, _CATALOG, _ABOUT, begins)
        )

    def _new(self) -> int:
        self._next += 1
        return self._next - 1

    def _object(self, number: int, body: bytes) -> bytes:
        self._places[number] = self._at
        return self._count(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def _count(self, part: bytes) -> bytes:
        self._at += len(part)
        return part


def _tree(kids: list[int], count: int) -> bytes:
    return b"/Count %d/Kids[%s]" % (count, b" ".join(b"%d 0 R" % kid for kid in kids))


def _font(name: bytes) -> bytes:
    encoding = b"<</Type/Encoding/BaseEncoding/WinAnsiEncoding/Differences[%d/minus]>>" % _MINUS
    return b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding%s>>" % (name, encoding)


def _hex(text: str) -> bytes:
    return b"<FEFF%s>" % text.encode("utf-16-be").hex().upper().encode()


def _number(value: float) -> bytes:
    return b"%.2f" % value


def _colour(colour: Colour) -> bytes:
    return b"%.3f %.3f %.3f" % colour
