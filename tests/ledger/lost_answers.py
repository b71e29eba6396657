"""A PostgreSQL whose answer to a commit gets lost on the way, so that the library sends the facts again."""

from __future__ import annotations

from typing import Any

from imbuto.ledger import postgres


class ForgetfulRecorder(postgres.FactRecorder):
    """Once told to, it loses the answer to the next commit. The library then does as it does after a broken
    connection: it inserts the same facts a second time."""

    loses_the_next_answer = False

    def insert_events(self, stored_events: Any, **kwargs: Any) -> Any:
        answer = super().insert_events(stored_events, **kwargs)
        if self.loses_the_next_answer:
            self.loses_the_next_answer = False
            return super().insert_events(stored_events, **kwargs)
        return answer


class Factory(postgres.Factory):
    application_recorder_class = ForgetfulRecorder
