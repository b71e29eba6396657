"""What a cooperative is founded with: given by options or asked, and checked before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import click

from imbuto.errors import BadValue
from imbuto.values import Money, business_date, parse_member_number, parse_msisdn, utc_now

Given = Mapping[str, str | tuple[str, ...] | None]


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
    """Raises BadValue naming the option."""

    def answer(option: str, question: str, default: str | None = None) -> str:
        value = given[option]
        if isinstance(value, str):
            return value.strip()
        if ask:
            return str(click.prompt(question, default=default, show_default=bool(default))).strip()
        return default or ""

    today = business_date(utc_now())
    name = _needed("name", answer("name", "The cooperative's name"))
    centres = given["centres"] or answer("centre", "First collection centre, as CODE=NAME (empty: later)", "")
    price = answer("price", "First price per litre in shillings (empty: later)", "")
    since = answer("price_from", "It holds from the day", today.isoformat()) if price else today.isoformat()
    admin = answer("admin_number", "The first admin's staff number", "S001")
    admin_name = _needed("admin-name", answer("admin_name", "The first admin's name"))
    phone = answer("admin_phone", "The first admin's phone, to sign in with (empty: none)", "")
    return Founding(
        name=name,
        centres=tuple(map(_centre, filter(None, [centres] if isinstance(centres, str) else centres))),
        price_cents=Money.parse(price, "price").cents if price else None,
        price_from=_day(since),
        admin_number=parse_member_number(admin, "admin-number"),
        admin_name=admin_name,
        admin_phone=parse_msisdn(phone, "admin-phone") if phone else None,
        public_url=_needed("public-url", answer("public_url", "Where partners reach this API (https://…)")),
    )


def _needed(option: str, value: str) -> str:
    if not value:
        raise BadValue(
            option, value, f"The {option.replace('-', ' ')} is missing.", f"Give it with --{option}."
        )
    return value


def _centre(text: str) -> tuple[str, str]:
    code, _, name = (part.strip() for part in text.partition("="))
    if not name or not code.isalnum() or not code.isascii() or len(code) > 16 or len(name) > 60:
        raise BadValue("centre", text, f"{text!r} is not a centre.", "Write code and name, such as KB=Kibet.")
    return code.upper(), name


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadValue("price-from", text, f"{text!r} is not a day.", "Write it like 2026-11-01.") from None
