"""Read models: pure folds of the facts into tables, and the questions one may ask them.

`Views` opens them all. Each file named after a book of the dairy holds one read model: its tables, its
visible table from fact to handler, and its questions. folding.py keeps them up, rebuilding.py makes them
anew, rows.py is what handlers write to, store.py is the database.
"""

from __future__ import annotations

from imbuto.projections.folding import Source
from imbuto.projections.pages import Page
from imbuto.projections.rebuilding import Rebuilt
from imbuto.projections.views import PROJECTIONS, Standing, Views

__all__ = ["PROJECTIONS", "Page", "Rebuilt", "Source", "Standing", "Views"]
