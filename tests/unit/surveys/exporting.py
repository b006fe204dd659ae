"""What is exported: a campaign of every type of question, and what somebody said in it."""

from dataclasses import replace
from typing import Any

from hearthline.surveys.answers import check_answers
from hearthline.surveys.exports.model import Row
from hearthline.surveys.model import Campaign, CampaignState
from tests.unit.surveys.builders import HOME, NOW
from tests.unit.surveys.questionnaires import ANSWERED, questionnaire

ASKED = questionnaire()
SAID = check_answers(ASKED, ANSWERED, final=True)


def a_campaign(**changes: Any) -> Campaign:
    given = Campaign(
        "CAMPAIGN00000001",
        "Experience 2026",
        CampaignState.FINISHED,
        ASKED.id,
        ASKED.version,
        {"zh": "体验", "en": "Experience"},
        "zhou",
        NOW,
        NOW,
        "zhou",
        launched_at=NOW,
        series="experience",
        population={"sz/living": 30, "gz/living": 10},
        made=40,
    )
    return replace(given, **changes)


def a_row(**changes: Any) -> Row:
    given = Row("8f" * 8, HOME, 1, SAID, "2026-11-23", "email", "zh")
    return replace(given, **changes)
