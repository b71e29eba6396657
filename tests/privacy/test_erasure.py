"""Who was erased is in no file, no table and no answer; and the books are as they were."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from imbuto.audit import Replay
from imbuto.bootstrap import Parts
from imbuto.errors import WrongState
from imbuto.jobs import upkeep
from imbuto.ledger import AdjustmentContent, member_id
from imbuto.papers.books import extract
from imbuto.papers.ledger import LedgerPapers
from imbuto.papers.ledger_pdf import ledger_pdf
from imbuto.projections import store, views
from imbuto.security import tables
from imbuto.security.key_care import unscrubbed
from imbuto.security.key_tables import keys
from imbuto.security.purging import PURGES
from imbuto.stores import VIEWS_FILE, own_facts
from tests.traces import holds

from .life import AUDITOR, FREE_AT, MANAGER, NAME, NUMBER, OTHER, TREASURER, WORDS, by, erase, opened


def found_in(folder: Path, words: dict[str, bytes]) -> dict[str, list[str]]:
    """Which of these bytes lie in which files of the folder."""
    contents = {
        str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }
    found = {
        what: [name for name, content in contents.items() if holds(content, word)]
        for what, word in words.items()
    }
    return {what: names for what, names in found.items() if names}


def as_bytes() -> dict[str, bytes]:
    return {what: word.encode() for what, word in WORDS.items()} | {"as searched": NAME.casefold().encode()}


def key_of(parts: Parts) -> bytes:
    with parts.people.key_store.reading() as connection:
        mine = keys.c.subject == member_id(NUMBER).hex
        return bytes(connection.scalar(select(keys.c.secret).where(mine)) or b"")


def test_before_it_the_views_know_her(dairy: Parts, folder: Path) -> None:
    """So the search below would find her."""
    found = found_in(folder, as_bytes())
    assert {"name", "phone", "name that M-Pesa told", "words of an SMS", "as searched"} <= set(found)
    assert {name.partition(".")[0] for names in found.values() for name in names} == {"views"}


def test_after_it_no_file_and_no_log_holds_a_word_of_her(
    dairy: Parts, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    words = {**as_bytes(), "her key": key_of(dairy)}
    assert found_in(folder, {"her key": words["her key"]})
    with caplog.at_level(logging.INFO):
        erase(dairy)
    assert "a member was erased" in caplog.text
    assert [what for what, word in words.items() if word.decode("latin-1") in caplog.text] == []
    assert found_in(folder, words) == {}
    assert unscrubbed(dairy.people.key_store) == []
    dairy.close()
    assert found_in(folder, words) == {}


def test_after_it_no_table_of_the_people_store_knows_her(dairy: Parts) -> None:
    assert dairy.privacy.held(NUMBER).people
    erase(dairy)
    assert dict(dairy.privacy.held(NUMBER).people) == {"M-Pesa's messages about payouts, sealed": 1}, (
        "that one came is a part of the payment's story"
    )
    with dairy.people.store.reading() as connection:
        bodies = {row.about: bytes(row.body) for row in connection.execute(select(tables.callbacks))}
        answers = connection.execute(select(tables.idempotency)).all()
    payouts = {payout.member: str(payout.id) for payout in dairy.views.payouts.page().items}
    assert bodies[payouts[NUMBER]] == b""
    assert bodies[payouts[OTHER]] != b""
    assert answers == []


def test_a_table_of_the_people_store_that_no_purge_knows_is_noticed() -> None:
    assert set(PURGES) == set(tables.METADATA.sorted_tables)


def test_her_number_milk_and_money_stay_and_the_books_add_up(dairy: Parts) -> None:
    before = dairy.views.journal.trial_balance()
    sums = dairy.views.balances.get(NUMBER)
    erase(dairy)
    assert dairy.views.journal.trial_balance() == before
    assert dairy.views.balances.get(NUMBER) == sums
    member = dairy.views.members.get(NUMBER)
    assert (member.number, member.name, member.phone, member.erased) == (NUMBER, None, None, True)
    assert dairy.views.members.page("wanjiku").items == []
    assert dairy.views.members.by_phone(WORDS["new phone"]) == []
    assert [message.text for message in dairy.views.messages.page(NUMBER).items] == [None]


def test_the_views_are_what_a_rebuild_without_her_key_makes(dairy: Parts) -> None:
    erase(dairy)
    assert {one.name: one.differing for one in dairy.views.rebuild() if one.differing} == {}


def test_the_auditor_s_replay_passes_and_shows_nobody(dairy: Parts) -> None:
    erase(dairy)
    with own_facts(dairy.settings) as log:
        story = Replay(log, None, None)
        told = "\n".join(" ".join(map(str, vars(line).values())) for line in story)
    assert story.totals.statements.differing == []
    assert "erased" in told
    assert [what for what, word in WORDS.items() if word in told] == []


def test_the_digest_of_her_run_is_unchanged(dairy: Parts) -> None:
    run = dairy.views.settlements.calendar()[0].id
    before = dairy.views.settlements.drawn_totals(run)
    erase(dairy)
    dairy.views.rebuild(["settlements"])
    assert dairy.views.settlements.drawn_totals(run) == before
    digests = {vars(fact)["digest"] for _, fact in dairy.ledger.story(run) if "digest" in vars(fact)}
    assert digests == {before.digest}


def test_her_ledger_is_printed_without_her(dairy: Parts) -> None:
    erase(dairy)
    document = LedgerPapers(dairy.views, extract(dairy.views.journal, "Test Dairy")).document(NUMBER)
    assert b"".join(ledger_pdf(document, "en")).startswith(b"%PDF")
    assert [what for what, word in WORDS.items() if word in repr(document)] == []
    assert document.accounts


def test_another_member_is_as_before(dairy: Parts) -> None:
    before = dairy.views.members.get(OTHER)
    erase(dairy)
    assert dairy.views.members.get(OTHER) == before
    assert str(dairy.ledger.member(OTHER).name) == "Otieno Odhiambo"


def test_nobody_is_erased_before_the_books_may_go(dairy: Parts) -> None:
    dairy.ledger.let_member_leave(OTHER, None, by(MANAGER, dairy.clock()))
    with pytest.raises(WrongState, match="until 2042-01-01"):
        dairy.privacy.propose_erasure(OTHER, "asked", by(MANAGER, dairy.clock()))


def test_nobody_is_erased_while_something_is_open(dairy: Parts) -> None:
    content = AdjustmentContent(NUMBER, "bonus", Decimal(0), 1_000, date(2026, 10, 2), "a bonus")
    dairy.ledger.propose_adjustment(UUID(int=7), content, by(TREASURER, dairy.clock()))
    with pytest.raises(WrongState, match="an adjustment waits for approval"):
        dairy.privacy.propose_erasure(NUMBER, "ended", by(MANAGER, dairy.clock()))
    dairy.ledger.approve_adjustment(UUID(int=7), by(MANAGER, dairy.clock()))
    with pytest.raises(WrongState, match=r"KES 10\.00 owed to the member"):
        dairy.privacy.propose_erasure(NUMBER, "ended", by(MANAGER, dairy.clock()))


def test_an_erasure_that_was_cut_short_is_ended_by_the_same_approval(
    dairy: Parts, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fact is recorded, and the process is killed before anything else."""
    secret = key_of(dairy)
    with monkeypatch.context() as patched:
        patched.setattr(type(dairy.privacy), "forget", lambda self, number: None)
        erase(dairy)
    assert key_of(dairy) == secret
    dairy.privacy.approve_erasure(NUMBER, by(AUDITOR, dairy.clock()))
    assert key_of(dairy) == b""
    assert found_in(folder, as_bytes()) == {}


