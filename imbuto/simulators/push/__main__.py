"""``python -m imbuto.simulators.push --port 8003 --data DIR``: the push service simulator as a process."""

from __future__ import annotations

from imbuto.simulators import clock
from imbuto.simulators.book import Book
from imbuto.simulators.errands import Errands
from imbuto.simulators.serving import arguments, serve

from .app import create_app
from .service import SCHEMA, Service


def main() -> None:
    parser = arguments("Pretends to be a push service and the browsers behind it.", 8003)
    parser.add_argument("--delay-ms", type=int, default=200, help="between taking a message and showing it")
    parser.add_argument("--api-url", default="", help="where phones sign in, such as …:8000/api/v1")
    given = parser.parse_args()
    book, errands = Book(given.data / "push.sqlite", SCHEMA), Errands()
    service = Service(book, errands, lambda: clock.now(), given.delay_ms)
    if given.api_url:
        service.set_shown_url(f"{given.api_url.rstrip('/')}/push/shown")
    service.resume()
    serve(create_app(service, given.api_url.rstrip("/")), given.host, given.port)
    errands.stop()
    book.close()


if __name__ == "__main__":
    main()
