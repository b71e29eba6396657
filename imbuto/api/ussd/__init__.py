"""The menu on any phone, by USSD: what is shown, what each key leads to, and what is recorded.

walk       where somebody is: places, the way back, and what the keys on the screen mean
screens    each place as text with its keys, from the answers of the desk
menu       what a pressed key makes of a walk; pure but for the desk
desk       the member's questions and acts, by the views' questions and the ledger's verbs
stepping   one step of the gateway: begun once, worked on, kept, answered

The words are in imbuto.words.ussd.
"""
