"""`imbuto variance`: one day's milk from the cans to the processor."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest

from imbuto.ledger import BulkFigure, Registration, Weighing
from imbuto.values import NAIROBI, By, utc_now
from tests.cli.conftest import Run, opened


@pytest.fixture
def day(founded: Path) -> date:
    """Yesterday: a thousand litres, of which 950 reached the cooler."""
    now = utc_now()
    clerk = By("staff:S001", "office", "test", now)
    day = datetime.now(NAIROBI).date() - timedelta(days=1)
    for parts in opened(founded):
        ledger = parts.ledger
        ledger.open_route("R1", "Kibet round", "KB", clerk)
        ledger.register_member(Registration(number="0001", name="Wanjiku Kamau", centre="KB"), clerk)
        weighing = Weighing(
            member="0001", centre="KB", date=day, shift="AM", litres=Decimal(1000), route="R1", meant=True
        )
        ledger.record_delivery(uuid4(), weighing, clerk)
        figure = BulkFigure(what="cooler", day=day, route="R1", litres=Decimal(950))
        ledger.record_bulk(uuid4(), figure, clerk)
        said = (day, "KB", None, "The tap leaked.", ("cooler:50.00",))
        manager = By("staff:S002", "office", "test", now)
        ledger.explain_variance(*said, manager, standing=frozenset({"cooler:50.00"}))
    return day


def test_the_day_is_shown_with_its_alarms(run: Run, day: date) -> None:
    output = run("variance").output
    row = next(line for line in output.splitlines() if line.startswith("│ KB"))
    assert [cell.strip() for cell in row.split("│")[2:6]] == ["1000.00", "950.00", "50.00", ""]
    assert "KB  cooler:50.00  explained by staff:S002: The tap leaked." in output
    assert "route R1  cooler:50.00  open" in output
    assert run("variance", "--day", day.isoformat()).output == output


def test_the_table_for_a_spreadsheet_is_the_papers_own(run: Run, day: date) -> None:
    lines = run("variance", "--csv").output.splitlines()
    assert lines[0].startswith("day,centre,route,deliveries,collected,")
    assert lines[2].startswith(f"{day},KB,,1,1000.00,0.00,0.00,950.00,50.00,5.00,")


def test_figures_come_from_a_file_once(run: Run, day: date, tmp_path: Path) -> None:
    file = tmp_path / "cooler.csv"
    file.write_text(f"What,Date,Litres,Centre,Slip\nprocessor,{day},940,,DN-1\nkept,{day},2,KB,\n")
    refused = run("import", "bulk", file, "--yes")
    assert refused.exit_code == 2
    assert "needs a reason" in refused.output
    file.write_text(
        f"What,Date,Litres,Centre,Slip,Why\nprocessor,{day},940,,DN-1,\nkept,{day},2,KB,,calves\n"
    )
    for said in ("Done: 2 saved", "Done: 0 saved, 2 were there already"):
        assert said in run("import", "bulk", file, "--yes").output
    assert "940.00" in run("variance").output


def test_a_day_without_milk_says_so(run: Run, founded: Path) -> None:
    assert "No milk and no figures on 1 Mar 2026." in run("variance", "--day", "2026-03-01").output
    assert run("variance", "--day", "yesterday").exit_code == 2


def test_the_day_is_named_and_a_wrong_one_says_how_to_write_it(run: Run, day: date) -> None:
    assert f"Milk of {day:%-d %b %Y}, in litres." in run("variance").output
    refused = run("variance", "--day", "31-11-2026")
    assert refused.exit_code == 2
    assert "'31-11-2026' is not a day of the calendar. Write it like 2026-10-31." in refused.output
