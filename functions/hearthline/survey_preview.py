"""A questionnaire tried out: the page of a survey, of which nothing is kept but what is in its address."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from hearthline.pages.surveys import Sheet
from hearthline.platform.form_text import nest
from hearthline.platform.problems import Language
from hearthline.survey_page import BEGIN, LANGUAGE, LANGUAGES, Posted, SurveyPage
from hearthline.survey_sheets import ONE, SHOWN
from hearthline.surveys.answer_views import Received, Seen
from hearthline.surveys.answering import Saving
from hearthline.surveys.model import Campaign, CampaignState, Invitation, Progress, Questionnaire

_NOBODY: Final = "preview"


class Tried:
    """Stands in for who takes answers: everybody is asked the one questionnaire, and nothing is saved."""

    def __init__(self, questionnaire: Questionnaire, progress: Progress) -> None:
        self._asked = questionnaire
        self._progress = progress

    def see(self, _token: str, now: datetime, /) -> Seen:
        """Give what is asked, as it stands for somebody of this progress."""
        invitation = Invitation(_NOBODY, _NOBODY, _NOBODY, now, now, progress=self._progress)
        return Seen(self._campaign(now), invitation, self._asked, None, 0, ZoneInfo("UTC"), None)

    def asked(self, _token: str, _now: datetime, /) -> tuple[bool, Questionnaire]:
        """Give the questionnaire, as of an anonymous survey: its answers are in the form alone."""
        return True, self._asked

    def save(self, _token: str, _saving: Saving, now: datetime, /) -> Received:
        """Give what was given, and keep none of it."""
        return Received(self._campaign(now), Progress.ANSWERED, 0, {})

    def _campaign(self, now: datetime) -> Campaign:
        asked = self._asked
        return Campaign(
            _NOBODY,
            "",
            CampaignState.DRAFT,
            asked.id,
            asked.version,
            asked.title,
            _NOBODY,
            now,
            now,
            _NOBODY,
            anonymous=True,
        )


def tried(
    questionnaire: Questionnaire, query: Mapping[str, str], address: str, preferred: Language, now: datetime
) -> tuple[Sheet, Language]:
    """Give the page that comes after what stands in the query, for `address`, which it leads to again.

    One question comes at a time, as on a phone.
    """
    language = LANGUAGES.get(query.get(LANGUAGE), preferred)
    progress = Progress.OPENED if BEGIN in query else Progress.NONE
    sheet: Sheet | None = None
    if SHOWN in query:
        page = SurveyPage(Tried(questionnaire, Progress.OPENED))
        posted = page.post(_NOBODY, Posted(nest(dict(query)), language, None, ONE), now)
        sheet = None if isinstance(posted, str) else posted.sheet
        progress = Progress.ANSWERED
    if sheet is None:
        looked = {LANGUAGE: language}
        sheet = SurveyPage(Tried(questionnaire, progress)).look(_NOBODY, looked, language, now, ONE).sheet
    return replace(sheet, address=address, method="get", anonymous=False), language
