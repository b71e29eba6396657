"""Africa's Talking's gateway, pretended: sending SMS, delivery reports, answers from phones, and USSD menus.

app (doors) -> exchange (what happens when, and what is remembered) -> segments (what a text costs);
dialling (a phone in a menu) -> dial (the same in a terminal); control, keypad and the pages are for people
and tests.
"""
