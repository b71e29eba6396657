"""Verbs about a member's personal data: leave, restrict, erase. That the key is destroyed and the stores are
purged after an erasure is the work of imbuto/privacy/, which reads the facts recorded here."""

from __future__ import annotations

from imbuto.aggregates import Member
from imbuto.aggregates.member import member_id
from imbuto.aggregates.privacy import Standing
from imbuto.ledger.book import Book, Saved
from imbuto.values import By


class PrivacyVerbs(Book):
    """What happens to the person behind a number."""

    def let_member_leave(self, number: str, reason: str | None, by: By) -> Saved:
        """The member has left: no milk is taken any more, what is owed is still paid."""
        return self._change(Member, member_id(number), lambda member: member.leave(reason, by), number)

    def readmit_member(self, number: str, by: By) -> Saved:
        """The member is back under the same number."""
        return self._change(Member, member_id(number), lambda member: member.readmit(by), number)

    def restrict_member(self, number: str, ground: str, by: By) -> Saved:
        """The data is kept and shown to hardly anybody; `ground` is one of RESTRICTION_GROUNDS."""
        return self._change(Member, member_id(number), lambda member: member.restrict(ground, by), number)

    def propose_unrestriction(self, number: str, by: By) -> Saved:
        """One official wants the restriction to end."""
        return self._change(Member, member_id(number), lambda m: m.propose_unrestriction(by), number)

    def approve_unrestriction(self, number: str, by: By) -> Saved:
        """Another official ends the restriction."""
        return self._change(Member, member_id(number), lambda m: m.approve_unrestriction(by), number)

    def refuse_unrestriction(self, number: str, by: By) -> Saved:
        """The restriction stays."""
        return self._change(Member, member_id(number), lambda m: m.refuse_unrestriction(by), number)

    def propose_erasure(
        self, number: str, ground: str, standing: Standing, retention_years: int, by: By
    ) -> Saved:
        """One official wants the person forgotten; `ground` is one of ERASURE_GROUNDS. Raises WrongState
        with the day from which it is allowed."""
        return self._change(
            Member,
            member_id(number),
            lambda member: member.propose_erasure(ground, standing, retention_years, by),
            number,
        )

    def approve_erasure(self, number: str, standing: Standing, retention_years: int, by: By) -> Saved:
        """Another official agrees. Whoever calls this destroys the key and purges the stores next."""
        return self._change(
            Member,
            member_id(number),
            lambda member: member.approve_erasure(standing, retention_years, by),
            number,
        )

    def refuse_erasure(self, number: str, by: By) -> Saved:
        """The person is not forgotten."""
        return self._change(Member, member_id(number), lambda member: member.refuse_erasure(by), number)
