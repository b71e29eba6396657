"""What the surroundings tell Imbuto: the only reader of the environment.

Values come from the environment, else from `imbuto.env` in the data folder, else from a default.
Everything missing or wrong is named at once, with the remedy, before anything starts.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from imbuto.addresses import is_here, is_host, is_network, is_simulator, split

SETTINGS_FILE = "imbuto.env"
DEFAULT_PORT = "8000"
USUAL_CALLS_PER_SECOND, MOST_CALLS_PER_SECOND = 5.0, 1000
"""Daraja publishes no limit: five are a careful beginning."""
ID_CHECKED_PATH = "/mpesa/b2cvalidate/v2/paymentrequest"
_PLAIN_NUMBER = re.compile(r"\d{1,4}(\.\d{1,3})?", re.ASCII)
DEMO_CREDENTIALS = {
    "DARAJA_CONSUMER_KEY": "demo-consumer-key",
    "DARAJA_CONSUMER_SECRET": "demo-consumer-secret",
    "DARAJA_INITIATOR_NAME": "demo-initiator",
    "DARAJA_INITIATOR_PASSWORD": "Demo#Initiator1",
    "DARAJA_SHORTCODE": "600000",
    "SMS_USERNAME": "demo",
    "SMS_API_KEY": "demo-sms-key",
}
"""What the simulators accept. A production start refuses every one of them."""
UNWELCOME_WORDS = ("mpesa", "m-pesa", "safaricom", "exe", "cmd", "sql", "query")
"""Safaricom takes no callback address with one of these (Daraja, Register URL)."""
MOST_PROXIES = 9
RETENTION_YEARS, LEAST_RETENTION_YEARS = 7, 5


class SettingsError(Exception):
    """The surroundings do not allow a start. `problems` has one sentence per setting."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("Imbuto cannot start:\n" + "\n".join(f"  - {problem}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Settings:
    """One installation's settings. Secrets never show in `repr`."""

    data: Path
    mode: str
    host: str
    port: int
    public_url: str
    database_url: str = field(repr=False)
    redis_url: str = field(repr=False)
    secret: str = field(repr=False)
    log_level: str
    daraja_base_url: str
    daraja_consumer_key: str = field(repr=False)
    daraja_consumer_secret: str = field(repr=False)
    daraja_shortcode: str
    daraja_initiator_name: str
    daraja_initiator_password: str = field(repr=False)
    daraja_certificate: str
    sms_base_url: str
    sms_username: str
    sms_api_key: str = field(repr=False)
    sms_sender: str
    daraja_callback_sources: str = ""
    """IP addresses and networks, joined by commas; `anywhere` for all; empty for the usual ones."""
    trusted_proxies: int = 0
    """How many proxies of ours stand before the API and tell in X-Forwarded-For who called them."""
    daraja_calls_per_second: str = ""
    """The most calls a second to Daraja, of all workers together; empty for 5."""
    daraja_top_up_shortcode: str = ""
    """Whose working account tops up the float; empty for the paying shortcode's own."""
    daraja_id_checked: str = ""
    """`on`: M-Pesa checks each payee's national ID, where it is known."""
    daraja_id_checked_path: str = ""
    """Where such a payment goes; empty for the usual path."""
    second_factor: str = ""
    """`required`: treasurers, managers and admins sign in with a second factor; `optional`: who wants to."""
    sms2_base_url: str = ""
    """The second SMS gateway, where the first does not take a message; all four empty: there is none."""
    sms2_username: str = ""
    sms2_api_key: str = field(default="", repr=False)
    sms2_sender: str = ""
    push_hosts: str = ""
    """More hosts that may be a browser's push service, joined by commas."""
    retention_years: int = RETENTION_YEARS

    @property
    def is_demo(self) -> bool:
        return self.mode == "demo"

    @property
    def second_factor_required(self) -> bool:
        """Whether officials with much power need a second factor; usually so in production."""
        return self.second_factor == "required" or (not self.second_factor and not self.is_demo)

    @property
    def calls_per_second(self) -> float:
        """The most calls a second to Daraja; the usual figure where it is not given or wrong."""
        given = self.daraja_calls_per_second
        return float(given) if _PLAIN_NUMBER.fullmatch(given) and float(given) else USUAL_CALLS_PER_SECOND

    @property
    def id_checked_path(self) -> str:
        """Where payments go that M-Pesa checks against a national ID; empty while that is off."""
        return self.daraja_id_checked_path or ID_CHECKED_PATH if self.daraja_id_checked == "on" else ""

    @classmethod
    def from_env(cls, data: Path | None = None, *, partners: bool = True) -> Settings:
        """Reads the environment and the settings file of the data folder.

        `partners=False` is for work that calls nobody (projections, audit): what Daraja and the SMS
        gateway need is then not asked for. Raises SettingsError, naming every problem at once.
        """
        folder = data_folder(data)
        settings = cls.from_values(folder, given_values(folder))
        if problems := settings.problems(partners=partners):
            raise SettingsError(problems)
        return settings

    @classmethod
    def from_values(cls, folder: Path, given: Mapping[str, str]) -> Settings:
        """The settings that these NAME → value pairs make; a blank is not given. Nothing is judged yet."""
        port = given.get("IMBUTO_PORT") or DEFAULT_PORT
        return cls(
            data=folder,
            mode=given.get("IMBUTO_MODE") or "production",
            host=given.get("IMBUTO_HOST") or "127.0.0.1",
            port=int(port) if port.isdecimal() else 0,
            public_url=(given.get("PUBLIC_URL") or f"http://127.0.0.1:{port}").rstrip("/"),
            database_url=given.get("DATABASE_URL", ""),
            redis_url=given.get("REDIS_URL", ""),
            secret=given.get("IMBUTO_SECRET", ""),
            log_level=(given.get("IMBUTO_LOG_LEVEL") or "INFO").upper(),
            trusted_proxies=_count(given.get("IMBUTO_TRUSTED_PROXIES") or "0"),
            second_factor=given.get("IMBUTO_SECOND_FACTOR", "").lower(),
            push_hosts=given.get("PUSH_HOSTS", "").lower(),
            retention_years=_count(given.get("IMBUTO_RETENTION_YEARS") or str(RETENTION_YEARS)),
            **{name: given.get(name.upper(), "") for name in _partner_settings()},
        )

    def problems(self, *, partners: bool = True) -> list[str]:
        """Each thing that would make a start wrong, in one sentence with its remedy."""
        found = self._people_problems()
        if self.mode not in ("demo", "production"):
            found.append(f"IMBUTO_MODE is {self.mode!r}: write demo or production.")
        if not 1 <= self.port <= 65535:
            found.append("IMBUTO_PORT is not a port: choose 1 to 65535.")
        if len(self.secret) < 32:
            found.append("IMBUTO_SECRET needs at least 32 random characters: `imbuto init` writes one.")
        if self.database_url and not self.database_url.startswith(("postgresql://", "postgres://")):
            found.append("DATABASE_URL is not a postgresql:// address: leave it empty for SQLite files.")
        if not 0 <= self.trusted_proxies <= MOST_PROXIES:
            found.append(f"IMBUTO_TRUSTED_PROXIES is not a count: write 0 to {MOST_PROXIES}.")
        return [*found, *self.partner_mistakes(), *self._partner_gaps()] if partners else found

    def partner_mistakes(self) -> list[str]:
        """What is given about the partners and cannot be right; in production, whatever belongs to a demo."""
        found = []
        for name in ("public_url", *_PARTNER_URLS):
            found.extend(self._url_problems(name))
        found += self._source_problems() + self._till_problems()
        if not self.is_demo:
            found.extend(self._unwelcome_words())
            if is_here(self.public_url):
                found.append("PUBLIC_URL is on this machine: give the address where partners reach it.")
            found += self._simulators() + self._demo_leftovers()
        return found

    def _partner_gaps(self) -> list[str]:
        return [
            f"{name.upper()} is missing: {hint}" for name, hint in self._needed() if not getattr(self, name)
        ]

    def _needed(self) -> list[tuple[str, str]]:
        """What the partners need, each with a hint; of the second SMS gateway all, or nothing."""
        second = any(getattr(self, name) for name in (*_SECOND_SMS, "sms2_sender"))
        return [*_NEEDED.items(), *(_SECOND_SMS.items() if second else ())]

    def _people_problems(self) -> list[str]:
        found = []
        if self.second_factor not in ("", "required", "optional"):
            found.append(f"IMBUTO_SECOND_FACTOR is {self.second_factor!r}: write required or optional.")
        if self.retention_years < LEAST_RETENTION_YEARS:
            found.append(
                f"IMBUTO_RETENTION_YEARS is a count of years: write {LEAST_RETENTION_YEARS} or more."
            )
        return found + [
            f"PUSH_HOSTS has {word.strip()!r}: write host names, joined by commas."
            for word in self.push_hosts.split(",")
            if word.strip() and not is_host(word.strip())
        ]

    def _url_problems(self, name: str) -> list[str]:
        url: str = getattr(self, name)
        parts = split(url)
        if url and (parts.scheme not in ("http", "https") or not parts.hostname):
            return [f"{name.upper()} is {url!r}: write an address such as https://example.org."]
        if url and not self.is_demo and parts.scheme != "https":
            return [f"{name.upper()} must be https:// in production."]
        return []

    def _till_problems(self) -> list[str]:
        found, rate = [], self.daraja_calls_per_second
        if rate and not (_PLAIN_NUMBER.fullmatch(rate) and 0 < float(rate) <= MOST_CALLS_PER_SECOND):
            found.append(
                f"DARAJA_CALLS_PER_SECOND is {rate!r}: write a number up to {MOST_CALLS_PER_SECOND}."
            )
        if self.daraja_id_checked not in ("", "on", "off"):
            found.append(f"DARAJA_ID_CHECKED is {self.daraja_id_checked!r}: write on or off.")
        if self.daraja_id_checked_path and not self.daraja_id_checked_path.startswith("/"):
            found.append("DARAJA_ID_CHECKED_PATH is a path such as /mpesa/…: begin it with a slash.")
        return found

    def _source_problems(self) -> list[str]:
        words = [word.strip() for word in self.daraja_callback_sources.split(",")]
        return [
            f"DARAJA_CALLBACK_SOURCES has {word!r}: write IP addresses or networks, joined by commas."
            for word in words
            if word and word != "anywhere" and not is_network(word)
        ]

    def _unwelcome_words(self) -> list[str]:
        return [
            f"PUBLIC_URL contains {word!r}, which Safaricom refuses in addresses: use another name."
            for word in UNWELCOME_WORDS
            if word in self.public_url.lower()
        ]

    def _simulators(self) -> list[str]:
        return [
            f"{name.upper()} is a simulator's address: put {hint.partition(',')[0]} in production."
            for name, hint in ((name, {**_NEEDED, **_SECOND_SMS}[name]) for name in _PARTNER_URLS)
            if is_simulator(getattr(self, name), self.port)
        ]

    def _demo_leftovers(self) -> list[str]:
        return [
            f"{name} is the simulator's demo credential: put your own in production."
            for name, value in {**DEMO_CREDENTIALS, **_SECOND_DEMO}.items()
            if getattr(self, name.lower()) == value
        ]


