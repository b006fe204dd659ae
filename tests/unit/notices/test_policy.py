"""The contact policy as tables: who is told now, who later, who never, and why."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hearthline.notices.model import MessageClass
from hearthline.notices.policy import Facts, Go, Hold, Reason, Sent, Stop, decide, quiet_at, quiet_ends
from hearthline.platform.calendar import Calendar
from hearthline.platform.documents import BUILT_IN
from tests.unit.notices.persons import a_policy

SERVICE, SURVEY, MARKETING = MessageClass.SERVICE, MessageClass.SURVEY, MessageClass.MARKETING
SHANGHAI, NEW_YORK, URUMQI = "Asia/Shanghai", "America/New_York", "Asia/Urumqi"
DAY = timedelta(days=1)
BOTH = {f"{class_}:{channel}": True for class_ in ("survey", "marketing") for channel in ("email", "sms")}
NO_HOLIDAY: Callable[[date], bool] = lambda _: False  # noqa: E731


def at(text: str, zone: str = SHANGHAI) -> datetime:
    """The instant at which the zone's wall shows a time; the first of two."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


NOON = at("2026-11-24 12:00")


def facts(**changes: Any) -> Facts:
    given: dict[str, Any] = {"channels": ("email", "sms"), "consents": BOTH, "zone": SHANGHAI}
    return Facts(**{**given, **changes})


def chinese_holidays(day: date) -> bool:
    return CHINA.is_public_holiday(day)


def _calendar(**changes: Any) -> Calendar:
    document = json.loads((BUILT_IN / "calendar-cn.json").read_text("utf-8"))
    return Calendar.from_document({**document, **changes})


CHINA = _calendar()


@pytest.mark.parametrize(
    ("zone", "wall", "quiet"),
    [
        (SHANGHAI, "2026-11-24 08:59:59.999", True),
        (SHANGHAI, "2026-11-24 09:00", False),
        (SHANGHAI, "2026-11-24 20:59:59.999", False),
        (SHANGHAI, "2026-11-24 21:00", True),
        (SHANGHAI, "2026-11-25 00:00", True),
        (SHANGHAI, "2026-11-22 12:00", False),  # a Sunday: a weekend is no holiday
        (URUMQI, "2026-11-24 20:59", False),
        (NEW_YORK, "2026-11-24 21:00", True),
        (NEW_YORK, "2026-07-01 09:00", False),
    ],
)
def test_quiet_hours_are_by_the_persons_own_clock(zone: str, wall: str, quiet: bool) -> None:
    found = quiet_at(at(wall, zone), zone, NO_HOLIDAY, a_policy())

    assert found is (Reason.QUIET_HOURS if quiet else None)


@pytest.mark.parametrize(
    ("zone", "asked", "ends"),
    [
        (SHANGHAI, "2026-11-24 21:00", "2026-11-25 09:00"),
        (SHANGHAI, "2026-11-25 00:00", "2026-11-25 09:00"),
        (SHANGHAI, "2026-11-25 08:59:59.999", "2026-11-25 09:00"),
        (SHANGHAI, "2026-12-31 23:00", "2027-01-01 09:00"),
        (NEW_YORK, "2026-03-07 22:00", "2026-03-08 09:00"),  # the clocks go forward that night
        (NEW_YORK, "2026-10-31 22:00", "2026-11-01 09:00"),  # and back that one
    ],
)
def test_a_night_ends_at_nine_on_the_wall(zone: str, asked: str, ends: str) -> None:
    assert quiet_ends(at(asked, zone), zone, NO_HOLIDAY, a_policy()) == at(ends, zone)


def test_a_quiet_hour_that_comes_twice_is_quiet_twice() -> None:
    policy = a_policy(quiet_hours={"from": "01:00", "until": "01:30"})
    second = datetime(2026, 11, 1, 6, 10, tzinfo=UTC)  # 01:10 in New York, for the second time

    assert quiet_at(second, NEW_YORK, NO_HOLIDAY, policy) is Reason.QUIET_HOURS
    assert quiet_ends(second, NEW_YORK, NO_HOLIDAY, policy) == second + timedelta(minutes=20)


