"""The command itself. Whoever uses it sees sentences: what is wrong and what to do, never a stack trace."""

from __future__ import annotations

import errno
from typing import Any

import click

from imbuto import __version__
from imbuto.cli import speech
from imbuto.cli.auditing import audit
from imbuto.cli.backing_up import backup
from imbuto.cli.books import books
from imbuto.cli.demo import demo
from imbuto.cli.founding import init, invite
from imbuto.cli.importing import import_files
from imbuto.cli.messaging import messages
from imbuto.cli.pay_files import pay_file
from imbuto.cli.payments import payments
from imbuto.cli.pricing import prices
from imbuto.cli.printing import statements
from imbuto.cli.privacy import privacy
from imbuto.cli.reconciling import reconcile
from imbuto.cli.reporting import run_report
from imbuto.cli.running import api, scheduler, simulate, up, worker
from imbuto.cli.staff import staff
from imbuto.cli.variance import variance
from imbuto.cli.viewing import projections

REFUSED = 2
FAILED = 1


class Imbuto(click.Group):
    """Commands are listed in the order of use; a refusal ends with 2, a failure of ours with 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        from imbuto.errors import Refusal
        from imbuto.settings import SettingsError

        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            speech.refuse(refusal.sentence, refusal.remedy)
        except SettingsError as error:
            speech.refuse(str(error))
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise
            speech.apologise(error)
            raise click.exceptions.Exit(FAILED) from error
        raise click.exceptions.Exit(REFUSED)


@click.group(
    cls=Imbuto,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Every command tells more with --help, for example: imbuto import deliveries --help",
)
@click.version_option(__version__, message="Imbuto %(version)s")
def cli() -> None:
    """The ledger of a dairy cooperative: from a can of milk to money on a phone."""


for command in (
    up,
    init,
    invite,
    staff,
    import_files,
    run_report,
    statements,
    pay_file,
    messages,
    variance,
    reconcile,
    payments,
    books,
    projections,
    backup,
    privacy,
    audit,
    demo,
    api,
    worker,
    scheduler,
    simulate,
):
    cli.add_command(command)
import_files.add_command(prices)


def main() -> None:
    """The entry point of `imbuto` and of `python -m imbuto.cli`."""
    cli(prog_name="imbuto")
