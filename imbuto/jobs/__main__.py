"""`python -m imbuto.jobs worker` and `python -m imbuto.jobs scheduler`."""

from __future__ import annotations

import argparse
import logging
import sys

from imbuto.jobs import held, scheduler, worker
from imbuto.settings import Settings, SettingsError


def main() -> None:
    """Runs the named process until it is told to stop."""
    parser = argparse.ArgumentParser(prog="python -m imbuto.jobs", description="Imbuto's background work.")
    processes = parser.add_subparsers(dest="process", required=True)
    hands = processes.add_parser("worker", help="does queued jobs: messages, pay runs, payments")
    hands.add_argument("--hands", type=int, default=worker.HANDS, help="processes that work side by side")
    processes.add_parser("scheduler", help="follows new facts and keeps the clock")
    given = parser.parse_args()
    settings = _settings()
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    if given.process == "worker":
        worker.Foreman(settings, max(given.hands, 1)).run()
        return
    try:
        scheduler.run(held.parts())
    finally:
        held.release()


def _settings() -> Settings:
    try:
        settings = Settings.from_env()
    except SettingsError as error:
        sys.exit(str(error))
    if not settings.redis_url:
        sys.exit("Imbuto cannot start:\n  - REDIS_URL is missing: name a Redis, or start with `imbuto up`.")
    return settings


if __name__ == "__main__":
    main()
