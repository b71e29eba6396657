"""Limits that all processes count together, in a real Redis."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import redis

from imbuto.security.limits import Limit, Limits

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
FIVE = Limit("five", 5, 60)


def test_two_processes_count_together_and_no_address_lies_in_redis(
    redis_client: redis.Redis, redis_url: str
) -> None:
    one, other = Limits("a secret", redis_url), Limits("a secret", redis_url)
    told = [limits.wait(FIVE, "254712000001", NOW) for limits in (one, other, one, other, one, other)]
    assert told == [0, 0, 0, 0, 0, 60]
    assert one.wait(FIVE, "254712000001", NOW + timedelta(seconds=61)) > 0
    assert one.wait(FIVE, "254712000001", NOW + timedelta(seconds=181)) == 0
    keys = [key for key in redis_client.keys("imbuto:limit:*") if isinstance(key, bytes)]
    assert keys
    assert not any(b"254712000001" in key for key in keys)
    assert all(0 < int(str(redis_client.ttl(key))) <= 120 for key in keys)
    one.close()
    other.close()
