"""The roles by a letter each, for the tables of access. `None` is nobody signed in."""

from __future__ import annotations

C, M, T, A, U, F = "clerk", "manager", "treasurer", "admin", "auditor", "0001"
EVERYBODY = {C, M, T, A, U, F}
OFFICIALS = EVERYBODY - {F}
OPEN = EVERYBODY | {None}
