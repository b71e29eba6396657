"""``python -m imbuto.simulators.daraja --port 8001 --data DIR``: the Daraja simulator as a process."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from imbuto.simulators.errands import Errands
from imbuto.simulators.serving import arguments, serve

from .building import DEMO_CREDENTIALS, build
from .doorkeeper import Credentials
from .explain import explained
from .faults import ScriptError
from .script import read_script_text

DEMO = {
    "consumer-key": DEMO_CREDENTIALS.consumer_key,
    "consumer-secret": DEMO_CREDENTIALS.consumer_secret,
    "initiator-name": DEMO_CREDENTIALS.initiator_name,
    "initiator-password": DEMO_CREDENTIALS.initiator_password,
    "shortcode": DEMO_CREDENTIALS.shortcode,
}


class Explain(argparse.Action):
    """Prints the reference and stops, whatever else is missing."""

    def __init__(self, option_strings: Sequence[str], dest: str, **more: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, **more)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(explained(), end="")
        parser.exit()


def _script(parser: argparse.ArgumentParser, path: Path | None) -> dict[str, Any] | None:
    """The script of a file; one that cannot be understood is named, and nothing starts."""
    if path is None:
        return None
    try:
        return read_script_text(path.read_text()).source
    except (OSError, ScriptError) as error:
        parser.error(f"{path}: {error}")


def main() -> None:
    parser = arguments("Pretends to be Safaricom's Daraja B2C gateway. No real money moves.", 8001)
    parser.add_argument(
        "--delay-ms", type=int, default=300, help="between accepting a request and its result"
    )
    parser.add_argument(
        "--float", type=int, default=5_000_000, dest="shillings", help="utility account, in shillings"
    )
    for name, demo in DEMO.items():
        variable = "DARAJA_" + name.upper().replace("-", "_")
        parser.add_argument(f"--{name}", default=os.environ.get(variable) or demo, help=f"else ${variable}")
    parser.add_argument("--seed", type=int, default=0, help="what the script's chances are drawn from")
    parser.add_argument("--script", type=Path, help="JSON file of faults to commit (--explain says how)")
    parser.add_argument("--explain", action=Explain, help="print the script's vocabulary and stop")
    given = parser.parse_args()
    credentials = Credentials(
        given.consumer_key,
        given.consumer_secret,
        given.initiator_name,
        given.initiator_password,
        given.shortcode,
    )
    errands = Errands()
    app, desk = build(
        given.data,
        credentials,
        errands=errands,
        seed=given.seed,
        script=_script(parser, given.script),
        float_shillings=given.shillings,
        delay_ms=given.delay_ms,
    )
    desk.resume()
    serve(app, given.host, given.port)
    errands.stop()
    desk.close()


if __name__ == "__main__":
    main()
