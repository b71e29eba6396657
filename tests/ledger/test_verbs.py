"""Each verb of the ledger: it does, it refuses, it stays quiet when repeated."""

from __future__ import annotations

from typing import Any

import pytest

from imbuto.ledger import Ledger, Saved
from imbuto.ledger.access import AccessVerbs
from imbuto.ledger.adjustments import AdjustmentVerbs
from imbuto.ledger.answers import AnswerVerbs
from imbuto.ledger.bulk import BulkVerbs
from imbuto.ledger.charge_rules import ChargeRuleVerbs
from imbuto.ledger.charges import ChargeVerbs
from imbuto.ledger.cooperative import CooperativeVerbs
from imbuto.ledger.deliveries import DeliveryVerbs
from imbuto.ledger.limits import LimitVerbs
from imbuto.ledger.members import MemberVerbs
from imbuto.ledger.messages import MessageVerbs
from imbuto.ledger.messaging import MessagingVerbs
from imbuto.ledger.pay_files import PayFileVerbs
from imbuto.ledger.pay_results import PayResultVerbs
from imbuto.ledger.pay_terms import PayTermsVerbs
from imbuto.ledger.payees import PayeeVerbs
from imbuto.ledger.payment_rules import PaymentRuleVerbs
from imbuto.ledger.payout_holds import PayoutHoldVerbs
from imbuto.ledger.payout_requests import PayoutRequestVerbs
from imbuto.ledger.payout_results import PayoutResultVerbs
from imbuto.ledger.payouts import PayoutVerbs
from imbuto.ledger.price_differences import PriceDifferenceVerbs
from imbuto.ledger.prices import PriceVerbs
from imbuto.ledger.privacy import PrivacyVerbs
from imbuto.ledger.reconciliation import ReconciliationVerbs
from imbuto.ledger.remittances import RemittanceVerbs
from imbuto.ledger.samples import SampleVerbs
from imbuto.ledger.settlements import SettlementVerbs
from imbuto.ledger.staff import StaffVerbs
from imbuto.ledger.till import TillVerbs
from imbuto.ledger.top_ups import TopUpVerbs
from imbuto.ledger.vouchers import VoucherVerbs
from tests.ledger.examples import JOB
from tests.ledger.verbs import MESSAGE, PAYOUT, SENT, Example, milk, tell
from tests.ledger.verbs_about_access import ACCESS, RENEWED
from tests.ledger.verbs_about_adjustments import ADJUSTMENTS, PAY_TERMS
from tests.ledger.verbs_about_bulk import BULK
from tests.ledger.verbs_about_charges import CHARGE_RULES, CHARGES
from tests.ledger.verbs_about_messages import MESSAGES
from tests.ledger.verbs_about_messages import RULES as MESSAGE_RULES
from tests.ledger.verbs_about_milk import DELIVERIES, RUNS
from tests.ledger.verbs_about_money import PAYOUTS
from tests.ledger.verbs_about_pay_files import PAY_FILES
from tests.ledger.verbs_about_payees import PAYEES
from tests.ledger.verbs_about_people import COOPERATIVE, PEOPLE
from tests.ledger.verbs_about_prices import DIFFERENCES, PRICES
from tests.ledger.verbs_about_privacy import PRIVACY
from tests.ledger.verbs_about_quality import LIMITS, SAMPLES
from tests.ledger.verbs_about_reconciliation import RECONCILIATIONS
from tests.ledger.verbs_about_till import PAYMENT_RULES, TILL, TOP_UPS
from tests.ledger.verbs_about_vouchers import VOUCHERS

