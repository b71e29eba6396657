"""Files that officials upload: seen first, with every fault and nothing recorded; then recorded whole."""

from __future__ import annotations

import io
import threading
import zipfile
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from werkzeug.test import TestResponse

from imbuto.ledger import Registration

from .dairy import OPERATOR, Dairy, is_problem

REGISTER = "Member No,Name,Phone,Centre\n0101,Chebet Koech,0712345101,KIA\n0102,Otieno Ouma,,Muguga\n"
BOOK = "Member No,Date,Shift,Litres,Centre,Ear tag\n0001,2026-11-10,AM,8.5,KIA,K1\n2,2026-11-10,PM,7,KIA,K2\n"
OWED = "Member No,Kind,Amount,Reference\n0001,advance,1500,A1\n0002,feed,2350.50,A2\n"
COOLED = "What,Date,Litres,Centre\ncooler,2026-11-10,980.5,KIA\nprocessor,2026-11-10,975,\n"
BALANCES = "Member No,Owed,Savings\n0001,1500.50,200\n0002,-20,\n"
FILES = {
    "members": ("clerk", REGISTER, {}),
    "deliveries": ("clerk", BOOK, {}),
    "charges": ("treasurer", OWED, {}),
    "bulk": ("manager", COOLED, {}),
    "opening": ("manager", BALANCES, {"day": "2026-10-31"}),
}


def send(
    dairy: Dairy, who: str, path: str, content: str | bytes, name: str = "book.csv", **said: str
) -> TestResponse:
    raw = content.encode() if isinstance(content, str) else content
    data: dict[str, Any] = {"file": (io.BytesIO(raw), name), **said}
    return dairy.ask(who, "POST", f"/imports/{path}", data=data, content_type="multipart/form-data")


def see(dairy: Dairy, who: str, kind: str, content: str | bytes, **said: str) -> Any:
    answer = send(dairy, who, f"{kind}/preview", content, **said)
    assert answer.status_code == 200, answer.text
    return answer.json


def record(dairy: Dairy, who: str, kind: str, content: str | bytes, **said: str) -> Any:
    answer = send(dairy, who, kind, content, digest=see(dairy, who, kind, content, **said)["digest"], **said)
    assert answer.status_code == 200, answer.text
    return answer.json


