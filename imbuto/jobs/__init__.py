"""What happens by itself: followers that turn facts into work, and the work.

    reactions   the one table from fact to jobs, and the follower that reads it
    schedule    the one table of slots in Nairobi time: two schedulers make one job per slot
    sweep       what is still to be done by the views, asked each minute: Redis may forget everything
    specs       each kind of job with its queue and its id; work: each kind with its function
    queues      three queues (pay, settle, tell) whose jobs have ids made from the facts
    tell        SMS to members; messages: their words
    settle      pay runs: open, draw, prepare, request payouts, complete
    pay_files   files of payments: made whole, given back, the bank's answer taken over
    pay         sending money by M-Pesa, and asking about it; pace: not too fast, and not while it is stopped
    held        the parts a job works with, built once per process
    worker, scheduler   the two processes

Every job looks at the ledger first and does nothing when its work is done, so it may run twice, at the
same time, or be killed anywhere.
"""
