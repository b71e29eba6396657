"""The settings file that `imbuto init` writes: every setting, and where something is to fill in."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from imbuto.errors import WrongState
from imbuto.settings import SETTINGS_FILE, Settings, SettingsError, given_values

PARTNERS = {
    "DARAJA_BASE_URL": "https://api.safaricom.co.ke",
    "SMS_BASE_URL": "https://api.africastalking.com",
}

TEMPLATE = """\
# Imbuto's settings, made by `imbuto init`. Only this user may read them. The environment comes before them.
IMBUTO_MODE=production
IMBUTO_HOST={settings.host}
IMBUTO_PORT={settings.port}
IMBUTO_LOG_LEVEL={settings.log_level}

# Signs the addresses that partners call back, and hides phones among the logins. Never change it.
IMBUTO_SECRET={settings.secret}

# Where Safaricom and the SMS gateway reach this API from outside.
PUBLIC_URL={settings.public_url}

# postgresql://… puts the three stores into one database; empty: files in this folder.
DATABASE_URL={settings.database_url}

# redis://… or unix://…; empty: a Redis of Imbuto's own.
REDIS_URL={settings.redis_url}

# M-Pesa, from the Daraja portal: fill in what is empty.
DARAJA_BASE_URL={settings.daraja_base_url}
DARAJA_CONSUMER_KEY=
DARAJA_CONSUMER_SECRET=
# The paying B2C shortcode.
DARAJA_SHORTCODE=
# The API operator's user name and password (valid 90 days).
DARAJA_INITIATOR_NAME=
DARAJA_INITIATOR_PASSWORD=
# The path of Safaricom's production certificate (PEM).
DARAJA_CERTIFICATE=
# M-Pesa's callbacks come from Safaricom's usual addresses. Yours are others: IP addresses or networks, joined
# by commas. How many proxies of yours (as nginx) stand before the API: it believes their X-Forwarded-For.
DARAJA_CALLBACK_SOURCES=
IMBUTO_TRUSTED_PROXIES=0
# The most calls a second (usually 5), and whose working account tops up the float (empty: our own).
DARAJA_CALLS_PER_SECOND=
DARAJA_TOP_UP_SHORTCODE=
# on: M-Pesa checks each payee's national ID. Ask Safaricom for the path first.
DARAJA_ID_CHECKED=off
DARAJA_ID_CHECKED_PATH=

# Africa's Talking: fill in what is empty. The sender may stay empty.
SMS_BASE_URL={settings.sms_base_url}
SMS_USERNAME=
SMS_API_KEY=
SMS_SENDER=
# A second SMS gateway for when the first takes nothing; all empty: none.
SMS2_BASE_URL=
SMS2_USERNAME=
SMS2_API_KEY=
SMS2_SENDER=

# required (usual) or optional: a second factor for treasurers, managers and admins.
IMBUTO_SECOND_FACTOR=
# Further hosts that may be browsers' push services, joined by commas.
PUSH_HOSTS=
# For how many years the books of a member who left are kept: 5 or more, usually 7.
IMBUTO_RETENTION_YEARS=
"""


def refuse_demo(folder: Path) -> None:
    """Raises WrongState for a folder, or an environment, that is a demo's."""
    if given_values(folder).get("IMBUTO_MODE") == "demo":
        raise WrongState(
            f"{folder} is set up for a demo.", "Choose another folder with --data, and leave IMBUTO_MODE out."
        )


def prepare(folder: Path, public_url: str, database_url: str) -> Settings:
    """The settings of a real cooperative in this folder, not yet written. A secret that is there is kept.

    Raises SettingsError for what is wrong, simulators' addresses and demo credentials among it, wherever
    they are given.
    """
    given = given_values(folder)
    values = {
        **PARTNERS,
        # A file that is there is not written again: a secret made now would be lost.
        "IMBUTO_SECRET": "" if (folder / SETTINGS_FILE).exists() else secrets.token_hex(32),
        **{name: value for name, value in given.items() if value},
        "IMBUTO_MODE": "production",
        "PUBLIC_URL": public_url,
    }
    if database_url:
        values["DATABASE_URL"] = database_url
    settings = Settings.from_values(folder, values)
    if mistakes := [*settings.problems(partners=False), *settings.partner_mistakes()]:
        raise SettingsError(mistakes)
    return settings


def write(settings: Settings) -> Path:
    """Writes the file for this user alone, whole or not at all. One that is there stays: somebody's work."""
    path = settings.data / SETTINGS_FILE
    if path.exists():
        return path
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_suffix(".new")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(TEMPLATE.format(settings=settings))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    return path
