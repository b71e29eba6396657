"""How facts change the rows of the members' directory."""

from __future__ import annotations

from typing import Any

from imbuto.aggregates.member import Member
from imbuto.projections.columns import stored_instant
from imbuto.projections.member_privacy import NOT_RESTRICTED
from imbuto.projections.member_tables import members, payees
from imbuto.projections.rows import Row, Rows
from imbuto.values import Personal

_NO_PAYOUT_PHONE_PROPOSED: dict[str, Any] = dict.fromkeys(
    ("proposed_payout_phone", "payout_phone_proposed_by")
)
_NO_CHANNEL_PROPOSED: dict[str, Any] = dict.fromkeys(
    (
        "proposed_channel",
        "proposed_account_bank",
        "proposed_account_number",
        "proposed_account_name",
        "channel_proposed_by",
    )
)
_NO_ACCEPTANCE_PROPOSED: dict[str, Any] = dict.fromkeys(("acceptance_reason", "acceptance_proposed_by"))
_NOTHING_TOLD: dict[str, Any] = {"payee_name": None, "payee_match": None, "payee_accepted": False}


# ----------------------------------------------------------------- fold


def registered(fact: Member.Registered, position: int, rows: Rows) -> None:
    rows.table(members).put(
        {
            "number": fact.number,
            "name": fact.name.text,
            "search_name": fact.name.text and searchable(fact.name.text),
            "centre": fact.centre,
            "language": fact.language,
            "phone": _clear(fact.phone),
            "payout_phone": _clear(fact.payout_phone),
            "proposed_phone": None,
            "phone_proposed_by": None,
            "suspended": False,
            "suspended_reason": None,
            "joined": fact.joined and fact.joined.isoformat(),
            "pay_rhythm": "run",
            "saved_percent": 0,
            "payee_changed_at": None,
            "pay_channel": fact.pay_channel,
            "account_bank": fact.account_bank,
            "account_number": _clear(fact.account_number),
            "account_name": _clear(fact.account_name),
            "account_changed_at": None,
            **_NO_PAYOUT_PHONE_PROPOSED,
            **_NO_CHANNEL_PROPOSED,
            **_NOTHING_TOLD,
            **_NO_ACCEPTANCE_PROPOSED,
            **NOT_RESTRICTED,
            "registered_at": stored_instant(fact.recorded_at),
            "position": position,
        }
    )


def language_chosen(fact: Member.LanguageChosen, position: int, rows: Rows) -> None:
    _change(fact.number, rows, language=fact.language)


def phone_proposed(fact: Member.PhoneChangeProposed, position: int, rows: Rows) -> None:
    _change(fact.number, rows, proposed_phone=fact.phone.text, phone_proposed_by=fact.who)


def phone_approved(fact: Member.PhoneChangeApproved, position: int, rows: Rows) -> None:
    _pay_to(fact, rows, phone=fact.phone.text, payout_phone=None, proposed_phone=None, phone_proposed_by=None)


def phone_refused(fact: Member.PhoneChangeRefused, position: int, rows: Rows) -> None:
    _change(fact.number, rows, proposed_phone=None, phone_proposed_by=None)


def payout_phone_proposed(fact: Member.PayoutPhoneChangeProposed, position: int, rows: Rows) -> None:
    proposed = _clear(fact.payout_phone)
    _change(fact.number, rows, proposed_payout_phone=proposed, payout_phone_proposed_by=fact.who)


def payout_phone_approved(fact: Member.PayoutPhoneChangeApproved, position: int, rows: Rows) -> None:
    _pay_to(fact, rows, payout_phone=_clear(fact.payout_phone), **_NO_PAYOUT_PHONE_PROPOSED)


def payout_phone_refused(fact: Member.PayoutPhoneChangeRefused, position: int, rows: Rows) -> None:
    _change(fact.number, rows, **_NO_PAYOUT_PHONE_PROPOSED)


