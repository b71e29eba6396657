"""Verbs by which a run's statements become payouts, and the reasons for which a payout waits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from imbuto.aggregates import Member, Payout, Settlement, Statement
from imbuto.aggregates.member import member_id
from imbuto.aggregates.payee import Hold, hold_of
from imbuto.aggregates.payment_channel import PayWay
from imbuto.aggregates.payment_rules import PaymentRules
from imbuto.aggregates.payout import LARGEST_PART_CENTS, parts_of, payout_id
from imbuto.aggregates.statement import statement_id
from imbuto.errors import WrongState
from imbuto.ledger.members import MemberVerbs
from imbuto.ledger.settlements import SettlementVerbs
from imbuto.values import By, Personal

_ABOVE_MPESA = Hold("over_limit", "M-Pesa pays at most KES 250,000 at a time")
_CHANGED = Hold("number_changed", "the member is paid elsewhere since this payout was requested")
_NO_NUMBER = Hold("no_phone", "the member has no phone for payment")


class PayoutRequestVerbs(SettlementVerbs, MemberVerbs):
    """Never twice: the ids follow from the statement and the part of it."""

    def payout(self, id: UUID) -> Payout:
        """The payout with that id. Raises Unknown."""
        return self._load(Payout, id)

    def settle_statements(self, run: UUID, nets: Sequence[tuple[str, int]], by: By) -> int:
        """Settles the statement of each (member, net in cents) of an approved run, and requests its payout
        where something is paid, both at once; those settled before are left as they are. Returns how many
        are new."""

        def decision() -> int:
            settlement = self.settlement(run)
            if settlement.state not in ("approved", "completed"):
                raise WrongState(
                    f"This run is {settlement.state}.",
                    "Only an approved run is paid.",
                    state=settlement.state,
                )
            settled = self._settled(settlement, dict(nets), by)
            if settled:
                self._keep(*settled, *self._requested(settlement, settled, by))
            return len(settled)

        return self._decide(decision)

    def _settled(self, settlement: Settlement, nets: Mapping[str, int], by: By) -> list[Statement]:
        """The statements that were not settled before, settled."""
        found = self._load_many(Statement, [statement_id(settlement.id, number) for number in nets])
        settled = []
        for number, (_, statement) in zip(nets, found.values(), strict=True):
            if statement.drawn is None or statement.drawn.net_cents != nets[number]:
                raise WrongState(
                    f"The statement of member {number} says another net.", "Pay exactly what was approved."
                )
            statement.settle(settlement.period.end, by)
            if statement.has_news:
                settled.append(statement)
        return settled

    def _requested(self, settlement: Settlement, statements: Sequence[Statement], by: By) -> Iterator[Payout]:
        """The payouts of each statement that pays something and has none."""
        paying = {payout_id(one.id): one.drawn for one in statements if one.drawn and one.drawn.net_cents}
        known = self.facts_recorder.known_ids(list(paying))
        waiting = [drawn for id, drawn in paying.items() if id not in known]
        if not waiting:
            return
        rules = self._payment_rules()
        members = self._load_many(Member, [member_id(drawn.member) for drawn in waiting])
        for drawn, (_, member) in zip(waiting, members.values(), strict=True):
            yield from _payouts_of(drawn, settlement, member, rules, by)

    def _payment_rules(self) -> PaymentRules:
        return self._peek_cooperative().payment_rules

    def _reason_to_hold(self, payout: Payout, member: Member, by: By) -> Hold | None:
        """What speaks against paying this payout now, to the number and by the way as the member has them."""
        same_place = (payout.msisdn, payout.way) == (number_of(member), readable_way(member))
        waived = payout.waived if same_place else frozenset()
        if member.way.channel == "mpesa" and payout.amount_cents > LARGEST_PART_CENTS:
            return _ABOVE_MPESA
        return hold_of(member, payout.amount_cents, self._payment_rules(), by.at, waived)

    def _reason_not_to_pay(self, payout: Payout, by: By, member: Member) -> Hold | None:
        """The same, and whether the payout still goes where the member is paid."""
        if hold := self._reason_to_hold(payout, member, by):
            return hold
        if (payout.msisdn, payout.way) != (number_of(member), readable_way(member)):
            return _CHANGED
        if payout.channel == "mpesa" and (payout.msisdn is None or payout.msisdn.text is None):
            return _NO_NUMBER
        return None


def _payouts_of(
    drawn: Statement.Drawn, settlement: Settlement, member: Member, rules: PaymentRules, by: By
) -> Iterator[Payout]:
    """One payout, or one for each part of a net that M-Pesa cannot pay at once."""
    amounts = parts_of(drawn.net_cents, member.way.channel)
    for part, cents in enumerate(amounts, start=1):
        yield Payout.request(
            drawn.originator_id,
            settlement.id,
            drawn.member,
            drawn.period,
            cents,
            number_of(member),
            hold_of(member, cents, rules, by.at),
            by,
            way=readable_way(member),
            part=part,
            parts=len(amounts),
        )


def number_of(member: Member) -> Personal | None:
    """Where M-Pesa pays; None of a member who was forgotten, for then there is no number to write down."""
    return member.payee if member.payee and member.payee.text is not None else None


def readable_way(member: Member) -> PayWay:
    """The way of payment, without an account that was forgotten."""
    return PayWay(member.way.channel) if member.way.is_erased else member.way
