"""Where the stores lie in a data folder, and how facts and keys are opened only to be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from imbuto.ledger.reading import FactLog, connect_read_only, open_facts
from imbuto.security.copies import keys_in, keys_on
from imbuto.security.keys import Keyring
from imbuto.security.store import PeopleStore
from imbuto.settings import Settings

EVENTS_FILE, VIEWS_FILE, PEOPLE_FILE = "events.sqlite", "views.sqlite", "people.sqlite"
KEYS_FILE = "keys.sqlite"


@contextmanager
def read_only(
    events: Path | str, keys: Path | str | None = None, *, is_copy: bool = True
) -> Iterator[FactLog]:
    """The facts, and the keys of the people in them, from files or a database that is only read.

    Without `keys` every person shows as erased. `is_copy` False: the stores may be in use.
    """
    with ExitStack() as opened:
        keyring = None
        if keys is not None:
            store = _keys_to_read(keys, is_copy=is_copy)
            opened.callback(store.close)
            keyring = Keyring(store)
        yield opened.enter_context(open_facts(events, keyring, is_copy=is_copy))


@contextmanager
def own_facts(settings: Settings) -> Iterator[FactLog]:
    """This installation's own facts, only to be read, while others go on writing."""
    if settings.database_url:
        stores: tuple[Path | str, Path | str] = (settings.database_url, settings.database_url)
    else:
        keys = settings.data / KEYS_FILE
        # Nothing was started yet since the keys have a store of their own: they lie where they lay.
        stores = (settings.data / EVENTS_FILE, keys if keys.exists() else settings.data / PEOPLE_FILE)
    with read_only(*stores, is_copy=False) as facts:
        yield facts


def _keys_to_read(where: Path | str, *, is_copy: bool) -> PeopleStore:
    if str(where).startswith(("postgres://", "postgresql://")):
        return keys_in(str(where))
    connection = connect_read_only(Path(where), is_copy=is_copy)
    return keys_on(lambda: connection)
