"""A delivery's way: recorded, answered, decided, mended."""

from __future__ import annotations

from uuid import uuid4

from .dairy import DAY, Dairy, weighing


def test_a_recorded_delivery_answers_201_with_its_address_and_position(dairy: Dairy) -> None:
    body = weighing()
    answer = dairy.ask("clerk", "POST", "/deliveries", body)
    assert answer.status_code == 201
    assert answer.json == {
        "id": body["id"],
        "position": dairy.position(),
        "version": 1,
        "status": "recorded",
    }
    assert answer.headers["Location"] == f"/api/v1/deliveries/{body['id']}"


def test_the_writer_reads_what_it_wrote_with_its_story(dairy: Dairy) -> None:
    id = dairy.record(litres="8.5")
    shown = dairy.get("clerk", f"/deliveries/{id}", headers={"X-Request-Id": "look-1"})
    assert shown["litres"] == "8.50"
    assert shown["value"] == {"amount": "382.50", "currency": "KES"}
    assert shown["price_per_litre"] == {"amount": "45.00", "currency": "KES"}
    assert [fact["fact"] for fact in shown["story"]] == ["delivery.recorded"]
    assert shown["story"][0]["who"] == "staff:S001"
    assert shown["story"][0]["details"]["value"] == {"amount": "382.50", "currency": "KES"}


def test_the_same_delivery_again_is_one_fact_and_answers_200(dairy: Dairy) -> None:
    body = weighing()
    first = dairy.post("clerk", "/deliveries", body)
    again = dairy.ask("clerk", "POST", "/deliveries", body)
    assert again.status_code == 200
    assert again.json == {**first, "status": "already-recorded"}


def test_the_same_id_with_other_litres_is_refused_naming_the_difference(dairy: Dairy) -> None:
    body = weighing(litres="8.5")
    dairy.post("clerk", "/deliveries", body)
    refused = dairy.ask("clerk", "POST", "/deliveries", {**body, "litres": "9.5"})
    assert refused.status_code == 409
    assert refused.json["type"] == "/problems/different-content"
    assert refused.json["details"]["differs"] == {"litres": ["8.5", "9.5"]}


def test_a_second_weighing_of_the_shift_must_be_said_to_be_one(dairy: Dairy) -> None:
    dairy.record()
    refused = dairy.ask("clerk", "POST", "/deliveries", weighing())
    assert (refused.status_code, refused.json["type"]) == (409, "/problems/probable-double")
    assert dairy.ask("clerk", "POST", "/deliveries", weighing(another_can=True)).status_code == 201


def test_unusual_litres_must_be_meant(dairy: Dairy) -> None:
    for day in range(10, 15):
        dairy.record(date=f"2026-11-{day}", litres="8")
    refused = dairy.ask("clerk", "POST", "/deliveries", weighing(litres="80"))
    assert (refused.status_code, refused.json["type"]) == (409, "/problems/unusual-litres")
    assert dairy.ask("clerk", "POST", "/deliveries", weighing(litres="80", meant=True)).status_code == 201


def test_unusual_litres_of_a_correction_must_be_meant_too(dairy: Dairy) -> None:
    for day in range(10, 15):
        dairy.record(date=f"2026-11-{day}", litres="8")
    id = dairy.record(litres="8")
    body = {"litres": "1999", "reason": "A slip."}
    refused = dairy.ask("clerk", "POST", f"/deliveries/{id}/correction", body)
    assert (refused.status_code, refused.json["type"]) == (409, "/problems/unusual-litres")
    assert dairy.get("clerk", f"/deliveries/{id}")["litres"] == "8.00"
    dairy.post("clerk", f"/deliveries/{id}/correction", {**body, "meant": True})
    shown = dairy.get("clerk", f"/deliveries/{id}")
    assert (shown["litres"], shown["unusual"], shown["story"][-1]["details"]["unusual"]) == (
        "1999.00",
        True,
        True,
    )


def test_the_slip_that_is_being_corrected_is_not_the_members_usual(dairy: Dairy) -> None:
    for day in range(10, 15):
        dairy.record(date=f"2026-11-{day}", litres="8")
    id = dairy.record(litres="800", meant=True)
    refused = dairy.ask(
        "clerk", "POST", f"/deliveries/{id}/correction", {"litres": "80", "reason": "A slip."}
    )
    assert (refused.status_code, refused.json["details"]["usual_litres"]) == (409, "8.00")
    dairy.post("clerk", f"/deliveries/{id}/correction", {"litres": "8", "reason": "A slip."})
    assert dairy.get("clerk", f"/deliveries/{id}")["unusual"] is False


def test_rejected_milk_is_recorded_and_worth_nothing(dairy: Dairy) -> None:
    id = dairy.record(rejection_reason="alcohol test")
    shown = dairy.get("clerk", f"/deliveries/{id}")
    assert shown["value"]["amount"] == "0.00"
    assert shown["litres"] == "8.50"


