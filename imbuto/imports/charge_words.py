"""Kinds of charges and ways of taking them, as people write them in English and Kiswahili."""

from __future__ import annotations

from imbuto.errors import BadValue
from imbuto.imports.headings import squeeze
from imbuto.ledger import BASES, CHARGE_KINDS

_KINDS = {
    "advance": "advances, cash advance, cash, milk advance, salary advance, malipo ya awali",
    "loan": "loans, coop loan, mkopo, mikopo",
    "agrovet": "agro vet, store, shop, store credit, store sales, inputs, duka, dawa",
    "feed": "feeds, dairy meal, animal feed, chakula, lishe",
    "ai": "a.i., insemination, artificial insemination, uhimilishaji",
    "vet": "veterinary, vet services, daktari, daktari wa mifugo",
    "sacco": "sacco loan, sacco savings, sacco shares",
    "bank": "bank loan, benki",
    "shares": "share, share capital, hisa",
    "transport": "transporter, lorry, usafiri",
    "levy": "levies, cess, kdb levy, ushuru",
    "insurance": "bima, nhif, sha",
    "registration": "registration fee, membership, membership fee, entrance fee, kiingilio",
    "other": "others, sundry, nyingine, nyinginezo",
}
_BASES = {
    "all": "whole, once, at once, lump sum, one off, yote, mara moja",
    "run": "per run, each run, pay run, instalment, instalments, installment, fixed, kila malipo",
    "litre": "per litre, litres, liter, per liter, /l, lita, kwa lita",
    "share": "percent, percentage, %, per cent, asilimia",
}


def _table(words: dict[str, str], known: tuple[str, ...]) -> dict[str, str]:
    found = {squeeze(word): word for word in known}
    for meant, spellings in words.items():
        found |= {squeeze(spelling) or spelling.strip(): meant for spelling in spellings.split(",")}
    return found


_KIND_OF = _table(_KINDS, CHARGE_KINDS)
_BASIS_OF = _table(_BASES, BASES)


def kind_of(text: str, field: str = "kind") -> str:
    """One of the kinds of charges."""
    found = _KIND_OF.get(squeeze(text))
    if found is None:
        raise BadValue(
            field, text, "This kind of charge is not known.", f"Write one of {', '.join(CHARGE_KINDS)}."
        )
    return found


def basis_of(text: str, field: str = "basis") -> str:
    """all, run, litre or share."""
    found = _BASIS_OF.get(squeeze(text) or text.strip())
    if found is None:
        raise BadValue(field, text, "This is not a way of taking.", f"Write one of {', '.join(BASES)}.")
    return found