def table(rows: list[list[str]]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as workbook:
        sheet = workbook.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return made.getvalue()


@pytest.mark.parametrize("kind", FILES)
def test_a_file_is_seen_recorded_whole_and_quiet_when_it_comes_again(dairy: Dairy, kind: str) -> None:
    who, content, said = FILES[kind]
    before = dairy.position()
    seen = see(dairy, who, kind, content, **said)
    assert (seen["kind"], seen["rows"], seen["already"], seen["problem_count"]) == (kind, 2, 0, 0)
    assert (seen["totals"]["rows"], seen["totals"]["bad_rows"]) == (2, 0)
    assert [row["row"] for row in seen["sample"]] == [2, 3]
    assert dairy.position() == before
    answer = send(dairy, who, kind, content, digest=seen["digest"], **said)
    batch = "opening-2026-10-31" if kind == "opening" else None
    assert answer.json == {"recorded": 2, "already": 0, "batch": batch}
    recorded = dairy.position()
    assert recorded > before
    again = send(dairy, who, kind, content, digest=seen["digest"], **said)
    assert again.json == {"recorded": 0, "already": 2, "batch": batch}
    assert see(dairy, who, kind, content, **said)["already"] == 2
    assert dairy.position() == recorded


def test_a_preview_tells_headings_understood_and_not_the_rows_and_the_sums(shared: Dairy) -> None:
    seen = see(shared, "clerk", "deliveries", BOOK)
    assert {"heading": "Shift", "meaning": "Shift"} in seen["columns"]
    assert seen["unread"] == ["Ear tag"]
    assert {"heading": "member", "value": "0002"} in seen["sample"][1]["cells"]
    totals = seen["totals"]
    assert (totals["litres"], totals["rejected_litres"], totals["members"]) == ("15.5", "0", 2)
    assert (totals["first_day"], totals["last_day"]) == ("2026-11-10", "2026-11-10")
    sums = {one["name"]: one["amount"]["amount"] for one in see_charges(shared)["totals"]["amounts"]}
    assert sums == {"advance": "1500.00", "feed": "2350.50"}


def see_charges(dairy: Dairy) -> Any:
    return see(dairy, "treasurer", "charges", OWED)


def test_a_spreadsheet_is_read_as_a_text_is(dairy: Dairy) -> None:
    rows = [line.split(",") for line in BOOK.splitlines()]
    assert record(dairy, "clerk", "deliveries", table(rows)) == {"recorded": 2, "already": 0, "batch": None}
    assert record(dairy, "clerk", "deliveries", BOOK)["already"] == 2


def test_facts_say_from_which_file_they_come_and_who_brought_it(dairy: Dairy) -> None:
    record(dairy, "clerk", "deliveries", BOOK)
    [one] = dairy.get("clerk", "/deliveries?member=0001")["items"]
    [told] = dairy.get("clerk", f"/deliveries/{one['id']}")["story"]
    assert (told["who"], told["channel"]) == ("staff:S001", "office")
    assert told["request"].startswith("sha256:")


def test_one_bad_row_refuses_all_of_it_and_names_it(dairy: Dairy) -> None:
    bad = BOOK + "0003,2026-11-10,AM,10^12,KIA,\n0003,2026-11-10,XX,8,KIA,\n0099,2026-11-10,AM,8,KIA,\n"
    seen, before = see(dairy, "clerk", "deliveries", bad), dairy.position()
    assert {(one["row"], one["field"]) for one in seen["problems"]} == {
        (4, "Litres"),
        (5, "Shift"),
        (6, "Member No"),
    }
    assert all(one["sentence"] and one["remedy"] for one in seen["problems"])
    answer = send(dairy, "clerk", "deliveries", bad, digest=seen["digest"])
    assert (answer.status_code, is_problem(answer), dairy.position()) == (422, True, before)
    assert answer.json["detail"] == "Rows that cannot be recorded: 3. Nothing was recorded."
    assert [line["field"] for line in answer.json["errors"]] == [
        "row 4, Litres",
        "row 5, Shift",
        "row 6, Member No",
    ]


def test_a_thousand_broken_rows_are_counted_and_two_hundred_told(shared: Dairy) -> None:
    rows = "".join(f"M{n},🐄 moo,12.5\n" for n in range(1000))
    seen = see(shared, "clerk", "members", "Member No,Name,Phone\n" + rows)
    assert (seen["rows"], len(seen["problems"]), seen["problem_count"]) == (1000, 200, 2000)
    assert (seen["totals"]["rows"], seen["totals"]["bad_rows"], seen["sample"]) == (0, 1000, [])
    refused = send(shared, "clerk", "members", "Member No,Name,Phone\n" + rows, digest=seen["digest"])
    assert (refused.status_code, len(refused.json["errors"])) == (422, 100)


@pytest.mark.parametrize(
    "litres", ["NaN", "Infinity", "-8", "1e12", "1000000000000", "٨", "8,5,5", "=1+1", "🥛", "8.555"]
)
def test_litres_that_nobody_can_mean_are_a_fault_of_their_row(shared: Dairy, litres: str) -> None:
    seen = see(shared, "clerk", "deliveries", f'Member No,Date,Shift,Litres\n0001,2026-11-10,AM,"{litres}"\n')
    assert [(one["row"], one["field"]) for one in seen["problems"]][:1] == [(2, "Litres")]
    assert seen["totals"]["litres"] == "0"


def test_what_is_no_such_file_is_refused_with_a_sentence(shared: Dairy) -> None:
    before = shared.position()
    for content, name in (
        (b"", "a.csv"),
        (b"Breed,Colour\nFriesian,black\n", "a.csv"),
        (b"%PDF-1.7", "a.pdf"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "a.xls"),
        (b"PK\x03\x04junk", "a.xlsx"),
        (b"Member No,Name\n" + b"," * 400_000, "a.csv"),
        (b"Member No,Name\n" + b"0042,Wanjiru\n" * 20_001, "a.csv"),
    ):
        answer = send(shared, "clerk", "members/preview", content, name)
        assert (answer.status_code, is_problem(answer)) == (422, True), name
    form = {"data": b"x" * 10_000_000, "content_type": "multipart/form-data; boundary=x"}
    large = shared.ask("clerk", "POST", "/imports/members/preview", **form)
    assert (large.status_code, is_problem(large)) == (413, True)
    assert shared.position() == before


def test_a_spreadsheet_that_asks_for_more_than_there_is_ends_no_process(shared: Dairy) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * 40_000_000)
    far = table([["Member No", "Name"], *([""] for _ in range(9_999)), [*("" for _ in range(16_000)), "x"]])
    for content, words in ((bomb.getvalue(), "unpacks to more"), (far, "reaches too far")):
        answer = send(shared, "clerk", "members/preview", content, "register.xlsx")
        assert (answer.status_code, words in answer.json["detail"]) == (422, True)


