"""What who was asked is shown: the questionnaire in both languages, their own answers, and until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from hearthline.platform.codec import dump
from hearthline.surveys.answers import unstored
from hearthline.surveys.ending import ends_at
from hearthline.surveys.model import Campaign, Invitation, Progress, Question, Questionnaire

_SHOWN = ("id", "type", "text", "hint", "options", "rows", "least", "most", "show_if")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a token shows. `closed` is why no answer is taken any more, `claim` the code of a reward.

    `points` are what an answer is worth, `zone` says by which clock the club's days are.
    """

    campaign: Campaign
    invitation: Invitation
    questionnaire: Questionnaire
    closed: str | None
    points: int
    zone: ZoneInfo
    claim: str | None

    @property
    def open_until(self) -> datetime | None:
        """When answers end."""
        return ends_at(self.campaign, self.invitation)

    def view(self) -> dict[str, Any]:
        """Give it as JSON."""
        asked = self.questionnaire
        return {
            "state": self.invitation.progress.value,
            "closed": self.closed,
            "open_until": self.open_until,
            "anonymous": self.campaign.anonymous,
            "language": self.invitation.language,
            "answer_version": self.invitation.answer_version,
            "answers": shown_answers(self.invitation.answers),
            "reward": {"points": self.points, "claim": self.claim},
            "questionnaire": {
                "id": asked.id,
                "version": asked.version,
                "title": dict(asked.title),
                "intro": dict(asked.intro),
                "thanks": dict(asked.thanks),
                "questions": [_question(question) for question in asked.questions],
            },
        }


@dataclass(frozen=True, slots=True)
class Received:
    """How an answer stands after a saving; `first`: it was finished just now, and had not been before."""

    campaign: Campaign
    progress: Progress
    answer_version: int
    answers: Mapping[str, Any]
    first: bool = False
    claim: str | None = None

    def view(self) -> dict[str, Any]:
        """Give it as JSON; of an anonymous answer nothing but that it came."""
        return {
            "state": self.progress.value,
            "answer_version": self.answer_version,
            "answers": shown_answers(self.answers),
            "claim": self.claim,
        }


def shown_answers(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Give stored answers as they are sent to be stored."""
    return {name: dump(answer) for name, answer in unstored(kept).items()}


def _question(question: Question) -> dict[str, Any]:
    told = dump(question)
    shown = {name: told.get(name) for name in _SHOWN}
    return {
        **shown,
        "options": told.get("options", []),
        "rows": told.get("rows", []),
        "required": question.required,
        "not_applicable": question.not_applicable,
    }
