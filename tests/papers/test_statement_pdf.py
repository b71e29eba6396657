"""The printed statement: what stands on it, read back from the file."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from imbuto.aggregates.price_rules import GradeStep, MatrixCell, PriceRules
from imbuto.papers.statement_parts import STANDINGS, StatementDocument
from imbuto.papers.statement_pdf import statements_pdf
from imbuto.papers.statement_words import ENGLISH, KISWAHILI, Words, amount, litres, shillings

from .documents import (
    LONG_NAME,
    PREMIUM,
    SACCO,
    TRANSPORT,
    document,
    half_month,
    pages_of,
    read,
    rich,
    weighing,
)

MINUS = "\N{MINUS SIGN}"


def column(text: str, begin: str, end: str) -> list[int]:
    """The amounts between two words, in cents."""
    between = text[text.index(begin) + len(begin) : text.index(end)]
    found = re.findall(rf"{MINUS}?[\d,]+\.\d\d", between)
    return [int(Decimal(one.replace(",", "").replace(MINUS, "-")) * 100) for one in found]


@pytest.mark.parametrize("language", ["sw", "en"])
def test_every_figure_of_the_document_stands_on_the_page(language: str) -> None:
    shown = rich()
    (text,) = pages_of(shown, language)
    for line in shown.milk:
        assert litres(line.centilitres) in text
    for one in shown.deductions:
        for cents in (one.due_cents, one.taken_cents):
            assert amount(cents) in text
        if one.remaining_cents:
            assert amount(one.remaining_cents) in text
    assert amount(SACCO.arrears_cents) in text
    for cents in (shown.milk_cents, shown.carried_in_cents, shown.due_cents, shown.deductions_cents):
        assert amount(cents) in text
    assert amount(-shown.saved_cents) in text
    assert amount(-shown.carried_out_cents) in text
    assert text.count(shillings(shown.net_cents)) == 2
    for words in (shown.cooperative, "Wanjiku Kamau", "0042", "Kimende", "SJ12ABC3DE", shown.digest):
        assert words in text
    assert str(shown.cutoff_position) in text
    assert str(shown.position) in text


def test_the_sums_on_the_page_add_up_to_the_cent() -> None:
    shown = rich()
    (text,) = pages_of(shown)
    account = column(text, " Account ", " Together ")
    account.remove(PREMIUM.cents_per_litre)
    assert sum(account) == shown.due_cents
    (total,) = column(text, "Together", "Deductions")
    result = column(text, " Deducted ", " Paid KES")
    assert total + sum(result) == shown.net_cents
    charges = column(text, " Still owed ", " Deducted ")
    assert charges == [120_000, 120_000, 0, 250_000, 50_000, 200_000, 1_250_000, 8_450, 8_450]
    assert result[0] == -(120_000 + 50_000 + 8_450)


def test_the_days_of_the_grid_add_up_to_the_milk() -> None:
    shown = document(half_month())
    (text,) = pages_of(shown)
    grid = text[text.index("30 weighings") : text.index("Price and rule")]
    worth = [int(one.replace(",", "").replace(".", "")) for one in re.findall(r"[\d,]+\.\d\d(?!\d)", grid)]
    assert sum(worth) == shown.milk_cents
    assert len(re.findall(r"\d+ Nov", grid)) == 15


def test_it_is_in_kiswahili_or_english_throughout() -> None:
    (kiswahili,), (english,) = pages_of(rich(), "sw"), pages_of(rich(), "en")
    for name in ("title", "milk", "prices", "account", "deductions", "together", "due", "remaining", "saved"):
        assert KISWAHILI[name] in kiswahili
        assert ENGLISH[name] in english
    assert "1–15 Nov 2026" in english
    assert "Umelipwa 16 Nov 2026, risiti SJ12ABC3DE" in kiswahili
    assert "Asubuhi Jioni" in kiswahili
    assert "Ukurasa 1 kati ya 1" in kiswahili
    assert "Page 1 of 1" in english


def test_both_languages_have_the_same_words() -> None:
    assert set(ENGLISH) == set(KISWAHILI)
    for name, text in ENGLISH.items():
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", KISWAHILI[name])), name


@pytest.mark.parametrize("standing", STANDINGS)
@pytest.mark.parametrize("language", ["sw", "en"])
def test_each_standing_has_its_words(standing: str, language: str) -> None:
    (text,) = pages_of(replace(rich(), standing=standing), language)
    told = Words(language)("standing-paid", day="16 Nov 2026", receipt="SJ12ABC3DE")
    assert (told if standing == "paid" else Words(language)(f"standing-{standing}")) in text


def test_money_that_came_by_another_way_than_mpesa_names_no_fee() -> None:
    (text,) = pages_of(replace(rich(), receipt=None, paid_at=None, fee_cents=0))
    assert "M-Pesa" not in text


def test_a_usual_half_month_with_everything_is_one_page() -> None:
    for language in ("sw", "en"):
        assert len(pages_of(rich(), language)) == 1


def test_an_empty_statement_says_that_there_was_no_milk() -> None:
    (text,) = pages_of(document())
    assert ENGLISH["no-milk"] in text
    assert "Nothing is paid in this run" in text


@pytest.mark.parametrize("language", ["sw", "en"])
def test_a_debt_is_carried_in_sight(language: str) -> None:
    untaken = replace(SACCO, taken_cents=0, arrears_cents=250_000)
    shown = document((weighing(),), carried_in_cents=-640_000, deductions=(untaken,))
    (text,) = pages_of(shown, language)
    say = Words(language)
    assert f"{say('debt-in')} {MINUS}6,400.00" in text
    assert f"{say('debt-out')} 6,017.50" in text
    assert amount(untaken.remaining_cents or 0) in text
    assert f"{say('to-be-paid')} KES 0.00" in text


def test_a_member_who_is_paid_by_the_quarter_is_told_to_wait_for_it() -> None:
    shown = replace(document(half_month()), pays=False, standing="carried")
    assert ENGLISH["standing-waits"] in pages_of(shown)[0]


def test_what_is_unusual_has_a_note() -> None:
    milk = (
        weighing(START_DAY, "AM", "5.5", marks=("rejected",), rejection_reason="alcohol test", centilitres=0,
                 cents=0),
        weighing(START_DAY, "PM", "8", marks=("held",), centilitres=600, cents=27_000, held_centilitres=200,
                 held_cents=9_000),
        weighing(date(2026, 11, 2), "AM", "4", marks=("late", "corrected", "decided")),
    )  # fmt: skip
    (text,) = pages_of(document(milk))
    assert "1 1 Nov AM: 5.5 L rejected (alcohol test), worth nothing." in text
    assert "2 1 Nov PM: 2.0 L (KES 90.00) held, in dispute." in text
    assert "3 2 Nov AM: from an earlier period; corrected; dispute decided, 4.0 L (KES 180.00)" in text
    assert "KES 90.00 waits for the decision of your dispute." in text


START_DAY = date(2026, 11, 1)


def test_two_cans_of_a_shift_are_one_figure_with_a_note() -> None:
    milk = (weighing(litres="8.5"), weighing(litres="3", positions=(101,)))
    (text,) = pages_of(document(milk))
    assert "11.5" in text
    assert "1 1 Nov AM: 2 cans: 8.5 + 3.0." in text


def test_grades_and_midday_milk_are_shown() -> None:
    milk = tuple(weighing(START_DAY, shift, grade=grade) for shift, grade in (("AM", "A"), ("MID", "B")))
    (text,) = pages_of(document(milk), "sw")
    assert "Asubuhi Mchana" in text
    assert "8.5 A" in text


@pytest.mark.parametrize("language", ["sw", "en"])
def test_a_long_month_with_long_names_goes_on_to_numbered_pages(language: str) -> None:
    many = tuple(replace(TRANSPORT, text=f"{number} {LONG_NAME}") for number in range(12))
    shown = document(
        half_month(31, ("AM", "MID", "PM")), deductions=many, name=LONG_NAME, cooperative=LONG_NAME,
        centre_name=LONG_NAME, member="A" * 16,
    )  # fmt: skip
    pages = pages_of(shown, language)
    assert len(pages) > 1
    for number, text in enumerate(pages, start=1):
        assert Words(language)("page", page=number, pages=len(pages)) in text
        assert "A" * 16 in text
    for text in pages:
        has_charges = amount(TRANSPORT.taken_cents) in text
        assert (Words(language)("remaining") in text) == has_charges, "each page names its columns"


def test_sixty_two_weighings_stay_on_one_page_of_days() -> None:
    assert len(pages_of(document(half_month(31)))) == 1


def test_letters_beyond_the_fonts_lose_their_marks_and_nothing_breaks() -> None:
    shown = replace(document((weighing(),)), name="Ngũgĩ wa Thiong’o Wanjikũ 牛 (\\ Ña\u0301)", language="sw")
    (text,) = pages_of(shown)
    assert "Ngugi wa Thiong’o Wanjiku ? (\\ Ña)" in text


def test_a_forgotten_person_has_no_name() -> None:
    (text,) = pages_of(replace(rich(), name=None))
    assert ENGLISH["nobody"] in text


def test_price_rules_are_read_in_the_farmers_language() -> None:
    rule = "fat 3.5 snf 8.5: 47.50; grade B -2.00"
    assert Words("sw").rule(rule) == f"mafuta 3.5 SNF 8.5: 47.50; daraja B {MINUS}2.00"
    assert Words("en").rule(rule) == f"fat 3.5 SNF 8.5: 47.50; grade B {MINUS}2.00"
    assert Words("sw").rule("flat 45.00, below the matrix") == "bei ya kawaida 45.00, chini ya jedwali"


def test_no_word_of_any_price_rule_stays_english_on_a_kiswahili_paper() -> None:
    steps, cells = (GradeStep("C", -9000),), (MatrixCell(Decimal("3.5"), Decimal("8.5"), 4750),)
    flat, read = PriceRules(grades=steps), PriceRules(grades=steps, matrix=cells)
    low, high = Decimal("1.0"), Decimal("9.0")
    readings = [(flat, None), (read, None), (read, low), (read, high)]
    rules = [each.price(uuid4(), 4500, "C", value, value).rule for each, value in readings]
    english = set(re.findall("[a-z]{2,}", " ".join(rules)))
    assert english == {
        "flat",
        "fat",
        "or",
        "snf",
        "not",
        "read",
        "below",
        "the",
        "matrix",
        "grade",
        "at",
        "least",
    }
    said = " ".join(map(Words("sw").rule, rules))
    assert not english & set(re.findall("[a-z]+", said))


def test_all_statements_of_a_run_are_one_file_each_in_its_language() -> None:
    shown: list[tuple[StatementDocument, str]] = [(rich(member="0001"), "sw"), (rich(member="0002"), "en")]
    many = shown * 130
    pages = read(b"".join(statements_pdf(many, "Kimende, 2026-11-A", "sw")))
    assert len(pages) == 260
    assert ["Na. 0001" in text for text in pages] == [True, False] * 130
    assert "No. 0002" in pages[-1]


def test_the_parts_come_as_the_documents_are_drawn() -> None:
    drawn = []

    def documents() -> object:
        for number in range(3):
            drawn.append(number)
            yield rich(member=f"000{number}"), "en"

    parts = statements_pdf(documents(), "Kimende", "en")  # type: ignore[arg-type]
    assert next(parts).startswith(b"%PDF")
    assert drawn == []
    next(parts)
    assert drawn == [0]
