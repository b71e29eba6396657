"""The command `imbuto`: one file per group of commands.

main        the command itself, and what people see when something is refused or goes wrong
running     up, api, worker, scheduler, simulate: the processes
founding    init, invite; demo   the demo cooperative
importing   import members, import deliveries
viewing     projections list, projections rebuild
auditing    audit replay
speech      how the commands speak; options   what many of them take

What a command needs is imported when it runs, so that `imbuto --help` answers at once.
"""

from __future__ import annotations

from imbuto.cli.main import main

__all__ = ["main"]
