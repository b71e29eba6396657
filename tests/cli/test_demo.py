"""`imbuto demo`: fills an empty demo's folder, once, and nobody else's."""

from __future__ import annotations

from pathlib import Path

from imbuto.demo import credentials
from imbuto.values import By, utc_now
from tests.cli.conftest import Run, opened


def test_it_fills_an_empty_folder_once_and_writes_whom_to_sign_in_as(run: Run, demo_folder: Path) -> None:
    first = run("demo", "--if-empty")
    assert first.exit_code == 0, first.output
    assert (demo_folder / "demo-credentials.txt").read_text() == credentials()
    for parts in opened(demo_folder):
        before = parts.ledger.position()
    again = run("demo", "--if-empty")
    assert again.exit_code == 0
    assert "nothing was changed" in again.output
    assert run("demo").exit_code == 2
    for parts in opened(demo_folder):
        assert parts.ledger.position() == before


def test_a_cooperative_that_is_there_is_left_alone(run: Run, demo_folder: Path) -> None:
    for parts in opened(demo_folder):
        parts.ledger.found_cooperative("Other Dairy", By("operator:o", "cli", "init", utc_now()))
    result = run("demo", "--if-empty")
    assert result.exit_code == 0
    assert "Other Dairy" in result.output
    assert not (demo_folder / "demo-credentials.txt").exists()
    for parts in opened(demo_folder):
        assert parts.ledger.position() == 1


def test_a_real_cooperative_s_folder_is_refused(run: Run, founded: Path) -> None:
    assert run("demo").exit_code == 2
    assert run("demo", "--if-empty").exit_code == 2


def test_a_trial_takes_the_samples_in_and_the_same_files_again_change_nothing(
    run: Run, demo_folder: Path, tmp_path: Path
) -> None:
    founded = run("demo", "trial")
    assert founded.exit_code == 0, founded.output
    listed = (demo_folder / "demo-credentials.txt").read_text()
    assert "S004" in listed
    assert "0001" not in listed
    last = founded.output.splitlines()[-1]
    assert "./dev up" in last
    assert "imbuto up" in last
    assert run("demo", "trial").exit_code == 0
    assert run("demo", "files", str(tmp_path / "samples")).exit_code == 0
    for _ in range(2):
        assert run("import", "members", str(tmp_path / "samples" / "register.csv"), "--yes").exit_code == 0
        result = run("import", "deliveries", str(tmp_path / "samples" / "deliveries.xlsx"), "--yes")
        assert result.exit_code == 0, result.output
    for parts in opened(demo_folder):
        facts = parts.ledger.facts(0, 2000)
        assert [fact.TOPIC for _, fact in facts].count("delivery.recorded") == 496
        assert [fact.TOPIC for _, fact in facts].count("member.registered") == 8


def test_a_trial_in_the_demo_s_folder_says_to_choose_another(run: Run, demo_folder: Path) -> None:
    for parts in opened(demo_folder):
        parts.ledger.found_cooperative("Some Demo Dairy", By("operator:o", "cli", "init", utc_now()))
    result = run("demo", "trial")
    assert result.exit_code == 2
    assert f"Some Demo Dairy is founded in {demo_folder} already." in result.stderr
    assert "Choose another folder with IMBUTO_DATA" in result.stderr
    assert not (demo_folder / "demo-credentials.txt").exists()
