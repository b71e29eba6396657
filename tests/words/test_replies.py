"""What is said to who texts is one plain segment each."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from imbuto.gateways.gsm7 import is_gsm7, segments
from imbuto.words import replies


@pytest.mark.parametrize("language", ["sw", "en"])
@pytest.mark.parametrize("claimed", [Decimal("1999.99"), None])
def test_every_reply_is_one_plain_segment(language: str, claimed: Decimal | None) -> None:
    until = datetime(2026, 12, 30, 22, 0, tzinfo=UTC)
    noted = replies.dispute_noted(
        language,
        "KIA/000000000042",
        UUID(int=1),
        date(2026, 12, 30),
        Decimal("1888.88"),
        claimed,
        until,
    )
    kinds = ("not-understood", "nothing-open", "too-late", "stopped", "started", "language")
    for text in (noted, *(replies.reply(language, kind) for kind in kinds)):
        assert is_gsm7(text), text
        assert segments(text) == 1, text
        assert "{" not in text, text
    assert "31 Des" in noted or "31 Dec" in noted


def test_both_languages_say_the_same_things() -> None:
    assert replies.TEXTS["sw"].keys() == replies.TEXTS["en"].keys()
