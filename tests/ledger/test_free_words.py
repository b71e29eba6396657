"""What people type about one member is sealed with the member's key, in every fact that holds such words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from imbuto.aggregates import FACTS, Adjustment, Delivery, Fact, Member
from imbuto.errors import DifferentContent
from imbuto.ledger import AdjustmentContent, Ledger
from imbuto.ledger.transcoding import _WORDS, FactMapper
from imbuto.security.keys import BrokenSeal, Keyring
from imbuto.security.store import open_keys
from imbuto.values import ERASED
from tests.ledger.examples import CLERK, MANAGER, opened, record, subject
from tests.ledger.stored_facts import MAPPER, OLDER, SUBJECT, example, stored

TYPED_FIELDS = {"reason", "explanation", "evidence", "text", "signature", "note"}
CLEAR = {
    # Codes of closed lists.
    "access.*.reason", "delivery.disputed.reason", "payout.failed.evidence",
    "payout.outcome_unknown.evidence", "payout.paid.evidence",
    # Our own words, or those of M-Pesa and of the SMS gateway.
    "message.*.reason", "payout.contradicted.reason", "payout.deferred.reason", "payout.failed.reason",
    "payout.failure_reported.reason", "payout.outcome_unknown.reason", "payout.payment_reported.reason",
    "payout.postponed.reason", "payout.put_to_review.reason", "payout.status_answered.reason",
    # About the cooperative, or about many.
    "adjustment.granted.text", "bulk.*.reason", "cooperative.*.reason", "cooperative.*.text",
    "pay_file.*.reason", "price_difference.*.reason", "settlement.*.reason", "till.*.reason",
    "top_up.*.evidence", "top_up.*.reason", "voucher.*.reason", "voucher.*.text",
}  # fmt: skip
"""Fields in which words stand that are not one member's."""
WITH_WORDS = [pytest.param(fact, id=fact.TOPIC) for fact in _WORDS]
REASON = "her neighbour Barasa spilled the can"


@pytest.fixture(scope="module")
def keyring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keyring]:
    store = open_keys(tmp_path_factory.mktemp("keys") / "keys.sqlite")
    yield Keyring(store)
    store.close()


@pytest.mark.parametrize("fact", FACTS.values(), ids=lambda fact: fact.TOPIC)
def test_whatever_may_be_typed_is_sealed_or_known_to_be_nobody_s(fact: type[Fact]) -> None:
    whole, aggregate = fact.TOPIC, fact.TOPIC.partition(".")[0]
    clear = [
        name
        for name, value in json.loads(FactMapper(_Bare()).to_stored_event(example(fact)).state).items()
        if name in TYPED_FIELDS
        and isinstance(value, str)
        and not {f"{whole}.{name}", f"{aggregate}.*.{name}"} & CLEAR
    ]
    assert clear == []


class _Bare:
    def seal(self, subject: str, text: str, context: bytes) -> tuple[str, bytes]:
        return "key", b""

    def open(self, key_id: str, sealed: bytes, context: bytes) -> str | None:
        return None


@pytest.mark.parametrize("fact", WITH_WORDS)
def test_words_are_not_in_the_bytes_and_go_with_the_key(fact: type[Fact], keyring: Keyring) -> None:
    number = f"M{list(_WORDS).index(fact)}"
    whose = "member" if "member" in example(fact).__dict__ else "number"
    said = replace(example(fact), **{whose: number})
    mapper = FactMapper(keyring)
    kept = mapper.to_stored_event(said)
    read = mapper.to_domain_event(kept)
    assert read == said
    sealed = [place for place, _ in _words_in(json.loads(kept.state))]
    assert sealed
    keyring.erase(subject(number))
    erased = mapper.to_domain_event(kept)
    assert _differing(said, erased) == {place.partition(".")[0] for place in sealed}
    for place in sealed:
        assert _at(erased, place) == ERASED


def _words_in(state: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in state.items():
        if isinstance(value, dict) and "s" in value and value["p"] != SUBJECT:
            yield f"{place}{name}", value
        elif isinstance(value, list):
            for number, part in enumerate(value):
                if isinstance(part, dict):
                    yield from _words_in(part, f"{place}{name}.{number}.")


def _differing(one: Fact, other: Fact) -> set[str]:
    return {name for name, value in vars(one).items() if vars(other)[name] != value}


def _at(fact: Any, place: str) -> Any:
    found = fact
    for step in place.split("."):
        found = found[int(step)] if step.isdigit() else getattr(found, step)
    return found


@pytest.mark.parametrize("fact", WITH_WORDS)
def test_what_was_stored_in_the_clear_reads_as_it_was(fact: type[Fact]) -> None:
    latest = stored(sorted(OLDER.glob(f"{fact.TOPIC}.v1.*.json"))[-1])
    assert list(_words_in(json.loads(latest.state))) == []
    assert MAPPER.to_domain_event(latest) == example(fact)


# ------------------------------------------------------------------ in the ledger


def test_a_moved_word_does_not_open(dairy: Ledger) -> None:
    dairy.suspend_member("0001", REASON, MANAGER)
    dairy.reinstate_member("0001", MANAGER)
    dairy.suspend_member("0001", "another reason", MANAGER)
    first, second = dairy.recorder.select_notifications(0, 999, topics=["member.suspended"])
    state = {**json.loads(second.state), "reason": json.loads(first.state)["reason"]}
    with pytest.raises(BrokenSeal):
        dairy.mapper.to_domain_event(replace(second, state=json.dumps(state).encode()))


def test_the_same_request_is_quiet_and_other_words_are_refused(dairy: Ledger, tmp_path: Path) -> None:
    content = AdjustmentContent("0001", "correction", Decimal(0), 1_000, date(2026, 11, 2), REASON)
    dairy.propose_adjustment(UUID(int=1), content, CLERK)
    with opened(tmp_path) as ledger:
        assert not ledger.propose_adjustment(UUID(int=1), content, CLERK).new
        with pytest.raises(DifferentContent):
            ledger.propose_adjustment(UUID(int=1), replace(content, reason="other words"), CLERK)
        assert [fact.reason for fact in _facts(ledger, Adjustment.Proposed)] == [REASON]


def test_of_who_was_erased_the_fact_is_kept_and_the_words_are_not(dairy: Ledger, tmp_path: Path) -> None:
    """Money and milk must be told to the end; nothing more is written about who it was."""
    id = record(dairy, member="0002")
    Keyring(dairy.keys).erase(subject("0002"))  # type: ignore[attr-defined]
    with opened(tmp_path) as ledger:
        ledger.void_delivery(id, REASON, MANAGER)
        assert [fact.reason for fact in _facts(ledger, Delivery.Voided)] == [ERASED]
        ledger.suspend_member("0001", REASON, MANAGER)
        assert [fact.reason for fact in _facts(ledger, Member.Suspended)] == [REASON]
    held = b"".join(file.read_bytes() for file in tmp_path.glob("events.sqlite*"))
    assert REASON.encode() not in held


def _facts(ledger: Ledger, wanted: type[Any]) -> list[Any]:
    return [fact for _, fact in ledger.facts(0, 999) if isinstance(fact, wanted)]
