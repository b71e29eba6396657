"""Stand-ins that speak the real protocols over HTTP: everything can be tried without money or airtime.

``daraja`` answers as Safaricom's M-Pesa B2C gateway does, ``sms`` as Africa's Talking's SMS gateway does.
Each is a process of its own, knows nothing of Imbuto, and can be told to misbehave as the real ones do.
"""
