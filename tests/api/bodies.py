"""Every endpoint that writes: who sends it, where, and a body that is right."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from werkzeug.test import TestResponse

from .dairy import Dairy, weighing

ID = str(uuid4())
PRICE_BODY = {
    "id": ID,
    "price_per_litre": {"amount": "46.00", "currency": "KES"},
    "effective_from": "2026-12-01",
}
DIFFERENCE = {
    "id": ID,
    "name": "Bonus",
    "kind": "retro",
    "way": "per-litre",
    "amount_per_litre": {"amount": "-1.50", "currency": "KES"},
    "from": "2026-11-01",
    "to": "2026-11-16",
}
MEMBER = {"number": "0077", "name": "Chebet Koech", "centre": "KIA", "phone": "0712345678"}
ACCOUNT = {
    "pay_channel": "bank",
    "account_bank": "EXB01",
    "account_number": "0110001234",
    "account_name": "Chebet Koech",
}
OFFICIAL = {"number": "S077", "name": "Kamau Otieno", "roles": ["clerk"]}
REASON = {"reason": "because"}
LIMITS_BODY = {
    "id": ID,
    "name": "Ours",
    "effective_from": "2026-12-01",
    "formula": {"name": "richmond-20"},
    "limits": [{"reading": "fat_percent", "at_least": "3.25", "result": "B", "reason": "little fat"}],
}
SAMPLE_BODY = {
    "id": ID,
    "container": "C-404",
    "centre": "KIA",
    "date": "2026-11-16",
    "shift": "AM",
    "fat_percent": "3.9",
    "resazurin": 5,
}
ADJUSTMENT = {
    "id": ID,
    "member": "0001",
    "kind": "correction",
    "amount": {"amount": "-46.00", "currency": "KES"},
    "litres": "-1.5",
    "day": "2026-11-10",
    "about": ID,
    "batch": "x",
    **REASON,
}

BULK = {"id": ID, "what": "cooler", "day": "2026-11-16", "litres": "980.5"}
EXPLAINED = {"day": "2026-11-10", "alarms": ["cooler:1.00"], **REASON}

KES = {"amount": "46.00", "currency": "KES"}
PAY_FORMAT = {
    "name": "kcb",
    "kind": "bank",
    "effective_from": "2026-12-01",
    "columns": [
        {"heading": "Ref", "field": "reference"},
        {"heading": "Account", "field": "account"},
        {"heading": "Amount", "field": "amount"},
    ],
}
CHARGE = {
    "id": ID,
    "member": "0001",
    "kind": "advance",
    "text": "school fees",
    "amount": KES,
    "basis": "all",
    "starts": "2026-11-16",
}
STANDING = {
    "id": ID,
    "kind": "transport",
    "text": "lorry",
    "basis": "litre",
    "rate": KES,
    "effective_from": "2026-12-01",
}
PAYMENT = {"amount": KES, "how": "cash", "reference": "R 1", "day": "2026-11-16"}
RULES = {"id": ID, "effective_from": "2026-12-01"}
CAP = {"kind": "transport", "per_litre": KES, "effective_from": "2026-12-01", "source": "the Board"}

VOUCHER = {
    "id": ID,
    "day": "2026-11-16",
    "text": "float topped up",
    "lines": [{"account": "1010", "debit": KES}, {"account": "1040", "credit": KES}],
}

SUBSCRIPTION = {
    "endpoint": "https://fcm.googleapis.com/fcm/send/x",
    "keys": {
        "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "auth": "BTBZMqHH6r4Tts7J_aSIgg",
    },
    "device": "Tecno Spark",
}
MESSAGE_RULES = {
    "receipts": "day",
    "digest_at": "19:00",
    "quiet": True,
    "quiet_from": "20:00",
    "quiet_until": "05:30",
    "cap": {"amount": "20000.00", "currency": "KES"},
    "reminder_hours": 12,
    "push_first": True,
    "push_wait_minutes": 30,
}
BODIES: dict[str, tuple[str, str, str, dict[str, Any]]] = {
    "sign in": ("clerk", "POST", "/sessions", {"login": "S001", "password": "no such password"}),
    "redeem": ("clerk", "POST", "/invitations/redemptions", {"code": "ABCD", "password": "long enough pw"}),
    "ask recovery": ("clerk", "POST", "/recoveries", {"login": "S999"}),
    "recover": ("clerk", "POST", "/recoveries/redemptions", {"code": "ABCD", "password": "four new words"}),
    "own password": ("clerk", "PUT", "/sessions/own/password", {"old": "not it", "new": "four new words"}),
    "confirm factor": ("clerk", "POST", "/second-factor/confirmation", {"code": "000000"}),
    "new recovery codes": ("clerk", "POST", "/second-factor/recovery-codes", {"code": "000000"}),
    "no factor": ("clerk", "DELETE", "/second-factor", {"password": "not it", "code": "000000"}),
    "ask code": ("0001", "POST", "/sign-in-codes", {"phone": "0712000001"}),
    "enter by code": ("0001", "POST", "/sessions/code", {"phone": "0712000001", "code": "000000"}),
    "shown on a phone": ("0001", "POST", "/push/shown", {"token": "x"}),
    "subscribe a phone": ("0001", "POST", "/members/0001/push-subscriptions", SUBSCRIPTION),
    "choose pin": ("0001", "PUT", "/members/0001/pin", {"pin": "4071"}),
    "propose recovery": ("clerk", "POST", "/members/0001/access-recovery", REASON),
    "refuse recovery": ("manager", "POST", "/members/0001/access-recovery/refusal", REASON),
    "add official": ("admin", "POST", "/staff", OFFICIAL),
    "set roles": ("admin", "PUT", "/staff/S001/roles", {"roles": ["clerk"], "centres": []}),
    "approve roles": ("manager", "POST", "/staff/S001/roles/approval", {"roles": ["manager"]}),
    "refuse roles": ("manager", "POST", "/staff/S001/roles/refusal", REASON),
    "readmit official": ("admin", "POST", "/staff/S001/readmission", {"roles": ["clerk"]}),
    "messaging": ("admin", "PUT", "/cooperative/messaging", {"sms_receipts": False}),
    "message rules": ("admin", "PUT", "/cooperative/message-rules", MESSAGE_RULES),
    "message choice": ("0001", "PUT", "/members/0001/messages", {"receipts": "day", "push": True}),
    "rhythm": ("admin", "PUT", "/cooperative/rhythm", {"rhythm": "week"}),
    "open centre": ("admin", "POST", "/centres", {"code": "NEW", "name": "New"}),
    "propose price": ("treasurer", "POST", "/prices", PRICE_BODY),
    "refuse price": ("manager", "POST", f"/prices/{ID}/refusal", REASON),
    "propose difference": ("treasurer", "POST", "/price-differences", DIFFERENCE),
    "refuse difference": ("manager", "POST", f"/price-differences/{ID}/refusal", REASON),
    "register": ("clerk", "POST", "/members", MEMBER),
    "language": ("0001", "PUT", "/members/0001/language", {"language": "en"}),
    "pay terms": ("0001", "PUT", "/members/0001/pay-terms", {"rhythm": "month", "saved_percent": 10}),
    "propose adjustment": ("treasurer", "POST", "/adjustments", ADJUSTMENT),
    "refuse adjustment": ("manager", "POST", f"/adjustments/{ID}/refusal", REASON),
    "approve batch": (
        "manager",
        "POST",
        "/adjustments/batches/x/approval",
        {"adjustments": 1, "amount": {"amount": "-46.00", "currency": "KES"}},
    ),
    "refuse batch": ("manager", "POST", "/adjustments/batches/x/refusal", REASON),
    "open route": ("admin", "POST", "/routes", {"code": "R1", "name": "Gitaru"}),
    "variance limit": ("manager", "PUT", "/cooperative/variance-limit", {"percent": "2.5"}),
    "bulk figure": ("clerk", "POST", "/bulk", BULK),
    "void bulk figure": ("clerk", "POST", f"/bulk/{ID}/void", REASON),
    "explain variance": ("manager", "POST", "/variance/explanations", EXPLAINED),
    "phone change": ("clerk", "POST", "/members/0001/phone-change", {"phone": "0712345678"}),
    "approve phone": (
        "manager",
        "POST",
        "/members/0001/phone-change/approval",
        {"phone": "0712345678"},
    ),
    "refuse phone": ("manager", "POST", "/members/0001/phone-change/refusal", REASON),
    "payout phone": ("clerk", "POST", "/members/0001/payout-phone-change", {"payout_phone": "0712345678"}),
    "approve payout phone": (
        "manager",
        "POST",
        "/members/0001/payout-phone-change/approval",
        {"payout_phone": "0712345678"},
    ),
    "refuse payout phone": ("manager", "POST", "/members/0001/payout-phone-change/refusal", REASON),
    "accept name": (
        "clerk",
        "POST",
        "/members/0001/payee-acceptance",
        {"phone": "0712345678", **REASON},
    ),
    "approve name": ("manager", "POST", "/members/0001/payee-acceptance/approval", {"phone": "0712345678"}),
    "pay channel": ("clerk", "POST", "/members/0001/channel", ACCOUNT),
    "approve channel": (
        "manager",
        "POST",
        "/members/0001/channel/approval",
        {"pay_channel": "bank", "account_bank": "EXB01", "account_number": "0110001234"},
    ),
    "refuse channel": ("manager", "POST", "/members/0001/channel/refusal", REASON),
    "suspend": ("manager", "POST", "/members/0001/suspension", REASON),
    "depart": ("manager", "POST", "/members/0001/departure", REASON),
    "restrict": ("manager", "POST", "/members/0001/restriction", {"ground": "asked"}),
    "erase": ("manager", "POST", "/members/0001/erasure", {"ground": "asked"}),
    "record": ("clerk", "POST", "/deliveries", weighing()),
    "batch": ("clerk", "POST", "/deliveries/batch", {"items": [weighing()]}),
    "correct": ("clerk", "POST", "/deliveries/{delivery}/correction", {"litres": "8", **REASON}),
    "void": ("clerk", "POST", "/deliveries/{delivery}/void", REASON),
    "dispute": ("0001", "POST", "/deliveries/{delivery}/dispute", {"reason": "not-mine", "note": "x"}),
    "resolve": (
        "manager",
        "POST",
        "/deliveries/{delivery}/dispute/resolution",
        {"outcome": "upheld", "explanation": "x"},
    ),
    "make charge": ("treasurer", "POST", "/charges", CHARGE),
    "charges": ("treasurer", "POST", "/charges/batch", {"items": [CHARGE]}),
    "pay charge": ("treasurer", "POST", f"/charges/{ID}/payment", PAYMENT),
    "change charge": ("treasurer", "POST", f"/charges/{ID}/change", {"change": "cancel", **REASON}),
    "approve change": ("manager", "POST", f"/charges/{ID}/change/approval", {"change": "cancel"}),
    "refuse change": ("manager", "POST", f"/charges/{ID}/change/refusal", REASON),
    "stop charge": ("treasurer", "POST", f"/charges/{ID}/stop", REASON),
    "propose voucher": ("treasurer", "POST", "/vouchers", VOUCHER),
    "refuse voucher": ("manager", "POST", f"/vouchers/{ID}/refusal", REASON),
    "add creditor": ("treasurer", "POST", "/creditors", {"code": "KDB", "name": "Board", "kind": "levy"}),
    "remit": ("treasurer", "POST", "/remittances", {"id": ID, "creditor": "KDB", **PAYMENT}),
    "standing charge": ("treasurer", "POST", "/standing-charges", STANDING),
    "refuse standing": ("manager", "POST", f"/standing-charges/{ID}/refusal", REASON),
    "end standing": (
        "manager",
        "POST",
        f"/standing-charges/{ID}/end",
        {"last_day": "2026-12-31", **REASON},
    ),
    "deduction rules": ("treasurer", "POST", "/deduction-rules", RULES),
    "refuse rules": ("manager", "POST", f"/deduction-rules/{ID}/refusal", REASON),
    "statutory cap": ("manager", "POST", "/statutory-caps", CAP),
    "propose limits": ("manager", "POST", "/limits", LIMITS_BODY),
    "refuse limits": ("manager", "POST", f"/limits/{ID}/refusal", REASON),
    "sample": ("clerk", "POST", "/samples", SAMPLE_BODY),
    "open run": ("treasurer", "POST", "/settlements", {"period": "2026-11-A"}),
    "discard run": ("treasurer", "POST", f"/settlements/{ID}/discard", REASON),
    "compare a day": ("treasurer", "POST", "/reconciliations", {"day": "2026-11-16"}),
    "set pay format": ("treasurer", "POST", "/pay-formats", PAY_FORMAT),
    "make pay file": ("treasurer", "POST", "/pay-files", {"id": ID, "format": "bank"}),
    "approve pay file": (
        "manager",
        "POST",
        f"/pay-files/{ID}/approval",
        {"count": 2, "amount": KES, "digest": "0" * 64},
    ),
    "cancel pay file": ("treasurer", "POST", f"/pay-files/{ID}/cancellation", REASON),
    "approve results": (
        "manager",
        "POST",
        f"/pay-files/{ID}/results/approval",
        {"results": 1, "paid": 1, "paid_amount": KES, "failed": 0, "failed_amount": KES},
    ),
    "refuse results": ("manager", "POST", f"/pay-files/{ID}/results/refusal", REASON),
    "stop payments": ("treasurer", "POST", "/payments/stop", REASON),
    "resume payments": ("treasurer", "POST", "/payments/resume", REASON),
    "ask float": ("treasurer", "POST", "/payments/float", {"older_than_seconds": 60}),
    "payment rules": (
        "treasurer",
        "POST",
        "/payment-rules",
        {"id": ID, "most_per_payment": KES, "most_per_member_day": KES, "cooling_days": 7},
    ),
    "refuse payment rules": ("manager", "POST", f"/payment-rules/{ID}/refusal", REASON),
    "top up": ("treasurer", "POST", "/top-ups", {"id": ID, "amount": KES, "reference": "TOP-1"}),
    "refuse top-up": ("manager", "POST", f"/top-ups/{ID}/refusal", REASON),
    "top-up outcome": (
        "treasurer",
        "POST",
        f"/top-ups/{ID}/outcome",
        {"outcome": "done", "evidence": "line 14"},
    ),
    "approve top-up outcome": (
        "manager",
        "POST",
        f"/top-ups/{ID}/outcome/approval",
        {"outcome": "done"},
    ),
    "hold payout": ("treasurer", "POST", f"/payouts/{ID}/hold", REASON),
    "search members": ("clerk", "POST", "/members/search", {"query": "wanjiku"}),
    "make access token": (
        "clerk",
        "POST",
        "/access-tokens",
        {
            "name": "Laboratory",
            "permissions": ["deliveries.read"],
            "expires_at": "2027-01-01T00:00:00Z",
            "password": "no such password",
        },
    ),
}
"""Every endpoint with a body, who sends it, and a body that is right."""

WITHOUT_BODY = {
    "approve adjustment": ("manager", "POST", f"/adjustments/{ID}/approval"),
    "approve price": ("manager", "POST", f"/prices/{ID}/approval"),
    "approve difference": ("manager", "POST", f"/price-differences/{ID}/approval"),
    "reinstate": ("manager", "POST", "/members/0001/reinstatement"),
    "give access back": ("manager", "POST", "/members/0001/access-recovery/approval"),
    "invite member": ("manager", "POST", "/members/0001/invitation"),
    "leave": ("admin", "POST", "/staff/S001/leave"),
    "end a session": ("clerk", "DELETE", "/sessions/0011223344556677"),
    "end other sessions": ("clerk", "DELETE", "/sessions"),
    "end an official's sessions": ("admin", "POST", "/staff/S011/sessions/end"),
    "end a member's sessions": ("manager", "POST", "/members/0003/sessions/end"),
    "revoke an access token": ("clerk", "DELETE", "/access-tokens/0011223344556677"),
    "invite official": ("admin", "POST", "/staff/S001/invitation"),
    "start factor": ("clerk", "POST", "/second-factor"),
    "remove factor of": ("admin", "DELETE", "/staff/S001/second-factor"),
    "confirm": ("0001", "POST", "/deliveries/{delivery}/confirmation"),
    "approve limits": ("manager", "POST", f"/limits/{ID}/approval"),
    "prepare": ("treasurer", "POST", f"/settlements/{ID}/preparation"),
    "approve standing": ("manager", "POST", f"/standing-charges/{ID}/approval"),
    "approve rules": ("manager", "POST", f"/deduction-rules/{ID}/approval"),
    "approve run": ("manager", "POST", f"/settlements/{ID}/approval"),
    "release": ("treasurer", "POST", f"/payouts/{ID}/release"),
    "propose release": ("treasurer", "POST", f"/payouts/{ID}/release/proposal"),
    "approve release": ("manager", "POST", f"/payouts/{ID}/release/approval", {"version": 2}),
    "retry": ("treasurer", "POST", f"/payouts/{ID}/retry"),
    "accept callback": ("manager", "POST", "/callbacks/1/acceptance"),
    "approve payment rules": ("manager", "POST", f"/payment-rules/{ID}/approval"),
    "approve top-up": ("manager", "POST", f"/top-ups/{ID}/approval"),
    "sign out": ("clerk", "DELETE", "/sessions/own"),
}

WRONG_VALUES: list[Any] = [
    12,
    -1,
    True,
    {},
    {"amount": -1},
    [[]],
    "",
    "\U0001f42e" * 20,
    "1e999",
    "NaN",
    "1900-01-01",
    "2100-01-01",
    "\u202e\ud83d",
    "x" * 5000,
    "-5",
    "1000000000000",
    "2026-13-45",
]


def send(dairy: Dairy, name: str, delivery: str, **how: Any) -> TestResponse:
    who, method, path = (BODIES.get(name) or WITHOUT_BODY[name])[:3]
    return dairy.ask(who, method, path.format(delivery=delivery), **how)
