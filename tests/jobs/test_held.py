"""The parts that a process holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from freezegun import freeze_time

from imbuto.jobs import held, work
from imbuto.settings import Settings
from imbuto.values import utc_now

from .processes import environment


@pytest.fixture(autouse=True)
def surroundings(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, value in environment(settings).items():
        monkeypatch.setenv(name, value)
    yield
    held.release()


def test_parts_are_built_once_and_again_after_their_release() -> None:
    first = held.parts()
    assert held.parts() is first

    held.release()
    held.release()

    assert held.parts() is not first


def test_a_queued_job_is_done_with_them() -> None:
    work.run("lapse")

    assert held.parts().ledger.position() == 0


def test_a_job_acts_in_its_own_name_at_this_instant() -> None:
    with freeze_time("2026-10-16T06:00:00+00:00"):
        by = held.by_job(held.parts(), "clock", "lapse")

        assert (by.who, by.channel, by.request, by.at) == ("job:clock", "job", "lapse", utc_now())


def test_a_job_of_no_name_is_an_error_that_is_logged_and_raised(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(KeyError):
        work.run("unheard-of")

    assert "unheard-of failed" in caplog.text
