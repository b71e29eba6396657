"""Statements over HTTP: the document, the PDF of one and of all, and whose they are."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader
from werkzeug.test import TestResponse

from imbuto.ledger import AdjustmentContent, ChargeTerms, NewCharge, Registration
from imbuto.papers.statement_words import amount, litres
from imbuto.values import By, derive_id

from .dairy import JOB, MANAGER, NOW, OPERATOR, Dairy, is_problem

TREASURER = By("staff:S003", "office", "charges", NOW)


def text_of(answer: TestResponse) -> list[str]:
    """The words of each page of a PDF."""
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "application/pdf"
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.data)).pages]


def cents(money: Any) -> int:
    return int(Decimal(money["amount"]) * 100)


def hundredths(text: str) -> int:
    return int(Decimal(text) * 100)


@pytest.fixture
def paid(dairy: Dairy) -> tuple[Dairy, str]:
    """A run with all that a statement can have for member 0001, approved and paid."""
    ledger = dairy.parts.ledger
    ledger.add_creditor("AGV", "Kiambaa Agrovet", "agrovet", TREASURER)
    terms = ChargeTerms(
        kind="agrovet", creditor="AGV", text="dairy meal", amount_cents=90_000, basis="run", rate=30_000,
        starts=date(2026, 11, 1),
    )  # fmt: skip
    ledger.make_charge(NewCharge(derive_id("charge"), "0001", terms), TREASURER)
    content = AdjustmentContent("0001", "bonus", Decimal(0), 12_345, date(2026, 11, 9), "the best milk")
    ledger.propose_adjustment(derive_id("bonus"), content, TREASURER)
    ledger.approve_adjustment(derive_id("bonus"), MANAGER)
    ledger.choose_pay("0001", "run", 10, OPERATOR)
    dairy.record(date="2026-10-31", litres="4.25")
    dairy.record(date="2026-11-10", litres="10.5")
    dairy.record(date="2026-11-10", shift="PM", litres="6", rejection_reason="alcohol test")
    disputed = dairy.record(date="2026-11-11", litres="8.5")
    dairy.post("0001", f"/deliveries/{disputed}/dispute", {"reason": "quantity", "claimed_litres": "6"})
    corrected = dairy.record(date="2026-11-12", litres="5")
    dairy.post("clerk", f"/deliveries/{corrected}/correction", {"litres": "7", "reason": "misread"})
    payout = dairy.requested_payout(member="0002", litres="3")
    run = dairy.parts.views.payouts.get(payout).run
    own = next(one for one in dairy.parts.views.payouts.page(run=run).items if one.member == "0001")
    ledger.submit_payout(own.id, JOB)
    ledger.record_payment(own.id, own.attempt_id, "SKB1ABC2DE", 500, NOW, "callback", JOB)
    return dairy, f"/settlements/{run}/statements"


def test_the_document_says_all_and_adds_up(paid: tuple[Dairy, str]) -> None:
    dairy, statements = paid
    shown = dairy.get("0001", f"{statements}/0001/document")
    came_in = sum(cents(shown[name]) for name in ("milk", "premium", "adjusted", "carried_in"))
    went = sum(cents(shown[name]) for name in ("deducted", "saved", "net", "carried_out"))
    assert came_in == went > 0
    assert sum(cents(one["amount"]) for one in shown["deliveries"]) == cents(shown["milk"])
    assert sum(hundredths(one["litres"]) for one in shown["deliveries"]) == hundredths(shown["litres"])
    assert sum(cents(one["amount"]) for one in shown["prices"]) == cents(shown["milk"])
    (deduction,) = shown["deductions"]
    assert (deduction["creditor_name"], cents(deduction["taken"]), cents(deduction["remaining"])) == (
        "Kiambaa Agrovet",
        30_000,
        60_000,
    )
    (bonus,) = shown["adjustments"]
    assert (bonus["kind"], bonus["reason"], cents(bonus["amount"])) == ("bonus", "the best milk", 12_345)
    assert (shown["standing"], shown["receipt"], cents(shown["fee"])) == ("paid", "SKB1ABC2DE", 500)
    assert cents(shown["savings"]) == cents(shown["saved"]) > 0
    statement = dairy.get("0001", f"{statements}/0001")
    assert {statement[name] for name in ("digest", "id")} == {shown["digest"], shown["id"]}
    assert statement["net"] == shown["net"]


def test_each_weighing_tells_what_became_of_it(paid: tuple[Dairy, str]) -> None:
    dairy, statements = paid
    lines = dairy.get("auditor", f"{statements}/0001/document")["deliveries"]
    told = [(one["date"][5:], one["weighed"], one["litres"], one["marks"]) for one in lines]
    assert told == [
        ("10-31", "4.25", "4.25", ["late"]),
        ("11-10", "10.50", "10.50", []),
        ("11-10", "6.00", "0.00", ["rejected"]),
        ("11-11", "8.50", "6.00", ["held"]),
        ("11-12", "7.00", "7.00", ["corrected"]),
    ]
    assert lines[2]["rejection_reason"] == "alcohol test"
    assert (lines[3]["held_litres"], cents(lines[3]["held"])) == ("2.50", 11_250)
    assert lines[1]["rule"] == "flat 45.00"


@pytest.mark.parametrize("language", ["sw", "en"])
def test_the_pdf_says_what_the_document_says(paid: tuple[Dairy, str], language: str) -> None:
    dairy, statements = paid
    shown = dairy.get("0001", f"{statements}/0001/document")
    path = f"{statements}/0001/document.pdf?language={language}"
    (text,) = text_of(dairy.ask("0001", "GET", path))
    for name in ("milk", "adjusted", "deducted", "net"):
        assert amount(cents(shown[name])) in text, name
    for name in ("saved", "carried_out"):
        assert amount(-cents(shown[name])) in text, name
    for one in shown["deliveries"]:
        assert litres(hundredths(one["litres"]) or hundredths(one["weighed"])) in text
    for one in shown["deductions"]:
        for name in ("due", "taken", "remaining"):
            assert amount(cents(one[name])) in text
    for words in ("SKB1ABC2DE", "(Kiambaa", "the best milk", "alcohol test", shown["digest"]):
        assert words in text


def test_the_pdf_is_in_the_language_asked_for_the_browsers_or_the_members(paid: tuple[Dairy, str]) -> None:
    dairy, statements = paid
    path = f"{statements}/0001/document.pdf"

    def title(query: str = "", **headers: str) -> str:
        answer = dairy.ask("0001", "GET", path + query, headers=headers)
        return "sw" if "Taarifa ya maziwa" in text_of(answer)[0] else "en"

    assert title() == dairy.get("0001", "/members/0001")["language"]
    assert title(**{"Accept-Language": "sw-KE, sw;q=0.9"}) == "sw"
    assert title(**{"Accept-Language": "de, en-GB;q=0.8, sw;q=0.5"}) == "en"
    assert title("?language=sw", **{"Accept-Language": "en"}) == "sw"
    assert is_problem(dairy.ask("0001", "GET", f"{path}?language=fr"))


def test_all_statements_of_a_run_are_one_file_in_the_order_of_members(paid: tuple[Dairy, str]) -> None:
    dairy, statements = paid
    answer = dairy.ask("treasurer", "GET", f"{statements}.pdf?language=en")
    pages = text_of(answer)
    assert ["No. 0001" in pages[0], "No. 0002" in pages[1], len(pages)] == [True, True, 2]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="statements-2026-11-A.pdf"'
    one = dairy.ask("treasurer", "GET", f"{statements}/0002/document.pdf?language=sw")
    named = 'attachment; filename="statement-2026-11-A-0002-sw.pdf"'
    assert one.headers["Content-Disposition"] == named


def test_a_number_with_a_slash_has_its_papers_too(dairy: Dairy) -> None:
    member = Registration(number="12/345", name="Mũthoni wa Ngũgĩ", centre="KIA", phone=None, language="en")
    dairy.parts.ledger.register_member(member, OPERATOR)
    dairy.record(member="12/345", date="2026-11-10")
    run = dairy.prepared_run()
    statement = f"/settlements/{run}/statements/12/345"
    assert dairy.get("auditor", f"{statement}/document")["standing"] == "draft"
    answer = dairy.ask("auditor", "GET", f"{statement}/document.pdf")
    assert "Muthoni wa Ngugi" in text_of(answer)[0]
    assert "statement-2026-11-A-12-345-" in answer.headers["Content-Disposition"]


def test_papers_of_nothing_are_not_there(dairy: Dairy) -> None:
    dairy.record(date="2026-11-10")
    run: UUID = dairy.prepared_run()
    nowhere = (f"{uuid4()}/statements.pdf", f"{uuid4()}/statements/0001/document")
    for path in (*nowhere, f"{run}/statements/9/document", f"{run}/statements/0002/document.pdf"):
        answer = dairy.ask("treasurer", "GET", f"/settlements/{path}")
        assert (answer.status_code, is_problem(answer)) == (404, True), path


def test_a_run_without_statements_says_so(dairy: Dairy) -> None:
    answer = dairy.ask("treasurer", "GET", f"/settlements/{dairy.prepared_run()}/statements.pdf")
    assert (answer.status_code, "has no statements yet" in answer.json["detail"]) == (409, True)


def test_a_member_prints_no_other_members_statement(paid: tuple[Dairy, str]) -> None:
    dairy, statements = paid
    for part in ("document", "document.pdf"):
        assert dairy.ask("0001", "GET", f"{statements}/0002/{part}").status_code == 404
        assert dairy.ask("0002", "GET", f"{statements}/0002/{part}").status_code == 200
    assert dairy.ask("0001", "GET", f"{statements}.pdf").status_code == 403


def test_a_member_prints_the_own_personal_ledger_and_no_other(paid: tuple[Dairy, str]) -> None:
    dairy, _ = paid
    answer = dairy.ask("0001", "GET", "/members/0001/ledger.pdf?language=en")
    text = " ".join(text_of(answer))
    for total in dairy.get("0001", "/members/0001/ledger")["accounts"]:
        assert amount(-cents(total["balance"])) in text
    for words in ("Personal ledger", "Milk delivered", "Agrovet: dairy meal", "Paid, receipt SKB1ABC2DE"):
        assert words in text
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ledger-0001-en.pdf"'
    for path in ("/members/0002/ledger.pdf", "/members/9999/ledger.pdf"):
        assert dairy.ask("0001", "GET", path).status_code == 404
    assert dairy.ask("auditor", "GET", "/members/9999/ledger.pdf").status_code == 404


def test_a_printed_ledger_is_of_the_days_position_and_language_asked_for(paid: tuple[Dairy, str]) -> None:
    dairy, _ = paid
    path = "/members/0001/ledger.pdf"
    (text,) = text_of(dairy.ask("auditor", "GET", f"{path}?from=2026-11-10&until=2026-11-10&language=en"))
    assert "10 Nov 2026" in text
    assert amount(19_125) in text, "the milk of October is the opening balance"
    assert "Leja ya mwanachama" in text_of(dairy.ask("auditor", "GET", f"{path}?until_position=1"))[0]
    english = {"Accept-Language": "en-GB"}
    assert (
        "Nothing was booked"
        in text_of(dairy.ask("auditor", "GET", f"{path}?until_position=1", headers=english))[0]
    )
