"""The headings that result files of banks, SACCOs and the M-Pesa portal carry."""

from __future__ import annotations

from imbuto.imports.headings import Columns, column

PAY_RESULT_COLUMNS = Columns(
    "payment results",
    (
        # named as the key of every kind of file, so that a line of totals below is known by its empty cell
        column(
            "number",
            "Reference",
            """reference, payment reference, our reference, customer reference, client reference, your
            reference, end to end id, reference no, reference number, ref, ref no, originator reference,
            originatorconversationid, rejea, kumbukumbu""",
        ),
        column(
            "status",
            "Status",
            """status, payment status, transaction status, result, outcome, response, state, processing
            status, hali, matokeo""",
        ),
        column(
            "receipt",
            "Receipt",
            """receipt, receipt no, receipt number, transaction id, transaction no, transaction reference,
            bank reference, bank ref, trans id, txn id, mpesa receipt, m-pesa receipt, transaction receipt,
            ft no, ft reference, confirmation code, risiti, namba ya risiti""",
        ),
        column(
            "reason",
            "Reason",
            """reason, failure reason, reject reason, rejection reason, status reason, status description,
            response description, description, message, error, remarks, comments, sababu""",
        ),
        column(
            "amount",
            "Amount",
            "amount, amount paid, paid amount, transaction amount, net amount, amount kes, kiasi",
        ),
        column("fee", "Fee", "fee, fees, charge, charges, bank charge, transaction charge, commission, ada"),
    ),
    needed=(("number",), ("status",)),
)
