"""up, api, worker, scheduler, simulate: each becomes the process it names."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from imbuto.cli.options import data_option

PASSED_ON = {"ignore_unknown_options": True, "help_option_names": []}
"""What follows `imbuto simulate NAME` is the simulator's own, its --help included."""


@click.command(short_help="Start everything, and stop it all on Ctrl-C.")
@data_option
@click.option("--port", type=click.IntRange(1, 65533), help="The API's port; simulators take the next two.")
@click.option(
    "--demo/--no-demo",
    default=None,
    help="Insist on the demo cooperative, or refuse it. Without either, an empty folder becomes a demo.",
)
def up(data: Path | None, port: int | None, demo: bool | None) -> None:
    """Start everything, say where to look, and stop it all on Ctrl-C."""
    from imbuto.settings import DEFAULT_PORT, data_folder, given_values
    from imbuto.supervisor import up as supervise

    folder = data_folder(data)
    given = given_values(folder).get("IMBUTO_PORT") or DEFAULT_PORT
    sys.exit(supervise(folder, port or int(given if given.isdecimal() else DEFAULT_PORT), demo))


@click.command()
@data_option
def api(data: Path | None) -> None:
    """Only the API. `imbuto up` starts it together with the rest."""
    _become("imbuto.api", data=data)


@click.command()
@data_option
def worker(data: Path | None) -> None:
    """Only a worker: messages, pay runs, payments."""
    _become("imbuto.jobs", "worker", data=data)


@click.command(short_help="Only the scheduler: clock and follower.")
@data_option
def scheduler(data: Path | None) -> None:
    """Only the scheduler: the clock, and the follower that turns facts into work."""
    _become("imbuto.jobs", "scheduler", data=data)


@click.group(short_help="Only a simulator, in the place of a partner.")
def simulate() -> None:
    """Only a simulator: a stand-in for a partner, for demos and tests."""


@simulate.command(context_settings=PASSED_ON)
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def daraja(options: tuple[str, ...]) -> None:
    """M-Pesa's Daraja, with a page of wallets. Its options: --host --port --data."""
    _become("imbuto.simulators.daraja", *options)


@simulate.command(context_settings=PASSED_ON)
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def sms(options: tuple[str, ...]) -> None:
    """The SMS and USSD gateway, with pages of phones.

    Its options: --host --port --data --reports-url --inbound-url --ussd-url --ussd-ended-url."""
    _become("imbuto.simulators.sms", *options)


@simulate.command(context_settings=PASSED_ON)
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def push(options: tuple[str, ...]) -> None:
    """Browsers' push service, with a page of phones that have the app.

    Its options: --host --port --data --api-url."""
    _become("imbuto.simulators.push", *options)


def _become(module: str, *arguments: str, data: Path | None = None) -> None:
    """Replaces this process, so that signals and exit codes are the program's own."""
    if data is not None:
        os.environ["IMBUTO_DATA"] = str(data)
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-P", "-m", module, *arguments])  # noqa: S606