ROOMS = (
    AccessVerbs,
    AdjustmentVerbs,
    PayTermsVerbs,
    PayFileVerbs,
    PayResultVerbs,
    BulkVerbs,
    ChargeRuleVerbs,
    ChargeVerbs,
    CooperativeVerbs,
    AnswerVerbs,
    DeliveryVerbs,
    LimitVerbs,
    MemberVerbs,
    MessageVerbs,
    MessagingVerbs,
    PayeeVerbs,
    PayoutVerbs,
    PayoutHoldVerbs,
    PayoutRequestVerbs,
    PayoutResultVerbs,
    PriceDifferenceVerbs,
    PriceVerbs,
    PrivacyVerbs,
    ReconciliationVerbs,
    RemittanceVerbs,
    SampleVerbs,
    SettlementVerbs,
    StaffVerbs,
    TillVerbs,
    TopUpVerbs,
    PaymentRuleVerbs,
    VoucherVerbs,
)
EXAMPLES = [
    *BULK,
    *COOPERATIVE,
    *PEOPLE,
    *DELIVERIES,
    *RUNS,
    *PAYOUTS,
    *MESSAGES,
    *MESSAGE_RULES,
    *PRICES,
    *DIFFERENCES,
]
EXAMPLES += [*CHARGES, *CHARGE_RULES]
EXAMPLES += [*ADJUSTMENTS, *PAY_TERMS]
EXAMPLES += VOUCHERS
EXAMPLES += ACCESS
EXAMPLES += PRIVACY
EXAMPLES += [*TILL, *TOP_UPS, *PAYMENT_RULES]
EXAMPLES += PAY_FILES
EXAMPLES += RECONCILIATIONS
EXAMPLES += PAYEES
EXAMPLES += [*SAMPLES, *LIMITS]
COUNTING = {"message_not_sent", "download_pay_file"}
"""These count how often: each call is a new failed send, or a file in other hands, and a new fact."""
QUESTIONS = {
    "adjustment",
    "bulk",
    "delivery",
    "member",
    "message",
    "payout",
    "settlement",
    "statement",
    "staff",
}
QUESTIONS |= {"cooperative_as_of", "price_difference", "priced_milk", "differences_of"}
QUESTIONS |= {"charge", "remittance"}
QUESTIONS |= {"voucher"}
QUESTIONS |= {"access"}
QUESTIONS |= {"till", "top_up"}
QUESTIONS |= {"pay_file", "pay_file_content", "check_pay_results"}
QUESTIONS |= {"hold_on"}
QUESTIONS |= {"portal_statement", "position_of", "is_recorded"}


@pytest.fixture(params=EXAMPLES, ids=[example.verb for example in EXAMPLES])
def example(request: pytest.FixtureRequest, dairy: Ledger) -> Example:
    found: Example = request.param
    for before in found.given:
        before(dairy)
    return found


def news(ledger: Ledger, after: int) -> tuple[str, ...]:
    return tuple(fact.TOPIC for _, fact in ledger.facts(after, 100))


def test_it_does(example: Example, dairy: Ledger) -> None:
    before = dairy.position()
    answer = example.does(dairy)
    assert news(dairy, before) == example.news
    for saved in answer if isinstance(answer, list) else [answer]:
        if isinstance(saved, Saved) and example.news:
            assert saved.new
            assert saved.version == dairy.story(saved.id)[-1][1].originator_version
            assert saved.position == dairy.story(saved.id)[-1][0]


def test_it_refuses(example: Example, dairy: Ledger) -> None:
    before = dairy.position()
    with pytest.raises(example.with_) as refusal:
        example.refuses(dairy)
    assert type(refusal.value) is example.with_
    assert refusal.value.sentence
    assert refusal.value.remedy
    assert dairy.position() == before


def test_it_stays_quiet_when_repeated(example: Example, dairy: Ledger) -> None:
    first = example.does(dairy)
    before = dairy.position()
    again = example.does(dairy)
    if example.verb in RENEWED:
        assert dairy.position() == before + 1, "what replaces another is told each time"
        return
    assert dairy.position() == before
    pairs = zip(first, again, strict=True) if isinstance(first, list) else [(first, again)]
    for one, other in pairs:
        _require_the_same_answer(one, other)


def _require_the_same_answer(one: Any, other: Any) -> None:
    """A repetition is told where the fact stands; a count of new ones is none, a thing to send is nothing."""
    if isinstance(one, Saved):
        assert (other.id, other.position, other.version) == (one.id, one.position, one.version)
        assert other.new is False
    else:
        assert not other


def test_every_verb_has_its_example() -> None:
    verbs = {
        name
        for room in ROOMS
        for name in vars(room)
        if not name.startswith("_") and callable(getattr(room, name))
    }
    assert verbs - QUESTIONS == {example.verb for example in EXAMPLES} | COUNTING


def test_each_question_about_a_payout_is_a_fact_of_its_own(dairy: Ledger) -> None:
    for act in SENT:
        act(dairy)
    asked = [dairy.ask_about_payout(PAYOUT, question, JOB) for question in (1, 1, 2)]
    assert [payout.questions for payout in asked if payout] == [1, 2]


def test_each_send_that_fails_is_a_fact_of_its_own(dairy: Ledger) -> None:
    milk(dairy)
    tell(dairy)
    answers = [dairy.message_not_sent(MESSAGE, "no line", JOB) for _ in range(2)]
    assert [saved.new for saved in answers] == [True, True]
    assert dairy.message(MESSAGE).unanswered_sends == 2
