"""What is wrong with a questionnaire, in the words of its builder: each fault at the control that it is in.

The check names the question and says in English what is wrong; here its number stands in front, and the
sentence is the page's.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from hearthline.pages.faults import Fault
from hearthline.platform.problems import FieldError

_NAMED: Final = re.compile(r'Question (?:"[^"]*"|\d+): ', re.DOTALL)
_WORDS: Final = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), word)
    for pattern, word in (
        (r".*(?:has no translation|must not be empty|must be a text).*", "empty"),
        (r".*must have at most (\d+) characters.*", "too_long"),
        (r".*single line.*", "one_line"),
        (r".*can't be used.*", "characters"),
        (r"a questionnaire has 1 to .*", "count"),
        (r"it needs a code of .*", "code"),
        (r"another question has the same id\.", "same_id"),
        (r"two of its \w+ have the same code\.", "same_code"),
        (r"two of its \w+ read alike in .*", "same_label"),
        (r"it needs (\d+) to (\d+) \w+\.", "choices"),
        (r"another question measures .*", "same_measure"),
        (r".*is measured by .*|its measure must be .*", "measure"),
        (r"its \w+ must be .*", "limit"),
        (r"no answer can be at least .*", "limits"),
        (r"measures .* in version (\d+); .*", "other_measure"),
        (r"is a .* in version (\d+); another type needs another id\.", "other_type"),
        (r"the code .* stood for something else in version (\d+).*", "other_code"),
        (r".*no answers to the questions before it can ever show it\.", "never"),
        (r"all texts together .*|.*bytes of JSON\.", "too_large"),
        (r".*which comes later\.|.*about the question itself\.", "later"),
        (r".*there is no such question\.|a condition must name a question\.", "ask_which"),
        (r".*say which row.*|.*has no such row\.", "which_row"),
        (r"a condition needs one of .*", "condition"),
        (r".*has no such answer\.", "no_answer"),
        (r".*can't be said not to apply\.", "no_na"),
        (r".*is a text, of which .*", "text_only"),
    )
)


def told(errors: Iterable[FieldError], controls: Iterable[str], said: Mapping[str, Any]) -> list[Fault]:
    """Give a sentence for each control at fault, the first of several; `said` are the builder's words."""
    known, found = set(controls), dict[str, Fault]()
    for error in errors:
        place = error.pointer.lstrip("/").replace("/", ".")
        name = place
        while name and name not in known:
            name = name.rpartition(".")[0]
        fault = Fault(name or None, _label(place, said), _sentence(error.detail, said["faults"]))
        found.setdefault(name, fault)
    return list(found.values())


def _label(place: str, said: Mapping[str, Any]) -> str:
    first, *rest = place.split(".")
    if first == "questions" and rest and rest[0].isdecimal():
        return str(said["question_n"]).format(int(rest[0]) + 1)
    return str(said["fields"].get(first, first))


def _sentence(detail: str, words: Mapping[str, str]) -> str:
    plain = _NAMED.sub("", detail, count=1)
    for pattern, word in _WORDS:
        found = pattern.fullmatch(plain)
        if found:
            return words[word].format(*found.groups())
    return words["other"]
