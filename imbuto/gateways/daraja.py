"""The calls to M-Pesa through Daraja: pay a member, ask for a payment's status, ask for our balance.

Every call answers with one of the closed list in daraja_outcomes and never raises for what Daraja does.
Source: Daraja B2C v3 `paymentrequest`, Transaction Status v1, Account Balance v1, Authorization.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field

import requests
from requests.auth import HTTPBasicAuth

from imbuto.errors import BadValue, Busy
from imbuto.gateways.daraja_codes import MAX_SHILLINGS, MIN_SHILLINGS
from imbuto.gateways.daraja_credentials import CERTIFICATE, DarajaCredentials
from imbuto.gateways.daraja_outcomes import (
    NotSent,
    Rejected,
    SendOutcome,
    Stopped,
    Throttled,
    TokenRefused,
    Unknown,
    read_reply,
)
from imbuto.gateways.daraja_tokens import TokenStore
from imbuto.gateways.wire import Header, Limits, NeverSent, NoAnswer, Reply, SessionFactory, exchange
from imbuto.values import parse_msisdn

TOKEN_PATH = "/oauth/v1/generate"  # noqa: S105 - a path, not a token
PAY_PATH = "/mpesa/b2c/v3/paymentrequest"
STATUS_PATH = "/mpesa/transactionstatus/v1/query"
BALANCE_PATH = "/mpesa/accountbalance/v1/query"
ORGANISATION_SHORTCODE = "4"
SHORTEST_REMARKS, LONGEST_REMARKS = 2, 100
DEFAULT_LIFETIME_SECONDS = 3599
REFUSING_STATUSES = (400, 401, 403, 404, 405)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Token:
    word: str = field(repr=False)


class DarajaClient:
    """Speaks to one Daraja host for one shortcode. Threads and processes may share the token store."""

    def __init__(
        self,
        base_url: str,
        credentials: DarajaCredentials,
        token_store: TokenStore,
        session: SessionFactory = requests.Session,
        limits: Limits | None = None,
    ) -> None:
        self._base_url = base_url.rstrip("/")
        self._credentials = credentials
        self._tokens = token_store
        self._session = session
        self._limits = limits or Limits()

    # ------------------------------------------------------------------ the three calls

    def pay(
        self,
        originator_conversation_id: str,
        amount_shillings: int,
        msisdn: str,
        remarks: str,
        result_url: str,
        timeout_url: str,
    ) -> SendOutcome:
        """Asks M-Pesa to pay whole shillings to a number. Every resend of a payment carries the same id.

        Remarks have 2 to 100 characters; longer ones are cut. The outcome comes to `result_url`.
        """
        try:
            body = {
                "OriginatorConversationID": originator_conversation_id,
                "InitiatorName": self._credentials.initiator_name,
                "SecurityCredential": self._credentials.security_credential,
                "CommandID": "BusinessPayment",
                "Amount": _payable(amount_shillings),
                "PartyA": self._credentials.shortcode,
                "PartyB": parse_msisdn(msisdn, "msisdn"),
                **_remarks_and_urls(remarks, result_url, timeout_url),
            }
        except BadValue as refusal:
            return _refused_here(refusal)
        return self._call(PAY_PATH, originator_conversation_id, body)

    def ask_status(
        self, originator_conversation_id: str, remarks: str, result_url: str, timeout_url: str
    ) -> SendOutcome:
        """Asks what became of the payment with this id. The answer comes to `result_url`."""
        # The payment's OriginatorConversationID is called OriginalConversationID here.
        return self._query(
            STATUS_PATH,
            "TransactionStatusQuery",
            originator_conversation_id,
            {"OriginalConversationID": originator_conversation_id},
            (remarks, result_url, timeout_url),
        )

    def ask_balance(self, remarks: str, result_url: str, timeout_url: str) -> SendOutcome:
        """Asks for the balances of our shortcode's accounts. The answer comes to `result_url`."""
        return self._query(BALANCE_PATH, "AccountBalance", "balance", {}, (remarks, result_url, timeout_url))

    def _query(
        self, path: str, command: str, about: str, extra: dict[str, object], rest: tuple[str, str, str]
    ) -> SendOutcome:
        try:
            body = {
                "Initiator": self._credentials.initiator_name,
                "SecurityCredential": self._credentials.security_credential,
                "CommandID": command,
                "PartyA": self._credentials.shortcode,
                "IdentifierType": ORGANISATION_SHORTCODE,
                **extra,
                **_remarks_and_urls(*rest),
            }
        except BadValue as refusal:
            return _refused_here(refusal)
        return self._call(path, about, body)

    # ------------------------------------------------------------------ one call, with a token

    def _call(self, path: str, about: str, body: dict[str, object]) -> SendOutcome:
        started = time.monotonic_ns()
        try:
            outcome = self._with_token(path, body)
        except Busy as busy:
            outcome = NotSent(busy.sentence)
        took_ms = (time.monotonic_ns() - started) // 1_000_000
        log.info("daraja %s %s: %s in %d ms", path, about, outcome, took_ms)
        return outcome

    def _with_token(self, path: str, body: dict[str, object]) -> SendOutcome:
        """Sends the body; a refused token is replaced once and the very same body goes out again."""
        refused = TokenRefused("", "")
        for _ in range(2):
            token = self._token()
            if not isinstance(token, _Token):
                return token
            outcome = self._send(path, body, token)
            if not isinstance(outcome, TokenRefused):
                return outcome
            refused = outcome
            self._tokens.drop(token.word)
        # A fresh token was refused too: the app lacks the product, which no further try will mend.
        return Stopped(refused.code, refused.reason)

    def _send(self, path: str, body: dict[str, object], token: _Token) -> SendOutcome | TokenRefused:
        bearer = Header("Authorization", f"Bearer {token.word}")
        match exchange(self._session, "POST", self._base_url + path, self._limits, bearer, json=body):
            case NeverSent(reason):
                return NotSent(reason)
            case NoAnswer(reason):
                return Unknown("no-answer", reason)
            case reply:
                return read_reply(reply)

    def _token(self) -> _Token | SendOutcome:
        if word := self._tokens.get():
            return _Token(word)
        with self._tokens.refreshing():
            # Whoever held the lock before us has most likely brought the token already.
            if word := self._tokens.get():
                return _Token(word)
            return self._fetch_token()

    def _fetch_token(self) -> _Token | SendOutcome:
        given = self._credentials
        basic = HTTPBasicAuth(given.consumer_key.encode(), given.consumer_secret.encode())
        url = self._base_url + TOKEN_PATH
        grant = {"grant_type": "client_credentials"}
        reply = exchange(self._session, "GET", url, self._limits, basic, params=grant)
        if not isinstance(reply, Reply):
            return NotSent(f"no access token: {reply.reason}")
        body = reply.body if isinstance(reply.body, dict) else {}
        word = body.get("access_token")
        if not reply.is_success or not isinstance(word, str) or not _fits_a_header(word):
            return _no_token(reply)
        self._tokens.put(word, _lifetime_seconds(body.get("expires_in")))
        return _Token(word)


