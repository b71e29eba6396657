"""What M-Pesa posts back to us, read without any network: results of payments, status and balance queries.

A callback is unsigned and may come never, twice, late or in another shape than documented. What is read
here is a claim; the ledger decides. Source: Daraja B2C v3, Transaction Status v1, Account Balance v1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from imbuto.errors import BadValue
from imbuto.gateways.daraja_codes import QUEUE_TIMEOUT, RESULT_CODES, Verdict, result_meaning
from imbuto.gateways.daraja_fields import (
    Parameters,
    amount,
    cents,
    charge_cents,
    find,
    instant,
    member,
    needed,
    parameters,
    party,
    receipt,
    result_of,
    word,
)
from imbuto.gateways.redaction import shorten

ACKNOWLEDGEMENT = {"ResultCode": 0, "ResultDesc": "Accepted"}
"""What Daraja wants to hear, quickly and with HTTP 200, whatever we think of the callback."""

NO_SUCH_PAYMENT = ("SFC_IC0003",)
"""The one code besides 0 that Daraja lists for status queries. How it says "not found" is not documented."""
LONGEST_WORD = 40
"""Of a code or a status."""
_MORE_TO_COME = "1"
_TIMEOUT_WORDS = "M-Pesa's queue gave up waiting; the payment may still be made."
_STATUS_VERDICTS: dict[str, Verdict] = {
    "completed": "paid",
    "cancelled": "failed",
    "declined": "failed",
    "expired": "failed",
}
"""Initiated, Authorized, Pending Authorized and whatever is not listed say nothing yet."""


@dataclass(frozen=True)
class PaymentResult:
    """What M-Pesa says became of one payment. `originator_conversation_id` is empty when it is not named."""

    originator_conversation_id: str
    conversation_id: str
    code: str
    description: str
    verdict: Verdict
    stops_batch: bool
    receipt: str | None = None
    amount_shillings: int | None = None
    party_msisdn: str | None = field(default=None, repr=False)
    party_name: str | None = field(default=None, repr=False)
    completed_at: datetime | None = None
    utility_funds_cents: int | None = None
    """What is left in the account that pays out."""
    charges_funds_cents: int | None = None
    """The account in which M-Pesa's fees gather; normally negative."""


@dataclass(frozen=True)
class StatusResult:
    """What M-Pesa answers when it is asked about one payment.

    `originator_conversation_id` is the payment's own; None when the answer does not repeat it.
    `code` and `description` are of the question, not of the payment.
    """

    originator_conversation_id: str | None
    code: str
    description: str
    verdict: Verdict
    status: str = ""
    receipt: str | None = None
    amount_shillings: int | None = None
    fee_cents: int | None = None
    party_msisdn: str | None = field(default=None, repr=False)
    party_name: str | None = field(default=None, repr=False)
    completed_at: datetime | None = None

    @property
    def is_answer(self) -> bool:
        """Whether M-Pesa looked for the payment at all. A question that it refused, because our credential
        is wrong or it was too busy, was not answered, and says not even that it knows of no payment."""
        return self.code != QUEUE_TIMEOUT and self.code not in RESULT_CODES.keys() - {"0", *NO_SUCH_PAYMENT}


@dataclass(frozen=True)
class BalanceResult:
    """The available funds of our shortcode's accounts, in cents, by M-Pesa's name of the account."""

    code: str
    description: str
    available_cents: Mapping[str, int]
    completed_at: datetime | None = None

    @property
    def utility_available_cents(self) -> int | None:
        """What can be paid out. None when the answer does not say."""
        return self._of("utility")

    @property
    def charges_cents(self) -> int | None:
        """What M-Pesa's fees have gathered to; normally negative. None when the answer does not say."""
        return self._of("charges paid")

    def _of(self, account: str) -> int | None:
        accounts = self.available_cents.items()
        return next((cents for name, cents in accounts if name.lower().startswith(account)), None)


# ------------------------------------------------------------------ payments


