"""Many processes and threads write at once: no error reaches a caller, and one request is one fact."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest

from imbuto.ledger import Ledger, sqlite
from tests.ledger import tasks
from tests.ledger.crew import together
from tests.ledger.examples import (
    CLERK,
    DAY,
    JOB,
    MANAGER,
    approve_run,
    record,
    weighing,
)


def positions(ledger: Ledger) -> list[int]:
    return [position for position, _ in ledger.facts(0, 10_000)]


@pytest.mark.parametrize("count", [2, 4])
def test_processes_record_side_by_side(
    count: int, either_dairy: Ledger, either: dict[str, str], tmp_path: Path
) -> None:
    before = either_dairy.position()
    own = together(count, tasks.record_own, tmp_path, either)
    given = sorted(position for each in own for position in each)
    assert given == positions(either_dairy)[-len(given) :]
    assert len(set(given)) == 25 * count
    if "SQLITE_DBNAME" in either:
        assert given == list(range(before + 1, before + 1 + 25 * count)), "positions without a gap"


def test_one_request_many_times_from_four_processes_is_one_fact(
    either_dairy: Ledger, either: dict[str, str], tmp_path: Path
) -> None:
    answers = [saved for each in together(4, tasks.record_the_same, tmp_path, either) for saved in each]
    assert len(answers) == 52
    assert {(saved.id, saved.position, saved.version) for saved in answers} == {
        (tasks.ONE, either_dairy.position(), 1)
    }
    assert Counter(saved.new for saved in answers) == {True: 1, False: 51}


def test_one_request_fifty_times_from_threads_is_one_fact(either_dairy: Ledger) -> None:
    with ThreadPoolExecutor(50) as threads:
        answers = list(
            threads.map(lambda _: either_dairy.record_delivery(tasks.ONE, weighing(), CLERK), range(50))
        )
    assert {(saved.id, saved.position) for saved in answers} == {(tasks.ONE, either_dairy.position())}
    assert Counter(saved.new for saved in answers) == {True: 1, False: 49}


def test_one_batch_from_four_processes_is_recorded_once(
    either_dairy: Ledger, either: dict[str, str], tmp_path: Path
) -> None:
    before = len(positions(either_dairy))
    answers = together(4, tasks.record_the_same_batch, tmp_path, either)
    assert len(positions(either_dairy)) == before + len(tasks.SHARED)
    told = [[(saved.id, saved.position) for saved in each] for each in answers]
    assert all(each == told[0] for each in told)
    assert sum(saved.new for each in answers for saved in each) == len(tasks.SHARED)


def test_a_run_opened_by_four_clocks_is_one_run(
    either_dairy: Ledger, either: dict[str, str], tmp_path: Path
) -> None:
    answers = together(4, tasks.open_the_run, tmp_path, either)
    assert len({run for run, _ in answers}) == 1
    assert Counter(new for _, new in answers) == {True: 1, False: 3}
    assert len(either_dairy.cooperative().runs) == 1


def test_a_payout_is_given_to_one_worker_only(
    either_dairy: Ledger, either: dict[str, str], tmp_path: Path
) -> None:
    for member in ("0001", "0002"):
        record(either_dairy, member=member)
    run = approve_run(either_dairy)
    either_dairy.settle_statements(run, [("0001", 38_200), ("0002", 38_200)], JOB)
    requested = [
        fact.originator_id for _, fact in either_dairy.facts(0, 999) if fact.TOPIC == "payout.requested"
    ]
    taken = together(4, partial(tasks.submit_all, payouts=requested), tmp_path, either)
    assert sorted(id for each in taken for id in each) == sorted(requested)


def test_four_processes_may_start_a_new_ledger_at_once(tmp_path: Path) -> None:
    environment = sqlite.environment(tmp_path / "events.sqlite")
    assert together(4, tasks.look, tmp_path, environment) == [0] * 4


def test_threads_look_at_the_cooperative_while_it_changes(dairy: Ledger) -> None:
    """Prices are approved in one thread while others value milk with them."""

    def propose(number: int) -> None:
        dairy.propose_price(UUID(int=1000 + number), None, 4500, DAY - timedelta(days=number), CLERK)
        dairy.approve_price(UUID(int=1000 + number), MANAGER)

    with ThreadPoolExecutor(6) as threads:
        changed = [threads.submit(propose, number) for number in range(20)]
        recorded = [threads.submit(record, dairy, another_can=True) for _ in range(60)]
        for done in (*changed, *recorded):
            done.result()
    assert len(dairy.cooperative().prices) == 21


def test_periods_of_two_clocks_do_not_overtake_each_other(
    either_dairy: Ledger, either: dict[str, str], tmp_path: Path
) -> None:
    answers = together(2, tasks.open_one_of_two_runs, tmp_path, either)
    assert sorted(answers) == ["opened", "refused"]


def test_a_dairy_may_be_founded_by_four_processes_at_once(either: dict[str, str], tmp_path: Path) -> None:
    together(4, tasks.found, tmp_path, either)
