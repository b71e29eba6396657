"""The calls to M-Pesa through Daraja: pay a member, ask for a payment's status, ask for our
balance, move money into the account that pays out.

Every call answers with one of the closed list in daraja_outcomes and never raises for what Daraja does.
Source: Daraja B2C v3 `paymentrequest`, Transaction Status v1, Account Balance v1, B2C Account Top Up,
Authorization.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import requests
from requests.auth import HTTPBasicAuth

from imbuto.errors import BadValue, Busy
from imbuto.gateways import daraja_bodies as bodies
from imbuto.gateways.daraja_bodies import Body
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

TOKEN_PATH = "/oauth/v1/generate"  # noqa: S105 - a path, not a token
PAY_PATH = "/mpesa/b2c/v3/paymentrequest"
STATUS_PATH = "/mpesa/transactionstatus/v1/query"
BALANCE_PATH = "/mpesa/accountbalance/v1/query"
TOP_UP_PATH = "/mpesa/b2b/v1/paymentrequest"
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

    # ------------------------------------------------------------------ the four calls

    def pay(
        self,
        originator_conversation_id: str,
        amount_shillings: int,
        msisdn: str,
        remarks: str,
        result_url: str,
        timeout_url: str,
        id_number: str | None = None,
    ) -> SendOutcome:
        """Asks M-Pesa to pay whole shillings to a number. Every resend of a payment carries the same id.

        Remarks have 2 to 100 characters; longer ones are cut. The outcome comes to `result_url`. With the
        payee's national ID, and where that is switched on, M-Pesa refuses a number of somebody else.
        """
        path = self._credentials.id_checked_path if id_number else ""
        about, wording = originator_conversation_id, (remarks, result_url, timeout_url)
        return self._try(
            path or PAY_PATH,
            about,
            lambda given: bodies.payment(
                given, about, amount_shillings, msisdn, wording, id_number if path else None
            ),
        )

    def ask_status(
        self, originator_conversation_id: str, remarks: str, result_url: str, timeout_url: str
    ) -> SendOutcome:
        """Asks what became of the payment with this id. The answer comes to `result_url`."""
        # The payment's OriginatorConversationID is called OriginalConversationID here.
        extra: bodies.Body = {"OriginalConversationID": originator_conversation_id}
        wording = (remarks, result_url, timeout_url)
        return self._try(
            STATUS_PATH,
            originator_conversation_id,
            lambda given: bodies.query(given, "TransactionStatusQuery", extra, wording),
        )

    def ask_balance(self, remarks: str, result_url: str, timeout_url: str) -> SendOutcome:
        """Asks for the balances of our shortcode's accounts. The answer comes to `result_url`."""
        wording = (remarks, result_url, timeout_url)
        return self._try(
            BALANCE_PATH, "balance", lambda given: bodies.query(given, "AccountBalance", {}, wording)
        )

    def top_up(
        self, amount_shillings: int, reference: str, remarks: str, result_url: str, timeout_url: str
    ) -> SendOutcome:
        """Moves whole shillings from the working account into the one that pays out. M-Pesa takes no id of
        ours with it: sent twice it is made twice. The outcome comes to `result_url`."""
        wording = (remarks, result_url, timeout_url)
        return self._try(
            TOP_UP_PATH, "top-up", lambda given: bodies.top_up(given, amount_shillings, reference, wording)
        )

    def _try(self, path: str, about: str, body_of: Callable[[DarajaCredentials], Body]) -> SendOutcome:
        try:
            body = body_of(self._credentials)
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


def _refused_here(refusal: BadValue) -> Rejected | Stopped:
    """Our own data cannot be sent, and nothing left. A bad certificate spoils every other call too."""
    reason = f"{refusal.field}: {refusal.sentence}"
    return Stopped(refusal.code, reason) if refusal.field == CERTIFICATE else Rejected(refusal.code, reason)
