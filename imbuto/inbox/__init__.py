"""What partners post to us: kept first, then acknowledged, then applied to the ledger.

    desk      the inbox itself: what comes in, what waits, what is held for a person
    hand      the thread of a process that applies what came, right after the answer
    applying  from one kept callback to what becomes of it
    reading   from a body, in whatever shape, to what it says
    claims    from what M-Pesa says about a payment to the fact that is recorded
    sources   from where a callback may come

A callback may come never, twice, late, early or forged, and nothing here hangs on its order. What was
acknowledged is in the people store; whatever a killed process leaves there is applied by the sweep.
"""

from imbuto.inbox.desk import Inbox
from imbuto.inbox.reading import SeenClaim
from imbuto.inbox.sources import Sources
from imbuto.security.kept_callback import STATES, Address, Callback, CallbackPage, Posted

__all__ = ["STATES", "Address", "Callback", "CallbackPage", "Inbox", "Posted", "SeenClaim", "Sources"]
