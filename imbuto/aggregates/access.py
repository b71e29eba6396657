"""A person's access: decisions about invitations, passwords, second factors, sessions, tokens and PINs.

What is asked twice is told once, except where each time is something new: an invitation, a changed password,
new recovery codes and a changed PIN each replace the one before.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from imbuto.aggregates.access_story import BY_TWO, AccessStory
from imbuto.aggregates.member import member_id
from imbuto.aggregates.staff import staff_id
from imbuto.errors import BadValue, DifferentContent, NotPermitted, SamePerson, Unknown, WrongState
from imbuto.values import By, Personal, business_date, derive_id

PASSWORD_WAYS = ("own", "recovery", "operator")
SESSION_WAYS = ("password", "code", "token")
ENDINGS = ("signed-out", "revoked", "password-changed", "left", "recovery", "number-changed")
RECOVERY_ASKED_AT_MOST_EVERY = timedelta(minutes=3)
"""As long as a link is valid: asking again earlier is told no second time."""
LONGEST_WORDS = 200


def access_id(principal: str) -> UUID:
    return derive_id("access", principal)


def subject_of(principal: str) -> str:
    """The hex id by whose key this person's words are sealed. Raises BadValue."""
    kind, _, number = principal.partition(":")
    if kind not in ("staff", "member") or not number:
        raise BadValue(
            "principal", principal, "This is nobody who can sign in.", "Write staff:S001 or member:0042."
        )
    return (staff_id(number) if kind == "staff" else member_id(number)).hex


