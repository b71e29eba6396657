"""The words of the messages: one plain segment each, whatever the names and numbers are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from imbuto.gateways.gsm7 import is_gsm7, segments
from imbuto.values import Period
from imbuto.words import sms as messages
from imbuto.words.sms import Milk, Summary
from imbuto.words.texts import ENGLISH, KISWAHILI

LONG_WORDS = "Mæelezo marefu sana — naïve “quotes” {braces} [brackets] €uro 牛 " * 20
MILK = Milk(
    id=UUID("8c6e3a90-5a7e-4a0e-9df7-3a1a4a0f5b11"),
    member="0042",
    day=date(2026, 11, 12),
    shift="AM",
    litres=Decimal("8.50"),
)
LARGEST = replace(MILK, member="A" * 16, day=date(2026, 12, 30), litres=Decimal("1999.99"))


SUMMARY = Summary(
    id=MILK.id,
    member="0042",
    period=Period.parse("2026-11-A"),
    litres=Decimal("245.50"),
    milk_cents=11_047_50,
    other_cents=120_00,
    deductions_cents=3_200_00,
    saved_cents=500_00,
    net_cents=7_467_00,
    carried_out_cents=50,
)
BIGGEST = Summary(
    id=MILK.id,
    member="A" * 16,
    period=Period.parse("2026-W49"),
    litres=Decimal("60000.25"),
    milk_cents=60_000_000_50,
    other_cents=-1_000_000_25,
    deductions_cents=59_999_999_25,
    saved_cents=9_999_999_25,
    net_cents=50_000_000_00,
    carried_out_cents=-59_999_999_25,
)


def every_text(language: str, milk: Milk, words: str) -> list[str]:
    return [
        messages.receipt(language, milk, Decimal("99999.99"), None),
        messages.receipt(language, milk, Decimal("99999.99"), words),
        messages.correction(language, milk, words),
        messages.sampled(language, milk, 99_999_99, words, None),
        messages.sampled(language, milk, 0, words, words),
        messages.void(language, milk, words),
        messages.pay_terms(language, milk.id, milk.member, "quarter", 90),
        messages.dispute_outcome(language, milk, "upheld", words),
        messages.dispute_outcome(language, milk, "adjusted", words),
        messages.dispute_outcome(language, milk, "withdrawn", words),
        messages.statement(language, BIGGEST),
        messages.payment(language, milk.member, 250_000_00, Period.parse("2026-12-B"), "UKJ3ABCDEF", milk.id),
    ]


@pytest.mark.parametrize("language", ["sw", "en"])
@pytest.mark.parametrize("shift", ["AM", "MID", "PM"])
@pytest.mark.parametrize("words", ["", "too long in the sun", LONG_WORDS])
def test_every_text_is_one_plain_segment_even_with_the_longest_words(
    language: str, shift: str, words: str
) -> None:
    for text in every_text(language, replace(LARGEST, shift=shift), words):
        assert is_gsm7(text), text
        assert segments(text) == 1, text
        assert len(text) <= 160, text


def test_both_languages_have_a_text_for_each_occasion() -> None:
    assert set(KISWAHILI) == set(ENGLISH)


def test_a_receipt_says_what_was_weighed_and_how_to_answer() -> None:
    assert messages.receipt("en", MILK, Decimal("120.25"), None) == (
        "Milk 12 Nov AM: 8.5 litres. This period: 120.25 litres. No. 0042. "
        "Reply 1 to confirm, 2 and litres to dispute. " + messages.receipt_code(MILK.id)
    )
    assert messages.receipt("sw", MILK, Decimal("120.25"), None) == (
        "Maziwa 12 Nov asubuhi: lita 8.5. Kipindi hiki: lita 120.25. Na. 0042. "
        "Jibu 1 kukubali, 2 na lita kupinga. " + messages.receipt_code(MILK.id)
    )


@pytest.mark.parametrize("language", ["sw", "en"])
@pytest.mark.parametrize("shift", ["AM", "MID", "PM"])
def test_where_members_share_a_phone_the_answer_names_the_code_in_one_segment(
    language: str, shift: str
) -> None:
    milk = replace(LARGEST, shift=shift, shared_phone=True)
    code = messages.receipt_code(milk.id)
    for text in every_text(language, milk, LONG_WORDS)[:3]:
        assert f" 1 {code} " in text
        assert text.count(code) == 2
        assert segments(text) == 1


def test_rejected_milk_is_told_with_the_reason() -> None:
    text = messages.receipt("en", MILK, Decimal(0), "alcohol test")

    assert "8.5 litres rejected (alcohol test)" in text


def test_a_sample_is_told_with_what_the_milk_is_worth_now_or_why_it_is_rejected() -> None:
    assert messages.sampled("en", MILK, 365_50, "B, fat under 3.25%", None) == (
        "Milk 12 Nov AM: sample B, fat under 3.25%. 8.5 litres are now KES 365.50. No. 0042. "
        "Reply 1 to confirm, 2 and litres to dispute. " + messages.receipt_code(MILK.id)
    )
    assert messages.sampled("sw", MILK, 0, "C", "antibiotics found") == (
        "Maziwa 12 Nov asubuhi: lita 8.5 zimekataliwa kwa sampuli (antibiotics found). Na. 0042. "
        "Jibu 1 kukubali, 2 na lita kupinga. " + messages.receipt_code(MILK.id)
    )


def test_the_whole_of_a_short_reason_is_told() -> None:
    assert "Reason: the scale was not at zero." in messages.correction(
        "en", MILK, "the scale was not at zero."
    )


def test_a_long_reason_gives_way_to_what_the_farmer_must_know() -> None:
    text = messages.correction("sw", LARGEST, LONG_WORDS)

    assert "lita 1999.99" in text
    assert "Jibu 1 kukubali, 2 na lita kupinga." in text
    assert text.endswith(messages.receipt_code(LARGEST.id))


@pytest.mark.parametrize(
    ("language", "channel", "said"),
    [
        ("sw", "bank", "Umelipwa KES 12,345 kwa benki, maziwa ya 1-15 Nov 2026. Risiti V-7. Na. 0042."),
        ("en", "bank", "Paid KES 12,345 by bank, milk of 1-15 Nov 2026. Receipt V-7. No. 0042."),
        (
            "sw",
            "cash",
            "Umelipwa KES 12,345 taslimu na S006, shahidi S004, maziwa ya 1-15 Nov 2026. Vocha V-7.",
        ),
        ("en", "cash", "Paid KES 12,345 in cash by S006, witness S004, milk of 1-15 Nov 2026. Voucher V-7."),
    ],
)
def test_a_payment_says_by_which_way_it_came_and_of_cash_who_watched(
    language: str, channel: str, said: str
) -> None:
    period, people = Period.parse("2026-11-A"), {"payer": "S006", "witness": "S004"}
    about = "0042", 12_345_00, period, "V-7", MILK.id
    assert messages.payment(language, *about, channel=channel, **people).startswith(said)
    longest = "0123456789012345", 9_999_999_50, Period.parse("2026-W49"), "V" * 40, MILK.id
    messages.payment(language, *longest, channel=channel, payer="S" * 16, witness="T" * 16)


def test_a_payment_names_the_amount_the_period_and_the_mpesa_receipt() -> None:
    text = messages.payment("sw", "0042", 12_345_00, Period.parse("2026-11-A"), "UKJ3ABCDEF", MILK.id)

    assert text.startswith(
        "Umelipwa KES 12,345 kwa M-Pesa, maziwa ya 1-15 Nov 2026. Risiti UKJ3ABCDEF. Na. 0042."
    )


@pytest.mark.parametrize("litres", ["10", "10.0", "1E+1"])
def test_litres_are_written_plainly(litres: str) -> None:
    assert "Milk 12 Nov AM: 10 litres." in messages.receipt(
        "en", replace(MILK, litres=Decimal(litres)), Decimal(10), None
    )


def test_a_code_follows_from_the_delivery_and_cannot_be_misread() -> None:
    codes = [messages.receipt_code(uuid4()) for _ in range(500)]

    assert messages.receipt_code(MILK.id) == messages.receipt_code(UUID(str(MILK.id)))
    assert len(set(codes)) == 500
    assert not set("".join(codes)) & set("01IOilo")
    assert {len(code) for code in codes} == {6}


def test_a_statement_in_short_adds_up_in_both_languages() -> None:
    code = messages.receipt_code(MILK.id)
    assert messages.statement("en", SUMMARY) == (
        "Milk 1-15 Nov 2026: 245.5 L, KES 11,047.50. Other 120. Deducted 3,200. Saved 500. "
        f"To be paid KES 7,467. Carried over 0.50. No. 0042. {code}"
    )
    assert messages.statement("sw", SUMMARY) == (
        "Maziwa 1-15 Nov 2026: lita 245.5, KES 11,047.50. Mengine 120. Makato 3,200. Akiba 500. "
        f"Utalipwa KES 7,467. Inabaki 0.50. Na. 0042. {code}"
    )


def test_a_statement_that_pays_nothing_says_so_and_what_is_carried() -> None:
    debt = replace(
        SUMMARY, other_cents=-16_000_00, deductions_cents=0, saved_cents=0, net_cents=0,
        carried_out_cents=-4_952_50,
    )  # fmt: skip
    assert "Deducted 0. Nothing to pay now. Carried over -4,952.50." in messages.statement("en", debt)
    assert "Makato 0. Hakuna malipo sasa. Inabaki -4,952.50." in messages.statement("sw", debt)


def test_a_statement_without_cents_and_extras_does_not_mention_them() -> None:
    plain = replace(SUMMARY, other_cents=0, saved_cents=0, carried_out_cents=0)
    text = messages.statement("en", plain)
    assert not [word for word in ("Other", "Saved", "Carried") if word in text]


@pytest.mark.parametrize("language", ["sw", "en"])
def test_where_a_statement_is_too_long_the_rest_gives_way_and_the_net_stays(language: str) -> None:
    text = messages.statement(language, BIGGEST)
    assert "50,000,000." in text
    assert "-59,999,999.25." in text
    assert "60000.25" in text
    assert text.endswith(f"{'A' * 16}. {messages.receipt_code(MILK.id)}")


def test_a_week_that_ends_in_another_month_is_named_by_both() -> None:
    text = messages.statement("sw", replace(SUMMARY, period=Period.parse("2026-W49")))
    assert text.startswith("Maziwa 30 Nov-6 Des 2026: ")


@pytest.mark.parametrize("language", ["sw", "en"])
@pytest.mark.parametrize("receipts", ["each", "day", "week", "off", None])
@pytest.mark.parametrize(
    ("quiet", "hours", "said"),
    [(None, None, ""), (False, None, ", "), (True, None, ", "), (True, "20:30-05:30", " 20:30-05:30. ")],
)
def test_what_an_official_chose_is_told_in_one_segment(
    language: str, receipts: str | None, quiet: bool | None, hours: str | None, said: str
) -> None:
    text = messages.messages_chosen(language, MILK.id, "A" * 16, receipts, quiet, hours)
    assert is_gsm7(text)
    assert segments(text) == 1
    assert text.endswith(f"{messages.receipt_code(MILK.id)}"), "nothing was cut off"
    assert said in text
