"""Putting the gateway together: as a process, or inside another one with a clock and a wire of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask

from imbuto.simulators.book import Book
from imbuto.simulators.clock import Clock, now
from imbuto.simulators.errands import Later
from imbuto.simulators.posting import Post, post_json

from . import accounts, payments, story, top_ups
from .app import create_app
from .certificate import Strongbox
from .desk import Desk
from .doorkeeper import Credentials, Doorkeeper
from .world import World

SCHEMA = payments.SCHEMA + accounts.SCHEMA + story.SCHEMA + top_ups.SCHEMA

DEMO_CREDENTIALS = Credentials(
    "demo-consumer-key", "demo-consumer-secret", "demo-initiator", "Demo#Initiator1", "600000"
)


def build(
    folder: Path | None,
    credentials: Credentials = DEMO_CREDENTIALS,
    *,
    errands: Later,
    clock: Clock = now,
    post: Post = post_json,
    seed: int = 0,
    script: dict[str, Any] | None = None,
    float_shillings: int = 5_000_000,
    working_shillings: int = 2_000_000,
    delay_ms: int = 300,
    remember: bool = True,
) -> tuple[Flask, Desk]:
    """The gateway as a WSGI app, and the desk behind it. Without a folder all is kept in memory. With one,
    and ``remember`` false, the certificate is kept and the book is not.

    ``post(url, body)`` carries callbacks and answers the HTTP status, or None when nobody took it. An app
    whose caller shall get no answer raises DroppedConnection. The same seed, script and requests in the same
    order misbehave in the same way. Raises ScriptError for a script that cannot be understood.
    """
    book = Book(folder / "daraja.sqlite" if folder and remember else None, SCHEMA)
    strongbox = Strongbox(folder)
    initiator = accounts.Initiator(book, strongbox, credentials)
    till = accounts.Accounts(book, float_shillings * 100, working_shillings * 100)
    world = World(clock, errands, post, delay_ms)
    desk = Desk(book, till, initiator, credentials.shortcode, world, seed, script)
    return create_app(desk, Doorkeeper(credentials, clock), strongbox), desk
