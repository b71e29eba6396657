"""Files of the size of a large cooperative: all of it read, and every odd row told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from imbuto.imports import id_for

from .files import deliveries, members, spreadsheet, text_file

ROWS = 20_000


def rows_of_a_month() -> list[list[object]]:
    first = date(2026, 10, 1)
    return [
        [
            f"{n % 1000:04}",
            first + timedelta(days=n // 2000),
            "AM" if n // 1000 % 2 else "PM",
            5 + n % 70 / 10,
            3.9,
        ]
        for n in range(ROWS)
    ]


def as_csv(folder: Path) -> Path:
    lines = [
        ",".join(map(str, row))
        for row in [["Member No", "Date", "Shift", "Litres", "Fat"], *rows_of_a_month()]
    ]
    return text_file(folder, "\n".join(lines))


def as_spreadsheet(folder: Path) -> Path:
    return spreadsheet(folder, [["Member No", "Date", "Shift", "Litres", "Fat"], *rows_of_a_month()])


@pytest.mark.parametrize("write", [as_csv, as_spreadsheet])
def test_20000_deliveries_are_read_whole(tmp_path: Path, write: Callable[[Path], Path]) -> None:
    path = write(tmp_path)
    reading = deliveries(path)
    assert reading.ok
    assert len({id_for(row) for row in reading.rows}) == ROWS
    assert sum(row.litres for row in reading.rows) == sum(Decimal(str(row[3])) for row in rows_of_a_month())
    assert (reading.first_date, reading.last_date, reading.members) == (
        date(2026, 10, 1),
        date(2026, 10, 10),
        1000,
    )


def test_a_register_of_odd_rows_yields_the_good_ones_and_every_fault(tmp_path: Path) -> None:
    path = text_file(tmp_path, ODD_REGISTER)
    reading = members(path)
    assert {row.number: (row.name, row.phone) for row in reading.rows} == GOOD
    assert [(problem.row, problem.column) for problem in reading.problems] == BAD
    assert reading.rows_read == len(GOOD) + len({row for row, _ in BAD}) + 1


ODD_REGISTER = """KIRIMA DAIRY FARMERS CO-OPERATIVE SOCIETY LTD
Register of members as at 31 October 2026

S/No,M/No,Member Name,Tel No,ID No,Lang
1,0001,WANJIRU JANE,0712345601,23456701,SW
2,0002,"Kamau, John",+254712345602,23456702,EN
3,0003,  Achieng   Mary ,254712345603,23456703,Kiswahili
4,0004,Otieno Peter,712345604,23456704,English
5,0005,Mwangi Grace,0110 345 605,23456705,
6,0006,Ng'ang'a Paul,0712-345-606,,sw
7,0007,Chebet Ann,,23456707,sw
8,0008,Kiprono Daniel,-,23456708,sw
9,0009,Zoë Njeri,(0712) 345 609,A1234567,sw
10,KT/010,Wambui Lucy,0712.345.610,23456710,sw
11,ab-11,Mutua James,0712345611,2345 6711,sw
12,="0012",Atieno Rose,'0712345612,23456712,sw
13,0013,Cow 🐄 Lover,0712345613,23456713,sw
14,0001,WANJIRU JANE,0712345601,23456701,SW
15,,No Number,0712345615,23456715,sw
16,0016,,0712345616,23456716,sw
17,0017,Landline Owner,0202345617,23456717,sw
18,0018,Short Phone,071234,23456718,sw
19,0019,Two Phones,0712345619/0722345619,23456719,sw
20,0020,Uganda Phone,+256712345620,23456720,sw
21,0021,Lost Digits,2.54712E+11,23456721,sw
22,0022,Bad Id,0712345622,12,sw
23,0023,Bad Language,0712345623,23456723,Français
24,0024,=cmd|' /C calc'!A0,0712345624,23456724,sw
25,0025,@SUM(A1),0712345625,23456725,sw
26,0002,Other Person,0712345626,23456726,sw
27,3,Zeros Lost,0712345627,23456727,sw
28,00 28,Space Inside,0712345628,23456728,sw
29,0029!,Bad Number,x,y,z
30,0030,Extra Cell,0712345630,23456730,sw,surprise
31,12345678901234567,Too Long Number,0712345631,23456731,sw

Total members,31,,,,
Prepared by: the secretary
"""

GOOD = {
    "0001": ("WANJIRU JANE", "254712345601"),
    "0002": ("Kamau, John", "254712345602"),
    "0003": ("Achieng Mary", "254712345603"),
    "0004": ("Otieno Peter", "254712345604"),
    "0005": ("Mwangi Grace", "254110345605"),
    "0006": ("Ng'ang'a Paul", "254712345606"),
    "0007": ("Chebet Ann", None),
    "0008": ("Kiprono Daniel", None),
    "0009": ("Zoë Njeri", "254712345609"),
    "KT/010": ("Wambui Lucy", "254712345610"),
    "AB-11": ("Mutua James", "254712345611"),
    "0012": ("Atieno Rose", "254712345612"),
    "0013": ("Cow 🐄 Lover", "254712345613"),
    "0028": ("Space Inside", "254712345628"),
}
BAD = [
    (19, "M/No"), (20, "Member Name"), (21, "Tel No"), (22, "Tel No"), (23, "Tel No"), (24, "Tel No"),
    (25, "Tel No"), (26, "ID No"), (27, "Lang"), (28, "Member Name"), (29, "Member Name"), (30, "M/No"),
    (31, "M/No"), (33, "M/No"), (33, "Tel No"), (33, "ID No"), (33, "Lang"), (34, ""), (35, "M/No"),
]  # fmt: skip
