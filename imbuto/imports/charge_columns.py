"""The headings that lists of charges carry: advances, credit at the shop, loans, shares."""

from __future__ import annotations

from imbuto.imports.headings import Columns, column

CHARGE_COLUMNS = Columns(
    "charges",
    (
        column(
            "number",
            "Member No",
            """member no, member number, membership no, membership number, m/no, member id, member code,
            mem no, farmer no, farmer number, farmer code, supplier no, supplier number, namba ya mwanachama,
            nambari ya mwanachama, namba ya mkulima, card no, card number, member, mwanachama, number, no""",
        ),
        column("kind", "Kind", "kind, type, charge, charge type, kind of charge, deduction, aina, makato"),
        column(
            "creditor",
            "Creditor",
            "creditor, creditor code, owed to, payee, sacco, bank, lender, mdai, anayedai",
        ),
        column("amount", "Amount", "amount, amount kes, total, principal, debt, target, kiasi, jumla, deni"),
        column(
            "instalment",
            "Instalment",
            "instalment, installment, rate, per run, deduct per run, per pay run, emi, awamu, kila malipo",
        ),
        column("basis", "Basis", "basis, taken by, how taken, way, mode, namna"),
        column("priority", "Priority", "priority, order, kipaumbele"),
        column("starts", "Starts", "starts, start, start date, from, date, effective from, kuanzia, tarehe"),
        column(
            "reference",
            "Reference",
            "reference, reference no, ref, ref no, invoice, invoice no, voucher, loan no, account no, risiti",
        ),
        column("text", "Text", "text, description, details, particulars, narration, item, for, maelezo"),
        column("opening", "Opening", "opening, opening balance, brought forward, b/f, is opening"),
        column(
            "taken_before",
            "Taken Before",
            "taken before, already taken, paid before, already paid, repaid, held, shares held, kilicholipwa",
        ),
    ),
    needed=(("number",), ("kind",), ("amount", "instalment")),
)
