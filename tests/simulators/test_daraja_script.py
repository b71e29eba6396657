"""The adversary's script: what it understands, and that the same seed always does the same."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from imbuto.simulators.daraja.faults import (
    KINDS,
    OLD_NAMES,
    Plan,
    ScriptError,
    planned,
    read_fault,
    read_faults,
)
from imbuto.simulators.daraja.script import Asked, read_script, read_script_text

from .inside import FARMER, START, Inside

MIXED = {
    "timeout_before": 0.3,
    "lost": 0.2,
    "late:1000-9000": 0.3,
    "shape": 0.3,
    "forged": 0.2,
    "closed_after": 0.2,
}


def asked(id: str = "p-1", **more: Any) -> Asked:
    return Asked("payment", id, START, **more)


def plans(source: dict[str, Any], ids: list[str], seed: int = 0) -> dict[str, str]:
    script = read_script(source, seed)
    return {id: f"{script.at_the_door(asked(id))} {Plan(script.later(asked(id)))}" for id in ids}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_fault_is_written_as_it_is_read(kind: Any) -> None:
    for door in kind.doors:
        needed = {"result": "2040", "says": "Completed"}.get(kind.name, "")
        choices = kind.allowed if isinstance(kind.allowed, tuple) else (kind.default or needed,)
        for argument in choices:
            fault = read_fault(f"{door}.{kind.name}" + (f":{argument}" if argument else ""))
            assert (fault.door, fault.name, fault.argument) == (door, kind.name, argument)
            assert read_fault(str(fault)) == fault


def test_old_names_are_faults_too_and_several_are_joined() -> None:
    assert str(planned("+".join(OLD_NAMES))) == "+".join(str(read_fault(name)) for name in OLD_NAMES)
    assert read_faults("ok") == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("dance", "is no fault; the faults are refusal"),
        ("moon.lost", "happens at payment, status"),
        ("token.lost", "not at 'token'"),
        ("lost:3", "takes no argument"),
        ("late:soon", "late takes an argument"),
        ("result:", "such as 2040"),
        ("shape:round", "one of strings"),
        ("refusal:nonsense", "one of 400.002.02"),
        ("status.says:Perhaps", "one of Initiated"),
    ],
)
def test_a_fault_that_is_not_understood_is_named(text: str, words: str) -> None:
    with pytest.raises(ScriptError, match=words):
        read_fault(text)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ([], "a JSON object"),
        ({"faults": {}}, "no 'faults'"),
        ({"seed": "seven"}, "seed is a whole number"),
        ({"chances": ["lost"]}, "chances is an object"),
        ({"chances": {"lost": 1.5}}, "from 0 to 1"),
        ({"chances": {"lost": True}}, "from 0 to 1"),
        ({"rules": {}}, "rules is a list"),
        ({"rules": ["lost"]}, "rule 1: a rule is an object"),
        ({"rules": [{"do": 3}]}, "rule 1: do is a fault"),
        ({"rules": [{"do": "lost", "when": {"moon": "full"}}]}, "rule 1: when may name msisdn"),
        ({"rules": [{"do": "lost", "when": {"nth": 1.5}}]}, "rule 1: nth is one value"),
        ({"rules": [{"do": "lost", "when": {"every": 0}}]}, "rule 1: every is a whole number"),
        ({"rules": [{"do": "lost", "times": -1}]}, "rule 1: times"),
        ({"rules": [{"do": "lost", "when": {"from": "dawn"}}]}, "rule 1: an instant is such as"),
        ({"rules": [{"do": "lost", "when": {"from": "2026-10-16T06:00:00"}}]}, "rule 1: an instant names"),
    ],
)
def test_a_script_that_is_not_understood_says_where(source: Any, words: str) -> None:
    with pytest.raises(ScriptError, match=words):
        read_script(source)


@pytest.mark.parametrize("text", ["{", "[" * 100_000])
def test_a_script_that_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(ScriptError):
        read_script_text(text)


def test_the_same_seed_does_the_same_in_any_order_and_another_seed_does_not() -> None:
    ids = [f"p-{number}" for number in range(200)]
    first = plans({"chances": MIXED}, ids, seed=7)
    assert plans({"chances": MIXED}, ids[::-1], seed=7) == first
    assert plans({"chances": MIXED, "seed": 7}, ids) == first
    assert plans({"chances": MIXED}, ids, seed=8) != first


def test_chances_fall_about_as_often_as_they_say() -> None:
    script = read_script({"chances": {"lost": 0.2}}, 3)
    struck = sum(bool(script.later(asked(f"p-{number}"))) for number in range(5_000))
    assert 900 < struck < 1_100


def test_a_resend_draws_its_answer_anew_but_keeps_what_comes_later() -> None:
    script = read_script({"chances": {"timeout_before": 0.5, "lost": 0.5}}, 1)
    answers = {tries: str(script.at_the_door(asked(tries=tries))) for tries in range(1, 30)}
    assert set(answers.values()) == {"timeout_before", "None"}
    assert len({script.later(asked(tries=tries)) for tries in range(1, 30)}) == 1


def test_a_span_and_a_star_are_drawn_within_their_bounds() -> None:
    script = read_script({"rules": [{"do": ["late:100-200", "shape", "forged"]}]})
    drawn = [Plan(script.later(asked(f"p-{number}"))) for number in range(300)]
    assert {plan.number("late") for plan in drawn} > set(range(110, 190, 40))
    assert all(100 <= plan.number("late") <= 200 for plan in drawn)
    assert {plan.argument("shape") for plan in drawn} >= {"strings", "bare", "more"}
    assert "*" not in {plan.argument("forged") for plan in drawn}


@pytest.mark.parametrize(
    ("when", "meets", "misses"),
    [
        ({"msisdn": FARMER}, {"msisdn": FARMER}, {"msisdn": "254700000000"}),
        ({"msisdn": [FARMER, "254700000001"]}, {"msisdn": "254700000001"}, {}),
        ({"originator_id": "p-1"}, {}, {"about": "p-2"}),
        ({"nth": [3, 5]}, {"nth": 5}, {"nth": 4}),
        ({"every": 10}, {"nth": 20}, {"nth": 21}),
        ({"try": 2}, {"tries": 2}, {"tries": 1}),
        ({"over": 1000}, {"shillings": 1001}, {"shillings": 1000}),
        ({"under": 1000}, {"shillings": 999}, {"shillings": 1000}),
        ({"from": "2026-10-16T09:00:00+03:00"}, {}, {"moment": START - timedelta(seconds=1)}),
        ({"until": "2026-10-16T09:00:01+03:00"}, {}, {"moment": START + timedelta(seconds=1)}),
    ],
)
def test_a_rule_strikes_only_when_all_it_asks_for_is_so(when: Any, meets: Any, misses: Any) -> None:
    script = read_script({"rules": [{"when": when, "do": "timeout_before"}]})
    given = {"door": "payment", "about": "p-1", "moment": START}
    assert str(script.at_the_door(Asked(**(given | meets)))) == "timeout_before"
    assert script.at_the_door(Asked(**(given | misses))) is None


def test_a_rule_strikes_no_more_often_than_it_may() -> None:
    script = read_script({"rules": [{"do": "timeout_before", "times": 2}]})
    assert [bool(script.at_the_door(asked(f"p-{number}"))) for number in range(4)] == [
        True,
        True,
        False,
        False,
    ]


def test_whole_paydays_repeat_to_the_letter() -> None:
    def payday() -> list[Any]:
        gateway = Inside({"chances": MIXED | {"closed_after": 0}}, seed=5)
        for number in range(60):
            gateway.pay(f"p-{number}", msisdn=f"2547{number:08d}")
            gateway.wait(seconds=2)
        gateway.wait()
        return [gateway.posted, list(gateway.desk.payments.paid()), gateway.desk.payments.counts()]

    assert payday() == payday()


def test_a_script_is_followed_from_the_door_and_kept_over_what_is_not_understood() -> None:
    gateway = Inside()
    assert gateway.control("script", {"rules": [{"do": "timeout_before"}]}).status_code == 200
    refused = gateway.control("script", {"rules": [{"do": "dance"}]})
    assert refused.status_code == 400
    assert "dance" in (refused.json or {})["error"]
    assert gateway.pay().status_code == 504
    assert (gateway.client.get("/control/script").json or {})["script"] == {
        "rules": [{"do": "timeout_before"}]
    }
    gateway.control("reset", {})
    assert gateway.pay().status_code == 200


def test_the_script_that_was_given_at_the_start_comes_back_after_a_reset() -> None:
    gateway = Inside({"rules": [{"do": "timeout_before"}]})
    gateway.control("script", {})
    assert gateway.pay().status_code == 200
    gateway.control("reset", {})
    assert gateway.pay().status_code == 504


def test_the_vocabulary_is_explained() -> None:
    words = (Inside().client.get("/control/vocabulary").json or {})["faults"]
    assert {one["name"] for one in words} == {kind.name for kind in KINDS}
    assert all(one["words"] for one in words)
