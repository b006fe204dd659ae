"""When a digest is due and of which month, who reads it, and that its figures are those of the reports."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.insight_year import CITIES
from hearthline.complaints.reporting import ReportingLine
from hearthline.digest_readers import readers
from hearthline.insight.digests.figures import MOST_GROUPS, Contractor, DigestFigures
from hearthline.insight.digests.timetable import OF_USE, CityDays, due_in, next_due, told_at
from hearthline.insight.keys import city, sheet
from hearthline.insight.measures import RECURRED
from hearthline.insight.reports.ageing import Ageing
from hearthline.insight.reports.reading import Wanted
from hearthline.insight.sheets import OF
from hearthline.platform.instants import instant, read_instant
from tests.unit.insight.office import GROUP, NOW, Office, figures

MONTH = "2026-11"
HOLIDAYS = {date(2027, 1, 1), *(date(2026, 10, day) for day in range(1, 8))}


def works(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


SHENZHEN = CityDays("Asia/Shanghai", works)
SYDNEY = CityDays("Australia/Sydney", lambda day: day.weekday() < 5)
NEVER = CityDays("Asia/Shanghai", lambda _: False)


def at(text: str) -> datetime:
    return read_instant(f"{text}:00.000Z")


@pytest.mark.parametrize(
    ("month", "due"),
    [
        ("2026-12-01", "2026-12-01T00:00"),
        ("2026-11-01", "2026-11-02T00:00"),  # the first is a Sunday
        ("2026-10-01", "2026-10-08T00:00"),  # the national holidays
        ("2027-01-01", "2027-01-04T00:00"),
    ],
)
def test_it_is_due_at_eight_on_the_first_working_day(month: str, due: str) -> None:
    assert instant(due_in(SHENZHEN, date.fromisoformat(month))) == f"{due}:00.000Z"


def test_a_city_that_never_works_reads_it_on_the_first_all_the_same() -> None:
    assert due_in(NEVER, date(2026, 12, 1)) == at("2026-12-01T00:00")
    assert next_due([], NOW) == NOW + timedelta(days=1)


def test_who_has_several_cities_reads_of_them_when_the_last_is_due() -> None:
    both = [SHENZHEN, SYDNEY]  # in Sydney it is eight three hours earlier, in summer
    assert next_due(both, at("2026-11-22T08:00")) == at("2026-11-30T21:00")
    assert told_at([SYDNEY], at("2026-11-30T21:00")) == "2026-11"
    assert told_at(both, at("2026-11-30T21:00")) is None, "that of October is a month late"
    assert told_at(both, at("2026-12-01T00:00")) == "2026-11"
    assert told_at(both, at("2026-12-01T00:00") + OF_USE + timedelta(seconds=1)) is None
    assert told_at([], NOW) is None


@given(
    start=st.integers(0, 700 * 24 * 60),
    late=st.lists(st.integers(0, 5 * 24 * 60), min_size=14, max_size=14),
    cities=st.lists(st.sampled_from([SHENZHEN, SYDNEY, NEVER]), min_size=1, max_size=3),
)
def test_whoever_sweeps_whenever_tells_each_month_once(
    start: int, late: list[int], cities: list[CityDays]
) -> None:
    told, now = [], at("2026-01-01T00:00") + timedelta(minutes=start)
    for minutes in late:
        due = next_due(cities, now)
        assert due > now
        now = due + timedelta(minutes=minutes)
        month = told_at(cities, now)
        if month is not None and month not in told:
            told.append(month)

    assert all(_next_month(one) == other for one, other in pairwise(told)), "none is left out"
    assert len(told) >= len(late) // len(cities) - 1


def _next_month(month: str) -> str:
    return f"{date.fromisoformat(f'{month}-01') + timedelta(days=31):%Y-%m}"


def test_leads_and_managers_read_and_so_do_leads_of_a_citys_team() -> None:
    line = ReportingLine.from_document(
        {
            "people": {who: {"name": who} for who in ("li", "zhao", "wei", "han", "ma")},
            "cities": {
                "sz": {"handler": ["li"], "lead": ["zhao", "gone"], "manager": ["wei"]},
                "gz": {"manager": ["wei"]},
            },
            "group": ["ma"],
            "teams": {"lift": {"city": "gz", "names": {}, "members": ["li"], "lead": ["han"]}},
        }
    )

    assert readers(line, ["sz", "gz", "bj"], {"lift": "gz", "sz-care": "sz"}) == {
        "zhao": ("sz",),
        "wei": ("sz", "gz"),
        "han": ("gz",),
    }


def test_its_figures_are_those_of_the_reports() -> None:
    office = Office(complaints=150)
    for month, came_back in (("2026-09", {"c-0": 1}), ("2026-10", {"c-0": 2}), (MONTH, {"c-2": 1})):
        counters = {f"{who}{OF}{RECURRED}": number for who, number in came_back.items()}
        office.store.move({(city("sz", apart=False), sheet("contractor", month)): counters})
    found = DigestFigures(office.store, lambda _: dict.fromkeys(CITIES, "Asia/Shanghai")).read(
        CITIES, MONTH, NOW
    )
    promise = office.report("promise", Wanted(MONTH, MONTH))
    broken = office.report("breaches", Wanted(MONTH, MONTH))["total"]["values"]
    causes = office.report("causes", Wanted(MONTH, MONTH))["lines"]
    contractors = office.report("contractors", Wanted("2026-09", MONTH))["lines"]
    total, before = figures(promise["total"]["values"]), figures(promise["total"]["before"])

    assert (found.received.now, found.kept.now) == (total["received"], total["answered_in_time"])
    assert (found.received.before, found.kept.before) == (before["received"], before["answered_in_time"])
    assert (found.received.year_before, found.kept.year_before) == (0, None)
    assert found.kept_of == total["kept"] + total["broken"]
    assert found.breaches.now == sum(
        broken[f"{clock}_broken"]["value"] for clock in ("acknowledge", "answer", "resolve")
    )
    of_city = {line["group"]: line["values"]["received"]["value"] for line in promise["lines"]}
    assert {one.city: one.received for one in found.cities} == dict.fromkeys(CITIES, 0) | of_city
    named = [line for line in causes if line["group"]]
    assert [(one.code, one.number, one.before) for one in found.causes] == [
        (line["group"], line["values"]["received"]["value"], line["before"]["received"]["value"])
        for line in named[:MOST_GROUPS]
    ]
    of_named = sum(line["values"]["received"]["value"] for line in named)
    assert found.without_cause + of_named == total["received"]
    recurred = [
        Contractor(line["group"], line["values"]["recurred"]["value"], line["values"]["settled"]["value"])
        for line in contractors
        if line["group"] and line["values"]["recurred"]["value"]
    ]
    assert sorted(found.contractors, key=lambda one: one.code) == sorted(recurred, key=lambda one: one.code)
    assert {one.code for one in found.contractors} == {"c-0", "c-2"}
    ageing = Ageing(office.reports, office.store).read(GROUP, None, "customers", NOW)
    assert dict(found.open_by_age) == {line["until_days"]: line["open"] for line in ageing["lines"]}
    office.plain.close()
