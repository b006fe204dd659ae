"""The composition root of insight: the roll-ups, and the reports that are made of them."""

from functools import cache
from typing import TYPE_CHECKING

from hearthline import root

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from hearthline.club_facts import FactsOfClub
    from hearthline.complaint_facts import FactsOfComplaints
    from hearthline.insight.counting import Counting
    from hearthline.insight.counting_club import CountingClub
    from hearthline.insight.improvements import Improved
    from hearthline.insight.model import Case
    from hearthline.insight.reports.ageing import Ageing
    from hearthline.insight.reports.cases import CasesOfReports
    from hearthline.insight.reports.reading import Reports
    from hearthline.insight.store import InsightStore
    from hearthline.insight.trends.cases import CasesOfTrends
    from hearthline.insight.trends.reading import Trends
    from hearthline.survey_reports import ReportsOfSurveys


@cache
def insight_store() -> "InsightStore":
    """Give the store of roll-ups."""
    from hearthline.insight.store import InsightStore

    return InsightStore(root.insight_table())


@cache
def facts() -> "FactsOfComplaints":
    """Give what insight knows of complaints."""
    from hearthline.complaint_facts import FactsOfComplaints

    return FactsOfComplaints(root.store(), root.rulebook())


@cache
def counting() -> "Counting[Case]":
    """Give what counts complaints as they change."""
    from hearthline.insight.counting import OF_COMPLAINTS, Counting

    return Counting(insight_store(), facts(), OF_COMPLAINTS)


@cache
def counting_improvements() -> "Counting[Improved]":
    """Give what counts improvements as they change."""
    from hearthline.complaint_facts import FactsOfImprovements
    from hearthline.insight.counting import OF_IMPROVEMENTS, Counting

    improvements = FactsOfImprovements(root.improvement_store(), root.rulebook())
    return Counting(insight_store(), improvements, OF_IMPROVEMENTS)


@cache
def facts_of_club() -> "FactsOfClub":
    """Give what insight knows of members and sold homes."""
    from hearthline import root_points
    from hearthline.club_facts import FactsOfClub
    from hearthline.homes.store import HomeStore
    from hearthline.members.store import PersonStore

    persons = PersonStore(root.members_table(), root.settings().timer_shards)
    homes = HomeStore(root.members_table())
    return FactsOfClub(persons, root_points.ledger_store(), homes, root_points.club())


@cache
def counting_club() -> "CountingClub":
    """Give what counts members and sales as they change."""
    from hearthline.insight.counting_club import CountingClub

    return CountingClub(insight_store(), facts_of_club())


def count(subjects: "Sequence[str]", now: "datetime") -> None:
    """Count what changed, by number of a complaint or subject of any other's events."""
    from hearthline.insight.club import HOME, PERSON
    from hearthline.insight.improvements import SUBJECT

    counting_improvements().count([one for one in subjects if one.startswith(SUBJECT)], now)
    others = (SUBJECT, PERSON, HOME)
    if club := [one for one in subjects if one.startswith((PERSON, HOME))]:
        counting_club().count(club, now)
    counting().count([one for one in subjects if not one.startswith(others)], now)


@cache
def reports() -> "Reports":
    """Give the reports."""
    from hearthline.insight.reports.reading import Reports

    return Reports(insight_store(), zones, surveys, point_worth)


@cache
def surveys() -> "ReportsOfSurveys":
    """Give what reports say of surveys."""
    from hearthline import root_asking, root_campaigns, root_questionnaires, root_results
    from hearthline.complaints.reporting import ZONE
    from hearthline.survey_reports import ReportsOfSurveys
    from hearthline.surveys.funnel import Funnel
    from hearthline.surveys.waves import Waves

    campaigns, tallies = root_asking.campaigns(), root_results.tally_store()
    waves = Waves(tallies, campaigns, root_questionnaires.questionnaire_store().asked)
    funnel = Funnel(tallies, root_campaigns.made())
    return ReportsOfSurveys(campaigns, funnel, waves, root_results.results(), ZONE)


@cache
def report_cases() -> "CasesOfReports":
    """Give the cases behind the figures of reports."""
    from hearthline.insight.reports.cases import CasesOfReports
    from hearthline.platform.cursors import Cursors

    return CasesOfReports(reports(), facts().received_in, facts().ladder, Cursors(root.secret()))


@cache
def ageing() -> "Ageing":
    """Give the report on what is open."""
    from hearthline.insight.reports.ageing import Ageing

    return Ageing(reports(), insight_store())


@cache
def trends() -> "Trends":
    """Give what has risen beyond chance."""
    from hearthline.insight.trends.reading import Trends

    return Trends(insight_store(), reports())


@cache
def trend_cases() -> "CasesOfTrends":
    """Give the cases of what has risen."""
    from hearthline.insight.trends.cases import CasesOfTrends
    from hearthline.platform.cursors import Cursors

    return CasesOfTrends(reports(), facts().received_in, Cursors(root.secret()))


def point_worth(now: "datetime") -> "tuple[int, int] | None":
    """Give how many points of the club are worth how many fen, None where it says nothing of that."""
    from hearthline import root_points

    return root_points.club().refresh(now).worth


def zones(now: "datetime") -> "Mapping[str, str]":
    """Give the cities that there are, in their order, each with its time zone."""
    root.rulebook().refresh(now)
    return {code: city.zone for code, city in root.rulebook().catalog().cities.items()}
