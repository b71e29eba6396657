"""A lost access given back by two officials, and a number that is replaced: both end what was open."""

from __future__ import annotations

from imbuto.values import By

from .dairy import PASSWORD, Dairy
from .doorstep import PHONE, come_in, enter, facts_of, letters, new_code, sms

REASON = {"reason": "lost the phone, known to the clerk"}
RECOVERY = "/members/0001/access-recovery"


def given_back(dairy: Dairy) -> None:
    dairy.post("clerk", RECOVERY, REASON)
    dairy.post("manager", f"{RECOVERY}/approval")


def test_two_officials_give_an_access_back_and_everything_of_before_ends(dairy: Dairy) -> None:
    assert dairy.ask("0001", "PUT", "/members/0001/pin", {"pin": "4071"}).status_code == 200
    known = come_in(dairy, pin="4071")["device_token"]
    code = new_code(dairy)
    given_back(dairy)
    assert dairy.ask("0001", "GET", "/sessions/own").status_code == 401
    assert dairy.ask(None, "POST", "/sessions", {"login": "0001", "password": PASSWORD}).status_code == 401
    assert enter(dairy, code, device_token=known).status_code == 401
    come_in(dairy)
    assert dairy.get("0001", "/members/0001/pin") == {"is_set": False}


def test_it_is_told_as_facts_and_to_the_phone_on_file(dairy: Dairy) -> None:
    session = come_in(dairy)
    dairy.ask("0001", "PUT", "/members/0001/pin", {"pin": "4071"})
    given_back(dairy)
    (approved,) = facts_of(dairy, "access.recovery_approved")
    (ended,) = facts_of(dairy, "access.sessions_ended")
    (removed,) = facts_of(dairy, "access.pin_removed")
    opened = facts_of(dairy, "access.session_opened")[-1]
    assert (approved.who, ended.reason, removed.reason) == ("staff:S002", "recovery", "recovery")
    assert opened.session in ended.sessions
    assert session["token"] not in str(ended)
    (letter,) = letters(dairy, "access-recovered")
    assert (letter.member, letter.about_version) == ("0001", approved.originator_version)
    assert sms(dairy, "access-recovered")[0].startswith("Ofisi imefuta PIN")


def test_nobody_approves_what_they_proposed(dairy: Dairy) -> None:
    dairy.post("manager", RECOVERY, REASON)
    own = dairy.ask("manager", "POST", f"{RECOVERY}/approval")
    assert (own.status_code, own.json["type"]) == (403, "/problems/same-person")
    assert dairy.ask("0001", "GET", "/sessions/own").status_code == 200


def test_a_clerk_proposes_it_for_members_of_the_own_centres_only(dairy: Dairy) -> None:
    member = {"number": "0088", "name": "Chebet Koech", "centre": "MUG", "phone": "0712345678"}
    dairy.post("clerk", "/members", member)
    refused = dairy.ask("limited", "POST", "/members/0088/access-recovery", REASON)
    assert refused.status_code == 403
    assert dairy.ask("limited", "POST", RECOVERY, REASON).status_code == 200


def test_a_clerk_does_not_approve_it(dairy: Dairy) -> None:
    dairy.post("admin", RECOVERY, REASON)
    assert dairy.ask("clerk", "POST", f"{RECOVERY}/approval").status_code == 403


def test_a_refused_one_changes_nothing(dairy: Dairy) -> None:
    dairy.post("clerk", RECOVERY, REASON)
    dairy.post("manager", f"{RECOVERY}/refusal", {"reason": "the member is at home"})
    assert dairy.ask("0001", "GET", "/sessions/own").status_code == 200
    assert dairy.ask("manager", "POST", f"{RECOVERY}/approval").status_code == 409
    assert not letters(dairy, "access-recovered")


def test_what_nobody_proposed_cannot_be_approved(dairy: Dairy) -> None:
    assert dairy.ask("manager", "POST", f"{RECOVERY}/approval").status_code == 409
    assert dairy.ask("manager", "POST", "/members/9999/access-recovery/approval").status_code == 404
    assert dairy.ask("clerk", "POST", "/members/9999/access-recovery", REASON).status_code == 404


def test_the_same_approval_again_ends_nothing_that_was_opened_since(dairy: Dairy) -> None:
    given_back(dairy)
    come_in(dairy)
    before = dairy.position()
    again = dairy.post("manager", f"{RECOVERY}/approval")
    assert again["status"] == "already-recorded"
    assert dairy.ask("0001", "GET", "/sessions/own").status_code == 200
    assert dairy.position() == before


