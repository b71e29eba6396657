"""What people ask of a charge: a payment beside the milk, or a change that two officials decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from imbuto.aggregates.charge_terms import require_amount, require_basis, require_how, require_words
from imbuto.errors import BadValue

CHARGE_CHANGES = ("extend", "write-off", "cancel")
"""extend: another rate from a day on, with no arrears. write-off: it will not be paid. cancel: it was made by
mistake."""


@dataclass(frozen=True, kw_only=True)
class ChargeChange:
    """A change as it is proposed. `cents` None: all that is outstanding when it is approved. Only an
    extension has a rate, a basis and a day from which it holds."""

    change: str
    reason: str
    cents: int | None = None
    rate: int | None = None
    basis: str | None = None
    starts: date | None = None

    def require_plausible(self) -> None:
        if self.change not in CHARGE_CHANGES:
            raise BadValue(
                "change", self.change, "This is not a change of a charge.",
                f"Choose one of {', '.join(CHARGE_CHANGES)}.",
            )  # fmt: skip
        require_words("reason", self.reason, 200)
        if self.change == "extend":
            self._require_extension()
        elif self.cents is not None:
            require_amount("amount", self.cents)

    def _require_extension(self) -> None:
        if self.rate is None or self.basis is None or self.starts is None:
            raise BadValue(
                "basis", self.basis or "", "An extension says how and from when the rest is taken.",
                "Give basis, rate and starts.",
            )  # fmt: skip
        if self.cents is not None:
            raise BadValue("amount", self.cents, "An extension changes no amount.", "Leave the amount out.")
        require_basis(self.basis, self.rate)


@dataclass(frozen=True)
class ChargePayment:
    """Money that the member brought, in cents. The reference (a receipt's, M-Pesa's) tells payments apart."""

    cents: int
    how: str
    reference: str
    day: date

    def require_plausible(self) -> None:
        require_amount("amount", self.cents)
        require_how(self.how)
        require_words("reference", self.reference, 60)
