"""What a charge is for, how it is taken from the milk, and in which order: the words and their bounds.

Order of taking (the lower number first): what the law or the round of the collector asks, then savings and
loans elsewhere, then goods and services, then the cooperative's own advances and loans.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from imbuto.errors import BadValue
from imbuto.values import By, business_date

PRIORITIES = {
    "levy": 10,
    "transport": 15,
    "shares": 20,
    "registration": 22,
    "sacco": 25,
    "bank": 30,
    "insurance": 35,
    "agrovet": 40,
    "feed": 45,
    "ai": 50,
    "vet": 55,
    "advance": 60,
    "loan": 65,
    "other": 70,
}
"""Each kind's place in the order of taking; a charge may be given another, from 1 to 99."""
CHARGE_KINDS = (
    "advance",
    "loan",
    "agrovet",
    "feed",
    "ai",
    "vet",
    "sacco",
    "bank",
    "shares",
    "transport",
    "levy",
    "insurance",
    "registration",
    "other",
)
BASES = ("all", "run", "litre", "share")
"""all: the whole remaining at once. run: `rate` cents in each run. litre: `rate` cents a litre. share: `rate`
hundredths of a percent of the gross."""
HOWS = ("cash", "bank", "mpesa")
OWN_KINDS = ("advance", "shares", "registration")
"""Owed to the cooperative itself, always."""
FOREIGN_KINDS = ("sacco", "bank")
"""Owed to somebody else, always: the creditor is named."""
LENT_KINDS = ("advance", "loan")
"""Money that was handed out: its amount is known."""
MAX_CHARGE_CENTS = 1_000_000_000
"""KES 10,000,000: more than any farmer is lent against milk; beyond it the number is a slip of the finger."""
WHOLE_SHARE = 10_000
"""100 % in hundredths of a percent."""


@dataclass(frozen=True, kw_only=True)
class ChargeTerms:
    """A charge as an official states it. `amount_cents` None: open-ended, until it is stopped. Of shares the
    amount is the target and `taken_before_cents` what the member holds already. `creditor` None: owed to the
    cooperative itself. It is taken from the first run on whose period ends on or after `starts`."""

    kind: str
    text: str
    amount_cents: int | None
    basis: str
    starts: date
    rate: int = 0
    creditor: str | None = None
    reference: str | None = None
    priority: int | None = None
    opening: bool = False
    taken_before_cents: int = 0

    @property
    def order(self) -> int:
        """The priority given, or that of the kind."""
        return PRIORITIES[self.kind] if self.priority is None else self.priority

    def require_plausible(self) -> None:
        """Raises BadValue naming the field."""
        require_kind(self.kind)
        require_creditor_fits(self.kind, self.creditor)
        require_words("text", self.text, 120)
        if self.reference is not None:
            require_words("reference", self.reference, 60)
        require_basis(self.basis, self.rate)
        require_priority(self.priority)
        self._require_amount()
        self._require_taken_before()

    def _require_amount(self) -> None:
        if self.amount_cents is not None:
            require_amount("amount", self.amount_cents)
        elif self.basis == "all" or self.kind in LENT_KINDS:
            raise BadValue(
                "amount", "", "This charge needs an amount.",
                "Give the amount; only what is taken run by run may go on until it is stopped.",
            )  # fmt: skip

    def _require_taken_before(self) -> None:
        taken = self.taken_before_cents
        if taken and not self.opening:
            raise BadValue(
                "taken_before", taken, "Only a charge brought in from other books was taken in part before.",
                "Say that it is an opening charge, or leave this out.",
            )  # fmt: skip
        if not 0 <= taken <= (taken if self.amount_cents is None else self.amount_cents):
            raise BadValue(
                "taken_before", taken, "No more can have been taken before than the amount.",
                "Check both amounts.",
            )  # fmt: skip


def require_kind(kind: str) -> None:
    if kind not in CHARGE_KINDS:
        raise BadValue(
            "kind", kind, "This kind of charge is not known.", f"Choose one of {', '.join(CHARGE_KINDS)}."
        )


def require_creditor_fits(kind: str, creditor: str | None) -> None:
    """Shares, advances and registration are the cooperative's own; a SACCO's or a bank's charge names it."""
    if creditor is not None and kind in OWN_KINDS:
        raise BadValue(
            "creditor", creditor, f"A charge of kind {kind} is owed to the cooperative itself.",
            "Leave the creditor out, or choose another kind.",
        )  # fmt: skip
    if creditor is None and kind in FOREIGN_KINDS:
        raise BadValue(
            "creditor", "", f"A charge of kind {kind} is owed to somebody.", "Name the creditor by its code."
        )


def require_basis(basis: str, rate: int) -> None:
    if basis not in BASES:
        raise BadValue("basis", basis, "This is not a way of taking.", f"Choose one of {', '.join(BASES)}.")
    if basis == "all":
        if rate != 0:
            raise BadValue("rate", rate, "What is taken whole has no rate.", "Leave the rate out.")
        return
    greatest = WHOLE_SHARE if basis == "share" else MAX_CHARGE_CENTS
    if not 1 <= rate <= greatest:
        raise BadValue("rate", rate, "This rate cannot be meant.", _RATES[basis])


_RATES = {
    "run": "Give what is taken in each run.",
    "litre": "Give what is taken for each litre.",
    "share": "Give a share of the milk's worth, from 0.01 to 100 percent.",
}


def require_priority(priority: int | None) -> None:
    if priority is not None and not 1 <= priority <= 99:
        raise BadValue("priority", priority, "A priority is 1 to 99.", "Charges with lower ones come first.")


def require_amount(field: str, cents: int) -> None:
    if not 1 <= cents <= MAX_CHARGE_CENTS:
        raise BadValue(field, cents, "An amount is KES 0.01 to 10,000,000.", "Check the amount.")


def require_how(how: str) -> None:
    if how not in HOWS:
        raise BadValue("how", how, "This is not a way of paying.", f"Choose one of {', '.join(HOWS)}.")


def require_not_ahead(field: str, day: date, by: By) -> None:
    """Money that changed hands did so today or before, by Nairobi's calendar."""
    today = business_date(by.at)
    if day > today:
        raise BadValue(field, day, "This day lies in the future.", f"Today is {today.isoformat()}.")


def require_words(field: str, text: str, longest: int) -> None:
    if not 1 <= len(text.strip()) <= longest:
        raise BadValue(field, text, f"Write 1 to {longest} characters.", "Say it in a few words.")
