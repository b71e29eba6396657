"""What an installation needs to start, and what it does not."""

from __future__ import annotations

import subprocess
import sys


def test_an_installation_on_sqlite_needs_no_postgresql_driver() -> None:
    """As after `pip install imbuto`: the driver comes with the extra `postgres` alone."""
    code = (
        "import sys; sys.modules['psycopg'] = None; import imbuto.bootstrap, imbuto.cli.main, imbuto.api.wsgi"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