def test_a_farmer_confirms(dairy: Dairy) -> None:
    id = dairy.record()
    assert dairy.post("0001", f"/deliveries/{id}/confirmation")["status"] == "recorded"
    assert dairy.post("0001", f"/deliveries/{id}/confirmation")["status"] == "already-recorded"
    story = dairy.get("0001", f"/deliveries/{id}")["story"]
    assert [(fact["fact"], fact["channel"]) for fact in story][-1] == ("delivery.confirmed", "app")


def test_a_dispute_holds_the_disputed_part_until_a_manager_decides(dairy: Dairy) -> None:
    id = dairy.record(litres="8.5")
    dairy.post("0001", f"/deliveries/{id}/dispute", {"reason": "quantity", "claimed_litres": "8"})
    assert dairy.get("0001", "/members/0001/balance")["held"]["amount"] == "22.50"
    assert [one["id"] for one in dairy.get("manager", "/disputes")["items"]] == [id]
    decision = {"outcome": "adjusted", "litres": "8", "explanation": "Weighed again."}
    dairy.post("manager", f"/deliveries/{id}/dispute/resolution", decision)
    balance = dairy.get("0001", "/members/0001/balance")
    assert (balance["owed"]["amount"], balance["held"]["amount"]) == ("360.00", "0.00")
    assert dairy.get("manager", "/disputes")["items"] == []


def test_only_the_farmer_withdraws_and_only_officials_decide(dairy: Dairy) -> None:
    id = dairy.record()
    dairy.post("0001", f"/deliveries/{id}/dispute", {"reason": "not-mine"})
    path = f"/deliveries/{id}/dispute/resolution"
    self_made = dairy.ask("0001", "POST", path, {"outcome": "upheld", "explanation": "I say so."})
    assert self_made.status_code == 403
    withdrawn = {"outcome": "withdrawn", "explanation": "I was wrong."}
    assert dairy.ask("manager", "POST", path, withdrawn).status_code == 403
    assert dairy.post("0001", path, withdrawn)["status"] == "recorded"


def test_a_clerk_corrects_and_voids_with_a_reason(dairy: Dairy) -> None:
    id = dairy.record(litres="85")
    dairy.post("clerk", f"/deliveries/{id}/correction", {"litres": "8.5", "reason": "A slip."})
    assert dairy.get("clerk", f"/deliveries/{id}")["litres"] == "8.50"
    dairy.post("clerk", f"/deliveries/{id}/void", {"reason": "Another member's milk."})
    shown = dairy.get("clerk", f"/deliveries/{id}")
    assert (shown["state"], shown["value"]["amount"]) == ("voided", "0.00")
    assert shown["story"][-1]["details"]["change"] == {"amount": "-382.50", "currency": "KES"}


def test_a_batch_tells_the_outcome_of_each_item_in_order(dairy: Dairy) -> None:
    known = weighing(member="0002")
    dairy.post("clerk", "/deliveries", known)
    items = [
        weighing(),
        known,
        weighing(member="0003", litres="1000000000000"),
        {"member": 7},
        "milk",
        weighing(member="9999"),
        weighing(member="0003", shift="PM"),
    ]
    answer = dairy.post("clerk", "/deliveries/batch", {"items": items})
    outcomes = answer["outcomes"]
    refused = "refused"
    assert [one["status"] for one in outcomes] == [
        "recorded",
        "already-recorded",
        refused,
        refused,
        refused,
        refused,
        "recorded",
    ]
    assert [one["id"] for one in outcomes] == [
        items[0]["id"],
        known["id"],
        items[2]["id"],
        None,
        None,
        items[5]["id"],
        items[6]["id"],
    ]
    assert outcomes[2]["problem"]["errors"][0]["field"] == "litres"
    assert outcomes[5]["problem"]["type"] == "/problems/unknown"
    assert (answer["recorded"], answer["already_recorded"], answer["refused"]) == (2, 1, 4)


def test_unusual_litres_in_a_batch_must_be_meant_too(dairy: Dairy) -> None:
    for day in range(10, 15):
        dairy.record(date=f"2026-11-{day}", litres="8")
    items = [weighing(litres="80"), weighing(litres="80", shift="PM", meant=True), weighing(member="0002")]
    answer = dairy.post("clerk", "/deliveries/batch", {"items": items})
    assert [one["status"] for one in answer["outcomes"]] == ["refused", "recorded", "recorded"]
    assert answer["outcomes"][0]["problem"]["type"] == "/problems/unusual-litres"
    assert dairy.get("clerk", f"/deliveries/{items[1]['id']}")["unusual"] is True


def test_a_thousand_deliveries_go_in_one_batch_and_not_one_more(dairy: Dairy) -> None:
    items = [weighing(member="0001", another_can=True) for _ in range(1001)]
    assert dairy.ask("clerk", "POST", "/deliveries/batch", {"items": items}).status_code == 422
    days = [weighing(member="0002", date=f"20{n // 28 + 10:02}-01-{n % 28 + 1:02}") for n in range(50)]
    answer = dairy.post("clerk", "/deliveries/batch", {"items": days})
    assert answer["refused"] == 50
    assert answer["outcomes"][0]["problem"]["type"] == "/problems/no-price"


