"""Questionnaires as they are kept: what is known of one, and its versions."""

from dataclasses import dataclass
from datetime import datetime

from hearthline.surveys.model import Questionnaire, Words
from hearthline.surveys.ready_made import SHIPPED_AT, SHIPPED_BY, ready_made


@dataclass(frozen=True, slots=True)
class QuestionnaireHead:
    """A questionnaire in the list of all. `title` is that of its `latest` version.

    `version` counts all changes to it and its versions; each demands the one that was read.
    """

    id: str
    title: Words
    latest: int
    created_at: datetime
    by: str
    changed_at: datetime
    changed_by: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of a questionnaire.

    It may be edited, which counts up `revision`, until it is frozen by the launch of a campaign that asks it.
    What ships with the product is frozen from the start. `key` and `request` are fingerprints of the
    Idempotency-Key and the request that made it, where that can be repeated.
    """

    questionnaire: Questionnaire
    changed_at: datetime
    changed_by: str
    revision: int = 1
    frozen_at: datetime | None = None
    key: str | None = None
    request: str | None = None

    @property
    def shipped(self) -> bool:
        """Whether it ships with the product, and stands in no table."""
        return self.questionnaire is ready_made(self.questionnaire.id)


def shipped_head(identity: str) -> QuestionnaireHead | None:
    """Give the head of a questionnaire that ships, as it is before anything was saved of it."""
    found = ready_made(identity)
    if found is None:
        return None
    return QuestionnaireHead(identity, found.title, 1, SHIPPED_AT, SHIPPED_BY, SHIPPED_AT, SHIPPED_BY)


def shipped_edition(identity: str) -> Edition | None:
    """Give version 1 of a questionnaire that ships."""
    found = ready_made(identity)
    return Edition(found, SHIPPED_AT, SHIPPED_BY, frozen_at=SHIPPED_AT) if found else None
