"""`imbuto init`: a real cooperative, its first admin, its settings; never a demo's."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from imbuto.errors import SamePerson
from imbuto.settings import DEMO_CREDENTIALS, Settings, SettingsError
from imbuto.values import By, utc_now
from tests.cli.conftest import FOUNDING, Run, opened

CODE = re.compile(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){7}")


def code_in(output: str) -> str:
    (found,) = CODE.findall(output)
    return str(found)


def test_it_founds_the_cooperative_with_centres_price_and_admin(run: Run, data: Path) -> None:
    result = run(*FOUNDING, "--admin-phone", "0712 345 678")
    assert result.exit_code == 0, result.output
    for parts in opened(data):
        cooperative = parts.ledger.cooperative()
        assert (cooperative.name, cooperative.centres) == ("Kibet Dairy", {"KB": "Kibet", "CH": "Chepsir"})
        (price,) = cooperative.prices.values()
        assert (price.cents_per_litre, price.state, price.proposed_by) == (4550, "proposed", "staff:S001")
        assert parts.ledger.staff("S001").roles == ("admin",)


def test_the_invitation_opens_the_account_once(run: Run, data: Path) -> None:
    code = code_in(run(*FOUNDING, "--admin-phone", "0712345678").output)
    for parts in opened(data):
        accounts, now = parts.people.accounts, utc_now()
        assert accounts.redeem(code, "a long enough password", now).principal == "staff:S001"
        assert (
            accounts.sign_in("+254712345678", "a long enough password", now, "office").principal
            == "staff:S001"
        )


def test_the_first_price_waits_for_a_second_official(run: Run, data: Path) -> None:
    assert "once another official" in run(*FOUNDING).output
    for parts in opened(data):
        (price,) = parts.ledger.cooperative().prices
        with pytest.raises(SamePerson):
            parts.ledger.approve_price(price, By("staff:S001", "office", "test", utc_now()))


def test_the_settings_are_private_and_lack_only_the_partners_credentials(run: Run, data: Path) -> None:
    run(*FOUNDING)
    path = data / "imbuto.env"
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(SettingsError) as refused:
        Settings.from_env(data)
    assert {problem.split(" ")[0] for problem in refused.value.problems} == set(DEMO_CREDENTIALS) | {
        "DARAJA_CERTIFICATE"
    }
    filled = "".join(f"{name}=our-own\n" for name in [*DEMO_CREDENTIALS, "DARAJA_CERTIFICATE"])
    path.write_text(path.read_text() + filled)
    settings = Settings.from_env(data)
    assert (settings.mode, settings.public_url) == ("production", "https://dairy.example.org")
    assert len(settings.secret) >= 32


def test_two_foundings_never_share_a_secret(run: Run, tmp_path: Path) -> None:
    secrets = set()
    for name in ("one", "two"):
        run(*FOUNDING, "--data", tmp_path / name)
        secrets.add(Settings.from_env(tmp_path / name, partners=False).secret)
    assert len(secrets) == 2


def test_it_asks_for_what_the_options_do_not_say(run: Run, data: Path) -> None:
    answers = [
        "Asked Dairy",
        "ab=Abosi",
        "50",
        "2026-02-01",
        "S009",
        "Some Body",
        "",
        "https://d.example.org",
    ]
    result = run("init", typed="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    for parts in opened(data):
        assert parts.ledger.cooperative().centres == {"AB": "Abosi"}
        assert parts.ledger.staff("S009").active


def test_each_answer_is_checked_when_it_is_given_and_asked_again(run: Run, data: Path) -> None:
    answers = [
        ("", "name is missing"), ("Asked Dairy", ""),
        ("C1", "'C1' is not a centre"), ("C1=Abosi", ""),
        ("0", "KES 0.01 to 1,000"), ("50,x", "Error"), ("50", ""),
        ("soon", "'soon' is not a day"), ("2026-02-01", ""),
        ("S 9", "Error"), ("S009", ""),
        ("", "admin name is missing"), ("Some Body", ""),
        ("12345", "Kenyan"), ("0712345678", ""),
        ("", "M-Pesa and the SMS gateway report to this address"), ("http://d.example.org", "must be https://"),
        ("https://localhost", "on this machine"), ("https://d.example.org", ""),
    ]  # fmt: skip
    result = run("init", typed="".join(f"{typed}\n" for typed, _ in answers))
    assert result.exit_code == 0, result.output
    for _, said in answers:
        assert said in result.output
    for parts in opened(data):
        assert parts.ledger.cooperative().centres == {"C1": "Abosi"}


def test_questions_that_are_broken_off_leave_nothing_behind(run: Run, data: Path) -> None:
    assert run("init", typed="Asked Dairy\nC1=Abosi\n").exit_code == 1
    assert not data.exists()


def test_a_founded_folder_is_refused_and_keeps_everything(run: Run, founded: Path) -> None:
    settings = (founded / "imbuto.env").read_bytes()
    result = run(*FOUNDING)
    assert result.exit_code == 2
    assert "founded" in result.stderr
    assert "imbuto invite S001" in result.stderr
    assert (founded / "imbuto.env").read_bytes() == settings


def test_a_founding_that_was_interrupted_is_completed_with_the_same_secret(run: Run, data: Path) -> None:
    run(*FOUNDING, "--price-from", "2026-01-01")
    secret = Settings.from_env(data, partners=False).secret
    for name in ("events.sqlite", "views.sqlite"):
        (data / name).unlink()
    result = run(*FOUNDING)
    assert result.exit_code == 0, result.output
    assert Settings.from_env(data, partners=False).secret == secret


def test_a_demo_s_folder_is_refused(run: Run, demo_folder: Path) -> None:
    result = run(*FOUNDING)
    assert result.exit_code == 2
    assert "demo" in result.stderr
    assert not (demo_folder / "events.sqlite").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *DEMO_CREDENTIALS.items(),
        ("DARAJA_BASE_URL", "https://localhost:8001"),
        ("SMS_BASE_URL", "https://127.0.0.1"),
        ("SMS_BASE_URL", "http://sms.example.org"),
    ],
)
def test_what_belongs_to_a_demo_is_refused_and_nothing_is_founded(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    result = run(*FOUNDING)
    assert result.exit_code == 2
    assert name in result.stderr
    assert not data.exists()


@pytest.mark.parametrize(
    ("option", "value", "named"),
    [
        ("--public-url", "http://dairy.example.org", "PUBLIC_URL"),
        ("--public-url", "https://localhost", "PUBLIC_URL"),
        ("--centre", "Kibet", "centre"),
        ("--price", "45.505", "decimals"),
        ("--price", "NaN", "number"),
        ("--price-from", "tomorrow", "day"),
        ("--admin-phone", "12345", "Kenyan"),
        ("--admin-number", "S 1", "number"),
        ("--name", " ", "name"),
        ("--database-url", "mysql://x", "DATABASE_URL"),
    ],
)
def test_a_wrong_option_is_named_and_nothing_is_founded(
    run: Run, data: Path, option: str, value: str, named: str
) -> None:
    result = run(*FOUNDING, option, value)
    assert result.exit_code == 2
    assert named in result.stderr
    assert not data.exists()


def test_invite_replaces_a_lost_code(run: Run, founded: Path) -> None:
    first, second = (code_in(run("invite", "s001").output) for _ in range(2))
    for parts in opened(founded):
        with pytest.raises(Exception, match="does not hold"):
            parts.people.accounts.redeem(first, "a long enough password", utc_now())
        late = utc_now() + timedelta(days=8)
        with pytest.raises(Exception, match="does not hold"):
            parts.people.accounts.redeem(second, "a long enough password", late)
        parts.people.accounts.redeem(second, "a long enough password", utc_now())


def test_invite_refuses_whom_nobody_knows_and_who_has_left(run: Run, founded: Path) -> None:
    assert run("invite", "S777").exit_code == 2
    for parts in opened(founded):
        by = By("staff:S009", "office", "test", utc_now())
        parts.ledger.leave_staff("S001", by)
    assert "has left" in run("invite", "S001").stderr
