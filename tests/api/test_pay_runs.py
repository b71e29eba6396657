"""A pay run over HTTP: opened, prepared, approved by another, its statements, payouts and books."""

from __future__ import annotations

from uuid import UUID, uuid4

from .dairy import JOB, Dairy
from .mpesa_says import fails


def test_a_run_is_opened_once_and_prepared_by_a_job(dairy: Dairy) -> None:
    dairy.record(date="2026-11-10")
    opened = dairy.ask("treasurer", "POST", "/settlements", {"period": "2026-11-a"})
    assert opened.status_code == 201
    assert dairy.ask("treasurer", "POST", "/settlements", {"period": "2026-11-A"}).status_code == 200
    run = opened.json["id"]
    assert opened.headers["Location"] == f"/api/v1/settlements/{run}"
    asked = dairy.ask("treasurer", "POST", f"/settlements/{run}/preparation")
    assert (asked.status_code, asked.json) == (202, {"state": "opened", "drawn": 0, "statements": 0})
    early = dairy.ask("manager", "POST", f"/settlements/{run}/approval")
    assert (early.status_code, early.json["type"]) == (409, "/problems/wrong-state")


def test_a_period_is_over_before_it_is_paid(dairy: Dairy) -> None:
    refused = dairy.ask("treasurer", "POST", "/settlements", {"period": "2026-11-B"})
    assert (refused.status_code, refused.json["type"]) == (409, "/problems/wrong-state")


def test_a_statement_says_how_its_net_comes_about(dairy: Dairy) -> None:
    dairy.record(date="2026-11-10", litres="10.5")
    dairy.record(date="2026-11-11", litres="1.33")
    run = dairy.prepared_run()
    statement = dairy.get("0001", f"/settlements/{run}/statements/0001")
    amounts = {name: statement[name]["amount"] for name in ("milk", "carried_in", "net", "carried_out")}
    assert amounts == {"milk": "532.35", "carried_in": "0.00", "net": "532.00", "carried_out": "0.35"}
    assert [line["amount"]["amount"] for line in statement["entries"]] == ["472.50", "59.85"]
    for who, path in (("0001", "/members/0001/statements"), ("auditor", f"/settlements/{run}/statements")):
        assert [one["id"] for one in dairy.get(who, path)["items"]] == [statement["id"]]
    shown = dairy.get("manager", f"/settlements/{run}")
    assert (shown["state"], shown["statements"], shown["litres"]) == ("prepared", 1, "11.83")
    assert [fact["fact"] for fact in shown["story"]] == ["settlement.opened", "settlement.prepared"]


def test_nobody_approves_what_they_opened(dairy: Dairy) -> None:
    dairy.give_roles("S003", "treasurer", "manager")
    dairy.record(date="2026-11-10")
    run = dairy.prepared_run()
    own = dairy.ask("treasurer", "POST", f"/settlements/{run}/approval")
    assert (own.status_code, own.json["type"]) == (403, "/problems/same-person")
    assert dairy.post("manager", f"/settlements/{run}/approval")["status"] == "recorded"


def test_a_run_is_discarded_before_its_approval_and_opened_again(dairy: Dairy) -> None:
    dairy.record(date="2026-11-10")
    run = dairy.prepared_run()
    dairy.post("treasurer", f"/settlements/{run}/discard", {"reason": "A book came late."})
    again = dairy.post("treasurer", "/settlements", {"period": "2026-11-A"})
    assert again["id"] != str(run)
    states = [one["state"] for one in dairy.get("auditor", "/settlements")["items"]]
    assert states == ["opened", "discarded"]


def test_a_delivery_in_a_run_is_not_corrected(dairy: Dairy) -> None:
    id = dairy.record(date="2026-11-10")
    dairy.prepared_run()
    late = dairy.ask("clerk", "POST", f"/deliveries/{id}/correction", {"litres": "8", "reason": "x"})
    assert (late.status_code, late.json["type"]) == (409, "/problems/window-closed")


def test_a_payout_is_held_released_and_summed(dairy: Dairy) -> None:
    payout = dairy.requested_payout()
    dairy.post("treasurer", f"/payouts/{payout}/hold", {"reason": "The name differs."})
    held = dairy.get("treasurer", f"/payouts/{payout}")
    assert (held["state"], held["reason"]) == ("held", "The name differs.")
    summary = dairy.get("treasurer", f"/payouts/summary?run={held['run']}")
    assert summary["states"] == [
        {"state": "held", "count": 1, "amount": {"amount": "472.00", "currency": "KES"}}
    ]
    dairy.post("treasurer", f"/payouts/{payout}/release")
    assert dairy.get("treasurer", "/payouts?state=requested")["items"][0]["id"] == str(payout)
    early = dairy.ask("treasurer", "POST", f"/payouts/{payout}/retry")
    assert (early.status_code, early.json["type"]) == (409, "/problems/wrong-state")


