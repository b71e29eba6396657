"""The views: all read models of one cooperative, kept up with the facts, and the questions one may ask
them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from imbuto.aggregates.member import Member
from imbuto.errors import Unknown
from imbuto.projections import bookmarks
from imbuto.projections.access import AccessBook
from imbuto.projections.adjustments import Adjustments
from imbuto.projections.balances import Balances
from imbuto.projections.bookmarks import Bookmark
from imbuto.projections.centres import Centres
from imbuto.projections.charges import Charges
from imbuto.projections.deliveries import Deliveries
from imbuto.projections.folding import CatchUp, Source
from imbuto.projections.journal import Journal
from imbuto.projections.members import Members
from imbuto.projections.messages import Messages
from imbuto.projections.pay_files import PayFiles
from imbuto.projections.payouts import Payouts
from imbuto.projections.price_differences import PriceDifferences
from imbuto.projections.readmodel import ReadModel
from imbuto.projections.rebuilding import Progress, Rebuild, Rebuilt
from imbuto.projections.reconciliation import Reconciliations
from imbuto.projections.samples import Samples
from imbuto.projections.settlements import Settlements
from imbuto.projections.staff import StaffList
from imbuto.projections.store import ViewsStore
from imbuto.projections.till import TillView
from imbuto.projections.top_ups import TopUps
from imbuto.projections.variance import Variance
from imbuto.projections.vouchers import Vouchers

PROJECTIONS: tuple[type[ReadModel], ...] = (
    Deliveries,
    Samples,
    Balances,
    Adjustments,
    PriceDifferences,
    Members,
    StaffList,
    AccessBook,
    Centres,
    Settlements,
    Payouts,
    PayFiles,
    Charges,
    Journal,
    Vouchers,
    Messages,
    Variance,
    TillView,
    TopUps,
    Reconciliations,
)


SHORT_SCRUB_BYTES = 128 * 1024**2


@dataclass(frozen=True)
class Standing:
    """How one projection stands. `state` is live, behind, stopped or absent; `reason` says why it stopped."""

    name: str
    version: int
    position: int
    lag: int
    state: str
    reason: str | None = None


class Views:
    """Opens the views at a file path or a postgresql:// address; what is missing or outdated is built at
    once."""

    def __init__(
        self,
        where: Path | str,
        source: Source,
        projections: Sequence[type[ReadModel]] = PROJECTIONS,
        progress: Progress | None = None,
    ) -> None:
        self._store = ViewsStore(where)
        self._source = source
        self._projections = tuple(projections)
        self._live = CatchUp(self._store, source, self._projections)
        self.deliveries = Deliveries(self._store)
        self.samples = Samples(self._store)
        self.balances = Balances(self._store)
        self.adjustments = Adjustments(self._store)
        self.price_differences = PriceDifferences(self._store)
        self.members = Members(self._store)
        self.staff = StaffList(self._store)
        self.access = AccessBook(self._store)
        self.centres = Centres(self._store)
        self.settlements = Settlements(self._store)
        self.payouts = Payouts(self._store)
        self.pay_files = PayFiles(self._store)
        self.charges = Charges(self._store)
        self.journal = Journal(self._store)
        self.vouchers = Vouchers(self._store)
        self.messages = Messages(self._store)
        self.variance = Variance(self._store)
        self.till = TillView(self._store)
        self.top_ups = TopUps(self._store)
        self.reconciliations = Reconciliations(self._store)
        try:
            self._open(progress)
        except BaseException:
            self._store.close()
            raise

    def _open(self, progress: Progress | None) -> None:
        bookmarks.make_bookmarks(self._store)
        if self._outdated():
            with self._store.rebuilding():
                # Another process may have built them while this one waited.
                if outdated := self._outdated():
                    rebuild = Rebuild(self._store, self._source, self._live, outdated, stop_alone=True)
                    rebuild.run(progress)
        if any(mark.stopped for mark in self._marks().values()):
            with self._store.writing() as writing:
                bookmarks.start_again(writing)

    def _outdated(self) -> list[type[ReadModel]]:
        marks = self._marks()
        return [
            projection
            for projection in self._projections
            if projection.NAME not in marks or marks[projection.NAME].version != projection.VERSION
        ]

    def catch_up(self, upto: int | None = None) -> None:
        """Returns when every projection that has not stopped has folded the facts up to that position, or up
        to the last one there is. Cheap when there is nothing to do. Raises Busy."""
        self._live.catch_up(upto)

    def rebuild(self, names: Sequence[str] = (), progress: Progress | None = None) -> list[Rebuilt]:
        """Folds these projections (all, when none is named) from the first fact, beside the live rows, and
        switches. Raises Unknown for a name that is none."""
        known = {projection.NAME: projection for projection in self._projections}
        for name in names:
            if name not in known:
                raise Unknown("projection", name)
        chosen = [projection for name, projection in known.items() if not names or name in names]
        with self._store.rebuilding():
            return Rebuild(self._store, self._source, self._live, chosen).run(progress)

    def scrub(self) -> bool:
        """After an erasure: what the views deleted of a person is made unreadable in their files. False when
        it has to be tried again."""
        return self._store.scrub(self._tables_of_persons())

    def scrub_is_short(self) -> bool:
        """Whether nobody would notice that the views cannot be written meanwhile."""
        return self._store.bytes_of(self._tables_of_persons()) <= SHORT_SCRUB_BYTES

    def forget_persons(self) -> None:
        """Builds the views that know persons anew, from facts in which those who were erased are nobody."""
        self.rebuild([view.NAME for view in self._of_persons()])

    def _tables_of_persons(self) -> list[str]:
        return [table.name for view in self._of_persons() for table in view.TABLES]

    def _of_persons(self) -> list[type[ReadModel]]:
        return [projection for projection in self._projections if Member.Erased in projection.HANDLERS]

    def status(self) -> list[Standing]:
        """How far each projection is."""
        marks = self._marks()
        end = self._source.position()
        return [_standing(projection, marks.get(projection.NAME), end) for projection in self._projections]

    def is_ahead(self) -> bool:
        """Whether a view has followed more facts than there are: an older copy of the facts was put back
        beside it."""
        furthest = max((mark.position for mark in self._marks().values()), default=0)
        return furthest > self._source.position()

    def _marks(self) -> dict[str, Bookmark]:
        with self._store.reading() as look:
            return bookmarks.look_at_bookmarks(look)

    def close(self) -> None:
        self._store.close()


def _standing(projection: type[ReadModel], mark: Bookmark | None, end: int) -> Standing:
    if mark is None:
        return Standing(projection.NAME, projection.VERSION, 0, end, "absent")
    lag = max(end - mark.position, 0)
    if mark.stopped:
        reason = f"{mark.stopped_topic} at position {mark.stopped_position}: {mark.stopped_reason}"
        return Standing(mark.name, mark.version, mark.position, lag, "stopped", reason)
    return Standing(mark.name, mark.version, mark.position, lag, "behind" if lag else "live")
