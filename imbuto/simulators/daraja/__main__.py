"""``python -m imbuto.simulators.daraja --port 8001 --data DIR``: the Daraja simulator as a process."""

from __future__ import annotations

import os

from imbuto.simulators.errands import Errands
from imbuto.simulators.serving import arguments, serve

from .building import DEMO_CREDENTIALS, build
from .doorkeeper import Credentials

DEMO = {
    "consumer-key": DEMO_CREDENTIALS.consumer_key,
    "consumer-secret": DEMO_CREDENTIALS.consumer_secret,
    "initiator-name": DEMO_CREDENTIALS.initiator_name,
    "initiator-password": DEMO_CREDENTIALS.initiator_password,
    "shortcode": DEMO_CREDENTIALS.shortcode,
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
    errands = Errands()
    app, desk = build(
        given.data, credentials, errands=errands, float_shillings=given.shillings, delay_ms=given.delay_ms
    )
    desk.resume()
    serve(app, given.host, given.port)
    errands.stop()
    desk.close()


if __name__ == "__main__":
    main()
