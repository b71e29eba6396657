"""``python -m imbuto.simulators.sms.dial --phone 0712345678``: a phone in the terminal that dials the menu.

It speaks to the running simulator, which speaks to Imbuto as the gateway does. An empty line hangs up.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

from .dialling import CODE

WIDTH = 34
PATIENCE_SECONDS = 60
_opener = build_opener(ProxyHandler({}))


def main() -> int:
    given = _arguments()
    try:
        shown = _ask(given.simulator, "dial", {"from": given.phone, "code": given.code})
        while True:
            _draw(shown)
            if not shown["open"]:
                return 0 if shown["state"] == "Success" else 1
            typed = _typed()
            if not typed:
                _ask(given.simulator, "hang-up", {"session": shown["session"]})
                return 0
            shown = _ask(given.simulator, "press", {"session": shown["session"], "input": typed})
    except HTTPError as refused:
        print(json.loads(refused.read() or b"{}").get("error", refused), file=sys.stderr)
    except URLError:
        print(f"No simulator answers at {given.simulator}. `imbuto up` starts one.", file=sys.stderr)
    return 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A phone in the terminal that dials the menu.")
    parser.add_argument("--phone", required=True, help="whose phone it is, such as 0712345678")
    parser.add_argument("--code", default=CODE, help=f"what is dialled; {CODE} unless said")
    parser.add_argument(
        "--simulator",
        default=os.environ.get("SMS_BASE_URL") or "http://127.0.0.1:8002",
        help="else $SMS_BASE_URL, else http://127.0.0.1:8002",
    )
    return parser.parse_args()


def _typed() -> str:
    """What is typed next; empty to hang up."""
    try:
        return input("> ").strip()
    except (EOFError, KeyboardInterrupt):
        return ""


def _draw(shown: dict[str, Any]) -> None:
    """The screen in a frame, its lines broken as a phone breaks them."""
    lines = [piece for line in shown["screen"].split("\n") for piece in _broken(line)]
    print(f"┌{'─' * (WIDTH + 2)}┐")
    for line in lines:
        print(f"│ {line.ljust(WIDTH)} │")
    print(f"└{'─' * (WIDTH + 2)}┘")
    if shown["why"]:
        print(f"({shown['why']})")


def _broken(line: str) -> list[str]:
    pieces = [""]
    for word in line.split(" "):
        if pieces[-1] and len(pieces[-1]) + 1 + len(word) > WIDTH:
            pieces.append(word)
        else:
            pieces[-1] = f"{pieces[-1]} {word}" if pieces[-1] else word
    return pieces


def _ask(simulator: str, act: str, body: dict[str, Any]) -> dict[str, Any]:
    request = Request(  # noqa: S310 - the simulator's own address
        f"{simulator.rstrip('/')}/control/ussd/{act}",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
        method="POST",
    )
    with _opener.open(request, timeout=PATIENCE_SECONDS) as answer:
        shown: dict[str, Any] = json.load(answer)
        return shown


if __name__ == "__main__":
    sys.exit(main())
