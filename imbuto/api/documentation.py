"""The API's own description: OpenAPI 3.1 at /api/openapi.json, and pages that work without a network.

flask-smorest is told here about problems instead of its own error shape, and not to serve pages itself:
its templates have inline scripts, which our content security policy forbids.
"""

from __future__ import annotations

import http
import inspect
import json
from pathlib import Path
from typing import Any

import flask_smorest  # type: ignore[import-untyped]
from flask import Blueprint, Flask, Response, abort, current_app, render_template, send_from_directory
from flask_smorest.utils import prepare_response  # type: ignore[import-untyped]
from marshmallow import Schema, fields
from openapi_ui_bundles import swagger_ui

import imbuto
from imbuto.api.access import open_to_all
from imbuto.api.problems import CONTENT_TYPE, HTTP, STATUS

ASSETS = ("swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png")
PAGES = Path(__file__).parent / "pages"
DESCRIPTION = """
The ledger of a dairy cooperative. Amounts are texts of decimal shillings with their currency, litres are
texts of decimals, days are Nairobi's, instants are UTC. Ids of things that are made (deliveries, prices)
are made by the client: the same request twice is one fact. Lists are pages by cursor, with `Link`. What is
refused answers `application/problem+json` with a stable `type`, a sentence and the remedy.
"""

CONFIG = {
    "API_TITLE": "Imbuto",
    "API_VERSION": imbuto.__version__,
    "OPENAPI_VERSION": "3.1.0",
    "API_SPEC_OPTIONS": {
        "info": {"description": DESCRIPTION.strip()},
        "servers": [{"url": "/", "description": "This installation."}],
        "security": [{"bearer": []}, {"cookie": []}],
        "components": {
            "securitySchemes": {
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The token that POST /api/v1/sessions or /api/v1/access-tokens answers.",
                },
                "cookie": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": "__Host-imbuto",
                    "description": "For our own pages: POST /api/v1/sessions with `cookie`. Without https it "
                    "is named `imbuto`. What changes something is taken from our own pages alone.",
                },
            }
        },
    },
}


class FieldProblem(Schema):
    """What is wrong with one field."""

    field = fields.String(required=True, metadata={"example": "litres"})
    sentence = fields.String(required=True, metadata={"example": "This is not a plain number."})


class Problem(Schema):
    """Why a request was refused, and what to do (RFC 9457)."""

    type = fields.String(
        required=True, metadata={"format": "uri-reference", "example": "/problems/bad-value"}
    )
    title = fields.String(required=True, metadata={"example": "A value cannot be meant"})
    status = fields.Integer(required=True, metadata={"example": 422})
    detail = fields.String(required=True, metadata={"example": "One weighing is at most 2000 litres."})
    remedy = fields.String(required=True, metadata={"example": "Check the number."})
    request = fields.String(metadata={"description": "The request's id, as in X-Request-Id."})
    details = fields.Dict(metadata={"description": "Facts about the refusal, by its type."})
    errors = fields.List(fields.Nested(FieldProblem), metadata={"description": "The fields to mend."})


class Api(flask_smorest.Api):  # type: ignore[misc]
    """flask-smorest's Api with our problems in the description and none of its own handlers and pages."""

    ERROR_SCHEMA = Problem
    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_responses(self) -> None:
        for status in (status for status in http.HTTPStatus if status >= 400):
            response = {"description": status.phrase, "schema": self.ERROR_SCHEMA}
            prepare_response(response, self.spec, CONTENT_TYPE)
            self.spec.components.response(status.name, response, lazy=True)

    def _register_error_handlers(self) -> None:
        """problems.register does."""

    def _register_doc_blueprint(self) -> None:
        """This module does."""


pages = Blueprint("documentation", __name__, url_prefix="/api", template_folder=str(PAGES))


def describe(app: Flask, api: Api) -> None:
    """Keeps the description, which does not change any more, and serves it with its pages."""
    app.extensions["openapi"] = json.dumps(api.spec.to_dict(), ensure_ascii=False)
    app.register_blueprint(pages)
    app.add_url_rule("/problems/<code>", "problem_type", problem_type)


@open_to_all
def problem_type(code: str) -> Any:
    """What a problem's `type` means."""
    known = {
        name: (status, title, f"{said} {remedy}") for status, (name, title, said, remedy) in HTTP.items()
    }
    known |= {kind.code: (*about, inspect.getdoc(kind) or "") for kind, about in STATUS.items()}
    if code not in known:
        abort(404)
    status, title, meaning = known[code]
    return {"type": f"/problems/{code}", "status": status, "title": title, "meaning": meaning}


@pages.get("/openapi.json")
@open_to_all
def openapi() -> Response:
    return Response(current_app.extensions["openapi"], content_type="application/json")


@pages.get("/docs")
@open_to_all
def docs() -> str:
    return render_template("docs.html")


@pages.get("/docs/<path:name>")
@open_to_all
def asset(name: str) -> Any:
    """The page's own script, and what the interactive page is made of."""
    if name == "docs.js":
        return send_from_directory(PAGES, name)
    if name not in ASSETS:
        abort(404)
    return send_from_directory(swagger_ui.static_path, name)
