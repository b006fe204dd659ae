"""Whom each condition means."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from hearthline.members.model import Kind, Tier
from hearthline.members.segments.language import within
from hearthline.members.segments.matching import Moment, Profile, compiled, needs_points
from tests.unit.segments.builders import MOMENT, NOW, a_home, a_profile, means, the_filter

GONE = a_home(city="gz", project="旧城", until=date(2025, 1, 1))
OFF = a_home(city="bj", project="云顶", cancelled=True)

CASES: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    ({"city": "sz"}, {}, True),
    ({"city": "gz"}, {}, False),
    ({"city": "gz"}, {"holdings": (a_home(city="gz"),)}, True),
    ({"city": "gz"}, {"holdings": (GONE,)}, False),
    ({"city": "sz"}, {"city": None}, False),
    ({"project": "海岸花园"}, {"holdings": (a_home(),)}, True),
    ({"project": "旧城"}, {"holdings": (GONE,)}, False),
    ({"project": "云顶"}, {"holdings": (OFF,)}, False),
    ({"tier": ["senior", "gold"]}, {"tier": Tier.GOLD}, True),
    ({"tier": ["senior", "gold"]}, {"tier": None}, False),
    ({"stage": "living"}, {"holdings": (a_home(),)}, True),
    ({"stage": "living"}, {}, False),
    ({"language": "en"}, {}, False),
    ({"language": "zh"}, {}, True),
    ({"tags": {"any": ["vip", "press-trip"]}}, {"tags": ("vip",)}, True),
    ({"tags": {"any": ["vip"]}}, {}, False),
    ({"tags": {"all": ["vip", "garden"]}}, {"tags": ("vip",)}, False),
    ({"tags": {"all": ["vip"], "any": ["garden"]}}, {"tags": ("vip", "garden")}, True),
    ({"handed_over": {"from": "2024-08-01", "to": "2024-08-01"}}, {"holdings": (a_home(),)}, True),
    ({"handed_over": {"from": "2024-08-02"}}, {"holdings": (a_home(),)}, False),
    ({"handed_over": {"from": "2020-01-01"}}, {"holdings": (a_home(handed_over_on=None),)}, False),
    ({"handed_over": {"to": "2030-01-01"}}, {"holdings": (GONE, OFF)}, False),
    ({"handed_over": {"from": "2024-01-01", "project": "云顶"}}, {"holdings": (a_home(),)}, False),
    ({"signed": {"to": "2023-05-01"}}, {"holdings": (a_home(),)}, True),
    ({"signed": {"to": "2023-04-30"}}, {"holdings": (a_home(),)}, False),
    ({"joined": {"from": "2026-01-01"}}, {}, False),
    ({"joined": {"from": "2026-01-01"}}, {"joined_at": NOW}, True),
    ({"last_complaint": {"never": True}}, {}, True),
    ({"last_complaint": {"never": True}}, {"last_complaint_at": NOW}, False),
    ({"last_complaint": {"from": "2026-11-22", "to": "2026-11-22"}}, {"last_complaint_at": NOW}, True),
    ({"last_complaint": {"from": "2020-01-01"}}, {}, False),
    ({"last_complaint": {"within_days": 30}}, {"last_complaint_at": NOW - timedelta(days=30)}, True),
    ({"last_complaint": {"within_days": 30}}, {"last_complaint_at": NOW - timedelta(days=31)}, False),
    ({"last_complaint": {"within_days": 30}}, {}, False),
    ({"points": {"at_least": 100, "at_most": 100}}, {"points": 100}, True),
    ({"points": {"at_least": 100}}, {"points": 99}, False),
    ({"points": {"at_most": 0}}, {}, True),
    ({"referrals": {"at_least": 1}}, {"referrals": 1}, True),
    ({"referrals": {"at_least": 1}}, {}, False),
    ({"consent": "survey:email"}, {"consents": {"survey:email": True}}, True),
    ({"consent": "survey:email"}, {"consents": {"survey:email": False, "survey:sms": True}}, False),
    ({"consent": ["survey:email", "survey:sms"]}, {"consents": {"survey:sms": True}}, True),
    ({"not": {"city": "sz"}}, {}, False),
    ({"any": [{"city": "gz"}, {"language": "zh"}]}, {}, True),
    ({"all": [{"city": "sz"}, {"language": "en"}]}, {}, False),
    ({"all": []}, {}, True),
]
NOT_ASKED: tuple[dict[str, Any], ...] = (
    {"all": []},
    {"city": "sz"},
    {"not": {"kind": "customer"}},
    {"not": {"tier": "gold"}},
)


@pytest.mark.parametrize(("document", "person", "meant"), CASES)
def test_a_condition_means_whom_it_says(
    document: dict[str, Any], person: dict[str, Any], meant: bool
) -> None:
    assert means(document, a_profile(**person)) is meant


def test_days_are_those_of_the_zone() -> None:
    late_evening_in_utc = datetime(2026, 11, 21, 16, 30, tzinfo=UTC)
    complained = a_profile(last_complaint_at=late_evening_in_utc, joined_at=late_evening_in_utc)

    assert means({"last_complaint": {"from": "2026-11-22"}}, complained)
    assert not means({"joined": {"to": "2026-11-21"}}, complained)


def test_a_stage_begins_with_the_day_of_the_zone() -> None:
    moving_in = a_profile(holdings=(a_home(handed_over_on=date(2026, 11, 22)),))
    wanted = the_filter({"stage": "moving_in"})

    assert compiled(wanted, Moment(datetime(2026, 11, 21, 16, 30, tzinfo=UTC), MOMENT.zone))(moving_in)
    assert not compiled(wanted, Moment(datetime(2026, 11, 21, 15, 30, tzinfo=UTC), MOMENT.zone))(moving_in)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.CUSTOMER])
def test_partners_staff_and_press_are_meant_only_where_they_are_asked_for(kind: Kind) -> None:
    other, customer = a_profile(kind=kind), a_profile()
    for not_asked in NOT_ASKED:
        assert not means(not_asked, other), not_asked

    assert means({"kind": kind.value}, other)
    assert not means({"kind": kind.value}, customer)
    assert means({"not": {"not": {"kind": kind.value}}}, other)
    either = {"any": [{"kind": kind.value}, {"city": "sz"}]}
    assert means(either, other)
    assert means(either, customer)


def test_nobody_who_was_erased_is_meant() -> None:
    for document in (*NOT_ASKED, {"kind": "customer"}):
        assert not means(document, a_profile(erased_at=NOW))


def test_a_scope_narrows_a_filter_to_its_cities() -> None:
    def sees(cities: frozenset[str] | None, person: Profile) -> bool:
        return compiled(within(the_filter({"language": "zh"}), cities), MOMENT)(person)

    at_home, elsewhere, of_no_city = a_profile(), a_profile(city="gz"), a_profile(city=None)
    assert [sees(frozenset({"sz"}), each) for each in (at_home, elsewhere, of_no_city)] == [
        True,
        False,
        False,
    ]
    assert [sees(None, each) for each in (at_home, elsewhere, of_no_city)] == [True, True, True]
    assert not sees(frozenset(), at_home)


def test_accounts_are_looked_at_only_for_who_asks_for_points() -> None:
    assert needs_points(the_filter({"any": [{"city": "sz"}, {"not": {"points": {"at_most": 3}}}]}))
    assert not needs_points(the_filter({"all": [{"city": "sz"}, {"referrals": {"at_least": 1}}]}))
