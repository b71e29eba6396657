"""How long one step of the menu takes, in a cooperative of this size.

    ./dev run python bench/ussd.py [--members 26000] [--deliveries 330000] [--calls 100]

Each call looks at its milk, disputes one, and asks for balance, statements and payments: 18 steps through the
real API, with the stores on disk. The steps that record a fact are told apart. The gateway waits some
seconds; more than 300 ms would be felt.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median

import settlement as books

from imbuto.aggregates import Aggregate, Member
from imbuto.api.app import create_app
from imbuto.security.callbacks import callback_token

KEYS = ("", "1", "0", "2", "9", "0", "1", "2", "7.77", "1", "00", "3", "00", "4", "00", "5", "0", "0")
RECORDS = 9
"""The step at which the dispute is recorded."""
SECRET = "bench" * 8


def phone_of(place: int) -> str:
    return f"2547{place:08d}"


def members(size: books.Size) -> Iterator[Aggregate]:
    for place in range(size.members):
        centre = books.CENTRES[place % len(books.CENTRES)]
        number = books._number(place)
        by = books.by("staff:C1")
        yield Member.register(number, f"Farmer {place}", centre, by, phone=phone_of(place))


def write_books(data: Path, size: books.Size) -> None:
    parts = books.opened(data)
    books._found(parts)
    hook, parts.ledger.after_save = parts.ledger.after_save, lambda position: None
    for some in (members(size), books._milk(size)):
        books._save(parts, some)
    parts.ledger.after_save = hook
    parts.views.catch_up()
    parts.close()


def measure(data: Path, size: books.Size, calls: int) -> tuple[list[float], list[float]]:
    """Milliseconds of the steps that only show, and of those that record."""
    parts = books.opened(data)
    client = create_app(parts).test_client()
    address = f"/api/v1/callbacks/ussd/{callback_token(SECRET, 'ussd')}"
    showing: list[float] = []
    recording: list[float] = []
    for place in Random(7).sample(range(size.members), calls):  # noqa: S311 - the same phones each time
        typed: list[str] = []
        for step, key in enumerate(KEYS):
            typed += [key] if step else []
            form = {
                "sessionId": f"ATUid_{place}",
                "phoneNumber": f"+{phone_of(place)}",
                "text": "*".join(typed),
            }
            begun = time.perf_counter()
            answer = client.post(address, data=form)
            took_ms = (time.perf_counter() - begun) * 1000
            assert answer.text.startswith("END" if step == len(KEYS) - 1 else "CON"), answer.text
            if step == RECORDS:
                assert "7.77" in answer.text, answer.text
            (recording if step == RECORDS else showing).append(took_ms)
    parts.close()
    return showing, recording


def report(what: str, taken: list[float]) -> str:
    ordered = sorted(taken)
    late, last = ordered[int(len(ordered) * 0.95)], ordered[-1]
    figures = f"median {median(taken):.0f} ms, 95 % {late:.0f} ms, most {last:.0f} ms"
    return f"{what}: {len(taken)} steps, {figures}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--members", type=int, default=26_000)
    parser.add_argument("--deliveries", type=int, default=330_000)
    parser.add_argument("--calls", type=int, default=100)
    given = parser.parse_args()
    size = books.Size(given.members, given.deliveries)
    with tempfile.TemporaryDirectory(prefix="imbuto-bench-") as folder:
        data = Path(folder)
        write_books(data, size)
        showing, recording = measure(data, size, min(given.calls, size.members))
    print(f"{size.members:,} members, {size.deliveries:,} deliveries")
    print(report("shows", showing))
    print(report("records a dispute", recording))


if __name__ == "__main__":
    main()
