"""The Flask app: what happens to each request, in order, and the list of what is served."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from imbuto.api import access, headers, idempotency, incoming, limits, logs, looking, problems, tongues, web
from imbuto.api.blueprints import BLUEPRINTS
from imbuto.api.blueprints.health import health
from imbuto.api.documentation import CONFIG, Api, describe
from imbuto.api.enter import enter
from imbuto.api.numbers import MemberNumberConverter, described
from imbuto.api.parts import Parts, attach

PREFIX = "/api/v1"


def create_app(parts: Parts, *, redis_answers: Callable[[], bool] | None = None) -> Flask:
    """The app on these parts. Raises LookupError when an endpoint names no permission.

    `redis_answers` tells /readyz whether queued work moves; recording goes on without it.
    """
    app = Flask("imbuto.api", static_folder=None)
    app.config.from_mapping(CONFIG)
    app.url_map.strict_slashes = False
    # Two slashes are no address. To mend them would answer with a redirect to whatever host was asked for.
    app.url_map.merge_slashes = False
    app.url_map.converters["number"] = MemberNumberConverter
    attach(app, parts)
    app.extensions["redis_answers"] = redis_answers
    _arrange(app)
    api = Api(app)
    api.register_converter(MemberNumberConverter, described)
    for blueprint in BLUEPRINTS:
        api.register_blueprint(blueprint, url_prefix=PREFIX)
    api.register_blueprint(health)
    app.register_blueprint(enter)
    web.register(app)
    describe(app, api)
    access.require_every_view_named(app)
    return app


def _arrange(app: Flask) -> None:
    """Before a view: watch, id and address, caller, body, pace, repeat. After it: language, look,
    repeat, headers, log line."""
    logs.register(app)
    incoming.register(app)
    access.register(app)
    app.before_request(incoming.read_the_body)
    limits.register(app)
    headers.register(app)
    idempotency.register(app)
    looking.register(app)
    tongues.register(app)
    problems.register(app)
