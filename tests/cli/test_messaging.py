"""`imbuto messages`: what they cost, and what is entered at the gateways."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

from imbuto.api.app import create_app
from imbuto.ledger import MessageRules, Registration, month_of
from imbuto.security.callbacks import check
from imbuto.values import By, utc_now
from tests.cli.conftest import Run, opened


def test_costs_are_told_by_kind_beside_the_limit(run: Run, founded: Path) -> None:
    assert ": KES 0.00, without a limit." in run("messages", "costs").output
    for parts in opened(founded):
        job = By("job:tell", "job", "test", utc_now())
        centre = next(iter(parts.ledger.cooperative().centres), None)
        if centre is None:
            parts.ledger.open_centre("KIA", "Kiaora", job)
        register = Registration(number="0777", name="Wanjiku", centre=centre or "KIA", phone="254712000777")
        parts.ledger.register_member(register, job)
        parts.ledger.set_message_rules(replace(MessageRules(), cap_cents=100), job)
        message = parts.ledger.request_message("receipt", UUID(int=7), 1, "0777", "Maziwa", job)
        assert message is not None
        parts.ledger.message_sent(message.id, "ATX1", 80, 1, job)
        parts.ledger.note_message_costs(month_of(utc_now()), 80, job)
    output = run("messages", "costs").output
    assert "receipt                    1 KES 0.80" in output
    assert ": KES 0.80 of KES 1.00." in output
    assert "80% was spent on " in output


def test_the_addresses_for_the_gateways_are_those_that_the_api_serves(run: Run, founded: Path) -> None:
    lines = run("messages", "addresses").output.splitlines()
    told = dict(line.split(": ", 1) for line in lines if ": http" in line)
    assert set(told) == {"sms reports", "sms inbound", "ussd"}
    for parts in opened(founded):
        served = {rule.rule for rule in create_app(parts).url_map.iter_rules()}
        for name, address in told.items():
            words = address.removeprefix(parts.settings.public_url).split("/")
            assert check(words[5], parts.settings.secret, name.partition(" ")[0])
            words[5] = "<token>"
            assert "/".join(words) in served
