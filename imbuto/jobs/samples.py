"""Samples that could not count for milk when they were recorded, and can now: of milk that a device sent
after its can's sample, and of milk whose dispute was open.

Quiet when repeated: the delivery knows which samples counted. What Redis loses, the sweep finds again: the
view of the samples keeps what is owed.
"""

from __future__ import annotations

import logging
from uuid import UUID

from imbuto.bootstrap import Parts
from imbuto.jobs.held import by_job
from imbuto.jobs.views import require_views

NEEDED_VIEWS = ("samples",)

log = logging.getLogger(__name__)


def count_samples(parts: Parts, delivery: str) -> None:
    """Lets the samples of one delivery, or of its can, count for it, in the order they were recorded."""
    require_views(parts, NEEDED_VIEWS)
    milk = parts.ledger.delivery(UUID(delivery))
    assert milk.recorded is not None
    container = milk.recorded.container
    about = parts.views.samples.about(milk.id, container, milk.centre, milk.date, milk.shift)
    if not set(about) - milk.counted_samples:
        return
    saved = parts.ledger.count_samples(milk.id, about, by_job(parts, "samples", f"count-{milk.id}"))
    if saved.new:
        log.info("delivery %s: samples that were recorded before count now", milk.id)
