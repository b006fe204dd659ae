"""The staff's sessions on real engines: found by their token alone, for an hour, in one request."""

from datetime import datetime, timedelta

import pytest

from hearthline.platform.access import Principal
from hearthline.platform.table import Table
from hearthline.staff.session_store import SessionStore
from hearthline.staff.sessions import LASTS, DeskSessions, cleared
from tests.engines.engine import Engine
from tests.engines.test_rights import granted, used
from tests.engines.world import KnownChance

LEAD = Principal("zhao", frozenset({"lead", "manager"}), frozenset({"sz", "gz"}))
GROUP = Principal("ma", frozenset({"manager"}), hq=True)


@pytest.fixture
def sessions(engine: Engine) -> DeskSessions:
    return DeskSessions(
        SessionStore(Table(engine.client, engine.sessions, pause=lambda _: None)), KnownChance()
    )


def value(cookie: str) -> str:
    return cookie.partition(";")[0].partition("=")[2]


def test_a_session_says_who_works_until_it_ends(
    sessions: DeskSessions, engine: Engine, now: datetime
) -> None:
    cookies = {who: sessions.begin(who, now + timedelta(minutes=30), now) for who in (LEAD, GROUP)}

    for who, cookie in cookies.items():
        with engine.counter.during() as spent:
            assert sessions.staff_of(value(cookie), now) == who
        assert dict(spent.requests) == {"GetItem": 1}
        assert sessions.staff_of(value(cookie), now + timedelta(minutes=29, seconds=59)) == who
        assert sessions.staff_of(value(cookie), now + timedelta(minutes=30)) is None
        assert "Max-Age=1800" in cookie


def test_no_session_is_longer_than_an_hour(sessions: DeskSessions, now: datetime) -> None:
    cookie = sessions.begin(LEAD, now + timedelta(days=30), now)

    assert sessions.staff_of(value(cookie), now + LASTS - timedelta(seconds=1)) == LEAD
    assert sessions.staff_of(value(cookie), now + LASTS) is None


def test_the_cookie_is_for_this_host_alone_and_no_script(sessions: DeskSessions, now: datetime) -> None:
    for cookie in (sessions.begin(LEAD, now + LASTS, now), cleared()):
        assert cookie.startswith("__Host-desk=")
        assert {"Path=/", "Secure", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))


def test_the_table_has_no_token_that_signs_in(sessions: DeskSessions, engine: Engine, now: datetime) -> None:
    token = value(sessions.begin(LEAD, now + LASTS, now))
    [item] = engine.client.scan(TableName=engine.sessions)["Items"]

    assert token not in repr(item)
    assert sessions.staff_of(item["pk"]["S"].removeprefix("S#"), now) is None
    assert int(item["expires_at"]["N"]) == int((now + LASTS).timestamp())


def test_each_sign_in_has_a_new_token_and_ends_what_the_browser_had(
    sessions: DeskSessions, now: datetime
) -> None:
    # A token that somebody else has put into the browser: it is not the session's, before nor after.
    planted = "A" * 43
    first = value(sessions.begin(LEAD, now + LASTS, now, earlier=planted))
    second = value(sessions.begin(GROUP, now + LASTS, now, earlier=first))

    assert len({planted, first, second}) == 3
    assert sessions.staff_of(planted, now) is None
    assert sessions.staff_of(first, now) is None
    assert sessions.staff_of(second, now) == GROUP


def test_an_ended_session_is_nobodys_and_ending_twice_is_no_mistake(
    sessions: DeskSessions, now: datetime
) -> None:
    token = value(sessions.begin(LEAD, now + LASTS, now))

    sessions.end(token)
    sessions.end(token)

    assert sessions.staff_of(token, now) is None


@pytest.mark.parametrize("cookie", [None, "", "x", "A" * 43, "A" * 44, "A" * 5000, "\ud800" * 43])
def test_any_other_cookie_is_nobodys(sessions: DeskSessions, now: datetime, cookie: str | None) -> None:
    assert sessions.staff_of(cookie, now) is None


def test_the_desks_pages_may_do_this_with_the_table_and_no_more(
    sessions: DeskSessions, engine: Engine, now: datetime
) -> None:
    with used(engine) as asked:
        token = value(sessions.begin(LEAD, now + LASTS, now, earlier="A" * 43))
        sessions.staff_of(token, now)
        sessions.end(token)

    assert asked == {one for one in granted("SiteDesk") if one[1] == "SessionsTable"}