@pytest.mark.parametrize(
    ("asked", "reason", "ends"),
    [
        ("2026-10-01 12:00", Reason.HOLIDAY, "2026-10-08 09:00"),  # the week of the national day
        ("2026-09-30 22:00", Reason.QUIET_HOURS, "2026-10-08 09:00"),  # the night before it
        ("2026-10-07 23:59", Reason.HOLIDAY, "2026-10-08 09:00"),
        ("2026-02-15 10:00", Reason.HOLIDAY, "2026-02-24 09:00"),  # the spring festival, a Sunday in it
        ("2026-10-10 12:00", None, "2026-10-10 12:00"),  # a Saturday worked to make up for it
        ("2026-10-10 21:00", Reason.QUIET_HOURS, "2026-10-11 09:00"),
    ],
)
def test_public_holidays_are_quiet_all_day_and_a_make_up_day_is_an_ordinary_one(
    asked: str, reason: Reason | None, ends: str
) -> None:
    assert quiet_at(at(asked), SHANGHAI, chinese_holidays, a_policy()) is reason
    assert quiet_ends(at(asked), SHANGHAI, chinese_holidays, a_policy()) == at(ends)


def test_an_operators_own_list_of_holidays_counts() -> None:
    days = [{"name": "Founding day", "date": "2026-11-24", "isOffDay": True}]
    own = _calendar(lists=[{"year": 2026, "days": days}])

    assert decide(SURVEY, facts(is_holiday=own.is_public_holiday), a_policy(), NOON) == Hold(
        at("2026-11-25 09:00"), Reason.HOLIDAY
    )


def test_a_policy_may_leave_holidays_and_nights_alone() -> None:
    policy = a_policy(quiet_hours=None, quiet_holidays=False)

    decided = decide(SURVEY, facts(is_holiday=lambda _: True), policy, at("2026-11-24 23:00"))

    assert decided == Go(("email", "sms"))


def test_a_calendar_without_an_end_of_holidays_holds_and_does_not_search_for_ever() -> None:
    until = quiet_ends(NOON, SHANGHAI, lambda _: True, a_policy())

    assert until > NOON + 300 * DAY


@pytest.mark.parametrize("class_", [SURVEY, MARKETING])
@pytest.mark.parametrize(
    ("changes", "decision"),
    [
        ({}, Go(("email", "sms"))),
        ({"channels": ("sms", "email")}, Go(("sms", "email"))),
        ({"suppressed": {"email": "bounced"}}, Go(("sms",), {"email": Reason.ADDRESS_BOUNCED})),
        ({"suppressed": {"sms": "complained"}}, Go(("email",), {"sms": Reason.COMPLAINED})),
        ({"consents": {}}, Stop(Reason.NO_CONSENT, dict.fromkeys(("email", "sms"), Reason.NO_CONSENT))),
        (
            {"suppressed": {"email": "bounced"}, "consents": {}},
            Stop(Reason.NO_CONSENT, {"email": Reason.ADDRESS_BOUNCED, "sms": Reason.NO_CONSENT}),
        ),
        (
            {"suppressed": {"email": "bounced", "sms": "bounced"}},
            Stop(Reason.ADDRESS_BOUNCED, dict.fromkeys(("email", "sms"), Reason.ADDRESS_BOUNCED)),
        ),
    ],
)
def test_a_channel_that_is_suppressed_or_not_agreed_to_is_left_out(
    class_: MessageClass, changes: dict[str, Any], decision: Go | Stop
) -> None:
    assert decide(class_, facts(**changes), a_policy(), NOON) == decision


def test_consent_is_for_a_class_and_a_channel() -> None:
    given = {"survey:email": True, "survey:sms": False, "marketing:sms": True, "terms": True}

    assert decide(SURVEY, facts(consents=given), a_policy(), NOON) == Go(
        ("email",), {"sms": Reason.NO_CONSENT}
    )
    assert decide(MARKETING, facts(consents=given), a_policy(), NOON) == Go(
        ("sms",), {"email": Reason.NO_CONSENT}
    )


