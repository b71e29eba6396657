"""By which way a member is paid: M-Pesa, a bank account, or cash from the office's hand.

Another account is another place for money to go, so it takes two officials and has to cool like a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from imbuto.aggregates.base import Fact
from imbuto.aggregates.payee_story import PayeeStory
from imbuto.errors import BadValue, SamePerson, WrongState
from imbuto.values import By, FreeWords, Personal

PAY_CHANNELS = ("mpesa", "bank", "cash")
_BANK = re.compile(r"[A-Za-z0-9]{1,20}")
_ACCOUNT = re.compile(r"[A-Za-z0-9]{4,20}")


@dataclass(frozen=True)
class PayWay:
    """A channel, with the account where it is a bank. The bank's code is clear, the account is sealed."""

    channel: str
    bank: str | None = None
    number: Personal | None = None
    name: Personal | None = None

    @property
    def is_erased(self) -> bool:
        return self.number is not None and self.number.text is None


BY_MPESA = PayWay("mpesa")


class PaymentChannel(PayeeStory):
    """The part of a member that says by which way money reaches the member."""

    @dataclass(frozen=True, kw_only=True)
    class ChannelProposed(Fact):
        TOPIC = "member.channel_proposed"
        number: str
        pay_channel: str
        account_bank: str | None
        account_number: Personal | None
        account_name: Personal | None
        told_phone: Personal | None = None
        told_payee: Personal | None = None

        @property
        def way(self) -> PayWay:
            return PayWay(self.pay_channel, self.account_bank, self.account_number, self.account_name)

        def apply(self, aggregate: PaymentChannel) -> None:
            aggregate.proposed_way = self.way
            aggregate.way_proposed_by = self.who
            aggregate.way_refused = False

    @dataclass(frozen=True, kw_only=True)
    class ChannelApproved(Fact):
        TOPIC = "member.channel_approved"
        number: str
        pay_channel: str
        account_bank: str | None
        account_number: Personal | None
        account_name: Personal | None
        is_new_account: bool
        told_phone: Personal | None = None
        told_payee: Personal | None = None

        @property
        def way(self) -> PayWay:
            return PayWay(self.pay_channel, self.account_bank, self.account_number, self.account_name)

        def apply(self, aggregate: PaymentChannel) -> None:
            if self.is_new_account:
                aggregate.account = self.way
                aggregate.account_changed_at = self.recorded_at
            aggregate.way = self.way
            aggregate.way_approved_by = self.who
            aggregate.proposed_way = None
            aggregate.way_proposed_by = None

    @dataclass(frozen=True, kw_only=True)
    class ChannelRefused(Fact):
        TOPIC = "member.channel_refused"
        number: str
        pay_channel: str
        reason: FreeWords

        def apply(self, aggregate: PaymentChannel) -> None:
            aggregate.proposed_way = None
            aggregate.way_proposed_by = None
            aggregate.way_refused = True

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.way = BY_MPESA
        self.account: PayWay | None = None
        self.account_changed_at: datetime | None = None
        self.way_approved_by: str | None = None
        self.proposed_way: PayWay | None = None
        self.way_proposed_by: str | None = None
        self.way_refused = False

    def propose_channel(
        self,
        channel: str,
        account_bank: str | None,
        account_number: str | None,
        account_name: str | None,
        by: By,
    ) -> None:
        """An official proposes another way; the same again is quiet. Raises BadValue."""
        way = way_of(self.id, channel, account_bank, account_number, account_name)
        if way in (self.proposed_way, self.way if self.proposed_way is None else None):
            return
        self._record(
            self.ChannelProposed,
            by,
            number=self.number,
            pay_channel=way.channel,
            account_bank=way.bank,
            account_number=way.number,
            account_name=way.name,
            **self._hearers(),
        )

    def approve_channel(
        self, channel: str, account_number: str | None, by: By, account_bank: str | None = None
    ) -> None:
        """Another official approves, naming the way, the bank and the account that were seen: the same
        account number at another bank is somebody else's. Again is quiet."""
        seen = account_number and Personal(self.id.hex, account_number)
        proposed = self.proposed_way
        if proposed is None:
            now = (self.way.channel, self.way.bank, self.way.number, self.way_approved_by)
            if now == (channel, account_bank, seen, by.who):
                return
            raise WrongState("No other way of payment is proposed for this member.", "Propose one first.")
        if proposed.is_erased:
            raise WrongState("The proposed account was erased.", "Propose it anew.")
        if (proposed.channel, proposed.bank, proposed.number) != (channel, account_bank, seen):
            raise WrongState(
                "This is not the way of payment that is proposed for this member.",
                "Look at the member again, and approve what you see there.",
            )
        if self.way_proposed_by == by.who:
            raise SamePerson("approve", "proposed")
        self._record(
            self.ChannelApproved,
            by,
            number=self.number,
            pay_channel=proposed.channel,
            account_bank=proposed.bank,
            account_number=proposed.number,
            account_name=proposed.name,
            is_new_account=proposed.channel == "bank" and proposed != self.account,
            **self._hearers(),
        )

    def refuse_channel(self, reason: str, by: By) -> None:
        """The proposal is declined or withdrawn, with the reason. Again is quiet."""
        if self.proposed_way is not None:
            channel = self.proposed_way.channel
            self._record(self.ChannelRefused, by, number=self.number, pay_channel=channel, reason=reason)
        elif not self.way_refused:
            raise WrongState(
                "No other way of payment is proposed for this member.", "There is nothing to refuse."
            )


def way_of(member: UUID, channel: str, bank: str | None, number: str | None, name: str | None) -> PayWay:
    """A way of payment with everything that it needs and nothing else. Raises BadValue."""
    if channel not in PAY_CHANNELS:
        raise BadValue("channel", channel, "Members are paid by mpesa, bank or cash.", "Choose one of them.")
    if channel != "bank":
        if bank or number or name:
            raise BadValue("account_number", "(personal)", "Only a bank pays to an account.", "Leave it out.")
        return PayWay(channel)
    if bank is None or not _BANK.fullmatch(bank):
        raise BadValue(
            "account_bank", bank, "A bank's code is 1 to 20 letters and digits.", "Give the bank's code."
        )
    if number is None or not _ACCOUNT.fullmatch(number):
        raise BadValue(
            "account_number",
            "(personal)",
            "An account number is 4 to 20 letters and digits.",
            "Give it as it stands on the bank card, without spaces.",
        )
    if name is None or not 1 <= len(name.strip()) <= 100:
        raise BadValue(
            "account_name",
            "(personal)",
            "The name of an account has 1 to 100 characters.",
            "Give the name in which the bank has the account.",
        )
    return PayWay("bank", bank, Personal(member.hex, number), Personal(member.hex, name.strip()))
