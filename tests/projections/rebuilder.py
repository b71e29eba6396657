"""A process that rebuilds the views and then stands still in the middle, to be killed there."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from imbuto.projections import Views
from tests.projections.follower import long_history


def stand_still(_done: int, _total: int) -> None:
    print("in the middle", flush=True)
    signal.pause()


if __name__ == "__main__":
    Views(Path(sys.argv[1]), long_history()).rebuild(progress=stand_still)
