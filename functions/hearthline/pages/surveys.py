"""What a survey's page shows, in one language: the questions of a step with what stands in their controls.

A question is one group of controls under `q-<id>`; what is wrong with it is told there and in the list above.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from hearthline.pages.faults import Fault
from hearthline.pages.times import day_and_time
from hearthline.surveys.answers import AnswerFault
from hearthline.surveys.form_answers import TYPED
from hearthline.surveys.model import Question, Questionnaire, QuestionType
from hearthline.surveys.question_rules import SCALES, count_limits

_HINTED: Final = frozenset(
    {QuestionType.RATING, QuestionType.SCORE, QuestionType.MULTIPLE, QuestionType.MATRIX, QuestionType.DATE}
)
"""Types that say by themselves how they are answered."""


_CHINA: Final = "Asia/Shanghai"
"""The zone that has a name of its own in the words of the pages; others are named by their key."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a survey: `stage` is `intro`, `questions`, `thanks` or `closed`.

    `typed` is what stands in the controls by name, `faults` what is wrong with it, `refusal` why it was not
    taken as a whole. `hidden` goes along with the form, `button` says what sending it does (`begin`, `next`,
    `finish`, `save`). `kept`: there are answers on record. `until` is when the survey ends, told by
    the clock of `zone`. `folded` are the questions that are not drawn: what was said to them goes along.
    `method` is how its form is sent.
    """

    stage: str
    questionnaire: Questionnaire
    address: str
    anonymous: bool
    zone: ZoneInfo
    until: datetime | None = None
    questions: tuple[Question, ...] = ()
    folded: frozenset[str] = frozenset()
    introduced: bool = False
    typed: Mapping[str, str] | None = None
    hidden: Mapping[str, str] | None = None
    faults: tuple[AnswerFault, ...] = ()
    refusal: str | None = None
    button: str = "next"
    saved: bool = False
    kept: bool = False
    changeable: bool = False
    closed: str | None = None
    points: int = 0
    claim: str | None = None
    method: str = "post"


def sheet_values(sheet: Sheet, language: str, words: Mapping[str, Any]) -> dict[str, Any]:
    """Give the values of the template: everything in the one language, nothing of it escaped yet."""
    said = words
    asked = sheet.questionnaire
    questions = [_question(each, place, language, said) for place, each in enumerate(sheet.questions, 1)]
    told = list(_told(sheet.faults, sheet.questions, language, said))
    return {
        "sheet": sheet,
        "title": asked.title[language],
        "intro": asked.intro[language],
        "thanks": asked.thanks[language],
        "questions": [each for each in questions if each["id"] not in sheet.folded],
        "carried": _carried(sheet),
        "back": _back(sheet),
        "asked_in_all": len(asked.questions),
        "typed": sheet.typed or {},
        "hidden": {**(sheet.hidden or {}), "_lang": language},
        "until": _clock(sheet.until, sheet.zone, language, said) if sheet.until else None,
        "told": told,
        "faults": {fault.name: fault.sentence for fault in told},
        "refusal": said["refused"].get(sheet.refusal, said["refused"]["other"]) if sheet.refusal else None,
    }


def _carried(sheet: Sheet) -> dict[str, str]:
    """Give what stands in the controls of questions that are not drawn."""
    return {
        name: said
        for name, said in (sheet.typed or {}).items()
        if name.partition(".")[0] in sheet.folded and said
    }


def _back(sheet: Sheet) -> str | None:
    """Give the first question that is drawn, where there are others before it."""
    drawn = [each.id for each in sheet.questions if each.id not in sheet.folded]
    return drawn[0] if drawn and sheet.questions[0].id != drawn[0] else None


def _clock(until: datetime, zone: ZoneInfo, language: str, said: Mapping[str, Any]) -> str:
    """Give an instant by a clock, and whose clock it is."""
    return str(said["clock"]).format(day_and_time(until, zone.key, language), zone_name(zone, said))


def zone_name(zone: ZoneInfo, said: Mapping[str, Any]) -> str:
    """Give what a zone is called; `said` are the words of surveys."""
    return str(said["zone"]) if zone.key == _CHINA else zone.key


def _hint(question: Question, language: str, said: Mapping[str, Any]) -> str | None:
    """Give how a question is answered: as its author says, else as its type and limits do."""
    if question.hint:
        return question.hint[language]
    if question.type is QuestionType.MULTIPLE and question.most is not None:
        return str(said["at_most"]).format(question.most)
    if question.type is QuestionType.TEXT:
        return str(said["longest"]).format(count_limits(question)[1])
    return said[question.type.value] if question.type in _HINTED else None


def _question(question: Question, place: int, language: str, said: Mapping[str, Any]) -> dict[str, Any]:
    least, most = SCALES.get(question.type, (question.least, question.most))
    return {
        "id": question.id,
        "place": place,
        "type": question.type.value,
        "text": question.text[language],
        "hint": _hint(question, language, said),
        "required": question.required,
        "not_applicable": question.not_applicable,
        "typed": question.type in TYPED,
        "options": [(option.code, option.label[language]) for option in question.options],
        "rows": [(row.code, row.label[language]) for row in question.rows],
        "least": least,
        "most": most,
        "longest": count_limits(question)[1] if question.type is QuestionType.TEXT else None,
    }


def _told(
    faults: Iterable[AnswerFault], questions: Iterable[Question], language: str, said: Mapping[str, Any]
) -> Iterable[Fault]:
    """Give a sentence for each question at fault, in the order of the page."""
    by_question = {fault.question: fault for fault in reversed(tuple(faults))}
    for question in questions:
        fault = by_question.get(question.id)
        if fault is None:
            continue
        sentence = str(said["fault"][fault.reason]).format_map(fault.values)
        row = next((each.label[language] for each in question.rows if each.code == fault.row), None)
        if row is not None:
            sentence = str(said["error_row"]).format(row) + sentence
        yield Fault(f"q-{question.id}", question.text[language], sentence)
