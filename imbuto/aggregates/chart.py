"""The chart of accounts: what is owned, owed, held in common, earned and spent.

Vouchers decide against it, the journal books on it, and the exports take the hierarchical names from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FLOAT, WORKING, SMS_CREDIT, CASH, BANK = "1010", "1015", "1020", "1030", "1040"
PROCESSORS, CHARGES = "1100", "1200"
MEMBERS, SAVINGS, HELD, ON_THE_WAY, CREDITORS = "2100", "2120", "2150", "2200", "2300"
SHARES, OPENING = "3100", "3900"
MILK_SALES, TRANSPORT, LEVIES, STORE, SERVICES = "4000", "4100", "4110", "4300", "4310"
REGISTRATION, OTHER_INCOME = "4320", "4390"
MILK, PREMIUMS, FEES, SMS, BANK_CHARGES = "5000", "5050", "5400", "5500", "5600"
BAD_DEBTS, OTHER_COSTS = "5700", "5900"


@dataclass(frozen=True)
class Account:
    """`path` is the name in hledger and Beancount; its first part says which kind of account it is.
    `by` says of whom sub-accounts are kept: "member", "creditor" or nobody."""

    code: str
    name: str
    path: str
    by: str | None = None

    @property
    def is_control(self) -> bool:
        """Whether it is the sum of what members hold: only the facts about a member move it."""
        return self.by == "member"


CHART: Mapping[str, Account] = {
    account.code: account
    for account in (
        Account(FLOAT, "M-Pesa float", "Assets:Mpesa:Float"),
        Account(WORKING, "M-Pesa working account", "Assets:Mpesa:Working"),
        Account(SMS_CREDIT, "SMS credit", "Assets:Sms:Credit"),
        Account(CASH, "Cash", "Assets:Cash"),
        Account(BANK, "Bank", "Assets:Bank"),
        Account(PROCESSORS, "Processors", "Assets:Processors"),
        Account(CHARGES, "Members' charges", "Assets:Members:Charges", "member"),
        Account(MEMBERS, "Members' milk account", "Liabilities:Members:Milk", "member"),
        Account(SAVINGS, "Members' savings", "Liabilities:Members:Savings", "member"),
        Account(HELD, "Disputed milk held", "Liabilities:Members:DisputedMilk", "member"),
        Account(ON_THE_WAY, "Payouts on the way", "Liabilities:Members:PayoutsOnTheWay", "member"),
        Account(CREDITORS, "Creditors", "Liabilities:Creditors", "creditor"),
        Account(SHARES, "Members' shares", "Equity:Members:Shares", "member"),
        Account(OPENING, "Opening balances", "Equity:OpeningBalances"),
        Account(MILK_SALES, "Milk sales", "Income:Milk:Sales"),
        Account(TRANSPORT, "Transport income", "Income:Transport"),
        Account(LEVIES, "Levies kept", "Income:Levies"),
        Account(STORE, "Store sales", "Income:Store"),
        Account(SERVICES, "AI and vet services", "Income:Services"),
        Account(REGISTRATION, "Registration", "Income:Registration"),
        Account(OTHER_INCOME, "Other income", "Income:Other"),
        Account(MILK, "Milk purchases", "Expenses:Milk:Purchases"),
        Account(PREMIUMS, "Volume premiums and bonuses", "Expenses:Milk:Premiums"),
        Account(FEES, "M-Pesa fees", "Expenses:Mpesa:Fees"),
        Account(SMS, "SMS", "Expenses:Sms"),
        Account(BANK_CHARGES, "Bank charges", "Expenses:Bank"),
        Account(BAD_DEBTS, "Bad debts", "Expenses:BadDebts"),
        Account(OTHER_COSTS, "Other costs", "Expenses:Other"),
    )
}
"""By code. 1… is owned, 2… is owed, 3… is held in common, 4… is earned, 5… is spent."""

MEMBER_ACCOUNTS = tuple(code for code, account in CHART.items() if account.is_control)

INCOME_OF: Mapping[str, str] = {
    "agrovet": STORE,
    "feed": STORE,
    "ai": SERVICES,
    "vet": SERVICES,
    "transport": TRANSPORT,
    "levy": LEVIES,
    "registration": REGISTRATION,
}
"""What the cooperative earns by a charge of each kind that is owed to itself; all else is other income."""

MONEY_OF: Mapping[str, str] = {"cash": CASH, "bank": BANK, "mpesa": FLOAT}
"""Where money lies that was paid in or out in one of these ways."""
