"""Where somebody is in the menu, as plain values that can be written down between two steps."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

ROOTS = ("who", "home", "resume")


@dataclass(frozen=True)
class Place:
    """One screen. `about` is the member, delivery or run it shows, `cursor` the page of a list, `litres` what
    was shown, `claimed` what the farmer says. `then` is the place behind a PIN."""

    at: str
    about: str = ""
    cursor: str = ""
    litres: str = ""
    claimed: str = ""
    then: Place | None = None


@dataclass(frozen=True)
class Walk:
    """The places from the first to the one that is shown, and what the keys on it lead to.

    `takes` is litres or pin where one types instead of choosing; `proven` is the member whose PIN was right,
    `tries` are the wrong ones. `left` is the walk of a session that broke off. `answer` is the last screen as
    it went to the gateway: a step that comes twice is answered with it.
    """

    trail: tuple[Place, ...]
    choices: dict[str, Place] = field(default_factory=dict)
    takes: str = ""
    hint: str = ""
    proven: str = ""
    tries: int = 0
    left: tuple[Place, ...] = ()
    answer: str = ""
    is_over: bool = False

    @property
    def place(self) -> Place:
        return self.trail[-1]

    @property
    def member(self) -> str:
        """The number of the member who was chosen; empty before."""
        return next((place.about for place in reversed(self.trail) if place.at == "home"), "")

    def write(self) -> str:
        content = {**vars(self), "trail": _written(self.trail), "left": _written(self.left)}
        content["choices"] = {key: _plain(place) for key, place in self.choices.items()}
        return json.dumps(content, separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> Walk:
        content: dict[str, Any] = json.loads(text)
        content["trail"] = tuple(_place(one) for one in content["trail"])
        content["left"] = tuple(_place(one) for one in content["left"])
        content["choices"] = {key: _place(one) for key, one in content["choices"].items()}
        return cls(**content)


def _written(trail: tuple[Place, ...]) -> list[dict[str, Any]]:
    return [_plain(place) for place in trail]


def _plain(place: Place) -> dict[str, Any]:
    """Without what is empty, which is most of it."""
    found = {name: value for name, value in vars(place).items() if value}
    return {**found, "then": _plain(place.then)} if place.then else found


def _place(content: dict[str, Any]) -> Place:
    then = content.get("then")
    return Place(**{**content, "then": _place(then) if then else None})
