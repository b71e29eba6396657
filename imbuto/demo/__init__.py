"""A fictional cooperative to try things with: three closed periods, and the current one up to yesterday.

house      who belongs to it, and how they sign in
milk       what the cows give: litres and quality of each weighing
diary      acts in their order, each done once however often the seeding is begun
quarrels   answers, disputes and corrections
desk       how members want to be paid, vouchers, adjustments, a bonus, the limits of good milk
dues       creditors, charges of every kind, what everybody pays, and the rules of taking
cooler     what reached the cooler and the processor, what was missing, samples of shared cans
payday     the pay runs of the first two periods
seed       day by day through the whole history
trial      the same officials without members or milk, and sample files to bring in

Everything goes through the ledger's verbs. For one last day the facts are always the same, apart from what is
sealed. The third closed period has no run yet: it is opened live, by the clock.
"""

from __future__ import annotations

from imbuto.demo.house import CREDENTIALS_FILE, credentials
from imbuto.demo.parts import Parts
from imbuto.demo.seed import Standing, seed, standing
from imbuto.demo.trial import NAME as TRIAL_NAME
from imbuto.demo.trial import found_trial, write_samples

__all__ = [
    "CREDENTIALS_FILE",
    "TRIAL_NAME",
    "Parts",
    "Standing",
    "credentials",
    "found_trial",
    "seed",
    "standing",
    "write_samples",
]
