"""What an answer says to people comes in the language that the request prefers; the rest stays as it is."""

from __future__ import annotations

import io
from inspect import getdoc
from typing import Any

import pytest

from imbuto.api.tongues import preferred
from imbuto.audit.verification import HOW
from imbuto.words.in_swahili import catalogue_lines
from tests.api.dairy import Dairy, is_problem, weighing

KISWAHILI = {"headers": {"Accept-Language": "sw"}}
BAD_BOOK = "Member No,Date,Shift,Litres,Centre\n0001,2026-11-10,XX,8.5,KIA\n"
LINES = catalogue_lines()


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("sw", "sw"),
        ("sw-KE,sw;q=0.9,en;q=0.5", "sw"),
        ("en;q=0.2, sw;q=0.7", "sw"),
        ("en-GB,en;q=0.9,sw;q=0.8", "en"),
        ("fr, de;q=0.8", "en"),
        ("*", "en"),
        ("sw;q=0", "en"),
        ("ÿ;;;q=x,,", "en"),
    ],
)
def test_the_language_is_the_one_that_is_preferred_of_the_two(header: str, language: str) -> None:
    assert preferred(header) == language


def both(dairy: Dairy, who: str | None, method: str, path: str, body: Any = None) -> tuple[Any, Any]:
    """The same request in English, without a header, and in Kiswahili."""
    answers = dairy.ask(who, method, path, body), dairy.ask(who, method, path, body, **KISWAHILI)
    for answer, language in zip(answers, ("en", "sw"), strict=True):
        assert answer.headers["Content-Language"] == language
        assert "Accept-Language" in answer.headers["Vary"]
    return answers


def test_a_refusal_says_title_sentence_and_remedy_in_the_language_and_the_rest_as_ever(shared: Dairy) -> None:
    answers = both(shared, "manager", "GET", "/members/9999")
    assert all(is_problem(answer) for answer in answers)
    english, kiswahili = (answer.json for answer in answers)
    assert english["detail"] == "There is no member 9999."
    assert kiswahili["title"] == "Haipo"
    assert kiswahili["detail"] == "Hakuna mwanachama 9999."
    assert kiswahili["remedy"] == "Angalia namba ya mwanachama."
    same = ("type", "status", "details")
    assert [english[name] for name in same] == [kiswahili[name] for name in same]


def test_a_fault_of_a_field_is_said_in_the_language_under_the_fields_own_name(shared: Dairy) -> None:
    english, kiswahili = both(shared, "clerk", "POST", "/deliveries", weighing(shift="XX", color="red"))
    assert [one["field"] for one in english.json["errors"]] == [
        one["field"] for one in kiswahili.json["errors"]
    ]
    told = {one["field"]: one["sentence"] for one in kiswahili.json["errors"]}
    assert told["shift"] == "Hii si zamu. Andika AM (asubuhi) au PM (jioni)."
    (names,) = (
        one["sentence"].partition("are: ")[2] for one in english.json["errors"] if one["field"] == "color"
    )
    assert told["color"] == f"Sehemu hiyo haipo. Sehemu zilizopo: {names}"
    assert "This is not a shift. Write AM or PM." in [one["sentence"] for one in english.json["errors"]]


@pytest.mark.parametrize(
    ("method", "path", "detail"),
    [
        ("GET", "/nowhere", "Hakuna kitu kwenye anwani hii."),
        ("PATCH", "/members", "Anwani hii haipokei njia hiyo."),
        ("GET", "/members", "Hujaingia."),
    ],
)
def test_what_never_reaches_a_verb_is_said_in_the_language(
    shared: Dairy, method: str, path: str, detail: str
) -> None:
    _, kiswahili = both(shared, None, method, path)
    assert kiswahili.json["detail"] == detail


