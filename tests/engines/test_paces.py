"""Places of a pace that many take at once: each is given away once, in no window more than there are."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from hearthline.platform.table import Table
from hearthline.surveys import pacing
from hearthline.surveys.pace_store import PaceStore
from tests.engines.people import People
from tests.engines.world import OneAtATime

RATE = 600
AT_ONCE = 8


def paces_of(people: People, company_rate: int) -> PaceStore:
    client = people.engine.client
    table = Table(
        OneAtATime(client) if people.engine.name == "moto" else client,
        people.engine.surveys,
        pause=lambda _: None,
    )
    return PaceStore(table, company_rate)


def test_no_two_who_take_at_once_have_the_same_place_of_a_campaign(people: People, now: datetime) -> None:
    paces, start = paces_of(people, 6000), pacing.micros(now)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        taken = list(pool.map(lambda _: paces.take("C1", RATE, 10, start), range(AT_ONCE)))

    places = sorted(place for each in taken for place in each.places())
    assert places == [start + number * pacing.interval(RATE) for number in range(10 * AT_ONCE)]
    # Where it lay idle it goes on from the present, and another campaign has a pace of its own.
    idle = start + 3600 * 1_000_000
    assert paces.take("C1", RATE, 10, idle).first == idle
    assert paces.take("C2", RATE, 10, start).first == start


def test_a_window_of_the_company_gives_no_more_than_it_has(people: People, now: datetime) -> None:
    paces, window = paces_of(people, 300), pacing.window_of(pacing.micros(now))
    assert paces.most_together == 50

    with ThreadPoolExecutor(AT_ONCE) as pool:
        got = list(pool.map(lambda _: paces.take_of_company(window, 20, 10), range(AT_ONCE)))

    assert sum(got) == 50
    assert set(got) <= {0, 10, 20}
    assert paces.take_of_company(window + 1, 500, 10) == 50
    with people.engine.counter.during() as spent:
        assert paces.take_of_company(window + 2, 50, 10) == 50
    assert dict(spent.requests) == {"UpdateItem": 1}
