"""The preset of limits to begin with: KS EAS 67, raw cow milk, to be verified before it is approved.

What is known, and how well. Fat 3.25 % or more, SNF 8.5 % or more and density 1.026 to 1.032 at 20 °C are
stated by others; the standard's numeric table itself was not at hand. A specific gravity under 1.026 is used
as the water test in Kenya (University of Nairobi, 1995). Plate counts: 2,000,000 as the ceiling is stated by
a Kenyan processor, the grades under 200,000 and under 1,000,000 are from memory, and so are the resazurin
discs. A cooperative compares each figure with its copy of the standard, and proposes what is right there.
"""

from __future__ import annotations

from decimal import Decimal

from imbuto.aggregates.limits import REJECT, Limit
from imbuto.aggregates.quality import FORMULAS

KS_EAS_67_NAME = "KS EAS 67, verify"
KS_EAS_67_TEXT = (
    "Verify each figure with your copy of KS EAS 67 (raw cow milk) before a second official approves it. "
    "Stated by others: fat, SNF, density, the plate count's ceiling. From memory: the plate counts of the "
    "grades, the resazurin discs, and the grade that fat and SNF under the standard earn."
)
KS_EAS_67_FORMULA = FORMULAS["richmond-20"]


def _number(
    reading: str, result: str, reason: str, *, at_least: str | None = None, at_most: str | None = None
) -> Limit:
    low, high = (None if bound is None else Decimal(bound) for bound in (at_least, at_most))
    return Limit(reading, low, high, None, result, reason)


def _word(reading: str, word: str, reason: str) -> Limit:
    return Limit(reading, None, None, word, REJECT, reason)


KS_EAS_67 = (
    _word("organoleptic", "good", "bad smell, look or taste"),
    _word("alcohol", "negative", "alcohol test positive"),
    _word("antibiotic", "negative", "antibiotics found"),
    _number("density", REJECT, "density under 1.026, water added", at_least="1.026"),
    _number("density", REJECT, "density over 1.032", at_most="1.032"),
    _number("fat_percent", "B", "fat under 3.25%", at_least="3.25"),
    _number("snf_percent", "B", "SNF under 8.5%", at_least="8.5"),
    _number("resazurin", "B", "resazurin under 4", at_least="4"),
    _number("resazurin", REJECT, "resazurin 0", at_least="1"),
    _number("plate_count", "B", "plate count over 200,000", at_most="200000"),
    _number("plate_count", "C", "plate count over 1,000,000", at_most="1000000"),
    _number("plate_count", REJECT, "plate count over 2,000,000", at_most="2000000"),
)
