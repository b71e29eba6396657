"""Every word that a phone shows, in one room that is read by people who speak Kiswahili and English.

sms        what is told of milk, money and changes, and the answers to what a farmer texts
letters    what is told about the way in: invitations, links, codes
ussd       the menu on any phone
fitting    how a text is kept plain and within its length
"""
