"""Whether bytes hold a word of a person. A few digits come in some random id or instant by chance: they count
only where they stand by themselves."""

from __future__ import annotations

import re

FEW_DIGITS = 8


def holds(content: bytes, word: bytes) -> bool:
    """Whether the word stands in the bytes."""
    if word.isdigit() and len(word) <= FEW_DIGITS:
        return re.search(rb"(?<![0-9a-fA-F.])" + word + rb"(?![0-9a-fA-F])", content) is not None
    return word in content
