"""Somebody guesses passwords: that is slow for them, whatever addresses they have, and the person gets in."""

from __future__ import annotations

from imbuto.security.patience import ATTACK_AFTER

from .dairy import PASSWORD, Dairy
from .doorstep import facts_of
from .officials import NEW_PASSWORD, come_in, new_link, recover, sign_in

OFFICE = "127.0.0.1"
"""From where the officials of the dairy have signed in."""


def attack(dairy: Dairy, login: str, tries: int, *, each_waits: float = 60) -> list[int]:
    """Each try from another address, as a botnet does."""
    statuses = []
    for number in range(tries):
        source = f"10.{number // 250}.{number % 250}.7"
        statuses.append(sign_in(dairy, login, "a guessed password", source=source).status_code)
        dairy.later(seconds=each_waits)
    return statuses


def test_guesses_from_many_addresses_wait_for_one_another(dairy: Dairy) -> None:
    assert attack(dairy, "S002", 40, each_waits=1).count(401) <= 10


def test_the_person_comes_in_from_where_they_signed_in_before(dairy: Dairy) -> None:
    attack(dairy, "S002", 30, each_waits=0.1)
    assert sign_in(dairy, "manager", source="10.9.9.9").status_code == 429
    assert sign_in(dairy, "manager", source=OFFICE).status_code == 201


def test_and_with_a_device_that_was_let_in_before_from_anywhere(dairy: Dairy) -> None:
    let_in = sign_in(dairy, "manager", remember=True, device="Office laptop").json
    attack(dairy, "S002", 30, each_waits=0.1)
    device = {"device_token": let_in["device_token"]}
    assert sign_in(dairy, "manager", source="10.9.9.9", **device).status_code == 201
    assert sign_in(dairy, "manager", source="10.8.8.8", device_token="imd_guessed").status_code == 429


def test_and_by_a_link_to_the_phone_where_nothing_was_known(dairy: Dairy) -> None:
    come_in(dairy)
    attack(dairy, "S077", 30, each_waits=0.1)
    assert recover(dairy, new_link(dairy)).status_code == 201
    assert sign_in(dairy, "S077", NEW_PASSWORD, source=OFFICE).status_code == 201


def test_signing_in_well_does_not_give_the_guessers_new_tries(dairy: Dairy) -> None:
    attack(dairy, "S002", 30, each_waits=0.1)
    assert sign_in(dairy, "manager", source=OFFICE).status_code == 201
    assert sign_in(dairy, "manager", "a guessed password", source="10.9.9.9").status_code == 429


def test_at_a_known_place_too_guesses_wait_and_lock_nobody_else_out(dairy: Dairy) -> None:
    """A colleague in the office guesses: the manager is slowed there, and comes in on the own device."""
    token = sign_in(dairy, "manager", remember=True).json["device_token"]
    statuses = [sign_in(dairy, "manager", "a guessed password", source=OFFICE).status_code for _ in range(8)]
    assert statuses == [401] * 5 + [429] * 3
    assert sign_in(dairy, "manager", source=OFFICE).status_code == 429
    assert sign_in(dairy, "manager", source=OFFICE, device_token=token).status_code == 201
    assert sign_in(dairy, "treasurer", source=OFFICE).status_code == 201


def test_a_device_of_one_person_is_no_place_of_another(dairy: Dairy) -> None:
    token = sign_in(dairy, "clerk", remember=True).json["device_token"]
    attack(dairy, "S002", 30, each_waits=0.1)
    assert sign_in(dairy, "manager", source="10.9.9.9", device_token=token).status_code == 429


def test_one_address_that_tries_many_names_is_slowed_under_each(dairy: Dairy) -> None:
    names = [f"0{number:03}9" for number in range(60)]
    statuses = [sign_in(dairy, name, source="10.1.1.1").status_code for name in names]
    assert statuses.count(401) == 30
    assert sign_in(dairy, "0001", source="10.1.1.2").status_code == 201


def test_the_wait_tells_nobody_who_is_known(dairy: Dairy) -> None:
    assert attack(dairy, "S002", 25, each_waits=1) == attack(dairy, "S999", 25, each_waits=1)


def test_that_somebody_guesses_is_a_fact_once_a_day_and_no_attack_on_nobody_is(dairy: Dairy) -> None:
    attack(dairy, "S999", ATTACK_AFTER + 5)
    attack(dairy, "S002", ATTACK_AFTER + 5)
    dairy.parts.errands.drain()
    (slowed,) = facts_of(dairy, "access.slowed")
    assert (slowed.principal, slowed.who) == ("staff:S002", "unproven:staff:S002")
    dairy.later(hours=20)
    attack(dairy, "S002", 3)
    dairy.parts.errands.drain()
    assert len(facts_of(dairy, "access.slowed")) == 2


def test_a_slip_of_the_finger_is_no_attack(dairy: Dairy) -> None:
    for _ in range(4):
        assert sign_in(dairy, "manager", "a wrong password").status_code == 401
    assert sign_in(dairy, "manager", PASSWORD).status_code == 201
    dairy.parts.errands.drain()
    assert facts_of(dairy, "access.slowed") == []
