"""Questionnaires on storage: one change after the other, and none after a launch."""

from dataclasses import replace
from datetime import datetime

import pytest

from hearthline.platform.table import ConditionFailed, Table
from hearthline.surveys.questionnaire import read_questionnaire
from hearthline.surveys.questionnaire_editions import Edition, QuestionnaireHead
from hearthline.surveys.questionnaire_store import (
    QuestionnaireExists,
    QuestionnaireMoved,
    QuestionnaireStore,
    VersionFrozen,
    freezing,
)
from hearthline.surveys.ready_made import HANDOVER
from tests.engines.engine import Engine
from tests.unit.surveys.questionnaires import EVERY_TYPE


def an_edition(identity: str, version: int, now: datetime) -> Edition:
    made = read_questionnaire(EVERY_TYPE, identity=identity, version=version, at=now, by="zhou")
    return Edition(made, now, "zhou", key="k", request="r")


def test_a_questionnaire_from_its_first_version_to_the_launch_of_what_asks_it(
    engine: Engine, now: datetime
) -> None:
    table = Table(engine.client, engine.surveys)
    store = QuestionnaireStore(table)
    first = an_edition("Q1", 1, now)
    head = QuestionnaireHead("Q1", first.questionnaire.title, 1, now, "zhou", now, "zhou")

    store.create(head, first)
    with pytest.raises(QuestionnaireExists):
        store.create(head, first)
    second = store.add(head, an_edition("Q1", 2, now))
    with pytest.raises(QuestionnaireMoved):
        store.add(head, an_edition("Q1", 2, now))
    shipped = store.load(HANDOVER)
    assert shipped is not None
    store.add(shipped, an_edition(HANDOVER, 2, now))
    with pytest.raises(QuestionnaireMoved):
        store.add(shipped, an_edition(HANDOVER, 2, now))

    assert (store.load("Q1"), store.edition("Q1", 1)) == (second, first)
    assert [each.questionnaire.version for each in store.editions(HANDOVER)] == [1, 2]
    assert [each.id for each in store.page("", 2).heads] == ["Q1", "closing"]
    assert [each.id for each in store.page("closing", 9).heads] == [
        "experience-report",
        "four-year-visit",
        HANDOVER,
    ]

    edited = store.edit(second, first, replace(first, changed_by="xu"))
    with pytest.raises(ConditionFailed):
        table.transact(freezing(first, now))
    table.transact(freezing(edited, now))
    table.transact(freezing(edited, now))
    latest = store.load("Q1")
    assert latest is not None
    with pytest.raises(VersionFrozen):
        store.edit(latest, edited, edited)
    assert freezing(store.editions(HANDOVER)[0], now) == ()

    with engine.counter.during() as counted:
        assert store.asked("Q1", 1) == store.asked("Q1", 1) == first.questionnaire
        assert store.asked(HANDOVER, 1) is not None
        assert store.asked("nowhere", 1) is None
    assert counted.requests == {"GetItem": 2}
