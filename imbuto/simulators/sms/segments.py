"""How many parts a text takes, what they cost, and which network a number belongs to."""

from __future__ import annotations

CENTS_PER_SEGMENT = 80

_ONE_SEPTET = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_TWO_SEPTETS = set("^{}\\[~]|€\f")

# Kenya's numbering plan, by the digits after 254; the rest is Safaricom's.
_NETWORKS = {
    "63903": ("73", "75", "78", "100", "101", "102", "103", "104", "105", "106"),
    "63907": ("77",),
    "63999": ("763", "764", "765", "766"),
}
SAFARICOM = "63902"


def segments(text: str) -> int:
    """Parts of 160 septets (153 when there are several), or of 70 letters (67) outside the GSM alphabet."""
    if all(letter in _ONE_SEPTET or letter in _TWO_SEPTETS for letter in text):
        length, alone, joined = sum(2 if letter in _TWO_SEPTETS else 1 for letter in text), 160, 153
    else:
        length, alone, joined = len(text.encode("utf-16-be", errors="replace")) // 2, 70, 67
    return 1 if length <= alone else -(-length // joined)


def cost(cents: int) -> str:
    """``KES 0.8000``: four decimals, as the gateway prints it."""
    return f"KES {cents // 100}.{cents % 100:02d}00"


def network(number: str) -> str:
    """The network code of ``+2547…`` or ``+2541…``."""
    subscriber = number.removeprefix("+254")
    return next((code for code, starts in _NETWORKS.items() if subscriber.startswith(starts)), SAFARICOM)
