"""The ledger over HTTP, under /api/v1: parse, permit, one verb, answer.

app            create_app(parts): puts the door together; wsgi, __main__ serve it
access         who is calling, what each endpoint demands, whose data it is
incoming       what is refused before it is understood: size, type, depth, control characters
idempotency    the same request again gets the same answer
problems       the one table from refusal to HTTP status
plain          what is wrong with a body or a query, in plain words
blueprint, fields, paging, documentation   the grain of every endpoint, and its OpenAPI description
blueprints/    one file per concern; schemas/ has their shapes

Nothing here decides about milk or money: that is the ledger's, and what is read comes from the views.
"""
