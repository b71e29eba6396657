"""The adversary's script: which trouble strikes which request, by chance and by rule, from a seed.

    {"seed": 7,
     "chances": {"timeout_after": 0.15, "lost": 0.05, "late:60000-7200000": 0.1, "status.lost": 0.2},
     "rules": [{"when": {"msisdn": "254712345678"}, "do": "result:2040"},
               {"when": {"nth": [3, 5]}, "do": ["timeout_before", "lost"]},
               {"when": {"every": 100, "try": 1}, "do": "refusal:500.003.02"},
               {"when": {"over": 100000}, "chance": 0.5, "do": "forged:amount", "times": 10},
               {"when": {"from": "2026-10-16T06:00:00+03:00", "until": "2026-10-16T07:00:00+03:00"},
                "do": "balance.result:2001"}]}

A behaviour set for a number goes before the rules, the rules before the chances; of several faults that
would answer one request, the first does. Each chance is drawn from the seed, the fault, the payment's
originator id and the number of the try alone, never from a common stream: threads cannot change it.
(``nth``, ``every`` and ``times`` count in the order of arrival.)
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .faults import ANY, SPAN, Fault, ScriptError, read_faults
from .forgeries import FORGERIES
from .shapes import SHAPES

MEMBERS = ("seed", "chances", "rules", "about")
CONDITIONS = ("msisdn", "originator_id", "nth", "every", "try", "from", "until", "over", "under")
DRAWN = {"shape": tuple(SHAPES), "forged": tuple(FORGERIES)}
MOST_RULES = 1_000


@dataclass(frozen=True)
class Asked:
    """One request, as far as a script looks at it. ``nth`` counts payments, ``tries`` sends of this one."""

    door: str
    about: str
    moment: datetime
    nth: int = 1
    tries: int = 1
    msisdn: str = ""
    shillings: int = 0


@dataclass(frozen=True)
class Rule:
    """When all the conditions hold and the lot falls so, these faults strike, at most ``times`` times."""

    label: str
    faults: tuple[Fault, ...]
    chance: float = 1.0
    times: int | None = None
    values: dict[str, frozenset[str]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    hours: tuple[datetime | None, datetime | None] = (None, None)

    def meets(self, asked: Asked) -> bool:
        if not self.values and not self.numbers and self.hours == (None, None):
            return True
        given = {
            "msisdn": asked.msisdn,
            "originator_id": asked.about,
            "nth": str(asked.nth),
            "try": str(asked.tries),
        }
        return (
            all(given[name] in wanted for name, wanted in self.values.items())
            and asked.nth % self.numbers.get("every", 1) == 0
            and asked.shillings > self.numbers.get("over", -1)
            and asked.shillings < self.numbers.get("under", asked.shillings + 1)
            and (self.hours[0] is None or asked.moment >= self.hours[0])
            and (self.hours[1] is None or asked.moment < self.hours[1])
        )


class Script:
    """A script that was understood. ``source`` is the JSON it was read from."""

    def __init__(self, source: dict[str, Any], seed: int) -> None:
        self.source = source
        self.seed = int(source.get("seed", seed))
        self._rules = tuple(_rules(source))
        self._kept: dict[tuple[str, tuple[str, ...]], list[tuple[Rule, list[Fault]]]] = {}
        self._struck: dict[tuple[str, str], int] = {}

    def at_the_door(self, asked: Asked, manner: tuple[Fault, ...] = ()) -> Fault | None:
        """What this try gets in the place of its answer; None for the right answer."""
        return next(self._strikes(asked, manner, ("reply", "after")), None)

    def later(self, asked: Asked, manner: tuple[Fault, ...] = ()) -> tuple[Fault, ...]:
        """What goes wrong after the request was taken; drawn once for each payment, whatever the try."""
        return tuple(self._strikes(asked, manner, ("later",)))

    def _strikes(self, asked: Asked, manner: tuple[Fault, ...], moments: tuple[str, ...]) -> Iterator[Fault]:
        about = (
            asked.about
            if moments == ("later",) and asked.door == "payment"
            else f"{asked.about}|{asked.tries}"
        )
        for fault in manner:
            if fault.door == asked.door and fault.moment in moments:
                yield self._certain(fault, about)
        for rule, here in self._concerned(asked.door, moments):
            if rule.meets(asked) and self._falls(rule, about, moments[-1]):
                for fault in here:
                    yield self._certain(fault, about)

    def _concerned(self, door: str, moments: tuple[str, ...]) -> list[tuple[Rule, list[Fault]]]:
        """The rules with a fault for this door and moment; looked for once and kept."""
        if (found := self._kept.get((door, moments))) is None:
            chosen = (
                (rule, [fault for fault in rule.faults if fault.door == door and fault.moment in moments])
                for rule in self._rules
            )
            found = self._kept[door, moments] = [(rule, here) for rule, here in chosen if here]
        return found

    def _falls(self, rule: Rule, about: str, moment: str) -> bool:
        if rule.chance < 1 and self._lot(rule.label, about) >= rule.chance * 2**64:
            return False
        if rule.times is None:
            return True
        struck = (rule.label, moment)
        self._struck[struck] = self._struck.get(struck, 0) + 1
        return self._struck[struck] <= rule.times

    def _certain(self, fault: Fault, about: str) -> Fault:
        """The same fault with an argument that leaves nothing open."""
        if fault.argument == ANY:
            choices = DRAWN[fault.name]
            return Fault(fault.door, fault.name, choices[self._lot(f"which {fault}", about) % len(choices)])
        if "-" in fault.argument and (span := SPAN.fullmatch(fault.argument)):
            least, most, lot = int(span[1]), int(span[2]), self._lot(f"which {fault}", about)
            return Fault(fault.door, fault.name, str(least + lot % max(most - least + 1, 1)))
        return fault

    def _lot(self, label: str, about: str) -> int:
        """A whole number below 2^64 that only these words decide."""
        words = f"{self.seed}|{label}|{about}".encode(errors="replace")
        return int.from_bytes(hashlib.blake2b(words, digest_size=8).digest(), "big")


def read_script(source: Any, seed: int = 0) -> Script:
    """A script from JSON. Raises ScriptError with what is wrong and where."""
    if not isinstance(source, dict):
        raise ScriptError("a script is a JSON object with seed, chances and rules")
    if unknown := set(source) - set(MEMBERS):
        raise ScriptError(f"a script has no {sorted(unknown)[0]!r}; it has {', '.join(MEMBERS)}")
    if not _whole(source.get("seed", 0), -(2**63)):
        raise ScriptError("seed is a whole number")
    return Script(source, seed)


def read_script_text(text: str, seed: int = 0) -> Script:
    """The same from text. Raises ScriptError."""
    try:
        return read_script(json.loads(text), seed)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ScriptError(f"this is no JSON: {error}") from error


def _rules(source: dict[str, Any]) -> Iterator[Rule]:
    rules, chances = source.get("rules", []), source.get("chances", {})
    if not isinstance(rules, list) or len(rules) > MOST_RULES:
        raise ScriptError(f"rules is a list of at most {MOST_RULES}")
    if not isinstance(chances, dict):
        raise ScriptError("chances is an object of fault and chance")
    for number, rule in enumerate(rules, start=1):
        yield _rule(f"rule {number}", rule)
    for fault, chance in chances.items():
        yield Rule(fault, read_faults(fault), _chance(fault, chance))


def _rule(label: str, rule: Any) -> Rule:
    if not isinstance(rule, dict) or "do" not in rule or set(rule) - {"when", "chance", "do", "times"}:
        raise ScriptError(f"{label}: a rule is an object with do, and perhaps when, chance and times")
    faults = rule["do"] if isinstance(rule["do"], list) else [rule["do"]]
    when, times = rule.get("when", {}), rule.get("times")
    if not isinstance(when, dict) or set(when) - set(CONDITIONS):
        raise ScriptError(f"{label}: when may name {', '.join(CONDITIONS)}")
    if times is not None and not _whole(times):
        raise ScriptError(f"{label}: times is a whole number")
    if not all(isinstance(fault, str) for fault in faults):
        raise ScriptError(f"{label}: do is a fault or a list of faults, each as text")
    return Rule(
        label,
        tuple(fault for text in faults for fault in read_faults(text)),
        _chance(label, rule.get("chance", 1)),
        times,
        {
            name: _values(label, name, when[name])
            for name in ("msisdn", "originator_id", "nth", "try")
            if name in when
        },
        {name: _number(label, name, when[name]) for name in ("every", "over", "under") if name in when},
        (_instant(label, when.get("from")), _instant(label, when.get("until"))),
    )


def _chance(label: str, chance: Any) -> float:
    if isinstance(chance, bool) or not isinstance(chance, int | float) or not 0 <= chance <= 1:
        raise ScriptError(f"{label}: a chance is a number from 0 to 1")
    return float(chance)


def _values(label: str, name: str, value: Any) -> frozenset[str]:
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(one, str) or _whole(one) for one in values):
        raise ScriptError(f"{label}: {name} is one value or a list of them")
    return frozenset(map(str, values))


def _number(label: str, name: str, value: Any) -> int:
    if not _whole(value, 1 if name == "every" else 0):
        raise ScriptError(f"{label}: {name} is a whole number")
    return int(value)


def _whole(value: Any, least: int = 0) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _instant(label: str, value: Any) -> datetime | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise ScriptError(f"{label}: an instant is such as 2026-10-16T06:00:00+03:00") from error
    if moment.tzinfo is None:
        raise ScriptError(f"{label}: an instant names its offset, such as +03:00")
    return moment
