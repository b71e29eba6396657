"""Verbs about members: register, change phone by two officials, suspend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from imbuto.aggregates import Member
from imbuto.aggregates.member import member_id
from imbuto.errors import Refusal
from imbuto.ledger.book import Book, Saved, outcomes_of
from imbuto.values import By


@dataclass(frozen=True, kw_only=True)
class Registration:
    """What the register says of a new member. Phones are normalised (2547…/2541…). Who is
    paid by bank has an account, and needs no phone for it."""

    number: str
    name: str
    centre: str
    phone: str | None = None
    payout_phone: str | None = None
    national_id: str | None = None
    next_of_kin_name: str | None = None
    next_of_kin_phone: str | None = None
    language: str = "sw"
    joined: date | None = None
    pay_channel: str = "mpesa"
    account_bank: str | None = None
    account_number: str | None = None
    account_name: str | None = None


class MemberVerbs(Book):
    """What happens to an entry of the register."""

    def member(self, number: str) -> Member:
        """The member with that number. Raises Unknown."""
        return self._load(Member, member_id(number), number)

    def register_member(self, registration: Registration, by: By) -> Saved:
        """Enters a member; the same registration again is quiet, other content is refused by name."""

        def decision() -> Saved:
            self._peek_cooperative().require_centre(registration.centre)
            member = Member.register(by=by, **vars(registration))
            if known := self._find(Member, member.id):
                known.require_same_registration(member)
                return self._keep(known)
            return self._keep(member)

        return self._decide(decision)

    def register_members(self, registrations: Sequence[Registration], by: By) -> list[Saved | Refusal]:
        """Registers many; each has its own outcome, in the order given."""
        return outcomes_of(lambda registration: self.register_member(registration, by), registrations)

    def choose_language(self, number: str, language: str, by: By) -> Saved:
        return self._change_member(number, lambda member: member.choose_language(language, by))

    def propose_phone(self, number: str, phone: str, by: By) -> Saved:
        return self._change_member(number, lambda member: member.propose_phone(phone, by))

    def approve_phone(self, number: str, phone: str, by: By) -> Saved:
        """A second official approves the proposed phone, naming the one that was seen."""
        return self._change_member(number, lambda member: member.approve_phone(phone, by))

    def refuse_phone(self, number: str, reason: str, by: By) -> Saved:
        """The proposed phone is declined."""
        return self._change_member(number, lambda member: member.refuse_phone(reason, by))

    def suspend_member(self, number: str, reason: str, by: By) -> Saved:
        return self._change_member(number, lambda member: member.suspend(reason, by))

    def reinstate_member(self, number: str, by: By) -> Saved:
        return self._change_member(number, lambda member: member.reinstate(by))

    def _change_member(self, number: str, act: Callable[[Member], object]) -> Saved:
        return self._change(Member, member_id(number), act, number)
