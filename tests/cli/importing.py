"""Files of a small cooperative, and what a report says of a bad one."""

from __future__ import annotations

import csv
from pathlib import Path

REGISTER = "Member No,Name,Phone,Centre\n0001,Jane Doe,0712000001,Kibet\n0002,John Doe,0712000002,CH\n"
BOOK = "Member No,Date,Shift,Litres\n1,12-10-26,MR,8.5\n2,12-10-26,AM,7\n1,12-10-26,ER,3.25\n"


def written(folder: Path, text: str, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def faults_in(report: Path) -> list[dict[str, str]]:
    with report.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
