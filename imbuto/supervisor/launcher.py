"""Started as a script: makes this process end when its parent does, then becomes the given program.

    python launcher.py PARENT_PID PROGRAM [ARGUMENT…]

Linux tells a child of its parent's death (prctl(2), PR_SET_PDEATHSIG), also when the parent was killed
with -9. Elsewhere nothing does, and the next start ends what was left, by its pid file.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> None:
    parent, program = int(arguments[0]), arguments[1:]
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        # The parent may have ended before the line above: then nobody will ever tell us.
        if os.getppid() != parent:
            sys.exit("the supervisor has ended")
    os.execv(program[0], program)  # noqa: S606 -- becoming the program is the purpose


if __name__ == "__main__":
    main(sys.argv[1:])
