"""How a row of a register says by which way its member is paid."""

from __future__ import annotations

import re
from dataclasses import dataclass

from imbuto.errors import BadValue
from imbuto.imports.headings import spellings
from imbuto.imports.reading import Cells
from imbuto.imports.words import person_name, refuse_shortened

_CHANNELS = {
    **dict.fromkeys(spellings("mpesa m-pesa mobile phone simu"), "mpesa"),
    **dict.fromkeys(spellings("bank benki eft sacco account akaunti"), "bank"),
    **dict.fromkeys(spellings("cash taslimu fedha pesa"), "cash"),
}


@dataclass(frozen=True)
class Way:
    """By which way, with the account of a bank."""

    channel: str = "mpesa"
    bank: str | None = None
    number: str | None = None
    name: str | None = None


def way(cells: Cells, name: str | None) -> Way:
    """How a row says the member is paid. An account counts only where the row says bank; it stands in the
    member's own name unless the row says another."""
    channel = cells.read("pay_channel", _channel) or "mpesa"
    if channel != "bank":
        return Way(channel)
    bank = cells.need("account_bank", lambda text: _code(text, "account_bank", 1))
    number = cells.need("account_number", lambda text: _code(text, "account_number", 4))
    return Way(channel, bank, number, cells.read("account_name", person_name) or name)


def _channel(text: str) -> str:
    found = _CHANNELS.get(text.casefold())
    if found is None:
        raise BadValue("pay_channel", text, "This is no way of payment.", "Write M-Pesa, bank or cash.")
    return found


def _code(text: str, field: str, shortest: int) -> str:
    code = re.sub(r"[\s-]", "", refuse_shortened(text, field))
    if not (code.isascii() and code.isalnum() and shortest <= len(code) <= 20):
        what = "A bank's code" if field == "account_bank" else "An account number"
        sentence = f"{what} is {shortest} to 20 letters and digits."
        raise BadValue(field, text, sentence, "Write it without other signs.")
    return code
