"""The words of a member's printed ledger, in Kiswahili and English.

The journal writes the same few English phrases for every fact; here each is said to the member. What somebody
typed (the text of a charge, a reference) stays as it was typed.
"""

from __future__ import annotations

import re
from datetime import date

from imbuto.papers.statement_words import TEXTS, Words

ENGLISH = {
    "ledger": "Personal ledger",
    "law": "Produce delivered and the payment for it (Co-operative Societies Rules 2004).",
    "span-all": "From the beginning",
    "span-from": "From {start}",
    "span-until": "Until {end}",
    "accounts": "Accounts",
    "account-name": "Account",
    "event": "Event",
    "what": "What",
    "litres-head": "Litres",
    "debit": "Debit",
    "credit": "Credit",
    "balance": "Balance",
    "opening": "Opening balance",
    "closing": "Closing balance",
    "nothing": "Nothing was booked on these days, and no balance was brought forward.",
    "meaning": "In KES. A balance is what the cooperative holds for the member; with a minus, what the "
    "member owes. An auditor finds each line's fact by its event.",
    "books-at": "The books as known at event {position} of the ledger.",
    "account-1200": "Owed to the cooperative",
    "account-2100": "Milk",
    "account-2120": "Savings",
    "account-2150": "Milk in dispute, held",
    "account-2200": "Payments on the way",
    "account-3100": "Shares",
    "milk recorded": "Milk delivered",
    "milk corrected": "Milk put right",
    "milk voided": "Milk removed",
    "milk judged by a sample": "Milk judged by a sample",
    "dispute raised": "Held: in dispute",
    "dispute released": "Dispute decided: released",
    "dispute adjusted": "Dispute decided: put right",
    "volume premium": "Volume premium {more}",
    "saved": "Put into savings {more}",
    "payout": "To be paid for {more}",
    "paid-out": "Paid, receipt {more}",
    "charge-paid": "{charge}, paid by hand: {more}",
    "charge-written": "{charge}, written off",
    "charge-cancelled": "{charge}, cancelled",
    "adjustment-opening": "Balance brought in from earlier books",
    "adjustment-opening-savings": "Savings brought in from earlier books",
}
KISWAHILI = {
    "ledger": "Leja ya mwanachama",
    "law": "Mazao yaliyoletwa na malipo yake (Co-operative Societies Rules 2004).",
    "span-all": "Tangu mwanzo",
    "span-from": "Kuanzia {start}",
    "span-until": "Hadi {end}",
    "accounts": "Akaunti",
    "account-name": "Akaunti",
    "event": "Tukio",
    "what": "Maelezo",
    "litres-head": "Lita",
    "debit": "Debiti",
    "credit": "Krediti",
    "balance": "Salio",
    "opening": "Salio la kuanzia",
    "closing": "Salio la mwisho",
    "nothing": "Hakuna kilichoandikwa siku hizi, wala salio lililoletwa mbele.",
    "meaning": "Kwa KES. Salio ni fedha za mwanachama zilizo kwa ushirika; lenye alama ya kutoa ni deni la "
    "mwanachama. Mkaguzi hupata chanzo cha kila mstari kwa namba ya tukio.",
    "books-at": "Vitabu vilivyo hadi tukio {position} la daftari.",
    "account-1200": "Deni kwa ushirika",
    "account-2100": "Maziwa",
    "account-2120": "Akiba",
    "account-2150": "Maziwa yenye pingamizi, yamezuiwa",
    "account-2200": "Malipo yaliyo njiani",
    "account-3100": "Hisa",
    "milk recorded": "Maziwa yaliyoletwa",
    "milk corrected": "Marekebisho ya maziwa",
    "milk voided": "Maziwa yaliyofutwa",
    "milk judged by a sample": "Maziwa yaliyopimwa kwa sampuli",
    "dispute raised": "Yamezuiwa: kuna pingamizi",
    "dispute released": "Pingamizi limeamuliwa: yameachiliwa",
    "dispute adjusted": "Pingamizi limeamuliwa: yamerekebishwa",
    "volume premium": "Nyongeza ya wingi {more}",
    "saved": "Imewekwa akiba {more}",
    "payout": "Ya kulipwa, kipindi {more}",
    "paid-out": "Imelipwa, risiti {more}",
    "charge-paid": "{charge}, imelipwa moja kwa moja: {more}",
    "charge-written": "{charge}, deni limesamehewa",
    "charge-cancelled": "{charge}, imefutwa",
    "adjustment-opening": "Salio lililoletwa kutoka vitabu vya awali",
    "adjustment-opening-savings": "Akiba iliyoletwa kutoka vitabu vya awali",
}
_WORDS = {"en": ENGLISH, "sw": KISWAHILI}
_PHRASES = frozenset(name for name in ENGLISH if name.startswith(("milk ", "dispute ")))
_OF_RUNS = re.compile(r"(volume premium|saved|payout|paid) (.*)", re.DOTALL)
_ADJUSTMENT = re.compile(r"adjustment: ([a-z-]+)")
_CHARGE = re.compile(r"([a-z]+)(?:: (.*)| paid: (.*)| (written) off| (cancelled))", re.DOTALL)


class LedgerWords(Words):
    """One language's words of the ledger, beside those of statements."""

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self._texts = {**TEXTS[language], **_WORDS[language]}

    def days(self, start: date | None, end: date | None) -> str:
        """1 Nov 2026 – 30 Nov 2026; either may be open."""
        begin, until = (self._date(day) if day else "" for day in (start, end))
        if start and end:
            return begin if start == end else f"{begin} – {until}"
        if start:
            return self("span-from", start=begin)
        return self("span-until", end=until) if end else self("span-all")

    def _date(self, day: date) -> str:
        return f"{self.day(day)} {day.year}"

    def account(self, code: str, name: str) -> str:
        """A member's account; one that has no words of its own has its name in the chart."""
        return self._texts.get(f"account-{code}", name)

    def what(self, text: str) -> str:
        """A posting's phrase as the member reads it; one that is not known stays as it is."""
        if text in _PHRASES:
            return self(text)
        if found := _OF_RUNS.fullmatch(text):
            name, more = found.groups()
            return self("paid-out" if name == "paid" else name, more=more)
        if (found := _ADJUSTMENT.fullmatch(text)) and f"adjustment-{found[1]}" in self._texts:
            return self(f"adjustment-{found[1]}")
        if (found := _CHARGE.fullmatch(text)) and f"charge-{found[1]}" in self._texts:
            return self._charge(*found.groups())
        return text

    def _charge(
        self, kind: str, text: str | None, reference: str | None, written: str | None, _: str | None
    ) -> str:
        charge = self(f"charge-{kind}")
        if text is not None:
            return text_of(charge, text)
        if reference is not None:
            return self("charge-paid", charge=charge, more=reference)
        return self("charge-written" if written else "charge-cancelled", charge=charge)


def text_of(charge: str, text: str) -> str:
    """Agrovet: dairy meal. What is said twice is said once."""
    if text.casefold().startswith(charge.casefold()):
        return text[0].upper() + text[1:]
    return f"{charge}: {text}" if text else charge
