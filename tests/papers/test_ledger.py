"""The printed personal ledger: what stands on it, read back from the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from imbuto.aggregates.charge_terms import CHARGE_KINDS
from imbuto.aggregates.chart import MEMBER_ACCOUNTS
from imbuto.errors import Unknown, WrongState
from imbuto.papers import ledger as papers
from imbuto.papers.books import extract
from imbuto.papers.ledger import LedgerDocument, LedgerPapers
from imbuto.papers.ledger_pdf import ledger_pdf, ledgers_pdf
from imbuto.papers.ledger_words import ENGLISH, KISWAHILI, LedgerWords
from imbuto.papers.statement_words import amount
from imbuto.projections import Views
from tests.history import History
from tests.papers.books import LAST, rich_month
from tests.papers.documents import LONG_NAME, read

FROM = date(2026, 11, 20)


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Views]:
    """Two members, 0001 and 0009; 0001 has every kind of posting each day, 0009 has none."""
    history = History()
    history.found()
    for number in ("0001", "0009"):
        history.member(number)
    history.recorded += rich_month().recorded
    opened = Views(tmp_path_factory.mktemp("ledgers") / "views.sqlite", history)
    yield opened
    opened.close()


def papers_of(views: Views, **days: date | int) -> LedgerPapers:
    return LedgerPapers(views, extract(views.journal, "Kimende Dairy", **days))  # type: ignore[arg-type]


def pages_of(shown: LedgerDocument, language: str = "en") -> list[str]:
    return read(b"".join(ledger_pdf(shown, language)))


def test_every_line_and_both_balances_of_each_account_stand_on_the_pages(views: Views) -> None:
    shown = papers_of(views, from_day=FROM, until_day=LAST).document("0001")
    text = " ".join(pages_of(shown))
    assert len(shown.accounts) > 3
    for part in shown.accounts:
        name = f"{ENGLISH[f'account-{part.total.account}']} ({part.total.account})"
        assert text.count(name) >= 2, "in the list of accounts, and above its own lines"
        assert f"Opening balance {amount(-part.total.opening_cents)}" in text
        assert amount(-part.total.balance_cents) in text
        for line in part.lines:
            one = line.posting
            sides = [amount(cents) for cents in (one.debit_cents, one.credit_cents) if cents]
            row = rf"{one.day.day} Nov 2026 {one.position} .{{1,80}}? {' '.join(map(re.escape, sides))}"
            assert re.search(f"{row} {re.escape(amount(-line.balance_cents))}", text), one
    assert "20 Nov 2026 – 30 Nov 2026" in text
    assert "No. 0001" in text


def test_each_account_runs_from_its_opening_to_its_closing_balance(views: Views) -> None:
    shown = papers_of(views, from_day=FROM).document("0001")
    before = papers_of(views, until_day=date(2026, 11, 19)).document("0001")
    held = {part.total.account: part.total.balance_cents for part in before.accounts}
    for part in shown.accounts:
        balance = part.total.opening_cents
        assert balance == held.get(part.total.account, 0)
        for line in part.lines:
            balance += line.posting.cents
            assert line.balance_cents == balance
        assert part.total.balance_cents == balance


def test_the_paper_and_the_answer_of_the_journal_are_the_same(
    views: Views, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "MAX_PAGE", 7)
    shown = papers_of(views).document("0001")
    whole = views.journal.member_ledger("0001", limit=1000)
    lines = [line for part in shown.accounts for line in part.lines]
    assert sorted(lines, key=lambda line: line.posting.id) == sorted(
        whole.items, key=lambda line: line.posting.id
    )
    assert {part.total.account: part.total for part in shown.accounts} == {
        total.account: total for total in whole.accounts if total.debit_cents or total.credit_cents
    }
    assert shown.accounts[0].total.account == "2100"


def test_as_of_a_position_it_is_the_books_of_then(views: Views) -> None:
    shown = papers_of(views, until_position=700).document("0001")
    assert max(line.posting.position for part in shown.accounts for line in part.lines) <= 700
    (milk,) = [one for one in views.journal.member_ledger("0001", until_position=700).accounts
               if one.account == "2100"]  # fmt: skip
    assert shown.accounts[0].total == milk
    assert "The books as known at event 700 of the ledger." in pages_of(shown)[0]


def test_it_is_in_kiswahili_or_english_throughout(views: Views) -> None:
    shown = papers_of(views).document("0001")
    english, kiswahili = (" ".join(pages_of(shown, language)) for language in ("en", "sw"))
    for name in (
        "ledger",
        "opening",
        "closing",
        "what",
        "debit",
        "credit",
        "balance",
        "milk recorded",
        "law",
    ):
        assert ENGLISH[name] in english
        assert KISWAHILI[name] in kiswahili
    for words in ("milk recorded", "Milk delivered", "Opening balance", "paid by hand", "Savings", "Nothing"):
        assert words not in kiswahili
    assert "Ukurasa 1 kati ya" in kiswahili
    assert "Tangu mwanzo" in kiswahili


def test_both_languages_have_the_same_words_for_every_account() -> None:
    assert set(ENGLISH) == set(KISWAHILI)
    for name, text in ENGLISH.items():
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", KISWAHILI[name])), name
    assert {f"account-{code}" for code in MEMBER_ACCOUNTS} <= set(ENGLISH)


def test_every_phrase_that_the_journal_writes_has_words(views: Views) -> None:
    say = LedgerWords("sw")
    texts = {posting.text for posting in views.journal.postings(limit=1000).items if posting.member}
    assert len(texts) > 15
    for text in texts:
        assert say.what(text) != text


@pytest.mark.parametrize(
    ("text", "english", "kiswahili"),
    [
        ("agrovet: dairy meal: 3 bags", "Agrovet: dairy meal: 3 bags", "Duka la kilimo: dairy meal: 3 bags"),
        ("sacco: SACCO loan", "SACCO loan", "SACCO loan"),
        ("loan paid: SJ1", "Loan, paid by hand: SJ1", "Mkopo, imelipwa moja kwa moja: SJ1"),
        ("loan written off", "Loan, written off", "Mkopo, deni limesamehewa"),
        ("feed cancelled", "Feed, cancelled", "Chakula cha mifugo, imefutwa"),
        ("payout 2026-11-A", "To be paid for 2026-11-A", "Ya kulipwa, kipindi 2026-11-A"),
        ("paid SJ12ABC3DE", "Paid, receipt SJ12ABC3DE", "Imelipwa, risiti SJ12ABC3DE"),
        ("adjustment: bonus", "Bonus", "Bonasi"),
        ("adjustment: new-kind", "adjustment: new-kind", "adjustment: new-kind"),
        ("ledger", "ledger", "ledger"),
        ("{0}: {more}", "{0}: {more}", "{0}: {more}"),
        ("agrovet: {more}", "Agrovet: {more}", "Duka la kilimo: {more}"),
    ],
)
def test_a_phrase_is_said_to_the_member(text: str, english: str, kiswahili: str) -> None:
    assert (LedgerWords("en").what(text), LedgerWords("sw").what(text)) == (english, kiswahili)


def test_every_kind_of_charge_has_words() -> None:
    for kind in CHARGE_KINDS:
        assert LedgerWords("sw").what(f"{kind}: {kind}x") != f"{kind}: {kind}x"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2025, 12, 1), date(2026, 11, 30), "1 Dec 2025 – 30 Nov 2026"),
        (FROM, FROM, "20 Nov 2026"),
        (FROM, None, "From 20 Nov 2026"),
        (None, FROM, "Until 20 Nov 2026"),
        (None, None, "From the beginning"),
    ],
)
def test_the_days_are_named(start: date | None, end: date | None, words: str) -> None:
    assert LedgerWords("en").days(start, end) == words


@pytest.mark.parametrize("language", ["sw", "en"])
def test_many_pages_are_numbered_and_each_names_its_member_and_its_columns(
    views: Views, language: str
) -> None:
    shown = papers_of(views).document("0001")
    long = {"name": LONG_NAME, "cooperative": LONG_NAME, "member": "A" * 16}
    milk = shown.accounts[0]
    lines = tuple(
        replace(line, posting=replace(line.posting, text=f"agrovet: {LONG_NAME}", position=123_456_789))
        for line in milk.lines
    )
    shown = replace(shown, **long, accounts=(replace(milk, lines=lines), *shown.accounts[1:]))  # type: ignore[arg-type]
    pages, say = pages_of(shown, language), LedgerWords(language)
    assert len(pages) > 5
    for number, text in enumerate(pages, start=1):
        assert say("page", page=number, pages=len(pages)) in text
        assert "A" * 16 in text
        assert f"{say('debit')} {say('credit')} {say('balance')}" in text
    assert "123456789" in pages[0]
    assert " ".join(pages).count("Lokichoggio Nyamweya Omwenga") >= 2 * len(lines), "long words are whole"


def test_amounts_are_never_shortened(views: Views) -> None:
    shown = papers_of(views).document("0001")
    milk = shown.accounts[0]
    most = replace(milk.lines[0], balance_cents=99_999_999_999_99)
    text = pages_of(replace(shown, accounts=(replace(milk, lines=(most,)),)))[0]
    assert "\N{MINUS SIGN}99,999,999,999.99" in text


def test_who_has_nothing_has_a_page_that_says_so(views: Views) -> None:
    for language, words in (("en", ENGLISH), ("sw", KISWAHILI)):
        (text,) = pages_of(papers_of(views).document("0009"), language)
        assert words["nothing"] in text
        assert "0009" in text
    (text,) = pages_of(replace(papers_of(views).document("0009"), name=None))
    assert "Name erased" in text


def test_a_balance_brought_forward_is_printed_where_nothing_moved(views: Views) -> None:
    shown = papers_of(views, from_day=date(2027, 1, 1)).document("0001")
    assert shown.accounts
    assert all(part.lines == () and part.total.opening_cents for part in shown.accounts)
    (text,) = pages_of(shown)
    assert text.count("Opening balance") == 1 + len(shown.accounts)


def test_all_members_are_one_file_each_in_its_language_with_its_own_numbering(views: Views) -> None:
    found = papers_of(views, from_day=LAST)
    assert found.count() == 2
    documents = list(found.documents())
    assert [one.member for one in documents] == ["0001", "0009"]
    told = zip(documents, ("en", "sw"), strict=True)
    pages = read(b"".join(ledgers_pdf(told, "Kimende Dairy", "sw")))
    assert "No. 0001" in pages[0]
    assert "Page 1 of" in pages[0]
    assert "Na. 0009" in pages[-1]
    assert "Ukurasa 1 kati ya 1" in pages[-1]


def test_the_parts_come_as_the_ledgers_are_drawn(views: Views) -> None:
    drawn = []

    def documents() -> Iterator[tuple[LedgerDocument, str]]:
        for one in papers_of(views, from_day=LAST).documents():
            drawn.append(one.member)
            yield one, "en"

    parts = ledgers_pdf(documents(), "Kimende Dairy", "en")
    assert next(parts).startswith(b"%PDF")
    assert drawn == []
    next(parts)
    assert drawn == ["0001"]


def test_nobody_is_unknown_and_no_members_are_no_file(views: Views, tmp_path: Path) -> None:
    with pytest.raises(Unknown):
        papers_of(views).document("0404")
    history = History()
    history.found()
    empty = Views(tmp_path / "views.sqlite", history)
    with pytest.raises(WrongState):
        papers_of(empty).count()
    empty.close()
