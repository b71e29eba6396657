"""What becomes of a person's access: each invitation, password, session, token and PIN, never their secrets.

One story per principal (`staff:S004`, `member:0042`). The secrets themselves are kept as hashes in the people
store and may be forgotten; that somebody got in, was let in, or was put out is told here for good.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.values import Personal, business_date

BY_TWO = "two officials"
"""Why a second factor was removed that one official proposed to remove and another agreed."""


class AccessStory(Aggregate):
    """The facts of one person's access, and what they amount to."""

    KIND = "access"

    @dataclass(frozen=True, kw_only=True)
    class Invited(Fact):
        """A one-time code was made, with which the person chooses a password."""

        TOPIC = "access.invited"
        principal: str
        by_sms: bool

        def apply(self, aggregate: AccessStory) -> None:
            aggregate.principal = self.principal

    @dataclass(frozen=True, kw_only=True)
    class Entered(Fact):
        """The person chose a password by an invitation."""

        TOPIC = "access.entered"
        principal: str

        def apply(self, aggregate: AccessStory) -> None:
            aggregate.principal = self.principal

    @dataclass(frozen=True, kw_only=True)
    class PasswordChanged(Fact):
        TOPIC = "access.password_changed"
        principal: str
        how: str

        def apply(self, aggregate: AccessStory) -> None:
            aggregate.principal = self.principal

    @dataclass(frozen=True, kw_only=True)
    class RecoveryAsked(Fact):
        """Somebody asked for a new password under this name. Who it was is not proven."""

        TOPIC = "access.recovery_asked"
        principal: str

        def apply(self, aggregate: AccessStory) -> None:
            aggregate.principal = self.principal
            aggregate.recovery_asked_at = self.recorded_at

    @dataclass(frozen=True, kw_only=True)
    class SecondFactorSet(Fact):
        TOPIC = "access.second_factor_set"
        principal: str
        reason: str

        def apply(self, aggregate: AccessStory) -> None:
            aggregate.principal = self.principal
            aggregate.has_second_factor = True
            aggregate.factor_removal = None

    @dataclass(frozen=True, kw_only=True)
    class SecondFactorRemoved(Fact):
        """`reason` is own, operator, left or two officials; of old also another admin."""

        TOPIC = "access.second_factor_removed"
        principal: str
        reason: str

        def apply(self, aggregate: AccessStory) -> None:
            aggregate.principal = self.principal
            aggregate.has_second_factor = False
            aggregate.recovery_codes_left = 0
            aggregate.factor_removal = "approved" if self.reason == BY_TWO else None
            aggregate.factor_removal_decided_by = self.who

    @dataclass(frozen=True, kw_only=True)
    class FactorRemovalProposed(Fact):
        """An official has lost the second factor, says another, who proposes to remove it. It holds until a
        third agrees."""

        TOPIC = "access.factor_removal_proposed"
        principal: str
        reason: Personal

        def apply(self, aggregate: AccessStory) -> None:
            aggregate.principal = self.principal
            aggregate.factor_removal = "proposed"
            aggregate.factor_removal_proposed_by = self.who
            aggregate.factor_removal_decided_by = None

    @dataclass(frozen=True, kw_only=True)
    class FactorRemovalRefused(Fact):
        TOPIC = "access.factor_removal_refused"
        principal: str
        reason: Personal

        def apply(self, aggregate: AccessStory) -> None:
            aggregate.factor_removal = "refused"
            aggregate.factor_removal_decided_by = self.who

    @dataclass(frozen=True, kw_only=True)
    class RecoveryCodesMade(Fact):
        TOPIC = "access.recovery_codes_made"
        principal: str
        left: int

        def apply(self, aggregate: AccessStory) -> None:
            aggregate.principal = self.principal
            aggregate.recovery_codes_left = self.left

    @dataclass(frozen=True, kw_only=True)
    class RecoveryCodeUsed(Fact):
        TOPIC = "access.recovery_code_used"
        principal: str
        left: int

        def apply(self, aggregate: AccessStory) -> None:
            aggregate.recovery_codes_left = self.left

    @dataclass(frozen=True, kw_only=True)
    class SessionOpened(Fact):
        """The person signed in: `session` is its public id, `device` the name that the device gave itself."""

        TOPIC = "access.session_opened"
        principal: str
        session: str
        device: Personal | None
        way: str

        def apply(self, aggregate: AccessStory) -> None:
            aggregate.principal = self.principal
            aggregate.opened.add(self.session)

    @dataclass(frozen=True, kw_only=True)
    class SessionsEnded(Fact):
        TOPIC = "access.sessions_ended"
        principal: str
        sessions: tuple[str, ...]
        reason: str

        def apply(self, aggregate: AccessStory) -> None:
            aggregate.principal = self.principal
            aggregate.opened.difference_update(self.sessions)
            aggregate.ended.update(self.sessions)

    @dataclass(frozen=True, kw_only=True)
    class TokenMade(Fact):
        """An access token for another system: its public id, its name, and all that it may do."""

        TOPIC = "access.token_made"
        principal: str
        token: str
        name: str
        permissions: tuple[str, ...]
        expires_at: datetime

        def apply(self, aggregate: AccessStory) -> None:
            aggregate.principal = self.principal
            aggregate.tokens[self.token] = (self.name, self.permissions, self.expires_at)

    @dataclass(frozen=True, kw_only=True)
    class TokenRevoked(Fact):
        TOPIC = "access.token_revoked"
        principal: str
        token: str

        def apply(self, aggregate: AccessStory) -> None:
            aggregate.revoked_tokens.add(self.token)

    @dataclass(frozen=True, kw_only=True)
    class PinSet(Fact):
        TOPIC = "access.pin_set"
        principal: str
        reason: str

        def apply(self, aggregate: AccessStory) -> None:
            aggregate.principal = self.principal
            aggregate.has_pin = True

    @dataclass(frozen=True, kw_only=True)
    class PinRemoved(Fact):
        TOPIC = "access.pin_removed"
        principal: str
        reason: str

        def apply(self, aggregate: AccessStory) -> None:
            aggregate.has_pin = False

    @dataclass(frozen=True, kw_only=True)
    class Slowed(Fact):
        """Somebody guesses: further tries under this name have to wait. Told once a day."""

        TOPIC = "access.slowed"
        principal: str

        def apply(self, aggregate: AccessStory) -> None:
            aggregate.principal = self.principal
            aggregate.slowed_on = business_date(self.recorded_at)

    @dataclass(frozen=True, kw_only=True)
    class RecoveryProposed(Fact):
        """An official saw the member, who has lost phone or PIN, and proposes to give the access back."""

        TOPIC = "access.recovery_proposed"
        principal: str
        reason: Personal

        def apply(self, aggregate: AccessStory) -> None:
            aggregate.principal = self.principal
            aggregate.recovery = "proposed"
            aggregate.recovery_proposed_by = self.who
            aggregate.recovery_decided_by = None

    @dataclass(frozen=True, kw_only=True)
    class RecoveryApproved(Fact):
        TOPIC = "access.recovery_approved"
        principal: str

        def apply(self, aggregate: AccessStory) -> None:
            aggregate.recovery = "approved"
            aggregate.recovery_decided_by = self.who

    @dataclass(frozen=True, kw_only=True)
    class RecoveryRefused(Fact):
        TOPIC = "access.recovery_refused"
        principal: str
        reason: Personal

        def apply(self, aggregate: AccessStory) -> None:
            aggregate.recovery = "refused"
            aggregate.recovery_decided_by = self.who

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.principal = ""
        self.recovery_asked_at: datetime | None = None
        self.has_second_factor = False
        self.recovery_codes_left = 0
        self.factor_removal: str | None = None
        self.factor_removal_proposed_by: str | None = None
        self.factor_removal_decided_by: str | None = None
        self.opened: set[str] = set()
        self.ended: set[str] = set()
        self.tokens: dict[str, tuple[str, tuple[str, ...], datetime]] = {}
        self.revoked_tokens: set[str] = set()
        self.has_pin = False
        self.slowed_on: date | None = None
        self.recovery: str | None = None
        self.recovery_proposed_by: str | None = None
        self.recovery_decided_by: str | None = None
