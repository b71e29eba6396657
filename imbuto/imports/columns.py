"""The headings that registers and delivery books carry, in English and Kiswahili.

A heading is compared without its case, spaces, dots, brackets and underscores: `Member No.`, `member_no` and
`MEMBER NO` are one. The order of the aliases is their strength: a weak one such as `ID` is taken only where
no stronger heading stands beside it.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from imbuto.errors import BadValue


@dataclass(frozen=True)
class Column:
    """One thing that a file may tell, with the headings under which it is found."""

    name: str
    title: str
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class Columns:
    """All columns of one kind of file; of each group in `needed` at least one must be there."""

    kind: str
    columns: tuple[Column, ...]
    needed: tuple[tuple[str, ...], ...]

    def title(self, name: str) -> str:
        return next(column.title for column in self.columns if column.name == name)

    def needs(self, groups: Iterable[tuple[str, ...]]) -> str:
        """The groups in words: `Member No, Date, Shift, Litres or Kg`."""
        return ", ".join(" or ".join(map(self.title, group)) for group in groups)


def squeeze(heading: str) -> str:
    """The heading as it is compared: letters and digits only, lower case, without accents."""
    plain = unicodedata.normalize("NFKD", heading).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def spellings(text: str) -> frozenset[str]:
    """The words of a line, as a set to look others up in."""
    return frozenset(text.split())


def _column(name: str, title: str, aliases: str) -> Column:
    return Column(name, title, tuple(dict.fromkeys(map(squeeze, aliases.split(",")))))


_CENTRE = _column(
    "centre",
    "Centre",
    """centre, center, collection centre, collection center, collection point, centre name, center name,
    centre code, kituo, kituo cha maziwa, society, society code, society name, branch, depot, cooler""",
)

MEMBER_COLUMNS = Columns(
    "members",
    (
        _column(
            "number",
            "Member No",
            """member no, member number, membership no, membership number, m/no, member id, member code,
            mem no, farmer no, farmer number, farmer code, farmer id, supplier no, supplier number,
            supplier code, namba ya mwanachama, nambari ya mwanachama, namba ya mkulima, nambari ya
            mkulima, card no, card number, nambari, namba, code, number, no, id""",
        ),
        _column(
            "name",
            "Name",
            """name, full name, full names, names, member name, farmer name, supplier name, name of member,
            name of farmer, jina, jina kamili, majina, jina la mwanachama, jina la mkulima, farmer,
            mwanachama, mkulima, member""",
        ),
        _column("first_name", "First Name", "first name, first names, other names, jina la kwanza"),
        _column("last_name", "Last Name", "last name, surname, family name, jina la ukoo, jina la mwisho"),
        _column(
            "phone",
            "Phone",
            """phone, phone no, phone number, mobile, mobile no, mobile number, mobile phone, member phone,
            farmer phone, telephone, telephone no, tel, tel no, cell, cell no, cellphone, msisdn,
            contact, contacts, simu, namba ya simu, nambari ya simu, simu ya mkononi, phone 1""",
        ),
        _column(
            "payout_phone",
            "Payout Phone",
            """payout phone, payout number, payout phone number, payment phone, payment number, pay phone,
            mpesa, mpesa no, mpesa number, mpesa phone, mpesa phone number, namba ya mpesa, nambari ya
            mpesa, namba ya malipo, simu ya malipo""",
        ),
        _column(
            "national_id",
            "National ID",
            """national id, national id no, national id number, id no, id number, id card, id card no,
            id/passport, id passport no, nid, identity no, kitambulisho, namba ya kitambulisho, nambari
            ya kitambulisho, kitambulisho no, id""",
        ),
        _CENTRE,
        _column("language", "Language", "language, lang, preferred language, sms language, lugha"),
        _column(
            "kin_name",
            "Next of Kin",
            """next of kin, next of kin name, nok, nok name, name of next of kin, kin, kin name, nominee,
            nominee name, mrithi, jina la mrithi, ndugu wa karibu, jina la ndugu""",
        ),
        _column(
            "kin_phone",
            "Next of Kin Phone",
            """next of kin phone, next of kin phone no, next of kin phone number, next of kin number, next
            of kin mobile, next of kin tel, next of kin contact, nok phone, nok phone no, nok no, nok
            number, nok mobile, nok tel, nok contact, kin phone, nominee phone, simu ya mrithi, simu ya
            ndugu""",
        ),
        _column(
            "joined",
            "Joined",
            """joined, date joined, joined on, join date, joining date, date of joining, date registered,
            registration date, registered, admitted, date admitted, admission date, date of admission,
            member since, tarehe ya kujiunga, alijiunga""",
        ),
    ),
    needed=(("number",), ("name", "last_name")),
)

DELIVERY_COLUMNS = Columns(
    "deliveries",
    (
        _column(
            "number",
            "Member No",
            """member no, member number, membership no, membership number, m/no, member id, member code,
            mem no, farmer no, farmer number, farmer code, farmer id, supplier no, supplier number,
            supplier code, producer no, producer code, namba ya mwanachama, nambari ya mwanachama, namba
            ya mkulima, nambari ya mkulima, card no, card number, member, mwanachama, nambari, namba,
            code, number, no, id""",
        ),
        _column(
            "date",
            "Date",
            """date, delivery date, date of delivery, collection date, date of collection, tarehe, day,
            siku, date time""",
        ),
        _column("shift", "Shift", "shift, am/pm, session, milking, time of day, zamu, kipindi"),
        _column(
            "litres",
            "Litres",
            """litres, liters, litre, liter, ltrs, ltr, lts, lt, l, quantity (l), quantity (litres),
            quantity litres, qty (l), qty (ltrs), qty (litres), qty litres, milk (l), milk (litres),
            milk litres, litres of milk, volume, volume (l), lita, lita za maziwa, maziwa (lita), maziwa
            lita, kiasi (lita), quantity, qty, milk qty, milk quantity, kiasi, kiasi cha maziwa, maziwa""",
        ),
        _column(
            "kilograms",
            "Kg",
            """kg, kgs, kilograms, kilogram, kilogrammes, kilos, kilo, weight, weight (kg), net weight, net
            weight (kg), quantity (kg), quantity (kgs), quantity kg, qty (kg), qty (kgs), milk (kg),
            milk (kgs), milk kg, uzito, uzito (kg), kilo za maziwa, maziwa (kg)""",
        ),
        _column("density", "Density", "density, milk density, kg per litre, kg/l, specific gravity, sg"),
        _column(
            "time",
            "Time",
            "time, delivery time, collection time, time of delivery, weighed at, saa, wakati, muda",
        ),
        _CENTRE,
        _column("fat", "Fat", "fat, fat %, % fat, fat percent, butterfat, butter fat, bf, mafuta"),
        _column("snf", "SNF", "snf, snf %, % snf, solids not fat"),
        _column(
            "lactometer",
            "Lactometer",
            "lactometer, lactometer reading, lacto reading, clr, lr, lacto, corrected lactometer reading",
        ),
        _column(
            "temperature",
            "Temperature",
            """temperature, temperature (c), temperature (°c), milk temperature, temp, temp (c), temp (°c),
            joto, joto (c)""",
        ),
        _column(
            "status", "Status", "status, result, accepted, accepted/rejected, accept/reject, hali, matokeo"
        ),
        _column("rejected", "Rejected", "rejected, is rejected, reject, imekataliwa, yamekataliwa"),
        _column(
            "reason",
            "Reason",
            """reason, rejection reason, reject reason, reason for rejection, reason rejected, sababu,
            sababu ya kukataliwa""",
        ),
        _column("can", "Can", "can, can no, can number, weighing, weighing no, debe, mkebe, debe no"),
        _column(
            "reference",
            "Reference",
            """reference, reference no, ref, ref no, delivery id, delivery no, record id, uuid, receipt,
            receipt no, receipt number, slip, slip no, slip number, ticket no, transaction id,
            transaction no, txn id, txn no, risiti, namba ya risiti, nambari ya risiti, stakabadhi""",
        ),
    ),
    needed=(("number",), ("date",), ("shift",), ("litres", "kilograms")),
)

KINDS = (MEMBER_COLUMNS, DELIVERY_COLUMNS)


def recognised(headings: Iterable[str]) -> int:
    """How many of the headings are known in the kind of file that knows most of them."""
    squeezed = {squeeze(heading) for heading in headings}
    return max(len(squeezed & aliases) for aliases in _ALIASES)


_ALIASES = [frozenset(alias for column in kind.columns for alias in column.aliases) for kind in KINDS]


def match(headings: Sequence[str], kind: Columns) -> dict[str, int]:
    """Column name → place among the headings. Raises BadValue when a needed one is missing or there twice."""
    squeezed = [squeeze(heading) for heading in headings]
    places: dict[str, int] = {}
    for column in kind.columns:
        free = [
            alias
            for alias in column.aliases
            if alias in squeezed and squeezed.index(alias) not in places.values()
        ]
        if free:
            places[column.name] = squeezed.index(free[0])
    _refuse_twice(headings, squeezed, places)
    lacking = [group for group in kind.needed if not places.keys() & set(group)]
    if lacking:
        raise _lacking_columns(headings, kind, kind.needs(lacking))
    return places


def unknown_columns(headings: Iterable[str]) -> BadValue:
    """The refusal of a file whose headings nobody knows: it names what was seen and what is needed."""
    seen = _seen(headings)
    needs = "; ".join(f"for {kind.kind}: {kind.needs(kind.needed)}" for kind in KINDS)
    return BadValue(
        "headings", seen, f"The columns are not those of a register or a delivery book. Seen: {seen}.",
        f"Give the file a heading row with, {needs}.",
    )  # fmt: skip


def _lacking_columns(headings: Iterable[str], kind: Columns, lacking: str) -> BadValue:
    seen = _seen(headings)
    return BadValue(
        "headings", seen, f"There is no column for {lacking}. Seen: {seen}.",
        f"A file of {kind.kind} needs {kind.needs(kind.needed)}.",
    )  # fmt: skip


def _seen(headings: Iterable[str]) -> str:
    return (", ".join(heading for heading in headings if heading) or "no heading")[:300]


def _refuse_twice(headings: Sequence[str], squeezed: Sequence[str], places: dict[str, int]) -> None:
    counted = Counter(squeezed)
    for place in places.values():
        if counted[squeezed[place]] > 1:
            raise BadValue(
                "headings",
                headings[place],
                f"The heading {headings[place]} is there more than once.",
                "Keep the column that counts and rename the other.",
            )
