"""One token for everybody: over a real Redis, and between processes that need it at the same moment."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import redis
from freezegun import freeze_time
from redis.backoff import NoBackoff
from redis.retry import Retry

from imbuto.errors import Busy
from imbuto.gateways.daraja import PAY_PATH, TOKEN_PATH, DarajaClient
from imbuto.gateways.daraja_credentials import DarajaCredentials
from imbuto.gateways.daraja_outcomes import Accepted, NotSent
from imbuto.gateways.daraja_tokens import (
    LOCK_KEY,
    TOKEN_KEY,
    LocalTokenStore,
    RedisTokenStore,
    TokenStore,
    usable_seconds,
)

from .servers import Answer, Request, told

Make = Callable[[], TokenStore]


@pytest.fixture(params=["redis", "local"])
def store(request: pytest.FixtureRequest) -> TokenStore:
    if request.param == "local":
        return LocalTokenStore()
    return RedisTokenStore(request.getfixturevalue("redis_client"))


def test_a_token_that_was_put_is_found(store: TokenStore) -> None:
    assert store.get() is None
    store.put("one", 3599)
    assert store.get() == "one"


def test_the_refused_token_is_dropped(store: TokenStore) -> None:
    store.put("one", 3599)
    store.drop("one")
    assert store.get() is None


def test_a_newer_token_survives_the_refusal_of_the_old_one(store: TokenStore) -> None:
    store.put("two", 3599)
    store.drop("one")
    assert store.get() == "two"


def test_only_one_at_a_time_fetches(store: TokenStore) -> None:
    fetched: list[str] = []
    start = threading.Barrier(4)

    def need() -> None:
        start.wait(5)
        with store.refreshing():
            if store.get() is None:
                fetched.append("fetched")
                store.put("one", 3599)

    threads = [threading.Thread(target=need) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert fetched == ["fetched"]


def test_the_lock_is_given_back_when_the_fetching_fails(store: TokenStore) -> None:
    with pytest.raises(OSError, match="cut"), store.refreshing():
        raise OSError("cut")
    with store.refreshing():
        assert store.get() is None


@pytest.mark.parametrize(("lifetime", "usable"), [(3599, 3299), (600, 300), (400, 200), (1, 1), (0, 1)])
def test_a_token_is_renewed_five_minutes_early_or_at_half_of_a_short_life(lifetime: int, usable: int) -> None:
    assert usable_seconds(lifetime) == usable


def test_redis_lets_the_token_go_five_minutes_early(redis_client: redis.Redis) -> None:
    RedisTokenStore(redis_client).put("one", 3599)
    assert 3290 < redis_client.ttl(TOKEN_KEY) <= 3299


def test_the_local_token_ends_five_minutes_early() -> None:
    store = LocalTokenStore()
    with freeze_time(datetime(2026, 11, 3, 8, tzinfo=UTC)) as clock:
        store.put("one", 3599)
        clock.tick(timedelta(seconds=3298))
        assert store.get() == "one"
        clock.tick(timedelta(seconds=2))
        assert store.get() is None


def test_a_client_that_decodes_its_answers_serves_as_well(redis_url: str, redis_client: redis.Redis) -> None:
    RedisTokenStore(redis_client).put("one", 3599)
    with redis.Redis.from_url(redis_url, decode_responses=True) as decoding:
        assert RedisTokenStore(decoding).get() == "one"


def test_a_lock_that_ran_out_meanwhile_harms_nobody(redis_client: redis.Redis) -> None:
    store = RedisTokenStore(redis_client)
    with store.refreshing():
        redis_client.delete(LOCK_KEY)
        store.put("one", 3599)
    assert store.get() == "one"


def test_without_redis_the_store_is_busy_and_the_payment_not_sent(credentials: DarajaCredentials) -> None:
    with redis.Redis(unix_socket_path="/nonexistent/redis.sock", retry=Retry(NoBackoff(), 0)) as nowhere:
        store = RedisTokenStore(nowhere)
        with pytest.raises(Busy):
            store.get()
        daraja = DarajaClient("http://127.0.0.1:9", credentials, store)
        assert isinstance(daraja.ask_balance("Float", "http://r", "http://t"), NotSent)


PAY_ONCE = """
import sys, redis
from imbuto.gateways.daraja import DarajaClient
from imbuto.gateways.daraja_credentials import DarajaCredentials
from imbuto.gateways.daraja_tokens import RedisTokenStore

url, redis_url, certificate = sys.argv[1:]
given = DarajaCredentials("k", "s", "600000", "coop-api", "Maziwa#2026", certificate)
daraja = DarajaClient(url, given, RedisTokenStore(redis.Redis.from_url(redis_url)))
print("ready", flush=True)
sys.stdin.readline()
print(daraja.pay("id-1", 50, "254712345678", "Milk", "http://r", "http://t"))
"""


def test_two_processes_that_need_a_token_at_once_ask_for_one(
    redis_url: str, redis_client: redis.Redis, certificate_pem: str
) -> None:
    both_wait = threading.Barrier(2)

    def answer(request: Request) -> Answer:
        if request.path.startswith(TOKEN_PATH):
            # The second process comes to the lock while the first still waits for its answer.
            threading.Event().wait(0.3)
            return Answer(200, {"access_token": "shared", "expires_in": 3599})
        both_wait.wait(10)
        return Answer(200, {"ResponseCode": "0", "ConversationID": "AG_1"})

    with told(answer) as server:
        command = [sys.executable, "-c", PAY_ONCE, server.url, redis_url, certificate_pem]
        payers = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        answers = _released(payers)
        assert len(server.to(TOKEN_PATH)) == 1
        assert [sent.headers["Authorization"] for sent in server.to(PAY_PATH)] == ["Bearer shared"] * 2
    assert answers == [repr(Accepted("AG_1"))] * 2


def _released(payers: list[subprocess.Popen[str]]) -> list[str]:
    for payer in payers:
        assert payer.stdout is not None
        assert payer.stdout.readline() == "ready\n"
    for payer in payers:
        assert payer.stdin is not None
        payer.stdin.write("go\n")
        payer.stdin.flush()
    return [payer.communicate(timeout=60)[0].strip() for payer in payers]
