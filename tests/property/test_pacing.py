"""The pace of campaigns: never more than the rate, of one campaign or of all together."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from hearthline.surveys import pacing
from hearthline.surveys.feeding_plan import TOGETHER, Message, plan

START = 1_790_000_000_000_000
RATES = st.integers(6, pacing.FASTEST)
TAKINGS = st.lists(st.tuples(st.integers(0, 90_000_000), st.integers(1, 100)), min_size=1, max_size=12)


class Company:
    """The company's windows, as the store keeps them."""

    def __init__(self, rate: int) -> None:
        self.most = pacing.places_of_window(rate)
        self.used: Counter[int] = Counter()

    def take(self, window: int, count: int, piece: int) -> int:
        got = max(0, min(count, (self.most - self.used[window]) // piece * piece))
        self.used[window] += got
        return got


@given(rate=st.integers(1, pacing.FASTEST), takings=TAKINGS)
def test_in_no_minute_a_campaign_has_more_places_than_its_rate(
    rate: int, takings: list[tuple[int, int]]
) -> None:
    now, next_at, places = START, None, list[int]()
    for later, count in takings:
        now += later
        taken = pacing.taken(next_at, now, rate, count)
        assert taken.first >= now
        next_at = taken.next
        places += taken.places()

    assert places == sorted(places)
    for first, beyond in zip(places, places[rate:], strict=False):
        assert beyond - first >= pacing.MINUTE


@given(company=RATES, campaigns=st.lists(st.tuples(RATES, TAKINGS), min_size=1, max_size=3))
def test_in_no_window_more_goes_out_than_the_company_has_places(
    company: int, campaigns: list[tuple[int, list[tuple[int, int]]]]
) -> None:
    shared, planned = Company(company), list[Message]()
    for rate, takings in campaigns:
        now, next_at = START, None
        for later, count in takings:
            now += later
            places = pacing.taken(next_at, now, rate, count)
            next_at = places.next
            hashes = [f"{number}" for number in range(count)]
            messages = plan(hashes, places, shared.most, shared.take)
            assert [each for message in messages for each in message.invitations] == hashes
            assert all(message.at >= now for message in messages)
            planned += messages

    out: Counter[int] = Counter()
    for message in planned:
        assert len(message.invitations) <= TOGETHER
        out[pacing.window_of(message.at)] += len(message.invitations)
    assert all(count <= shared.most for count in out.values())


@given(at=st.integers(START, START + 900_000_000), early=st.integers(0, 900_000_000))
def test_a_message_is_never_seen_before_its_place(at: int, early: int) -> None:
    now = at - early

    assert now + pacing.delay_seconds(at, now) * 1_000_000 >= at
    assert pacing.moment(pacing.micros(pacing.moment(at))) == pacing.moment(at)
