"""Safaricom's Daraja B2C gateway, pretended: payouts, status and balance queries over the real protocol.

app (doors) -> desk (what happens when) -> payments, accounts (what is remembered) -> rules, tariff (what
M-Pesa decides); bodies prints the answers, fields reads the questions, control and the page are for people
and tests.
"""
