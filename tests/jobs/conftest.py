"""What the jobs' tests share: a real Redis, emptied before each test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import redis

from imbuto.jobs.queues import Queues, connect
from imbuto.redis_server import RedisServer


class Wire(redis.Redis):
    """A connection to a real Redis that can be cut."""

    cut = False

    def execute_command(self, *args: Any, **options: Any) -> Any:
        if self.cut:
            raise redis.ConnectionError("the wire is cut")
        return super().execute_command(*args, **options)

    def pipeline(self, *args: Any, **options: Any) -> Any:
        if self.cut:
            raise redis.ConnectionError("the wire is cut")
        return super().pipeline(*args, **options)


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    yield server.start()
    server.stop()


@pytest.fixture
def redis_client(redis_url: str) -> Iterator[redis.Redis]:
    client = connect(redis_url)
    client.flushall()
    yield client
    client.close()


@pytest.fixture
def queues(redis_client: redis.Redis) -> Queues:
    return Queues(redis_client)


@pytest.fixture
def wire(redis_url: str, redis_client: redis.Redis) -> Iterator[Wire]:
    client = Wire.from_url(redis_url)
    assert isinstance(client, Wire)
    yield client
    client.close()
