"""Counting on real engines: many at once, each once, and an answer to everything in one transaction."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

import pytest

from hearthline.platform.codec import dump
from hearthline.platform.table import Table
from hearthline.surveys import keys
from hearthline.surveys.answers import check_answers, stored
from hearthline.surveys.counting import Asked, Counting, what_is_asked
from hearthline.surveys.model import Invitation, Progress, Reach, Strata
from hearthline.surveys.recounting import differences, recount
from hearthline.surveys.tally_store import Subject, TallyStore
from tests.engines.engine import Engine
from tests.engines.world import OneAtATime
from tests.unit.surveys.builders import an_invitation
from tests.unit.surveys.questionnaires import asking, document, questionnaire

CAMPAIGN = "CAMPAIGN00000001"
CODES = [f"o{number}" for number in range(39)]


def wide(questions: int) -> Asked:
    """Give a campaign that asks so many questions, each with almost as many choices as there can be."""
    options = [{"code": code, "label": {"zh": f"甲{code}", "en": code}} for code in CODES]
    asked = (asking(f"q{number}", "multiple", options=options) for number in range(questions))
    return what_is_asked(questionnaire(document(*asked)), anonymous=False)


class Tallied:
    """A campaign on an engine, and what counts it."""

    def __init__(self, engine: Engine) -> None:
        client = OneAtATime(engine.client) if engine.name == "moto" else engine.client
        # moto reads an expression by calling itself for each part of it, and has no room for so many.
        self.questions = 2 if engine.name == "moto" else 19
        self.asked = wide(self.questions)
        self.table = Table(client, engine.surveys, pause=lambda _: None)
        self.store = TallyStore(self.table)
        self.counting = Counting(self.store, lambda *_: self.asked, lambda those: [None for _ in those])

    def put(self, *invitations: Invitation) -> list[Subject]:
        for one in invitations:
            pk = keys.invitations(CAMPAIGN, keys.bucket_of(one.hash))
            self.table.put({"pk": pk, "sk": one.hash, **dump(one)})
        return [Subject(CAMPAIGN, one.hash) for one in invitations]

    def differences(self) -> list[str]:
        again = recount(self.store, CAMPAIGN, lambda *_: self.asked, lambda those: [None for _ in those])
        return differences(self.store.groups(CAMPAIGN), again.groups)


@pytest.fixture
def tallied(engine: Engine) -> Tallied:
    return Tallied(engine)


def invited(number: int) -> Invitation:
    hash_ = f"{number * 7 % 256:02x}{number:038x}"
    strata = Strata("customer", ["sz", "gz"][number % 2], "海岸花园", "gold", "living")
    return replace(an_invitation(), hash=hash_, strata=strata, version=2, reach=Reach.SENT)


def test_an_answer_to_everything_has_room_and_many_who_count_at_once_count_each_once(
    tallied: Tallied, now: datetime
) -> None:
    given = {question.id: CODES for question in tallied.asked.questionnaire.questions}
    everything = stored(check_answers(tallied.asked.questionnaire, given, final=True))
    invitations = [invited(number) for number in range(24)]
    subjects = tallied.put(*invitations)
    answered = replace(invitations[0], version=3, progress=Progress.ANSWERED, answers=everything)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(tallied.counting.count, [subjects, subjects[:13], subjects[9:], subjects[::-1]]))
    tallied.put(replace(answered, answered_at=now))
    tallied.counting.count(subjects)

    assert tallied.store.standing(CAMPAIGN).states == {"sent": 23, "answered": 1}
    assert len(tallied.store.groups(CAMPAIGN)["all"]) == tallied.questions * 40 + 3
    assert tallied.differences() == []


def test_a_new_batch_takes_two_requests_and_one_that_was_counted_one(
    tallied: Tallied, engine: Engine
) -> None:
    subjects = tallied.put(*(invited(number) for number in range(40)))

    with engine.counter.during() as first:
        tallied.counting.count(subjects)
    with engine.counter.during() as again:
        tallied.counting.count(subjects)

    assert dict(first.requests) == {"BatchGetItem": 1, "TransactWriteItems": 1}
    assert dict(again.requests) == {"BatchGetItem": 1}