def test_an_approval_that_was_cut_short_is_carried_out_by_the_next(dairy: Dairy) -> None:
    """The fact is saved, and the process dies before anything follows."""
    dairy.post("clerk", RECOVERY, REASON)
    ledger, by = dairy.parts.ledger, facts_of(dairy, "access.recovery_proposed")[0]
    ledger.approve_recovery("member:0001", By("staff:S002", "office", by.request, dairy.now))
    assert dairy.ask("0001", "GET", "/sessions/own").status_code == 200
    dairy.post("manager", f"{RECOVERY}/approval")
    assert dairy.ask("0001", "GET", "/sessions/own").status_code == 401
    assert len(letters(dairy, "access-recovered")) == 1


def test_a_second_loss_is_a_second_recovery(dairy: Dairy) -> None:
    given_back(dairy)
    come_in(dairy)
    given_back(dairy)
    assert dairy.ask("0001", "GET", "/sessions/own").status_code == 401
    assert len(letters(dairy, "access-recovered")) == 2


def test_the_access_of_a_member_without_a_phone_is_given_back_too(dairy: Dairy) -> None:
    dairy.post("clerk", "/members/0003/access-recovery", REASON)
    dairy.post("manager", "/members/0003/access-recovery/approval")
    assert dairy.ask("0003", "GET", "/sessions/own").status_code == 401
    assert not letters(dairy, "access-recovered")


# ---------------------------------------------------------------- another number


def moved(dairy: Dairy, phone: str = "0799000111") -> None:
    dairy.post("clerk", "/members/0001/phone-change", {"phone": phone})
    dairy.post("manager", "/members/0001/phone-change/approval", {"phone": phone})


def test_another_number_ends_the_sessions_of_the_old_and_its_codes_open_nothing(dairy: Dairy) -> None:
    come_in(dairy)
    code = new_code(dairy)
    moved(dairy)
    assert dairy.ask("0001", "GET", "/sessions/own").status_code == 401
    assert enter(dairy, code, PHONE).status_code == 401
    assert [fact.reason for fact in facts_of(dairy, "access.sessions_ended")] == ["number-changed"]
    come_in(dairy, "0799000111")


def test_the_old_number_opens_nothing_even_while_the_views_are_behind(dairy: Dairy) -> None:
    code = new_code(dairy)
    dairy.parts.ledger.after_save = lambda: None
    moved(dairy)
    assert dairy.parts.views.members.by_phone("254712000001") == ["0001"]
    assert enter(dairy, code, PHONE).status_code == 401


def test_devices_of_the_old_number_are_known_no_more(dairy: Dairy) -> None:
    dairy.ask("0001", "PUT", "/members/0001/pin", {"pin": "4071"})
    known = come_in(dairy, pin="4071")["device_token"]
    moved(dairy)
    code = new_code(dairy, "0799000111")
    assert enter(dairy, code, "0799000111", device_token=known).json["type"] == "/problems/pin-needed"


def test_the_same_approval_of_a_number_again_leaves_who_signed_in_since(dairy: Dairy) -> None:
    moved(dairy)
    dairy.later(seconds=1)
    come_in(dairy, "0799000111")
    dairy.post("manager", "/members/0001/phone-change/approval", {"phone": "0799000111"})
    assert dairy.ask("0001", "GET", "/sessions/own").status_code == 200


def test_an_invitation_that_went_to_the_old_number_opens_nothing(dairy: Dairy) -> None:
    accounts = dairy.parts.people.accounts
    old = accounts.invite("member:0001", "254712000001", dairy.now)
    moved(dairy)
    body = {"code": old, "password": "a cow called Nyota"}
    assert dairy.ask(None, "POST", "/invitations/redemptions", body).status_code == 403
    new = accounts.invite("member:0001", "254799000111", dairy.now)
    dairy.post("manager", "/members/0001/phone-change/approval", {"phone": "0799000111"})
    dairy.post(None, "/invitations/redemptions", {**body, "code": new})


def test_a_proposed_number_ends_nothing_yet(dairy: Dairy) -> None:
    dairy.post("clerk", "/members/0001/phone-change", {"phone": "0799000111"})
    assert dairy.ask("0001", "GET", "/sessions/own").status_code == 200