def test_who_may_is_said_with_roles_in_words(shared: Dairy) -> None:
    _, kiswahili = both(shared, "auditor", "POST", "/deliveries", weighing())
    assert kiswahili.json["detail"].startswith("Huna ruhusa hii: ")
    assert kiswahili.json["remedy"].startswith("Mwombe afisa mwenye jukumu la karani")
    assert "record" not in kiswahili.json["detail"].lower()


def test_the_preview_of_an_import_tells_its_faults_in_the_language(shared: Dairy) -> None:
    def faults(**options: Any) -> list[dict[str, str]]:
        data = {"file": (io.BytesIO(BAD_BOOK.encode()), "book.csv")}
        answer = shared.ask("clerk", "POST", "/imports/deliveries/preview", data=data, **options)
        problems: list[dict[str, str]] = answer.json["problems"]
        return problems

    [english], [kiswahili] = faults(), faults(**KISWAHILI)
    assert (english["row"], english["field"]) == (kiswahili["row"], kiswahili["field"])
    for name in ("sentence", "remedy"):
        assert kiswahili[name] != english[name]
        assert kiswahili[name] == LINES[english[name]]


def test_the_steps_of_a_verification_come_in_the_language(shared: Dairy) -> None:
    english, kiswahili = both(shared, "auditor", "GET", "/verification")
    assert english.json["how"] == list(HOW)
    assert kiswahili.json["how"] == [LINES[step] for step in HOW]
    assert all(
        a.split("`")[1::2] == b.split("`")[1::2] for a, b in zip(HOW, kiswahili.json["how"], strict=True)
    )


def test_an_answer_that_is_kept_for_a_repeat_says_in_which_language_it_is(dairy: Dairy) -> None:
    """A repeat is told what the first request was told, and so in its language."""
    body = {"phone": "0712345678"}
    first, again = (
        dairy.ask(
            None, "POST", "/sign-in-codes", body, headers={"Accept-Language": spoken, "Idempotency-Key": "k1"}
        )
        for spoken in ("sw", "en")
    )
    assert first.json["detail"].startswith("Kama hii ni simu ya mwanachama")
    assert (again.headers["Idempotency-Replayed"], again.json) == ("true", first.json)
    assert again.headers["Content-Language"] == "sw"


def test_a_look_at_a_members_data_is_named_in_the_language(dairy: Dairy) -> None:
    dairy.get("manager", "/members/0001/balance")
    english, kiswahili = both(dairy, "0001", "GET", "/members/0001/looks")
    assert [one["sentence"] for one in english.json["items"]] == ["What the member has coming"]
    assert [one["sentence"] for one in kiswahili.json["items"]] == [LINES["What the member has coming"]]


def test_every_view_that_is_a_look_at_one_member_has_its_line(shared: Dairy) -> None:
    """Those whose address or query names a member; those of one delivery or charge say so themselves."""
    described = shared.get(None, "/api/openapi.json")["paths"]
    named = {
        one["get"]["operationId"]
        for path, one in described.items()
        if "get" in one and ("/members/{number}" in path or _asks_for_a_member(one["get"]))
    }
    views = {view.__name__: view for view in shared.app.view_functions.values()}
    looks = {
        *named,
        "see_delivery",
        "see_charge",
        "see_payout",
        "see_adjustment",
        "see_fact",
        "see_story",
        "see_as_of",
        "search_members",
    }
    assert len(looks) > 25
    assert {name for name in looks if (getdoc(views[name]) or "").partition("\n")[0] not in LINES} == set()


def _asks_for_a_member(operation: dict[str, Any]) -> bool:
    return any(one.get("name") == "member" for one in operation.get("parameters", ()))


def test_a_farmers_and_an_officials_words_stay_as_they_wrote_them(dairy: Dairy) -> None:
    reason = "The scale was not reset, and it was noon."
    id = dairy.record()
    dairy.post("clerk", f"/deliveries/{id}/correction", {"litres": "9.0", "reason": reason})
    told = dairy.ask("clerk", "GET", f"/deliveries/{id}", **KISWAHILI).json
    assert told["changed_reason"] == reason
