"""What is said to somebody who texts, beside a balance: one plain segment each.

A yes is not answered, because each SMS costs money; a no is, because whoever disputes must know that it was
heard.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from imbuto.periods import NAIROBI
from imbuto.values import receipt_code
from imbuto.words import fitting

TEXTS = {
    "sw": {
        "dispute-noted": "Tumepokea: lita {claimed}, siyo {litres}, {day}. Ofisi itaamua kabla ya {by}. "
        "Na. {member}. {code}",
        "dispute-noted-bare": "Tumepokea: unapinga lita {litres}, {day}. Ofisi itaamua kabla ya {by}. "
        "Na. {member}. {code}",
        "not-understood": "Samahani, hatujaelewa. Jibu 1 kukubali maziwa ya mwisho, au 2 na lita kupinga, "
        "mfano: 2 8.5. Salio: SALIO. Maelezo: MSAADA.",
        "nothing-open": "Hakuna maziwa yanayosubiri jibu lako. Kama kuna kosa, uliza ofisi.",
        "too-late": "Muda wa kujibu maziwa hayo umepita. Kama si sawa, uliza ofisi.",
        "stopped": "Hutapata tena SMS za kila upimaji. Malipo, taarifa na mabadiliko utaendelea kujulishwa. "
        "Kuanza tena: ANZA.",
        "started": "Utapata tena SMS za maziwa yako. Kuacha: STOP.",
        "language": "Sawa, tutakuandikia kwa Kiswahili. For English: ENGLISH.",
    },
    "en": {
        "dispute-noted": "We have your word: {claimed} litres, not {litres}, {day}. The office decides by "
        "{by}. No. {member}. {code}",
        "dispute-noted-bare": "We have your word: you dispute {litres} litres, {day}. The office decides by "
        "{by}. No. {member}. {code}",
        "not-understood": "Sorry, we did not understand. Reply 1 to confirm the last milk, or 2 and litres "
        "to dispute, such as 2 8.5. BALANCE: balance. HELP: help.",
        "nothing-open": "No milk waits for your answer. If something is wrong, ask the office.",
        "too-late": "The time to answer for that milk has passed. If it is wrong, ask the office.",
        "stopped": "You get no more SMS after each weighing. Payments, statements and changes are still "
        "told. To get them again: START.",
        "started": "You get SMS about your milk again. To stop: STOP.",
        "language": "All right, we write to you in English. Kwa Kiswahili: KISWAHILI.",
    },
}


def dispute_noted(
    language: str,
    member: str,
    id: UUID,
    day: date,
    litres: Decimal,
    claimed: Decimal | None,
    resolve_by: datetime,
) -> str:
    """That a dispute was heard, what it says, and by when an official looks at it."""
    by = resolve_by.astimezone(NAIROBI)
    return TEXTS[language]["dispute-noted" if claimed is not None else "dispute-noted-bare"].format(
        claimed=fitting.litres(claimed) if claimed is not None else "",
        litres=fitting.litres(litres),
        day=fitting.day(language, day),
        by=fitting.day(language, by.date()),
        member=member,
        code=receipt_code(id),
    )


def reply(language: str, kind: str) -> str:
    """not-understood, nothing-open, too-late, stopped, started or language."""
    return TEXTS[language][kind]
