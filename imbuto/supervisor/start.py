"""The order of a start, the watch while everything runs, and the way back down."""

from __future__ import annotations

import os
import secrets
import signal
from dataclasses import dataclass
from pathlib import Path

from imbuto.redis_server import RedisUnavailable
from imbuto.settings import Settings, SettingsError
from imbuto.supervisor import readiness
from imbuto.supervisor.folder import (
    StartRefused,
    demo_addresses,
    has_books,
    held,
    is_founded,
    mark_founded,
    prepare,
    refuse_other_mode,
    set_up_demo,
    sms_callbacks,
    ussd_callbacks,
)
from imbuto.supervisor.interrupts import KILLED, Interrupts, StopAsked
from imbuto.supervisor.panel import Terminal
from imbuto.supervisor.processes import PROCESSES, SEED, Process
from imbuto.supervisor.remains import MARK, end_remains
from imbuto.supervisor.watch import GaveUp, Household

DIAL_CODE = "*384*22384#"
"""What the SMS simulator's phones dial; simulators/sms/dialling.py has the same."""
SIMULATOR_PAGES = {"daraja": "M-Pesa simulator", "sms": "SMS phone"}


@dataclass(frozen=True)
class Plan:
    """Everything a start needs to know, decided before the first process runs."""

    data: Path
    host: str
    port: int
    demo: bool
    redis_url: str
    public_url: str
    secret: str
    environ: dict[str, str]
    is_new: bool
    """Whether this start founds the demo."""
    is_founded: bool
    """Whether an earlier start has; what lies in PostgreSQL, nobody knows from the folder."""

    @property
    def base(self) -> str:
        return f"http://{readiness.reachable(self.host)}:{self.port}"


def start_and_watch(
    data: Path,
    port: int,
    demo: bool | None,
    processes: tuple[Process, ...] = PROCESSES,
    seed: Process | None = SEED,
) -> int:
    """0 after Ctrl-C or SIGTERM, 1 when the start was refused or a process crashed too often."""
    terminal = Terminal()
    data = data.expanduser().absolute()
    try:
        prepare(data)
        with held(data):
            for pid in end_remains(data):
                terminal.note(f"  ended process {pid}, which an earlier start had left")
            plan = make_plan(data, port, demo)
            wanted = [process for process in processes if plan.demo or not process.demo]
            refuse_busy_ports(plan, wanted)
            if plan.is_new:
                terminal.shout(new_demo(data))
            return _run(plan, wanted, seed if plan.demo else None, terminal)
    except KeyboardInterrupt:
        return KILLED
    except (StartRefused, SettingsError, RedisUnavailable, GaveUp) as error:
        terminal.refuse(str(error))
        return 1


def make_plan(data: Path, port: int, demo: bool | None) -> Plan:
    """Sets up a demo where that is due and reads the settings. Raises StartRefused or SettingsError."""
    refuse_other_mode(data, os.environ)
    set_up_demo(data, port, demo, os.environ)
    settings = Settings.from_env(data)
    if demo is not None and demo != settings.is_demo:
        kind = "a demo" if settings.is_demo else "a real cooperative"
        raise StartRefused(f"{data} is set up for {kind}. Choose another folder with IMBUTO_DATA.")
    given = dict(os.environ)
    addresses = demo_addresses(port) if settings.is_demo else {}
    environ = {
        **{name: value for name, value in addresses.items() if name not in given},
        **given,
        "IMBUTO_DATA": str(data),
        "IMBUTO_PORT": str(port),
        "PYTHONUNBUFFERED": "1",
        MARK: secrets.token_hex(16),
    }
    return Plan(
        data=data,
        host=settings.host,
        port=port,
        demo=settings.is_demo,
        redis_url=settings.redis_url,
        public_url=environ.get("PUBLIC_URL", settings.public_url),
        secret=settings.secret,
        environ=environ,
        is_new=settings.is_demo and not settings.database_url and not has_books(data),
        is_founded=not settings.database_url and is_founded(data),
    )


def new_demo(data: Path) -> str:
    """Whoever meant to found a real cooperative must not miss that this is none."""
    return (
        f"A DEMO cooperative is founded in {data}, because nothing was there. "
        "`imbuto init` founds a real one, in a folder of its own (IMBUTO_DATA)."
    )


def refuse_busy_ports(plan: Plan, processes: list[Process]) -> None:
    """Raises StartRefused naming the first port that somebody else listens on."""
    for process in processes:
        port = plan.port + process.port_after
        if process.ready and not readiness.is_free(process.host(plan.host), port):
            raise StartRefused(
                f"Port {port}, for {process.name}, is taken by another program. Stop that one, or choose "
                f"another with --port, for example: imbuto up --port {plan.port + 100}"
            )


def _run(plan: Plan, processes: list[Process], seed: Process | None, terminal: Terminal) -> int:
    callbacks = {
        "sms_callbacks": sms_callbacks(plan.public_url, plan.secret),
        "ussd_callbacks": ussd_callbacks(plan.public_url, plan.secret),
    }
    household = Household(plan.data, plan.host, plan.port, plan.environ, callbacks, terminal)
    with Interrupts(household.kill_at_once) as interrupts:
        household.pause = interrupts.pause
        try:
            household.start_redis(plan.redis_url)
            household.start([process for process in processes if process.demo])
            if seed is not None and not plan.is_founded:
                household.run_once(seed)
                mark_founded(plan.data)
            # Whoever serves people comes first and has the cores for itself; the others start behind it.
            real = [process for process in processes if not process.demo]
            household.start([process for process in real if process.ready])
            household.wait_until_ready()
            household.start([process for process in real if not process.ready])
            terminal.panel(plan.data, plan.base, _pages(plan, processes), demo=plan.demo)
            household.watch()
        except StopAsked as asked:
            terminal.note(
                f"\nStopping ({signal.Signals(asked.number).name}). Once more ends everything at once."
            )
            return 0
        finally:
            household.stop()


def _pages(plan: Plan, processes: list[Process]) -> dict[str, str]:
    """Where the stand-ins show what they do, and what to dial there."""
    pages = {
        SIMULATOR_PAGES.get(
            process.name, process.name
        ): f"http://{process.host(plan.host)}:{plan.port + process.port_after}/"
        for process in processes
        if process.demo
    }
    phones = pages.get(SIMULATOR_PAGES["sms"])
    return {**pages, "USSD phone": f"{phones}ussd, dial {DIAL_CODE}"} if phones else pages
