"""The other parties' vocabulary, and nothing else: what they are asked, and what their answers mean.

    daraja            the calls to M-Pesa: pay, ask for a payment's status, ask for the balance
    daraja_outcomes   the closed list of what a call can come to, read from the answer
    daraja_answers    what M-Pesa posts back later, read without any network
    daraja_codes      the tables: result codes, error codes, limits
    daraja_tariff     what M-Pesa takes for a payment
    daraja_tokens     one access token, shared by every process
    africastalking    the call that sends an SMS, and what it can come to
    africastalking_answers    delivery reports and answers from phones
    gsm7              how many parts a text takes
    wire              one HTTP request, and whether it can have been acted upon
    redaction         names, numbers and credentials taken out of what is stored or logged

Nothing here decides what the cooperative does about an answer; that is said by the ledger and the jobs.
"""
