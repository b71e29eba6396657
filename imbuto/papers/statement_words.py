"""The words of a printed statement, in Kiswahili and English; figures and days as people read them."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from imbuto.values import Money, business_date

ENGLISH = {
    "title": "Milk statement",
    "member": "No. {number}",
    "centre": "Centre {centre}",
    "nobody": "Name erased",
    "to-be-paid": "To be paid",
    "paid": "Paid",
    "milk": "Milk",
    "day": "Day",
    "amount": "KES",
    "litres": "{litres} L",
    "weighings": "{litres} L in {count} weighings",
    "weighing": "{litres} L in 1 weighing",
    "no-milk": "No milk was recorded in this period.",
    "prices": "Price and rule",
    "account": "Account",
    "milk-total": "Milk",
    "carried-in": "Carried in from the last period",
    "debt-in": "Debt from the last period",
    "together": "Together",
    "deductions": "Deductions",
    "due": "Due",
    "taken": "Taken",
    "arrears": "Not taken yet",
    "remaining": "Still owed",
    "deductions-total": "Deducted",
    "saved": "Put into savings",
    "carried-out": "Carried to the next period",
    "debt-out": "Debt carried to the next period",
    "savings-held": "Your savings now: {amount}",
    "fee": "M-Pesa's fee of {amount} is borne by the cooperative.",
    "fee-unknown": "M-Pesa's fee is borne by the cooperative.",
    "held-note": "{amount} waits for the decision of your dispute. It is not in these figures.",
    "check": "To check: statement {position}, cut off at position {cutoff} of the ledger.",
    "digest": "Digest {digest}",
    "page": "Page {page} of {pages}",
    "standing-draft": "Prepared, not approved yet",
    "standing-discarded": "This pay run was discarded: nothing is paid by this statement",
    "standing-carried": "Nothing is paid in this run; it is carried to the next",
    "standing-waits": "Paid when your span has ended; until then it is carried",
    "standing-waiting": "Approved, on the way to your phone",
    "standing-held": "Payment kept back. Ask the office",
    "standing-asking": "M-Pesa has not answered: we are asking",
    "standing-failed": "The payment failed. Ask the office",
    "standing-paid": "Paid on {day}, receipt {receipt}",
    "mark-late": "from an earlier period",
    "mark-rejected": "{weighed} L rejected ({reason}), worth nothing",
    "mark-corrected": "corrected",
    "mark-sampled": "a later sample counts",
    "mark-removed": "removed",
    "mark-disputed": "in dispute, counted as weighed until it is decided",
    "mark-held": "{held} L ({amount}) held, in dispute",
    "mark-decided": "dispute decided, {counted} L ({amount}) counted here",
    "cans": "{count} cans",
    "grade": "grade {grade}",
    "premium": "Volume premium: {litres} L at {price}",
    "adjustment-correction": "Milk put right",
    "adjustment-retro": "Price difference",
    "adjustment-bonus": "Bonus",
    "adjustment-savings": "Savings paid out",
    "adjustment-opening": "Opening balance",
    "adjustment-other": "Other",
    "charge-advance": "Advance",
    "charge-loan": "Loan",
    "charge-agrovet": "Agrovet",
    "charge-feed": "Feed",
    "charge-ai": "Insemination (AI)",
    "charge-vet": "Vet",
    "charge-sacco": "SACCO",
    "charge-bank": "Bank",
    "charge-shares": "Shares",
    "charge-transport": "Transport",
    "charge-levy": "Levy",
    "charge-insurance": "Insurance",
    "charge-registration": "Registration",
    "charge-other": "Other",
}
KISWAHILI = {
    "title": "Taarifa ya maziwa",
    "member": "Na. {number}",
    "centre": "Kituo {centre}",
    "nobody": "Jina limefutwa",
    "to-be-paid": "Utalipwa",
    "paid": "Umelipwa",
    "milk": "Maziwa",
    "day": "Siku",
    "amount": "KES",
    "litres": "lita {litres}",
    "weighings": "lita {litres}, vipimo {count}",
    "weighing": "lita {litres}, kipimo 1",
    "no-milk": "Hakuna maziwa yaliyorekodiwa kipindi hiki.",
    "prices": "Bei na kanuni",
    "account": "Hesabu",
    "milk-total": "Maziwa",
    "carried-in": "Salio la kipindi kilichopita",
    "debt-in": "Deni la kipindi kilichopita",
    "together": "Jumla",
    "deductions": "Makato",
    "due": "Inadaiwa",
    "taken": "Imekatwa",
    "arrears": "Haijakatwa",
    "remaining": "Deni lililobaki",
    "deductions-total": "Jumla ya makato",
    "saved": "Imewekwa akiba",
    "carried-out": "Inakwenda kipindi kijacho",
    "debt-out": "Deni linalokwenda kipindi kijacho",
    "savings-held": "Akiba yako sasa: {amount}",
    "fee": "Ada ya M-Pesa, {amount}, inalipwa na ushirika.",
    "fee-unknown": "Ada ya M-Pesa inalipwa na ushirika.",
    "held-note": "{amount} inasubiri uamuzi wa pingamizi lako. Haimo katika hesabu hii.",
    "check": "Kuhakiki: taarifa {position}, mwisho wa kipindi ni nafasi {cutoff} ya daftari.",
    "digest": "Muhtasari {digest}",
    "page": "Ukurasa {page} kati ya {pages}",
    "standing-draft": "Imeandaliwa, bado haijaidhinishwa",
    "standing-discarded": "Malipo haya yamefutwa: taarifa hii hailipi chochote",
    "standing-carried": "Hakuna malipo sasa; inakwenda kipindi kijacho",
    "standing-waits": "Utalipwa muda wako utakapoisha; hadi hapo salio linasonga mbele",
    "standing-waiting": "Imeidhinishwa, inaelekea kwenye simu yako",
    "standing-held": "Malipo yamezuiwa. Uliza ofisi",
    "standing-asking": "M-Pesa haijajibu: tunauliza",
    "standing-failed": "Malipo yameshindikana. Uliza ofisi",
    "standing-paid": "Umelipwa {day}, risiti {receipt}",
    "mark-late": "ya kipindi kilichopita",
    "mark-rejected": "lita {weighed} zimekataliwa ({reason}), hazina malipo",
    "mark-corrected": "yamerekebishwa",
    "mark-sampled": "kipimo cha baadaye kinahesabiwa",
    "mark-removed": "yamefutwa",
    "mark-disputed": "kuna pingamizi, yamehesabiwa kama yalivyopimwa hadi uamuzi",
    "mark-held": "lita {held} ({amount}) zimezuiwa, kuna pingamizi",
    "mark-decided": "pingamizi limeamuliwa, lita {counted} ({amount}) zimehesabiwa hapa",
    "cans": "mikebe {count}",
    "grade": "daraja {grade}",
    "premium": "Nyongeza ya wingi: lita {litres} kwa {price}",
    "adjustment-correction": "Marekebisho ya maziwa",
    "adjustment-retro": "Tofauti ya bei",
    "adjustment-bonus": "Bonasi",
    "adjustment-savings": "Akiba iliyotolewa",
    "adjustment-opening": "Salio la kuanzia",
    "adjustment-other": "Mengine",
    "charge-advance": "Malipo ya mapema",
    "charge-loan": "Mkopo",
    "charge-agrovet": "Duka la kilimo",
    "charge-feed": "Chakula cha mifugo",
    "charge-ai": "Uhamilishaji (AI)",
    "charge-vet": "Daktari wa mifugo",
    "charge-sacco": "SACCO",
    "charge-bank": "Benki",
    "charge-shares": "Hisa",
    "charge-transport": "Usafiri",
    "charge-levy": "Tozo",
    "charge-insurance": "Bima",
    "charge-registration": "Usajili",
    "charge-other": "Mengine",
}
TEXTS = {"en": ENGLISH, "sw": KISWAHILI}
SHIFTS = {
    "en": {"AM": "AM", "MID": "Midday", "PM": "PM"},
    "sw": {"AM": "Asubuhi", "MID": "Mchana", "PM": "Jioni"},
}
MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "sw": ("Jan", "Feb", "Mac", "Apr", "Mei", "Jun", "Jul", "Ago", "Sep", "Okt", "Nov", "Des"),
}
_RULES = (
    (r"\bfat or snf not read\b", "mafuta au SNF hazijapimwa"),
    (r"\bbelow the matrix\b", "chini ya jedwali"),
    (r"\bat least\b", "haishuki chini ya"),
    (r"\bflat\b", "bei ya kawaida"),
    (r"\bgrade\b", "daraja"),
    (r"\bfat\b", "mafuta"),
)
"""The words of a price rule that a farmer reads; figures and the grades' own names stay."""


