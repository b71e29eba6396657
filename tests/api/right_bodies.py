"""Bodies that are right, of what people propose, measure, charge and choose."""

from __future__ import annotations

from uuid import uuid4

ID = str(uuid4())
PRICE_BODY = {
    "id": ID,
    "price_per_litre": {"amount": "46.00", "currency": "KES"},
    "effective_from": "2026-12-01",
}
WHAT_IF = {
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
CHOICE = {"receipts": "day", "push": True, "quiet": True, "quiet_from": "21:00", "quiet_until": "06:00"}
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
