"""The push service as a running process: who may push, what is refused, and what is shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import ec

from imbuto.gateways.push_devices import Device, Services, unpadded
from imbuto.gateways.webpush import _point, seal, vapid

from .conftest import Listener
from .helpers import Simulator, start

KEY = ec.generate_private_key(ec.SECP256R1())
PUBLIC = unpadded(_point(KEY))


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    with start("push", tmp_path_factory.mktemp("push"), "--delay-ms", "10") as simulator:
        yield simulator


@pytest.fixture
def push(running: Simulator) -> Simulator:
    running.post("/control/reset", {})
    running.post("/control/urls", {"shown_url": ""})
    return running


def browser(push: Simulator) -> dict[str, Any]:
    answer = push.post("/control/browsers", {"name": "Tecno", "key": PUBLIC})
    assert answer.status_code == 201
    found: dict[str, Any] = answer.json()
    return found


def device(push: Simulator, told: dict[str, Any]) -> Device:
    services = Services.of("", int(push.url.rpartition(":")[2]))
    return Device.read(told["endpoint"], told["keys"]["p256dh"], told["keys"]["auth"], services)


def sent(push: Simulator, told: dict[str, Any], text: bytes = b"Milk", **changes: Any) -> requests.Response:
    """One message as Imbuto pushes it, but for the headers that are changed (None: left out)."""
    lasts = changes.pop("lasts", timedelta(hours=1))
    key, origin = changes.pop("key", KEY), changes.pop("origin", push.url)
    headers = {
        "TTL": "60",
        "Content-Encoding": "aes128gcm",
        "Authorization": vapid(key, origin, "https://x.example", datetime.now(UTC) + lasts),
        **{name.replace("_", "-"): value for name, value in changes.items()},
    }
    body = seal(text, device(push, told))
    return requests.post(told["endpoint"], data=body, headers=headers, timeout=60)


def test_what_is_taken_is_shown_and_told(push: Simulator, listener: Listener) -> None:
    push.post("/control/urls", {"shown_url": f"{listener.url}/shown"})
    told = browser(push)
    answer = sent(push, told, b'{"text": "Milk", "token": "t1"}', Topic="one", Urgency="high")
    assert answer.status_code == 201
    assert answer.headers["Location"].startswith(f"{push.url}/message/")
    (heard,) = listener.wait_for(1)
    assert (heard.path, heard.body) == ("/shown", b'{"token": "t1"}')
    (one,) = push.get("/control/notifications").json()["notifications"]
    assert (one["state"], one["text"], one["urgency"]) == ("shown", "Milk", "high")


def test_who_is_not_the_subscribed_sender_is_turned_away(push: Simulator) -> None:
    told, stranger = browser(push), ec.generate_private_key(ec.SECP256R1())
    assert sent(push, told, Authorization=None).status_code == 401
    assert sent(push, told, Authorization="Bearer x").status_code == 401
    for wrong in (
        {"key": stranger},
        {"origin": "https://fcm.googleapis.com"},
        {"lasts": timedelta(seconds=-1)},
        {"lasts": timedelta(hours=25)},
        {"Authorization": f"vapid t=a.b.c, k={PUBLIC}"},
    ):
        assert sent(push, told, **wrong).status_code == 403, wrong


def test_what_the_protocol_does_not_allow_is_refused(push: Simulator) -> None:
    told = browser(push)
    assert sent(push, told, TTL=None).status_code == 400
    assert sent(push, told, TTL="soon").status_code == 400
    assert sent(push, told, Content_Encoding="aesgcm").status_code == 415
    assert sent(push, told, Topic="x" * 33).status_code == 400
    assert sent(push, told, b"x" * 4000).status_code == 413
    assert requests.post(f"{push.url}/push/nobody", timeout=60).status_code == 404


@pytest.mark.parametrize(
    ("behaviour", "status"), [("gone", 410), ("busy", 429), ("too_large", 413), ("error", 500)]
)
def test_a_browser_makes_trouble_when_told_to(push: Simulator, behaviour: str, status: int) -> None:
    told = browser(push)
    push.post(f"/control/browsers/{told['id']}", {"behaviour": behaviour}).raise_for_status()
    answer = sent(push, told)
    assert answer.status_code == status
    assert (answer.headers.get("Retry-After") == "30") is (status == 429)


def test_a_later_message_of_a_topic_takes_the_place_of_one_that_waits(push: Simulator) -> None:
    told = browser(push)
    push.post(f"/control/browsers/{told['id']}", {"behaviour": "offline"})
    for text in (b"first", b"second"):
        assert sent(push, told, text, Topic="same").status_code == 201
    states = [one["state"] for one in push.get("/control/notifications").json()["notifications"]]
    assert states == ["waiting", "replaced"]


def test_what_is_sealed_for_another_browser_is_not_shown(push: Simulator) -> None:
    one, other = browser(push), browser(push)
    assert sent(push, {**one, "keys": other["keys"]}).status_code == 201
    for _ in range(200):
        (found,) = push.get("/control/notifications").json()["notifications"]
        if found["state"] != "waiting":
            break
    assert (found["state"], found["text"]) == ("unreadable", "")


def test_the_page_and_the_refusals_of_its_doors(push: Simulator) -> None:
    assert "Phones with the app" in push.get("/").text
    for path, body in (
        ("/control/browsers", {"key": ""}),
        ("/control/browsers/x", {"behaviour": "ok"}),
        ("/control/urls", {"shown_url": "ftp://x"}),
        ("/control/phones", {"login": "0001", "password": "x"}),
    ):
        assert push.post(path, body).status_code == 400, path


def test_a_restart_forgets_nothing(tmp_path: Path) -> None:
    with start("push", tmp_path) as first:
        told = browser(first)
        first.post(f"/control/browsers/{told['id']}", {"behaviour": "offline"})
        assert sent(first, told).status_code == 201
    with start("push", tmp_path) as second:
        (found,) = second.get("/control/browsers").json()["browsers"]
        assert [one["state"] for one in found["notifications"]] == ["waiting"]
