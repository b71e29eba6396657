"""The screens of the menu on any phone: at most 160 plain letters each, keys and all.

The first line of a screen says where one is; when something was pressed that cannot be meant, a hint stands
there instead and the rest stays. Every screen but the last ends with the keys that lead back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from imbuto.periods import NAIROBI
from imbuto.values import Money, Period, receipt_code
from imbuto.words import fitting
from imbuto.words.ussd_texts import SHIFTS, TEXTS

LONGEST = 160
LONGEST_NAME = 10


@dataclass(frozen=True)
class Milk:
    """A delivery, as a screen shows it. `claimed` is what the farmer says, `decided_by` until when an
    official looks at it."""

    id: UUID
    day: date
    shift: str
    litres: Decimal
    value_cents: int
    state: str
    open_until: datetime | None
    rejection_reason: str | None = None
    claimed: Decimal | None = None
    decided_by: datetime | None = None


def who(language: str, members: Sequence[tuple[str, str | None]], hint: str = "", *, more: bool) -> str:
    """Numbers and names of the members with this phone, as many as a page has."""
    lines = [
        f"{place} {number} {_short(name)}".rstrip() for place, (number, name) in enumerate(members, start=1)
    ]
    keys = [text(language, "more")] if more else []
    return _screen(_head(language, "who", hint), *lines, *keys, text(language, "leave"))


def home(
    language: str, member: str, note: str = "", hint: str = "", *, shared: bool, nights: str = "told"
) -> str:
    """What can be done. `note` is suspended, gone or empty; `nights`, whether the member is told or quiet."""
    things = ("today", "earlier", "balance", "statements", "payments", "language", nights)
    return _screen(
        text(language, f"hint-{hint}") if hint else text(language, "home", member=member),
        *([text(language, note)] if note else []),
        *(text(language, f"home-{thing}") for thing in things),
        text(language, "other-member" if shared else "leave"),
    )


def resume(language: str, hint: str = "") -> str:
    return _screen(*([text(language, f"hint-{hint}")] if hint else []), text(language, "resume"))


def milk_list(language: str, kind: str, milk: Sequence[Milk], hint: str = "", *, more: bool) -> str:
    """A page of deliveries; `kind` is today or earlier."""
    if not milk:
        return _none(language, f"none-{kind}", hint)
    lines = [
        text(
            language,
            "line",
            n=str(place),
            day=f"{one.day:%d/%m}",
            shift=SHIFTS[language][one.shift],
            litres=fitting.litres(one.litres),
            state=text(language, f"state-{one.state}"),
        )
        for place, one in enumerate(milk, start=1)
    ]
    keys = [text(language, "more")] if more else []
    return _screen(_head(language, kind, hint), *lines, *keys, text(language, "back"))


def milk(language: str, one: Milk, hint: str = "") -> str:
    """One delivery, what was said of it, and whether it can still be answered."""
    keys = []
    if one.open_until is not None:
        keys = [text(language, "key-confirm")] if one.state == "waits" else []
        keys.append(text(language, "key-dispute"))
    hints = [text(language, f"hint-{hint}")] if hint else []
    end = [_said(language, one), *keys, text(language, "back")]
    kind = "milk" if one.rejection_reason is None else "milk-rejected"
    bare = _about(language, kind, one, free="{free}").replace("{free}", "")
    room = LONGEST - len("\n".join([*hints, bare, *end]))
    told = _about(language, kind, one, free=fitting.plain(one.rejection_reason or "-")[: max(room, 0)])
    return _screen(*hints, told, *end)


def claim(language: str, one: Milk, hint: str = "") -> str:
    """Asks for the litres."""
    hints = [text(language, f"hint-{hint}")] if hint else []
    return _screen(*hints, _about(language, "claim", one), text(language, "back"))


def sure(language: str, one: Milk, hint: str = "") -> str:
    """What will be sent."""
    hints = [text(language, f"hint-{hint}")] if hint else []
    return _screen(*hints, _about(language, "sure", one), text(language, "back"))


def outcome(language: str, kind: str, one: Milk) -> str:
    """What became of an answer: confirmed, disputed or closed."""
    return _screen(_about(language, kind, one), text(language, "back"))


def pin(language: str, tries_left: int | None = None) -> str:
    """Asks for the PIN; after a wrong one says how many tries are left."""
    wrong = [] if tries_left is None else [text(language, "pin-wrong", left=str(tries_left))]
    return _screen(*wrong, text(language, "pin"), text(language, "back"))


def balance(
    language: str,
    day: date,
    *,
    owed_cents: int,
    held_cents: int,
    on_way_cents: int,
    saved_cents: int,
    hint: str = "",
) -> str:
    """What is owed, and the rest where there is any."""
    lines = [
        text(language, "balance", day=f"{day:%d/%m}", owed=Money(owed_cents)),
        *([text(language, "balance-held", held=Money(held_cents))] if held_cents else []),
        *([text(language, "balance-on-way", on_way=Money(on_way_cents))] if on_way_cents else []),
        *([text(language, "balance-saved", saved=Money(saved_cents))] if saved_cents else []),
    ]
    hints = [text(language, f"hint-{hint}")] if hint else []
    return _screen(*hints, *lines, text(language, "back"))


def statements(language: str, found: Sequence[tuple[Period, int]], hint: str = "", *, more: bool) -> str:
    """A page of statements: each period, and what it pays."""
    if not found:
        return _none(language, "none-statements", hint)
    lines = [
        f"{place} {fitting.span(language, period)} KES {fitting.amount(net)}"
        for place, (period, net) in enumerate(found, start=1)
    ]
    keys = [text(language, "more")] if more else []
    return _screen(_head(language, "statements", hint), *lines, *keys, text(language, "back"))


def statement(
    language: str,
    period: Period,
    litres: Decimal,
    milk_cents: int,
    hint: str = "",
    **cents: int,
) -> str:
    """Milk, and each amount that is not zero: other, deductions, saved, net, carried. Where they do not all
    find room, the small ones are left to the printed statement."""
    head = [text(language, f"hint-{hint}")] if hint else []
    first = text(
        language,
        "statement",
        period=fitting.span(language, period),
        litres=fitting.litres(litres),
        milk=fitting.amount(milk_cents),
    )
    for left_out in ((), ("saved",), ("saved", "other"), ("saved", "other", "carried")):
        lines = [
            text(language, f"statement-{name}", cents=fitting.amount(amount))
            for name, amount in cents.items()
            if (amount or name == "net") and name not in left_out
        ]
        shown = "\n".join([*head, first, *lines, text(language, "back")])
        if len(shown) <= LONGEST:
            break
    return _screen(shown)


def payment(
    language: str,
    period: Period,
    amount_cents: int,
    standing: str,
    *,
    way: str,
    paid_on: date | None,
    receipt: str,
    hint: str = "",
    more: bool,
) -> str:
    """One payment; `standing` is paid, on-way, failed or held."""
    said = text(
        language,
        f"payment-{standing}",
        way=text(language, f"way-{way}"),
        day=f"{paid_on:%d/%m}" if paid_on else "",
        receipt=fitting.plain(receipt)[:20] or "-",
    )
    about = {"amount": fitting.shillings(amount_cents), "period": fitting.span(language, period)}
    hints = [text(language, f"hint-{hint}")] if hint else []
    keys = [text(language, "more")] if more else []
    return _screen(*hints, text(language, "payment", **about), said, *keys, text(language, "back"))


def no_payments(language: str, hint: str = "") -> str:
    return _none(language, "none-payments", hint)


def text(language: str, name: str, **fields: object) -> str:
    return TEXTS[language][name].format(**fields)


def _said(language: str, one: Milk) -> str:
    """What has been said of a delivery so far."""
    if one.state == "waits" and one.open_until is not None:
        return text(language, "until", until=f"{one.open_until.astimezone(NAIROBI):%d/%m %H:%M}")
    if one.state == "disputed":
        name = "said-no-litres" if one.claimed is None else "said-no"
        return _about(language, name, one)
    names = {"confirmed": "said-yes", "resolved": "decided", "voided": "voided"}
    return text(language, names.get(one.state, "too-late"))


def _about(language: str, name: str, one: Milk, free: str = "") -> str:
    return text(
        language,
        name,
        day=f"{one.day:%d/%m}",
        shift=SHIFTS[language][one.shift],
        litres=fitting.litres(one.litres),
        claimed=fitting.litres(one.claimed) if one.claimed is not None else "?",
        value=fitting.shillings(one.value_cents),
        by=f"{one.decided_by.astimezone(NAIROBI):%d/%m}" if one.decided_by else "?",
        code=receipt_code(one.id),
        free=free,
    )


def _none(language: str, name: str, hint: str) -> str:
    """An empty list."""
    hints = [text(language, f"hint-{hint}")] if hint else []
    return _screen(*hints, text(language, name), text(language, "back"))


def _head(language: str, name: str, hint: str) -> str:
    return text(language, f"hint-{hint}" if hint else name)


def _short(name: str | None) -> str:
    """The first name, so that a household knows whom a number means."""
    words = fitting.plain(name or "").split()
    return words[0][:LONGEST_NAME] if words else ""


def _screen(*lines: str) -> str:
    return "\n".join(lines)
