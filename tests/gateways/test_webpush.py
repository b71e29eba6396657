"""Web Push: the RFCs' own examples, which addresses are taken, and what each answer means."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from imbuto.errors import BadValue
from imbuto.gateways.push_answers import Gone, Later, Refused, Taken, Unknown, read_push_reply
from imbuto.gateways.push_devices import Device, Services, padded, unpadded
from imbuto.gateways.webpush import LONGEST_TEXT_BYTES, WebPush, seal, vapid
from imbuto.gateways.wire import NeverSent, NoAnswer, Reply
from imbuto.simulators.push.browser import Browser

NOW = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)
SERVICE = "https://fcm.googleapis.com/fcm/send/abc"
# RFC 8291, section 5 and appendix A.
UA_PUBLIC = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
UA_PRIVATE = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
AS_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
PLAIN = b"When I grow up, I want to be a watermelon"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6"
    "PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def private(text: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(padded(text)), ec.SECP256R1())


def test_a_text_is_sealed_as_in_the_example_of_rfc_8291() -> None:
    device = Device.read(SERVICE, UA_PUBLIC, AUTH, Services())
    assert unpadded(seal(PLAIN, device, key=private(AS_PRIVATE), salt=padded(SALT))) == BODY


def test_the_pretended_browser_opens_the_example_of_rfc_8291_and_what_we_seal() -> None:
    browser = Browser(padded(UA_PRIVATE), padded(AUTH))
    assert browser.open(padded(BODY)) == PLAIN
    device = Device.read(SERVICE, UA_PUBLIC, AUTH, Services())
    for text in (b"", "Maziwa ya Wanjikũ".encode(), b"x" * LONGEST_TEXT_BYTES):
        sealed = seal(text, device)
        assert browser.open(sealed) == text
        assert len(sealed) <= 4096


def test_the_sender_shows_who_it_is_as_rfc_8292_says() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    header = vapid(key, "https://push.example.net", "mailto:push@example.com", NOW)
    scheme, _, rest = header.partition(" ")
    fields = dict(one.split("=", 1) for one in rest.split(", "))
    head, claims, signature = fields["t"].split(".")
    assert scheme == "vapid"
    assert json.loads(padded(head)) == {"typ": "JWT", "alg": "ES256"}
    assert json.loads(padded(claims)) == {
        "aud": "https://push.example.net",
        "exp": int(NOW.timestamp()),
        "sub": "mailto:push@example.com",
    }
    verify(fields["k"], f"{head}.{claims}", signature)


def test_our_reading_of_signatures_accepts_the_example_of_rfc_8292() -> None:
    verify(
        "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs",
        "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3"
        "NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0",
        "i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA",
    )


def verify(point: str, signed: str, signature: str) -> None:
    """Raises InvalidSignature."""
    raw = padded(signature)
    assert len(raw) == 64
    numbers = int.from_bytes(raw[:32]), int.from_bytes(raw[32:])
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), padded(point))
    public.verify(encode_dss_signature(*numbers), signed.encode(), ec.ECDSA(hashes.SHA256()))


@pytest.mark.parametrize(
    "endpoint",
    [
        SERVICE,
        "https://fcm.googleapis.com:443/x",
        "https://updates.push.services.mozilla.com/wpush/v2/x",
        "https://web.push.apple.com/x",
        "https://wns2-am3p.notify.windows.com/w/?token=x",
        "https://push.example.org/x",
        "https://other.example.org:8443/x",
        "http://127.0.0.1:8003/push/x",
    ],
)
def test_addresses_at_known_push_services_are_taken(endpoint: str) -> None:
    assert Services.of("push.example.org, other.example.org:8443", 8003).take(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evilfcm.googleapis.com/x",
        "https://push.services.mozilla.com.evil.example/x",
        "https://evil@fcm.googleapis.com/x",
        "https://fcm.googleapis.com@evil.example/x",
        "https://fcm.googleapis.com:8080/x",
        "https://fcm.googleapis.com\\@evil.example/x",
        "https://evil.example\\.push.apple.com/x",
        "https://10.0.0.5\\.push.apple.com/x",
        "https://evil.example%2f.push.apple.com/x",
        "https://evil.example;.push.apple.com/x",
        "https://.push.apple.com/x",
        "https://10.0.0.5 .push.apple.com/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://169.254.169.254/latest/meta-data",
        "https://localhost/x",
        "http://127.0.0.1:6379/x",
        "http://127.0.0.1:8003@evil.example/x",
        "http://10.0.0.1:8003/x",
        "file:///etc/passwd",
        "gopher://fcm.googleapis.com/x",
        "https://fcm.googleapis.com/\r\nHost: evil",
        "https://fcm.googleapis.com/\u00e9",
        "https://[fcm.googleapis.com/x",
        "https://.push.apple.com.",
        "",
    ],
)
def test_no_other_address_is_taken(endpoint: str) -> None:
    assert not Services.of("push.example.org", 8003).take(endpoint)


def test_the_simulator_is_a_push_service_in_a_demo_only() -> None:
    assert not Services.of("", None).take("http://127.0.0.1:8003/push/x")


@pytest.mark.parametrize(
    ("key", "auth"),
    [
        ("", AUTH),
        ("é", AUTH),
        (UA_PUBLIC[:-4], AUTH),
        (unpadded(b"\x04" + b"\x01" * 64), AUTH),
        (UA_PUBLIC, ""),
        (UA_PUBLIC, unpadded(b"x" * 15)),
        (unpadded(b"\x02" + padded(UA_PUBLIC)[1:33]), AUTH),
    ],
)
def test_what_is_no_browsers_key_is_refused_and_not_repeated(key: str, auth: str) -> None:
    with pytest.raises(BadValue) as refused:
        Device.read(SERVICE, key, auth, Services())
    assert UA_PUBLIC[:20] not in str(refused.value)


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (Reply(201, None), Taken()),
        (Reply(404, None, "no"), Gone("HTTP 404: no")),
        (Reply(410, None), Gone("HTTP 410: ")),
        (Reply(413, None), Refused("HTTP 413: ")),
        (Reply(403, None), Refused("HTTP 403: ")),
        (Reply(307, None), Refused("HTTP 307: ")),
        (Reply(429, None, "", 7), Later("HTTP 429: ", 7)),
        (Reply(429, None, "", 99_999), Later("HTTP 429: ", 3600)),
        (Reply(503, None), Later("HTTP 503: ", 60)),
        (NeverSent("no connection"), Later("no connection")),
        (NoAnswer("no answer"), Unknown("no answer")),
    ],
)
def test_each_answer_has_one_meaning(reply: Reply | NeverSent | NoAnswer, outcome: object) -> None:
    assert read_push_reply(reply) == outcome


def test_nothing_leaves_for_another_address_or_with_too_long_a_text() -> None:
    def nobody() -> None:
        raise AssertionError("a call was made")

    client = WebPush(b"\x01" * 32, "https://x.example", Services(), session=nobody)  # type: ignore[arg-type]
    away = Device("https://10.0.0.1/x", padded(UA_PUBLIC), padded(AUTH))
    here = Device(SERVICE, padded(UA_PUBLIC), padded(AUTH))
    how = {"lasts": timedelta(minutes=1), "topic": "x", "urgent": True}
    assert isinstance(client.push(away, b"", NOW, **how), Refused)  # type: ignore[arg-type]
    assert isinstance(client.push(here, b"x" * 3_994, NOW, **how), Refused)  # type: ignore[arg-type]
