"""When phones are left in peace: the cooperative's nights, and each member's own answer to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from typing import TypeAlias

from imbuto.errors import BadValue

Hours: TypeAlias = tuple[str, str]
"""Begin and end, as HH:MM of Nairobi."""
MOST_QUIET = timedelta(hours=16)
"""A member's own night is no longer, so that each day leaves time to tell, and to answer."""


@dataclass(frozen=True)
class Hour:
    """What a clock in Nairobi shows (HH:MM), whether it lies in the hours of the cooperative's rules, and
    whether the phones of those who have not chosen are left in peace now."""

    shows: str
    is_night: bool
    is_quiet: bool


@dataclass(frozen=True)
class QuietChoice:
    """A member's own word about the nights. `quiet` None: as the cooperative has it; False: told at any hour;
    True: in peace even where the cooperative has no quiet hours, in the hours of its rules or in the member's
    own. Times are Nairobi's, as HH:MM."""

    quiet: bool | None = None
    quiet_from: str | None = None
    quiet_until: str | None = None

    def hours(self, usual: Hours | None, night: Hours) -> Hours | None:
        """From when until when this member's phone is left in peace, None: never. `usual` is so for those who
        have not chosen, and `night` stands in the cooperative's rules, in force or not."""
        if self.quiet is None:
            return usual
        own = (
            night
            if self.quiet_from is None or self.quiet_until is None
            else (self.quiet_from, self.quiet_until)
        )
        return own if self.quiet and own[0] != own[1] else None

    def check(self) -> None:
        """Raises BadValue naming the first word that cannot be."""
        begins, ends = self.quiet_from, self.quiet_until
        if begins is None and ends is None:
            return
        if begins is None or ends is None or self.quiet is not True:
            said = "Own hours are two times, and quiet is true with them."
            raise BadValue("quiet_from", begins, said, "Give all three, or leave both times out.")
        check_time("quiet_from", begins)
        check_time("quiet_until", ends)
        if not timedelta(0) < _length(begins, ends) <= MOST_QUIET:
            raise BadValue(
                "quiet_until", ends, "Own quiet hours end within 16 hours.", "Choose another time."
            )


def is_within(shows: str, begins: str, ends: str) -> bool:
    """Whether a clock shows a time from `begins` up to, not including, `ends`, perhaps past midnight. Two
    equal times are no hours at all: whatever waited for their end would wait for ever."""
    if begins <= ends:
        return begins <= shows < ends
    return shows >= begins or shows < ends


def check_time(name: str, text: str) -> None:
    """Raises BadValue for what is not HH:MM."""
    try:
        is_time = f"{time.fromisoformat(text):%H:%M}" == text
    except ValueError:
        is_time = False
    if not is_time:
        raise BadValue(name, text, "This is not a time of day.", "Write it like 19:00.")


def _length(begins: str, ends: str) -> timedelta:
    return (_since_midnight(ends) - _since_midnight(begins)) % timedelta(days=1)


def _since_midnight(text: str) -> timedelta:
    at = time.fromisoformat(text)
    return timedelta(hours=at.hour, minutes=at.minute)