def _no_token(reply: Reply) -> SendOutcome:
    """Without a token nothing was sent: our key was refused, or the same call may be made again."""
    outcome = read_reply(reply)
    if isinstance(outcome, Throttled | Stopped):
        return outcome
    if reply.status in REFUSING_STATUSES:
        return Stopped(f"http-{reply.status}", "Daraja refused our consumer key and secret.")
    return NotSent(f"no access token: HTTP {reply.status}")


def _fits_a_header(word: str) -> bool:
    return bool(word) and word.isascii() and word.isprintable()


def _lifetime_seconds(expires_in: object) -> int:
    """`expires_in` is a number in the newest documentation and text in older captures."""
    text = str(expires_in).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else DEFAULT_LIFETIME_SECONDS


def _payable(amount_shillings: int) -> int:
    if isinstance(amount_shillings, bool) or not MIN_SHILLINGS <= amount_shillings <= MAX_SHILLINGS:
        raise BadValue(
            "amount_shillings",
            amount_shillings,
            f"M-Pesa pays KES {MIN_SHILLINGS} to {MAX_SHILLINGS:,} at a time.",
            "Carry a smaller amount forward, and split a larger one.",
        )
    return amount_shillings


def _remarks_and_urls(remarks: str, result_url: str, timeout_url: str) -> dict[str, object]:
    words = " ".join(remarks.split())[:LONGEST_REMARKS]
    if len(words) < SHORTEST_REMARKS:
        raise BadValue("remarks", remarks, "Remarks have at least two characters.", "Say what is paid.")
    return {"Remarks": words, "QueueTimeOutURL": timeout_url, "ResultURL": result_url}


def _refused_here(refusal: BadValue) -> Rejected | Stopped:
    """Our own data cannot be sent, and nothing left. A bad certificate spoils every other call too."""
    reason = f"{refusal.field}: {refusal.sentence}"
    return Stopped(refusal.code, reason) if refusal.field == CERTIFICATE else Rejected(refusal.code, reason)
