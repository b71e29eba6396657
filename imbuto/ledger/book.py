"""How every verb works: load, decide, save; and when somebody else was faster, look again.

A decision is safe to repeat, because the aggregates are quiet about what is done already. So a lost race
(the same version, or the same claim, written by another process) is answered by deciding anew.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast
from uuid import UUID

from eventsourcing.application import Application, ProcessingEvent
from eventsourcing.persistence import IntegrityError, InterfaceError, Mapper, OperationalError, Recording

from imbuto.aggregates import Aggregate, Cooperative, Fact
from imbuto.aggregates.cooperative import COOPERATIVE_ID
from imbuto.errors import Busy, Refusal, Unknown, WrongState
from imbuto.ledger.personal import Keyring
from imbuto.ledger.sqlite import FactRecorder
from imbuto.ledger.transcoding import FactMapper

A = TypeVar("A", bound=Aggregate)
P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger(__name__)
MAX_RACES = 50
UNREACHABLE = (OperationalError, InterfaceError)
"""How the library says that the store is locked, gone or full."""
_PEEKED = 20_000


@dataclass(frozen=True)
class Saved:
    """What a verb did: the thing, the position and version of its last fact, and whether it is new."""

    id: UUID
    position: int
    version: int
    new: bool


def or_busy(read: Callable[P, T]) -> Callable[P, T]:
    """A reading of the store that says Busy when the store is silent, as deciding does."""

    @wraps(read)
    def reading(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return read(*args, **kwargs)
        except UNREACHABLE as error:
            raise Busy("The event store did not answer in time.") from error

    return reading


class Book(Application[UUID]):
    """The event-sourced application under the verbs."""

    name = "imbuto"

    def __init__(self, env: dict[str, str], keyring: Keyring) -> None:
        self._keyring = keyring
        self._peeked: OrderedDict[UUID, Aggregate] = OrderedDict()
        self._peek_lock = threading.Lock()
        self.after_save: Callable[[int], None] = lambda position: None
        super().__init__(env)

    def construct_mapper(self) -> Mapper[UUID]:
        return FactMapper(self._keyring)

    @property
    def facts_recorder(self) -> FactRecorder:
        return cast(FactRecorder, self.recorder)

    # ------------------------------------------------------------ reading

    @or_busy
    def position(self) -> int:
        """The last position of the ledger; 0 while it is empty."""
        return self.recorder.max_notification_id() or 0

    @or_busy
    def facts(self, after: int, limit: int) -> list[tuple[int, Fact]]:
        """Up to `limit` facts behind the position `after`, in order."""
        notifications = self.recorder.select_notifications(after, limit, inclusive_of_start=False)
        return [(n.id, cast(Fact, self.mapper.to_domain_event(n))) for n in notifications]

    @or_busy
    def facts_of_topic(self, topic: str, after: int, limit: int) -> list[tuple[int, Fact]]:
        """Up to `limit` facts of one topic behind the position `after`, in order."""
        found = self.recorder.select_notifications(after, limit, topics=[topic], inclusive_of_start=False)
        return [(n.id, cast(Fact, self.mapper.to_domain_event(n))) for n in found]

    def forget_peeked(self) -> None:
        """What was kept to look at may hold the words of somebody who was erased."""
        with self._peek_lock:
            self._peeked.clear()

    @or_busy
    def story(self, id: UUID) -> list[tuple[int, Fact]]:
        """All facts of one thing with their positions; empty when there is none."""
        facts = self._facts_of(id)
        return list(zip(self.facts_recorder.positions_of(id), facts, strict=False))

    @or_busy
    def stories(self, ids: Sequence[UUID]) -> list[tuple[int, Fact]]:
        """All facts of some things with their positions, thing by thing."""
        found = self.facts_recorder.stories_of(ids)
        return [(position, cast(Fact, self.mapper.to_domain_event(stored))) for position, stored in found]

    @or_busy
    def bookmark(self, follower: str) -> int:
        return self.facts_recorder.bookmark(follower)

    @or_busy
    def advance_bookmark(self, follower: str, position: int) -> None:
        self.facts_recorder.advance_bookmark(follower, position)

    def cooperative(self) -> Cooperative:
        """The cooperative as it stands. Raises WrongState before it is founded."""
        cooperative = self._find(Cooperative, COOPERATIVE_ID)
        if cooperative is None:
            raise WrongState("No cooperative is founded here.", "Run `imbuto init` first.")
        return cooperative

    # ------------------------------------------------------------ loading

    @or_busy
    def _facts_of(self, id: UUID, behind: int = 0) -> list[Fact]:
        """The facts of one thing behind a version."""
        return [cast(Fact, fact) for fact in self.events.get(id, gt=behind or None)]

    def _find(self, kind: type[A], id: UUID) -> A | None:
        facts = self._facts_of(id)
        if not facts:
            return None
        self._require_kind(kind, id, facts[0])
        return kind.from_facts(id, facts)

    def _load(self, kind: type[A], id: UUID, key: object = None) -> A:
        found = self._find(kind, id)
        if found is None:
            raise Unknown(kind.KIND, key or id)
        return found

    @or_busy
    def _load_many(self, kind: type[A], ids: Sequence[UUID]) -> dict[UUID, tuple[int, A]]:
        """Many things in one look, each with the position of its first fact. Raises Unknown."""
        stories: dict[UUID, tuple[int, list[Fact]]] = {}
        for position, stored in self.facts_recorder.stories_of(ids):
            fact = cast(Fact, self.mapper.to_domain_event(stored))
            stories.setdefault(fact.originator_id, (position, []))[1].append(fact)
        found: dict[UUID, tuple[int, A]] = {}
        for id in ids:
            if id not in stories:
                raise Unknown(kind.KIND, id)
            position, facts = stories[id]
            self._require_kind(kind, id, facts[0])
            found[id] = (position, kind.from_facts(id, facts))
        return found

    def _peek(self, kind: type[A], id: UUID) -> A | None:
        """A thing to look at and not to decide on: kept between calls, made anew after new facts.

        What was handed out is never changed, because another thread may be looking at it.
        """
        with self._peek_lock:
            known = self._peeked.get(id)
        if known is None or self._facts_of(id, behind=known.version):
            known = self._find(kind, id)
        if known is None:
            return None
        with self._peek_lock:
            self._peeked[id] = known
            self._peeked.move_to_end(id)
            while len(self._peeked) > _PEEKED:
                self._peeked.popitem(last=False)
        return cast(A, known)

    def _peek_cooperative(self) -> Cooperative:
        return self._peek(Cooperative, COOPERATIVE_ID) or self.cooperative()

    @staticmethod
    def _require_kind(kind: type[Aggregate], id: UUID, first: Fact) -> None:
        if not first.TOPIC.startswith(f"{kind.KIND}."):
            raise Unknown(kind.KIND, id)

    # ------------------------------------------------------------- saving

    def _keep(
        self,
        *aggregates: Aggregate,
        claims: Sequence[tuple[str, UUID]] = (),
        unchanged: Sequence[Aggregate] = (),
    ) -> Saved:
        """Saves what was decided, all or nothing, and lets the views catch up before it returns.

        `unchanged` are things that the decision looked at and does not change: with a fact more by now, it is
        decided anew. The answer is about the first aggregate.
        """
        subject = aggregates[0]
        seen = [(one.id, one.version) for one in unchanged]
        recordings = self.save(*cast(Any, aggregates), claims=claims, seen=seen)
        if not recordings:
            position = self.facts_recorder.position_of(subject.id, subject.version)
            return Saved(subject.id, position, subject.version, new=False)
        return Saved(subject.id, _last_position(recordings, subject.id), subject.version, new=True)

    def save(self, *aggregates: Any, **kwargs: Any) -> list[Recording[UUID]]:
        """The library's way from decided to recorded. Its own asks each object by reflection whether it is a
        fact or has facts, which in a pay run costs more than storing them; here all are aggregates."""
        decided: ProcessingEvent[UUID] = ProcessingEvent()
        for aggregate in aggregates:
            decided.events.extend(aggregate.collect_events())
        decided.saved_kwargs.update(kwargs)
        recordings = self._record(decided)
        self._notify(recordings)
        return recordings

    def _notify(self, recordings: list[Recording[UUID]]) -> None:
        if not recordings:
            return
        try:
            self.after_save(recordings[-1].notification.id)
        except Exception:
            # The facts are safe and must be acknowledged; whoever reads next brings the views up to date.
            log.exception("facts are saved up to %d, the views are behind", recordings[-1].notification.id)

    def _decide(self, decision: Callable[[], T]) -> T:
        """Runs a decision, again when another writer came first. Raises Busy when the store is silent."""
        for _ in range(MAX_RACES):
            try:
                return or_busy(decision)()
            except IntegrityError:
                continue
        raise Busy("Too many writers want the same thing at once.")

    def _change(self, kind: type[A], id: UUID, act: Callable[[A], object], key: object = None) -> Saved:
        """The usual verb: load one thing, let it decide, save."""

        def decision() -> Saved:
            aggregate = self._load(kind, id, key)
            act(aggregate)
            return self._keep(aggregate)

        return self._decide(decision)

    def _change_cooperative(self, act: Callable[[Cooperative], object]) -> Saved:
        def decision() -> Saved:
            cooperative = self.cooperative()
            act(cooperative)
            return self._keep(cooperative)

        return self._decide(decision)


def outcomes_of(verb: Callable[[T], Saved], items: Sequence[T]) -> list[Saved | Refusal]:
    """Each item's own outcome: what was saved, or why it was refused."""
    outcomes: list[Saved | Refusal] = []
    for item in items:
        try:
            outcomes.append(verb(item))
        except Refusal as refusal:
            outcomes.append(refusal)
    return outcomes


def _last_position(recordings: list[Recording[UUID]], id: UUID) -> int:
    own = [r.notification.id for r in recordings if r.notification.originator_id == id]
    return own[-1] if own else recordings[-1].notification.id
