"""How fast the statements of a run are printed, and how much memory the file takes.

    python -m bench.statements [--members 1000]

Members with 30 weighings each are recorded in a temporary folder, their run is drawn, and all statements are
written into one PDF by the same parts that the API and the command line use.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from dataclasses import fields
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from imbuto.bootstrap import Parts, build
from imbuto.ledger import Registration, Weighing
from imbuto.papers.statement_pdf import statements_pdf
from imbuto.papers.statements import StatementPapers
from imbuto.settings import Settings
from imbuto.values import By, Period, nairobi_midnight

PERIOD = Period.parse("2026-10-A")
CHUNK = 500


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--members", type=int, default=1000)
    members = reading.parse_args().members
    with tempfile.TemporaryDirectory() as folder:
        parts = build(_settings(Path(folder)))
        run = _prepared(parts, members)
        before, started = _memory_mb(), time.perf_counter()
        size = pages = 0
        papers = StatementPapers(parts.views, parts.ledger.cooperative())
        documents = ((document, document.language) for document in papers.documents(run))
        with (Path(folder) / "statements.pdf").open("wb") as out:
            for part in statements_pdf(documents, "bench", "sw"):
                size += out.write(part)
                pages += b"/Type/Page/" in part
        seconds = time.perf_counter() - started
        print(
            f"{members:,} statements, {pages:,} pages, {size / 1e6:.1f} MB in {seconds:.1f} s: "
            f"{members / seconds:.0f} a second; memory {before:.0f} MB before, {_memory_mb():.0f} MB at most"
        )
        parts.close()


def _prepared(parts: Parts, members: int) -> UUID:
    """A run whose statements are drawn."""
    ledger = parts.ledger
    ledger.after_save = lambda position: None
    ledger.found_cooperative("Bench Dairy", _by("operator:bench"))
    ledger.open_centre("KIM", "Kimende", _by("operator:bench"))
    price = uuid4()
    ledger.propose_price(price, None, 4500, date(2026, 1, 1), _by("staff:S003"))
    ledger.approve_price(price, _by("staff:S002"))
    for number in range(members):
        member = Registration(number=f"{number:05}", name=f"Farmer {number}", centre="KIM", phone=None)
        ledger.register_member(member, _by())
        ledger.record_deliveries(_weighings(member.number), _by())
    parts.views.catch_up()
    run = ledger.open_settlement(PERIOD, _by("staff:S003", PERIOD.ends_at + timedelta(hours=1))).id
    parts.views.catch_up()
    after = ""
    while drawable := parts.views.settlements.drawable(run, after, CHUNK):
        ledger.draw_statements(run, drawable, _by("job:settle", PERIOD.ends_at))
        after = drawable[-1].member
    parts.views.catch_up()
    return run


def _weighings(member: str) -> list[tuple[UUID, Weighing]]:
    days = [PERIOD.start + timedelta(days=day) for day in range(15)]
    return [
        (
            uuid4(),
            Weighing(member=member, centre="KIM", date=day, shift=shift, litres=Decimal(40 + day.day) / 10),
        )
        for day in days
        for shift in ("AM", "PM")
    ]


def _by(who: str = "staff:S001", at: datetime | None = None) -> By:
    return By(who, "office", "bench", at or nairobi_midnight(PERIOD.end) + timedelta(hours=20))


def _settings(folder: Path) -> Settings:
    given: dict[str, Any] = {one.name: "" for one in fields(Settings)}
    usual = {"data": folder, "mode": "demo", "host": "127.0.0.1", "port": 8000, "secret": "bench" * 8}
    return Settings(**{**given, **usual, "public_url": "http://127.0.0.1:8000", "log_level": "WARNING"})


def _memory_mb() -> float:
    """The most that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
