"""What a member's data may become, asked for over HTTP."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest

from .dairy import Dairy

MUCH_LATER = datetime(2034, 1, 2, 6, 0, tzinfo=UTC)
RESTRICTED = {"ground": "asked"}


def depart(dairy: Dairy, member: str = "0001") -> None:
    dairy.post("manager", f"/members/{member}/departure", {"reason": "moved away"})


def exported(dairy: Dairy, who: str) -> dict[str, bytes]:
    answer = dairy.ask(who, "GET", "/members/0001/export")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/zip")
    assert answer.headers["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def years_later(dairy: Dairy) -> None:
    """Everybody signs in again, seven years and a turn of the year later."""
    dairy.now = MUCH_LATER
    for who in ("manager", "admin", "auditor", "clerk"):
        dairy.sign_in(who)


# ------------------------------------------------------------------ restriction


def test_of_a_restricted_member_other_officials_see_the_number_alone(dairy: Dairy) -> None:
    before = dairy.get("clerk", "/members/0001")
    assert before["name"]
    dairy.post("manager", "/members/0001/restriction", RESTRICTED)
    hidden = dairy.get("clerk", "/members/0001")
    assert (hidden["number"], hidden["name"], hidden["phone"], hidden["restricted"]) == (
        "0001", None, None, True,
    )  # fmt: skip
    payee = dairy.get("clerk", "/members/0001/payee")
    assert before["phone"] not in json.dumps(payee)
    for who in ("manager", "auditor", "0001"):
        assert dairy.get(who, "/members/0001")["name"] == before["name"]


def test_a_restricted_member_is_found_by_number_and_not_by_name(dairy: Dairy) -> None:
    name = dairy.get("clerk", "/members/0001")["name"]
    dairy.post("manager", "/members/0001/restriction", RESTRICTED)
    asked = "/members/search", {"query": name.split()[0]}
    assert "0001" not in {one["number"] for one in dairy.post("clerk", *asked)["items"]}
    assert "0001" in {one["number"] for one in dairy.post("manager", *asked)["items"]}
    (found,) = dairy.post("clerk", "/members/search", {"query": "0001"})["items"]
    assert found["name"] is None
    listed = dairy.get("clerk", "/members")["items"]
    assert [one["name"] for one in listed if one["number"] == "0001"] == [None]


def test_messages_to_a_restricted_member_are_unread_by_who_may_not(dairy: Dairy) -> None:
    dairy.record()
    ledger, job = dairy.parts.ledger, by_job(dairy)
    id = dairy.parts.views.deliveries.page().items[0].id
    ledger.request_message("receipt", id, 1, "0001", "Habari", job)
    dairy.post("manager", "/members/0001/restriction", RESTRICTED)
    told = {who: dairy.get(who, "/messages?member=0001")["items"][0]["text"] for who in ("manager", "admin")}
    assert told == {"manager": "Habari", "admin": None}


def test_what_was_said_about_a_restricted_member_is_unread_by_who_may_not(dairy: Dairy) -> None:
    """What the farmer wrote, why officials did something about milk or access, and on what phone."""
    milk = dairy.record()
    dairy.post("0001", f"/deliveries/{milk}/dispute", {"reason": "not-mine", "note": "my sister Wambui's"})
    decided = {"outcome": "upheld", "explanation": "Wambui has none"}
    dairy.post("manager", f"/deliveries/{milk}/dispute/resolution", decided)
    dairy.post("clerk", "/members/0001/access-recovery", {"reason": "Wambui has the phone"})
    dairy.post("manager", "/members/0001/restriction", RESTRICTED)
    paths = {
        "clerk": (f"/deliveries/{milk}", "/deliveries", "/members/0001/deliveries"),
        "admin": ("/members/0001/access", "/access-recoveries"),
    }
    for who, read in paths.items():
        for path in read:
            assert "Wambui" in json.dumps(dairy.get("manager", path)), path
            assert "Wambui" not in json.dumps(dairy.get(who, path)), path


def by_job(dairy: Dairy) -> Any:
    from imbuto.values import By

    return By("job:tell", "job", "t", dairy.now)


def test_a_restriction_ends_by_two_officials(dairy: Dairy) -> None:
    dairy.post("manager", "/members/0001/restriction", RESTRICTED)
    dairy.post("manager", "/members/0001/restriction/end")
    alone = dairy.ask("manager", "POST", "/members/0001/restriction/end/approval")
    assert (alone.status_code, alone.json["type"]) == (403, "/problems/same-person")
    dairy.post("admin", "/members/0001/restriction/end/refusal")
    dairy.post("manager", "/members/0001/restriction/end")
    dairy.post("admin", "/members/0001/restriction/end/approval")
    assert dairy.get("clerk", "/members/0001")["name"]


# ------------------------------------------------------------------ leaving


def test_milk_of_who_left_is_not_taken(dairy: Dairy) -> None:
    depart(dairy)
    assert dairy.get("manager", "/members/0001")["left_on"] == f"{dairy.now:%Y-%m-%d}"
    with pytest.raises(AssertionError, match="left the cooperative"):
        dairy.record()
    dairy.post("manager", "/members/0001/readmission")
    dairy.record()


# ------------------------------------------------------------------ erasure


def test_too_early_the_refusal_says_when_and_what_to_do_until_then(dairy: Dairy) -> None:
    depart(dairy)
    refused = dairy.ask("manager", "POST", "/members/0001/erasure", {"ground": "asked"})
    assert (refused.status_code, refused.json["type"]) == (409, "/problems/wrong-state")
    assert "2034-01-01" in refused.json["detail"]
    assert dairy.get("0001", "/members/0001/held")["erasable_on"] == "2034-01-01"


def test_two_officials_forget_a_member_for_good(dairy: Dairy) -> None:
    name = dairy.get("manager", "/members/0001")["name"]
    depart(dairy)
    years_later(dairy)
    dairy.post("manager", "/members/0001/erasure", {"ground": "ended"})
    alone = dairy.ask("manager", "POST", "/members/0001/erasure/approval")
    assert (alone.status_code, alone.json["type"]) == (403, "/problems/same-person")
    dairy.post("admin", "/members/0001/erasure/approval")
    dairy.post("admin", "/members/0001/erasure/approval")
    shown = dairy.get("manager", "/members/0001")
    assert (shown["name"], shown["phone"], shown["erased"]) == (None, None, True)
    assert str(dairy.parts.ledger.member("0001").name) == "(erased)"
    held = dairy.get("manager", "/members/0001/held")
    assert (held["personal"], held["erased"]) == ([], True)
    assert dairy.ask("0001", "GET", "/members/0001").status_code == 401
    files = exported(dairy, "manager")
    assert not [file for file, content in files.items() if name.encode() in content]


def test_a_proposal_may_be_refused(dairy: Dairy) -> None:
    depart(dairy)
    years_later(dairy)
    dairy.post("manager", "/members/0001/erasure", {"ground": "asked"})
    assert dairy.get("manager", "/members/0001")["erasure_proposed_by"] == "staff:S002"
    dairy.post("admin", "/members/0001/erasure/refusal")
    assert dairy.ask("admin", "POST", "/members/0001/erasure/approval").status_code == 409


# ------------------------------------------------------------------ export


def test_a_member_takes_everything_along(dairy: Dairy) -> None:
    dairy.submitted_payout()
    files = exported(dairy, "0001")
    name = dairy.get("0001", "/members/0001")["name"]
    register = json.loads(files["register.json"])
    assert (register["name"], register["number"]) == (name, "0001")
    facts = json.loads(files["facts.json"])
    assert {"member.registered", "delivery.recorded", "statement.settled", "payout.requested"} <= {
        fact["topic"] for fact in facts
    }
    assert [fact["position"] for fact in facts] == sorted(fact["position"] for fact in facts)
    assert len(files["facts.txt"].decode().splitlines()) == len(facts)
    assert name in files["facts.txt"].decode()
    assert files["ledger.pdf"].startswith(b"%PDF")
    assert files["statements.pdf"].startswith(b"%PDF")
    assert "devices that are signed in" in json.loads(files["people.json"])
    assert json.loads(files["held.json"])["number"] == "0001"


def test_nothing_of_another_member_or_of_any_secret_is_in_it(dairy: Dairy) -> None:
    theirs = dairy.record(member="0002")
    dairy.submitted_payout()
    files = b"\n".join(exported(dairy, "0001").values())
    assert theirs.encode() not in files
    assert b"member:0002" not in files
    assert b"_hash" not in files
    assert dairy.tokens["0001"].encode() not in files


def test_a_member_asks_for_the_members_own_only(dairy: Dairy) -> None:
    for part in ("held", "export"):
        assert dairy.ask("0002", "GET", f"/members/0001/{part}").status_code == 404
        assert dairy.ask("clerk", "GET", f"/members/0001/{part}").status_code == 403


def test_what_is_held_is_told_in_numbers(dairy: Dairy) -> None:
    dairy.record()
    dairy.later(hours=1)
    held = dairy.get("0001", "/members/0001/held")
    assert {"name", "phone"} <= set(held["personal"])
    assert held["facts"]["delivery"] == 1
    assert held["left_on"] is None
    assert held["unsettled"]
    assert held["retention_years"] == 7
