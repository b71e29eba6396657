"""The kinds of files that are brought in: how each is read, by which door it enters the ledger, and under
which ids. The command line and the API go by this one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import Any
from uuid import UUID

from imbuto.imports.bulk import BulkIntoLedger, figure_id, read_bulk
from imbuto.imports.charges import OpenCharge, charge_id, read_charges, told_of_doubles
from imbuto.imports.charges_into_ledger import ChargesIntoLedger
from imbuto.imports.deliveries import read_deliveries
from imbuto.imports.into_ledger import IntoLedger
from imbuto.imports.members import read_members
from imbuto.imports.opening import read_opening
from imbuto.imports.opening_into_ledger import KnownOpenings, OpeningIntoLedger
from imbuto.imports.reading import NumberLookUp, Reading, known_numbers
from imbuto.imports.save import AnyPort
from imbuto.imports.tables import Table
from imbuto.imports.weighings import id_for
from imbuto.ledger import Ledger, member_id
from imbuto.values import By, business_date, utc_now

_PAGE = 1000
_OPEN_CHARGES = 200


@dataclass(frozen=True)
class Beside:
    """What is said beside the file."""

    centre: str | None = None
    pad: int = 0
    meant: bool = False
    day: date | None = None
    batch: str | None = None

    @property
    def stood_on(self) -> date:
        """The day on which opening balances stood."""
        return self.day or business_date(utc_now())

    @property
    def batch_name(self) -> str:
        return self.batch or f"opening-{self.stood_on:%Y-%m-%d}"


@dataclass(frozen=True)
class House:
    """What reading and saving a file needs of the house. `centres` are those that whoever imports is limited
    to; None: all."""

    ledger: Ledger
    prepare_keys: Callable[[Iterable[str]], None]
    numbers: Callable[[], Iterable[str]]
    usual_litres: Callable[[str], Decimal | None]
    open_charges: Callable[[str], Sequence[OpenCharge]]
    openings: KnownOpenings
    centres: tuple[str, ...] | None = None

    @classmethod
    def of(
        cls,
        ledger: Ledger,
        views: Any,
        prepare_keys: Callable[[Iterable[str]], None],
        centres: tuple[str, ...] | None = None,
    ) -> House:
        """With what the views answer; whoever asks has brought them up to date."""
        return cls(
            ledger,
            prepare_keys,
            partial(_member_numbers, views),
            views.deliveries.usual_litres,
            lambda member: views.charges.page(member=member, state="open", limit=_OPEN_CHARGES).items,
            views.adjustments.opening_of,
            centres,
        )

    @property
    def known(self) -> NumberLookUp:
        return known_numbers(self.numbers())


def _member_numbers(views: Any) -> Iterator[str]:
    cursor = None
    while True:
        page = views.members.page(cursor=cursor, limit=_PAGE)
        yield from (member.number for member in page.items)
        cursor = page.next
        if cursor is None:
            return


@dataclass(frozen=True)
class Kind:
    """One kind of file. `ids` are those under which a row is recorded."""

    read: Callable[[Table, House, Beside], Reading[Any]]
    door: Callable[[House, By, Beside], AnyPort]
    ids: Callable[[Any, Beside], list[UUID]]


def _members(table: Table, house: House, beside: Beside) -> Reading[Any]:
    return read_members(table, default_centre=beside.centre, pad=beside.pad)


def _deliveries(table: Table, house: House, beside: Beside) -> Reading[Any]:
    return read_deliveries(table, default_centre=beside.centre, known=house.known, pad=beside.pad)


def _charges(table: Table, house: House, beside: Beside) -> Reading[Any]:
    reading = read_charges(table, known=house.known, pad=beside.pad)
    return told_of_doubles(reading, house.open_charges)


def _into_ledger(house: House, by: By, beside: Beside) -> AnyPort:
    return IntoLedger(
        house.ledger,
        by,
        house.prepare_keys,
        usual_litres=house.usual_litres,
        meant=beside.meant,
        only_centres=house.centres,
    )


def _opening_into_ledger(house: House, by: By, beside: Beside) -> AnyPort:
    return OpeningIntoLedger(house.ledger, by, beside.stood_on, beside.batch_name, house.openings)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "members": Kind(_members, _into_ledger, lambda row, _: [member_id(row.number)]),
        "deliveries": Kind(_deliveries, _into_ledger, lambda row, _: [id_for(row)]),
        "charges": Kind(
            _charges,
            lambda house, by, _: ChargesIntoLedger(house.ledger, by),
            lambda row, _: [charge_id(row)],
        ),
        "bulk": Kind(
            lambda table, house, _: read_bulk(table),
            lambda house, by, _: BulkIntoLedger(house.ledger, by, house.centres),
            lambda row, _: [figure_id(row)],
        ),
        "opening": Kind(
            lambda table, house, beside: read_opening(table, known=house.known, pad=beside.pad),
            _opening_into_ledger,
            lambda row, beside: [id for id, _ in row.contents(beside.stood_on, beside.batch_name)],
        ),
    }
)