@pytest.mark.parametrize(
    ("suppressed", "decision"),
    [
        ({}, Go(("email", "sms"))),
        ({"email": "bounced"}, Go(("sms",), {"email": Reason.ADDRESS_BOUNCED})),
        ({"email": "bounced", "sms": "bounced"}, Go(("email", "sms"))),
        ({"email": "complained"}, Go(("email", "sms"))),
    ],
)
def test_service_always_goes_and_avoids_a_bounced_address_where_there_is_another(
    suppressed: dict[str, str], decision: Go
) -> None:
    night = facts(suppressed=suppressed, consents={}, is_holiday=lambda _: True)

    assert decide(SERVICE, night, a_policy(), at("2026-11-24 03:00")) == decision


def times(*days_ago: float) -> list[datetime]:
    return [NOON - timedelta(days=days) for days in days_ago]


@pytest.mark.parametrize(
    ("cap", "sent", "reason"),
    [
        ({"person": 1, "household": 1}, Sent(), None),
        ({"person": 1, "household": 1}, Sent(times(29.999)), Reason.PERSON_CAP),
        ({"person": 1, "household": 1}, Sent(times(30)), None),
        ({"person": 1, "household": 1}, Sent((), [times(3)]), Reason.HOUSEHOLD_CAP),
        ({"person": 1, "household": 1}, Sent((), [times(31), times(2)]), Reason.HOUSEHOLD_CAP),
        ({"person": 4, "household": 4}, Sent(times(1, 2, 3)), None),
        ({"person": 4, "household": 4}, Sent(times(1, 2, 3, 4)), Reason.PERSON_CAP),
        ({"person": 4, "household": 4}, Sent(times(1, 2, 3, 40)), None),
        ({"person": None, "household": None}, Sent(times(*[1] * 99), [times(*[1] * 99)]), None),
        ({"person": None, "household": 2}, Sent(times(1, 1, 1), [times(1)]), None),
        ({"household": 1}, Sent(times(1)), None),
        ({"person": 0}, Sent(), Reason.NEVER),
        ({"household": 0}, Sent(), Reason.NEVER),
    ],
)
def test_caps_slide_and_zero_is_never_and_unset_is_none(
    cap: dict[str, int | None], sent: Sent, reason: Reason | None
) -> None:
    policy = a_policy(caps={"survey": {"days": 30, **cap}})

    decided = decide(SURVEY, facts(sent=sent), policy, NOON)

    assert decided == (Stop(reason) if reason else Go(("email", "sms")))


def test_a_class_without_caps_has_none() -> None:
    assert decide(SURVEY, facts(sent=Sent(times(1, 1))), a_policy(caps={}), NOON) == Go(("email", "sms"))


def test_what_is_wrong_first_is_the_reason() -> None:
    late = at("2026-11-24 22:00")
    everything: dict[str, Any] = {"sent": Sent(times(1)), "consents": {}, "suppressed": {"email": "bounced"}}

    assert decide(SURVEY, facts(channels=("email",), **everything), a_policy(), late) == Stop(
        Reason.ADDRESS_BOUNCED, {"email": Reason.ADDRESS_BOUNCED}
    )
    assert decide(SURVEY, facts(channels=("sms",), **everything), a_policy(), late) == Stop(
        Reason.NO_CONSENT, {"sms": Reason.NO_CONSENT}
    )
    everything["consents"] = BOTH
    assert decide(SURVEY, facts(channels=("sms",), **everything), a_policy(), late) == Hold(
        at("2026-11-25 09:00"), Reason.QUIET_HOURS
    )
    assert decide(SURVEY, facts(channels=("sms",), **everything), a_policy(), NOON) == Stop(Reason.PERSON_CAP)


@pytest.mark.parametrize(
    ("good_until", "decision"),
    [
        ("2026-11-24 21:59", Stop(Reason.EXPIRED)),
        ("2026-11-25 09:00", Stop(Reason.EXPIRED)),
        ("2026-11-25 09:01", Hold(at("2026-11-25 09:00"), Reason.QUIET_HOURS)),
    ],
)
def test_nothing_is_held_beyond_its_use(good_until: str, decision: Hold | Stop) -> None:
    late = at("2026-11-24 22:00")

    assert decide(MARKETING, facts(), a_policy(), late, at(good_until)) == decision


def test_a_service_message_of_no_more_use_is_not_sent() -> None:
    assert decide(SERVICE, facts(), a_policy(), NOON, NOON) == Stop(Reason.EXPIRED)
