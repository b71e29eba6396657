"""`python -m imbuto.api`: serves the API until SIGTERM or Ctrl-C. Two processes of four threads each: on two
cores that answers fastest, and readers never wait for the one who writes."""

from __future__ import annotations

import logging.config

import click
from granian.constants import Interfaces
from granian.server import Server

from imbuto.api.logs import as_dictconfig
from imbuto.settings import Settings, SettingsError

STOP_SECONDS = 10


@click.command()
@click.option("--host", help="Default: IMBUTO_HOST.")
@click.option("--port", type=click.IntRange(0, 65535), help="Default: IMBUTO_PORT.")
@click.option("--processes", default=2, show_default=True, type=click.IntRange(1, 32))
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64))
def main(host: str | None, port: int | None, processes: int, threads: int) -> None:
    """Serves Imbuto's API."""
    try:
        settings = Settings.from_env()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    logs = as_dictconfig(settings.log_level)
    logging.config.dictConfig(logs)
    Server(
        "imbuto.api.wsgi:app",
        factory=True,
        interface=Interfaces.WSGI,
        address=host or settings.host,
        port=settings.port if port is None else port,
        workers=processes,
        blocking_threads=threads,
        websockets=False,
        workers_kill_timeout=STOP_SECONDS,
        log_dictconfig=logs,
    ).serve()


if __name__ == "__main__":
    main(prog_name="python -m imbuto.api")
