"""Every text that a phone gets by SMS, in Kiswahili and in English, side by side for who reads them over.

Plain letters of the GSM alphabet only. What stands in braces is filled in: {free} is what an official wrote,
which is cut to the room that the rest leaves; {code} is the short code of a weighing, a payment or a digest.
Letters about the way in are in letters.py.
"""

from __future__ import annotations

KISWAHILI = {
    "answer": "Jibu 1 kukubali, 2 na lita kupinga. {code}",
    "answer-shared": "Jibu 1 {code} kukubali, 2 na lita na {code} kupinga.",
    "receipt": "Maziwa {day} {shift}: lita {litres}. Kipindi hiki: lita {running}. Na. {member}. {answer}",
    "rejected": "Maziwa {day} {shift}: lita {litres} zimekataliwa ({free}). Kipindi hiki: lita {running}. "
    "Na. {member}. {answer}",
    "correction": "Maziwa {day} {shift} yamerekebishwa: lita {litres}. Sababu: {free}. Na. {member}. "
    "{answer}",
    "sampled": "Maziwa {day} {shift}: sampuli {free}. Lita {litres} sasa ni {value}. Na. {member}. {answer}",
    "sampled-rejected": "Maziwa {day} {shift}: lita {litres} zimekataliwa kwa sampuli ({free}). "
    "Na. {member}. {answer}",
    "void": "Maziwa {day} {shift} yamefutwa. Sababu: {free}. Na. {member}. Kama si sawa, uliza ofisi. {code}",
    "dispute-upheld": "Pingamizi la maziwa {day} {shift}: rekodi inabaki lita {litres}. {free}. "
    "Na. {member}. {code}",
    "dispute-adjusted": "Pingamizi la maziwa {day} {shift}: sasa ni lita {litres}. {free}. "
    "Na. {member}. {code}",
    "dispute-withdrawn": "Pingamizi la maziwa {day} {shift} limeondolewa: lita {litres}. "
    "Na. {member}. {code}",
    "pay-terms": "Ofisi imebadilisha malipo yako: {rhythm}, akiba {percent}%. Na. {member}. "
    "Kama si sawa, uliza ofisi. {code}",
    "payment": "Umelipwa {amount} kwa M-Pesa, maziwa ya {period}. Risiti {receipt}. Na. {member}. {code}",
    "payment-bank": "Umelipwa {amount} kwa benki, maziwa ya {period}. Risiti {receipt}. Na. {member}. {code}",
    "payment-cash": "Umelipwa {amount} taslimu na {payer}, shahidi {witness}, maziwa ya {period}. "
    "Vocha {receipt}. Na. {member}. {code}",
    "statement": "Maziwa {period}: lita {litres}, KES {milk}.",
    "statement-other": "Mengine {cents}.",
    "statement-deductions": "Makato {cents}.",
    "statement-saved": "Akiba {cents}.",
    "statement-net": "Utalipwa KES {cents}.",
    "statement-nothing": "Hakuna malipo sasa.",
    "statement-carried": "Inabaki {cents}.",
    "statement-end": "Na. {member}. {code}",
    # where the money goes: the old number learns of it too, and of the new one only its last digits
    "payee-proposed": "Imependekezwa: {what}. Kama hukuomba hili, ambia ofisi leo. Na. {member}. {code}",
    "payee-approved": "Kuanzia sasa: {what}. Kama hukuomba hili, ambia ofisi leo. Na. {member}. {code}",
    "payee-new": "Hii sasa ni namba ya M-Pesa ya mwanachama Na. {member}. Kama si sawa, ambia ofisi. {code}",
    "payee-phone": "namba yako mpya ni ...{end}",
    "payee-payout-phone": "utalipwa M-Pesa kwa namba ...{end}",
    "payee-own-phone": "utalipwa M-Pesa kwa simu yako",
    "payee-bank": "utalipwa benki {bank}, akaunti ...{end}",
    "payee-mpesa": "utalipwa kwa M-Pesa",
    "payee-cash": "utalipwa taslimu",
    # several weighings in one text
    "digest": "Maziwa {span}: {lines}. Jumla lita {total}. Na. {member}. {answer-all}",
    "digest-short": "Maziwa {span}: mara {count}, jumla lita {total}. Na. {member}. {answer-all}",
    "answer-all": "Jibu 1 kukubali yote, 2 lita na msimbo kupinga. {code}",
    "answer-all-shared": "Jibu 1 {code} kukubali yote, 2 lita na msimbo kupinga.",
    "rejected-mark": "(imekataliwa)",
    "reminder": "Bado hujajibu maziwa {span}: mara {count}, lita {total}. Mwisho {until}. Na. {member}. "
    "{answer-all}",
    # which messages the member gets
    "messages-chosen": "Ofisi imebadilisha SMS za maziwa yako: {how}. Na. {member}. "
    "Kama si sawa, uliza ofisi. {code}",
    "receipts-each": "kila upimaji",
    "receipts-day": "mara moja kwa siku",
    "receipts-week": "mara moja kwa wiki",
    "receipts-off": "hakuna tena",
    "receipts-usual": "kama wengine",
    "nights-none": ", saa zote",
    "nights-usual": ", si usiku",
    "nights-own": ", si {hours}",
    # answers to what a farmer texts
    "which-of": "Maziwa gani si sahihi? Jibu 2, lita na msimbo: ",
    "which": "Namba hii ni ya wanachama kadhaa. Jibu 1, au 2 na lita, pamoja na msimbo: ",
    "balance": "Salio {day}: {owed} ya kulipwa.",
    "balance-held": " Kwenye pingamizi: {held}.",
    "balance-on-way": " Njiani M-Pesa: {on_way}.",
    "balance-member": " Na. {member}.",
    "help": "Jibu 1 kukubali maziwa, 2 na lita kupinga (mfano: 2 8.5). SALIO kujua salio. "
    "Kwa mengine, uliza ofisi.",
}
ENGLISH = {
    "answer": "Reply 1 to confirm, 2 and litres to dispute. {code}",
    "answer-shared": "Reply 1 {code} to confirm, 2 and litres and {code} to dispute.",
    "receipt": "Milk {day} {shift}: {litres} litres. This period: {running} litres. No. {member}. {answer}",
    "rejected": "Milk {day} {shift}: {litres} litres rejected ({free}). This period: {running}. "
    "No. {member}. {answer}",
    "correction": "Milk {day} {shift} corrected: {litres} litres. Reason: {free}. No. {member}. {answer}",
    "sampled": "Milk {day} {shift}: sample {free}. {litres} litres are now {value}. No. {member}. {answer}",
    "sampled-rejected": "Milk {day} {shift}: {litres} litres rejected by a sample ({free}). No. {member}. "
    "{answer}",
    "void": "Milk {day} {shift} was removed. Reason: {free}. No. {member}. "
    "If this is wrong, ask the office. {code}",
    "dispute-upheld": "Dispute, milk {day} {shift}: the record stays {litres} litres. {free}. "
    "No. {member}. {code}",
    "dispute-adjusted": "Dispute, milk {day} {shift}: now {litres} litres. {free}. No. {member}. {code}",
    "dispute-withdrawn": "Dispute, milk {day} {shift} is withdrawn: {litres} litres. No. {member}. {code}",
    "pay-terms": "The office changed how you are paid: {rhythm}, {percent}% saved. No. {member}. "
    "If this is wrong, ask the office. {code}",
    "payment": "Paid {amount} by M-Pesa, milk of {period}. Receipt {receipt}. No. {member}. {code}",
    "payment-bank": "Paid {amount} by bank, milk of {period}. Receipt {receipt}. No. {member}. {code}",
    "payment-cash": "Paid {amount} in cash by {payer}, witness {witness}, milk of {period}. "
    "Voucher {receipt}. No. {member}. {code}",
    "statement": "Milk {period}: {litres} L, KES {milk}.",
    "statement-other": "Other {cents}.",
    "statement-deductions": "Deducted {cents}.",
    "statement-saved": "Saved {cents}.",
    "statement-net": "To be paid KES {cents}.",
    "statement-nothing": "Nothing to pay now.",
    "statement-carried": "Carried over {cents}.",
    "statement-end": "No. {member}. {code}",
    # where the money goes: the old number learns of it too, and of the new one only its last digits
    "payee-proposed": "Proposed: {what}. If you did not ask for this, tell the office today. "
    "No. {member}. {code}",
    "payee-approved": "From now on: {what}. If you did not ask for this, tell the office today. "
    "No. {member}. {code}",
    "payee-new": "This is now the M-Pesa number of member No. {member}. If this is wrong, tell the office. "
    "{code}",
    "payee-phone": "your new number is ...{end}",
    "payee-payout-phone": "M-Pesa pays you on ...{end}",
    "payee-own-phone": "M-Pesa pays you on your own phone",
    "payee-bank": "you are paid at bank {bank}, account ...{end}",
    "payee-mpesa": "you are paid by M-Pesa",
    "payee-cash": "you are paid in cash",
    # several weighings in one text
    "digest": "Milk {span}: {lines}. Total {total} litres. No. {member}. {answer-all}",
    "digest-short": "Milk {span}: {count} times, total {total} litres. No. {member}. {answer-all}",
    "answer-all": "Reply 1 to confirm all, 2 litres and code to dispute one. {code}",
    "answer-all-shared": "Reply 1 {code} to confirm all, 2 litres and code to dispute one.",
    "rejected-mark": "(rejected)",
    "reminder": "Not answered yet: milk {span}, {count} times, {total} litres. Until {until}. No. {member}. "
    "{answer-all}",
    # which messages the member gets
    "messages-chosen": "The office changed the SMS about your milk: {how}. No. {member}. "
    "If this is wrong, ask the office. {code}",
    "receipts-each": "after each weighing",
    "receipts-day": "once a day",
    "receipts-week": "once a week",
    "receipts-off": "none any more",
    "receipts-usual": "as for all",
    "nights-none": ", at any hour",
    "nights-usual": ", not at night",
    "nights-own": ", not {hours}",
    # answers to what a farmer texts
    "which-of": "Which milk is wrong? Reply 2, litres and code: ",
    "which": "Several members have this phone. Reply 1, or 2 and litres, with the code: ",
    "balance": "Balance {day}: {owed} to be paid.",
    "balance-held": " In dispute: {held}.",
    "balance-on-way": " On the way by M-Pesa: {on_way}.",
    "balance-member": " No. {member}.",
    "help": "Reply 1 to confirm milk, 2 and litres to dispute (such as 2 8.5). BALANCE for your balance. "
    "For the rest, ask the office.",
}
TEXTS = {"sw": KISWAHILI, "en": ENGLISH}
SHIFTS = {
    "sw": {"AM": "asubuhi", "MID": "mchana", "PM": "jioni"},
    "en": {"AM": "AM", "MID": "midday", "PM": "PM"},
}
SHORT_SHIFTS = {
    "sw": {"AM": "asb", "MID": "mch", "PM": "jio"},
    "en": {"AM": "AM", "MID": "mid", "PM": "PM"},
}
PAY_RHYTHMS = {
    "sw": {
        "run": "kila kipindi",
        "month": "kila mwezi",
        "quarter": "kila miezi mitatu",
        "half-year": "kila miezi sita",
        "year": "kila mwaka",
    },
    "en": {
        "run": "each period",
        "month": "each month",
        "quarter": "each three months",
        "half-year": "each six months",
        "year": "each year",
    },
}
MONTHS = {
    "sw": ("Jan", "Feb", "Mac", "Apr", "Mei", "Jun", "Jul", "Ago", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
