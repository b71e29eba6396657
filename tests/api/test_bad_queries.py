"""Queries and addresses that cannot be meant: a problem, never a 5xx, and never a list of something else."""

from __future__ import annotations

import pytest

from .dairy import Dairy, is_problem

QUERIES = {
    "clerk": (
        "/members",
        "/deliveries",
        "/disputes",
        "/samples",
        "/dashboard/trends",
        "/dashboard/today",
        "/dashboard/home",
        "/dashboard/missing",
        "/centres/KIA/roster",
        "/recording/KIA/today",
        "/bulk",
        "/cans",
    ),
    "auditor": (
        "/staff",
        "/second-factor-removals",
        "/members/0001/account",
        "/members/0001/deliveries",
        "/members/0001/statements",
        "/adjustments",
        "/charges",
        "/charges/kinds",
        "/members/0001/charges",
        "/creditors/UNITY/remittances",
        "/remittances",
        "/adjustments/batches",
        "/settlements",
        "/payouts",
        "/payouts/summary",
        "/pay-files",
        "/portal-statements",
        "/reconciliations",
        "/messages",
        "/messages/costs",
        "/journal/postings",
        "/journal/trial-balance",
        "/journal/creditors",
        "/journal/export",
        "/ledger/1010",
        "/creditors/UNITY/ledger",
        "/members/0001/ledger",
        "/members/0001/ledger/file",
        "/members/0001/ledger.pdf",
        "/vouchers",
        "/dashboard/participation",
        "/insights/production",
        "/insights/quality",
        "/insights/members",
        "/insights/timeliness",
        "/variance",
        "/variance/file",
        "/variance/alarms",
    ),
}
WRONG_QUERIES = (
    "limit=0",
    "limit=201",
    "limit=1.5",
    "limit=NaN",
    "cursor=%00",
    "cursor=abc",
    "cursor=W10",
    "cursor=WyJhIl0&limit=1&limit=x",
    "cursr=1",
    "member=%F0%9F%90%84",
    "run=7",
    "date=1900-01-01",
    "date=yesterday",
    "from=2100-01-01&to=2100-01-02",
    "from=2026-11-02&to=2026-11-01",
    "period=2026-11-C",
    "until_position=-1",
    "until_position=99999999999999999999",
    "until_position=1&until=2026-11-01",
    "position_from=1e9",
    "state=happy",
    "language=fr",
    "from=2026-11-02&until=2026-11-01",
    "q%0Auery=1",
)


@pytest.mark.parametrize(("who", "path"), [(who, path) for who, paths in QUERIES.items() for path in paths])
def test_a_query_that_cannot_be_meant_is_refused(shared: Dairy, who: str, path: str) -> None:
    for query in WRONG_QUERIES:
        answer = shared.ask(who, "GET", f"{path}?{query}")
        assert is_problem(answer), (query, answer.status_code, answer.text)


def test_a_trend_is_at_most_four_hundred_days(shared: Dairy) -> None:
    for path in ("/dashboard/trends", "/dashboard/participation"):
        assert is_problem(shared.ask("clerk", "GET", f"{path}?from=2025-01-01&to=2026-11-01"))


@pytest.mark.parametrize(
    "path",
    [
        "/members/%00",
        "/members/%F0%9F%90%84",
        "/members/..%2F..%2Fetc",
        "/deliveries/7",
        "/payouts/x/hold",
        "/x",
    ],
)
def test_an_address_of_nothing_is_a_problem(shared: Dairy, path: str) -> None:
    answer = shared.ask("auditor", "GET", path)
    assert (answer.status_code, is_problem(answer)) == (404, True)
