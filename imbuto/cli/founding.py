"""init: founds a real cooperative. invite: gives an official a new link to choose a password with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from imbuto.cli import speech
from imbuto.cli.options import data_option, opened_founded, opened_with, operator

if TYPE_CHECKING:
    from imbuto.bootstrap import Parts
    from imbuto.cli.questions import Founding
    from imbuto.settings import Settings
    from imbuto.values import By


@click.command(short_help="Found a real cooperative.")
@data_option
@click.option("--name", help="The cooperative's name.")
@click.option(
    "--centre", "centres", multiple=True, metavar="CODE=NAME", help="A collection centre; may be repeated."
)
@click.option(
    "--price", help="The first price of a litre in shillings, such as 45.50. A second official approves it."
)
@click.option("--price-from", metavar="DATE", help="The day it holds from, as 2026-11-01. [default: today]")
@click.option("--admin-number", help="The first admin's staff number. [default: S001]")
@click.option("--admin-name", help="The first admin's name.")
@click.option("--admin-phone", help="The first admin's phone, to sign in with.")
@click.option("--public-url", help="Where partners reach this API, such as https://dairy.example.org.")
@click.option("--database-url", default="", help="PostgreSQL instead of files: postgresql://user@host/name")
@click.option(
    "--yes", is_flag=True, help="Ask nothing, for scripts: what is not given is left out or refused."
)
def init(data: Path | None, database_url: str, yes: bool, **given: str | tuple[str, ...] | None) -> None:
    """Found a real cooperative: its centres, a first price, the first admin, and the settings file.

    Asks for what the options do not say. Nobody is paid or messaged before the partners' credentials are
    filled in and everything is started with `imbuto up`.
    """
    from imbuto.bootstrap import build
    from imbuto.cli import envfile, questions
    from imbuto.settings import data_folder

    folder = data_folder(data)
    envfile.refuse_demo(folder)
    founding = questions.read({**given, "centre": None}, ask=not yes)
    settings = envfile.prepare(folder, founding.public_url, database_url)
    with opened_with(settings, build) as parts:
        _refuse_founded(parts)
        path = envfile.write(settings)
        code = _found(parts, founding)
    _tell(settings, path, founding, code)


@click.command(short_help="A new one-time code for an official.")
@data_option
@click.argument("number")
def invite(data: Path | None, number: str) -> None:
    """Print a one-time code with which the official NUMBER chooses a password.

    For a first admin whose code was lost. An earlier code of the same person no longer holds.
    """
    with opened_founded(data) as parts:
        official = official_in_service(parts, number)
        code = invited(parts, official, operator("cli", "invite"))
        speech.say(f"Invitation of {official}, good once within seven days:  {code}")
        speech.say(f"Choose a password here: {link_of(parts.settings, code)}")


def _refuse_founded(parts: Parts) -> None:
    """A founding that was interrupted before its first admin may be done again."""
    from imbuto.errors import WrongState

    if parts.ledger.position() == 0:
        return
    parts.views.catch_up()
    if officials := parts.views.staff.page(limit=1).items:
        raise WrongState(
            f"{parts.ledger.cooperative().name} is founded in {parts.settings.data} already.",
            "Choose another folder with --data. A lost invitation is replaced by: "
            f"imbuto invite {officials[0].number}",
        )


def _found(parts: Parts, founding: Founding) -> str:
    """The facts of the founding, the first admin's joining last; returns the admin's invitation."""
    from dataclasses import replace

    from imbuto.values import derive_id

    founder = operator("cli", "init")
    proposer = replace(founder, who=f"staff:{founding.admin_number}")
    parts.ledger.found_cooperative(founding.name, founder)
    for code, name in founding.centres:
        parts.ledger.open_centre(code, name, founder)
    if founding.price_cents is not None:
        price = derive_id("first-price", founding.price_cents, founding.price_from)
        parts.ledger.propose_price(price, None, founding.price_cents, founding.price_from, proposer)
    number, phone = founding.admin_number, founding.admin_phone
    parts.ledger.join_staff(number, founding.admin_name, ("admin",), founder, phone=phone)
    return invited(parts, number, founder)


def official_in_service(parts: Parts, number: str) -> str:
    """The number of an official who works here. Raises Unknown, WrongState."""
    from imbuto.errors import WrongState

    official = parts.ledger.staff(number.strip().upper())
    if not official.active:
        raise WrongState(f"Official {official.number} has left.", "Choose one who works here.")
    return official.number


def invited(parts: Parts, number: str, by: By) -> str:
    """A new one-time code for an official, told here and nowhere again."""
    phone = parts.ledger.staff(number).phone
    code = parts.people.accounts.invite(f"staff:{number}", phone.text if phone else None, by.at)
    parts.ledger.record_invitation(f"staff:{number}", by, by_sms=False)
    return code


def link_of(settings: Settings, code: str) -> str:
    """The page where one chooses a password. No server sees what stands behind the #."""
    return f"{settings.public_url}/enter#invitation={code.replace('-', '')}"


def _tell(settings: Settings, path: Path, founding: Founding, code: str) -> None:
    from imbuto.values import Money

    centres = ", ".join(f"{name} ({code})" for code, name in founding.centres) or "none yet"
    speech.say(f"{founding.name} is founded. Centres: {centres}.")
    if founding.price_cents is None:
        speech.say("No price is proposed yet: milk can be recorded once one is proposed and approved.")
    else:
        speech.say(
            f"Price: {Money(founding.price_cents)} a litre from {founding.price_from:%-d %b %Y}, proposed by "
            f"{founding.admin_number}. It holds once another official, a manager, approves it."
        )
    speech.say(
        f"\nInvitation of the admin {founding.admin_number}, shown only now, good once within seven days:"
    )
    speech.say(f"\n    {code}\n")
    speech.say("With it the admin chooses a password, once `imbuto up` runs, here:")
    speech.say(f"\n    {link_of(settings, code)}\n")
    speech.say(f"The settings are in {path}: fill in the partners' credentials, then run `imbuto up`.")
    if gaps := settings.problems():
        speech.say("Still to be filled in:\n" + "\n".join(f"  - {gap}" for gap in gaps))
