"""The ledger fact by fact over HTTP: found, told in words as far as one may see, and proven whole."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import g

from imbuto.api.access import Caller
from imbuto.audit.verification import HOW
from imbuto.cli.main import cli
from imbuto.ledger import Registration

from .dairy import NOW, OPERATOR, PRICE, Dairy
from .test_looks import seen
from .test_privacy import depart, years_later

PRIVATE = {"number": "0009", "name": "Chebet Koech", "centre": "KIA", "national_id": "27364518"}
SUSPENDED = {"reason": "quarrels at the gate"}


def topics(dairy: Dairy, query: str = "", who: str = "auditor") -> list[str]:
    return [one["topic"] for one in dairy.get(who, f"/facts{query}")["items"]]


def as_one_who_sees_less(dairy: Dairy, path: str) -> Any:
    """The answer to an official who may read facts and no more: neither private nor restricted data."""
    with dairy.app.test_request_context(f"/api/v1{path}"):
        only = frozenset({"facts.read"})
        g.caller = Caller("staff:S005", "S005", "api", "", NOW, ("auditor",), (), way="token", only=only)
        g.request_id = "less"
        return json.loads(dairy.app.make_response(dairy.app.dispatch_request()).data)


def test_facts_are_told_in_words_the_newest_first(dairy: Dairy) -> None:
    delivery = dairy.record()
    newest = dairy.get("auditor", "/facts")["items"][0]
    assert (newest["position"], newest["id"], newest["version"]) == (dairy.position(), delivery, 1)
    assert (newest["topic"], newest["kind"]) == ("delivery.recorded", "delivery")
    assert newest["words"] == "milk 16 Nov 2026 AM at KIA: 8.5 l at KES 45.00"
    assert newest["who"] == {"principal": "staff:S001", "name": "Njeri Mwangi"}
    assert (newest["member"], newest["channel"], newest["at"]) == ("0001", "office", NOW.isoformat())
    assert newest["request"]


def test_whom_a_fact_names_is_told_by_name_and_what_a_job_did_by_none(dairy: Dairy) -> None:
    dairy.submitted_payout()
    authors = [one["who"] for one in dairy.get("auditor", "/facts")["items"]]
    assert {(one["principal"], one["name"]) for one in authors} >= {
        ("job:settle", None), ("staff:S002", "Njeri Mwangi"), ("operator:test", None),
    }  # fmt: skip
    delivery = dairy.record(date="2026-11-15")
    dairy.post("0001", f"/deliveries/{delivery}/confirmation")
    (confirmed,) = dairy.get("auditor", "/facts?topic=delivery.confirmed")["items"]
    assert confirmed["who"] == {"principal": "member:0001", "name": "Wanjiku Kamau"}


def test_they_are_found_by_topic_thing_person_and_day(dairy: Dairy) -> None:
    delivery = dairy.record()
    dairy.record(member="0002")
    assert topics(dairy, "?topic=delivery") == ["delivery.recorded"] * 2
    assert topics(dairy, f"?about={delivery}") == ["delivery.recorded"]
    assert set(topics(dairy, "?about=0001")) == {
        "member.registered",
        "access.session_opened",
        "delivery.recorded",
    }
    assert topics(dairy, f"?about={PRICE}") == ["cooperative.price_approved", "cooperative.price_proposed"]
    assert set(topics(dairy, "?who=staff:S001")) == {"access.session_opened", "delivery.recorded"}
    assert topics(dairy, "?from=2026-11-17") == topics(dairy, "?to=2026-11-15") == []
    assert topics(dairy, "?from=2026-11-16&to=2026-11-16&limit=1") == ["delivery.recorded"]
    before = dairy.position() - 1
    assert dairy.get("auditor", f"/facts?before={before}")["items"][0]["position"] == before - 1


def test_what_is_asked_for_and_is_not_is_said(dairy: Dairy) -> None:
    for query in (
        "about=9999",
        "about=%20",
        "from=yesterday",
        "before=0",
        "cursor=x",
        "limit=0",
        "colour=red",
    ):
        assert dairy.ask("auditor", "GET", f"/facts?{query}").status_code in (404, 422), query
    for position in (0, 10**6, 10**30):
        assert dairy.ask("auditor", "GET", f"/facts/{position}").status_code == 404
    assert topics(dairy, "?topic=cow") == []


def test_page_after_page_gives_every_fact_once(dairy: Dairy) -> None:
    told, query = [], "?limit=7"
    while True:
        page = dairy.get("auditor", f"/facts{query}")
        told += [one["position"] for one in page["items"]]
        if page["next"] is None:
            break
        query = f"?limit=7&cursor={page['next']}"
    assert told == list(range(dairy.position(), 0, -1))
    assert page["scanned_to"] == 1


def test_a_page_says_where_the_next_one_is(dairy: Dairy) -> None:
    answer = dairy.ask("auditor", "GET", "/facts?topic=member&limit=2")
    assert answer.headers["Link"].startswith("</api/v1/facts?topic=member&limit=2&cursor=")


def test_one_fact_is_told_in_full_with_its_neighbours_and_as_it_is_stored(dairy: Dairy) -> None:
    delivery = dairy.record()
    first = dairy.position()
    dairy.post("0001", f"/deliveries/{delivery}/confirmation")
    fact = dairy.get("auditor", f"/facts/{first}")
    assert (fact["previous"], fact["next"]) == (None, dairy.position())
    assert fact["fields"]["price per litre"] == "KES 45.00"
    assert fact["fields"]["litres"] == "8.5 l"
    assert json.loads(fact["stored"])["value_cents"] == 38250
    assert dairy.get("auditor", f"/facts/{dairy.position()}")["previous"] == first


def test_what_is_sealed_stays_sealed_in_the_stored_text(dairy: Dairy) -> None:
    (position,) = [one["position"] for one in dairy.get("auditor", "/facts?about=0001&topic=member")["items"]]
    fact = dairy.get("auditor", f"/facts/{position}")
    assert set(json.loads(fact["stored"])["name"]) == {"p", "k", "s"}
    assert "Wanjiku" not in fact["stored"]
    assert fact["fields"]["name"] == "Wanjiku Kamau"


def test_only_managers_and_auditors_read_facts_and_no_token_does(dairy: Dairy) -> None:
    for path in ("/facts", "/facts/1", "/stories/member/0001", "/verification"):
        for who, status in (
            ("manager", 200),
            ("clerk", 403),
            ("treasurer", 403),
            ("admin", 403),
            ("0001", 403),
        ):
            assert dairy.ask(who, "GET", path).status_code == status, (who, path)
    body = {"name": "t", "permissions": ["facts.read"], "expires_at": "2027-01-01T00:00:00Z", "password": "x"}
    assert dairy.ask("auditor", "POST", "/access-tokens", body).status_code == 422


# ------------------------------------------------------------------ looks


def test_to_look_at_a_members_facts_is_a_look(dairy: Dairy) -> None:
    delivery = dairy.record()
    end = dairy.position()
    for path in ("/facts?about=0001", f"/facts?about={delivery}", "/facts?who=member:0001", f"/facts/{end}",
                 "/stories/member/0001", f"/stories/delivery/{delivery}",
                 f"/stories/delivery/{delivery}/as-of?position={end}"):  # fmt: skip
        dairy.get("manager", path)
    assert [what for _, what in seen(dairy, who="0001")] == [
        "see_as_of", "see_story", "see_story", "see_fact", "list_facts", "list_facts", "list_facts",
    ]  # fmt: skip


def test_a_page_that_speaks_of_one_member_alone_is_a_look_however_it_is_asked_for(dairy: Dairy) -> None:
    delivery = dairy.record()
    for query in (f"before={dairy.position() + 1}&limit=1", "topic=delivery", "who=staff:S001&limit=1"):
        assert dairy.get("manager", f"/facts?{query}")["items"][0]["id"] == delivery
    assert [what for _, what in seen(dairy, who="0001")] == ["list_facts"] * 3


def test_lists_of_many_and_what_is_about_nobody_are_no_looks(dairy: Dairy) -> None:
    dairy.record()
    for path in ("/facts", "/facts/1", f"/facts?about={PRICE}", "/facts?who=member:9999", "/verification"):
        dairy.get("manager", path)
    assert seen(dairy, who="0001") == []


# ------------------------------------------------------------------ masks


def test_private_numbers_and_next_of_kin_are_masked_for_who_may_not_read_them(dairy: Dairy) -> None:
    member = Registration(**PRIVATE, next_of_kin_name="Kiptoo Koech")
    position = dairy.parts.ledger.register_member(member, OPERATOR).position
    whole = dairy.get("auditor", f"/facts/{position}")["fields"]
    assert (whole["national id"], whole["next of kin name"]) == ("27364518", "Kiptoo Koech")
    less = as_one_who_sees_less(dairy, f"/facts/{position}")
    assert (less["fields"]["national id"], less["fields"]["next of kin name"]) == ("•••518", "(hidden)")
    assert less["fields"]["name"] == "Chebet Koech"
    for path in ("/stories/member/0009", "/stories/member/0009/as-of?day=2026-11-16", "/facts?about=0009"):
        told = json.dumps(as_one_who_sees_less(dairy, path), ensure_ascii=False)
        assert "27364518" not in told
        assert "Kiptoo" not in told


def test_of_a_restricted_member_who_may_not_see_it_reads_no_word_about_the_person(dairy: Dairy) -> None:
    dairy.post("manager", "/members/0001/suspension", SUSPENDED)
    suspended = dairy.position()
    dairy.post("manager", "/members/0001/restriction", {"ground": "asked"})
    assert dairy.get("auditor", f"/facts/{suspended}")["words"] == "suspended: quarrels at the gate"
    for path in ("/facts", "/facts?about=0001", f"/facts/{suspended}", "/stories/member/0001",
                 "/stories/member/0001/as-of?day=2026-11-16"):  # fmt: skip
        told = json.dumps(as_one_who_sees_less(dairy, path))
        assert "quarrels" not in told, path
        assert "254712000001" not in told, path
    assert as_one_who_sees_less(dairy, f"/facts/{suspended}")["words"] == "suspended: (hidden)"


def test_of_an_erased_member_nobody_reads_a_word(dairy: Dairy) -> None:
    dairy.post("manager", "/members/0001/suspension", SUSPENDED)
    dairy.post("manager", "/members/0001/reinstatement")
    depart(dairy)
    years_later(dairy)
    dairy.post("manager", "/members/0001/erasure", {"ground": "ended"})
    dairy.post("admin", "/members/0001/erasure/approval")
    registered = min(
        one["position"] for one in dairy.get("auditor", "/facts?about=0001&topic=member")["items"]
    )
    for path in ("/facts?about=0001", f"/facts/{registered}", "/stories/member/0001",
                 f"/stories/member/0001/as-of?position={registered}"):  # fmt: skip
        told = dairy.ask("auditor", "GET", path).text
        assert "Wanjiku" not in told, path
        assert "quarrels" not in told, path
        assert "254712000001" not in told, path
    assert dairy.get("auditor", f"/facts/{registered}")["words"] == "registered: (erased), centre KIA"


# ------------------------------------------------------------------ proofs


def test_the_ledger_is_proven_whole_and_how_to_check_it_is_told(dairy: Dairy) -> None:
    dairy.requested_payout()
    proof = dairy.get("auditor", "/verification")
    assert proof["facts"] == proof["last_position"] == dairy.position()
    assert (proof["gaps"], proof["triggers"], proof["trial_balance_zero"]) == ([], True, True)
    assert {(view["state"], view["lag"]) for view in proof["views"]} == {("live", 0)}
    assert proof["checked_at"] == NOW.isoformat()
    assert proof["how"] == list(HOW)


@pytest.mark.parametrize("sentence", HOW)
def test_each_command_that_is_told_is_one_of_ours(sentence: str) -> None:
    for told in sentence.split("`")[1::2]:
        program, *words = told.split()
        assert program == "imbuto"
        command: Any = cli
        while words and not words[0].startswith("-") and hasattr(command, "commands"):
            command = command.commands[words.pop(0)]
        options = {name for one in command.params for name in one.opts}
        assert {word for word in words if word.startswith("--")} <= options
