"""Verbs about adjustments: propose, approve or refuse one or a batch, grant what a price difference gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from imbuto.aggregates import Adjustment, Delivery, Member, PriceDifference
from imbuto.aggregates.adjustment import AdjustmentContent, Savings, granted_id
from imbuto.aggregates.member import member_id
from imbuto.errors import BadValue, Refusal, Unknown, WrongState
from imbuto.ledger.book import Book, Saved, outcomes_of
from imbuto.values import By

Claim = tuple[str, UUID]


@dataclass(frozen=True)
class Grant:
    """What a price difference gives one member: the litres it is for (counted when they were weighed), cents
    signed, the day it belongs to."""

    member: str
    kind: str
    litres: Decimal
    cents: int
    day: date
    text: str


class AdjustmentVerbs(Book):
    """What puts right what a statement has said already."""

    def adjustment(self, id: UUID) -> Adjustment:
        """The adjustment with that id. Raises Unknown."""
        return self._load(Adjustment, id)

    def propose_adjustment(
        self, id: UUID, content: AdjustmentContent, by: By, *, savings: Savings | None = None
    ) -> Saved:
        """Proposes to put something right on a member's account; another official approves it.

        The same id and content again is quiet. `savings` are what the views know, needed to release some.
        """

        def decision() -> Saved:
            if known := self._find(Adjustment, id):
                known.require_same_proposal(content)
                return self._keep(known)
            self._require_about_member(content)
            return self._keep(Adjustment.propose(id, content, by, savings))

        return self._decide(decision)

    def propose_adjustments(
        self, items: Sequence[tuple[UUID, AdjustmentContent]], by: By
    ) -> list[Saved | Refusal]:
        """Proposes many, such as opening balances; each has its own outcome, in the order given."""
        return outcomes_of(lambda item: self.propose_adjustment(*item, by), items)

    def approve_adjustment(self, id: UUID, by: By, *, savings: Savings | None = None) -> Saved:
        """Another official puts it on the account, from where the next run takes it."""
        return self.approve_adjustments([id], by, savings={id: savings} if savings else {})[0]

    def approve_adjustments(
        self, ids: Sequence[UUID], by: By, *, savings: Mapping[UUID, Savings] | None = None
    ) -> list[Saved]:
        """Approves these, all or none. `savings` by adjustment, for those that release savings.

        Two that release the savings of one member on the same look at them cannot both be saved.
        """

        def decision() -> list[Saved]:
            adjustments = [self.adjustment(id) for id in ids]
            releases = _Releases(savings or {})
            for adjustment in adjustments:
                adjustment.approve(by, releases.look(adjustment))
                releases.count(adjustment)
            new = [adjustment for adjustment in adjustments if adjustment.has_news]
            if new:
                self._keep(*new, claims=releases.claims)
            return [self._saved_adjustment(adjustment, adjustment in new) for adjustment in adjustments]

        return self._decide(decision)

    def refuse_adjustment(self, id: UUID, reason: str, by: By) -> Saved:
        """Declines a proposal, with the reason."""
        return self._change(Adjustment, id, lambda adjustment: adjustment.refuse(reason, by))

    def grant_adjustments(self, source: UUID, grants: Sequence[Grant], by: By) -> int:
        """What an approved price difference gives these members; those who have it keep it. Returns how many
        are new."""

        def decision() -> int:
            self._require_granting(source)
            by_id = {granted_id(source, grant.member): grant for grant in grants}
            known = self.facts_recorder.known_ids(list(by_id))
            new = [
                Adjustment.grant(source=source, by=by, **vars(grant))
                for id, grant in by_id.items()
                if id not in known
            ]
            if new:
                self._keep(*new)
            return len(new)

        return self._decide(decision)

    def _require_granting(self, source: UUID) -> None:
        """Nothing is granted that two officials have not decided."""
        difference = self._load(PriceDifference, source)
        if difference.state not in ("approved", "completed"):
            raise WrongState(
                f"This difference is {difference.state}.",
                "It is granted once it is approved.",
                state=difference.state,
            )

    def _require_about_member(self, content: AdjustmentContent) -> None:
        if self._peek(Member, member_id(content.member)) is None:
            raise Unknown("member", content.member)
        if content.about is None:
            return
        delivery = self._find(Delivery, content.about)
        if delivery is None:
            raise Unknown("delivery", content.about)
        if delivery.member != content.member:
            raise BadValue(
                "about",
                content.about,
                f"This delivery is not one of member {content.member}.",
                "Name a delivery of this member.",
            )

    def _saved_adjustment(self, adjustment: Adjustment, new: bool) -> Saved:
        position = self.facts_recorder.position_of(adjustment.id, adjustment.version)
        return Saved(adjustment.id, position, adjustment.version, new)


class _Releases:
    """The savings released together: each is held against what those before it have left.

    A release claims the look it was decided on, which is told by all that was released before.
    """

    def __init__(self, seen: Mapping[UUID, Savings]) -> None:
        self._seen = seen
        self._released: dict[str, int] = {}
        self.claims: list[Claim] = []

    def look(self, adjustment: Adjustment) -> Savings | None:
        seen, content = self._seen.get(adjustment.id), adjustment.content
        if seen is None or content is None:
            return seen
        released = self._released.get(content.member, 0)
        return Savings(seen.saved_cents - released, seen.released_cents + released)

    def count(self, adjustment: Adjustment) -> None:
        content, look = adjustment.content, self.look(adjustment)
        if content is None or look is None or content.kind != "savings" or not adjustment.has_news:
            return
        self.claims.append((f"savings:{content.member}:{look.released_cents:014d}", adjustment.id))
        self._released[content.member] = self._released.get(content.member, 0) + content.cents
