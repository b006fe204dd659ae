"""The questionnaires that ship with the product: version 1 of each, there without any set-up.

They are read like saved ones and are always frozen; saving another of the same id begins with version 2.
"""

import functools
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from hearthline.surveys.model import Questionnaire
from hearthline.surveys.questionnaire import read_questionnaire

CLOSING: Final = "closing"
HANDOVER: Final = "handover"
EXPERIENCE_REPORT: Final = "experience-report"
FOUR_YEAR_VISIT: Final = "four-year-visit"
READY_MADE: Final = (CLOSING, EXPERIENCE_REPORT, FOUR_YEAR_VISIT, HANDOVER)
SHIPPED_AT: Final = datetime(2026, 11, 26, tzinfo=UTC)
SHIPPED_BY: Final = "system"

_FOLDER: Final = Path(__file__).parent.parent / "defaults" / "questionnaires"


def ready_made(identity: str) -> Questionnaire | None:
    """Give the version 1 that ships under an id; None where none does."""
    return _shipped(identity) if identity in READY_MADE else None


@functools.cache
def _shipped(identity: str) -> Questionnaire:
    document = json.loads((_FOLDER / f"{identity}.json").read_text("utf-8"))
    return read_questionnaire(document, identity=identity, version=1, at=SHIPPED_AT, by=SHIPPED_BY)
