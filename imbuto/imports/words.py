"""Words as people write them: yes and no, accepted and rejected, languages, names, identity numbers."""

from __future__ import annotations

import re

from imbuto.errors import BadValue
from imbuto.imports.headings import spellings

_YES = spellings("yes y true 1 x rejected reject r ndiyo ndio imekataliwa yamekataliwa")
_NO = spellings("no n false 0 accepted accept a ok hapana la imekubaliwa yamekubaliwa")
_ACCEPTED = spellings(
    "accepted accept a ok good pass passed yes y true received imekubaliwa yamekubaliwa sawa"
)
_REJECTED = spellings("rejected reject r rej bad fail failed no n false sour imekataliwa yamekataliwa mbaya")
_POSITIVE = spellings("positive pos p +ve + yes y true fail failed found present chanya ndiyo ndio mbaya")
_NEGATIVE = spellings("negative neg n -ve no false pass passed clear absent hasi hapana la sawa")
_GOOD = spellings("good ok normal pass passed fine nzuri sawa")
_BAD = spellings("bad poor off sour abnormal fail failed mbaya")
_LANGUAGES = {
    **dict.fromkeys(spellings("sw swa swahili kiswahili ki kisw"), "sw"),
    **dict.fromkeys(spellings("en eng english kiingereza"), "en"),
}
_NATIONAL_ID = re.compile(r"[A-Z0-9]{5,14}", re.ASCII)
_SHORTENED = re.compile(r"\d([.,]\d+)?E\+?\d+", re.IGNORECASE | re.ASCII)


def is_rejected(text: str, field: str = "rejected") -> bool:
    """Yes or no under a heading `Rejected`."""
    return _one_of(text, field, _YES, _NO, "Write yes or no.")


def status_is_rejected(text: str, field: str = "status") -> bool:
    """Rejected or accepted under a heading `Status`."""
    return _one_of(text, field, _REJECTED, _ACCEPTED, "Write accepted or rejected.")


def is_positive(text: str, field: str = "test") -> str:
    """`positive` or `negative`, of a test for what should not be there."""
    found = _one_of(text, field, _POSITIVE, _NEGATIVE, "Write negative or positive.")
    return "positive" if found else "negative"


def is_good(text: str, field: str = "organoleptic") -> str:
    """`good` or `bad`, of look, smell and taste."""
    return "good" if _one_of(text, field, _GOOD, _BAD, "Write good or bad.") else "bad"


def yes_or_no(text: str, field: str) -> bool:
    """Yes or no under any heading."""
    return is_rejected(text, field)


def language(text: str, field: str = "language") -> str:
    """`sw` or `en`."""
    found = _LANGUAGES.get(text.casefold())
    if found is None:
        raise BadValue(field, text, "This language is not known.", "Write Kiswahili or English.")
    return found


def person_name(text: str, field: str = "name", longest: int = 80) -> str:
    """A name: begins with a letter, so that no formula passes for one; at most `longest` characters."""
    if not text.lstrip("'’‘`").casefold()[:1].isalpha():
        raise BadValue(field, text, "This is not a name.", "A name begins with a letter.")
    return plain_words(text, field, longest)


def plain_words(text: str, field: str, longest: int) -> str:
    """Words of one line, without signs that cannot be printed."""
    if len(text) > longest:
        raise BadValue(field, text, f"This is longer than {longest} characters.", "Shorten it.")
    if not text.replace("\u200d", "").isprintable():
        raise BadValue(field, text, "This holds signs that cannot be printed.", "Type it again.")
    return text


def national_id(text: str, field: str = "national_id") -> str:
    """An identity card or passport: 5 to 14 letters and digits, spaces and dashes left out."""
    plain = re.sub(r"[ ./-]", "", text).upper()
    if not _NATIONAL_ID.fullmatch(plain) or not any(map(str.isdigit, plain)):
        raise BadValue(
            field, text, "This is not an identity number.", "Give it as on the card, such as 23456789."
        )
    return plain


def refuse_shortened(text: str, field: str) -> str:
    """Excel writes long numbers as 2.54712E+11 when it saves CSV; the digits are lost, which must be said."""
    if _SHORTENED.fullmatch(text):
        remedy = "Excel shortened it: format the column as text, type the numbers again and save."
        raise BadValue(field, text, "The last digits of this number are lost.", remedy)
    return text


def _one_of(text: str, field: str, yes: frozenset[str], no: frozenset[str], remedy: str) -> bool:
    word = text.casefold()
    if word not in yes | no:
        raise BadValue(field, text, "This is not an answer that is known.", remedy)
    return word in yes
