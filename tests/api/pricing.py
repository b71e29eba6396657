"""Prices and price differences as the treasurer sends them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from .dairy import Dairy


def shillings(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "KES"}


def new_price(**changes: Any) -> dict[str, Any]:
    usual = {"id": str(uuid4()), "price_per_litre": shillings("46.00"), "effective_from": "2026-11-10"}
    return {**usual, **changes}


RULES: dict[str, Any] = {
    "grades": [{"grade": "B", "amount": shillings("-2.00")}],
    "matrix": [{"fat_from": "3.5", "snf_from": "8.5", "price_per_litre": shillings("47.50")}],
    "slabs": [{"litres_from": "500", "amount": shillings("1.00")}],
    "slab_way": "all",
    "text": "November",
}


def in_force(dairy: Dairy, **changes: Any) -> str:
    """A price with all rules, proposed by the treasurer and approved by the manager; its id."""
    body = new_price(**{**RULES, **changes})
    dairy.post("treasurer", "/prices", body)
    dairy.post("manager", f"/prices/{body['id']}/approval")
    return str(body["id"])


def bonus(**changes: Any) -> dict[str, Any]:
    usual = {"name": "Bonus", "kind": "bonus", "way": "per-litre", "amount_per_litre": shillings("1.50")}
    return {**usual, "id": str(uuid4()), "from": "2026-11-01", "to": "2026-11-16", **changes}


def propose_bonus(dairy: Dairy, **changes: Any) -> str:
    body = bonus(**changes)
    dairy.post("treasurer", "/price-differences", body)
    return str(body["id"])
