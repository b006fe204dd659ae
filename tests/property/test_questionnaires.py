"""What holds of any questionnaire, and of any answers to it."""

import copy
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hearthline.surveys.answers import AnswersInvalid, check_answers, stored, unstored, visible
from hearthline.surveys.model import Answer
from hearthline.surveys.questionnaire import check, document_of
from tests.property.questionnaire_plans import answers, plain, questionnaires
from tests.unit.surveys.questionnaires import EVERY_TYPE, questionnaire

ASKED = questionnaire()
asked_and_said = questionnaires().flatmap(lambda asked: st.tuples(st.just(asked), answers(asked)))


def taken(asked: dict[str, Any], said: dict[str, Any], *, final: bool) -> dict[str, Answer] | None:
    try:
        return check_answers(questionnaire(asked), said, final=final)
    except AnswersInvalid as invalid:
        if all(f'"{fault.question}"' in fault.told().detail for fault in invalid.faults):
            return None
        raise


@given(questionnaires())
def test_a_questionnaire_survives_being_stored(asked: dict[str, Any]) -> None:
    found = questionnaire(asked)

    written = json.loads(json.dumps(document_of(found)))

    assert written == asked
    assert questionnaire(written) == found


@given(asked_and_said, st.booleans())
def test_the_normal_form_is_its_own_normal_form(
    both: tuple[dict[str, Any], dict[str, Any]], final: bool
) -> None:
    asked, said = both
    normal = taken(asked, said, final=final)
    if normal is None:
        return
    again = json.loads(json.dumps(stored(normal)))

    assert unstored(again) == normal
    assert taken(asked, normal, final=final) == normal
    assert taken(asked, normal, final=False) == normal


@given(asked_and_said)
def test_a_hidden_question_never_counts(both: tuple[dict[str, Any], dict[str, Any]]) -> None:
    asked, said = both
    normal = taken(asked, said, final=True)
    if normal is None:
        return
    shown = {question.id for question in visible(questionnaire(asked), normal)}
    hidden = {question["id"] for question in asked["questions"]} - shown

    assert normal.keys() <= shown
    without = {name: answer for name, answer in said.items() if name not in hidden}
    assert taken(asked, without, final=True) == normal
    assert taken(asked, {**said, **dict.fromkeys(hidden, "anything at all")}, final=True) == normal
    assert all(each.id in normal for each in visible(questionnaire(asked), normal) if each.required)


@given(plain)
def test_anything_can_be_checked(document: Any) -> None:
    assert check(document) != ()


@given(st.data(), plain)
def test_a_questionnaire_with_anything_in_it_can_be_checked(data: st.DataObject, anything: Any) -> None:
    document: Any = copy.deepcopy(EVERY_TYPE)
    place = document
    while isinstance(place, dict | list) and place:
        name = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if not isinstance(place[name], dict | list) or data.draw(st.integers(0, 2)) == 0:
            place[name] = anything
            break
        place = place[name]

    assert all(error.detail for error in check(document))


@given(plain | st.dictionaries(st.sampled_from([each["id"] for each in EVERY_TYPE["questions"]]), plain))
def test_anything_can_be_said(said: Any) -> None:
    for final in (True, False):
        try:
            normal = check_answers(ASKED, said, final=final)
        except AnswersInvalid as invalid:
            if not invalid.errors:
                raise
        else:
            assert normal.keys() <= said.keys()
