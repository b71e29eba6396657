"""What `imbuto up` says on the terminal: one line for each step, and a panel that tells where to look."""

from __future__ import annotations

from pathlib import Path

from rich import box
from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from imbuto import __version__

CREDENTIALS_FILE = "demo-credentials.txt"


class Terminal:
    """The only writer to the terminal while everything runs."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False, soft_wrap=True)

    def step(self, name: str, said: str) -> None:
        self._console.print(Text.assemble(("  ✓ ", "green"), (f"{name:<10}", "bold"), said))

    def note(self, said: str) -> None:
        self._console.print(Text(said, "dim"))

    def shout(self, said: str) -> None:
        self._console.print(Text(said, "bold yellow"))

    def alarm(self, name: str, line: str) -> None:
        self._console.print(Text.assemble((f"{name:<10}", "bold yellow"), line))

    def refuse(self, said: str) -> None:
        Console(stderr=True, highlight=False, soft_wrap=True).print(Text(said, "red"))

    def panel(self, data: Path, base: str, simulators: dict[str, str], *, demo: bool) -> None:
        self._console.print(welcome(data, base, simulators, demo=demo))


def welcome(data: Path, base: str, simulators: dict[str, str], *, demo: bool) -> Panel:
    """Where to look, whom to sign in as, and a first question to ask."""
    parts: list[Table | Text] = [_places(data, base, simulators)]
    credentials = data / CREDENTIALS_FILE
    if demo and credentials.exists():
        parts += [Text("\nSign in as", "bold"), Text(credentials.read_text(encoding="utf-8").rstrip())]
    parts += [
        Text("\nA first question", "bold"),
        Text(f"curl -s {base}/readyz", no_wrap=True, overflow="fold"),
    ]
    parts.append(Text("\nCtrl-C stops everything.", "dim"))
    title = f"Imbuto {__version__}" + (" · demo: no real money, no real messages" if demo else "")
    return Panel(Group(*parts), title=Text(title, "bold green"), box=box.HORIZONTALS, padding=(1, 2))


def _places(data: Path, base: str, simulators: dict[str, str]) -> Table:
    rows = {
        "For officials": f"{base}/office/",
        "For farmers": f"{base}/farmer/",
        "API documentation": f"{base}/api/docs",
        **simulators,
        "Data and logs": _short(data),
    }
    table = Table.grid(padding=(0, 3))
    for name, place in rows.items():
        table.add_row(Text(name, "bold"), Text(place, overflow="fold"))
    return table


def _short(path: Path) -> str:
    try:
        return f"./{path.relative_to(Path.cwd())}"
    except ValueError:
        return str(path)