def test_a_file_that_was_changed_since_the_preview_is_not_recorded(dairy: Dairy) -> None:
    seen, before = see(dairy, "clerk", "deliveries", BOOK), dairy.position()
    more = BOOK + "0003,2026-11-10,AM,8,KIA,\n"
    for content, said in ((more, {}), (BOOK, {"meant": "true"}), (BOOK, {"centre": "MUG"})):
        answer = send(dairy, "clerk", "deliveries", content, digest=seen["digest"], **said)
        assert (answer.status_code, is_problem(answer)) == (409, True)
        assert "not what the preview showed" in answer.json["detail"]
    of_members = send(dairy, "clerk", "members", BOOK, digest=seen["digest"])
    assert of_members.status_code == 409
    assert dairy.position() == before


def test_without_the_digest_of_a_preview_nothing_is_recorded(shared: Dairy) -> None:
    answer = send(shared, "clerk", "deliveries", BOOK)
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "digest")


def test_the_same_file_twice_at_once_is_recorded_once(dairy: Dairy) -> None:
    rows = "".join(f"01{n:02d},Chebet Koech,KIA\n" for n in range(40))
    register = "Member No,Name,Centre\n" + rows
    digest = see(dairy, "clerk", "members", register)["digest"]
    start, answers = threading.Barrier(3), []

    def one() -> None:
        start.wait()
        answers.append(send(dairy, "clerk", "members", register, digest=digest))

    threads = [threading.Thread(target=one) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [200, 200, 200], [a.text for a in answers]
    assert sum(answer.json["recorded"] for answer in answers) == 40
    assert sum(answer.json["already"] for answer in answers) == 80


def test_a_ledger_that_changes_under_an_import_stops_it_and_the_same_file_goes_on(dairy: Dairy) -> None:
    ledger, register = dairy.parts.ledger, "Member No,Name,Centre\n0101,Chebet,KIA\n0102,Otieno,KIA\n"
    digest, after_save = see(dairy, "clerk", "members", register)["digest"], ledger.after_save

    def another_clerk_is_faster(position: int) -> None:
        ledger.after_save = after_save
        ledger.register_member(Registration(number="0102", name="Wambui", centre="KIA"), OPERATOR)

    ledger.after_save = another_clerk_is_faster
    stopped = send(dairy, "clerk", "members", register, digest=digest)
    assert (stopped.status_code, stopped.json["details"]) == (409, {"recorded": 1})
    assert "Row 3: Member 0102 is recorded with another one." in stopped.json["detail"]
    seen = see(dairy, "clerk", "members", register)
    assert ([one["row"] for one in seen["problems"]], seen["already"]) == ([3], 1)
    mended = register.replace("Otieno", "Wambui")
    assert record(dairy, "clerk", "members", mended) == {"recorded": 0, "already": 2, "batch": None}


def test_unusual_litres_are_recorded_when_they_are_said_to_be_meant(dairy: Dairy) -> None:
    days = "".join(f"0001,2026-11-{day:02d},AM,8\n" for day in range(1, 7))
    record(dairy, "clerk", "deliveries", "Member No,Date,Shift,Litres\n" + days, centre="KIA")
    much = "Member No,Date,Shift,Litres\n0001,2026-11-10,AM,80\n"
    [problem] = see(dairy, "clerk", "deliveries", much, centre="KIA")["problems"]
    assert "say so beside it" in problem["remedy"]
    assert record(dairy, "clerk", "deliveries", much, centre="KIA", meant="true")["recorded"] == 1


def test_opening_balances_wait_for_another_official_under_their_name(dairy: Dairy) -> None:
    done = record(dairy, "manager", "opening", BALANCES, day="2026-10-31", batch="opening-2026")
    assert done["batch"] == "opening-2026"
    waiting = dairy.get("treasurer", "/adjustments?batch=opening-2026")["items"]
    assert sorted(one["amount"]["amount"] for one in waiting) == ["-20.00", "1500.50", "200.00"]
    assert {one["state"] for one in waiting} == {"proposed"}
    again = see(dairy, "manager", "opening", BALANCES, day="2026-10-31")
    assert "came in batch opening-2026 already" in again["problems"][0]["sentence"]


def test_what_is_said_beside_a_file_is_checked(shared: Dairy) -> None:
    for kind, field, said in (
        ("opening", "day", {}),
        ("opening", "day", {"day": "31.10.2026"}),
        ("opening", "batch", {"day": "2026-10-31", "batch": "../../x"}),
        ("charges", "pad", {"pad": "17"}),
        ("bulk", "centre", {"centre": "KIA"}),
        ("deliveries", "meant", {"meant": "perhaps"}),
    ):
        who, content, _ = FILES[kind]
        answer = send(shared, who, f"{kind}/preview", content, **said)
        assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, field), said


