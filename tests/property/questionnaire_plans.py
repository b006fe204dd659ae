"""Questionnaires that are right, and answers that may be wrong."""

from typing import Any

from hypothesis import strategies as st

from hearthline.surveys.question_rules import SCALES
from hearthline.surveys.questionnaire import check
from tests.unit.surveys.questionnaires import asking, document

Document = dict[str, Any]
TYPES = ("rating", "score", "single", "multiple", "yes_no", "matrix", "number", "date", "text")
LIMITS: dict[str, Document] = {
    "multiple": {"least": 1, "most": 2},
    "number": {"least": -2.5, "most": 10},
    "date": {"least": "2025-01-01", "most": "2026-12-31"},
    "text": {"least": 2, "most": 8},
}
SCALE = {kind.value: ends for kind, ends in SCALES.items()}
DAYS = ["2024-12-31", "2025-01-01", "2026-06-30", "2026-12-31", "2026-02-30"]

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def questionnaires(draw: Any) -> Document:
    """Draw up to seven questions, some of which rest on earlier ones."""
    questions: list[Document] = []
    for place in range(draw(st.integers(1, 7))):
        type_ = draw(st.sampled_from(TYPES))
        question = asking(f"q{place}", type_)
        if type_ in LIMITS and draw(st.booleans()):
            question |= LIMITS[type_]
        question |= {name: True for name in ("required", "not_applicable") if draw(st.integers(0, 3)) == 0}
        if questions and draw(st.integers(0, 2)):
            question["show_if"] = draw(conditions(questions))
        if not check(document(*questions, question)):
            questions.append(question)
    return document(*questions) if questions else document(asking("q0", "yes_no"))


def conditions(earlier: list[Document]) -> Any:
    return st.recursive(
        st.sampled_from(earlier).flatmap(tests),
        lambda part: st.one_of(
            st.fixed_dictionaries({"all": st.lists(part, min_size=1, max_size=2)}),
            st.fixed_dictionaries({"any": st.lists(part, min_size=1, max_size=2)}),
            st.fixed_dictionaries({"not": part}),
        ),
        max_leaves=3,
    )


def tests(question: Document) -> Any:
    about = {"question": st.just(question["id"])}
    if question["type"] == "matrix":
        about["row"] = st.sampled_from("abc")
    made = [st.fixed_dictionaries({**about, "answered": st.booleans()})]
    if question.get("not_applicable"):
        made.append(st.fixed_dictionaries({**about, "not_applicable": st.just(True)}))
    values = said(question)
    if question["type"] != "text":
        made.append(st.fixed_dictionaries({**about, "equals": values}))
        made.append(st.fixed_dictionaries({**about, "in": st.lists(values, min_size=1, max_size=2)}))
    if question["type"] not in {"text", "single", "multiple", "yes_no"}:
        made.append(st.fixed_dictionaries({**about, "at_least": values}))
    return st.one_of(made)


def said(question: Document) -> Any:
    """Give what a test of the question compares with."""
    match question["type"]:
        case "rating" | "score" | "matrix":
            return st.integers(*SCALE[question["type"]])
        case "single" | "multiple":
            return st.sampled_from("abc")
        case "yes_no":
            return st.booleans()
        case "number":
            return st.sampled_from([-2.5, 0, 1.25, 10])
        case _:
            return st.sampled_from(DAYS[:4])


def answer(question: Document) -> Any:
    """Give answers to a question, most of them right."""
    match question["type"]:
        case "matrix":
            right: Any = st.dictionaries(st.sampled_from("abc"), st.none() | st.integers(1, 5))
        case "multiple":
            right = st.lists(st.sampled_from("abc"), unique=True)
        case "text":
            right = st.text("很好x \n", max_size=9)
        case "number":
            right = st.sampled_from([-2.5, 0, 1.25, 3.0, 10])
        case _:
            right = said(question)
    return right | st.none() | right


def answers(given: Document) -> Any:
    """Give answers to any of the questions, hidden ones among them."""
    return st.fixed_dictionaries({}, optional={each["id"]: answer(each) for each in given["questions"]})