def read_result(body: object) -> PaymentResult:
    """Reads a payment's result, or the notice of a queue time-out. Raises BadValue naming what is missing."""
    result = result_of(body)
    if result is None:
        asked = _echo(body, "OriginatorConversationID")
        return PaymentResult(asked, "", QUEUE_TIMEOUT, _TIMEOUT_WORDS, "unknown", stops_batch=False)
    code, given = _code(result), parameters(result)
    meaning = result_meaning(code)
    paid_by = receipt(member(result, "TransactionID"), find(given, "TransactionReceipt"))
    msisdn, name = party(find(given, "ReceiverPartyPublicName"))
    return PaymentResult(
        originator_conversation_id=word(member(result, "OriginatorConversationID")),
        conversation_id=word(member(result, "ConversationID")),
        code=code,
        description=shorten(word(member(result, "ResultDesc"))),
        verdict=_settled(meaning.verdict, result, paid_by),
        stops_batch=meaning.stops_batch,
        receipt=paid_by,
        amount_shillings=amount(given, "TransactionAmount", "Amount"),
        party_msisdn=msisdn,
        party_name=name,
        completed_at=instant(
            find(given, "TransactionCompletedDateTime") or find(given, "TransCompletedTime")
        ),
        utility_funds_cents=cents(find(given, "B2CUtilityAccountAvailableFunds")),
        charges_funds_cents=cents(find(given, "B2CChargesPaidAccountAvailableFunds")),
    )


def _code(result: dict[str, object]) -> str:
    return _brief(needed(result, "ResultCode"))


def _brief(text: str) -> str:
    """A word of M-Pesa's that goes into a fact, and stays there: no number of a person, and not long."""
    return shorten(text)[:LONGEST_WORD].strip()


def _settled(verdict: Verdict, result: dict[str, object], paid_by: str | None) -> Verdict:
    """A result that announces more to come, or a payment without a receipt, settles nothing: ask."""
    if word(member(result, "ResultType")) == _MORE_TO_COME or (verdict == "paid" and paid_by is None):
        return "unknown"
    return verdict


def _echo(body: object, id_name: str) -> str:
    """The id in a queue time-out, which is our own request sent back, flat. Anything else is a BadValue."""
    if not isinstance(body, dict) or member(body, "CommandID") is None:
        raise BadValue("Result", "(missing)", "This is no M-Pesa result.", "Send M-Pesa's result unchanged.")
    return word(member(body, id_name))


# ------------------------------------------------------------------ status queries


def read_status(body: object) -> StatusResult:
    """Reads the answer to a status query. The payment's fate is TransactionStatus, never the query's code."""
    result = result_of(body)
    if result is None:
        asked = _echo(body, "OriginalConversationID")
        return StatusResult(asked or None, QUEUE_TIMEOUT, _TIMEOUT_WORDS, "unknown")
    code, given = _code(result), parameters(result)
    status, paid_by = _brief(word(find(given, "TransactionStatus"))), receipt(find(given, "ReceiptNo"))
    verdict = _STATUS_VERDICTS.get(status.lower(), "unknown") if code == "0" else "unknown"
    msisdn, name = party(_receiver(given))
    return StatusResult(
        originator_conversation_id=word(find(given, "OriginatorConversationID")) or None,
        code=code,
        description=shorten(word(member(result, "ResultDesc"))),
        verdict=_settled(verdict, result, paid_by),
        status=status,
        receipt=paid_by,
        amount_shillings=amount(given, "Amount"),
        fee_cents=charge_cents(find(given, "DebitPartyCharges")),
        party_msisdn=msisdn,
        party_name=name,
        completed_at=instant(find(given, "FinalisedTime")),
    )


def _receiver(given: Parameters) -> object:
    """Who was paid. The portal's own sample misprints the receiver as a second DebitPartyName."""
    debit = [value for key, value in given if key == "DebitPartyName"]
    return find(given, "CreditPartyName") or (debit[-1] if len(debit) > 1 else None)


# ------------------------------------------------------------------ balances


def read_balance(body: object) -> BalanceResult:
    """Reads the answer to a balance query: accounts joined by `&`, each `name|currency|current|available|…`.

    The available funds stand in the fourth place. Accounts are empty when the query failed or timed out.
    """
    result = result_of(body)
    if result is None:
        _echo(body, "OriginatorConversationID")
        return BalanceResult(QUEUE_TIMEOUT, "M-Pesa's queue gave up waiting.", {})
    code, given = _code(result), parameters(result)
    accounts = word(find(given, "AccountBalance")) if code == "0" else ""
    return BalanceResult(
        code=code,
        description=shorten(word(member(result, "ResultDesc"))),
        available_cents=_available(accounts),
        completed_at=instant(find(given, "BOCompletedTime")),
    )


def _available(accounts: str) -> dict[str, int]:
    rows = [account.split("|") for account in accounts.split("&")]
    amounts = {row[0].strip(): cents(row[3]) for row in rows if len(row) > 3}
    return {name: amount for name, amount in amounts.items() if amount is not None}