def test_the_book_is_read_page_by_page_with_links(dairy: Dairy) -> None:
    ids = [dairy.record(date=f"2026-11-{day:02}") for day in range(1, 6)]
    first = dairy.ask("clerk", "GET", "/deliveries?limit=2&member=0001")
    assert [one["id"] for one in first.json["items"]] == ids[:-3:-1]
    address = first.headers["Link"].split(">")[0].lstrip("<")
    assert "limit=2" in address
    assert address.count("cursor=") == 1
    second = dairy.get("clerk", address)
    assert [one["id"] for one in second["items"]] == [ids[2], ids[1]]
    last = dairy.ask("clerk", "GET", f"/deliveries?limit=2&member=0001&cursor={second['next']}")
    assert [one["id"] for one in last.json["items"]] == [ids[0]]
    assert (last.json["next"], "Link" in last.headers) == (None, False)


def test_the_book_is_asked_by_round_and_by_can(dairy: Dairy) -> None:
    dairy.post("admin", "/routes", {"code": "R1", "name": "Gitaru round", "centre": "KIA"})
    of_round = dairy.record(route="R1", container="K7")
    of_can = dairy.record(member="0002", container="K7")
    dairy.record(member="0003")
    for asked, found in (("route=R1", {of_round}), ("container=K7", {of_round, of_can}), ("route=R2", set())):
        assert {one["id"] for one in dairy.get("clerk", f"/deliveries?{asked}")["items"]} == found


def test_a_clerk_with_centres_works_at_them_only(dairy: Dairy) -> None:
    elsewhere = dairy.record(centre="MUG")
    refused = dairy.ask("limited", "POST", "/deliveries", weighing(member="0002", centre="MUG"))
    assert refused.status_code == 403
    assert dairy.ask("limited", "POST", "/deliveries", weighing(member="0002")).status_code == 201
    assert {one["centre"] for one in dairy.get("limited", "/deliveries")["items"]} == {"KIA"}
    assert dairy.ask("limited", "GET", "/deliveries?centre=MUG").status_code == 403
    assert dairy.ask("limited", "GET", f"/deliveries/{elsewhere}").status_code == 403
    voiding = dairy.ask("limited", "POST", f"/deliveries/{elsewhere}/void", {"reason": "x"})
    assert voiding.status_code == 403
    batch = dairy.post("limited", "/deliveries/batch", {"items": [weighing(member="0003", centre="MUG")]})
    assert batch["outcomes"][0]["problem"]["type"] == "/problems/not-permitted"


def test_a_clerk_with_centres_sees_disputes_and_totals_of_them_only(dairy: Dairy) -> None:
    here, elsewhere = dairy.record(litres="5"), dairy.record(member="0002", centre="MUG", litres="7")
    for member, id in (("0001", here), ("0002", elsewhere)):
        dairy.post(member, f"/deliveries/{id}/dispute", {"reason": "not-mine"})
    member = {"number": "0077", "name": "Chebet Koech", "centre": "MUG"}
    dairy.post("clerk", "/members", member)
    days = f"from={DAY}&to={DAY}"
    seen = {}
    for who in ("clerk", "limited"):
        today = dairy.get(who, "/dashboard/today")
        trend = dairy.get(who, f"/dashboard/trends?{days}")["items"][0]["milk"]
        taking_part = dairy.get(who, f"/dashboard/participation?{days}")
        seen[who] = (
            [one["id"] for one in dairy.get(who, "/disputes")["items"]],
            [one["code"] for one in today["centres"]],
            (today["total"]["litres"], today["total"]["members"], today["members_registered"]),
            (trend["litres"], trend["members"]),
            (taking_part["members"], taking_part["members_registered"], taking_part["by_centre"]),
        )
    assert seen["clerk"] == (
        [here, elsewhere],
        ["KIA", "MUG"],
        ("12.00", 2, 4),
        ("12.00", 2),
        (2, 4, {"KIA": 1, "MUG": 1}),
    )
    assert seen["limited"] == ([here], ["KIA"], ("5.00", 1, 3), ("5.00", 1), (1, 3, {"KIA": 1}))
    assert dairy.ask("limited", "GET", f"/dashboard/trends?{days}&centre=MUG").status_code == 403


def test_the_milk_analysers_words_for_a_shift_are_read(dairy: Dairy) -> None:
    id = dairy.record(shift="Evening")
    assert dairy.get("clerk", f"/deliveries/{id}")["shift"] == "PM"


def test_an_unknown_delivery_is_a_404_problem(dairy: Dairy) -> None:
    answer = dairy.ask("clerk", "GET", f"/deliveries/{uuid4()}")
    assert (answer.status_code, answer.json["type"]) == (404, "/problems/unknown")


def test_a_reader_sees_a_fact_whose_writer_died_before_the_views_were_told(dairy: Dairy) -> None:
    dairy.parts.ledger.after_save = lambda position: None
    id = dairy.record()
    assert dairy.get(None, "/readyz")["views_behind"] == 1
    assert dairy.get("clerk", f"/deliveries/{id}")["id"] == id
