"""From where a callback may come. M-Pesa signs nothing: the address of the sender is one lock of several."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import Self

ANYWHERE = "anywhere"
NOWHERE = ""
"""Stands for a sender whose address is not known."""

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Sources:
    """The networks that are trusted."""

    def __init__(self, networks: Iterable[Network], *, anywhere: bool = False) -> None:
        self._networks = tuple(networks)
        self._anywhere = anywhere

    @classmethod
    def of(cls, words: Iterable[str]) -> Self:
        """Networks such as 196.201.214.0/24 and single addresses; `anywhere` trusts every sender. Raises
        ValueError for what is neither."""
        given = [word.strip() for word in words if word.strip()]
        networks = [ipaddress.ip_network(word, strict=False) for word in given if word != ANYWHERE]
        return cls(networks, anywhere=ANYWHERE in given)

    def trusts(self, source: str) -> bool:
        """Whether callbacks from this IP address are M-Pesa's, as far as the address can say."""
        if self._anywhere:
            return True
        try:
            address = ipaddress.ip_address(source)
        except ValueError:
            return False
        plain = getattr(address, "ipv4_mapped", None) or address
        return any(plain.version == network.version and plain in network for network in self._networks)
