"""The words of the SMS about the way in, in Kiswahili and English: one plain segment each.

`{secret}` stays in the text: the secret is put in its place at the send, and is in no fact and no view.
In a link it stands behind the #, which no server ever sees.
"""

from __future__ import annotations

LONGEST_LINK = 50
"""An address of so many letters, and a secret of 24, still fit one segment."""
TEXTS = {
    "sw": {
        "invitation": "Karibu Imbuto. Chagua nenosiri: {link}#invitation={secret} Usimpe mtu mwingine.",
        "recovery": "Nenosiri jipya (dakika 3): {link}#recovery={secret} Kama hukuomba, puuza.",
        "sign-in-code": "{secret} ni msimbo wako wa kuingia Imbuto, dakika 10. "
        "Usimpe mtu yeyote, hata ofisi.",
        "access-recovered": "Ofisi imefuta PIN, nenosiri na simu zilizoingia za Na. {member}. "
        "Kama hukuomba, ambia ofisi leo.",
        "pin-blocked": "PIN ya Na. {member} imekosewa mara nyingi na imefungwa kwa {span}. "
        "Kama si wewe, ambia ofisi leo.",
        "pin-set": "PIN mpya ya Na. {member} imewekwa. Kama si wewe, ambia ofisi leo.",
        "pin-removed": "PIN ya Na. {member} imeondolewa. Kama si wewe, ambia ofisi leo.",
        "browser-added": "Simu au kivinjari kipya sasa kinaonyesha ujumbe wa Na. {member}. "
        "Kama si wewe, ambia ofisi leo.",
        "factor-set": "Kithibitisho cha pili cha {number} Imbuto kimewekwa. "
        "Kama si wewe, ambia msimamizi mwingine sasa.",
        "factor-removed": "Kithibitisho cha pili cha {number} Imbuto kimeondolewa. "
        "Kama si wewe, ambia msimamizi mwingine sasa.",
        "factor-removal-proposed": "Imependekezwa kuondoa kithibitisho cha pili cha {number} Imbuto. "
        "Kama hukuomba, ambia msimamizi sasa.",
        "password-changed": "Nenosiri la {number} Imbuto limebadilishwa. "
        "Kama si wewe, ambia msimamizi mwingine sasa.",
        "recovery-codes-made": "Misimbo mipya ya akiba ya {number} Imbuto imetolewa. "
        "Kama si wewe, ambia msimamizi mwingine sasa.",
        "hour": "saa 1",
        "hours": "saa {hours}",
    },
    "en": {
        "invitation": "Welcome to Imbuto. Choose a password: {link}#invitation={secret} Give it to nobody.",
        "recovery": "New password (3 minutes): {link}#recovery={secret} If you did not ask, ignore it.",
        "sign-in-code": "{secret} is your code to enter Imbuto, for 10 minutes. "
        "Give it to nobody, not even the office.",
        "access-recovered": "The office removed PIN, password and signed-in devices of No. {member}. "
        "If you did not ask for it, tell the office today.",
        "pin-blocked": "The PIN of No. {member} was wrong too often and is blocked for {span}. "
        "If this was not you, tell the office today.",
        "pin-set": "No. {member} has a new PIN. If this was not you, tell the office today.",
        "pin-removed": "The PIN of No. {member} was removed. If this was not you, tell the office today.",
        "browser-added": "A new phone or browser now shows the messages of No. {member}. "
        "If this was not you, tell the office today.",
        "factor-set": "{number} has a new second factor in Imbuto. "
        "If this was not you, tell another admin now.",
        "factor-removed": "The second factor of {number} in Imbuto was removed. "
        "If this was not you, tell another admin now.",
        "factor-removal-proposed": "It is proposed to remove the second factor of {number} in Imbuto. "
        "If you did not ask for it, tell an admin now.",
        "password-changed": "The password of {number} in Imbuto was changed. "
        "If this was not you, tell another admin now.",
        "recovery-codes-made": "{number} has new recovery codes in Imbuto. "
        "If this was not you, tell another admin now.",
        "hour": "1 hour",
        "hours": "{hours} hours",
    },
}
SECRET = "{secret}"  # noqa: S105 - the mark of its place


def invitation(language: str, link: str) -> str:
    """`link` is the address of the page where one enters, without anything behind it."""
    return TEXTS[language]["invitation"].format(link=link, secret=SECRET)


def recovery(language: str, link: str) -> str:
    return TEXTS[language]["recovery"].format(link=link, secret=SECRET)


def sign_in_code(language: str) -> str:
    return TEXTS[language]["sign-in-code"].format(secret=SECRET)


def access_recovered(language: str, member: str) -> str:
    return TEXTS[language]["access-recovered"].format(member=member)


def pin_blocked(language: str, member: str, hours: int) -> str:
    """How long no PIN is taken, after too many wrong ones."""
    words = TEXTS[language]
    span = words["hour"] if hours == 1 else words["hours"].format(hours=hours)
    return words["pin-blocked"].format(member=member, span=span)


def pin_changed(language: str, member: str, *, removed: bool = False) -> str:
    """A PIN was chosen, or is asked for no more."""
    return TEXTS[language]["pin-removed" if removed else "pin-set"].format(member=member)


def browser_added(language: str, member: str) -> str:
    """The app shows a member's messages in one more place."""
    return TEXTS[language]["browser-added"].format(member=member)


def access_changed(language: str, what: str, number: str) -> str:
    """To an official. `what` is factor-set, factor-removed, factor-removal-proposed, password-changed or
    recovery-codes-made."""
    return TEXTS[language][what].format(number=number)
