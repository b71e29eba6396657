"""``python -m imbuto.simulators.sms --port 8002 --data DIR``: the SMS gateway simulator as a process."""

from __future__ import annotations

import os

from imbuto.simulators.book import Book
from imbuto.simulators.errands import Errands
from imbuto.simulators.serving import arguments, serve

from .app import Credentials, create_app
from .dialling import Dialling
from .exchange import SCHEMA, URLS, Exchange


def main() -> None:
    parser = arguments("Pretends to be Africa's Talking's SMS gateway. No message leaves this machine.", 8002)
    parser.add_argument("--delay-ms", type=int, default=200, help="between taking a message and its report")
    parser.add_argument("--reports-url", help="where delivery reports are posted")
    parser.add_argument("--inbound-url", help="where answers from phones are posted")
    parser.add_argument("--ussd-url", help="where the steps of a menu are posted")
    parser.add_argument("--ussd-ended-url", help="where the end of a menu session is told")
    parser.add_argument(
        "--username", default=os.environ.get("SMS_USERNAME") or "demo", help="else $SMS_USERNAME"
    )
    parser.add_argument(
        "--api-key", default=os.environ.get("SMS_API_KEY") or "demo-sms-key", help="else $SMS_API_KEY"
    )
    given = parser.parse_args()
    book = Book(given.data / "sms.sqlite", SCHEMA)
    errands = Errands()
    exchange = Exchange(book, errands, given.delay_ms)
    # An address given now replaces the one from the last start; one that is not given stays as it was.
    for name in URLS:
        if (url := getattr(given, name)) is not None:
            exchange.set_url(name, url)
    exchange.resume()
    dialling = Dialling(exchange, errands)
    serve(create_app(exchange, Credentials(given.username, given.api_key), dialling), given.host, given.port)
    errands.stop()
    book.close()


if __name__ == "__main__":
    main()
