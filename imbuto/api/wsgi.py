"""What a WSGI server serves. Each worker process builds its own parts: nothing open crosses a fork.

granian --interface wsgi --factory imbuto.api.wsgi:app
gunicorn 'imbuto.api.wsgi:app()'
"""

from __future__ import annotations

import atexit
import logging

from flask import Flask

from imbuto import bootstrap
from imbuto.api.app import create_app
from imbuto.settings import Settings

log = logging.getLogger(__name__)


def app() -> Flask:
    """Builds the house from the environment and opens its door."""
    parts = bootstrap.build(Settings.from_env())
    atexit.register(parts.close)
    return create_app(parts, redis_answers=lambda: _answers(parts))


def _answers(parts: bootstrap.Parts) -> bool:
    """Whether Redis does. Whatever its client raises means no: the reason is logged."""
    try:
        return bool(parts.redis.ping())
    except Exception as error:  # noqa: BLE001
        log.warning("redis does not answer: %s", error)
        return False
