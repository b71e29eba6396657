"""Sealing of personal words inside facts, each with the key of the person it is about.

The ledger knows only this protocol; the keys live in the people store (security/keys.py), so that
destroying one makes the person unreadable in every fact, copy and backup of the facts.
"""

from __future__ import annotations

from typing import Protocol


class Keyring(Protocol):
    """Per-person authenticated encryption."""

    def seal(self, subject: str, text: str, context: bytes) -> tuple[str, bytes]:
        """The key's id and the sealed bytes. Makes the subject's key, durably, on first use."""

    def open(self, key_id: str, sealed: bytes, context: bytes) -> str | None:
        """The clear text, or None once the key is destroyed. Raises when the bytes were tampered with."""


class NoKeys:
    """A keyring without keys: an auditor who holds only the facts sees every person as erased."""

    def seal(self, subject: str, text: str, context: bytes) -> tuple[str, bytes]:
        raise PermissionError("Facts cannot be written without the people store's keys.")

    def open(self, key_id: str, sealed: bytes, context: bytes) -> str | None:
        return None
