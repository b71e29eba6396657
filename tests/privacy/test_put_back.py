"""A backup that is older than an erasure is put back: who was erased stays erased."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from imbuto.ledger import Registration
from imbuto.privacy.witness import FILE, Witness
from imbuto.stores import EVENTS_FILE, KEYS_FILE, PEOPLE_FILE, VIEWS_FILE

from .life import FREE_AT, MANAGER, NUMBER, by, erase, opened
from .test_erasure import as_bytes, found_in, key_of


def put_back(folder: Path, backup: Path, names: Sequence[str]) -> None:
    """As the manual says: the files of the backup, without the views and without logs."""
    for name in names:
        for suffix in ("-wal", "-shm"):
            (folder / f"{name}{suffix}").unlink(missing_ok=True)
        shutil.copy(backup / name, folder / name)
    for file in folder.glob(f"{VIEWS_FILE}*"):
        file.unlink()


@pytest.fixture
def erased(folder: Path) -> Path:
    parts = opened(folder, FREE_AT)
    erase(parts)
    parts.close()
    return folder


def test_an_older_copy_of_the_keys_brings_nobody_back(erased: Path, lived: Path) -> None:
    put_back(erased, lived, [KEYS_FILE])
    parts = opened(erased, FREE_AT)
    assert key_of(parts) == b""
    assert parts.views.members.get(NUMBER).name is None
    parts.close()
    assert found_in(erased, as_bytes()) == {}


def test_an_older_copy_of_the_people_is_purged_again(erased: Path, lived: Path) -> None:
    put_back(erased, lived, [PEOPLE_FILE])
    parts = opened(erased, FREE_AT)
    assert not parts.people.pins.is_set(f"member:{NUMBER}")
    assert set(parts.privacy.held(NUMBER).people) <= {"M-Pesa's messages about payouts, sealed"}
    parts.close()


def test_older_copies_of_everything_bring_nobody_back(erased: Path, lived: Path) -> None:
    """The ledger that is put back does not know of the erasure: the file beside it does."""
    put_back(erased, lived, [EVENTS_FILE, KEYS_FILE, PEOPLE_FILE])
    parts = opened(erased, FREE_AT)
    assert not parts.ledger.member(NUMBER).erased
    assert key_of(parts) == b""
    assert str(parts.ledger.member(NUMBER).name) == "(erased)"
    assert parts.views.members.get(NUMBER).name is None
    parts.close()
    assert found_in(erased, as_bytes()) == {}


def test_even_older_views_lose_her_when_her_key_came_back_beside_them(erased: Path, lived: Path) -> None:
    put_back(erased, lived, [EVENTS_FILE, KEYS_FILE, PEOPLE_FILE])
    shutil.copy(lived / VIEWS_FILE, erased / VIEWS_FILE)
    assert found_in(erased, as_bytes())
    parts = opened(erased, FREE_AT)
    assert parts.views.members.get(NUMBER).name is None
    parts.close()
    assert found_in(erased, as_bytes()) == {}


def test_without_the_file_beside_it_the_facts_alone_tell(erased: Path, lived: Path) -> None:
    (erased / FILE).unlink()
    put_back(erased, lived, [KEYS_FILE])
    parts = opened(erased, FREE_AT)
    assert key_of(parts) == b""
    assert Witness(erased, parts.ledger).subjects() != []
    parts.close()


def test_reapplying_by_hand_looks_at_every_fact(erased: Path) -> None:
    parts = opened(erased, FREE_AT)
    assert parts.privacy.reapply(from_the_beginning=True) == []
    parts.close()


def test_a_line_that_a_crash_cut_short_counts_for_nothing(folder: Path) -> None:
    parts = opened(folder, FREE_AT)
    witness = Witness(folder, parts.ledger)
    assert witness.subjects() == []
    witness.note("ab" * 16)
    witness.note("ab" * 16)
    with (folder / FILE).open("a") as file:
        file.write("cd" * 10)
    assert witness.subjects() == ["ab" * 16]
    witness.note("ef" * 16)
    assert witness.subjects() == ["ab" * 16, "ef" * 16]
    assert (folder / FILE).stat().st_mode & 0o777 == 0o600
    parts.close()


def test_another_cooperative_in_the_same_folder_has_members_of_its_own(erased: Path) -> None:
    """Ids follow from numbers: the next cooperative's 0042 is somebody else."""
    for file in erased.glob("*.sqlite*"):
        file.unlink()
    parts = opened(erased, FREE_AT)
    parts.ledger.found_cooperative("Another Dairy", by(MANAGER, FREE_AT))
    parts.ledger.open_centre("KB", "Kibet", by(MANAGER, FREE_AT))
    parts.close()
    again = opened(erased, FREE_AT)
    again.ledger.register_member(Registration(number=NUMBER, name="Somebody", centre="KB"), by(at=FREE_AT))
    assert again.views.members.get(NUMBER).name == "Somebody"
    again.close()
