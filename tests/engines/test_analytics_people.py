"""The export of members, contracts and surveys: what leaves of persons, and that nothing else does."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hearthline.complaints.improvements.model import Improvement, ImprovementStatus, Revised, Revision
from hearthline.complaints.improvements.store import ImprovementStore
from hearthline.complaints.model import Complaint
from hearthline.complaints.store import Stored
from hearthline.homes.model import Home
from hearthline.members.model import Account, Holding, Person, Tier
from hearthline.platform.codec import dump
from hearthline.surveys.answers import stored
from hearthline.surveys.model import Campaign, CampaignState, Invitation, Progress, Reach, Strata
from tests.engines.analyst import PSEUDONYMS, Analyst
from tests.engines.engine import in_moto
from tests.engines.estate import Estate, five, signed
from tests.engines.people import People
from tests.engines.test_analytics import save, some_cases
from tests.engines.test_rights import granted, used
from tests.engines.world import World
from tests.unit.analytics.planted import MARK, planted
from tests.unit.surveys.exporting import ASKED, SAID, a_campaign

LIVING = Strata("customer", "sz", "海岸花园", "senior", "living")


@pytest.fixture
def analyst(now: datetime, tmp_path: Path) -> Iterator[Analyst]:
    with in_moto() as engine:
        world = World(engine)
        world.rulebook.refresh(now)
        yield Analyst(world, tmp_path)


@pytest.fixture
def people(analyst: Analyst) -> People:
    return People(analyst.world.engine)


def enter(people: People, now: datetime, points: int | None = None, **facts: Any) -> Person:
    person = people.create(now, **facts).person
    if points is not None:
        account = Account(person.id, balance=points)
        people.table.put({"pk": f"P#{person.id}", "sk": "B", "audience": person.id, **dump(account)})
    return person


def holding(contract: str, **facts: Any) -> Holding:
    return replace(Holding(f"home-{contract}", contract, "sz", "海岸花园", date(2024, 3, 1)), **facts)


def launch(analyst: Analyst, now: datetime, **changes: Any) -> Campaign:
    changes = {"state": CampaignState.SENDING, **changes}
    campaign = a_campaign(launched_at=now - timedelta(days=9), **changes)
    analyst.campaigns.create(campaign, ())
    return campaign


def invite(analyst: Analyst, campaign: Campaign, now: datetime, count: int, **facts: Any) -> None:
    for place in range(count):
        given = Invitation(
            campaign.id,
            f"{place * 29 % 256:02x}{place:038x}",
            f"PERSON{place:010d}",
            now,
            now,
            LIVING,
            reach=Reach.SENT,
            sent_at=now,
        )
        analyst.invitations.create(replace(given, **facts))


def test_members_are_coarse_rows_and_points_are_sums(analyst: Analyst, people: People, now: datetime) -> None:
    joined = {"joined_at": now - timedelta(days=400), "city": "sz"}
    two = (holding("A"), holding("B"), holding("C", cancelled=True))
    enter(people, now, 30, tier=Tier.GOLD, holdings=two, referrals=3, **joined)
    for balance in (5, 7):
        enter(people, now, balance, tier=Tier.MEMBER, last_complaint_at=now, **joined)
    enter(people, now, name="王小明")
    enter(people, now, erased_at=now)

    analyst.export(now)

    assert analyst.read(
        "SELECT city, member, joined_month, tier, stage, homes, purchases, referrals, complained, count(*)"
        " FROM members GROUP BY ALL ORDER BY ALL"
    ) == [
        ("sz", True, "2025-10", "gold", "second_home", 2, 2, 3, False, 1),
        ("sz", True, "2025-10", "member", "prospect", 0, 0, 0, True, 2),
        (None, False, None, None, "prospect", 0, 0, 0, False, 1),
    ]
    assert analyst.read(
        "SELECT city, tier, sum(members)::INT, sum(points)::INT FROM points GROUP BY ALL ORDER BY ALL"
    ) == [("sz", "gold", 1, 30), ("sz", "member", 2, 12)]


def test_contracts_are_months_and_states_of_homes_that_complaints_name_alike(
    analyst: Analyst, people: People, now: datetime
) -> None:
    estate = Estate(people, now)
    estate.tell(*five())
    second: dict[str, Any] = {
        "home": {"city": "sz", "project": "海岸花园", "building": "3栋", "unit": "1802"}
    }
    estate.tell(signed("HT-2", referral_code="FRIEND23", **second))
    analyst.world.file(now)

    analyst.export(now, everything=True)

    assert analyst.read(
        "SELECT project, state, signed_month, handed_over_month, cancelled_month, passed_on, referred, buyers"
        " FROM contracts ORDER BY ALL"
    ) == [
        ("海岸花园", "cancelled", "2024-03", "2025-06", "2026-05", True, False, 2),
        ("海岸花园", "signed", "2024-03", None, None, False, True, 2),
    ]
    assert analyst.read("SELECT state FROM contracts JOIN complaints USING (home)") == [("cancelled",)]


def test_a_campaign_is_who_was_asked_and_what_closed_questions_were_answered_with(
    analyst: Analyst, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analyst.sources[-1], "_asked", lambda *_: ASKED)
    campaign = launch(analyst, now)
    answered = {"progress": Progress.ANSWERED, "answers": stored(SAID), "answered_at": now}
    invite(analyst, campaign, now, 3, source="complaint/K7Q29XPDD", **answered)

    analyst.export(now)

    asked = analyst.read("SELECT DISTINCT city, project, tier, stage, progress, complaint FROM invitations")
    complaint = PSEUDONYMS.of("complaint", "K7Q29XPDD")
    assert asked == [("sz", "海岸花园", "senior", "living", "answered", complaint)]
    told = {
        (question, option): (number, choice, gone)
        for question, option, number, choice, gone in analyst.read(
            "SELECT DISTINCT question, option, number, choice, not_applicable FROM answers"
        )
    }
    closed = {one.id for one in ASKED.questions if one.type not in {"text", "number", "date"}}
    assert {question for question, _ in told} == closed & set(SAID)
    for question in ASKED.questions:
        said = SAID.get(question.id)
        if question.type in {"rating", "score"} and said is not None:
            assert told[question.id, None] == (said, None, False)
        if question.type == "single" and said is not None:
            assert told[question.id, None] == (None, said, False)
        if question.type == "multiple" and isinstance(said, tuple):
            assert {part for (one, part), (n, *_) in told.items() if one == question.id and n} == set(said)


def test_of_an_anonymous_campaign_no_answer_leaves_and_no_day(analyst: Analyst, now: datetime) -> None:
    campaign = launch(analyst, now, anonymous=True)
    invite(analyst, campaign, now, 2, progress=Progress.ANSWERED, answered_at=now, channel="email")

    analyst.export(now)

    assert analyst.read("SELECT count(*) FROM answers") == [(0,)]
    assert analyst.read(
        "SELECT progress, project, channel, language, made_on, sent_on, answered_on, complaint, count(*)"
        " FROM invitations GROUP BY ALL"
    ) == [("answered", *[None] * 7, 2)]


def test_a_campaign_that_ended_long_ago_is_written_with_everything_alone(
    analyst: Analyst, now: datetime
) -> None:
    campaign = launch(analyst, now, state=CampaignState.FINISHED, ended_at=now - timedelta(days=100))
    invite(analyst, campaign, now, 1)

    analyst.export(now)
    assert analyst.read("SELECT count(*) FROM invitations") == [(0,)]
    analyst.export(now, everything=True)
    assert analyst.read("SELECT count(*) FROM invitations") == [(1,)]


def test_an_improvement_is_there_with_the_cases_that_it_follows_from(analyst: Analyst, now: datetime) -> None:
    number = analyst.world.stored(analyst.world.file(now)).complaint.number
    proposed = Improvement(
        "IMPROVEMENT00001",
        1,
        "防水",
        "改用卷材。",
        "design",
        "design",
        (number,),
        ImprovementStatus.PROPOSED,
        "li.na",
        now,
        city="sz",
        project="海岸花园",
    )
    line = Revision(1, "proposed", now, "li.na", proposed.status)
    ImprovementStore(analyst.world.table).create(Revised(proposed, line), None)

    analyst.export(now)

    assert analyst.read(
        "SELECT i.status, i.cause, i.city, i.project, i.cases, c.kind FROM improvements i"
        " JOIN improvement_cases USING (improvement) JOIN complaints c USING (complaint)"
    ) == [("proposed", "design", "sz", "海岸花园", 1, "repair")]


def plant(analyst: Analyst, people: People, now: datetime) -> str:
    """Put personal data into every text of everything that is exported; give the number of the case."""
    world = analyst.world
    filed = world.stored(world.file(now))
    case = planted(
        Complaint,
        number=filed.complaint.number,
        version=1,
        city="sz",
        received_at=now,
        policy=filed.complaint.policy,
        erased_at=None,
    )
    secrets = {name: f"{MARK} {name}" for name in ("request", "filed", "home_hash", "source")}
    save(world, Stored(case, {**filed.private, **secrets}))
    proposed = planted(Improvement, id="IMPROVEMENT00001", complaints=(case.number,))
    line = planted(Revision, version=1, kind="proposed")
    ImprovementStore(world.table).create(Revised(proposed, line), None)
    person = planted(Person, id="PERSON0000000001", erased_at=None, merged_into=None, tier=Tier.GOLD)
    people.table.put({"pk": f"P#{person.id}", "sk": "A", "audience": person.id, **dump(person)})
    Estate(people, now).tell(*five())
    home = planted(Home, id=Estate(people, now).home_id())
    people.table.put({"pk": f"H#{home.id}", "sk": "A", **dump(home)})
    campaign = planted(
        Campaign,
        id="CAMPAIGN00000001",
        launched_at=now,
        anonymous=False,
        third_party=None,
        questionnaire=ASKED.id,
        questionnaire_version=ASKED.version,
        series="experience",
    )
    analyst.campaigns.create(campaign, ())
    said = {one.id: MARK for one in ASKED.questions if one.type in {"single", "text", "number", "date"}}
    invitation = planted(
        Invitation,
        campaign=campaign.id,
        hash="0a" * 20,
        progress=Progress.ANSWERED,
        answers={**stored(SAID), **said},
        deliveries={},
    )
    analyst.invitations.create(invitation)
    return case.number


def test_nothing_that_was_planted_leaves(
    analyst: Analyst, people: People, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analyst.sources[-1], "_asked", lambda *_: ASKED)
    number = plant(analyst, people, now)

    analyst.export(now, everything=True)

    found = {}
    with analyst.tables() as tables:
        for source in analyst.sources:
            for table in source.tables:
                rows = tables.execute(f"SELECT COLUMNS(*)::VARCHAR FROM {table.name}").fetchall()
                found[table.name] = [value for row in rows for value in row if value is not None]
    assert [name for name, values in found.items() if not values] == []
    everything = [value for values in found.values() for value in values]
    for mark in (MARK, "王", "138", number, "IMPROVEMENT00001", "PERSON0000000001", "0a" * 20):
        assert [value for value in everything if mark in value] == []
    assert [key for key, data in analyst.files.files.items() if MARK.encode() in data or MARK in key] == []


def test_the_function_may_read_what_it_asks_for_and_write_no_table(
    analyst: Analyst, people: People, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    some_cases(analyst.world, now)
    Estate(people, now).tell(*five())
    campaign = launch(analyst, now)
    invite(analyst, campaign, now, 1)

    with used(analyst.world.engine) as asked:
        analyst.world.rulebook.refresh(now + timedelta(minutes=2))
        analyst.export(now, everything=True)

    assert asked == granted("AnalyticsExport")
