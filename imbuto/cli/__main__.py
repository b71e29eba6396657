"""`python -m imbuto.cli`: the same as `imbuto`."""

from __future__ import annotations

from imbuto.cli.main import main

if __name__ == "__main__":
    main()
