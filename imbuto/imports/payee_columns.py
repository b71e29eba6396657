"""The headings of a register that say by which way a member is paid."""

from __future__ import annotations

from imbuto.imports.headings import column

PAYEE_COLUMNS = (
    column(
        "pay_channel",
        "Paid By",
        """paid by, pay by, payment mode, mode of payment, payment method, payment channel, pay channel,
        njia ya malipo, analipwa kwa""",
    ),
    column("account_bank", "Bank Code", "bank code, bank, bank name, benki, msimbo wa benki"),
    column(
        "account_number",
        "Account No",
        """account no, account number, bank account, bank account no, bank account number, acc no, a/c no,
        account, akaunti, namba ya akaunti, nambari ya akaunti""",
    ),
    column("account_name", "Account Name", "account name, name of account, a/c name, jina la akaunti"),
)
