"""Verbs about people's access: what became of it, never the secrets.

`principal` is staff:S004 or member:0042.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import cast

from imbuto.aggregates import Access, Fact, Member, Staff
from imbuto.aggregates.access import access_id, subject_of
from imbuto.aggregates.member import member_id
from imbuto.aggregates.staff import staff_id
from imbuto.errors import Unknown
from imbuto.ledger.book import Book, Saved, or_busy
from imbuto.values import By

LATELY = 100
"""So many of the last facts are read where somebody stands at the door. A program that signs in every minute
must not make each sign-in dearer than the one before."""


class AccessVerbs(Book):
    """Every change of access is a fact. Each verb raises Unknown for a person of whom there is no fact."""

    def access(self, principal: str) -> Access:
        """The access as it stands; of somebody of whom nothing was told yet, an empty one (version 0)."""
        return self._find(Access, access_id(principal)) or Access.of(principal)

    def record_invitation(self, principal: str, by: By, *, by_sms: bool) -> Saved:
        """A one-time code was made for the person. Each is a fact: it replaces the one before."""
        return self._change_access(principal, lambda access: access.invite(by, by_sms=by_sms))

    def record_entry(self, principal: str, by: By) -> Saved:
        """The person chose a password by an invitation."""
        return self._change_access(principal, lambda access: access.enter(by))

    def record_password_change(self, principal: str, how: str, by: By) -> Saved:
        """`how`: own, recovery or operator."""
        return self._change_access(principal, lambda access: access.change_password(how, by))

    def ask_recovery(self, principal: str, by: By) -> Saved:
        """Somebody, unproven, asks for a new password. Not `new` within three minutes of the last."""
        return self._at_the_door(principal, lambda access: access.ask_recovery(by))

    def slow_sign_ins(self, principal: str, by: By) -> Saved:
        """Guessing under this name is being slowed; told once a day."""
        return self._at_the_door(principal, lambda access: access.slow(by))

    def set_second_factor(self, principal: str, reason: str, by: By) -> Saved:
        return self._change_access(principal, lambda access: access.set_second_factor(reason, by))

    def remove_second_factor(self, principal: str, reason: str, by: By) -> Saved:
        return self._change_access(principal, lambda access: access.remove_second_factor(reason, by))

    def propose_factor_removal(self, principal: str, reason: str, by: By) -> Saved:
        """That an official who lost the second factor does without it; another approves. Raises NotPermitted
        for oneself and for members, WrongState when it is proposed already."""
        return self._change_access(principal, lambda access: access.propose_factor_removal(reason, by))

    def approve_factor_removal(self, principal: str, by: By) -> Saved:
        """Raises SamePerson, NotPermitted, WrongState."""
        return self._change_access(principal, lambda access: access.approve_factor_removal(by))

    def refuse_factor_removal(self, principal: str, reason: str, by: By) -> Saved:
        """Raises SamePerson, NotPermitted, WrongState."""
        return self._change_access(principal, lambda access: access.refuse_factor_removal(reason, by))

    def make_recovery_codes(self, principal: str, left: int, by: By) -> Saved:
        """New recovery codes, `left` of them."""
        return self._change_access(principal, lambda access: access.make_recovery_codes(left, by))

    def use_recovery_code(self, principal: str, left: int, by: By) -> Saved:
        """One was used; `left` remain. Raises WrongState when there were not so many."""
        return self._change_access(principal, lambda access: access.use_recovery_code(left, by))

    def open_session(self, principal: str, session: str, device: str | None, way: str, by: By) -> Saved:
        """`session` is the public id, `way` password, code or token."""
        return self._at_the_door(principal, lambda access: access.open_session(session, device, way, by))

    def end_sessions(self, principal: str, sessions: Sequence[str], reason: str, by: By) -> Saved:
        """`reason`: signed-out, revoked, password-changed, left or recovery."""
        return self._at_the_door(principal, lambda access: access.end_sessions(sessions, reason, by))

    def make_token(
        self,
        principal: str,
        token: str,
        name: str,
        permissions: Sequence[str],
        expires_at: datetime,
        by: By,
    ) -> Saved:
        """`token` is the public id of a token for another system, never the secret."""
        return self._change_access(
            principal, lambda access: access.make_token(token, name, permissions, expires_at, by)
        )

    def revoke_token(self, principal: str, token: str, by: By) -> Saved:
        """Raises Unknown for a token that the person never had."""
        return self._change_access(principal, lambda access: access.revoke_token(token, by))

    def set_pin(self, principal: str, reason: str, by: By) -> Saved:
        """A new PIN was chosen. Each is a fact."""
        return self._change_access(principal, lambda access: access.set_pin(reason, by))

    def remove_pin(self, principal: str, reason: str, by: By) -> Saved:
        return self._change_access(principal, lambda access: access.remove_pin(reason, by))

    def propose_recovery(self, principal: str, reason: str, by: By) -> Saved:
        """To give a member's access back; another official approves. Raises WrongState, NotPermitted."""
        return self._change_access(principal, lambda access: access.propose_recovery(reason, by))

    def approve_recovery(self, principal: str, by: By) -> Saved:
        """Raises SamePerson, WrongState."""
        return self._change_access(principal, lambda access: access.approve_recovery(by))

    def refuse_recovery(self, principal: str, reason: str, by: By) -> Saved:
        """Raises WrongState."""
        return self._change_access(principal, lambda access: access.refuse_recovery(reason, by))

    def _change_access(self, principal: str, act: Callable[[Access], object]) -> Saved:
        return self._change_as_read(self.access, principal, act)

    def _at_the_door(self, principal: str, act: Callable[[Access], object]) -> Saved:
        """What happens again and again, and is repeated at once or never: decided on the last facts alone."""
        return self._change_as_read(self._access_lately, principal, act)

    @or_busy
    def _access_lately(self, principal: str) -> Access:
        """The access as its last facts tell it; what was before them is not known."""
        access = Access.of(principal)
        for fact in reversed(list(self.events.get(access.id, desc=True, limit=LATELY))):
            cast(Fact, fact).mutate(access)
        return access

    def _change_as_read(
        self, read: Callable[[str], Access], principal: str, act: Callable[[Access], object]
    ) -> Saved:
        def decision() -> Saved:
            access = read(principal)
            if not access.version:
                self._require_person(principal)
            act(access)
            return self._keep(access)

        return self._decide(decision)

    def _require_person(self, principal: str) -> None:
        """Raises Unknown, and BadValue for what names nobody."""
        subject_of(principal)
        kind, _, number = principal.partition(":")
        known = (
            self._peek(Staff, staff_id(number)) if kind == "staff" else self._peek(Member, member_id(number))
        )
        if known is None:
            raise Unknown(kind, number)
