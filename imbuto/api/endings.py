"""Ending somebody's access: first it holds no longer, then it is told as facts.

The other way round a crash between the two would leave facts that say it had ended while it went on.
"""

from __future__ import annotations

from collections.abc import Sequence

from imbuto.api.access import by
from imbuto.api.parts import accounts, ledger, parts


def end_access(principal: str, reason: str) -> int:
    """Ends all sessions and access tokens of this person, and tells why: revoked, left, recovery … How many
    ended. No device is known any more: whoever has a lost phone has what it remembered, too."""
    sessions = parts().people.sessions.end_all(principal)
    tokens = parts().people.tokens.revoke_all(principal)
    parts().people.devices.forget(principal)
    tell_sessions_ended(principal, sessions, reason)
    for token in tokens:
        ledger().revoke_token(principal, token, by())
    return len(sessions) + len(tokens)


def shut_out(principal: str) -> None:
    """An official leaves: with the sessions and tokens go password, invitations and second factor. That the
    factor is gone is told too: one that is set up after coming back is another one, and what was proposed
    about the first is void."""
    end_access(principal, "left")
    accounts().close(principal)
    if ledger().access(principal).version:
        ledger().remove_second_factor(principal, "left", by())


def tell_sessions_ended(principal: str, sessions: Sequence[str], reason: str) -> None:
    """Records that these sessions hold no longer; nothing when there are none."""
    if sessions:
        ledger().end_sessions(principal, sessions, reason, by())
