"""A member of the cooperative: a number on a card, and a person behind it who may one day be forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from imbuto.aggregates.base import Fact
from imbuto.aggregates.message_choice import MessageChoice
from imbuto.aggregates.pay_terms import PayTerms
from imbuto.aggregates.payee import Payee
from imbuto.aggregates.payment_channel import PayWay, way_of
from imbuto.aggregates.privacy import Privacy
from imbuto.errors import BadValue, DifferentContent, NotPermitted, SamePerson, WrongState
from imbuto.values import By, FreeWords, Personal, derive_id

LANGUAGES = ("sw", "en")


def member_id(number: str) -> UUID:
    """The id of the member with that number: the same number is the same member."""
    return derive_id("member", number)


class Member(Privacy, MessageChoice, PayTerms, Payee):
    """Registered once; may change phone (by two officials), be suspended and reinstated."""

    @dataclass(frozen=True, kw_only=True)
    class Registered(Fact):
        TOPIC = "member.registered"
        number: str
        centre: str
        language: str
        name: Personal
        phone: Personal | None
        payout_phone: Personal | None
        national_id: Personal | None
        next_of_kin_name: Personal | None
        next_of_kin_phone: Personal | None
        joined: date | None
        pay_channel: str = "mpesa"
        account_bank: str | None = None
        account_number: Personal | None = None
        account_name: Personal | None = None

        @property
        def way(self) -> PayWay:
            return PayWay(self.pay_channel, self.account_bank, self.account_number, self.account_name)

        def apply(self, aggregate: Member) -> None:
            aggregate.number = self.number
            aggregate.centre = self.centre
            aggregate.language = self.language
            aggregate.name = self.name
            aggregate.phone = self.phone
            aggregate.payout_phone = self.payout_phone
            aggregate.way = self.way
            aggregate.account = self.way if self.pay_channel == "bank" else None
            aggregate.registration = self

    @dataclass(frozen=True, kw_only=True)
    class LanguageChosen(Fact):
        TOPIC = "member.language_chosen"
        number: str
        language: str

        def apply(self, aggregate: Member) -> None:
            aggregate.language = self.language

    @dataclass(frozen=True, kw_only=True)
    class PhoneChangeProposed(Fact):
        TOPIC = "member.phone_change_proposed"
        number: str
        phone: Personal
        told_phone: Personal | None = None
        told_payee: Personal | None = None

        def apply(self, aggregate: Member) -> None:
            aggregate.proposed_phone = self.phone
            aggregate.phone_proposed_by = self.who
            aggregate.phone_refused = False

    @dataclass(frozen=True, kw_only=True)
    class PhoneChangeApproved(Fact):
        TOPIC = "member.phone_change_approved"
        number: str
        phone: Personal
        told_phone: Personal | None = None
        told_payee: Personal | None = None
        told_new: Personal | None = None

        def apply(self, aggregate: Member) -> None:
            aggregate._pay_to(self.phone, None, self.recorded_at)
            aggregate.proposed_phone = None
            aggregate.phone_proposed_by = None
            aggregate.phone_approved_by = self.who

    @dataclass(frozen=True, kw_only=True)
    class PhoneChangeRefused(Fact):
        TOPIC = "member.phone_change_refused"
        number: str
        reason: FreeWords

        def apply(self, aggregate: Member) -> None:
            aggregate.proposed_phone = None
            aggregate.phone_proposed_by = None
            aggregate.phone_refused = True

    @dataclass(frozen=True, kw_only=True)
    class Suspended(Fact):
        TOPIC = "member.suspended"
        number: str
        reason: FreeWords

        def apply(self, aggregate: Member) -> None:
            aggregate.suspended = True

    @dataclass(frozen=True, kw_only=True)
    class Reinstated(Fact):
        TOPIC = "member.reinstated"
        number: str

        def apply(self, aggregate: Member) -> None:
            aggregate.suspended = False

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.centre = ""
        self.language = "sw"
        self.proposed_phone: Personal | None = None
        self.phone_proposed_by: str | None = None
        self.phone_approved_by: str | None = None
        self.phone_refused = False
        self.registration: Member.Registered | None = None

    @classmethod
    def register(
        cls,
        number: str,
        name: str,
        centre: str,
        by: By,
        *,
        phone: str | None = None,
        payout_phone: str | None = None,
        national_id: str | None = None,
        next_of_kin_name: str | None = None,
        next_of_kin_phone: str | None = None,
        language: str = "sw",
        joined: date | None = None,
        pay_channel: str = "mpesa",
        account_bank: str | None = None,
        account_number: str | None = None,
        account_name: str | None = None,
    ) -> Self:
        """Enters a member in the register. Phones are 2547…/2541…; personal words are sealed when stored. Who
        is paid by bank or in cash needs no phone for it."""
        if not 1 <= len(name.strip()) <= 100:
            raise BadValue("name", name, "A name has 1 to 100 characters.", "Give the member's name.")
        if language not in LANGUAGES:
            raise BadValue("language", language, "Languages are sw and en.", "Choose one of them.")
        member = cls(member_id(number))
        way = way_of(member.id, pay_channel, account_bank, account_number, account_name)

        def sealed(text: str | None) -> Personal | None:
            return Personal(member.id.hex, text) if text else None

        member._record(
            cls.Registered,
            by,
            number=number,
            centre=centre,
            language=language,
            name=Personal(member.id.hex, name.strip()),
            phone=sealed(phone),
            payout_phone=sealed(payout_phone),
            national_id=sealed(national_id),
            next_of_kin_name=sealed(next_of_kin_name),
            next_of_kin_phone=sealed(next_of_kin_phone),
            joined=joined,
            pay_channel=way.channel,
            account_bank=way.bank,
            account_number=way.number,
            account_name=way.name,
        )
        return member

    def require_same_registration(self, other: Member) -> None:
        """The same registration again is quiet; other content is refused, naming the fields."""
        mine, theirs = self.registration, other.registration
        assert mine is not None
        assert theirs is not None
        differs = {
            name: [_shown(getattr(mine, name)), _shown(getattr(theirs, name))]
            for name in _REGISTRATION_FIELDS
            if getattr(mine, name) != getattr(theirs, name)
        }
        if differs:
            raise DifferentContent("member", self.number, differs)

    def choose_language(self, language: str, by: By) -> None:
        if language not in LANGUAGES:
            raise BadValue("language", language, "Languages are sw and en.", "Choose one of them.")
        if language != self.language:
            self._record(self.LanguageChosen, by, number=self.number, language=language)

    def propose_phone(self, phone: str, by: By) -> None:
        """An official proposes a new number for messages and money."""
        proposed = Personal(self.id.hex, phone)
        if self.phone == proposed and self.payout_phone is None:
            return
        if self.proposed_phone != proposed:
            told = self._hearers()
            self._record(self.PhoneChangeProposed, by, number=self.number, phone=proposed, **told)

    def approve_phone(self, phone: str, by: By) -> None:
        """Another official approves the proposed number and names it, so that what is approved is what was
        seen: it may have been replaced since. The same approval again is quiet."""
        seen = Personal(self.id.hex, phone)
        if self.proposed_phone is None and (self.phone, self.phone_approved_by) == (seen, by.who):
            return
        if self.proposed_phone is None:
            raise WrongState("No new phone is proposed for this member.", "Propose one first.")
        if self.proposed_phone.text is None:
            raise WrongState("The proposed phone was erased.", "Propose the number anew.")
        if self.proposed_phone != seen:
            raise WrongState(
                "This is not the phone that is proposed for this member.",
                "Look at the member again, and approve the number you see there.",
            )
        if self.phone_proposed_by == by.who:
            raise SamePerson("approve", "proposed")
        told = self._hearers(new=self.proposed_phone)
        self._record(self.PhoneChangeApproved, by, number=self.number, phone=seen, **told)

    def refuse_phone(self, reason: str, by: By) -> None:
        """The proposed phone is declined or withdrawn, with the reason. Again is quiet."""
        if self.proposed_phone is not None:
            self._record(self.PhoneChangeRefused, by, number=self.number, reason=reason)
        elif not self.phone_refused:
            raise WrongState("No new phone is proposed for this member.", "There is nothing to refuse.")

    def suspend(self, reason: str, by: By) -> None:
        """A suspended member's milk is not taken in and payouts are held."""
        if not self.suspended:
            self._record(self.Suspended, by, number=self.number, reason=reason)

    def reinstate(self, by: By) -> None:
        if self.suspended:
            self._record(self.Reinstated, by, number=self.number)

    def require_active(self) -> None:
        self.require_here()
        if self.suspended:
            raise NotPermitted(
                f"Member {self.number} is suspended.",
                "A manager can reinstate the member.",
                member=self.number,
            )


_REGISTRATION_FIELDS = (
    "centre",
    "language",
    "name",
    "phone",
    "payout_phone",
    "national_id",
    "next_of_kin_name",
    "next_of_kin_phone",
    "joined",
    "pay_channel",
    "account_bank",
    "account_number",
    "account_name",
)


def _shown(value: Any) -> str:
    """A field in a refusal: personal words are named, never repeated."""
    return "(personal)" if isinstance(value, Personal) else str(value)
