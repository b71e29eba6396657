"""What a cooperative is founded with: given by options or asked, and each answer checked when it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import click

from imbuto.errors import BadValue
from imbuto.settings import Settings
from imbuto.values import Money, business_date, parse_member_number, parse_msisdn, utc_now

T = TypeVar("T")
Given = Mapping[str, str | tuple[str, ...] | None]
MOST_CENTS_PER_LITRE = 100_000
LONGEST_NAME = 100


@dataclass(frozen=True)
class Founding:
    """What a cooperative starts with. Without a price no milk can be valued yet."""

    name: str
    centres: tuple[tuple[str, str], ...]
    price_cents: int | None
    price_from: date
    admin_number: str
    admin_name: str
    admin_phone: str | None
    public_url: str


def read(given: Given, *, ask: bool) -> Founding:
    """A wrong answer is explained and asked for again. Raises BadValue naming a wrong or missing option."""

    def answer(option: str, question: str, check: Callable[[str], T], default: str = "") -> T:
        value = given[option]
        if isinstance(value, str):
            return check(value.strip())
        return _asked(question, check, default) if ask else check(default)

    today = business_date(utc_now())
    name = answer("name", "The cooperative's name", lambda text: _name("name", text))
    centres = given["centres"]
    if centres and not isinstance(centres, str):
        opened = tuple(map(_centre, centres))
    else:
        opened = answer("centre", "First collection centre, as CODE=NAME (empty: later)", _first_centre)
    price = answer("price", "First price per litre in shillings (empty: later)", _price)
    since = today
    if price is not None:
        since = answer("price_from", "It holds from the day", _day, today.isoformat())
    return Founding(
        name=name,
        centres=opened,
        price_cents=price,
        price_from=since,
        admin_number=answer("admin_number", "The first admin's staff number", _staff_number, "S001"),
        admin_name=answer("admin_name", "The first admin's name", lambda text: _name("admin-name", text)),
        admin_phone=answer("admin_phone", "The first admin's phone, to sign in with (empty: none)", _phone),
        public_url=answer("public_url", "Where partners reach this API (https://…)", _public_url),
    )


def _asked(question: str, check: Callable[[str], T], default: str) -> T:
    """Asks until the answer holds, and says each time why it does not."""

    def checked(text: str) -> T:
        try:
            return check(text.strip())
        except BadValue as bad:
            raise click.UsageError(str(bad)) from None

    answer: T = click.prompt(question, default=default, show_default=bool(default), value_proc=checked)
    return answer


def _name(option: str, text: str) -> str:
    words = option.replace("-", " ")
    if not text:
        raise BadValue(option, text, f"The {words} is missing.", f"Give it with --{option}.")
    if len(text) > LONGEST_NAME:
        raise BadValue(option, text, f"The {words} is longer than {LONGEST_NAME} characters.", "Shorten it.")
    return text


def _first_centre(text: str) -> tuple[tuple[str, str], ...]:
    return (_centre(text),) if text else ()


def _centre(text: str) -> tuple[str, str]:
    code, _, name = (part.strip() for part in text.partition("="))
    if not name or not code.isalnum() or not code.isascii() or len(code) > 16 or len(name) > 60:
        raise BadValue("centre", text, f"{text!r} is not a centre.", "Write code and name, such as KB=Kibet.")
    return code.upper(), name


def _price(text: str) -> int | None:
    if not text:
        return None
    cents = Money.parse(text, "price").cents
    if not 1 <= cents <= MOST_CENTS_PER_LITRE:
        raise BadValue("price", text, "A litre costs KES 0.01 to 1,000.", "Check the price.")
    return cents


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadValue("price-from", text, f"{text!r} is not a day.", "Write it like 2026-11-01.") from None


def _staff_number(text: str) -> str:
    return parse_member_number(text, "admin-number")


def _phone(text: str) -> str | None:
    return parse_msisdn(text, "admin-phone") if text else None


def _public_url(text: str) -> str:
    """The settings' own judgement of the address, heard before anything else is asked."""
    if not text:
        raise BadValue(
            "public-url",
            text,
            "The public url is missing: M-Pesa and the SMS gateway report to this address, from outside.",
            "Give it with --public-url, such as https://dairy.example.org.",
        )
    settings = Settings.from_values(Path(), {"PUBLIC_URL": text})
    for mistake in settings.partner_mistakes():
        if mistake.startswith("PUBLIC_URL"):
            raise BadValue("public-url", text, mistake, "For example: https://dairy.example.org")
    return text