class Words:
    """One language's words."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._texts = TEXTS[language]

    def __call__(self, name: str, **filled: object) -> str:
        return self._texts[name].format(**filled)

    def shift(self, shift: str) -> str:
        return SHIFTS[self.language][shift]

    def day(self, day: date) -> str:
        """2 Nov."""
        return f"{day.day} {MONTHS[self.language][day.month - 1]}"

    def on(self, instant: datetime) -> str:
        """The day in Nairobi, 16 Nov 2026."""
        day = business_date(instant)
        return f"{self.day(day)} {day.year}"

    def span(self, start: date, end: date) -> str:
        """1–15 Nov 2026, or 30 Nov – 6 Dec 2026."""
        if start.month == end.month:
            return f"{start.day}–{self.day(end)} {end.year}"
        return f"{self.day(start)} – {self.day(end)} {end.year}"

    def rule(self, rule: str) -> str:
        """A price rule as the farmer reads it."""
        for english, kiswahili in _RULES if self.language == "sw" else ():
            rule = re.sub(english, kiswahili, rule)
        return rule.replace("snf", "SNF").replace(" -", " \N{MINUS SIGN}")


def amount(cents: int) -> str:
    """12,345.50, with a real minus sign where it is negative."""
    return f"{Money(cents).decimal:,.2f}".replace("-", "\N{MINUS SIGN}")


def shillings(cents: int) -> str:
    """KES 12,345.50."""
    return f"KES {amount(cents)}"


def litres(centilitres: int) -> str:
    """245.5, and the second decimal only where there is one."""
    exact = Decimal(centilitres).scaleb(-2)
    text = f"{exact:,.2f}" if centilitres % 10 else f"{exact:,.1f}"
    return text.replace("-", "\N{MINUS SIGN}")
