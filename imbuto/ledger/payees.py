"""Verbs about where a member's money goes: another number, another way, the name that M-Pesa tells."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from imbuto.aggregates import Member
from imbuto.aggregates.member import member_id
from imbuto.aggregates.payee import Hold, hold_of
from imbuto.ledger.book import Book, Saved
from imbuto.values import By


class PayeeVerbs(Book):
    """Two officials for each change: one proposes, another approves what was seen."""

    def propose_payout_phone(self, member: str, payout_phone: str | None, by: By) -> Saved:
        """Proposes a number for money alone (2547…/2541…); None: money goes to the phone again."""
        return self._change_payee(member, lambda payee: payee.propose_payout_phone(payout_phone, by))

    def approve_payout_phone(self, member: str, payout_phone: str | None, by: By) -> Saved:
        """A second official approves the proposed payout number, naming the one that was seen."""
        return self._change_payee(member, lambda payee: payee.approve_payout_phone(payout_phone, by))

    def refuse_payout_phone(self, member: str, reason: str, by: By) -> Saved:
        """The proposed payout number is declined, or withdrawn by who proposed it."""
        return self._change_payee(member, lambda payee: payee.refuse_payout_phone(reason, by))

    def see_payee(self, member: str, msisdn: str, name: str, payout: UUID, by: By) -> Saved:
        """Keeps the name that M-Pesa told of a number after the first payment to it, and how well it fits the
        register's. Later payments to the number are quiet. Raises Unknown."""
        return self._change_payee(member, lambda payee: payee.see_payee(msisdn, name, payout, by))

    def propose_payee_acceptance(self, member: str, msisdn: str, reason: str, by: By) -> Saved:
        """An official says why a number of which M-Pesa told another name is right."""
        return self._change_payee(member, lambda payee: payee.propose_payee_acceptance(msisdn, reason, by))

    def accept_payee(self, member: str, msisdn: str, by: By) -> Saved:
        """A second official agrees that this number is right, whatever name M-Pesa tells of it."""
        return self._change_payee(member, lambda payee: payee.accept_payee(msisdn, by))

    def propose_channel(
        self,
        member: str,
        channel: str,
        by: By,
        *,
        account_bank: str | None = None,
        account_number: str | None = None,
        account_name: str | None = None,
    ) -> Saved:
        """Proposes to pay a member by mpesa, bank or cash; a bank needs all three words of the account."""
        account = account_bank, account_number, account_name
        return self._change_payee(member, lambda payee: payee.propose_channel(channel, *account, by))

    def approve_channel(
        self,
        member: str,
        channel: str,
        by: By,
        *,
        account_bank: str | None = None,
        account_number: str | None = None,
    ) -> Saved:
        """A second official approves the proposed way, naming it, and the bank and account that were seen."""
        return self._change_payee(
            member, lambda payee: payee.approve_channel(channel, account_number, by, account_bank)
        )

    def refuse_channel(self, member: str, reason: str, by: By) -> Saved:
        """The proposed way of payment is declined, or withdrawn by who proposed it."""
        return self._change_payee(member, lambda payee: payee.refuse_channel(reason, by))

    def hold_on(self, member: str, by: By) -> Hold | None:
        """What speaks at this moment against paying this member anything; None: nothing. Raises Unknown."""
        payee = self._load(Member, member_id(member), member)
        return hold_of(payee, 0, self._peek_cooperative().payment_rules, by.at)

    def _change_payee(self, member: str, act: Callable[[Member], object]) -> Saved:
        return self._change(Member, member_id(member), act, member)
