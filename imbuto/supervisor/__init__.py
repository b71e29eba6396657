"""`imbuto up`: starts every process of Imbuto in order, watches over them, and leaves none behind."""

from __future__ import annotations

from pathlib import Path


def up(data: Path, port: int, demo: bool | None = None) -> int:
    """Runs Imbuto on a data folder until it is told to stop; returns the exit code.

    `demo`: True wants the demo cooperative, False refuses it, None starts it only where nothing was set up
    yet. The API listens on `port`, the simulators of a demo on the two ports after it.
    """
    # Imported late: the launcher and redis_server use small parts of this room without all the rest.
    from imbuto.supervisor.start import start_and_watch

    return start_and_watch(data, port, demo)