def payee_seen(fact: Member.PayeeSeen, position: int, rows: Rows) -> None:
    if fact.msisdn.text is not None:
        rows.table(payees).put(
            {
                "number": fact.number,
                "msisdn": fact.msisdn.text,
                "name": fact.name.text,
                "match": fact.match,
                "accepted": False,
            }
        )
        _tell_payee(_known(fact.number, rows), rows)


def acceptance_proposed(fact: Member.PayeeAcceptanceProposed, position: int, rows: Rows) -> None:
    _change(fact.number, rows, acceptance_reason=fact.reason, acceptance_proposed_by=fact.who)


def payee_accepted(fact: Member.PayeeAccepted, position: int, rows: Rows) -> None:
    row = _known(fact.number, rows)
    row.update(_NO_ACCEPTANCE_PROPOSED)
    told = rows.table(payees).get(fact.number, fact.msisdn.text)
    if told is not None:
        told["accepted"] = True
        rows.table(payees).put(told)
    _tell_payee(row, rows)


def channel_proposed(fact: Member.ChannelProposed, position: int, rows: Rows) -> None:
    _change(
        fact.number,
        rows,
        proposed_channel=fact.pay_channel,
        proposed_account_bank=fact.account_bank,
        proposed_account_number=_clear(fact.account_number),
        proposed_account_name=_clear(fact.account_name),
        channel_proposed_by=fact.who,
    )


def channel_approved(fact: Member.ChannelApproved, position: int, rows: Rows) -> None:
    row = _known(fact.number, rows)
    if fact.is_new_account:
        row["account_changed_at"] = stored_instant(fact.recorded_at)
    row.update(
        _NO_CHANNEL_PROPOSED,
        pay_channel=fact.pay_channel,
        account_bank=fact.account_bank,
        account_number=_clear(fact.account_number),
        account_name=_clear(fact.account_name),
    )
    rows.table(members).put(row)


def channel_refused(fact: Member.ChannelRefused, position: int, rows: Rows) -> None:
    _change(fact.number, rows, **_NO_CHANNEL_PROPOSED)


def pay_chosen(fact: Member.PayChosen, position: int, rows: Rows) -> None:
    _change(fact.number, rows, pay_rhythm=fact.rhythm, saved_percent=fact.saved_percent)


def suspended(fact: Member.Suspended, position: int, rows: Rows) -> None:
    _change(fact.number, rows, suspended=True, suspended_reason=fact.reason)


def reinstated(fact: Member.Reinstated, position: int, rows: Rows) -> None:
    _change(fact.number, rows, suspended=False, suspended_reason=None)


def _change(number: str, rows: Rows, **changes: object) -> None:
    row = _known(number, rows)
    row.update(changes)
    rows.table(members).put(row)


def _pay_to(
    fact: Member.PhoneChangeApproved | Member.PayoutPhoneChangeApproved, rows: Rows, **changes: str | None
) -> None:
    """Replaces the numbers, and what is known of the one that is paid."""
    row = _known(fact.number, rows)
    before = _paid(row)
    row.update(changes)
    if _paid(row) != before:
        row["payee_changed_at"] = stored_instant(fact.recorded_at)
    _tell_payee(row, rows)


def _tell_payee(row: Row, rows: Rows) -> None:
    told = rows.table(payees).get(row["number"], _paid(row)) if _paid(row) else None
    row.update(_NOTHING_TOLD)
    if told is not None:
        row.update(payee_name=told["name"], payee_match=told["match"], payee_accepted=told["accepted"])
    rows.table(members).put(row)


def _paid(row: Row) -> str | None:
    number: str | None = row["payout_phone"] or row["phone"]
    return number


def _known(number: str, rows: Rows) -> Row:
    row: Row | None = rows.table(members).get(number)
    if row is None:
        raise LookupError(f"member {number} was never registered")
    return row


def _clear(word: Personal | None) -> str | None:
    return None if word is None else word.text


def searchable(name: str) -> str:
    return " ".join(name.casefold().split())
