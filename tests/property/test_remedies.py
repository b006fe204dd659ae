"""Any actors offer, consent, decline and answer in any order: no amount goes out without its consents."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from hearthline.complaints.draft import NotAllowed, Refused
from hearthline.complaints.lifecycle import decide
from hearthline.complaints.parts import Remedy, RemedyState
from hearthline.complaints.remedy_commands import AnswerRemedy, Approve, Decline, Offer
from hearthline.platform.outbox import CUSTOMER, Actor
from tests.sizes import sized
from tests.unit.complaints.builders import a_story, after, an_offer

LIMITS = {"agent": 50_000, "lead": 500_000, "manager": 5_000_000}
RANKS = {
    "an": "agent",
    "bo": "agent",
    "chen": "lead",
    "ding": "lead",
    "e": "manager",
    "fu": "manager",
    "gao": "manager",
}
AMOUNTS = [None, *(edge + step for edge in LIMITS.values() for step in (-1, 0, 1))]


@dataclass(frozen=True)
class Act:
    """Somebody does something, under the rank that is theirs."""

    who: str
    command: Offer | Approve | Decline | AnswerRemedy


def _acts(who: str) -> st.SearchStrategy[Act]:
    rank = RANKS[who]
    ids = st.one_of(st.none(), st.integers(1, 4))
    commands: st.SearchStrategy[Offer | Approve | Decline | AnswerRemedy] = st.one_of(
        st.sampled_from(AMOUNTS).map(lambda amount: an_offer(amount, rank)),
        ids.map(lambda wanted: Approve(wanted, rank)),
        ids.map(lambda wanted: Approve(wanted, rank)),
        st.just(Decline("No.", authority=rank)),
        st.builds(AnswerRemedy, st.integers(1, 4), st.booleans()),
    )
    return commands.map(lambda command: Act(who, command))


acts = st.lists(st.sampled_from(sorted(RANKS)).flatmap(_acts), max_size=25)


@settings(max_examples=sized(120, 2_000))
@given(acts)
def test_no_amount_reaches_the_customer_without_the_consents_that_its_size_needs(story: list[Act]) -> None:
    case = a_story()
    complaint = case.complaint
    for hour, act in enumerate(story, start=1):
        actor = CUSTOMER if isinstance(act.command, AnswerRemedy) else Actor("staff", act.who)
        accepted = sum(one.amount or 0 for one in complaint.remedies if one.state is RemedyState.ACCEPTED)
        before = {one.id for one in complaint.remedies if one.offered_at}
        try:
            complaint = decide(complaint, act.command, actor, after(minutes=hour), case.terms).complaint
        except (Refused, NotAllowed):
            continue
        for remedy in complaint.remedies:
            if remedy.offered_at and remedy.id not in before:
                assert enough(remedy, accepted)
        assert sum(one.state in {"proposed", "offered"} for one in complaint.remedies) <= 1


def enough(remedy: Remedy, accepted: int) -> bool:
    """Whether those behind it may let so much go out: reckoned from the people, not from its record."""
    size = accepted + remedy.amount if remedy.amount is not None else 0
    consenting = {approval.by for approval in remedy.approvals} - {remedy.offered_by}
    if size <= LIMITS[RANKS[remedy.offered_by]]:
        return True
    if size <= LIMITS["manager"]:
        return any(size <= LIMITS[RANKS[who]] for who in consenting)
    return sum(RANKS[who] == "manager" for who in consenting) >= 2
