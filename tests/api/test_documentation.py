"""The API's description of itself, the pages that show it, and the manners of every answer."""

from __future__ import annotations

import json
import logging
import logging.config
import re
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from imbuto import errors
from imbuto.api import problems
from imbuto.api.logs import as_dictconfig

from .dairy import Dairy, open_dairy, weighing


@pytest.fixture(scope="module")
def described(shared: Dairy) -> dict[str, Any]:
    found: dict[str, Any] = shared.get(None, "/api/openapi.json")
    return found


def operations(described: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method, path, operation)
        for path, item in described["paths"].items()
        for method, operation in item.items()
        if method in ("get", "post", "put", "delete")
    ]


def test_the_description_is_valid_openapi_3_1(described: dict[str, Any]) -> None:
    assert described["openapi"] == "3.1.0"
    OpenAPIV31SpecValidator(described).validate()


def test_every_operation_has_a_name_a_summary_its_permission_and_its_problems(
    described: dict[str, Any],
) -> None:
    names = [operation["operationId"] for _, _, operation in operations(described)]
    assert len(names) == len(set(names)) > 60
    for method, path, operation in operations(described):
        assert operation["summary"], path
        assert operation["x-permission"], path
        assert operation["x-permission"] == "(open to all)" or "401" in operation["responses"], path
        assert (operation.get("security") == []) == (operation["x-permission"] == "(open to all)")
        if method == "post" and "/callbacks/" not in path:
            named = [one.get("name") for one in operation.get("parameters", [])]
            assert ("Idempotency-Key" in named) != ("told once" in operation["description"]), path


def test_problems_are_described_as_problems(described: dict[str, Any]) -> None:
    for name, response in described["components"]["responses"].items():
        assert list(response["content"]) == ["application/problem+json"], name


def test_amounts_and_litres_are_described_as_texts(described: dict[str, Any]) -> None:
    schemas = described["components"]["schemas"]
    assert schemas["Money"]["properties"]["amount"]["type"] == "string"
    assert schemas["Delivery"]["properties"]["litres"]["type"] == "string"
    assert schemas["Delivery"]["properties"]["value"]["$ref"].endswith("/Money")
    assert "litres" in schemas["Delivery"]["required"]


def test_what_is_answered_is_what_is_described(dairy: Dairy, described: dict[str, Any]) -> None:
    dairy.requested_payout()
    described_fields = described["components"]["schemas"]
    for path, schema in {
        "/deliveries": "BookDelivery",
        "/members": "MemberAnswer",
        "/settlements": "Run",
        "/payouts": "Payout",
        "/journal/postings": "Posting",
        "/staff": "Official",
        "/members/0001/account": "AccountLine",
    }.items():
        item = dairy.get("auditor", path)["items"][0]
        assert set(item) == set(described_fields[schema]["required"]), path


def test_the_pages_need_nothing_from_elsewhere_and_run_no_inline_script(shared: Dairy) -> None:
    page = shared.ask(None, "GET", "/api/docs")
    assert page.content_type == "text/html; charset=utf-8"
    assert not re.findall(r"<script(?![^>]*\ssrc=)", page.text)
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(addresses) == 4
    for address in addresses:
        assert address.startswith("/api/docs/")
        asset = shared.ask(None, "GET", address)
        assert (asset.status_code, len(asset.data) > 100) == (200, True)
        asset.close()
    policy = page.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert shared.ask(None, "GET", "/api/docs/index.html").status_code == 404
    assert shared.ask(None, "GET", "/api/docs/../app.py").status_code == 404


@pytest.mark.parametrize("path", ["/api/v1/members", "/api/v1/nowhere", "/healthz"])
def test_every_answer_is_guarded_and_never_kept(shared: Dairy, path: str) -> None:
    headers = shared.ask("clerk", "GET", path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_a_request_keeps_its_id_and_a_strange_one_gets_another(dairy: Dairy) -> None:
    named = dairy.ask("clerk", "POST", "/deliveries", weighing(), headers={"X-Request-Id": "phone-7:42"})
    assert named.headers["X-Request-Id"] == "phone-7:42"
    assert dairy.get("clerk", f"/deliveries/{named.json['id']}")["story"][0]["request"] == "phone-7:42"
    for strange in ("two words", "x" * 65, "<b>"):
        given = dairy.ask("clerk", "GET", "/centres", headers={"X-Request-Id": strange})
        assert re.fullmatch(r"[0-9a-f-]{36}", given.headers["X-Request-Id"])


def test_the_log_tells_who_did_what_without_words_about_persons(
    dairy: Dairy, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    member = {"number": "0077", "name": "Chebet Koech", "centre": "KIA", "phone": "0712345678"}
    dairy.post("clerk", "/members", member)
    dairy.post("clerk", "/members/search", {"query": "Chebet"})
    dairy.get("clerk", "/members/0077")
    lines = [record for record in caplog.records if record.name == "imbuto.api.requests"]
    first = vars(lines[0])
    told = [first[name] for name in ("method", "rule", "status", "who")]
    assert told == ["POST", "/api/v1/members", 201, "staff:S001"]
    everything = " ".join(_words(record) for record in caplog.records)
    for secret in ("Chebet", "712345678", dairy.tokens["clerk"], "0077"):
        assert secret not in everything


def _words(record: logging.LogRecord) -> str:
    """All that a line says but its clock, its thread and the id of the request, whose digits are chance."""
    said = {name: value for name, value in vars(record).items() if name != "request"}
    return str([value for value in said.values() if not isinstance(value, int | float)])


def test_a_log_line_is_json(dairy: Dairy, capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before = root.level, root.handlers[:]
    logging.config.dictConfig(as_dictconfig("INFO"))
    try:
        logging.getLogger("imbuto.api.requests").info("request", extra={"status": 200})
    finally:
        root.setLevel(before[0])
        root.handlers[:] = before[1]
    line = json.loads(capsys.readouterr().err.strip().splitlines()[-1])
    assert (line["event"], line["status"], line["level"]) == ("request", 200, "info")


def test_every_refusal_has_a_status(shared: Dairy) -> None:
    def below(kind: type[errors.Refusal]) -> set[type[errors.Refusal]]:
        return {kind}.union(*(below(one) for one in kind.__subclasses__()))

    assert below(errors.Refusal) - {errors.Refusal} == set(problems.STATUS)


def test_the_type_of_a_problem_is_an_address_that_explains_it(shared: Dairy) -> None:
    for code in [*(kind.code for kind in problems.STATUS), *(line[0] for line in problems.HTTP.values())]:
        told = shared.get(None, f"/problems/{code}")
        assert (told["type"], bool(told["title"] and told["meaning"])) == (f"/problems/{code}", True)
    assert shared.ask(None, "GET", "/problems/bad-luck").status_code == 404


def test_the_service_tells_whether_it_lives_and_can_work(shared: Dairy) -> None:
    assert shared.get(None, "/healthz") == {"status": "ok"}
    ready = shared.get(None, "/readyz")
    assert (ready["status"], ready["views_behind"], ready["position"]) == ("ready", 0, shared.position())


@pytest.mark.parametrize(("answers", "status"), [(True, "ready"), (False, "degraded")])
def test_without_redis_the_service_works_and_says_it_is_degraded(
    shared: Dairy, answers: bool, status: str
) -> None:
    folder = shared.parts.settings.data
    other = open_dairy(folder, shared.tokens, redis_answers=lambda: answers)
    assert other.get(None, "/readyz")["status"] == status
    other.parts.close()
