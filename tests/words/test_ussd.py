"""Every screen of the menu fits 160 plain letters, whatever the names, litres and amounts are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import product
from uuid import UUID

import pytest

from imbuto.gateways.gsm7 import is_gsm7, segments
from imbuto.values import Period
from imbuto.words import ussd
from imbuto.words.ussd import Milk
from imbuto.words.ussd_texts import ENGLISH, KISWAHILI

DAY = date(2026, 12, 30)
UNTIL = datetime(2026, 12, 31, 20, 59, tzinfo=UTC)
NUMBER = "KIA/000000000042"
MOST = 99_999_999_99
LONGEST_PERIOD = Period.parse("2026-W49")
MILK = Milk(UUID(int=1), DAY, "AM", Decimal("1999.99"), 1_999_990_00, "waits", UNTIL)
STATES = ("waits", "lapsed", "confirmed", "disputed", "resolved", "voided")
LONG_WORDS = "Maziwa yamechacha — naïve “quotes” {braces} 牛 " * 9
HINTS = ("", "choose", "litres", "same", "changed", "busy")


def milks() -> Iterator[Milk]:
    for state, shift, reason in product(STATES, ("AM", "MID", "PM"), (None, LONG_WORDS, "")):
        yield replace(
            MILK,
            state=state,
            shift=shift,
            rejection_reason=reason,
            claimed=Decimal("1888.88"),
            decided_by=UNTIL,
            open_until=UNTIL if state in ("waits", "confirmed") else None,
        )


def screens(language: str, hint: str) -> Iterator[str]:
    house = [(NUMBER, "Wanjikũ-Njambi-Wangari Kamau"), (NUMBER, None), (NUMBER, "牛")]
    money = {"owed_cents": -MOST, "held_cents": MOST, "on_way_cents": MOST, "saved_cents": MOST}
    sums = dict.fromkeys(("other", "deductions", "saved", "net", "carried"), -MOST)
    for more in (False, True):
        yield ussd.who(language, house, hint, more=more)
        yield ussd.statements(language, [(LONGEST_PERIOD, MOST)] * 3, hint, more=more)
        yield ussd.statements(language, [], hint, more=more)
        for kind, state in product(("today", "earlier"), STATES):
            one = replace(MILK, state=state)
            yield ussd.milk_list(language, kind, [one] * 3, hint, more=more)
            yield ussd.milk_list(language, kind, [], hint, more=more)
        for standing, way in product(("paid", "on-way", "failed", "held"), ("mpesa", "bank", "cash")):
            about = {"way": way, "paid_on": DAY, "receipt": "R" * 40, "hint": hint, "more": more}
            yield ussd.payment(language, LONGEST_PERIOD, MOST, standing, **about)  # type: ignore[arg-type]
    for note, shared, nights in product(("", "suspended", "gone"), (False, True), ("told", "quiet")):
        yield ussd.home(language, NUMBER, note, hint, shared=shared, nights=nights)
    for one in milks():
        yield ussd.milk(language, one, hint)
        yield ussd.claim(language, one, hint)
        yield ussd.sure(language, one, hint)
        yield from (ussd.outcome(language, kind, one) for kind in ("confirmed", "disputed", "closed"))
    yield ussd.resume(language, hint)
    yield ussd.balance(language, DAY, **money, hint=hint)
    yield ussd.statement(language, LONGEST_PERIOD, Decimal("60000.25"), MOST, hint, **sums)
    yield from (ussd.pin(language, left) for left in (None, 2, 1))
    yield from (ussd.text(language, name) for name in ("goodbye", "unknown", "sorry", "pin-ended"))
    yield ussd.text(language, "pin-blocked", minutes=10_080)


@pytest.mark.parametrize("language", ["sw", "en"])
@pytest.mark.parametrize("hint", HINTS)
def test_every_screen_fits_even_with_the_longest_values(language: str, hint: str) -> None:
    for shown in screens(language, hint):
        assert is_gsm7(shown), shown
        assert len(shown) <= ussd.LONGEST, (len(shown), shown)
        assert segments(shown) == 1, shown
        assert "{" not in shown, shown


def test_both_languages_say_the_same_things() -> None:
    assert KISWAHILI.keys() == ENGLISH.keys()


def test_a_reason_keeps_what_there_is_room_for() -> None:
    one = replace(MILK, litres=Decimal("8.5"), rejection_reason="imechacha", value_cents=0)
    assert "lita 8.5 zimekataliwa (imechacha)" in ussd.milk("sw", one)


def test_a_statement_shows_what_adds_up() -> None:
    sums = {"other": 120_00, "deductions": 3_200_00, "saved": 500_00, "net": 7_467_00, "carried": 50}
    shown = ussd.statement("en", Period.parse("2026-11-A"), Decimal("245.50"), 11_047_50, **sums)
    assert shown.split("\n") == [
        "1-15 Nov 2026",
        "245.5 litres: 11,047.50",
        "Other 120",
        "Deducted 3,200",
        "Saved 500",
        "Paid KES 7,467",
        "Carried over 0.50",
        "0 Back 00 Home",
    ]
