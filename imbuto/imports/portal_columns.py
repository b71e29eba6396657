"""The headings of a statement that the M-Pesa organisation portal exports.

Source: exports as shown in public guides of the portal; no official list of columns was at hand, so verify
them with a statement of your own. A heading that is spelt otherwise is named when the file is brought in.
"""

from __future__ import annotations

from imbuto.imports.headings import Columns, column

PORTAL_COLUMNS = Columns(
    "M-Pesa statement",
    (
        column(
            "number",
            "Receipt No",
            """receipt no, receipt number, receipt, mpesa receipt, m-pesa receipt no, mpesa receipt number,
            transaction id, transaction no, transaction number, trans id, txn id, mpesa code, m-pesa code,
            namba ya risiti, risiti""",
        ),
        column(
            "date",
            "Completion Time",
            """completion time, completed time, completed, completed at, completion date, transaction date,
            transaction time, finalised time, end time, date time, date, time, tarehe, muda""",
        ),
        column("initiated", "Initiation Time", "initiation time, initiated time, initiated, start time"),
        column(
            "details",
            "Details",
            "details, transaction details, description, narration, particulars, maelezo",
        ),
        column(
            "reason",
            "Reason Type",
            "reason type, transaction type, trans type, type, reason, service, aina",
        ),
        column(
            "status",
            "Transaction Status",
            "transaction status, trans status, status, state, result, hali",
        ),
        column("paid_in", "Paid In", "paid in, paidin, credit, money in, amount in, deposit, kilichoingia"),
        column(
            "withdrawn",
            "Withdrawn",
            "withdrawn, withdrawal, paid out, debit, money out, amount out, kilichotoka",
        ),
        column("amount", "Amount", "amount, transaction amount, value, kiasi"),
        column(
            "balance",
            "Balance",
            "balance, account balance, running balance, available balance, closing balance, salio",
        ),
        column(
            "party",
            "Other Party Info",
            """other party info, other party, opposite party, credit party, receiver, receiver party,
            credit party name, recipient, msisdn, phone, phone number, customer, mpokeaji""",
        ),
        column(
            "linked",
            "Linked Transaction ID",
            """linked transaction id, linked transaction, linked receipt, original receipt,
            parent transaction id""",
        ),
        column(
            "conversation",
            "Conversation ID",
            """conversation id, original conversation id, originator conversation id,
            originatorconversationid, originator id""",
        ),
    ),
    needed=(("number",), ("date",), ("paid_in", "withdrawn", "amount")),
)
