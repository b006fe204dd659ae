"""In whatever order, and however often, what befell its messages is told: an invitation ends alike."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from hearthline.notices import delivery
from hearthline.notices.delivery import Patience
from hearthline.notices.model import Accepted, Delayed, Delivery, Outcome, Refused, State, Unclear
from hearthline.notices.policy import Reason
from hearthline.platform.codec import dump
from hearthline.survey_deliveries import told_by
from hearthline.surveys.model import Invitation, Progress, Reach
from hearthline.surveys.moving import newest
from hearthline.surveys.reach import Told, moved
from hearthline.surveys.states import FINAL, state_of
from tests.sizes import sized
from tests.unit.notices.surveys import an_asked, an_asking
from tests.unit.surveys.builders import NOW, an_invitation

PATIENCE = Patience()
ASKED = an_asked()
MINUTE = timedelta(minutes=1)
OUTCOMES: dict[str, Outcome] = {
    "accepted": Accepted("p"),
    "refused": Refused("address_refused"),
    "delayed": Delayed("unreachable"),
    "unclear": Unclear("no_answer"),
}
ON_ITS_WAY = ("claim", "hold", "withhold", "ended", "die", *OUTCOMES)
steps = st.lists(st.sampled_from([*ON_ITS_WAY, "arrived", "bounced", "give_up"]), max_size=12)


def history(message: str, played: list[str]) -> list[Told]:
    """Let a delivery go a way that its rules allow; give what it tells at each version of it."""
    one = delivery.queue(an_asking(message), NOW, PATIENCE)
    seen, now = [told_by(dump(one))], NOW
    for step in played:
        now += MINUTE
        after = _sent_on(one, step, now) if step in ON_ITS_WAY else _heard(one, step, now)
        if after is not one:
            one = after
            seen.append(told_by(dump(one)))
    return [each for each in seen if each is not None]


def _sent_on(one: Delivery, step: str, now: datetime) -> Delivery:
    """What a sender does; it does nothing where the state does not ask for it."""
    if one.state is State.SENDING:
        if step == "die":
            return delivery.expire(one, now, PATIENCE)
        return delivery.record(one, OUTCOMES[step], now, PATIENCE) if step in OUTCOMES else one
    if one.state not in {State.QUEUED, State.WAITING, State.HELD}:
        return one
    if step == "claim":
        return delivery.claim(one, "sms" if "email" in one.refused else "email", now, PATIENCE)
    if step == "hold":
        return delivery.hold(one, now + MINUTE, "quiet_hours", now)
    reasons = {"withhold": Reason.PERSON_CAP, "ended": Reason.CAMPAIGN_ENDED}
    return delivery.withhold(one, reasons[step], now) if step in reasons else one


def _heard(one: Delivery, step: str, now: datetime) -> Delivery:
    """What a provider reports, and what follows where nobody does."""
    if step == "arrived":
        return delivery.delivered(one, "email", "p", now)
    if step == "bounced":
        return delivery.bounced(one, "email", "address_bounced", now)
    return delivery.abandon(one, now) if one.state is State.UNKNOWN else one


def after_all(invitation: Invitation, heard: list[Told]) -> Invitation:
    for one in heard:
        invitation = moved(invitation, one)
    return invitation


@settings(max_examples=sized(100, 1_000))
@given(steps, steps, st.data())
def test_an_invitation_ends_alike_in_any_order_and_with_any_duplicates(
    first: list[str], reminder: list[str], data: st.DataObject
) -> None:
    whole = [*history("invitation", first), *history("reminder/1", reminder)]
    invitation = an_invitation(hash=ASKED.invitation, campaign=ASKED.campaign)
    more = data.draw(st.lists(st.sampled_from(whole), max_size=6)) if whole else []
    shuffled = data.draw(st.permutations([*whole, *more]))

    in_order, anyhow = after_all(invitation, whole), after_all(invitation, shuffled)

    for last in history("invitation", first)[-1:]:
        expected = (Reach.CANCELLED, None) if last.of_campaign else (last.reach, last.reason)
        assert (in_order.reach, in_order.reason) == expected
    assert anyhow == in_order
    assert after_all(invitation, newest(shuffled)) == in_order


@given(steps, st.data())
def test_what_was_in_a_senders_hands_as_its_campaign_was_cancelled_ends_alike(
    played: list[str], data: st.DataObject
) -> None:
    """Closing takes back what is made or held, ends what is open, and comes between any two things told."""
    whole = history("invitation", played)
    ends = []
    for cut in (data.draw(st.integers(0, len(whole))), 0):
        closed = _closed(after_all(an_invitation(hash=ASKED.invitation), whole[:cut]))
        ends.append(after_all(closed, data.draw(st.permutations(whole))))

    assert {state_of(end) for end in ends} <= FINAL
    if whole and whole[-1].reach in (Reach.SENT, Reach.FAILED, Reach.WITHHELD):
        assert len({end.reach for end in ends}) == 1


def _closed(invitation: Invitation) -> Invitation:
    if invitation.reach in (Reach.MADE, Reach.HELD):
        return replace(invitation, reach=Reach.CANCELLED)
    open_ = invitation.reach in (Reach.SENT, Reach.UNKNOWN)
    return replace(invitation, progress=Progress.EXPIRED) if open_ else invitation
