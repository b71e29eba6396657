"""How many parts an SMS takes, as the networks count them.

Source: GSM 03.38 (the alphabet) and 3GPP TS 23.040 (joined messages): 160 letters of the plain alphabet in
one message and 153 in each of several; 70 and 67 when one letter lies outside it.
"""

from __future__ import annotations

_PLAIN = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€\f")
"""Sent as an escape and a letter: two places, which are never parted."""

_GSM7_ALONE, _GSM7_JOINED = 160, 153
_UCS2_ALONE, _UCS2_JOINED = 70, 67


def is_gsm7(text: str) -> bool:
    """Whether every letter is in the plain alphabet or its extension."""
    return all(letter in _PLAIN or letter in _EXTENDED for letter in text)


def segments(text: str) -> int:
    """The number of parts that are paid for; an empty text still takes one."""
    if is_gsm7(text):
        return _parts([2 if letter in _EXTENDED else 1 for letter in text], _GSM7_ALONE, _GSM7_JOINED)
    # Letters beyond the basic plane (most emoji) take two places of UCS-2.
    return _parts([2 if ord(letter) > 0xFFFF else 1 for letter in text], _UCS2_ALONE, _UCS2_JOINED)


def _parts(widths: list[int], alone: int, joined: int) -> int:
    if sum(widths) <= alone:
        return 1
    parts, used = 1, 0
    for width in widths:
        if used + width > joined:
            parts, used = parts + 1, 0
        used += width
    return parts
