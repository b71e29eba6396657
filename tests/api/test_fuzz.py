"""Requests made from the API's own description, a bounded number per endpoint: no answer is a 5xx, every
refusal is a problem, and every success is what the description promises."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from .dairy import Dairy

EXAMPLES = 6
EXPECTED = (content_type_conformance, not_a_server_error, response_schema_conformance)
