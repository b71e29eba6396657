"""A blade that falls once between every two lines of the rooms in which money is recorded and sent."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import imbuto
from tests.payments_world.hands import Killed

ROOT = Path(imbuto.__file__).parent


class Blade:
    """Kills whoever comes to a line for the first time; who comes there again may pass."""

    def __init__(self, *rooms: str) -> None:
        """`rooms` are files or folders under imbuto/."""
        self._watched = tuple(str(ROOT / room) for room in rooms)
        self._is_watched: dict[CodeType, bool] = {}
        self.fallen: set[tuple[str, int]] = set()
        self.functions: set[str] = set()

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """Hangs over what is done inside."""
        before = sys.gettrace()
        sys.settrace(self._call)
        try:
            yield
        finally:
            sys.settrace(before)

    def _call(self, frame: FrameType, event: str, arg: Any) -> Any:
        code = frame.f_code
        if (watched := self._is_watched.get(code)) is None:
            watched = self._is_watched[code] = code.co_filename.startswith(self._watched)
        return self._line if watched else None

    def _line(self, frame: FrameType, event: str, arg: Any) -> Any:
        place = (frame.f_code.co_filename, frame.f_lineno)
        if event == "line" and place not in self.fallen:
            self.fallen.add(place)
            self.functions.add(frame.f_code.co_name)
            raise Killed
        return self._line
