"""The composition root of questionnaires."""

from functools import cache
from typing import TYPE_CHECKING

from hearthline import root

if TYPE_CHECKING:
    from hearthline.surveys.questionnaire_desk import Questionnaires
    from hearthline.surveys.questionnaire_store import QuestionnaireStore


@cache
def questionnaires() -> "Questionnaires":
    """Give what staff do with questionnaires."""
    from hearthline.platform.cursors import Cursors
    from hearthline.surveys.questionnaire_desk import Questionnaires

    return Questionnaires(questionnaire_store(), root.access_keys(), Cursors(root.secret()), root.entropy)


@cache
def questionnaire_store() -> "QuestionnaireStore":
    """Give the store of questionnaires, which remembers those that are frozen."""
    from hearthline.surveys.questionnaire_store import QuestionnaireStore

    return QuestionnaireStore(root.surveys_table())