_NEEDED = {
    "daraja_base_url": "https://api.safaricom.co.ke, or the simulator's address in a demo.",
    "daraja_consumer_key": "from your Daraja app.",
    "daraja_consumer_secret": "from your Daraja app.",
    "daraja_shortcode": "the paying B2C shortcode.",
    "daraja_initiator_name": "the API operator's user name.",
    "daraja_initiator_password": "the API operator's password (valid 90 days).",
    "daraja_certificate": "the path of Safaricom's certificate (PEM) from the portal.",
    "sms_base_url": "https://api.africastalking.com, or the simulator's address in a demo.",
    "sms_username": "your Africa's Talking user name.",
    "sms_api_key": "your Africa's Talking API key.",
}
_SECOND_SMS = {
    "sms2_base_url": "https://api.africastalking.com, or what another gateway says.",
    "sms2_username": "your user name with the second SMS gateway.",
    "sms2_api_key": "your API key of the second SMS gateway.",
}
_SECOND_DEMO = {f"SMS2{name[3:]}": value for name, value in DEMO_CREDENTIALS.items() if name[:4] == "SMS_"}
_PARTNER_URLS = ("daraja_base_url", "sms_base_url", "sms2_base_url")


def _count(text: str) -> int:
    return int(text) if text.isdecimal() else -1


def data_folder(data: Path | None = None) -> Path:
    """The folder asked for, else IMBUTO_DATA, else the usual one."""
    folder = data or os.environ.get("IMBUTO_DATA") or Path.home() / ".local/share/imbuto"
    return Path(folder).expanduser().absolute()


def given_values(folder: Path) -> dict[str, str]:
    """The environment over the settings file of the folder."""
    return {**_settings_file(folder / SETTINGS_FILE), **os.environ}


def _partner_settings() -> list[str]:
    return [f.name for f in fields(Settings) if f.name.startswith(("daraja_", "sms_", "sms2_"))]


def _settings_file(path: Path) -> dict[str, str]:
    """NAME=value lines; blank lines and # comments are skipped."""
    if not path.exists():
        return {}
    pairs = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, separator, value = line.strip().partition("=")
        if separator and not name.startswith("#"):
            pairs[name.strip()] = value.strip().strip('"')
    return pairs
