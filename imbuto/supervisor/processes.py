"""The processes of Imbuto, in the order of their start. Procfile and docker-compose.yml name the same."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from imbuto.supervisor import launcher

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Process:
    """One row of the table: `imbuto COMMAND` is `python -m MODULE`."""

    name: str
    command: str
    module: tuple[str, ...]
    ready: str = ""
    """The path that answers 200 once it serves; empty for a process that serves nobody."""
    port_after: int = 0
    """Added to the API's port."""
    demo: bool = False
    options: tuple[str, ...] = ()
    """Further arguments; {port}, {data}, {sms_callbacks} and {ussd_callbacks} are filled in."""

    def host(self, api_host: str) -> str:
        """Where it listens: the stand-ins never leave this machine."""
        return LOOPBACK if self.demo else api_host


SIMULATOR = ("--port", "{port}", "--data", "{data}")

PROCESSES = (
    Process(
        "daraja",
        "simulate daraja",
        ("imbuto.simulators.daraja",),
        ready="/healthz",
        port_after=1,
        demo=True,
        options=SIMULATOR,
    ),
    Process(
        "sms",
        "simulate sms",
        ("imbuto.simulators.sms",),
        ready="/healthz",
        port_after=2,
        demo=True,
        options=(
            *SIMULATOR,
            *("--reports-url", "{sms_callbacks}/reports", "--inbound-url", "{sms_callbacks}/inbound"),
            *("--ussd-url", "{ussd_callbacks}", "--ussd-ended-url", "{ussd_callbacks}/ended"),
        ),
    ),
    Process("api", "api", ("imbuto.api",), ready="/readyz"),
    Process("worker", "worker", ("imbuto.jobs", "worker")),
    Process("scheduler", "scheduler", ("imbuto.jobs", "scheduler")),
)

SEED = Process("demo", "demo --if-empty", ("imbuto.cli", "demo", "--if-empty"), demo=True)
"""Runs once before the API starts, and ends."""


def simulator_folder(data: Path, name: str) -> Path:
    return data / "simulators" / name


def arguments(process: Process, values: Mapping[str, str]) -> list[str]:
    """The command line, under the same Python and without what lies in the working folder."""
    options = [option.format(**values) for option in process.options]
    return [sys.executable, "-P", "-m", *process.module, *options]


def launched(parent: int, command: list[str]) -> list[str]:
    """The command behind the launcher, so that it ends with the process `parent`."""
    return [*launch_prefix(parent), *command]


def launch_prefix(parent: int) -> list[str]:
    return [sys.executable, "-I", "-S", str(Path(launcher.__file__)), str(parent)]
