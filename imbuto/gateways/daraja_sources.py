"""From where M-Pesa posts its callbacks. Safaricom gives these addresses at go-live; it signs nothing.

The list changes without notice (some operators also see 196.201.212.128 and .132), so it is a setting:
DARAJA_CALLBACK_SOURCES.
"""

from __future__ import annotations

SAFARICOM = (
    "196.201.214.200",
    "196.201.214.206",
    "196.201.214.207",
    "196.201.214.208",
    "196.201.213.114",
    "196.201.213.44",
    "196.201.212.127",
    "196.201.212.138",
    "196.201.212.129",
    "196.201.212.136",
    "196.201.212.74",
    "196.201.212.69",
)
