"""The stories of things over HTTP: what each fact changed, and how things stood."""

from __future__ import annotations

import pytest

from .dairy import PRICE, Dairy, is_problem


def corrected(dairy: Dairy) -> str:
    """A delivery of 8.5 litres, corrected to 9 a day later."""
    id = dairy.record()
    dairy.later(hours=2)
    body = {"litres": "9", "rejection_reason": None, "reason": "read wrongly"}
    dairy.post("clerk", f"/deliveries/{id}/correction", body)
    return id


def test_a_story_is_told_from_its_beginning_with_what_each_fact_changed(dairy: Dairy) -> None:
    id = corrected(dairy)
    told = dairy.get("auditor", f"/stories/delivery/{id}")
    assert (told["kind"], told["id"], told["next"]) == ("delivery", id, None)
    first, second = told["items"]
    assert [first["topic"], second["topic"]] == ["delivery.recorded", "delivery.corrected"]
    assert {"field": "litres", "before": None, "after": "8.5 l"} in first["changed"]
    assert {"field": "litres", "before": "8.5 l", "after": "9 l"} in second["changed"]
    assert (second["who"]["name"], second["member"]) == ("Njeri Mwangi", "0001")
    assert second["words"].endswith("(read wrongly)")


def test_every_thing_of_a_pay_run_has_its_story(dairy: Dairy) -> None:
    payout = dairy.requested_payout()
    facts = dairy.get("auditor", "/facts?limit=200")["items"]
    assert {"payout", "statement", "settlement", "delivery", "member", "staff", "cooperative"} <= {
        one["kind"] for one in facts
    }
    for one in facts:
        story = dairy.get("auditor", f"/stories/{one['kind']}/{one['id']}")["items"]
        assert one["position"] in [fact["position"] for fact in story]
    (requested,) = dairy.get("manager", f"/stories/payout/{payout}")["items"]
    assert {"field": "amount", "before": None, "after": "KES 472.00"} in requested["changed"]


def test_a_member_has_a_story_by_number_and_a_price_or_a_centre_has_its_own(dairy: Dairy) -> None:
    (registered,) = dairy.get("auditor", "/stories/member/0001")["items"]
    assert {"field": "name", "before": None, "after": "Wanjiku Kamau"} in registered["changed"]
    proposed, approved = dairy.get("auditor", f"/stories/price/{PRICE}")["items"]
    assert (proposed["kind"], approved["changed"]) == (
        "cooperative", [{"field": "state", "before": "proposed", "after": "approved"}],
    )  # fmt: skip
    assert [one["words"] for one in dairy.get("auditor", "/stories/centre/KIA")["items"]] == [
        "centre opened: KIA, Kiambaa"
    ]


def test_a_long_story_comes_in_parts(dairy: Dairy) -> None:
    whole = dairy.get("auditor", "/stories/cooperative/it")["items"]
    first = dairy.get("auditor", "/stories/cooperative/it?limit=3")
    rest = dairy.get("auditor", f"/stories/cooperative/it?limit=200&cursor={first['next']}")
    assert len(first["items"]) == 3
    assert [*first["items"], *rest["items"]] == whole


@pytest.mark.parametrize(
    "path",
    ["delivery/0001", "cow/0001", "member/9999", f"payout/{PRICE}", f"price/{'0' * 32}", "centre/NOWHERE"],
)
def test_what_has_no_story_is_not_found(shared: Dairy, path: str) -> None:
    for end in ("", "/as-of?day=2026-11-16"):
        answer = shared.ask("auditor", "GET", f"/stories/{path}{end}")
        assert answer.status_code == 404
        assert is_problem(answer)


def test_who_asks_for_a_kind_that_is_none_is_told_where_kinds_are(shared: Dairy) -> None:
    assert "/api/v1/facts" in shared.ask("auditor", "GET", "/stories/cow/1").json["remedy"]


def test_a_thing_of_another_kind_is_not_found_under_this_one(dairy: Dairy) -> None:
    assert dairy.ask("auditor", "GET", f"/stories/payout/{dairy.record()}").status_code == 404


def test_as_of_a_position_a_thing_stands_as_it_stood_and_what_changed_since_is_told(dairy: Dairy) -> None:
    id = corrected(dairy)
    then = dairy.position() - 1
    told = dairy.get("auditor", f"/stories/delivery/{id}/as-of?position={then}")
    assert (told["kind"], told["id"], told["as_of"], told["position"]) == ("delivery", id, str(then), then)
    assert told["fields"]["litres"] == "8.5 l"
    assert {"field": "litres", "then": "8.5 l", "now": "9 l"} in told["since"]
    now = dairy.get("auditor", f"/stories/delivery/{id}/as-of?position={then + 1}")
    assert (now["fields"]["litres"], now["since"]) == ("9 l", [])


def test_as_of_a_day_a_member_and_a_statement_stand_as_at_its_end(dairy: Dairy) -> None:
    dairy.requested_payout()
    dairy.later(hours=20)
    for who in ("manager", "auditor"):
        dairy.sign_in(who)
    dairy.post("manager", "/members/0001/suspension", {"reason": "moved"})
    told = dairy.get("auditor", "/stories/member/0001/as-of?day=2026-11-16")
    assert (told["as_of"], told["fields"]["suspended"]) == ("2026-11-16", "no")
    assert {"field": "suspended", "then": "no", "now": "yes"} in told["since"]
    (statement,) = [one["id"] for one in dairy.get("auditor", "/facts?topic=statement.settled")["items"]]
    drawn = dairy.get("auditor", f"/stories/statement/{statement}/as-of?day=2026-11-16")["fields"]
    assert (drawn["net"], drawn["period"], drawn["litres"]) == ("KES 472.00", "2026-11-A", "10.50 l")


def test_before_there_was_anything_and_without_a_day_or_with_two_it_says_so(dairy: Dairy) -> None:
    path = f"/stories/delivery/{dairy.record()}/as-of"
    assert dairy.ask("auditor", "GET", f"{path}?day=2026-11-15").status_code == 404
    assert dairy.ask("auditor", "GET", f"{path}?position=1").status_code == 404
    for query in ("", "?day=2026-11-16&position=9", "?day=soon", "?position=0"):
        assert dairy.ask("auditor", "GET", f"{path}{query}").status_code == 422
