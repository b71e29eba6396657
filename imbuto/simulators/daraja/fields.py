"""Reading the four kinds of request, field by field, as Daraja's documentation describes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from imbuto.simulators.posting import is_web_address

from .refusals import invalid_field, invalid_payload

MSISDN = re.compile(r"254[17][0-9]{8}")
SHORTCODE = re.compile(r"[0-9]{5,7}")
# Twelve digits keep an absurd amount readable, so that the limit rule refuses it and not the parser.
WHOLE_SHILLINGS = re.compile(r"[0-9]{1,12}")
HALF_LETTER = re.compile("[\ud800-\udfff]")
ORIGINATOR_ID = re.compile(r"[\x21-\x7e]{1,100}")
ID_NUMBER = re.compile(r"[0-9A-Za-z]{1,20}")
COMMANDS = ("BusinessPayment", "SalaryPayment", "PromotionPayment")
TOP_UP_COMMANDS = ("BusinessPayToBulk", "BusinessTransferFromMMFToUtility")
ORGANISATION_SHORTCODE = "4"


@dataclass(frozen=True)
class PaymentRequest:
    originator_id: str
    initiator: str
    credential: str
    command: str
    shillings: int
    party_a: str
    msisdn: str
    remarks: str
    occasion: str
    result_url: str
    timeout_url: str
    id_number: str = ""
    """The payee's national id, which only the ID-checked request carries."""


@dataclass(frozen=True)
class Query:
    """A status or balance query. Only a status query carries a receipt or an originator id."""

    initiator: str
    credential: str
    party_a: str
    result_url: str
    timeout_url: str
    occasion: str
    receipt: str = ""
    originator_id: str = ""


@dataclass(frozen=True)
class TopUp:
    """A movement from our working account to a shortcode's utility account."""

    initiator: str
    credential: str
    shillings: int
    party_a: str
    party_b: str
    reference: str
    remarks: str
    result_url: str
    timeout_url: str


class Fields:
    """A JSON object, asked member by member; the first that is wrong refuses the request by name."""

    def __init__(self, body: Any) -> None:
        if not isinstance(body, dict) or not body:
            raise invalid_payload()
        self._body = body

    def text(self, name: str, least: int = 1, most: int = 100) -> str:
        value = self._body.get(name, "")
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str) or not least <= len(value.strip()) or len(value) > most:
            raise invalid_field(name)
        # Half a character (a lone surrogate) cannot be written down.
        if HALF_LETTER.search(value):
            raise invalid_field(name)
        return value.strip()

    def matching(self, name: str, pattern: re.Pattern[str]) -> str:
        value = self.text(name)
        if not pattern.fullmatch(value):
            raise invalid_field(name)
        return value

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        value = self.text(name)
        if value not in allowed:
            raise invalid_field(name)
        return value

    def address(self, name: str) -> str:
        value = self.text(name, most=2_000)
        if not is_web_address(value):
            raise invalid_field(name)
        return value


def read_payment(body: Any, *, id_checked: bool = False) -> PaymentRequest:
    """A B2C payment request, version 3. The double s of ``Occassion`` is Safaricom's.

    The ID-checked request has the same body with IDType and IDNumber.
    """
    fields = Fields(body)
    if id_checked:
        fields.text("IDType")
    return PaymentRequest(
        id_number=fields.matching("IDNumber", ID_NUMBER) if id_checked else "",
        originator_id=fields.matching("OriginatorConversationID", ORIGINATOR_ID),
        initiator=fields.text("InitiatorName"),
        credential=fields.text("SecurityCredential", most=2_000),
        command=fields.one_of("CommandID", COMMANDS),
        shillings=int(fields.matching("Amount", WHOLE_SHILLINGS)),
        party_a=fields.matching("PartyA", SHORTCODE),
        msisdn=fields.matching("PartyB", MSISDN),
        remarks=fields.text("Remarks", least=2),
        timeout_url=fields.address("QueueTimeOutURL"),
        result_url=fields.address("ResultURL"),
        occasion=fields.text("Occassion", least=0),
    )


def read_status_query(body: Any) -> Query:
    """A transaction status query: by receipt, or by the payment's own originator id."""
    fields = Fields(body)
    receipt = fields.text("TransactionID", least=0)
    originator_id = fields.text("OriginalConversationID", least=0)
    if not receipt and not originator_id:
        raise invalid_field("TransactionID")
    return _read_query(fields, "TransactionStatusQuery", receipt, originator_id)


def read_balance_query(body: Any) -> Query:
    return _read_query(Fields(body), "AccountBalance")


def read_top_up(body: Any) -> TopUp:
    """A B2B request that fills a utility account. ``Reciever`` is Safaricom's spelling."""
    fields = Fields(body)
    fields.one_of("CommandID", TOP_UP_COMMANDS)
    for name in ("SenderIdentifierType", "RecieverIdentifierType"):
        fields.one_of(name, (ORGANISATION_SHORTCODE,))
    return TopUp(
        initiator=fields.text("Initiator"),
        credential=fields.text("SecurityCredential", most=2_000),
        shillings=int(fields.matching("Amount", WHOLE_SHILLINGS)),
        party_a=fields.matching("PartyA", SHORTCODE),
        party_b=fields.matching("PartyB", SHORTCODE),
        reference=fields.text("AccountReference", least=0),
        remarks=fields.text("Remarks", least=2),
        timeout_url=fields.address("QueueTimeOutURL"),
        result_url=fields.address("ResultURL"),
    )


def _read_query(fields: Fields, command: str, receipt: str = "", originator_id: str = "") -> Query:
    fields.one_of("CommandID", (command,))
    fields.one_of("IdentifierType", (ORGANISATION_SHORTCODE,))
    fields.text("Remarks")
    return Query(
        timeout_url=fields.address("QueueTimeOutURL"),
        initiator=fields.text("Initiator"),
        credential=fields.text("SecurityCredential", most=2_000),
        party_a=fields.matching("PartyA", SHORTCODE),
        result_url=fields.address("ResultURL"),
        occasion=fields.text("Occasion", least=0),
        receipt=receipt,
        originator_id=originator_id,
    )
