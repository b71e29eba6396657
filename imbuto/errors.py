"""The whole tree of refusals. Every leaf has a stable code, a plain sentence and a remedy.

    Refusal
    ├── BadValue              malformed input; names the field and the value
    ├── Unknown               there is no such member, centre, delivery, run, payout, staff
    ├── NotSignedIn           no valid session
    │   └── SecondFactorNeeded  the password is right, the code of the second factor is missing
    │   └── PinNeeded         the code is right, and this device needs the member's PIN as well
    ├── NotPermitted          the role does not carry the permission, or the thing is another's
    │   ├── SamePerson        nobody approves what they prepared
    │   └── CrossSite         another site's page asks in the name of whoever is signed in
    ├── Contradiction         true requests that cannot both stand
    │   ├── DifferentContent  the same id was used before with other content
    │   ├── ProbableDouble    a second weighing of member, date and shift not said to be one
    │   ├── UnusualLitres     far from the member's usual: say that it was meant
    │   ├── WrongState        the thing is no longer (or not yet) where the act needs it
    │   ├── WindowClosed      too late: the confirmation window or the cut-off has passed
    │   ├── WhichMember       several members have this phone: say which one is meant
    │   ├── AnotherPerson     what one person did is sent in another one's session
    │   └── NoPrice           no approved price covers that centre and day
    ├── TooManyTries          slow down
    └── Busy                  transient: the store or a partner did not answer; send it again

A refusal is final unless `transient` is True. The table from refusal to HTTP status is api/problems.py.
"""

from __future__ import annotations

from typing import Any, ClassVar


class Refusal(Exception):
    """The ledger declines, says why in one sentence, and says what to do next."""

    code: ClassVar[str] = "refused"
    transient: ClassVar[bool] = False

    def __init__(self, sentence: str, remedy: str, **details: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy
        self.details = details

    def __str__(self) -> str:
        return f"{self.sentence} {self.remedy}".strip()


class BadValue(Refusal):
    """One field holds something that cannot be meant."""

    code = "bad-value"

    def __init__(self, field: str, value: object, sentence: str, remedy: str) -> None:
        shown = str(value)
        shown = shown if len(shown) <= 60 else shown[:57] + "…"
        super().__init__(sentence, remedy, field=field, value=shown)
        self.field = field


class Unknown(Refusal):
    """Nothing is recorded under that number or id."""

    code = "unknown"

    REMEDIES: ClassVar[dict[str, str]] = {
        "creditor": "Check the code, or enter the creditor first: POST /api/v1/creditors.",
        "centre": "Check the centre's code.",
        "run": "Check the period or the id: GET /api/v1/settlements lists all runs.",
        "account": "Choose one of GET /api/v1/journal/accounts.",
        "kind of story": "Take kind and id as GET /api/v1/facts answers them.",
        "fact": "The last position is that of GET /api/v1/facts.",
    }
    """What to do, for kinds that have more than a number."""

    def __init__(self, kind: str, key: object) -> None:
        remedy = self.REMEDIES.get(kind, f"Check the {kind}'s number.")
        super().__init__(f"There is no {kind} {key}.", remedy, kind=kind, key=str(key))


class NotSignedIn(Refusal):
    """No session, or one that has ended."""

    code = "not-signed-in"

    def __init__(self, sentence: str = "You are not signed in.") -> None:
        super().__init__(sentence, "Sign in with POST /api/v1/sessions.")


class PinNeeded(NotSignedIn):
    """The code is right, and on this device the member's PIN is asked for as well."""

    code = "pin-needed"

    def __init__(self, sentence: str = "On a new device your PIN is needed as well.") -> None:
        super().__init__(sentence)
        self.remedy = "Send the same request again with the PIN; the office can give your access back."


class SecondFactorNeeded(NotSignedIn):
    """The password is right, and this person signs in with a second factor as well."""

    code = "second-factor-needed"

    def __init__(self, sentence: str = "Your second factor is needed too.") -> None:
        super().__init__(sentence)
        self.remedy = (
            "Send the same again with the code that your authenticator app shows, or a recovery code."
        )


class NotPermitted(Refusal):
    """The person may not do this, or may not see this."""

    code = "not-permitted"


class SamePerson(NotPermitted):
    """Maker and checker are one person."""

    code = "same-person"

    def __init__(self, act: str, prepared: str, remedy: str = "Ask another official to do it.") -> None:
        super().__init__(f"Nobody may {act} what they {prepared}.", remedy)


class CrossSite(NotPermitted):
    """A page of another site asks in the name of the person who is signed in in this browser."""

    code = "cross-site"

    def __init__(self) -> None:
        super().__init__(
            "This request does not come from Imbuto's own page.",
            "Open Imbuto itself and do it there. A program sends its token as Authorization: Bearer.",
        )


class Contradiction(Refusal):
    """What is asked cannot stand beside what is recorded."""

    code = "contradiction"


class DifferentContent(Contradiction):
    """An id came again with other content: one of the two is wrong."""

    code = "different-content"

    def __init__(self, kind: str, key: object, differs: dict[str, list[str]]) -> None:
        super().__init__(
            f"The {kind} {key} is already recorded with other content ({', '.join(sorted(differs))}).",
            "Use a new id for something new, or correct the recorded one.",
            kind=kind,
            key=str(key),
            differs=differs,
        )


class ProbableDouble(Contradiction):
    """The same was recorded already, under another id: a weighing, a price difference."""

    code = "probable-double"


class UnusualLitres(Contradiction):
    """The litres are far from what the member usually brings."""

    code = "unusual-litres"


class WrongState(Contradiction):
    """The act does not fit the present state."""

    code = "wrong-state"


class WindowClosed(Contradiction):
    """The time for this has passed."""

    code = "window-closed"


class WhichMember(Contradiction):
    """Several members have one phone."""

    code = "which-member"

    def __init__(self, members: list[str]) -> None:
        super().__init__(
            "Several members have this phone.",
            "Send the same request again with the number of the one who signs in.",
            members=members,
        )


class AnotherPerson(Contradiction):
    """A device that several use sends what one of them did, and another one is signed in by now."""

    code = "another-person"

    def __init__(self) -> None:
        super().__init__(
            "Another person is signed in by now than the one who did this.",
            "Nothing was recorded. Keep it until that person signs in again.",
        )


class NoPrice(Contradiction):
    """Milk cannot be valued: no approved price covers the day."""

    code = "no-price"


class TooManyTries(Refusal):
    """Too many attempts in a short time."""

    code = "too-many-tries"
    transient = True


class Busy(Refusal):
    """A part that is needed does not answer at this moment."""

    code = "busy"
    transient = True

    def __init__(self, sentence: str = "The ledger is busy.") -> None:
        super().__init__(sentence, "Nothing was recorded. Send the same request again in a moment.")
