"""Surveys as notices know them, and messages that ask for them."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hearthline.notices.asking import FIRST, Asked, message_for
from hearthline.notices.model import Message
from hearthline.notices.policy import Hold, Stop
from hearthline.notices.ports import NoticeSurvey

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
CLOSES = datetime(2026, 12, 22, 16, 0, tzinfo=UTC)
URL = "https://care.example.com/s/0123456789ABCDEF.AAAAAAAAAAAAAAAAAAAAAA"


def an_asked(message: str = FIRST, **changes: Any) -> Asked:
    return replace(Asked("0123456789ABCDEF", "c0ffee" * 6 + "c0ff", message, "0123456789ABCDEF"), **changes)


def an_asking(message: str = FIRST, **changes: Any) -> Message:
    return message_for(an_asked(message, **changes), AT, CLOSES)


def a_survey(**changes: Any) -> NoticeSurvey:
    survey = NoticeSurvey(
        url=URL,
        title={"zh": "2026年业主满意度调查", "en": "Owners' survey 2026"},
        intro={"zh": "请用三分钟谈谈您的住家。", "en": "Please tell us in three minutes about your home."},
        closes_at=CLOSES,
        question={"zh": "总体而言，您有多满意？", "en": "How satisfied are you overall?"},
        choices=tuple((str(value), f"{URL}?overall={value}") for value in range(1, 6)),
    )
    return replace(survey, **changes)


class FakeSurveys:
    """Gives one answer, and counts how often it is asked."""

    def __init__(self, answer: NoticeSurvey | Hold | Stop | None = None) -> None:
        self.answer = answer or a_survey()
        self.reads = 0

    def __call__(self, message: Message) -> NoticeSurvey | Hold | Stop:
        self.reads += 1
        return self.answer