def test_a_run_that_is_being_paid_tells_how_far_it_is(dairy: Dairy) -> None:
    """Not only when the last payout has ended: until then people look at the run to see how it goes."""
    for number in ("0001", "0002"):
        dairy.record(member=number, date="2026-11-10", litres="10.5")
    run = dairy.prepared_run()
    assert standing(dairy, run) == {"paid": 0, "failed": 0, "held": 0, "on_the_way": 0}
    dairy.post("manager", f"/settlements/{run}/approval")
    wanted = [(one.member, one.net_cents) for one in dairy.parts.views.settlements.unsettled(run)]
    dairy.parts.ledger.settle_statements(run, wanted, JOB)
    first, second = (one.id for one in dairy.parts.views.payouts.page(run=run).items)
    dairy.post("treasurer", f"/payouts/{first}/hold", {"reason": "The name differs."})
    assert standing(dairy, run) == {"paid": 0, "failed": 0, "held": 1, "on_the_way": 1}
    submitted = dairy.parts.ledger.submit_payout(second, JOB)
    assert submitted is not None
    assert standing(dairy, run)["on_the_way"] == 1
    fails(dairy, second)
    decision = {"outcome": "paid", "receipt": "TK34AB9XYZ"}
    proposal = {**decision, "evidence": "M-Pesa statement, line 4"}
    dairy.post("treasurer", f"/payouts/{first}/outcome", proposal)
    dairy.post("manager", f"/payouts/{first}/outcome/approval", decision)
    assert standing(dairy, run) == {"paid": 1, "failed": 1, "held": 0, "on_the_way": 0}
    dairy.parts.ledger.complete_settlement(run, 1, 47200, 1, 47200, JOB)
    assert standing(dairy, run) == {"paid": 1, "failed": 1, "held": 0, "on_the_way": 0}


def standing(dairy: Dairy, run: UUID) -> dict[str, int]:
    """The counts of one run, in the list as by itself; each amount is that many payouts of KES 472."""
    shown = dairy.get("treasurer", f"/settlements/{run}")
    listed = dairy.get("treasurer", "/settlements")["items"][0]
    names = ("paid", "failed", "held", "on_the_way")
    assert all(listed[name] == shown[name] for name in names)
    for name in names:
        assert listed[f"{name}_amount"] == shown[f"{name}_amount"]
        assert shown[f"{name}_amount"]["amount"] == f"{shown[name] * 472}.00"
    return {name: shown[name] for name in names}


def test_the_summary_of_no_run_is_not_found(dairy: Dairy) -> None:
    assert dairy.ask("treasurer", "GET", f"/payouts/summary?run={uuid4()}").status_code == 404


def test_the_books_balance_now_and_at_any_position(dairy: Dairy) -> None:
    dairy.requested_payout()
    for query in ("", "?until=2026-11-12", f"?until_position={dairy.position() - 1}"):
        trial = dairy.get("auditor", f"/journal/trial-balance{query}")
        assert trial["debit"] == trial["credit"]
        assert trial["debit"]["amount"] != "0.00"
    postings = dairy.get("auditor", "/journal/postings?limit=1")
    assert len(postings["items"]) == 1
    assert postings["next"] is not None


def test_the_dashboard_tells_the_day_the_trend_and_who_takes_part(dairy: Dairy) -> None:
    dairy.record(member="0001", litres="10")
    dairy.record(member="0002", litres="5.5", centre="MUG", shift="PM")
    dairy.record(member="0002", date="2026-11-15")
    today = dairy.get("clerk", "/dashboard/today")
    assert (today["date"], today["total"]["litres"], today["total"]["members"]) == ("2026-11-16", "15.50", 2)
    assert today["members_registered"] == 3
    muguga = next(one for one in today["centres"] if one["code"] == "MUG")
    assert muguga["shifts"]["PM"]["litres"] == "5.50"
    trend = dairy.get("clerk", "/dashboard/trends?from=2026-11-14&to=2026-11-16")["items"]
    assert [day["milk"]["litres"] for day in trend] == ["0.00", "8.50", "15.50"]
    taking_part = dairy.get("clerk", "/dashboard/participation?period=2026-11-B")
    assert (taking_part["from"], taking_part["to"], taking_part["members"]) == ("2026-11-16", "2026-11-30", 2)


def test_the_views_are_where_the_ledger_is(dairy: Dairy) -> None:
    dairy.record()
    told = dairy.get("admin", "/projections")
    assert told["position"] == dairy.position()
    assert {(view["state"], view["lag"]) for view in told["items"]} == {("live", 0)}
