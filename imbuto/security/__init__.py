"""Who someone is, what they may do, and the keys of what is known about them.

store, tables   the people store: all that may be forgotten, in SQLite or PostgreSQL
keys            one key per person; what it seals inside facts dies with it
logins          who may sign in: passwords, invitations, login names
accounts        signing in and out: sessions with opaque tokens, and patience after wrong passwords
codes, pins     how a farmer gets in: six digits by SMS, and a PIN beside them
devices         devices that have been let in before
errands         what a request leaves to be done after its answer
idempotency     the answer to a request that was sent before
roles           permissions with a sentence each, and the table from role to permissions
callbacks       the keyed hash in the addresses that partners call back

Nothing secret is stored in the clear and nothing secret shows in a repr or a log.
"""
