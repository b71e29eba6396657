"""Africa's Talking's SMS gateway, pretended: sending, delivery reports and answers from phones.

app (doors) -> exchange (what happens when, and what is remembered) -> segments (what a text costs); control
and the page are for people and tests.
"""
