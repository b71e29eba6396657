"""The headings that registers and delivery books carry, in English and Kiswahili.

A heading is compared without its case, spaces, dots, brackets and underscores: `Member No.`, `member_no` and
`MEMBER NO` are one. The order of the aliases is their strength: a weak one such as `ID` is taken only where
no stronger heading stands beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from imbuto.errors import BadValue
from imbuto.imports.charge_columns import CHARGE_COLUMNS
from imbuto.imports.headings import Columns, column, squeeze
from imbuto.imports.opening_columns import OPENING_COLUMNS
from imbuto.imports.pay_result_columns import PAY_RESULT_COLUMNS
from imbuto.imports.payee_columns import PAYEE_COLUMNS
from imbuto.imports.portal_columns import PORTAL_COLUMNS

_CENTRE = column(
    "centre",
    "Centre",
    """centre, center, collection centre, collection center, collection point, centre name, center name,
    centre code, kituo, kituo cha maziwa, society, society code, society name, branch, depot, cooler""",
)

MEMBER_COLUMNS = Columns(
    "members",
    (
        column(
            "number",
            "Member No",
            """member no, member number, membership no, membership number, m/no, member id, member code,
            mem no, farmer no, farmer number, farmer code, farmer id, supplier no, supplier number,
            supplier code, namba ya mwanachama, nambari ya mwanachama, namba ya mkulima, nambari ya
            mkulima, card no, card number, nambari, namba, code, number, no, id""",
        ),
        column(
            "name",
            "Name",
            """name, full name, full names, names, member name, farmer name, supplier name, name of member,
            name of farmer, jina, jina kamili, majina, jina la mwanachama, jina la mkulima, farmer,
            mwanachama, mkulima, member""",
        ),
        column("first_name", "First Name", "first name, first names, other names, jina la kwanza"),
        column("last_name", "Last Name", "last name, surname, family name, jina la ukoo, jina la mwisho"),
        column(
            "phone",
            "Phone",
            """phone, phone no, phone number, mobile, mobile no, mobile number, mobile phone, member phone,
            farmer phone, telephone, telephone no, tel, tel no, cell, cell no, cellphone, msisdn,
            contact, contacts, simu, namba ya simu, nambari ya simu, simu ya mkononi, phone 1""",
        ),
        column(
            "payout_phone",
            "Payout Phone",
            """payout phone, payout number, payout phone number, payment phone, payment number, pay phone,
            mpesa, mpesa no, mpesa number, mpesa phone, mpesa phone number, namba ya mpesa, nambari ya
            mpesa, namba ya malipo, simu ya malipo""",
        ),
        column(
            "national_id",
            "National ID",
            """national id, national id no, national id number, id no, id number, id card, id card no,
            id/passport, id passport no, nid, identity no, kitambulisho, namba ya kitambulisho, nambari
            ya kitambulisho, kitambulisho no, id""",
        ),
        _CENTRE,
        column("language", "Language", "language, lang, preferred language, sms language, lugha"),
        column(
            "kin_name",
            "Next of Kin",
            """next of kin, next of kin name, nok, nok name, name of next of kin, kin, kin name, nominee,
            nominee name, mrithi, jina la mrithi, ndugu wa karibu, jina la ndugu""",
        ),
        column(
            "kin_phone",
            "Next of Kin Phone",
            """next of kin phone, next of kin phone no, next of kin phone number, next of kin number, next
            of kin mobile, next of kin tel, next of kin contact, nok phone, nok phone no, nok no, nok
            number, nok mobile, nok tel, nok contact, kin phone, nominee phone, simu ya mrithi, simu ya
            ndugu""",
        ),
        column(
            "joined",
            "Joined",
            """joined, date joined, joined on, join date, joining date, date of joining, date registered,
            registration date, registered, admitted, date admitted, admission date, date of admission,
            member since, tarehe ya kujiunga, alijiunga""",
        ),
        *PAYEE_COLUMNS,
    ),
    needed=(("number",), ("name", "last_name")),
)

DELIVERY_COLUMNS = Columns(
    "deliveries",
    (
        column(
            "number",
            "Member No",
            """member no, member number, membership no, membership number, m/no, member id, member code,
            mem no, farmer no, farmer number, farmer code, farmer id, supplier no, supplier number,
            supplier code, producer no, producer code, namba ya mwanachama, nambari ya mwanachama, namba
            ya mkulima, nambari ya mkulima, card no, card number, member, mwanachama, nambari, namba,
            code, number, no, id""",
        ),
        column(
            "date",
            "Date",
            """date, delivery date, date of delivery, collection date, date of collection, tarehe, day,
            siku, date time""",
        ),
        column("shift", "Shift", "shift, am/pm, session, milking, time of day, zamu, kipindi"),
        column(
            "litres",
            "Litres",
            """litres, liters, litre, liter, ltrs, ltr, lts, lt, l, quantity (l), quantity (litres),
            quantity litres, qty (l), qty (ltrs), qty (litres), qty litres, milk (l), milk (litres),
            milk litres, litres of milk, volume, volume (l), lita, lita za maziwa, maziwa (lita), maziwa
            lita, kiasi (lita), quantity, qty, milk qty, milk quantity, kiasi, kiasi cha maziwa, maziwa""",
        ),
        column(
            "kilograms",
            "Kg",
            """kg, kgs, kilograms, kilogram, kilogrammes, kilos, kilo, weight, weight (kg), net weight, net
            weight (kg), quantity (kg), quantity (kgs), quantity kg, qty (kg), qty (kgs), milk (kg),
            milk (kgs), milk kg, uzito, uzito (kg), kilo za maziwa, maziwa (kg)""",
        ),
        column("density", "Density", "density, milk density, kg per litre, kg/l, specific gravity, sg"),
        column(
            "time",
            "Time",
            "time, delivery time, collection time, time of delivery, weighed at, saa, wakati, muda",
        ),
        _CENTRE,
        column("fat", "Fat", "fat, fat %, % fat, fat percent, butterfat, butter fat, bf, mafuta"),
        column("snf", "SNF", "snf, snf %, % snf, solids not fat"),
        column(
            "lactometer",
            "Lactometer",
            "lactometer, lactometer reading, lacto reading, lr, lacto",
        ),
        column("clr", "CLR", "clr, corrected lactometer, corrected lactometer reading, corrected reading"),
        column("protein", "Protein", "protein, protein %, % protein, protini"),
        column(
            "water", "Added Water", "added water, added water %, water, water %, % water, aw, maji, maji %"
        ),
        column("alcohol", "Alcohol", "alcohol, alcohol test, alcohol result, alkoholi, kipimo cha alkoholi"),
        column(
            "organoleptic",
            "Organoleptic",
            "organoleptic, organoleptic test, smell, smell and taste, sensory, harufu",
        ),
        column("resazurin", "Resazurin", "resazurin, resazurin disc, resazurin no, rz"),
        column(
            "antibiotic",
            "Antibiotic",
            "antibiotic, antibiotics, antibiotic test, residues, antibiotic residue",
        ),
        column(
            "plate_count",
            "Plate Count",
            "plate count, total plate count, tpc, tpc (cfu/ml), cfu, cfu/ml, bacteria, bacterial count",
        ),
        column("route", "Route", "route, route code, route no, njia"),
        column(
            "container",
            "Bulk Can",
            "bulk can, bulk can no, container, container no, can label, shared can, churn, churn no",
        ),
        column(
            "temperature",
            "Temperature",
            """temperature, temperature (c), temperature (°c), milk temperature, temp, temp (c), temp (°c),
            joto, joto (c)""",
        ),
        column(
            "status", "Status", "status, result, accepted, accepted/rejected, accept/reject, hali, matokeo"
        ),
        column("rejected", "Rejected", "rejected, is rejected, reject, imekataliwa, yamekataliwa"),
        column(
            "reason",
            "Reason",
            """reason, rejection reason, reject reason, reason for rejection, reason rejected, sababu,
            sababu ya kukataliwa""",
        ),
        column("can", "Can", "can, can no, can number, weighing, weighing no, debe, mkebe, debe no"),
        column(
            "reference",
            "Reference",
            """reference, reference no, ref, ref no, delivery id, delivery no, record id, uuid, receipt,
            receipt no, receipt number, slip, slip no, slip number, ticket no, transaction id,
            transaction no, txn id, txn no, risiti, namba ya risiti, nambari ya risiti, stakabadhi""",
        ),
    ),
    needed=(("number",), ("date",), ("shift",), ("litres", "kilograms")),
)

KINDS = (MEMBER_COLUMNS, DELIVERY_COLUMNS, CHARGE_COLUMNS, OPENING_COLUMNS, PAY_RESULT_COLUMNS)


LEAST_KNOWN_HEADINGS = 2
"""A line with fewer known headings is no line of headings."""


def recognised(headings: Iterable[str]) -> int:
    """How many of the headings are known in the kind of file that knows most of them."""
    squeezed = {squeeze(heading) for heading in headings}
    return max(len(squeezed & aliases) for aliases in _ALIASES)


def keys_among(headings: Iterable[str]) -> frozenset[str]:
    """The headings of number and date, without which a row is none: those of members' files, or of M-Pesa's
    statements where a file is rather one of these."""
    squeezed = {squeeze(heading) for heading in headings}
    known = [len(squeezed & aliases) for aliases in _ALIASES]
    return _STATEMENT_KEYS if known[-1] > max(known[:-1]) else _KEYS


def _keys(*kinds: Columns) -> frozenset[str]:
    columns = (one for kind in kinds for one in kind.columns if one.name in ("number", "date"))
    return frozenset(alias for one in columns for alias in one.aliases)


_ALIASES = [
    frozenset(alias for one in kind.columns for alias in one.aliases) for kind in (*KINDS, PORTAL_COLUMNS)
]
_KEYS, _STATEMENT_KEYS = _keys(*KINDS), _keys(PORTAL_COLUMNS)


def match(headings: Sequence[str], kind: Columns) -> dict[str, int]:
    """Column name → place among the headings. Raises BadValue when a needed one is missing or there twice."""
    squeezed = [squeeze(heading) for heading in headings]
    places: dict[str, int] = {}
    for one in kind.columns:
        free = [
            alias
            for alias in one.aliases
            if alias in squeezed and squeezed.index(alias) not in places.values()
        ]
        if free:
            places[one.name] = squeezed.index(free[0])
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
