"""Price differences over HTTP: proposed by one, approved by another, granted to the members."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from imbuto.ledger import Grant

from .dairy import JOB, Dairy, is_problem
from .pricing import bonus, propose_bonus, shillings


def test_a_difference_is_proposed_approved_by_another_and_granted(dairy: Dairy) -> None:
    dairy.record(litres="8.5")
    id = propose_bonus(dairy)
    cutoff = dairy.position()
    dairy.post("manager", f"/price-differences/{id}/approval")
    assert dairy.get("clerk", f"/price-differences/{id}")["cutoff_position"] == cutoff
    grant = Grant("0001", "bonus", Decimal(0), 1275, dairy.now.date(), "Bonus: 8.50 l")
    dairy.parts.ledger.grant_adjustments(UUID(id), [grant], JOB)
    shown = dairy.get("auditor", f"/price-differences/{id}")
    assert (shown["members"], shown["amount"], shown["takes_back"]) == (1, shillings("12.75"), False)
    assert [one["fact"] for one in shown["story"]] == [
        "price_difference.proposed",
        "price_difference.approved",
    ]
    (got,) = dairy.get("auditor", f"/price-differences/{id}/members")["items"]
    assert (got["member"], got["amount"], got["text"]) == ("0001", shillings("12.75"), "Bonus: 8.50 l")


def test_differences_are_listed_by_state_and_page(dairy: Dairy) -> None:
    first, second = propose_bonus(dairy), propose_bonus(dairy, another=True)
    dairy.post("manager", f"/price-differences/{first}/refusal", {"reason": "not now"})
    page = dairy.get("clerk", "/price-differences?limit=1")
    assert [one["id"] for one in page["items"]] == [second]
    rest = dairy.get("clerk", f"/price-differences?limit=1&cursor={page['next']}")["items"]
    assert [(one["id"], one["state"], one["reason"]) for one in rest] == [(first, "refused", "not now")]
    waiting = dairy.get("clerk", "/price-differences?state=proposed")["items"]
    assert [one["id"] for one in waiting] == [second]


SAME_BUT_FOR_ITS_NAME = {"name": "Retro", "kind": "retro"}


@pytest.mark.parametrize("then", ["proposed", "approved"])
def test_the_same_difference_under_another_id_is_a_probable_double_unless_it_is_meant(
    dairy: Dairy, then: str
) -> None:
    first = propose_bonus(dairy)
    if then == "approved":
        dairy.post("manager", f"/price-differences/{first}/approval")
    body = {**bonus(), **SAME_BUT_FOR_ITS_NAME}
    refused = dairy.ask("treasurer", "POST", "/price-differences", body)
    assert (refused.status_code, refused.json["type"]) == (409, "/problems/probable-double")
    assert [refused.json["details"][name] for name in ("earlier", "state")] == [first, then]
    assert refused.json["detail"] == f"The price difference Bonus does the same and is {then}."
    assert "another=true" in refused.json["remedy"]
    meant = {**body, "another": True}
    assert dairy.ask("treasurer", "POST", "/price-differences", meant).status_code == 201
    assert dairy.post("treasurer", "/price-differences", body)["status"] == "already-recorded"


@pytest.mark.parametrize(
    "changes",
    [{"centre": "KIA"}, {"grade": "A"}, {"from": "2026-11-02"}, {"amount_per_litre": shillings("1.51")}],
)
def test_a_difference_about_other_milk_or_of_another_amount_is_no_double(
    dairy: Dairy, changes: dict[str, Any]
) -> None:
    propose_bonus(dairy)
    assert propose_bonus(dairy, **changes)


def test_after_a_refusal_the_same_may_be_proposed_again(dairy: Dairy) -> None:
    first = propose_bonus(dairy)
    dairy.post("manager", f"/price-differences/{first}/refusal", {"reason": "not now"})
    again = propose_bonus(dairy)
    third = dairy.ask("treasurer", "POST", "/price-differences", bonus())
    assert third.json["details"]["earlier"] == again


def test_nobody_approves_a_difference_they_proposed(dairy: Dairy) -> None:
    body = {"id": str(uuid4()), "name": "Bonus", "kind": "bonus", "way": "per-litre"}
    body |= {"amount_per_litre": shillings("1.50"), "from": "2026-11-01", "to": "2026-11-16"}  # type: ignore[dict-item]
    dairy.post("manager", "/price-differences", body)
    refused = dairy.ask("manager", "POST", f"/price-differences/{body['id']}/approval")
    assert (refused.status_code, refused.json["type"]) == (403, "/problems/same-person")


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"amount_per_litre": shillings("-1.00")}, 422),  # a bonus only adds
        ({"amount_per_litre": None}, 422),
        ({"way": "reprice", "amount_per_litre": None}, 422),
        ({"way": "reprice", "amount_per_litre": None, "price": str(uuid4())}, 404),
        ({"centre": "NYE"}, 404),
        ({"to": "2026-11-17"}, 422),  # that milk is not yet brought
        ({"from": "2026-11-16", "to": "2026-11-01"}, 422),
        ({"kind": "gift"}, 422),
        ({"another": "yes"}, 422),
    ],
)
def test_a_difference_that_cannot_be_meant_is_refused(
    dairy: Dairy, changes: dict[str, Any], status: int
) -> None:
    usual = {"name": "Bonus", "kind": "bonus", "way": "per-litre", "amount_per_litre": shillings("1.50")}
    body = {**usual, "id": str(uuid4()), "from": "2026-11-01", "to": "2026-11-16", **changes}
    answer = dairy.ask("treasurer", "POST", "/price-differences", body)
    assert (answer.status_code, is_problem(answer)) == (status, True)
