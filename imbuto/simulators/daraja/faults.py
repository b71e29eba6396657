"""The vocabulary of trouble: every way in which Daraja can misbehave, by name.

A fault is written ``[door.]name[:argument]``: ``lost``, ``late:60000``, ``result:2040``,
``status.refusal:500.003.02``. The doors are ``payment`` (understood when none is named), ``status``,
``balance``, ``top_up`` and ``token``. Several at once are joined by ``+``: ``timeout_after+lost``.
``python -m imbuto.simulators.daraja --explain`` prints the whole of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal

from .forgeries import FORGERIES
from .refusals import APIGEE, REFUSALS, RESPONSES
from .rules import BEHAVIOURS, FAILING_BEHAVIOURS
from .shapes import SHAPES

Moment = Literal["reply", "after", "later"]
"""In the place of an answer, nothing taken · in its place, although it was taken · what comes of it later."""

EVERYWHERE: Final = ("payment", "status", "balance", "top_up", "token")
ANSWERED: Final = ("payment", "status", "balance", "top_up")
PAYMENT: Final = ("payment",)
MONEY: Final = ("payment", "top_up")
STATUSES = ("Initiated", "Authorized", "Pending Authorized", "Cancelled", "Declined", "Expired", "Completed")

SPAN = re.compile(r"([0-9]{1,9})(?:-([0-9]{1,9}))?")
NUMBER = re.compile(r"[0-9]{1,9}")
RESULT = re.compile(r"[A-Za-z0-9_]{1,20}(/paid)?")
ERROR_CODE = re.compile(r"[0-9]{2,3}\.[0-9]{3}\.[0-9]{2,4}")
WORDS = re.compile(r"[A-Za-z _'.-]{1,60}")
ANY: Final = "*"
"""The argument is drawn for each request from all that there are."""


class ScriptError(ValueError):
    """A fault or a script that cannot be understood, with the reason in words."""


@dataclass(frozen=True)
class Kind:
    """One name of the vocabulary. ``allowed`` is a pattern or a closed list; ``default`` "" asks for one."""

    name: str
    moment: Moment
    doors: tuple[str, ...]
    words: str
    allowed: re.Pattern[str] | tuple[str, ...] | None = None
    default: str = ""


_REFUSAL_NAMES, _APIGEE_NAMES = tuple(REFUSALS), tuple(APIGEE)

KINDS: tuple[Kind, ...] = (
    Kind("refusal", "reply", EVERYWHERE, "refused with this error code", _REFUSAL_NAMES),
    Kind("envelope", "reply", EVERYWHERE, "the same error body, but under HTTP 200", _REFUSAL_NAMES),
    Kind("apigee", "reply", EVERYWHERE, "the front door's own fault body", _APIGEE_NAMES),
    Kind("html", "reply", EVERYWHERE, "an HTML page with this HTTP status", NUMBER, "503"),
    Kind("throttled", "reply", EVERYWHERE, "HTTP 429 and Retry-After of so many seconds", NUMBER, "30"),
    Kind("response", "reply", ANSWERED, "an immediate ResponseCode other than 0", tuple(RESPONSES)),
    Kind("timeout_before", "reply", EVERYWHERE, "504 before anything was taken"),
    Kind("closed_before", "reply", EVERYWHERE, "the line is closed without a word, nothing taken"),
    Kind("hang_before", "reply", EVERYWHERE, "silence of so many seconds, nothing taken", NUMBER, "30"),
    Kind("token_ended", "reply", ANSWERED, "somebody else fetched a token: the one in use is invalid now"),
    Kind("timeout_after", "after", ANSWERED, "504 although it was taken (and paid)"),
    Kind("closed_after", "after", ANSWERED, "the line is closed although it was taken"),
    Kind("hang_after", "after", ANSWERED, "silence of so many seconds although it was taken", NUMBER, "30"),
    Kind(
        "html_after", "after", ANSWERED, "an HTML page with this status although it was taken", NUMBER, "502"
    ),
    Kind("error_after", "after", ANSWERED, "500.002.1001 System internal error although it was taken"),
    Kind("garbled_after", "after", ANSWERED, "HTTP 200 with half a JSON body although it was taken"),
    Kind("short", "later", ("token",), "a token that lives so many seconds", NUMBER, "60"),
    Kind("number", "later", ("token",), "expires_in as a number, not a string"),
    Kind("early", "later", ANSWERED, "the result comes before the immediate reply"),
    Kind("lost", "later", ANSWERED, "the result is never sent"),
    Kind("late", "later", ANSWERED, "the result comes so many ms later (a span is drawn from)", SPAN, "5000"),
    Kind("duplicate", "later", ANSWERED, "the result comes so many times", NUMBER, "2"),
    Kind("shape", "later", ANSWERED, "the result in another shape than documented", (*SHAPES, ANY), ANY),
    Kind(
        "result", "later", ANSWERED, "this result code; CODE/paid: and the money moves all the same", RESULT
    ),
    Kind(
        "queue_timeout",
        "later",
        ANSWERED,
        "the time-out notice instead",
        ("plain", "wrapped", "paid"),
        "plain",
    ),
    Kind("slow", "later", PAYMENT, "decided so many ms later; Authorized until then", SPAN, "600000"),
    Kind("stuck", "later", PAYMENT, "never decided; Authorized for ever"),
    Kind("float_gone", "later", MONEY, "the float falls to so many shillings just before", NUMBER, "0"),
    Kind("wrong_name", "later", PAYMENT, "the payee's name is somebody else's", WORDS, "PETER OTHER MAN"),
    Kind(
        "contradict_before", "later", PAYMENT, "paid, but first a false failure of this code", RESULT, "2040"
    ),
    Kind("contradict_after", "later", PAYMENT, "paid, and then a false failure of this code", RESULT, "2040"),
    Kind("paid_after", "later", PAYMENT, "not paid, but a false paid result follows the true failure"),
    Kind(
        "forged",
        "later",
        ("payment", "status"),
        "a stranger posts a result of this kind first",
        (*FORGERIES, ANY),
        ANY,
    ),
    Kind("says", "later", ("status",), "TransactionStatus is this, whatever is true", STATUSES, "Authorized"),
)
_BY_NAME = {kind.name: kind for kind in KINDS}
NAMES = tuple(_BY_NAME)

OLD_NAMES = {
    "lost_callback": "lost",
    "late_callback": "late",
    "duplicate_callback": "duplicate",
    "timeout_after_accept": "timeout_after",
    "timeout_before_accept": "timeout_before",
    "system_error": "refusal:500.002.1001",
    "throttled_once": "refusal:500.003.02",
    **{name: f"result:{code}" for name, code in FAILING_BEHAVIOURS.items()},
}
"""The behaviours of a number have plainer names for the faults that people try most."""


@dataclass(frozen=True)
class Fault:
    """One fault at one door, with its argument."""

    door: str
    name: str
    argument: str = ""

    @property
    def moment(self) -> Moment:
        return _BY_NAME[self.name].moment

    @property
    def words(self) -> str:
        return _BY_NAME[self.name].words

    def __str__(self) -> str:
        door = "" if self.door == "payment" else f"{self.door}."
        return f"{door}{self.name}" + (f":{self.argument}" if self.argument else "")


@dataclass(frozen=True)
class Plan:
    """What shall go wrong with one request. Of each name the first counts."""

    faults: tuple[Fault, ...] = ()
    _named: dict[str, str] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for fault in self.faults:
            self._named.setdefault(fault.name, fault.argument)

    def __contains__(self, name: str) -> bool:
        return name in self._named

    def argument(self, name: str) -> str | None:
        """The argument of a fault ("" when it takes none); None when it is not planned."""
        return self._named.get(name)

    def number(self, name: str) -> int:
        """The argument as a whole number; zero when the fault is not planned."""
        return int(self._named.get(name) or 0)

    def __str__(self) -> str:
        return "+".join(map(str, self.faults)) or BEHAVIOURS[0]


def read_faults(text: str) -> tuple[Fault, ...]:
    """``timeout_after+lost`` as faults; ``ok`` is none. Raises ScriptError naming what is not understood."""
    words = [word.strip() for word in text.split("+")]
    return tuple(read_fault(word) for word in words if word != BEHAVIOURS[0])


def read_fault(text: str) -> Fault:
    """One fault, checked. Raises ScriptError."""
    whole, has_argument, argument = OLD_NAMES.get(text, text).partition(":")
    door, dot, name = whole.rpartition(".")
    door = door if dot else "payment"
    kind = _BY_NAME.get(name)
    if kind is None:
        raise ScriptError(f"{text!r} is no fault; the faults are {', '.join(NAMES)}")
    if door not in kind.doors:
        raise ScriptError(f"{name} happens at {', '.join(kind.doors)}, not at {door!r}")
    if kind.allowed is None:
        if has_argument:
            raise ScriptError(f"{name} takes no argument")
        return Fault(door, name)
    return Fault(door, name, _argument(kind, argument or kind.default))


def _argument(kind: Kind, argument: str) -> str:
    if isinstance(kind.allowed, re.Pattern):
        fits = bool(kind.allowed.fullmatch(argument))
        like = "such as " + (kind.default or "2040 or 17/paid")
    else:
        fits = argument in (kind.allowed or ())
        # An error code that nobody has documented is welcome too.
        fits = fits or (kind.allowed is _REFUSAL_NAMES and bool(ERROR_CODE.fullmatch(argument)))
        like = "one of " + ", ".join(kind.allowed or ())
    if not fits:
        raise ScriptError(f"{kind.name} takes an argument, {like}; not {argument!r}")
    return argument


@lru_cache(maxsize=4_096)
def planned(text: str) -> Plan:
    """The plan that was written down as text. Raises ScriptError."""
    return Plan(read_faults(text))