def test_a_field_that_is_left_blank_says_nothing(shared: Dairy) -> None:
    plain = see(shared, "clerk", "deliveries", BOOK)
    assert see(shared, "clerk", "deliveries", BOOK, centre="")["digest"] == plain["digest"]
    named = see(shared, "manager", "opening", BALANCES, day="2026-10-31", batch="")
    assert named["digest"] == see(shared, "manager", "opening", BALANCES, day="2026-10-31")["digest"]


def test_a_charge_beside_an_open_one_is_pointed_out(dairy: Dairy) -> None:
    record(dairy, "treasurer", "charges", OWED)
    mended = see(dairy, "treasurer", "charges", OWED.replace("A1", "A9"))
    assert (mended["note_count"], mended["already"]) == (1, 1)
    assert "makes another beside it" in mended["notes"][0]["sentence"]


def test_a_member_or_an_official_without_the_right_brings_in_nothing(shared: Dairy) -> None:
    for kind in FILES:
        content, said = FILES[kind][1], FILES[kind][2]
        for who in ("auditor", "admin", "0001"):
            for path in (f"{kind}/preview", kind):
                assert send(shared, who, path, content, digest="x", **said).status_code == 403


def test_who_sends_files_without_end_waits_and_nobody_else_does(dairy: Dairy) -> None:
    seen = [send(dairy, "clerk", "deliveries/preview", BOOK).status_code for _ in range(31)]
    assert (seen[:30], seen[30]) == ([200] * 30, 429)
    assert send(dairy, "clerk", "members/preview", REGISTER).status_code == 429
    assert send(dairy, "limited", "deliveries/preview", BOOK).status_code == 200
    dairy.later(seconds=121)
    assert send(dairy, "clerk", "deliveries/preview", BOOK).status_code == 200
