"""The headings that lists of opening balances carry: what is owed to members, and what they have saved."""

from __future__ import annotations

from imbuto.imports.headings import Columns, column

OPENING_COLUMNS = Columns(
    "opening balances",
    (
        column(
            "number",
            "Member No",
            """member no, member number, membership no, membership number, m/no, member id, member code,
            mem no, farmer no, farmer number, farmer code, supplier no, supplier number, namba ya mwanachama,
            nambari ya mwanachama, namba ya mkulima, card no, card number, member, mwanachama, number, no,
            id""",
        ),
        column(
            "owed",
            "Owed",
            """owed, owed to member, milk owed, unpaid milk, balance, opening balance, payable, due to member,
            net payable, arrears of milk, deni la maziwa, salio, anadai""",
        ),
        column(
            "savings",
            "Savings",
            "savings, saved, savings balance, member savings, retained, retention, akiba, akiba ya mkulima",
        ),
    ),
    needed=(("number",), ("owed", "savings")),
)
