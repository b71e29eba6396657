"""Each kind of job with its function, and the one entry that every queued job goes through.

A final refusal ends the job: the ledger says that there is nothing to do, or that people must act. Anything
else that goes wrong is logged and raised, so that RQ tries again; whatever is then still open is found by
the sweep.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from imbuto.bootstrap import Parts
from imbuto.errors import Refusal
from imbuto.jobs import (
    cooled,
    differences,
    held,
    pay,
    pay_files,
    reconcile,
    samples,
    sending,
    settle,
    sweep,
    tell,
    till,
    top_up,
    try_again,
    upkeep,
    variance,
)

log = logging.getLogger(__name__)

JOBS: dict[str, Callable[..., None]] = {
    "tell": tell.tell,
    "tell-together": tell.tell_together,
    "remind": tell.remind,
    "resend": sending.resend,
    "open-due-run": settle.open_due_run,
    "lapse": settle.lapse,
    "prepare": settle.prepare,
    "settle-statements": settle.settle_statements,
    "complete": settle.complete,
    "grant-difference": differences.grant_difference,
    "cooled": cooled.cooled,
    "count-samples": samples.count_samples,
    "pay-file": pay_files.work_on_pay_file,
    "send": pay.send,
    "send-again": pay.send_again,
    "ask": pay.ask,
    "give-up": pay.give_up,
    "again": try_again.again,
    "heed-result": till.heed_result,
    "ask-float": till.ask_float,
    "weigh-float": till.weigh_float,
    "send-due": till.send_due,
    "watch-float": till.watch_float,
    "watch-credential": till.watch_credential,
    "top-up": top_up.top_up,
    "top-up-silent": top_up.top_up_silent,
    "apply-callbacks": upkeep.apply_callbacks,
    "reconcile": reconcile.reconcile_yesterday,
    "reconcile-statement": reconcile.reconcile_statement,
    "sweep": sweep.sweep,
    "purge": upkeep.purge,
    "watch-variance": variance.watch_variance,
}
"""Every function takes the parts and then the job's own words."""


def run(name: str, *args: str) -> None:
    """Does one job with this process's parts. RQ calls this."""
    perform(held.parts(), name, *args)


def perform(parts: Parts, name: str, *args: str) -> None:
    """Does one job. Raises what is worth another try."""
    words = " ".join([name, *args])
    try:
        JOBS[name](parts, *args)
    except Refusal as refusal:
        if refusal.transient:
            log.warning("%s waits: %s", words, refusal.sentence)
            raise
        log.warning("%s is not done: %s", words, refusal)
    except Exception:
        log.exception("%s failed", words)
        raise
