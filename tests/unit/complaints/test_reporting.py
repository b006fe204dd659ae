"""The reporting line: who is told, who stands in, whose team a case is."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from hearthline.complaints.reporting import ReportingLine
from hearthline.document_registry import KINDS

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 4)
NAMES = {"zh": "维修", "en": "Repairs"}


def away(since: date, until: date, deputy: str) -> dict[str, str]:
    return {"from": since.isoformat(), "until": until.isoformat(), "deputy": deputy}


def a_document(**changes: Any) -> dict[str, Any]:
    """Li and Han repair under Zhao; Wei manages Shenzhen; Ma is the group."""
    people = {who: {"name": who} for who in ("li", "han", "zhao", "wei", "ma")}
    absences: dict[str, list[dict[str, str]]] = changes.pop("absences", {})
    for who, days in absences.items():
        people[who] = {**people[who], "absences": days}  # type: ignore[dict-item]
    document = {
        "people": people,
        "cities": {"sz": {"handler": ["li", "han"], "lead": ["wei"], "manager": ["wei"]}},
        "group": ["ma"],
        "teams": {"sz-repair": {"city": "sz", "names": NAMES, "members": ["li", "han"], "lead": ["zhao"]}},
    }
    return {**document, **changes}


def a_line(**changes: Any) -> ReportingLine:
    return ReportingLine.from_document(KINDS.check("reporting-line", a_document(**changes), 2))


def refused(**changes: Any) -> str:
    with pytest.raises(ValidationError) as invalid:
        KINDS.check("reporting-line", a_document(**changes), 2)
    return str(invalid.value)


def told(line: ReportingLine, *levels: str, handler: str | None = "li", team: str | None = None) -> list[str]:
    people = line.told(levels, "sz", handler, team=team, day=MONDAY)
    return [person.id for person in people]


def test_both_ends_of_an_absence_are_days_away() -> None:
    line = a_line(absences={"li": [away(TUESDAY, TUESDAY, "han")]})

    assert [line.stands_in("li", day) for day in (MONDAY, TUESDAY, WEDNESDAY)] == ["li", "han", "li"]
    assert line.present(["li", "han"], TUESDAY) == ["han"]
    assert line.present(["li", "han"], WEDNESDAY) == ["li", "han"]


def test_the_deputy_of_a_deputy_does_the_work_of_both() -> None:
    line = a_line(absences={"li": [away(MONDAY, TUESDAY, "han")], "han": [away(MONDAY, MONDAY, "zhao")]})

    assert line.stands_in("li", MONDAY) == "zhao"
    assert set(line.covered_by("zhao", MONDAY)) == {"li", "han"}
    assert line.covered_by("han", MONDAY) == []
    assert line.covered_by("han", TUESDAY) == ["li"]
    assert line.covered_by("zhao", TUESDAY) == []


def test_a_day_is_one_of_the_lines_own_zone() -> None:
    evening_in_utc = datetime(2026, 11, 2, 17, tzinfo=UTC)

    assert a_line().day(evening_in_utc) == TUESDAY
    assert a_line(zone="UTC").day(evening_in_utc) == MONDAY


def test_deputies_are_told_in_place_of_who_is_away_and_nobody_twice() -> None:
    line = a_line(absences={"li": [away(MONDAY, MONDAY, "wei")], "ma": [away(MONDAY, MONDAY, "han")]})

    assert told(line, "handler", "lead", "manager", "group") == ["wei", "han"]


def test_a_teams_lead_is_told_of_its_cases_and_the_citys_lead_of_the_others() -> None:
    line = a_line()

    assert told(line, "lead", team="sz-repair") == ["zhao"]
    assert told(line, "lead", team="sz-care") == ["wei"]
    assert told(line, "lead") == ["wei"]
    assert told(line, "manager", team="sz-repair") == ["wei"]


def test_a_case_that_nobody_has_is_its_leads_to_be_reminded_of() -> None:
    assert told(a_line(), "handler", handler=None, team="sz-repair") == ["zhao"]
    assert told(a_line(), "handler", handler="gone") == ["wei"]


def test_a_level_without_a_holder_goes_to_the_one_above() -> None:
    assert told(a_line(cities={"sz": {"manager": ["wei"]}}), "lead") == ["wei"]
    assert told(a_line(cities={}), "handler", "lead", "manager", handler=None) == ["ma"]


def test_members_of_a_citys_teams_handle_its_cases() -> None:
    line = a_line(cities={"sz": {"lead": ["wei"]}, "bj": {}})

    assert line.handlers("sz") == {"li", "han", "zhao", "wei"}
    assert line.handlers("bj") == frozenset()


@pytest.mark.parametrize(
    ("project", "category", "team"),
    [
        ("海岸", "lift", "both"),
        ("海岸", "noise", "project"),
        ("海岸", None, "project"),
        ("山庄", "lift", "category"),
        (None, "lift", "category"),
        ("山庄", "noise", "city"),
        (None, None, "city"),
    ],
)
def test_the_most_exact_route_wins(project: str | None, category: str | None, team: str) -> None:
    routes = [
        {"city": "sz", "team": "city"},
        {"city": "sz", "category": "lift", "team": "category"},
        {"city": "sz", "project": "海岸", "category": "lift", "team": "both"},
        {"city": "sz", "project": "海岸", "team": "project"},
    ]
    line = a_line(routes=routes)

    assert line.team_of("sz", project, category) == team
    assert line.team_of("bj", project, category) is None


def test_a_reporting_line_of_before_teams_reads_as_ever() -> None:
    line = ReportingLine.from_document({"people": {}, "cities": {}, "group": []})

    assert (line.teams, line.routes, line.zone) == ({}, (), "Asia/Shanghai")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"absences": {"li": [away(TUESDAY, MONDAY, "han")]}}, "must not be before"),
        ({"absences": {"li": [away(MONDAY, MONDAY, "li")]}}, "nobody is left to stand in for li"),
        ({"absences": {"li": [away(MONDAY, MONDAY, "nobody")]}}, "not among the people: nobody"),
        (
            {
                "absences": {
                    "li": [away(MONDAY, TUESDAY, "han")],
                    "han": [away(TUESDAY, WEDNESDAY, "zhao")],
                    "zhao": [away(MONDAY, WEDNESDAY, "li")],
                }
            },
            "on 2026-11-03, nobody is left",
        ),
        (
            {"absences": {"li": [away(MONDAY, TUESDAY, "han"), away(TUESDAY, WEDNESDAY, "wei")]}},
            "must not overlap",
        ),
        ({"absences": {"li": [{"from": 0, "until": "2026-11-02", "deputy": "han"}]}}, "people.li.absences.0"),
        ({"teams": {"x": {"names": NAMES, "members": ["li", "li"]}}}, "li stands twice"),
        ({"teams": {"x": {"names": NAMES, "members": ["nobody"]}}}, "not among the people"),
        ({"teams": {"x": {"names": {"zh": "一"}, "members": []}}}, "teams.x.names.en"),
        ({"routes": [{"city": "sz", "team": "a"}, {"city": "sz", "team": "b"}]}, "stands twice"),
        ({"zone": "Asia/Atlantis"}, "zone"),
    ],
)
def test_a_line_that_could_not_work_is_refused(changes: dict[str, Any], why: str) -> None:
    assert why in refused(**changes)


def test_deputies_who_are_away_on_other_days_are_no_circle() -> None:
    a_line(absences={"li": [away(MONDAY, MONDAY, "han")], "han": [away(TUESDAY, TUESDAY, "li")]})
