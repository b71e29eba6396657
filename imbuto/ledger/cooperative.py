"""Verbs of the cooperative itself: founding, centres, what is read at each, messaging."""

from __future__ import annotations

from collections.abc import Collection

from imbuto.aggregates import Cooperative
from imbuto.aggregates.cooperative import COOPERATIVE_ID
from imbuto.ledger.book import Book, Saved
from imbuto.values import By


class CooperativeVerbs(Book):
    """What officials decide for everybody."""

    def found_cooperative(
        self,
        name: str,
        by: By,
        *,
        confirmation_hours: int = 72,
        minimum_payable_cents: int = 1000,
        sms_receipts: bool = True,
        sms_statements: bool = True,
    ) -> Saved:
        """Starts the ledger; the same founding again is quiet, another one is refused by name."""

        def decision() -> Saved:
            cooperative = Cooperative.found(
                name,
                by,
                confirmation_hours=confirmation_hours,
                minimum_payable_cents=minimum_payable_cents,
                sms_receipts=sms_receipts,
                sms_statements=sms_statements,
            )
            if known := self._find(Cooperative, COOPERATIVE_ID):
                known.require_same_founding(cooperative)
                return self._keep(known)
            return self._keep(cooperative)

        return self._decide(decision)

    def set_messaging(self, sms_receipts: bool, by: By, *, sms_statements: bool | None = None) -> Saved:
        """Which SMS go out from now on; None leaves those about statements as they are."""
        return self._change_cooperative(
            lambda cooperative: cooperative.set_messaging(sms_receipts, by, sms_statements=sms_statements)
        )

    def open_centre(self, code: str, name: str, by: By) -> Saved:
        return self._change_cooperative(lambda cooperative: cooperative.open_centre(code, name, by))

    def set_readings(self, centre: str, readings: Collection[str], by: By) -> Saved:
        """What is read of each weighing at a centre from now on. Raises Unknown for no centre."""
        return self._change_cooperative(lambda cooperative: cooperative.set_readings(centre, readings, by))
