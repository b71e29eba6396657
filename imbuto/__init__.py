"""Imbuto: the ledger of a dairy cooperative.

values, errors, settings   the small words everything else is written in
aggregates/                the domain, pure: facts, state and decisions of a delivery, a member, a pay run, …
ledger/                    the one door for writing: verbs, the event store, personal-data encryption
projections/               read models, folded from the facts and rebuildable at any time
audit/                     replay and checks from a copy of the facts; reads only
gateways/, security/       Daraja and Africa's Talking; passwords, tokens, roles, personal keys
api/                       REST over the ledger's verbs and the projections' questions
jobs/                      reactions and schedules: settle, pay, tell, chase
imports/, demo/            registers and deliveries from files; a fictional cooperative to try
simulators/                stand-ins that speak the real protocols of Daraja and the SMS gateway
bootstrap, cli             where the parts are put together; the `imbuto` command
"""

__version__ = "0.1.0"
