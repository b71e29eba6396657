"""A payday under a hostile M-Pesa, in one process and in simulated time.

virtual_time  the clock of everybody: it stands still while somebody works and leaps while all wait
transport     the real client, the real API and the real simulator joined over WSGI, without sockets
payday        a cooperative whose run is approved and whose payouts are requested
faults        what goes wrong, as scripts of the simulator
world         who works next, drawn by a seed; kills and restarts; the officials at the end
checks        what must be true of every payday, read from the phones, the facts, the views and the books
"""
