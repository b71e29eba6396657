"""``python -m imbuto.simulators.daraja --port 8001 --data DIR``: the Daraja simulator as a process."""

from __future__ import annotations

import os

from imbuto.simulators.book import Book
from imbuto.simulators.errands import Errands
from imbuto.simulators.serving import arguments, serve

from . import accounts, payments
from .app import create_app
from .certificate import Strongbox
from .desk import Desk
from .doorkeeper import Credentials, Doorkeeper

DEMO = {
    "consumer-key": "demo-consumer-key",
    "consumer-secret": "demo-consumer-secret",
    "initiator-name": "demo-initiator",
    "initiator-password": "Demo#Initiator1",
    "shortcode": "600000",
}


def main() -> None:
    parser = arguments("Pretends to be Safaricom's Daraja B2C gateway. No real money moves.", 8001)
    parser.add_argument(
        "--delay-ms", type=int, default=300, help="between accepting a request and its result"
    )
    parser.add_argument(
        "--float", type=int, default=5_000_000, dest="shillings", help="utility account, in shillings"
    )
    for name, demo in DEMO.items():
        variable = "DARAJA_" + name.upper().replace("-", "_")
        parser.add_argument(f"--{name}", default=os.environ.get(variable) or demo, help=f"else ${variable}")
    given = parser.parse_args()
    credentials = Credentials(
        given.consumer_key,
        given.consumer_secret,
        given.initiator_name,
        given.initiator_password,
        given.shortcode,
    )
    book = Book(given.data / "daraja.sqlite", payments.SCHEMA + accounts.SCHEMA)
    strongbox = Strongbox(given.data)
    errands = Errands()
    initiator = accounts.Initiator(book, strongbox, credentials)
    till = accounts.Accounts(book, given.shillings * 100)
    desk = Desk(book, till, initiator, errands, given.shortcode, given.delay_ms)
    desk.resume()
    serve(create_app(desk, Doorkeeper(credentials), strongbox), given.host, given.port)
    errands.stop()
    book.close()


if __name__ == "__main__":
    main()
