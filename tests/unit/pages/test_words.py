"""The words of the pages: the same ones in each language, and a sentence for each thing that can be wrong."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from hearthline import pages
from hearthline.complaints import bodies
from hearthline.complaints.model import ClockName, Status
from hearthline.pages.faults import in_words
from hearthline.pages.words import words
from hearthline.platform.problems import FieldError, Kind, Problem
from tests.unit.pages.builders import LANGUAGES, the_problem
from tests.unit.pages.html_page import HtmlPage

GOOD: dict[str, Any] = {
    "kind": "repair",
    "title": "Leak",
    "text": "It leaks.",
    "city": "sz",
    "contact": {"name": "Wang", "phone": "13800138000"},
}
FOLDER = Path(pages.__file__).parent / "words"
LABELS = dict.fromkeys(
    ("kind", "title", "text", "city", "category", "occurred_on", "home.project", "contact.name"), "label"
) | dict.fromkeys(("contact.phone", "contact.email", "public"), "label")


def leaves(found: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(found, Mapping):
        for name, inner in found.items():
            yield from leaves(inner, f"{path}/{name}")
    elif isinstance(found, list):
        for place, inner in enumerate(found):
            yield from leaves(inner, f"{path}/{place}")
    else:
        yield path, found


AREAS = ["", *sorted(path.stem for path in (FOLDER / "en").glob("*.json"))]


def test_both_languages_have_words_for_the_same_areas() -> None:
    assert AREAS[1:] == sorted(path.stem for path in (FOLDER / "zh").glob("*.json"))


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_say_the_same_things(area: str) -> None:
    chinese, english = (dict(leaves(words(language, area))) for language in LANGUAGES)

    assert chinese.keys() == english.keys()
    for path, sentence in chinese.items():
        assert sentence.strip(), path
        assert sorted(re.findall(r"{\w*}", sentence)) == sorted(re.findall(r"{\w*}", english[path])), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_status_and_clock_has_words(language: str) -> None:
    said = words(language)

    assert set(said["follow"]["next"]) == {status.value for status in Status}
    assert set(said["promises"]["names"]) == set(said["timeline"]["clocks"]) == set(ClockName)


@pytest.mark.parametrize(
    ("sent", "name", "word"),
    [
        ({"title": None}, "title", "invalid"),
        ({"title": " "}, "title", "required"),
        ({"title": "a" * 81}, "title", "too_long"),
        ({"title": "a\x00b"}, "title", "characters"),
        ({"title": "a\u202eb"}, "title", "characters"),
        ({"title": "a\nb"}, "title", "one_line"),
        ({"text": "a" * 5001}, "text", "too_long"),
        ({"kind": "wish"}, "kind", "choose"),
        ({"city": "No such"}, "city", "choose"),
        ({"city": ...}, "city", "choose"),
        ({"kind": ...}, "kind", "choose"),
        ({"text": ...}, "text", "required"),
        ({"contact": ...}, "contact.name", "required"),
        ({"category": "?"}, "category", "choose"),
        ({"occurred_on": "2026-02-30"}, "occurred_on", "day"),
        ({"public": "perhaps"}, "public", "invalid"),
        ({"home": {"building": "3"}}, "home.project", "required"),
        ({"contact": {"name": "Wang"}}, "contact.phone", "reachable"),
        ({"contact": {"phone": "13800138000"}}, "contact.name", "required"),
        ({"contact": {"name": "Wang", "phone": "12"}}, "contact.phone", "phone"),
        ({"contact": {"name": "Wang", "phone": "123456"}}, "contact.phone", "phone"),
        ({"contact": {"name": "Wang", "phone": "1" * 41}}, "contact.phone", "long"),
        ({"contact": {"name": "Wang", "email": "wang"}}, "contact.email", "email"),
    ],
)
def test_whatever_the_model_refuses_is_said_at_its_control(
    sent: dict[str, Any], name: str, word: str
) -> None:
    given = {name: value for name, value in {**GOOD, **sent}.items() if value is not ...}

    with pytest.raises(Problem) as refused:
        bodies.read(bodies.FileBody, bodies.from_form(given))

    said = words("zh")["fault"]
    fault, *_ = in_words(refused.value.errors, LABELS, said)

    assert fault.name == name
    pattern = re.escape(said[word]).replace(r"\{0\}", r"\d+").replace(r"\{1\}", r"\d+")
    assert re.fullmatch(pattern, fault.sentence)


def test_of_several_faults_of_one_control_the_first_is_told() -> None:
    errors = [
        FieldError("/title", "Must not be empty."),
        FieldError("/title", "Contains a control character."),
    ]

    assert [fault.sentence for fault in in_words(errors, LABELS, words("en")["fault"])] == [
        "Please fill this in."
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(Kind))
def test_every_problem_has_a_page(kind: Kind, language: Any) -> None:
    problem = Problem(kind, "Say it <b>again</b>.", errors=[FieldError("?limit", "Must be given.")])

    page = HtmlPage(the_problem(problem, language))

    assert kind.title(language) in page.text
    assert str(kind.status) in page.text
    assert "Say it <b>again</b>." in page.text
    assert "?limit Must be given." in page.text
    assert page.all("ul") == [{"lang": "en"}]


def test_a_defects_page_tells_the_request_and_nothing_else() -> None:
    assert "req-1" in HtmlPage(the_problem(Problem.internal("req-1"), "en")).text