def test_an_erasure_that_was_cut_short_is_ended_in_the_night(
    dairy: Parts, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(type(dairy.privacy), "forget", lambda self, number: None)
        erase(dairy)
    upkeep.purge(dairy, "tonight")
    assert key_of(dairy) == b""
    assert found_in(folder, as_bytes()) == {}


def test_an_erasure_that_was_cut_short_is_ended_by_the_next_start(
    dairy: Parts, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(type(dairy.privacy), "forget", lambda self, number: None)
        erase(dairy)
    dairy.close()
    again = opened(folder, dairy.clock())
    assert key_of(again) == b""
    assert not again.people.pins.is_set(f"member:{NUMBER}")
    again.close()
    assert found_in(folder, as_bytes()) == {}


def test_where_the_views_are_large_their_files_are_cleaned_in_the_coming_night(
    dairy: Parts, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "SHORT_SCRUB_BYTES", 0)
    erase(dairy)
    assert unscrubbed(dairy.people.key_store) == [member_id(NUMBER).hex]
    assert key_of(dairy) == b""
    upkeep.purge(dairy, "tonight")
    assert unscrubbed(dairy.people.key_store) == []
    assert found_in(folder, as_bytes()) == {}


def test_a_reader_in_the_way_is_waited_for_until_another_night(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Old rows that somebody still reads keep the log from being emptied."""
    monkeypatch.setattr(store, "BUSY_TIMEOUT_SECONDS", 0.1)
    parts = opened(folder, FREE_AT)
    with closing(sqlite3.connect(folder / VIEWS_FILE)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM members").fetchone()
        erase(parts)
        assert not parts.privacy.scrub()
        assert unscrubbed(parts.people.key_store) != []
    assert parts.privacy.scrub()
    assert found_in(folder, as_bytes()) == {}
    parts.close()
