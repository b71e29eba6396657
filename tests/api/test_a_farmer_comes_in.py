"""A farmer without a smartphone comes in: a plain phone for the SMS, a friend's smartphone for the app.

Written to be read from top to bottom, as it happens at a kitchen table.
"""

from __future__ import annotations

from .dairy import Dairy
from .doorstep import facts_of, is_kept, sms

PLAIN_PHONE = "0712 345 678"


def test_a_farmer_with_a_plain_phone_and_a_friends_smartphone(dairy: Dairy) -> None:
    # Chebet brings milk, and has never been invited anywhere.
    chebet = {"number": "0077", "name": "Chebet Koech", "centre": "KIA", "phone": PLAIN_PHONE}
    dairy.post("clerk", "/members", chebet)
    dairy.record(member="0077", litres="10")

    # On the friend's smartphone she types the number of her plain phone.
    told = dairy.ask(None, "POST", "/sign-in-codes", {"phone": PLAIN_PHONE})
    assert told.status_code == 202
    assert told.json["detail"].startswith("If this is a member's phone, a code comes by SMS within a minute.")
    dairy.parts.errands.drain()

    # The plain phone rings.
    code, _, rest = sms(dairy, "sign-in-code")[-1].partition(" ")
    assert rest.startswith("ni msimbo wako wa kuingia Imbuto")

    # She reads it aloud; the friend types it wrong, then right, and says that the phone is borrowed.
    typed = {"phone": PLAIN_PHONE, "code": code[::-1] + "0", "device": "Tecno of a friend", "borrowed": True}
    wrong = dairy.ask(None, "POST", "/sessions/code", typed)
    assert wrong.status_code == 401
    assert wrong.json["remedy"] == "Check both, or ask for a new code; the office helps when none comes."
    entered = dairy.post(None, "/sessions/code", {**typed, "code": f"{code[:3]} {code[3:]}"})
    assert (entered["principal"], entered["device_token"]) == ("member:0077", None)
    dairy.tokens["0077"] = entered["token"]

    # She sees her own milk and money, and nobody else's.
    assert dairy.get("0077", "/members/0077/balance")["owed"]["amount"] == "450.00"
    assert dairy.get("0077", "/members/0077/deliveries")["items"][0]["litres"] == "10.00"
    assert dairy.ask("0077", "GET", "/members/0001/balance").status_code == 404

    # She does not trust the friend's children, and chooses a PIN.
    assert dairy.ask("0077", "PUT", "/members/0077/pin", {"pin": "1985"}).status_code == 422
    assert dairy.ask("0077", "PUT", "/members/0077/pin", {"pin": "4071"}).status_code == 200

    # Two hours later the friend's phone knows her no more.
    dairy.later(hours=2)
    assert dairy.ask("0077", "GET", "/members/0077/balance").status_code == 401

    # Her SIM is taken over: whoever has it gets the code, and is asked for the PIN.
    dairy.ask(None, "POST", "/sign-in-codes", {"phone": PLAIN_PHONE})
    dairy.parts.errands.drain()
    stolen = sms(dairy, "sign-in-code")[-1].split()[0]
    thief = dairy.ask(None, "POST", "/sessions/code", {"phone": PLAIN_PHONE, "code": stolen})
    assert (thief.status_code, thief.json["type"]) == (401, "/problems/pin-needed")

    # She goes to the office with her card. The clerk proposes a new number, the manager approves it.
    dairy.post("clerk", "/members/0077/phone-change", {"phone": "0799 000 111"})
    dairy.post("manager", "/members/0077/phone-change/approval", {"phone": "0799 000 111"})
    again = dairy.ask(None, "POST", "/sessions/code", {"phone": PLAIN_PHONE, "code": stolen, "pin": "4071"})
    assert again.status_code == 401

    # At the new number she is asked for the code and the PIN, and is in for half a year on her own phone.
    dairy.ask(None, "POST", "/sign-in-codes", {"phone": "0799 000 111"})
    dairy.parts.errands.drain()
    code = sms(dairy, "sign-in-code")[-1].split()[0]
    own = {"phone": "0799000111", "code": code, "pin": "4071", "device": "Nokia C1"}
    entered = dairy.post(None, "/sessions/code", own)
    assert entered["device_token"].startswith("imd_")

    # Everything that became of her access can be told, and no secret is in it.
    story = [fact for fact in facts_of(dairy, "access.session_opened") if fact.principal == "member:0077"]
    assert [fact.device.text for fact in story] == ["Tecno of a friend", "Nokia C1"]
    assert not [one for one in (code, stolen, "4071", entered["token"]) if is_kept(dairy, one)]