class Access(AccessStory):
    """How one person gets in."""

    @classmethod
    def of(cls, principal: str) -> Self:
        """The access of somebody of whom nothing has been told yet."""
        subject_of(principal)
        access = cls(access_id(principal))
        access.principal = principal
        return access

    # --------------------------------------------------------- passwords

    def invite(self, by: By, *, by_sms: bool) -> None:
        """A new code by which the person chooses a password; an earlier one no longer holds."""
        self._record(self.Invited, by, principal=self.principal, by_sms=by_sms)

    def enter(self, by: By) -> None:
        """The person chose a password by the invitation."""
        self._record(self.Entered, by, principal=self.principal)

    def change_password(self, how: str, by: By) -> None:
        """`how` is own, recovery or operator."""
        self._record(
            self.PasswordChanged, by, principal=self.principal, how=_one_of("how", how, PASSWORD_WAYS)
        )

    def ask_recovery(self, by: By) -> None:
        """Told at most once in three minutes, however often somebody asks."""
        asked = self.recovery_asked_at
        if asked is None or by.at >= asked + RECOVERY_ASKED_AT_MOST_EVERY:
            self._record(self.RecoveryAsked, by, principal=self.principal)

    def slow(self, by: By) -> None:
        """Sign-ins under this name are being slowed: told once a day (Nairobi's)."""
        if self.slowed_on != business_date(by.at):
            self._record(self.Slowed, by, principal=self.principal)

    # ----------------------------------------------------- second factor

    def set_second_factor(self, reason: str, by: By) -> None:
        if not self.has_second_factor:
            self._record(self.SecondFactorSet, by, principal=self.principal, reason=_words("reason", reason))

    def remove_second_factor(self, reason: str, by: By) -> None:
        """By its owner, the operator, or with an official who leaves. What was proposed about it is void."""
        if self.has_second_factor or self.factor_removal == "proposed":
            self._record(
                self.SecondFactorRemoved, by, principal=self.principal, reason=_words("reason", reason)
            )

    def propose_factor_removal(self, reason: str, by: By) -> None:
        """An official proposes that another, who lost it, does without. The same official again is quiet."""
        if not self.principal.startswith("staff:"):
            raise NotPermitted("Only officials have a second factor.", "Propose to give the access back.")
        if by.who == self.principal:
            raise NotPermitted(
                "Nobody proposes to remove their own second factor.",
                "Ask another admin, or use a recovery code.",
            )
        if self.factor_removal == "proposed":
            if by.who == self.factor_removal_proposed_by:
                return
            raise WrongState("This has been proposed already.", "Approve or refuse it.")
        self._record(self.FactorRemovalProposed, by, principal=self.principal, reason=self._sealed(reason))

    def approve_factor_removal(self, by: By) -> None:
        """The second factor no longer counts. Raises SamePerson, NotPermitted, and WrongState when nothing is
        proposed."""
        if not self._is_removal_decided("approved", by):
            self._require_third(by, "approve")
            self._record(self.SecondFactorRemoved, by, principal=self.principal, reason=BY_TWO)

    def refuse_factor_removal(self, reason: str, by: By) -> None:
        """It goes on counting. Raises SamePerson, NotPermitted, and WrongState when nothing is proposed."""
        if not self._is_removal_decided("refused", by):
            self._require_third(by, "refuse")
            self._record(self.FactorRemovalRefused, by, principal=self.principal, reason=self._sealed(reason))

    def _is_removal_decided(self, so: str, by: By) -> bool:
        if self.factor_removal == "proposed":
            return False
        if (self.factor_removal, self.factor_removal_decided_by) != (so, by.who):
            raise WrongState(
                f"Nothing is proposed about the second factor of {self.principal}.", "Propose it first."
            )
        return True

    def _require_third(self, by: By, act: str) -> None:
        """Neither whose factor it is nor who proposed it."""
        if by.who == self.factor_removal_proposed_by:
            raise SamePerson(act, "proposed")
        if by.who == self.principal:
            raise NotPermitted("Nobody decides this about themselves.", "Ask another official.")

    def make_recovery_codes(self, left: int, by: By) -> None:
        """New recovery codes, so many; earlier ones no longer hold."""
        if left < 1:
            raise BadValue("left", left, "There is at least one recovery code.", "Make ten.")
        self._record(self.RecoveryCodesMade, by, principal=self.principal, left=left)

    def use_recovery_code(self, left: int, by: By) -> None:
        """One is used up; `left` remain."""
        if left > self.recovery_codes_left or left < 0:
            raise WrongState(
                f"{self.principal} has {self.recovery_codes_left} recovery codes left.", "Look again."
            )
        if left < self.recovery_codes_left:
            self._record(self.RecoveryCodeUsed, by, principal=self.principal, left=left)

    # ---------------------------------------------------------- sessions

    def open_session(self, session: str, device: str | None, way: str, by: By) -> None:
        """The person signed in on a device, by password, code or token."""
        if session in self.opened or session in self.ended:
            return
        self._record(
            self.SessionOpened,
            by,
            principal=self.principal,
            session=session,
            device=Personal(subject_of(self.principal), device) if device else None,
            way=_one_of("way", way, SESSION_WAYS),
        )

    def end_sessions(self, sessions: Sequence[str], reason: str, by: By) -> None:
        """These sessions hold no longer; what has ended already is not told again."""
        ending = tuple(sorted(set(sessions) - self.ended))
        _one_of("reason", reason, ENDINGS)
        if ending:
            self._record(self.SessionsEnded, by, principal=self.principal, sessions=ending, reason=reason)

    # ------------------------------------------------------------ tokens

    def make_token(
        self, token: str, name: str, permissions: Sequence[str], expires_at: datetime, by: By
    ) -> None:
        """A token for another system. The same again is quiet, other content under its id is refused."""
        made = (_words("name", name), tuple(sorted(set(permissions))), expires_at)
        if known := self.tokens.get(token):
            if known != made:
                raise DifferentContent("access token", token, {"token": [known[0], made[0]]})
            return
        self._record(
            self.TokenMade,
            by,
            principal=self.principal,
            token=token,
            name=made[0],
            permissions=made[1],
            expires_at=expires_at,
        )

    def revoke_token(self, token: str, by: By) -> None:
        """Raises Unknown for a token that this person never had."""
        if token not in self.tokens:
            raise Unknown("access token", token)
        if token not in self.revoked_tokens:
            self._record(self.TokenRevoked, by, principal=self.principal, token=token)

    # -------------------------------------------------------------- PINs

    def set_pin(self, reason: str, by: By) -> None:
        """A new PIN, in the place of an earlier one."""
        self._record(self.PinSet, by, principal=self.principal, reason=_words("reason", reason))

    def remove_pin(self, reason: str, by: By) -> None:
        if self.has_pin:
            self._record(self.PinRemoved, by, principal=self.principal, reason=_words("reason", reason))

    # --------------------------------- access given back by two officials

    def propose_recovery(self, reason: str, by: By) -> None:
        """An official proposes to give a member's access back. The same official again is quiet."""
        if not self.principal.startswith("member:"):
            raise NotPermitted(
                "Only a member's access is given back by two officials.", "Invite the official anew."
            )
        if self.recovery == "proposed":
            if by.who == self.recovery_proposed_by:
                return
            raise WrongState("This has been proposed already.", "Approve or refuse it.")
        self._record(self.RecoveryProposed, by, principal=self.principal, reason=self._sealed(reason))

    def approve_recovery(self, by: By) -> None:
        """Raises SamePerson, and WrongState when nothing is proposed."""
        if self._is_decided("approved", by):
            return
        if by.who == self.recovery_proposed_by:
            raise SamePerson("approve", "proposed")
        if by.who == self.principal:
            raise NotPermitted("Nobody approves this for themselves.", "Ask another official.")
        self._record(self.RecoveryApproved, by, principal=self.principal)

    def refuse_recovery(self, reason: str, by: By) -> None:
        """Whoever proposed it may take it back so. Raises WrongState when nothing is proposed."""
        if not self._is_decided("refused", by):
            self._record(self.RecoveryRefused, by, principal=self.principal, reason=self._sealed(reason))

    def _is_decided(self, so: str, by: By) -> bool:
        """Whether this person has decided so already. Raises WrongState when there is nothing to decide."""
        if self.recovery == "proposed":
            return False
        if (self.recovery, self.recovery_decided_by) != (so, by.who):
            raise WrongState(
                f"Nothing is proposed about the access of {self.principal}.", "Propose it first."
            )
        return True

    def _sealed(self, reason: str) -> Personal:
        return Personal(subject_of(self.principal), _words("reason", reason))


def _one_of(field: str, value: str, allowed: Sequence[str]) -> str:
    if value not in allowed:
        raise BadValue(field, value, "There is no such word here.", f"Choose of {', '.join(allowed)}.")
    return value


def _words(field: str, value: str) -> str:
    if not 1 <= len(value.strip()) <= LONGEST_WORDS:
        raise BadValue(field, value, f"This has 1 to {LONGEST_WORDS} characters.", "Say it in a few words.")
    return value.strip()
